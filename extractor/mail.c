/* See mail.h. The whole structure is read at once, since a mail of some hundred parts is long; contents wait until they are asked for. */
#define _GNU_SOURCE /* strncasecmp */
#include "extractor/mail.h"

#include "common/utf8.h"
#include "extractor/mail_header.h"

#include <stdlib.h>
#include <strings.h>

enum {
        FILES_MAX = 1000,
        NESTED_MAX = 16,    /* multiparts */
        LOOK_AT = 64 << 10, /* bytes of the header that tell a mail */
        NAME_MAX_BYTES = 180,
};

/* ---- is it one? ---------------------------------------------------------------------------------------- */

enum { SENT_BY = 1, SENT_TO = 2, ROUTE = 4, DATE = 8, SUBJECT = 16, MIME = 32, PARTS = 64 };

static const struct {
        const char *name; /* with its colon */
        unsigned mark;
} fields[] = {
        { "From:", SENT_BY }, { "Sender:", SENT_BY }, { "To:", SENT_TO }, { "Cc:", SENT_TO }, { "Bcc:", SENT_TO }, { "Delivered-To:", SENT_TO },
        { "Received:", ROUTE }, { "Return-Path:", ROUTE }, { "Message-ID:", ROUTE }, { "Date:", DATE }, { "Subject:", SUBJECT }, { "MIME-Version:", MIME },
        { "Content-Type: multipart/mixed", PARTS }, { "Content-Type: multipart/alternative", PARTS }, { "Content-Type: multipart/signed", PARTS },
};

/* The length of "Name:", 0 when the line is no header's first. */
static size_t field_len(struct span line)
{
        size_t i = 0;

        while (i < line.len && line.ptr[i] > ' ' && line.ptr[i] != 0x7F && line.ptr[i] != ':')
                i++;
        return i && i < line.len && line.ptr[i] == ':' ? i + 1 : 0;
}

static struct span without_mark(struct span bytes)
{
        return span_starts(bytes, SPAN("\xEF\xBB\xBF")) ? (struct span) { bytes.ptr + 3, bytes.len - 3 } : bytes;
}

bool mail_begins(struct span bytes)
{
        struct span s = without_mark(bytes);
        const char *end = s.ptr + (s.len < LOOK_AT ? s.len : LOOK_AT);
        unsigned marks = 0;

        for (const char *p = s.ptr, *next; p < end; p = next) {
                const char *lf = memchr(p, '\n', (size_t) (end - p));
                struct span line = { p, (size_t) ((lf ? lf : end) - p) };

                next = lf ? lf + 1 : end;
                if (!line.len || *p == '\r')
                        break;
                if ((*p == ' ' || *p == '\t') && marks)
                        continue;
                if (lf && !field_len(line))
                        return false;
                for (size_t i = 0; i < ARRAY_LEN(fields); i++)
                        marks |= mime_begins(line, fields[i].name) ? fields[i].mark : 0;
        }
        return (marks & (SENT_TO | ROUTE | PARTS)) && __builtin_popcount(marks) >= 3;
}

/* ---- names --------------------------------------------------------------------------------------------- */

static const char *ending_of(const char *type)
{
        static const struct {
                const char *type, *ending;
        } endings[] = { { "text/plain", "txt" }, { "text/html", "html" }, { "message/rfc822", "eml" }, { "message/global", "eml" }, { "application/pdf", "pdf" },
                { "application/msword", "doc" }, { "application/rtf", "rtf" }, { "text/rtf", "rtf" }, { "application/zip", "zip" },
                { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx" }, { "application/vnd.oasis.opendocument.text", "odt" } };

        for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
                if (strcmp(type, endings[i].type) == 0)
                        return endings[i].ending;
        }
        return "bin";
}

static bool is_taken(const struct mail *mail, const char *name)
{
        for (size_t i = 0; i + 1 < mail->n; i++) { /* the last one is being named */
                if (strcmp(mail->files[i].name, name) == 0)
                        return true;
        }
        return false;
}

/* Where the ending begins, which stays when the rest is cut: a short one behind a last dot. */
static size_t stem_len(const char *name)
{
        const char *dot = strrchr(name, '.');

        return dot && dot != name && strlen(dot) <= 8 ? (size_t) (dot - name) : strlen(name);
}

/* One component of a path that means itself: no separators, none of "." and "..", of a length to look at. */
static const char *safe_name(struct arena *arena, const char *name)
{
        char *copy = arena_strdup(arena, name);
        size_t stem = stem_len(copy), room = NAME_MAX_BYTES - strlen(copy + stem);

        for (char *p = copy; *p; p++) {
                if (*p == '/' || *p == '\\')
                        *p = '_';
        }
        if (strspn(copy, ". ") == strlen(copy))
                return "_";
        if (stem <= room)
                return copy;
        while (room && ((unsigned char) copy[room] & 0xC0) == 0x80)
                room--;
        return arena_printf(arena, "%.*s%s", (int) room, copy, copy + stem);
}

struct mail_file *mail_add_file(struct mail *mail, struct arena *arena)
{
        struct mail_file *file = arena_grow(arena, &mail->files, &mail->n, &mail->room, sizeof(*file));

        *file = (struct mail_file) { .name = "" };
        return file;
}

/* The name it was given, else one by its place; the second of a name gets its place too. */
void mail_name_file(struct mail *mail, struct arena *arena, struct mail_file *file, const char *given, const char *type, bool body)
{
        size_t stem;

        if (!given)
                given = body ? arena_printf(arena, "body.%s", ending_of(type)) : arena_printf(arena, "part-%zu.%s", mail->n, ending_of(type));
        file->name = safe_name(arena, given);
        while (is_taken(mail, file->name)) {
                stem = stem_len(file->name);
                file->name = arena_printf(arena, "%.*s-%zu%s", (int) stem, file->name, mail->n, file->name + stem);
        }
}

/* ---- structure ----------------------------------------------------------------------------------------- */

struct walk {
        struct mail *mail;
        struct arena *arena;
        int depth;
        const char *body; /* of alternatives: the type of body that is taken, NULL = all are */
};

static void refuse_file(struct walk *w, const struct mail_part *part, int code, const char *detail)
{
        struct mail_file *file = mail_add_file(w->mail, w->arena);

        file->code = code;
        file->detail = detail;
        mail_name_file(w->mail, w->arena, file, part->name, part->type, false);
}

static bool is_type(const struct mail_part *part, const char *type)
{
        return strcmp(part->type, type) == 0;
}

static bool is_blank(const struct mail_file *file)
{
        struct buf text = { 0 };
        bool blank = true;

        mail_decode(&text, file);
        for (size_t i = 0; i < text.len && blank; i++)
                blank = (unsigned char) text.ptr[i] <= ' ' || (i + 1 < text.len && memcmp(text.ptr + i, "\xC2\xA0", 2) == 0 && ++i);
        buf_release(&text);
        return blank;
}

/* What is in a part that is no multipart; a part not worth a file gives none. */
static void add_leaf(struct walk *w, const struct entity *entity, const struct mail_part *part, bool cut)
{
        bool text = is_type(part, "text/plain") || is_type(part, "text/html"), body = text && !part->attached && !part->name;
        bool message = is_type(part, "message/rfc822") || is_type(part, "message/global");
        struct mail_file *file;

        if (body && w->body && !is_type(part, w->body))
                return;
        if (is_type(part, "application/pkcs7-signature") || is_type(part, "application/x-pkcs7-signature") || is_type(part, "application/pgp-signature")) {
                refuse_file(w, part, DIAG_unknown_format, "signature");
                return;
        }
        if (is_type(part, "application/pkcs7-mime") || is_type(part, "application/x-pkcs7-mime")) {
                bool is_signed = part->smime_type && strcmp(part->smime_type, "signed-data") == 0;

                refuse_file(w, part, is_signed ? DIAG_signed_mail : DIAG_encrypted_mail, is_signed ? "S/MIME signed-data" : "S/MIME");
                return;
        }
        if (strncmp(part->type, "message/", 8) == 0 && !message) {
                refuse_file(w, part, DIAG_unknown_format, part->type);
                return;
        }
        file = mail_add_file(w->mail, w->arena);
        file->body = entity->body;
        file->encoding = mime_encoding(mime_header(entity->headers, "Content-Transfer-Encoding"));
        file->charset = strncmp(part->type, "text/", 5) == 0 ? part->charset : NULL;
        file->message = message;
        file->cut = cut;
        if (file->encoding == MIME_ENCODINGS) {
                file->code = DIAG_unknown_format;
                file->detail = mail_text(w->arena, mime_header(entity->headers, "Content-Transfer-Encoding"));
        }
        if (body && !file->code && is_blank(file))
                w->mail->n--;
        else
                mail_name_file(w->mail, w->arena, file, part->name, part->type, body);
}

static void read_part(struct walk w, struct span bytes, bool cut);

/* The body to take of alternatives: text where one of them is text and says something. */
static const char *choose_body(struct walk w, struct span body, const char *boundary)
{
        struct span rest = body, bytes;
        bool text = false, cut;

        while (!text && mime_next_part(&bytes, &rest, span_of(boundary), &cut)) {
                struct entity entity;
                struct mail_part part;
                struct mail_file file;

                if (!mime_split(&entity, bytes))
                        continue;
                mail_part_read(&part, w.arena, entity.headers);
                file = (struct mail_file) { .body = entity.body, .encoding = mime_encoding(mime_header(entity.headers, "Content-Transfer-Encoding")) };
                text = is_type(&part, "text/plain") && !part.attached && file.encoding < MIME_ENCODINGS && !is_blank(&file);
        }
        return text ? "text/plain" : "text/html";
}

static void read_parts(struct walk w, const struct entity *entity, const struct mail_part *part, bool outer_cut)
{
        struct span rest = entity->body, bytes;
        bool cut = false, any = false;

        if (is_type(part, "multipart/encrypted")) {
                refuse_file(&w, part, DIAG_encrypted_mail, "PGP");
                return;
        }
        if (++w.depth > NESTED_MAX) {
                refuse_file(&w, part, DIAG_limit_mail, "parts nested too deeply");
                return;
        }
        if (is_type(part, "multipart/alternative") && !w.body)
                w.body = choose_body(w, entity->body, part->boundary);
        while (w.mail->n < FILES_MAX && mime_next_part(&bytes, &rest, span_of(part->boundary), &cut)) {
                read_part(w, bytes, cut || (outer_cut && !rest.len));
                any = true;
        }
        if (w.mail->n == FILES_MAX && mime_next_part(&bytes, &rest, span_of(part->boundary), &cut))
                refuse_file(&w, part, DIAG_limit_mail, "too many parts");
        if (!any) /* it says it has parts and has none: what is there is text */
                add_leaf(&w, entity, &(struct mail_part) { .type = "text/plain", .charset = part->charset }, outer_cut);
}

static void read_entity(struct walk w, const struct entity *entity, bool cut)
{
        struct mail_part part;

        mail_part_read(&part, w.arena, entity->headers);
        if (strncmp(part.type, "multipart/", 10) == 0 && !(part.boundary && *part.boundary))
                part = (struct mail_part) { .type = "text/plain", .charset = part.charset };
        if (strncmp(part.type, "multipart/", 10) == 0)
                read_parts(w, entity, &part, cut);
        else
                add_leaf(&w, entity, &part, cut);
}

/* A header with nothing under it is a part as well. False: its header is longer than any. */
static bool split(struct entity *out, struct span bytes)
{
        if (mime_split(out, bytes))
                return true;
        *out = (struct entity) { bytes, { bytes.ptr + bytes.len, 0 } };
        return bytes.len <= MIME_HEADER_MAX;
}

static void read_part(struct walk w, struct span bytes, bool cut)
{
        struct entity entity;

        if (split(&entity, bytes))
                read_entity(w, &entity, cut);
        else
                refuse_file(&w, &(struct mail_part) { .type = "" }, DIAG_limit_mail, "header of a part");
}

/* Behind the last ';' of the topmost Received stands when it came. */
static const char *received(struct arena *arena, struct span headers)
{
        struct span value = mime_header(headers, "Received");
        const char *semicolon = value.len ? memrchr(value.ptr, ';', value.len) : NULL;

        return semicolon ? mail_date(arena, (struct span) { semicolon + 1, value.len - (size_t) (semicolon + 1 - value.ptr) }) : NULL;
}

static const char *recipients(struct arena *arena, struct span headers)
{
        const char *to = mail_addresses(arena, mime_header(headers, "To")), *cc = mail_addresses(arena, mime_header(headers, "Cc"));

        return to && cc ? arena_printf(arena, "%s, %s", to, cc) : to ? to : cc;
}

int mail_read(struct mail *out, struct arena *arena, struct span bytes)
{
        struct entity entity;

        *out = (struct mail) { 0 };
        if (!split(&entity, without_mark(bytes)))
                return DIAG_limit_mail;
        out->arrival = (struct arrival) {
                .kind = "mail",
                .message_id = mail_id(arena, mime_header(entity.headers, "Message-ID")),
                .sender = mail_addresses(arena, mime_header(entity.headers, "From")),
                .recipients = recipients(arena, entity.headers),
                .subject = mail_text(arena, mime_header(entity.headers, "Subject")),
                .sent = mail_date(arena, mime_header(entity.headers, "Date")),
                .received = received(arena, entity.headers),
        };
        read_entity((struct walk) { .mail = out, .arena = arena }, &entity, false);
        return 0;
}

void mail_decode(struct buf *out, const struct mail_file *file)
{
        if (file->encoding == MIME_UU)
                mail_uudecode(out, file->body);
        else
                mime_decode(out, file->body, file->encoding);
}
