/*
 * Match text: display text with the characters replaced that patterns should not have to know, and the way back.
 *
 * One scan finds the places that may need it. As long as none does, nothing is copied and match text is display text;
 * from the first change on, what lies between two changes is copied in one go.
 */
#include "normalizer/normalizer.h"

#include "common/utf8.h"
#include "normalizer/letters.h"
#include "normalizer/match_map.h"
#include "normalizer/scan.h"
#include "normalizer/tone.h"

#include <assert.h>

const char normalizer_version[] = "2";

struct rewriter {
        const char *text; /* the input */
        size_t len;
        const uint32_t *base; /* display offsets of the input, NULL = it is display text */
        struct arena *arena;
        size_t done;          /* input bytes that are in out */
        char *out;            /* NULL until the first change */
        uint32_t *origin;
        size_t n;
        size_t word_end;      /* the last word with homoglyphs that was judged, and the judgement */
        bool word_latin;
        bool joined;          /* letters were replaced or joined: syllables must be looked at again */
};

/* Could something at these sixteen bytes need a change? Each line names what it looks for. */
static inline __attribute__((always_inline)) bytes16 suspect(const uint8_t *p)
{
        bytes16 b0 = bytes_at(p), b1 = bytes_at(p + 1), b2 = bytes_at(p + 2), b3 = bytes_at(p + 3), b4 = bytes_at(p + 4);
        bytes16 low = b0 | 0x20;
        bytes16 c3 = BYTES_ARE(b0, 0xC3), e1 = BYTES_ARE(b0, 0xE1), bb1 = BYTES_ARE(b1, 0xBB);
        bytes16 c3_1 = BYTES_ARE(b1, 0xC3), e1_1 = BYTES_ARE(b1, 0xE1), bb2 = BYTES_ARE(b2, 0xBB);
        bytes16 alpha3 = bytes_alpha(b3), alpha4 = bytes_alpha(b4), more3 = alpha3 | b3, more4 = alpha4 | b4;
        bytes16 bad;

        /* tab and its like */
        bad = (bytes16) (b0 < 0x20) & ~BYTES_ARE(b0, '\n');
        /* spaces side by side */
        bad |= BYTES_ARE(b0, ' ') & BYTES_ARE(b1, ' ');
        /* marks of bold text */
        bad |= BYTES_ARE(b0, '*') & BYTES_ARE(b1, '*');
        /* all leads that Vietnamese does not need: C2, C7 and up but E1 */
        bad |= BYTES_ARE(b0, 0xC2) | ((bytes16) (b0 >= 0xC7) & ~e1);
        /* U+00D0, U+00F0; U+0189; E1 outside of U+1E80-U+1EFF */
        bad |= c3 & BYTES_ARE(b1 | 0x20, 0xB0);
        bad |= BYTES_ARE(b0, 0xC6) & BYTES_ARE(b1, 0x89);
        bad |= e1 & ~BYTES_ARE(b1 & 0xFE, 0xBA);
        /* o + toned vowel, u + toned y, and then no letter: hoà, uỷ (and quý, which stays) */
        c3_1 &= ~alpha3;
        bad |= BYTES_ARE(low, 'o') & (c3_1 | (e1_1 & ~alpha4));
        bad |= BYTES_ARE(low, 'u') & ((c3_1 & BYTES_ARE(b2 & 0xDF, 0x9D)) | (e1_1 & bb2 & ~alpha4));
        /* toned o or u + a, e, y (or i, m, q, u: the mask is cheap, and they end the syllable), and then a letter: hòan */
        bad |= (c3 | BYTES_ARE(b0, 0xC5)) & BYTES_ARE(b2 & 0x43, 0x41) & more3;
        bad |= e1 & bb1 & BYTES_ARE(b3 & 0x43, 0x41) & more4;
        /* q + toned u, g + toned i + letter: qúy, gìa; the masks join ì í ĩ, and ỉ ị */
        bad |= BYTES_ARE(low, 'q') & b1;
        bad |= BYTES_ARE(low, 'g') & ((BYTES_ARE(b1 & 0xF8, 0xC0) & BYTES_ARE(b2 & 0xDA, 0x88) & more3) |
                                      (e1_1 & bb2 & BYTES_ARE(b3 & 0xFC, 0x88) & more4));
        return bad;
}

static uint32_t display_offset(const struct rewriter *w, size_t at)
{
        return w->base ? w->base[at] : (uint32_t) at;
}

static inline uint32_t is_continuation(char byte)
{
        return ((unsigned char) byte & 0xC0) == 0x80;
}

/*
 * The offset of the character that each byte of [@begin, @end) belongs to. A character begins at @begin, and none is longer than four bytes; from
 * its third byte on no value waits for the one before, so the compiler makes vectors of the second loop.
 */
static void origin_fill(uint32_t *restrict origin, const char *restrict text, size_t begin, size_t end)
{
        size_t i = begin, start = begin;

        for (; i < end && i < begin + 3; i++) {
                start = is_continuation(text[i]) ? start : i;
                origin[i - begin] = (uint32_t) start;
        }
        for (; i < end; i++) {
                uint32_t second = is_continuation(text[i]), third = second & is_continuation(text[i - 1]), fourth = third & is_continuation(text[i - 2]);

                origin[i - begin] = (uint32_t) i - second - third - fourth;
        }
}

/* Append the input up to @end as it is. */
static void copy_until(struct rewriter *w, size_t end)
{
        uint32_t *origin = w->origin + w->n;

        memcpy(w->out + w->n, w->text + w->done, end - w->done);
        w->n += end - w->done;
        if (w->base) {
                memcpy(origin, w->base + w->done, (end - w->done) * sizeof(*origin));
        } else {
                origin_fill(origin, w->text, w->done, end);
        }
        w->done = end;
}

/*
 * The input [@begin, @end) is about to be replaced: everything before it is copied. Room: no replacement of a character is longer than
 * it, and a moved tone mark lengthens a syllable of four bytes or more by one at most.
 */
static void replace(struct rewriter *w, size_t begin)
{
        if (!w->out) {
                size_t room = w->len + w->len / 4 + 1;

                w->out = arena_alloc_raw(w->arena, room + 1);
                w->origin = arena_alloc_raw(w->arena, (room + 1) * sizeof(*w->origin));
        }
        copy_until(w, begin);
}

static void put(struct rewriter *w, char byte, size_t from)
{
        w->out[w->n] = byte;
        w->origin[w->n++] = display_offset(w, from);
}

enum script { SCRIPT_BREAK, SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_HOMOGLYPH, SCRIPT_FOREIGN };

/* What @cp means for the question whether a word is Latin. */
static enum script script_of(uint32_t cp)
{
        const struct map_row *row = match_map_find(cp);
        const struct letter *letter = letter_of(cp);

        if (row && row->kind == MAP_HOMOGLYPH)
                return SCRIPT_HOMOGLYPH;
        if (row && row->kind == MAP_WIDE)
                return script_of(cp - 0xFEE0);
        if (row && row->kind == MAP_TEXT && !(row->to[0] & 0x80)) /* what is dropped joins, and so do dashes and slashes */
                return row->to[0] ? script_of((unsigned char) row->to[0]) : SCRIPT_NONE;
        if (cp == '-' || cp == '/' || cp == '&' || (cp >= '0' && cp <= '9')) /* NĐ-U+0421 U+0420 is met: both letters of CP are Cyrillic */
                return SCRIPT_NONE;
        if (letter || (cp >= 0x250 && cp <= 0x2AF))
                return !letter || letter->kind != LETTER_NONE ? SCRIPT_LATIN : SCRIPT_BREAK;
        if (cp >= 0x300 && cp <= 0x36F)
                return SCRIPT_NONE;
        return cp >= 0x370 && cp <= 0x52F ? SCRIPT_FOREIGN : SCRIPT_BREAK;
}

/* Is the word around @at Latin but for homoglyphs? Each word is judged once, so this is linear. */
static bool in_latin_word(struct rewriter *w, size_t at)
{
        bool latin = false, foreign = false;
        size_t begin = at, end;
        unsigned width;

        if (at < w->word_end)
                return w->word_latin;
        while (begin > w->word_end) {
                size_t before = begin - 1;

                while (before > 0 && ((unsigned char) w->text[before] & 0xC0) == 0x80)
                        before--;
                if (script_of(utf8_decode(w->text + before, w->text + w->len, &width)) == SCRIPT_BREAK)
                        break;
                begin = before;
        }
        for (end = begin; end < w->len; end += width) {
                enum script script = script_of(utf8_decode(w->text + end, w->text + w->len, &width));

                if (script == SCRIPT_BREAK)
                        break;
                latin |= script == SCRIPT_LATIN;
                foreign |= script == SCRIPT_FOREIGN;
        }
        w->word_end = end;
        w->word_latin = latin && !foreign;
        return w->word_latin;
}

static bool is_white(uint32_t cp)
{
        const struct map_row *row = cp == ' ' ? NULL : match_map_find(cp);

        return cp == ' ' || (row && row->kind == MAP_TEXT && strcmp(row->to, " ") == 0);
}

/*
 * The white space around @at. One space for two: typists and converters leave them everywhere, and no phrase is another for it. Wider space
 * parts columns (domain.md 2.3) and stays as wide; so does a tab's. Returns how far the input is settled.
 */
static size_t map_white(struct rewriter *w, size_t at)
{
        size_t begin = at, end, n = 0, tab = SIZE_MAX;
        bool ascii = true;
        unsigned width;

        while (begin > w->done && w->text[begin - 1] == ' ')
                begin--;
        for (end = begin; end < w->len; end += width, n++) {
                uint32_t cp = utf8_decode(w->text + end, w->text + w->len, &width);

                if (!is_white(cp))
                        break;
                ascii &= cp == ' ';
                tab = cp == '\t' ? end : tab;
        }
        if (n != 2 && ascii)
                return end - at;
        replace(w, begin);
        if (n == 2) {
                put(w, ' ', tab != SIZE_MAX ? tab : begin);
        } else {
                for (size_t i = begin; i < end; i += width) {
                        utf8_decode(w->text + i, w->text + w->len, &width);
                        put(w, ' ', i);
                }
        }
        w->done = end;
        return end - at;
}

/* The asterisks at @at: two and more are a mark of bold text, no sign of the text. */
static size_t drop_bold(struct rewriter *w, size_t at)
{
        replace(w, at);
        while (w->done < w->len && w->text[w->done] == '*')
                w->done++;
        w->joined = true;
        return w->done - at;
}

/* The character at @at may have a row in the table. Returns its width. */
static size_t map_character(struct rewriter *w, size_t at)
{
        unsigned width;
        uint32_t cp = utf8_decode(w->text + at, w->text + w->len, &width);
        const struct map_row *row = match_map_find(cp);

        if (!row || (row->kind == MAP_HOMOGLYPH && !in_latin_word(w, at)))
                return width;
        replace(w, at);
        if (row->kind == MAP_WIDE) {
                put(w, (char) (cp - 0xFEE0), at);
        } else {
                for (const char *p = row->to; *p; p++)
                        put(w, *p, at);
        }
        w->joined |= row->kind != MAP_TEXT || !*row->to;
        w->done = at + width;
        return width;
}

/* The letter at @at may belong to a syllable whose tone mark must move. Returns how far the input is settled. */
static size_t place_tone(struct rewriter *w, size_t at)
{
        struct tone_change change;
        unsigned width;

        if (!tone_change_at(&change, w->text, w->len, at) || change.begin < w->done) {
                utf8_decode(w->text + at, w->text + w->len, &width);
                return width;
        }
        replace(w, change.begin);
        for (unsigned i = 0; i < change.len; i++)
                put(w, change.out[i], change.origin[i]);
        w->done = change.end;
        return change.end - at;
}

/* Does a letter of Vietnamese start here, so that only its tone can have raised suspicion? */
static bool starts_syllable_part(const struct rewriter *w, size_t at)
{
        unsigned width;
        const struct letter *letter = letter_of(utf8_decode(w->text + at, w->text + w->len, &width));

        return letter && letter->vowel;
}

/* The rest as it is. */
static void finish(struct rewriter *w)
{
        copy_until(w, w->len);
        w->out[w->n] = '\0';
        w->origin[w->n] = display_offset(w, w->len);
}

static void rewrite(struct rewriter *w)
{
        unsigned width;
        size_t i = 0;

        while ((i = scan_until((const uint8_t *) w->text, i, w->len, suspect)) < w->len) {
                char c = w->text[i];

                if (is_white(utf8_decode(w->text + i, w->text + w->len, &width)))
                        i += map_white(w, i);
                else if (c == '*')
                        i += drop_bold(w, i);
                else if (c == 'q' || c == 'Q' || c == 'g' || c == 'G' || starts_syllable_part(w, i))
                        i += place_tone(w, i);
                else
                        i += map_character(w, i);
        }
        if (w->out)
                finish(w);
}

void norm_match_text(struct norm_text *out, struct arena *arena, struct span display)
{
        struct rewriter w = { .text = display.ptr, .len = display.len, .arena = arena };

        assert(display.len < UINT32_MAX);
        *out = (struct norm_text) { .text = display, .display = display };
        rewrite(&w);
        if (w.joined) {
                /* h U+043E à has become hoà: place the tones again, now that all letters are known */
                struct rewriter again = { .text = w.out, .len = w.n, .base = w.origin, .arena = arena };

                rewrite(&again);
                if (again.out)
                        w = again;
        }
        if (w.out)
                *out = (struct norm_text) { { w.out, w.n }, w.origin, display };
}

void norm_cut(struct norm_text *text, struct arena *arena, const struct range *cuts, size_t n)
{
        struct rewriter w = { .text = text->text.ptr, .len = text->text.len, .base = text->origin, .arena = arena };

        for (size_t i = 0; i < n; i++) {
                replace(&w, cuts[i].begin);
                w.done = cuts[i].end;
        }
        if (!n)
                return;
        finish(&w);
        text->text = (struct span) { w.out, w.n };
        text->origin = w.origin;
}

struct range norm_origin(const struct norm_text *text, struct range match)
{
        struct range r;
        size_t end;

        if (!text->origin || match.begin > match.end || match.end > text->text.len)
                return match;
        r.begin = text->origin[match.begin];
        if (match.end == match.begin)
                return (struct range) { r.begin, r.begin };
        end = (size_t) text->origin[match.end - 1] + 1;
        while (end < text->display.len && ((unsigned char) text->display.ptr[end] & 0xC0) == 0x80)
                end++;
        r.end = (uint32_t) end;
        return r;
}
