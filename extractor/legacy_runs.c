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
        struct syllables count;
        long score; /* syllables count for it, other words with marks against it */
};

static struct reading read_as(struct span text, enum legacy legacy)
{
        cleanup(buf_release) struct buf decoded = { 0 };
        struct reading r = { .legacy = legacy };

        legacy_decode(&decoded, legacy, text);
        r.count = syllables_count(buf_span(&decoded));
        r.score = (long) (3 * r.count.valid + r.count.frequent) - (long) r.count.words;
        return r;
}

/*
 * What is all syllables under its font's encoding, and long enough, is that. Else every reading is tried; the best is sure when no other comes near:
 * VNI "heä" makes a syllable as TCVN3 too.
 */
static void judge(struct legacy_run *run, struct span text)
{
        enum { MANY = 3, MARGIN = 2 };
        static const enum legacy kinds[] = { LEGACY_NONE, LEGACY_TCVN3, LEGACY_VNI }; /* VPS only by its fonts: it has a letter for nearly every byte */
        struct reading best, plain;
        long second = -1;

        run->as = LEGACY_NONE;
        run->sure = has_unicode_letters(text);
        if (run->sure)
                return;
        best = read_as(text, font_legacy(run->font));
        plain = read_as(text, LEGACY_NONE);
        run->as = best.legacy;
        run->sure = best.count.valid >= MANY && best.count.valid == best.count.words && plain.count.valid < plain.count.words;
        if (run->sure)
                return;
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                struct reading other = read_as(text, kinds[i]);

                if (kinds[i] == font_legacy(run->font))
                        continue;
                if (other.score > best.score) {
                        second = best.score;
                        best = other;
                } else if (other.score > second) {
                        second = other.score;
                }
        }
        if (best.score <= 0)
                return;
        run->sure = best.score >= second + MARGIN && (best.legacy == font_legacy(run->font) || best.count.valid > 1 || best.count.frequent);
        if (run->sure || best.score > second)
                run->as = best.legacy;
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
        if (run->as)
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
