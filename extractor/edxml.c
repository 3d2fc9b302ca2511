/* See edxml.h. Elements are told by their name and their parent's, since the parts on answers and on transport have the same names again. */
#define _GNU_SOURCE /* strncasecmp */
#include "extractor/edxml.h"

#include "extractor/one_line.h"
#include "extractor/xml.h"

#include <stdio.h>
#include <strings.h>

enum { FILES_MAX = 1000, FIELD_BYTES = 16 << 10, DEPTH_MAX = 256 };

enum token {
        OTHER, HEADER, FROM, TO, ORGAN_ID, ORGAN_NAME, CODE, CODE_NUMBER, CODE_NOTATION, PROMULGATION, PLACE, PROMULGATION_DATE, TYPE, TYPE_NAME, SUBJECT, SIGNER_INFO, FULL_NAME,
        SIGNER, POSITION, DOCUMENT_ID, TIMESTAMP, TRACE, REFERENCE, ATTACHMENT, CONTENT_ID, ATTACHMENT_NAME, FILE_NAME, ENCODED, CONTENT,
};

static const struct xml_name names[] = {
        { 0, "MessageHeader", HEADER }, { 0, "From", FROM }, { 0, "To", TO }, { 0, "OrganId", ORGAN_ID }, { 0, "OrganName", ORGAN_NAME }, { 0, "Code", CODE },
        { 0, "CodeNumber", CODE_NUMBER }, { 0, "CodeNotation", CODE_NOTATION }, { 0, "PromulgationInfo", PROMULGATION }, { 0, "Place", PLACE },
        { 0, "PromulgationDate", PROMULGATION_DATE }, { 0, "DocumentType", TYPE }, { 0, "TypeName", TYPE_NAME }, { 0, "Subject", SUBJECT }, { 0, "SignerInfo", SIGNER_INFO },
        { 0, "FullName", FULL_NAME }, { 0, "Signer", SIGNER }, { 0, "Position", POSITION }, { 0, "DocumentId", DOCUMENT_ID }, { 0, "Timestamp", TIMESTAMP },
        { 0, "TraceHeader", TRACE }, { 0, "Reference", REFERENCE }, { 0, "Attachment", ATTACHMENT }, { 0, "ContentId", CONTENT_ID }, { 0, "AttachmentName", ATTACHMENT_NAME },
        { 0, "FileName", FILE_NAME }, { 0, "ContentTransferEncoded", ENCODED }, { 0, "Content", CONTENT },
};

static const struct xml_vocabulary vocabulary = { .names = names, .n_names = ARRAY_LEN(names), .any_namespace = true };

/* Where each field stands; the first of several is taken. */
static const struct {
        enum token parent, name;
        const char *field;
} fields[] = {
        { FROM, ORGAN_NAME, "issuer" }, { FROM, ORGAN_ID, "issuer_code" }, { CODE, CODE_NUMBER, "code_number" }, { CODE, CODE_NOTATION, "code_notation" },
        { PROMULGATION, PLACE, "place" }, { PROMULGATION, PROMULGATION_DATE, "date" }, { TYPE, TYPE_NAME, "type" }, { HEADER, TYPE, "type" }, { HEADER, SUBJECT, "title" },
        { SIGNER_INFO, FULL_NAME, "signer" }, { SIGNER_INFO, SIGNER, "signer" }, { SIGNER_INFO, POSITION, "signer_position" }, { HEADER, DOCUMENT_ID, "document_id" },
        { TRACE, TIMESTAMP, "sent" },
};

struct reading {
        struct mail *mail;
        struct arena *arena;
        enum token open[DEPTH_MAX + 1];
        struct buf text;        /* of the innermost element so far */
        const char *values[ARRAY_LEN(fields)];
        struct buf recipients;
        struct {
                const char *id, *name;
        } *references;          /* of the manifest */
        size_t n_references, room_references;
        const char *id, *name;  /* of the reference or attachment that is open */
        struct span encoded;
        bool any_encoded;
};

static enum token parent(const struct xml *xml, const struct reading *r)
{
        return xml_depth(xml) > 1 ? r->open[xml_depth(xml) - 1] : OTHER;
}

static void on_start(struct xml *xml, void *context, const struct xml_element *element)
{
        struct reading *r = context;

        r->open[xml_depth(xml)] = (enum token) element->token;
        buf_clear(&r->text);
        if (element->token == REFERENCE || element->token == ATTACHMENT) {
                r->id = r->name = NULL;
                r->any_encoded = false;
        }
}

static void on_text(struct xml *xml, void *context, struct span text)
{
        struct reading *r = context;
        enum token token = r->open[xml_depth(xml)];

        if (token == ENCODED || (token == CONTENT && parent(xml, r) == ATTACHMENT) || r->text.len < FIELD_BYTES)
                buf_add_span(&r->text, text);
}

static const char *value(struct reading *r)
{
        return one_line(r->arena, buf_span(&r->text).ptr);
}

static void note_recipient(struct reading *r)
{
        const char *name = value(r);

        if (name && r->recipients.len < FIELD_BYTES)
                buf_printf(&r->recipients, "%s%s", r->recipients.len ? ", " : "", name);
}

static void end_reference(struct reading *r)
{
        if (!r->id || !r->name || r->n_references == FILES_MAX)
                return;
        arena_grow(r->arena, &r->references, &r->n_references, &r->room_references, sizeof(*r->references));
        r->references[r->n_references - 1].id = r->id;
        r->references[r->n_references - 1].name = r->name;
}

static void end_attachment(struct xml *xml, struct reading *r)
{
        struct mail_file *file;

        if (!r->any_encoded)
                return;
        if (r->mail->n == FILES_MAX) {
                xml_stop(xml, DIAG_limit_mail);
                return;
        }
        for (size_t i = 0; r->id && !r->name && i < r->n_references; i++)
                r->name = strcmp(r->references[i].id, r->id) == 0 ? r->references[i].name : NULL;
        file = mail_add_file(r->mail, r->arena);
        file->body = r->encoded;
        file->encoding = MIME_BASE64;
        mail_name_file(r->mail, r->arena, file, r->name, "", false);
}

static void on_end(struct xml *xml, void *context, int token)
{
        struct reading *r = context;
        enum token above = parent(xml, r);

        for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
                if ((int) fields[i].name == token && fields[i].parent == above && !r->values[i])
                        r->values[i] = value(r);
        }
        if (above == TO && token == ORGAN_NAME)
                note_recipient(r);
        if ((above == REFERENCE || above == ATTACHMENT) && token == CONTENT_ID)
                r->id = value(r);
        if ((above == REFERENCE || above == ATTACHMENT) && (token == ATTACHMENT_NAME || token == FILE_NAME))
                r->name = value(r);
        if (above == ATTACHMENT && (token == ENCODED || token == CONTENT)) {
                r->encoded = (struct span) { arena_strndup(r->arena, buf_span(&r->text)), r->text.len };
                r->any_encoded = true;
        }
        if (token == REFERENCE)
                end_reference(r);
        if (token == ATTACHMENT)
                end_attachment(xml, r);
        buf_clear(&r->text);
}

/* ---- what was read ------------------------------------------------------------------------------------- */

static const char *field(const struct reading *r, const char *name)
{
        for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
                if (r->values[i] && strcmp(fields[i].field, name) == 0)
                        return r->values[i];
        }
        return NULL;
}

/* "22" and "2016/TT-BTTTT"; some write the whole number into the notation. */
static const char *number(const struct reading *r)
{
        const char *code = field(r, "code_number"), *notation = field(r, "code_notation");
        size_t len = code ? strlen(code) : 0;

        if (!code || !notation || (strncmp(notation, code, len) == 0 && (notation[len] == '/' || notation[len] == '-')))
                return notation ? notation : code;
        return arena_printf(r->arena, "%s/%s", code, notation);
}

/* 2016-10-19, 2016/10/19, 19/10/2016 and whatever stands behind, as ISO; NULL when it is none of them. */
static const char *iso_date(struct arena *arena, const char *text)
{
        int a, b, c;
        char s, t;

        if (!text || sscanf(text, "%4d%c%2d%c%4d", &a, &s, &b, &t, &c) != 5 || s != t || !strchr("-/.", s))
                return NULL;
        if (a < 100 && c >= 1000) {
                int day = a;

                a = c;
                c = day;
        }
        return a >= 1900 && a <= 9999 && b >= 1 && b <= 12 && c >= 1 && c <= 31 ? arena_printf(arena, "%04d-%02d-%02d", a, b, c) : NULL;
}

static void testify(struct reading *r, struct mail_file *file)
{
        static const char *const told[] = { "number", "date", "type", "title", "issuer", "issuer_code", "place", "signer", "signer_position", "document_id" };
        size_t room = 0;

        for (size_t i = 0; i < ARRAY_LEN(told); i++) {
                const char *text = strcmp(told[i], "number") == 0 ? number(r) : field(r, told[i]);
                struct witness *witness;

                if (strcmp(told[i], "date") == 0)
                        text = iso_date(r->arena, text);
                if (!text)
                        continue;
                witness = arena_grow(r->arena, &file->witnesses, &file->n_witnesses, &room, sizeof(*witness));
                *witness = (struct witness) { told[i], text };
        }
}

int edxml_read(struct mail *out, struct arena *arena, struct span bytes, const struct extractor_limits *limits, const char **detail)
{
        struct reading r = { .mail = out, .arena = arena };
        const struct xml_handler handler = { .vocabulary = &vocabulary, .start = on_start, .end = on_end, .text = on_text, .context = &r };
        int code;

        *out = (struct mail) { 0 };
        code = xml_read_bytes(bytes, "edXML", arena, &handler, limits, detail);
        if (code == DIAG_limit_mail)
                *detail = "too many files";
        out->arrival = (struct arrival) { .kind = "edxml", .message_id = field(&r, "document_id"), .sender = field(&r, "issuer"),
                .recipients = r.recipients.len ? arena_strndup(arena, buf_span(&r.recipients)) : NULL, .subject = field(&r, "title"), .sent = iso_date(arena, field(&r, "sent")) };
        if (out->n)
                testify(&r, &out->files[0]);
        buf_release(&r.text);
        buf_release(&r.recipients);
        return code;
}

bool edxml_begins(struct span bytes)
{
        static const char *const roots[] = { "edXML", "edXMLEnvelope" };
        const char *p = bytes.ptr, *end = p + (bytes.len < 4096 ? bytes.len : 4096), *name;

        if (span_starts(bytes, SPAN("\xEF\xBB\xBF")))
                p += 3;
        for (;;) { /* past the declaration and comments, to the first element */
                while (p < end && strchr(" \t\r\n", *p) && *p)
                        p++;
                if (end - p < 6 || *p != '<')
                        return false;
                if (p[1] != '?' && p[1] != '!')
                        break;
                if (end - p > 10 && strncasecmp(p, "<!DOCTYPE ", 10) == 0) { /* whoever reads it will refuse it */
                        p += 9;
                        break;
                }
                p = memchr(p, '>', (size_t) (end - p));
                if (!p)
                        return false;
                p++;
        }
        for (name = ++p; p < end && !strchr(" \t\r\n/>", *p); p++) {
                if (*p == ':')
                        name = p + 1;
        }
        for (size_t i = 0; i < ARRAY_LEN(roots); i++) {
                if ((size_t) (p - name) == strlen(roots[i]) && strncasecmp(name, roots[i], strlen(roots[i])) == 0)
                        return true;
        }
        return false;
}
