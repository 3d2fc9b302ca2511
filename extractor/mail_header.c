/* See mail_header.h. */
#define _GNU_SOURCE /* memmem */
#include "extractor/mail_header.h"

#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/legacy_guess.h"
#include "extractor/one_line.h"

#include <gmime/gmime.h>

enum { VALUE_MAX = 64 << 10, ZONE_SECONDS = 7 * 3600 };

static void g_freep(char **text)
{
        g_free(*text);
}

static void begin(void)
{
        static bool begun;

        if (!begun)
                g_mime_init();
        begun = true;
}

/* The data of the encoded word "=?charset?B?data?=" that begins at @p, and where it ends; false when none does. */
static bool base64_word(struct span *charset, struct span *data, const char **after, const char *p, const char *end)
{
        const char *mark, *stop;

        if (end - p < 8 || p[0] != '=' || p[1] != '?')
                return false;
        mark = memchr(p + 2, '?', (size_t) (end - p - 2));
        if (!mark || end - mark < 5 || (mark[1] != 'B' && mark[1] != 'b') || mark[2] != '?')
                return false;
        stop = memchr(mark + 3, '?', (size_t) (end - mark - 3));
        if (!stop || stop + 1 == end || stop[1] != '=')
                return false;
        *charset = (struct span) { p + 2, (size_t) (mark - p - 2) };
        *data = (struct span) { mark + 3, (size_t) (stop - mark - 3) };
        *after = stop + 2;
        return true;
}

/* GMime 3.2.13 joins words of one charset before it decodes them, and its base64 ends at the padding of the first: they are written as the other kind of word. */
static void put_quoted_words(struct buf *out, struct span value)
{
        const char *end = value.ptr + value.len, *after;
        struct span charset, data;
        struct buf bytes = { 0 };

        for (const char *p = value.ptr; p < end;) {
                if (!base64_word(&charset, &data, &after, p, end)) {
                        buf_putc(out, *p++);
                        continue;
                }
                buf_clear(&bytes);
                mime_decode(&bytes, data, MIME_BASE64);
                buf_printf(out, "=?%.*s?Q?", (int) charset.len, charset.ptr);
                for (size_t i = 0; i < bytes.len; i++)
                        buf_printf(out, "=%02X", (unsigned char) bytes.ptr[i]);
                buf_puts(out, "?=");
                p = after;
        }
        buf_release(&bytes);
}

/* The value as a string: in one line, and raw letters of an old encoding, which no header may have and many do, as UTF-8. */
static const char *raw(struct arena *arena, struct span value)
{
        cleanup(buf_release) struct buf wide = { 0 }, decoded = { 0 }, words = { 0 };
        enum legacy legacy;
        char *text;

        if (value.len > VALUE_MAX)
                value.len = VALUE_MAX;
        if (!utf8_is_valid(value) && (legacy = legacy_guess_bytes(value))) {
                legacy_widen(&wide, value);
                legacy_decode(&decoded, legacy, buf_span(&wide));
                value = buf_span(&decoded);
        }
        put_quoted_words(&words, value);
        text = arena_strndup(arena, buf_span(&words));
        for (size_t i = 0; i < words.len; i++) {
                if ((unsigned char) text[i] < ' ')
                        text[i] = ' ';
        }
        return text;
}

const char *mail_text(struct arena *arena, struct span value)
{
        cleanup(g_freep) char *text = NULL;

        begin();
        text = g_mime_utils_header_decode_text(NULL, raw(arena, value));
        return one_line(arena, text);
}

const char *mail_addresses(struct arena *arena, struct span value)
{
        cleanup(g_freep) char *text = NULL;
        InternetAddressList *list;

        begin();
        list = internet_address_list_parse(NULL, raw(arena, value));
        if (!list)
                return mail_text(arena, value);
        text = internet_address_list_to_string(list, NULL, FALSE);
        g_object_unref(list);
        return one_line(arena, text);
}

const char *mail_date(struct arena *arena, struct span value)
{
        cleanup(g_freep) char *text = NULL;
        GDateTime *date, *here = NULL;
        GTimeZone *zone;

        begin();
        date = g_mime_utils_header_decode_date(raw(arena, value));
        if (!date)
                return NULL;
        zone = g_time_zone_new_offset(ZONE_SECONDS);
        here = g_date_time_to_timezone(date, zone);
        if (here && g_date_time_get_year(here) >= 1970)
                text = g_date_time_format(here, "%Y-%m-%dT%H:%M:%S+07:00");
        if (here)
                g_date_time_unref(here);
        g_time_zone_unref(zone);
        g_date_time_unref(date);
        return one_line(arena, text);
}

const char *mail_id(struct arena *arena, struct span value)
{
        cleanup(g_freep) char *text = NULL;

        begin();
        if (!value.len)
                return NULL;
        text = g_mime_utils_decode_message_id(raw(arena, value));
        return one_line(arena, text);
}

static const char *lowered(struct arena *arena, const char *text)
{
        char *copy = text ? arena_strdup(arena, text) : NULL;

        for (char *p = copy; p && *p; p++)
                *p = g_ascii_tolower(*p);
        return copy;
}

void mail_part_read(struct mail_part *out, struct arena *arena, struct span headers)
{
        struct span type = mime_header(headers, "Content-Type"), disposition = mime_header(headers, "Content-Disposition");

        begin();
        *out = (struct mail_part) { .type = "text/plain" };
        if (disposition.len) {
                GMimeContentDisposition *d = g_mime_content_disposition_parse(NULL, raw(arena, disposition));

                out->name = one_line(arena, g_mime_content_disposition_get_parameter(d, "filename"));
                out->attached = g_mime_content_disposition_is_attachment(d);
                g_object_unref(d);
        }
        if (type.len) {
                GMimeContentType *t = g_mime_content_type_parse(NULL, raw(arena, type));
                char *name = g_mime_content_type_get_mime_type(t);

                out->type = lowered(arena, one_line(arena, name));
                out->charset = lowered(arena, one_line(arena, g_mime_content_type_get_parameter(t, "charset")));
                out->smime_type = lowered(arena, one_line(arena, g_mime_content_type_get_parameter(t, "smime-type")));
                out->boundary = g_mime_content_type_get_parameter(t, "boundary");
                out->boundary = out->boundary ? arena_strdup(arena, out->boundary) : NULL;
                if (!out->name)
                        out->name = one_line(arena, g_mime_content_type_get_parameter(t, "name"));
                g_free(name);
                g_object_unref(t);
        }
        if (!out->type)
                out->type = "text/plain";
}

void mail_uudecode(struct buf *out, struct span body)
{
        const char *head = body.len > 6 ? memmem(body.ptr, body.len, "begin ", 6) : NULL, *lf = head ? memchr(head, '\n', body.len - (size_t) (head - body.ptr)) : NULL;
        GMimeEncoding state;

        if (lf) /* "begin 644 name" stands before the data */
                body = (struct span) { lf + 1, body.len - (size_t) (lf + 1 - body.ptr) };
        begin();
        g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_UUENCODE);
        buf_reserve(out, g_mime_encoding_outlen(&state, body.len) + 64);
        out->len += g_mime_encoding_step(&state, body.ptr, body.len, out->ptr + out->len);
}
