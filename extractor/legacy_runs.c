/* See legacy_runs.h. */
#include "extractor/legacy_runs.h"

#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/capitals.h"
#include "extractor/syllable.h"

void legacy_runs_add(struct legacy_runs *runs, struct arena *arena, size_t begin, size_t end, enum font font, bool capitals)
{
        struct legacy_run *last = runs->n ? &runs->items[runs->n - 1] : NULL;

        if (last && last->end == begin && last->font == font && last->capitals == capitals) {
                last->end = end;
                return;
        }
        last = arena_grow(arena, &runs->items, &runs->n, &runs->room, sizeof(*last));
        *last = (struct legacy_run) { .begin = begin, .end = end, .font = font, .capitals = capitals };
}

/* Letters of Vietnamese that are no byte of Windows-1252, and combining marks. */
static bool has_unicode_letters(struct span text)
{
        const char *end = text.ptr + text.len;
        unsigned len;

        for (const char *p = text.ptr; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if ((cp >= 0x1EA0 && cp <= 0x1EF9) || (cp >= 0x300 && cp <= 0x323) || cp == 0x102 || cp == 0x103 || cp == 0x110 || cp == 0x111 || cp == 0x128 ||
                        cp == 0x129 || cp == 0x168 || cp == 0x169 || cp == 0x1A0 || cp == 0x1A1 || cp == 0x1AF || cp == 0x1B0)
                        return true;
        }
        return false;
}

struct reading {
        enum legacy legacy;
        struct buf text;
        struct syllables count;
        long score; /* syllables count for it, other words with marks against it */
};

static void read_as(struct reading *r, enum legacy legacy, struct span text)
{
        r->legacy = legacy;
        legacy_decode(&r->text, legacy, text);
        r->count = syllables_count(buf_span(&r->text));
        r->score = (long) (3 * r->count.valid + r->count.frequent) - (long) r->count.words;
}

enum { READINGS = 4, MANY = 3, MARGIN = 2 };

/* The first is the font's: beside it a few syllables are chance, "Số NĐ" in VPS makes two as TCVN3. */
static bool beats(const struct reading *other, const struct reading *best, const struct reading *of_font)
{
        return other->score > best->score && (best != of_font || other->count.valid >= MANY || best->count.valid == 0);
}

/* *second is the score of the best that says something else. */
static const struct reading *best_reading(const struct reading *readings, long *second)
{
        const struct reading *best = &readings[0];

        *second = -1;
        for (size_t i = 1; i < READINGS; i++) {
                if (beats(&readings[i], best, &readings[0]))
                        best = &readings[i];
        }
        for (size_t i = 0; i < READINGS; i++) {
                if (readings[i].score > *second && !span_eq(buf_span(&readings[i].text), buf_span(&best->text)))
                        *second = readings[i].score;
        }
        return best;
}

static void choose(struct legacy_run *run, const struct reading *readings)
{
        long second;
        const struct reading *best = best_reading(readings, &second);

        if (best->score <= 0)
                return;
        run->sure = best->score >= second + MARGIN && (best == &readings[0] || best->count.valid > 1 || best->count.frequent);
        if (run->sure || best->score > second)
                run->as = best->legacy;
}

/*
 * What is all syllables under its font's encoding, and long enough, is that. Else every reading is tried; the best is sure when no other comes near:
 * VNI "heä" makes a syllable as TCVN3 too.
 */
static void judge(struct legacy_run *run, struct span text)
{
        struct reading readings[READINGS] = { 0 };

        run->as = LEGACY_NONE;
        run->sure = has_unicode_letters(text);
        if (run->sure)
                return;
        run->as = font_legacy(run->font);
        read_as(&readings[0], run->as, text);
        read_as(&readings[1], LEGACY_NONE, text);
        run->sure = readings[0].count.valid >= MANY && readings[0].count.valid == readings[0].count.words && readings[1].count.valid < readings[1].count.words;
        if (!run->sure) { /* VPS only by its fonts: it has a letter for nearly every byte */
                read_as(&readings[2], LEGACY_TCVN3, text);
                read_as(&readings[3], LEGACY_VNI, text);
                choose(run, readings);
        }
        for (size_t i = 0; i < READINGS; i++)
                buf_release(&readings[i].text);
}

static void put_symbols(struct buf *out, struct span text, enum font font, struct legacy_tally *tally)
{
        const char *end = text.ptr + text.len;
        unsigned len;

        for (const char *p = text.ptr; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len), drawn = 0;
                char letter[4];

                if (cp < 0xF020 || cp > 0xF0FF) {
                        buf_add(out, p, len); /* typed as a letter: an author's word, whatever it looks like */
                        continue;
                }
                drawn = font_symbol(font, cp & 0xFF);
                tally->symbols += drawn == 0;
                if (drawn)
                        buf_add(out, letter, utf8_encode(letter, drawn));
        }
}

static void put_run(struct buf *out, struct span text, const struct legacy_run *run, struct legacy_tally *tally)
{
        cleanup(buf_release) struct buf decoded = { 0 };

        if (run->font == FONT_SYMBOL || run->font == FONT_DINGBATS)
                put_symbols(&decoded, text, run->font, tally);
        else
                legacy_decode(&decoded, run->as, text);
        if (run->as && !span_eq(buf_span(&decoded), text))
                tally->bytes[run->as] += text.len;
        if (run->sure) {
                tally->last[run->font].as = run->as;
                tally->last[run->font].set = true;
        }
        if (run->capitals || run->font == FONT_TCVN3_CAPITALS)
                buf_add_capitals(out, buf_span(&decoded));
        else
                buf_add_span(out, buf_span(&decoded));
}

static void lean_on_document(struct legacy_run *run, const struct legacy_tally *tally)
{
        if (!run->sure && tally->last[run->font].set)
                run->as = tally->last[run->font].as;
}

static bool has_letters(const struct legacy_run *run)
{
        return run->font != FONT_SYMBOL && run->font != FONT_DINGBATS;
}

void legacy_put(struct buf *out, struct span text, enum font font, bool capitals, struct legacy_tally *tally)
{
        struct legacy_run run = { .font = font, .capitals = capitals };

        if (font_legacy(font)) {
                judge(&run, text);
                lean_on_document(&run, tally);
        }
        put_run(out, text, &run, tally);
}

void legacy_runs_move(struct legacy_runs *runs, size_t by)
{
        for (size_t i = 0; i < runs->n; i++) {
                runs->items[i].begin += by;
                runs->items[i].end += by;
        }
}

static void judge_all(struct legacy_runs *runs, const struct buf *text, const struct legacy_tally *tally)
{
        const struct legacy_run *sure = NULL;

        for (size_t i = 0; i < runs->n; i++) {
                struct legacy_run *run = &runs->items[i];

                if (!has_letters(run))
                        continue;
                judge(run, (struct span) { text->ptr + run->begin, run->end - run->begin });
                if (run->sure && (!sure || run->end - run->begin > sure->end - sure->begin))
                        sure = run;
        }
        for (size_t i = 0; i < runs->n; i++) {
                struct legacy_run *run = &runs->items[i];

                if (!run->sure && sure && has_letters(run) && font_legacy(run->font) == font_legacy(sure->font))
                        run->as = sure->as;
                else
                        lean_on_document(run, tally);
        }
}

void legacy_runs_settle(struct legacy_runs *runs, struct buf *text, size_t from, struct legacy_tally *tally)
{
        cleanup(buf_release) struct buf old = { 0 };
        size_t at = 0;

        if (!runs->n)
                return;
        judge_all(runs, text, tally);
        buf_add(&old, text->ptr + from, text->len - from);
        text->len = from;
        for (size_t i = 0; i < runs->n; i++) {
                const struct legacy_run *run = &runs->items[i];

                buf_add(text, old.ptr + at, run->begin - from - at);
                put_run(text, (struct span) { old.ptr + run->begin - from, run->end - run->begin }, run, tally);
                at = run->end - from;
        }
        buf_add(text, old.ptr + at, old.len - at);
        runs->n = 0;
}

enum legacy legacy_tally_main(const struct legacy_tally *tally)
{
        enum legacy most = LEGACY_NONE;

        for (int i = 0; i < LEGACY_KINDS; i++) {
                if (tally->bytes[i] > tally->bytes[most])
                        most = (enum legacy) i;
        }
        return most;
}
