/* See evaluate_value.h. */
#include "trichluc/evaluate_value.h"

bool value_stated(const json_t *object, struct span path, const json_t **value)
{
        while (path.len) {
                const char *dot = memchr(path.ptr, '.', path.len);
                size_t len = dot ? (size_t) (dot - path.ptr) : path.len;

                *value = json_null();
                if (json_is_null(object))
                        return true;
                object = json_object_getn(object, path.ptr, len);
                if (!object)
                        return false;
                path.ptr += len + (dot != NULL);
                path.len -= len + (dot != NULL);
        }
        *value = object;
        return true;
}

bool value_is_empty(const json_t *value)
{
        if (json_is_string(value))
                return json_string_length(value) == 0;
        if (json_is_array(value))
                return json_array_size(value) == 0;
        return !value || json_is_null(value);
}

static struct range range_of(const json_t *span)
{
        json_int_t begin = json_integer_value(json_array_get(span, 0)), end = json_integer_value(json_array_get(span, 1));

        if (json_array_size(span) != 2 || begin < 0 || end <= begin || end > UINT32_MAX)
                return RANGE_NONE;
        return (struct range) { (uint32_t) begin, (uint32_t) end };
}

struct range range_at(const json_t *object, const char *path)
{
        const json_t *span;

        return value_stated(object, span_of(path), &span) ? range_of(span) : RANGE_NONE;
}

static bool is_blank(char c)
{
        return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_blanks(const char *s)
{
        while (is_blank(*s))
                s++;
        return s;
}

static bool same_words(const char *a, const char *b)
{
        for (a = skip_blanks(a), b = skip_blanks(b); *a && *b; ) {
                if (is_blank(*a) != is_blank(*b))
                        return false;
                if (is_blank(*a)) {
                        a = skip_blanks(a);
                        b = skip_blanks(b);
                } else if (*a++ != *b++) {
                        return false;
                }
        }
        return !*skip_blanks(a) && !*skip_blanks(b);
}

static bool same_lists(const json_t *want, const json_t *got)
{
        if (json_array_size(want) != json_array_size(got))
                return false;
        for (size_t i = 0; i < json_array_size(want); i++) {
                if (!value_same(SAME, json_array_get(want, i), json_array_get(got, i), NULL))
                        return false;
        }
        return true;
}

static bool same(const json_t *want, const json_t *got)
{
        if (json_is_string(want) && json_is_string(got))
                return same_words(json_string_value(want), json_string_value(got));
        if (json_is_number(want) && json_is_number(got))
                return json_number_value(want) == json_number_value(got);
        if (json_is_array(want) && json_is_array(got))
                return same_lists(want, got);
        return json_equal(want, got);
}

/* "Điều 04" -> "4" */
static void put_bare(struct buf *out, const json_t *value)
{
        const char *s = json_string_value(value);
        size_t before, i;

        buf_clear(out);
        buf_puts(out, "");
        if (json_is_number(value))
                buf_printf(out, "%.15g", json_number_value(value));
        if (!s)
                return;
        before = strcspn(s, "0123456789");
        for (i = before; i > 0 && !is_blank(s[i - 1]); i--)
                ;
        buf_puts(out, s + i + strspn(s + i, "0"));
}

static bool same_bare(const json_t *want, const json_t *got)
{
        struct buf a = { 0 }, b = { 0 };
        bool equal;

        put_bare(&a, want);
        put_bare(&b, got);
        equal = strcmp(a.ptr, b.ptr) == 0;
        buf_release(&a);
        buf_release(&b);
        return equal;
}

static bool same_mention(const json_t *want, const json_t *got, const struct mention_ids *ids)
{
        static const char prefix[] = "citation:";
        const char *w = json_string_value(want), *g = json_string_value(got);
        bool prefixed = w && g && strncmp(w, prefix, sizeof(prefix) - 1) == 0;
        const json_t *id;

        if (!w || !g)
                return false;
        if (prefixed && strncmp(g, prefix, sizeof(prefix) - 1) != 0)
                return false;
        if (prefixed) {
                w += sizeof(prefix) - 1;
                g += sizeof(prefix) - 1;
        }
        id = json_object_get(ids->found_id, w);
        return strcmp(id ? json_string_value(id) ? json_string_value(id) : "" : w, g) == 0;
}

static bool same_item(const json_t *want, const json_t *got, const char *key)
{
        const json_t *value = key ? json_object_get(want, key) : NULL;

        if (value)
                return same(value, json_object_get(got, key) ? json_object_get(got, key) : json_null());
        return range_overlaps(range_at(want, "span"), range_at(got, "span"));
}

/* Lists inside a fact have a handful of items; a longer one than this is not looked through. */
enum { INNER_MAX = 256 };

static bool same_sets(const json_t *want, const json_t *got, const char *key)
{
        bool used[INNER_MAX] = { false };
        size_t n = json_array_size(want);

        if (n != json_array_size(got) || n > INNER_MAX)
                return false;
        for (size_t i = 0; i < n; i++) {
                size_t k = 0;

                while (k < n && (used[k] || !same_item(json_array_get(want, i), json_array_get(got, k), key)))
                        k++;
                if (k == n)
                        return false;
                used[k] = true;
        }
        return true;
}

bool value_same(enum sameness how, const json_t *want, const json_t *got, const struct mention_ids *ids)
{
        if (value_is_empty(want) || value_is_empty(got))
                return value_is_empty(want) == value_is_empty(got);
        switch (how) {
        case BARE:
                return same_bare(want, got);
        case MENTION:
                return same_mention(want, got, ids);
        case SAME_NAMES:
                return same_sets(want, got, "name");
        case SAME_PATHS:
                return same_sets(want, got, "path");
        case SAME_PLACES:
                return same_sets(want, got, NULL);
        case EXACTLY:
                return json_equal(want, got);
        default:
                return same(want, got);
        }
}

/* ---- for the eye ---- */

enum { SHOWN_MAX = 300 }; /* bytes of one value */

static bool inside_character(struct span text, size_t offset)
{
        return offset < text.len && ((unsigned char) text.ptr[offset] & 0xC0) == 0x80;
}

static void put_words(struct buf *out, struct span s)
{
        const char *end = s.ptr + s.len;
        bool blank = false;

        for (const char *p = s.ptr; p < end; p++) {
                if (is_blank(*p)) {
                        blank = true;
                        continue;
                }
                if (blank)
                        buf_putc(out, ' ');
                blank = false;
                buf_putc(out, *p);
        }
}

static void put_shortened(struct buf *out, struct span s)
{
        size_t len = s.len > SHOWN_MAX ? SHOWN_MAX : s.len;

        while (len < s.len && inside_character(s, len))
                len--;
        put_words(out, (struct span) { s.ptr, len });
        if (len < s.len)
                buf_puts(out, "...");
}

void words_show(struct buf *out, struct range range, struct span text)
{
        size_t begin = range.begin, end = range.end < text.len ? range.end : text.len;

        while (inside_character(text, begin))
                begin++;
        while (inside_character(text, end))
                end++;
        if (begin < end)
                put_shortened(out, (struct span) { text.ptr + begin, end - begin });
}

static bool is_span(const json_t *value)
{
        return json_array_size(value) == 2 && json_is_integer(json_array_get(value, 0));
}

static void show_object(struct buf *out, const json_t *object, struct span text)
{
        static const char *const said_by[] = { "path", "name", "text", "iso" };

        for (size_t i = 0; i < ARRAY_LEN(said_by); i++) {
                const json_t *value = json_object_get(object, said_by[i]);

                if (!value_is_empty(value)) {
                        value_show(out, value, text);
                        return;
                }
        }
        words_show(out, range_at(object, "span"), text);
}

static void show_list(struct buf *out, const json_t *list, struct span text)
{
        size_t i;
        const json_t *value;

        json_array_foreach((json_t *) list, i, value) {
                if (i)
                        buf_puts(out, "; ");
                if (json_is_object(value))
                        show_object(out, value, text);
                else if (!json_is_array(value)) /* no value of a record has lists of lists */
                        value_show(out, value, text);
        }
}

void value_show(struct buf *out, const json_t *value, struct span text)
{
        if (is_span(value))
                words_show(out, range_of(value), text);
        else if (json_is_array(value))
                show_list(out, value, text);
        else if (json_is_string(value))
                put_shortened(out, span_of(json_string_value(value)));
        else if (json_is_integer(value))
                buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        else if (json_is_real(value))
                buf_printf(out, "%.15g", json_real_value(value));
        else if (json_is_boolean(value))
                buf_puts(out, json_is_true(value) ? "true" : "false");
}
