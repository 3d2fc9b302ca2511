/*
 * Plain text: find the encoding, decode strictly, unify line ends, one block a line.
 *
 * Bytes that are no UTF-8, and UTF-8 that makes no words, are tried in the old Vietnamese encodings (legacy_guess.h).
 *
 * Clean UTF-8 with LF, what most files are, is checked in one pass and handed on as it lies in memory. Everything else is decoded or
 * rewritten into a copy, and says so.
 */
#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/format.h"
#include "extractor/legacy_guess.h"
#include "extractor/utf16.h"

#include <iconv.h>
#include <strings.h>

struct survey {
        size_t bad;      /* offset of the first byte that is no UTF-8, or the length */
        size_t controls; /* C0 and DEL without TAB, LF, CR and FF */
        size_t first_control;
        bool line_ends;  /* CR or FF occur */
};

static void survey_control(struct survey *s, const char *text, const char *p)
{
        if (*p == '\n' || *p == '\t')
                return;
        if (*p == '\r' || *p == '\f') {
                s->line_ends = true;
                return;
        }
        if (s->controls++ == 0)
                s->first_control = (size_t) (p - text);
}

/* One pass over what should be UTF-8; stops at the first byte that is not. */
static struct survey survey_utf8(struct span text)
{
        const char *p = text.ptr, *end = p + text.len;
        struct survey s = { .bad = text.len };

        while ((p = utf8_skip_plain(p, end)) < end) {
                unsigned len = 1;

                if ((unsigned char) *p >= 0x80) {
                        if (utf8_decode(p, end, &len) == UTF8_BAD) {
                                s.bad = (size_t) (p - text.ptr);
                                return s;
                        }
                } else if ((unsigned char) *p < 0x20 || *p == 0x7F) {
                        survey_control(&s, text.ptr, p);
                }
                p += len;
        }
        return s;
}

/* LF for every line end and page break, a space for every other control character. */
static struct span rewrite(struct arena *arena, struct span text)
{
        char *copy = arena_alloc(arena, text.len + 1), *to = copy;

        for (size_t i = 0; i < text.len; i++) {
                char c = text.ptr[i];

                if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
                        continue;
                if (c == '\r' || c == '\f')
                        c = '\n';
                else if (((unsigned char) c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
                        c = ' ';
                *to++ = c;
        }
        return (struct span) { copy, (size_t) (to - copy) };
}

/* More lines than the limit are not looked at: the document is refused. */
static void add_lines(struct document *doc, struct arena *arena, uint32_t most)
{
        const char *begin = doc->text.ptr, *end = begin + doc->text.len;
        uint32_t number = 0;

        for (const char *p = begin, *lf; p < end && doc->n_blocks <= most; p = lf + 1) {
                lf = memchr(p, '\n', (size_t) (end - p));
                if (!lf)
                        lf = end;
                size_t len = line_trimmed((struct span) { p, (size_t) (lf - p) });
                uint32_t at = (uint32_t) (p - begin);

                number++;
                if (len)
                        document_add_block(doc, arena, (struct range) { at, at + (uint32_t) len })->source_line = number;
        }
}

static bool is_binary(struct span text)
{
        size_t controls = 0, seen = text.len < 64 * 1024 ? text.len : 64 * 1024;

        for (size_t i = 0; i < seen; i++) {
                unsigned char c = (unsigned char) text.ptr[i];

                controls += c < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\f' && c != 0x1B;
        }
        return controls * 32 > seen; /* random bytes: 10 %; a legacy encoding with capitals among them: below 1 % */
}

/* UTF-8 with its line ends to lines. @kept: it lives as long as the document. */
static int take_lines(struct document *doc, struct arena *arena, const struct source *source, struct span text, struct survey s, bool kept)
{
        if (s.controls * 10 > text.len * 3)
                return document_refuse(doc, arena, DIAG_binary_text, "%zu control characters in %zu bytes", s.controls, text.len);
        if (s.controls)
                document_note(doc, arena, DIAG_control_replaced, "%zu, the first at byte %zu", s.controls, s.first_control);
        if (s.controls || s.line_ends)
                text = rewrite(arena, text);
        else if (!kept)
                text.ptr = arena_strndup(arena, text);
        doc->text = text;
        add_lines(doc, arena, source->limits->blocks);
        return 0;
}

static int take_legacy(struct document *doc, struct arena *arena, const struct source *source, enum legacy legacy, struct span text)
{
        cleanup(buf_release) struct buf decoded = { 0 };

        doc->encoding = legacy_name(legacy);
        document_note(doc, arena, DIAG_encoding_decoded, "%s", doc->encoding);
        legacy_decode(&decoded, legacy, text);
        return take_lines(doc, arena, source, buf_span(&decoded), survey_utf8(buf_span(&decoded)), false);
}

/* Charsets that a mail may state for bytes that do not tell themselves; few, so that no file chooses which of the library's converters runs. */
static bool is_known_charset(const char *name)
{
        static const char *const begins[] = { "windows-125", "cp125", "iso-8859-", "iso_8859-", "latin", "koi8-r", "macintosh" };

        for (size_t i = 0; i < ARRAY_LEN(begins); i++) {
                if (strncasecmp(name, begins[i], strlen(begins[i])) == 0 && strlen(name) < 16 && !strchr(name, '/'))
                        return true;
        }
        return false;
}

static void iconv_closep(iconv_t *cd)
{
        if (*cd != (iconv_t) -1)
                iconv_close(*cd);
}

/* @text, which is neither UTF-8 nor an old encoding by its words, is what the mail says, if that can be. */
static int take_declared(struct document *doc, struct arena *arena, const struct source *source, struct span text, size_t bad)
{
        cleanup(iconv_closep) iconv_t cd = is_known_charset(source->charset) ? iconv_open("UTF-8", source->charset) : (iconv_t) -1;
        cleanup(buf_release) struct buf decoded = { 0 };
        char *from = (char *) (uintptr_t) text.ptr, *to;
        size_t left = text.len, room = text.len * 3;

        if (strcasecmp(source->charset, "viscii") == 0 || strcasecmp(source->charset, "windows-1258") == 0) {
                legacy_widen(&decoded, text);
                return take_legacy(doc, arena, source, strcasecmp(source->charset, "viscii") ? LEGACY_CP1258 : LEGACY_VISCII, buf_span(&decoded));
        }
        buf_reserve(&decoded, room);
        to = decoded.ptr;
        if (cd == (iconv_t) -1 || iconv(cd, &from, &left, &to, &room) == (size_t) -1) {
                doc->encoding = NULL;
                return document_refuse(doc, arena, DIAG_encoding_unknown, "byte %zu is no UTF-8, and the mail says %s", bad, source->charset);
        }
        decoded.len = (size_t) (to - decoded.ptr);
        doc->encoding = arena_strdup(arena, source->charset);
        document_note(doc, arena, DIAG_encoding_decoded, "%s", doc->encoding);
        return take_lines(doc, arena, source, buf_span(&decoded), survey_utf8(buf_span(&decoded)), false);
}

/* @text is no UTF-8. */
static int take_bytes(struct document *doc, struct arena *arena, const struct source *source, struct span text, size_t bad)
{
        enum legacy legacy = is_binary(text) ? LEGACY_NONE : legacy_guess_bytes(text);
        cleanup(buf_release) struct buf wide = { 0 };

        if (is_binary(text))
                return document_refuse(doc, arena, DIAG_binary_text, NULL);
        if (!legacy && source->charset)
                return take_declared(doc, arena, source, text, bad);
        if (!legacy)
                return document_refuse(doc, arena, DIAG_encoding_unknown, "byte %zu is no UTF-8", bad + (source->bytes.len - text.len));
        legacy_widen(&wide, text);
        return take_legacy(doc, arena, source, legacy, buf_span(&wide));
}

/* @text is what the encoding of the file decodes to, still with its line ends. */
static int take_utf8(struct document *doc, struct arena *arena, const struct source *source, struct span text)
{
        struct survey s = survey_utf8(text);
        enum legacy legacy;

        if (s.bad < text.len)
                return take_bytes(doc, arena, source, text, s.bad);
        legacy = legacy_guess_text(text);
        return legacy ? take_legacy(doc, arena, source, legacy, text) : take_lines(doc, arena, source, text, s, source->kept);
}

static int take_utf16(struct document *doc, struct arena *arena, const struct source *source, size_t bom, bool big_endian)
{
        struct span units = { source->bytes.ptr + bom, source->bytes.len - bom };
        struct source decoded = *source;
        size_t bad;

        doc->encoding = big_endian ? "UTF-16BE" : "UTF-16LE";
        if (!utf16_decode(&decoded.bytes, arena, units, big_endian, &bad)) {
                const char *encoding = doc->encoding;

                doc->encoding = NULL;
                return document_refuse(doc, arena, DIAG_encoding_unknown, "byte %zu is no %s", bad + bom, encoding);
        }
        decoded.kept = true;
        document_note(doc, arena, DIAG_encoding_decoded, "%s", doc->encoding);
        return take_utf8(doc, arena, &decoded, decoded.bytes);
}

/*
 * UTF-16 without a mark: in any text with Latin letters every second byte is often NUL, and the others hardly ever.
 * Returns 'l', 'b' or 0.
 */
static char guess_utf16(struct span bytes)
{
        size_t zeros[2] = { 0 }, seen = bytes.len < 4096 ? bytes.len : 4096;

        if (bytes.len % 2)
                return 0;
        for (size_t i = 0; i < seen; i++)
                zeros[i % 2] += bytes.ptr[i] == '\0';
        if (zeros[1] * 8 > seen && zeros[0] * 50 <= zeros[1])
                return 'l';
        if (zeros[0] * 8 > seen && zeros[1] * 50 <= zeros[0])
                return 'b';
        return 0;
}

static int plain_read(struct document *doc, struct arena *arena, const struct source *source)
{
        struct span bytes = source->bytes;
        char guess;

        if (path_ends(source->path, ".docx") || path_ends(source->path, ".docm"))
                return document_refuse(doc, arena, DIAG_not_a_zip, NULL);
        doc->media_type = "text/plain";
        if (bytes.len > 2 * (uint64_t) source->limits->text_bytes) /* two bytes a letter are the most that decoding takes away */
                return document_refuse_text(doc, arena, source->limits);
        if (span_starts(bytes, SPAN("\xFF\xFE\0\0")) || span_starts(bytes, SPAN("\0\0\xFE\xFF")))
                return document_refuse(doc, arena, DIAG_encoding_unknown, "UTF-32");
        if (span_starts(bytes, SPAN("\xFF\xFE")))
                return take_utf16(doc, arena, source, 2, false);
        if (span_starts(bytes, SPAN("\xFE\xFF")))
                return take_utf16(doc, arena, source, 2, true);
        if (span_starts(bytes, SPAN("\xEF\xBB\xBF"))) {
                doc->encoding = "UTF-8-BOM";
                return take_utf8(doc, arena, source, (struct span) { bytes.ptr + 3, bytes.len - 3 });
        }
        guess = guess_utf16(bytes);
        if (guess)
                return take_utf16(doc, arena, source, 0, guess == 'b');
        doc->encoding = "UTF-8";
        return take_utf8(doc, arena, source, bytes);
}

static bool plain_matches(const struct source *source)
{
        (void) source;
        return true;
}

const struct format format_plain = { "text", plain_matches, plain_read };
