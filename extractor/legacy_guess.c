/* Readings compared; see legacy_guess.h. */
#define _GNU_SOURCE /* memmem */
#include "extractor/legacy_guess.h"

#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/syllable.h"

enum { SAMPLE = 64 * 1024, ENOUGH_WORDS = 3 };

struct reading {
        enum legacy legacy;
        struct buf text;
        struct syllables count;
};

static size_t share(const struct syllables *count) /* in percent */
{
        return count->words ? count->valid * 100 / count->words : 0;
}

static bool same_text(const struct reading *a, const struct reading *b)
{
        return span_eq(buf_span(&a->text), buf_span(&b->text));
}

/* Frequent words part two readings that both make syllables, as windows-1258 and VISCII can. */
static size_t rank(const struct reading *r)
{
        return share(&r->count) * 100 + (r->count.words ? r->count.frequent * 100 / r->count.words : 0) * 20;
}

/* At least @least percent of the words, some of them frequent in all but the shortest texts, and clear of all others. */
static enum legacy clear_winner(const struct reading *readings, size_t n, size_t least)
{
        const struct reading *best = &readings[0];

        for (size_t i = 1; i < n; i++) {
                if (rank(&readings[i]) > rank(best))
                        best = &readings[i];
        }
        if (best->count.valid < ENOUGH_WORDS || share(&best->count) < least || (best->count.words > 40 && best->count.frequent == 0))
                return LEGACY_NONE;
        for (size_t i = 0; i < n; i++) {
                if (&readings[i] != best && !same_text(&readings[i], best) && rank(&readings[i]) + 1500 > rank(best))
                        return LEGACY_NONE;
        }
        return best->legacy;
}

static enum legacy compare(struct span text, const enum legacy *kinds, size_t n, size_t least)
{
        struct reading readings[LEGACY_KINDS] = { 0 };
        enum legacy winner;

        for (size_t i = 0; i < n; i++) {
                readings[i].legacy = kinds[i];
                legacy_decode(&readings[i].text, kinds[i], text);
                readings[i].count = syllables_count(buf_span(&readings[i].text));
        }
        winner = clear_winner(readings, n, least);
        for (size_t i = 0; i < n; i++)
                buf_release(&readings[i].text);
        return winner;
}

enum legacy legacy_guess_bytes(struct span bytes)
{
        static const enum legacy kinds[] = { LEGACY_TCVN3, LEGACY_VNI, LEGACY_VPS, LEGACY_VISCII, LEGACY_CP1258 };
        cleanup(buf_release) struct buf text = { 0 };

        if (bytes.len > SAMPLE)
                bytes.len = SAMPLE;
        legacy_widen(&text, bytes);
        return compare(buf_span(&text), kinds, ARRAY_LEN(kinds), 80);
}

/* The letters U+1E80-U+1EFF are in every fourth word of Vietnamese, and in no reading of bytes as Windows-1252. */
static bool has_unicode_letters(struct span text)
{
        const char *p = text.ptr, *end = p + text.len;

        while (p < end && (p = memchr(p, '\xE1', (size_t) (end - p)))) {
                if (end - p >= 3 && (p[1] == '\xBA' || p[1] == '\xBB'))
                        return true;
                p++;
        }
        /* decomposed: U+0300-U+033F */
        return memmem(text.ptr, text.len, "\xCC\x81", 2) || memmem(text.ptr, text.len, "\xCC\x80", 2) || memmem(text.ptr, text.len, "\xCC\xA3", 2);
}

static bool is_ascii(struct span text)
{
        for (size_t i = 0; i < text.len; i++) {
                if ((unsigned char) text.ptr[i] >= 0x80)
                        return false;
        }
        return true;
}

/* Circumflexes behind vowels, every hundred bytes one: code and formulas have fewer. */
static bool may_be_viqr(struct span text)
{
        const char *p = text.ptr, *end = p + text.len;
        size_t seen = 0;

        while (p < end && (p = memchr(p, '^', (size_t) (end - p)))) {
                seen += p > text.ptr && p[-1] && strchr("aeoAEO", p[-1]);
                p++;
        }
        return seen >= ENOUGH_WORDS && seen * 100 >= text.len;
}

static struct span sample_of(struct span text)
{
        size_t len = SAMPLE;

        if (text.len <= SAMPLE)
                return text;
        while (len && ((unsigned char) text.ptr[len] & 0xC0) == 0x80) /* not through a character */
                len--;
        return (struct span) { text.ptr, len };
}

enum legacy legacy_guess_text(struct span text)
{
        static const enum legacy kinds[] = { LEGACY_NONE, LEGACY_TCVN3, LEGACY_VNI, LEGACY_VPS };
        static const enum legacy viqr[] = { LEGACY_NONE, LEGACY_VIQR };
        struct span sample = sample_of(text);

        if (has_unicode_letters(sample))
                return LEGACY_NONE;
        if (is_ascii(sample))
                return may_be_viqr(sample) ? compare(sample, viqr, ARRAY_LEN(viqr), 80) : LEGACY_NONE;
        if (legacy_is_utf8_twice(text))
                return LEGACY_UTF8_TWICE;
        return compare(sample, kinds, ARRAY_LEN(kinds), 85);
}
