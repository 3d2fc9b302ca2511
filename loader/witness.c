/*
 * Titles and dates as witnesses: do two statements speak of one document, or of two?
 *
 * Both may also say nothing: titles are shortened and rephrased wherever they are cited, dates misprinted. So agreement asks for much, contradiction
 * too, and between them a witness is not heard.
 */
#include "loader/internal.h"

enum {
        TITLE_WORDS = 4,  /* fewer tell nothing: "về công tác văn thư" */
        TITLE_KEPT = 64,  /* words compared */
};

bool date_is_day(const char *iso)
{
        return iso && strlen(iso) == 10 && iso[0] >= '0' && iso[0] <= '9' && iso[4] == '-' && iso[7] == '-';
}

int dates_apart(const char *a, const char *b)
{
        if (!date_is_day(a) || !date_is_day(b))
                return 0;
        return (memcmp(a, b, 4) != 0) + (memcmp(a + 5, b + 5, 2) != 0) + (memcmp(a + 8, b + 8, 2) != 0);
}

/* What every title may begin with, folded. */
static struct span without_lead(struct span title)
{
        static const char *const leads[] = { "ve viec ", "v/v ", "ve " };

        for (size_t i = 0; i < ARRAY_LEN(leads); i++) {
                struct span lead = span_of(leads[i]);

                if (span_starts(title, lead))
                        return (struct span) { title.ptr + lead.len, title.len - lead.len };
        }
        return title;
}

struct words {
        struct span all;
        struct span items[TITLE_KEPT];
        size_t n;
};

static bool is_word_byte(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char) c >= 0x80;
}

static void split(struct words *out, struct arena *arena, const char *title)
{
        struct span rest = without_lead(span_of(norm_folded(arena, span_of(title))));

        out->all = rest;
        out->n = 0;
        for (size_t at = 0; at < rest.len && out->n < TITLE_KEPT;) {
                size_t begin;

                while (at < rest.len && !is_word_byte(rest.ptr[at]))
                        at++;
                for (begin = at; at < rest.len && is_word_byte(rest.ptr[at]); at++)
                        ;
                if (at > begin)
                        out->items[out->n++] = (struct span) { rest.ptr + begin, at - begin };
        }
}

static size_t words_shared(const struct words *a, const struct words *b)
{
        size_t n = 0;

        for (size_t i = 0; i < a->n; i++) {
                for (size_t k = 0; k < b->n; k++) {
                        if (span_eq(a->items[i], b->items[k])) {
                                n++;
                                break;
                        }
                }
        }
        return n;
}

/* All words of the shorter one, in their order, from the first on. */
static bool begins_alike(const struct words *a, const struct words *b)
{
        for (size_t i = 0; i < a->n && i < b->n; i++) {
                if (!span_eq(a->items[i], b->items[i]))
                        return false;
        }
        return true;
}

int titles_compare(struct arena *arena, const char *a, const char *b)
{
        struct words one, other;
        size_t shorter;

        if (!a || !b)
                return 0;
        split(&one, arena, a);
        split(&other, arena, b);
        shorter = one.n < other.n ? one.n : other.n;
        if (shorter < TITLE_WORDS)
                return 0;
        if (begins_alike(&one, &other))
                return 1;
        /* half of the shorter one's words are not in the other: about something else */
        return words_shared(one.n < other.n ? &one : &other, one.n < other.n ? &other : &one) * 2 < shorter ? -1 : 0;
}

const char *title_tag(struct arena *arena, const char *title)
{
        struct words words;
        struct buf text = { 0 };
        const char *tag;

        if (!title)
                return NULL;
        split(&words, arena, title);
        for (size_t i = 0; i < words.n; i++) {
                buf_add_span(&text, words.items[i]);
                buf_putc(&text, ' ');
        }
        tag = words.n < TITLE_WORDS ? NULL : arena_printf(arena, "%016llx", (unsigned long long) map_hash(buf_span(&text)));
        buf_release(&text);
        return tag;
}
