/* See html_charset.h. */
#include "extractor/html_charset.h"

#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/legacy_guess.h"
#include "extractor/utf16.h"

#include <strings.h>

enum { LOOK_AT = 4096, SAMPLE = 64 * 1024 };

static bool is_name(char c)
{
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/* charset=windows-1252 in a meta element, or encoding="..." of an XML declaration. */
static struct span declared_in(struct span bytes)
{
        static const char *const words[] = { "charset=", "encoding=" };
        size_t len = bytes.len < LOOK_AT ? bytes.len : LOOK_AT;

        for (size_t k = 0; k < ARRAY_LEN(words); k++) {
                size_t word = strlen(words[k]);

                for (size_t i = 0; i + word < len; i++) {
                        size_t begin = i + word, end;

                        if (strncasecmp(bytes.ptr + i, words[k], word) != 0)
                                continue;
                        begin += bytes.ptr[begin] == '"' || bytes.ptr[begin] == '\'';
                        for (end = begin; end < len && is_name(bytes.ptr[end]); end++)
                                ;
                        if (end > begin)
                                return (struct span) { bytes.ptr + begin, end - begin };
                }
        }
        return (struct span) { 0 };
}

static bool is_one_of(struct span name, const char *const *names)
{
        for (; *names; names++) {
                if (name.len == strlen(*names) && strncasecmp(name.ptr, *names, name.len) == 0)
                        return true;
        }
        return false;
}

/* The page without its tags, as far as a guess needs it. */
static void strip_tags(struct buf *out, struct span bytes)
{
        const char *p = bytes.ptr, *end = p + bytes.len;

        while (p < end && out->len < SAMPLE) {
                const char *lt = memchr(p, '<', (size_t) (end - p)), *gt;

                buf_add(out, p, (size_t) ((lt ? lt : end) - p));
                if (!lt)
                        break;
                gt = memchr(lt, '>', (size_t) (end - lt));
                if (!gt)
                        break;
                buf_putc(out, ' ');
                p = gt + 1;
        }
}

static const char *decode_bytes(struct buf *out, struct arena *arena, struct span bytes, struct span declared, const char **why)
{
        static const char *const latin[] = { "windows-1252", "iso-8859-1", "latin1", "us-ascii", "x-user-defined", "cp1252", "utf-8", NULL };
        static const char *const viet[] = { "windows-1258", "cp1258", "x-cp1258", NULL };
        static const char *const viscii[] = { "viscii", "csviscii", NULL };
        cleanup(buf_release) struct buf text = { 0 }, wide = { 0 };
        enum legacy legacy;

        strip_tags(&text, bytes);
        legacy = legacy_guess_bytes(buf_span(&text));
        if (!legacy && is_one_of(declared, viet))
                legacy = LEGACY_CP1258;
        if (!legacy && is_one_of(declared, viscii))
                legacy = LEGACY_VISCII;
        if (legacy == LEGACY_NONE && (!is_one_of(declared, latin) || strncasecmp(declared.ptr, "utf", 3) == 0)) {
                *why = declared.len ? arena_printf(arena, "%.*s", (int) (declared.len < 40 ? declared.len : 40), declared.ptr) : "no charset is declared";
                return NULL;
        }
        legacy_widen(&wide, bytes);
        if (legacy == LEGACY_NONE || legacy == LEGACY_TCVN3 || legacy == LEGACY_VNI) {
                buf_add_span(out, buf_span(&wide));
                return "windows-1252";
        }
        legacy_decode(out, legacy, buf_span(&wide));
        return legacy_name(legacy);
}

const char *html_decode(struct buf *out, struct arena *arena, struct span bytes, struct span declared, const char **why)
{
        size_t bad;

        *why = NULL;
        if (span_starts(bytes, SPAN("\xFF\xFE")) || span_starts(bytes, SPAN("\xFE\xFF"))) {
                bool big = bytes.ptr[0] == '\xFE';
                struct span text;

                if (!utf16_decode(&text, arena, (struct span) { bytes.ptr + 2, bytes.len - 2 }, big, &bad)) {
                        *why = "no UTF-16";
                        return NULL;
                }
                buf_add_span(out, text);
                return big ? "UTF-16BE" : "UTF-16LE";
        }
        if (span_starts(bytes, SPAN("\xEF\xBB\xBF")))
                bytes = (struct span) { bytes.ptr + 3, bytes.len - 3 };
        if (utf8_is_valid(bytes)) {
                buf_add_span(out, bytes);
                return "UTF-8";
        }
        return decode_bytes(out, arena, bytes, declared.len ? declared : declared_in(bytes), why);
}
