/* The writer of json.h. */
#include "common/json.h"

#include <math.h>
#include <stdio.h>

static void value_begins(struct json *j)
{
        if (j->comma)
                buf_putc(j->out, ',');
        j->comma = true;
}

void json_open(struct json *j, char bracket)
{
        value_begins(j);
        buf_putc(j->out, bracket);
        j->comma = false;
}

void json_close(struct json *j, char bracket)
{
        buf_putc(j->out, bracket);
        j->comma = true;
}

/* Are all eight bytes at @p plain: no control, DEL, '"' or '\\'? */
static inline bool is_plain8(const char *p)
{
        const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
        uint64_t s, quote, slash, del;

        memcpy(&s, p, sizeof(s));
        quote = s ^ ones * '"';
        slash = s ^ ones * '\\';
        del = s ^ ones * 0x7F;
        return !((((s - ones * 0x20) & ~s) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((del - ones) & ~del)) & tops);
}

static void put_quoted(struct buf *out, struct span s)
{
        static const char hex[] = "0123456789abcdef";
        size_t from = 0;

        buf_putc(out, '"');
        for (size_t i = 0; i < s.len; i++) {
                while (s.len - i >= 8 && is_plain8(s.ptr + i))
                        i += 8;
                if (i == s.len)
                        break;
                unsigned char c = (unsigned char) s.ptr[i];
                char escape[7] = { '\\', (char) c, 0 };
                size_t len = 2;

                if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
                        continue;
                if (c == '\n')
                        escape[1] = 'n';
                else if (c == '\t')
                        escape[1] = 't';
                else if (c == '\r')
                        escape[1] = 'r';
                else if (c != '"' && c != '\\')
                        len = (size_t) snprintf(escape, sizeof(escape), "\\u00%c%c", hex[c >> 4], hex[c & 15]);
                buf_add(out, s.ptr + from, i - from);
                buf_add(out, escape, len);
                from = i + 1;
        }
        buf_add(out, s.ptr + from, s.len - from);
        buf_putc(out, '"');
}

void json_key(struct json *j, const char *key)
{
        value_begins(j);
        buf_putc(j->out, '"');
        buf_puts(j->out, key);
        buf_add(j->out, "\":", 2);
        j->comma = false;
}

void json_span(struct json *j, struct span s)
{
        value_begins(j);
        put_quoted(j->out, s);
}

void json_text(struct json *j, const char *s)
{
        if (s)
                json_span(j, span_of(s));
        else
                json_none(j);
}

void json_literal(struct json *j, const char *literal)
{
        value_begins(j);
        buf_puts(j->out, literal);
}

void json_int(struct json *j, long long value)
{
        char digits[24], *end = digits + sizeof(digits), *p = end;
        unsigned long long rest = value < 0 ? 0 - (unsigned long long) value : (unsigned long long) value;

        do
                *--p = (char) ('0' + rest % 10);
        while (rest /= 10);
        if (value < 0)
                *--p = '-';
        value_begins(j);
        buf_add(j->out, p, (size_t) (end - p));
}

void json_number(struct json *j, double value)
{
        char digits[40];

        if (!isfinite(value)) {
                json_none(j);
                return;
        }
        snprintf(digits, sizeof(digits), "%.15g", value);
        if (strchr(digits, 'e') && fabs(value) < 1e15)
                snprintf(digits, sizeof(digits), "%.0f", value);
        json_literal(j, digits);
}

void json_bool(struct json *j, bool value)
{
        json_literal(j, value ? "true" : "false");
}

void json_none(struct json *j)
{
        json_literal(j, "null");
}

void json_range(struct json *j, struct range range)
{
        char text[32];

        if (!range_is_set(range)) {
                json_none(j);
                return;
        }
        snprintf(text, sizeof(text), "[%u,%u]", range.begin, range.end);
        json_literal(j, text);
}

void json_put_string(struct json *j, const char *key, const char *s)
{
        json_key(j, key);
        json_text(j, s);
}

void json_put_range(struct json *j, const char *key, struct range range)
{
        json_key(j, key);
        json_range(j, range);
}
