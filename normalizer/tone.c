/*
 * Where a tone mark stands: hoà and hòa, uỷ and ủy are one word each, and match text has the old style (domain.md 6.2).
 *
 * Only rhymes that begin with oa, oe, uy are touched, and tone marks that were put on the u of "qu" or the i of "gi":
 * open rhyme -> first vowel (hoà -> hòa); with a coda or a third vowel -> the vowel after (hòan -> hoàn).
 * A word is a syllable only when all its letters are Vietnamese, and onset and coda are such as the language has.
 */
#include "normalizer/tone.h"

#include "common/utf8.h"
#include "normalizer/letters.h"

#include <string.h>

enum { SYLLABLE_MAX = 7 }; /* letters: nghiêng */

struct glyph {
        uint32_t cp;
        size_t off;
        const struct letter *letter;
};

struct syllable {
        struct glyph glyphs[SYLLABLE_MAX];
        unsigned n;
        unsigned nucleus; /* first vowel behind the onset, the u of qu and the i of gi being onset */
        unsigned coda;    /* first consonant behind the vowels, n = open */
        unsigned marked;  /* the one letter with a tone mark */
        size_t end;       /* offset */
};

/* A letter of any script, or what hides inside a word and is dropped from match text: the word goes on. */
static bool continues_word(uint32_t cp)
{
        const struct letter *letter = letter_of(cp);

        if (letter)
                return letter->kind != LETTER_NONE || cp == 0xAD;
        if (cp < 0x2000)
                return true;
        if (cp < 0x2C00)
                return (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2069);
        return cp >= 0x3040 && !(cp >= 0xD800 && cp < 0xF900) && cp < 0x10000;
}

static size_t previous(const char *text, size_t at)
{
        do
                at--;
        while (at > 0 && ((unsigned char) text[at] & 0xC0) == 0x80);
        return at;
}

/* Collect the letters around @at; false when they are no Vietnamese word or too many. */
static bool collect(struct syllable *s, const char *text, size_t len, size_t at)
{
        unsigned width;
        size_t begin = at;

        for (unsigned back = 0; begin > 0; back++) {
                size_t before = previous(text, begin);

                if (!continues_word(utf8_decode(text + before, text + len, &width)))
                        break;
                if (back == SYLLABLE_MAX)
                        return false;
                begin = before;
        }
        s->n = 0;
        for (s->end = begin; s->end < len; s->end += width) {
                uint32_t cp = utf8_decode(text + s->end, text + len, &width);
                const struct letter *letter = letter_of(cp);

                if (!continues_word(cp))
                        break;
                if (s->n == SYLLABLE_MAX || !letter || (letter->kind != LETTER_VOWEL && letter->kind != LETTER_CONSONANT))
                        return false;
                s->glyphs[s->n++] = (struct glyph) { cp, s->end, letter };
        }
        return true;
}

/* Do the letters [from, to) spell a word of @list? Consonants are ASCII but đ, which folds to d, an onset as well. */
static bool spelled_as_one_of(const struct syllable *s, unsigned from, unsigned to, const char *const *list)
{
        char word[SYLLABLE_MAX + 1] = { 0 };

        for (unsigned i = from; i < to; i++)
                word[i - from] = (char) s->glyphs[i].letter->fold;
        for (; *list; list++) {
                if (strcmp(word, *list) == 0)
                        return true;
        }
        return false;
}

static const char *const onsets[] = { "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
                                      "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", NULL };
static const char *const codas[] = { "", "c", "ch", "m", "n", "ng", "nh", "p", "t", NULL };

static unsigned quality(const struct syllable *s, unsigned i)
{
        return i < s->n && s->glyphs[i].letter->vowel ? (unsigned) (s->glyphs[i].letter->vowel - 1) / 2 * 2 + 1 : 0;
}

/* Find the parts; false when it is no syllable. Returns the number of tone marks in @marks. */
static bool split(struct syllable *s, unsigned *marks)
{
        unsigned vowel = 0;

        *marks = 0;
        s->marked = 0;
        for (unsigned i = 0; i < s->n; i++) {
                if (s->glyphs[i].letter->tone) {
                        s->marked = i;
                        (*marks)++;
                }
        }
        while (vowel < s->n && !quality(s, vowel))
                vowel++;
        s->nucleus = vowel;
        if (vowel == 1 && s->glyphs[0].letter->fold == 'q' && quality(s, 1) == VOWEL_U)
                s->nucleus++;
        if (vowel == 1 && s->glyphs[0].letter->fold == 'g' && quality(s, 1) == VOWEL_I && quality(s, 2))
                s->nucleus++;
        for (s->coda = s->nucleus; quality(s, s->coda);)
                s->coda++;
        return s->coda > s->nucleus && spelled_as_one_of(s, 0, s->nucleus, onsets) && spelled_as_one_of(s, s->coda, s->n, codas);
}

static bool has_quality_mark(unsigned vowel)
{
        return vowel == VOWEL_AW || vowel == VOWEL_AA || vowel == VOWEL_EE || vowel == VOWEL_OO || vowel == VOWEL_OW || vowel == VOWEL_UW;
}

/* The letter that should carry the mark; that which carries it when nothing is to be done. */
static unsigned wanted(const struct syllable *s)
{
        unsigned first = s->nucleus, vowels = s->coda - s->nucleus;
        unsigned a = quality(s, first), b = quality(s, first + 1);
        bool open = s->coda == s->n;

        if (s->marked < s->nucleus) { /* qúy, gìa: on the main vowel behind */
                for (unsigned i = s->coda; i-- > first;) {
                        if (has_quality_mark(quality(s, i)))
                                return i;
                }
                return vowels == 1 || open ? first : s->marked;
        }
        if (first > 0 && quality(s, first - 1)) /* quý, giỏi: the glide is onset, there is no rhyme oa, oe, uy */
                return s->marked;
        if (vowels < 2 || !((a == VOWEL_O && (b == VOWEL_A || b == VOWEL_E)) || (a == VOWEL_U && b == VOWEL_Y)))
                return s->marked;
        if (vowels == 2 && open)
                return first;
        if (s->marked != first)
                return s->marked;
        return vowels > 2 && has_quality_mark(quality(s, first + 2)) ? first + 2 : first + 1;
}

bool tone_change_at(struct tone_change *change, const char *text, size_t len, size_t at)
{
        struct syllable s;
        unsigned to, begin, end, tone, marks;

        if (!collect(&s, text, len, at) || !split(&s, &marks) || marks != 1)
                return false;
        to = wanted(&s);
        if (to == s.marked)
                return false;
        tone = s.glyphs[s.marked].letter->tone;
        begin = to < s.marked ? to : s.marked;
        end = (to < s.marked ? s.marked : to) + 1;
        *change = (struct tone_change) { .begin = s.glyphs[begin].off, .end = end < s.n ? s.glyphs[end].off : s.end };
        for (unsigned i = begin; i < end; i++) {
                const struct glyph *g = &s.glyphs[i];
                unsigned carries = i == to ? tone : i == s.marked ? TONE_LEVEL : g->letter->tone;
                unsigned width = utf8_encode(change->out + change->len, letter_toned[g->letter->vowel][carries]);

                for (unsigned k = 0; k < width; k++)
                        change->origin[change->len++] = g->off;
        }
        return true;
}

/* Could the toned vowel of quality @vowel between the bytes @before and @after stand wrongly? Cheap, and never wrong to say yes. */
static bool may_be_misplaced(unsigned vowel, char before, char after)
{
        before |= 0x20;
        after |= 0x20;
        switch (vowel) {
        case VOWEL_A: case VOWEL_E:
                return before == 'o';
        case VOWEL_Y:
                return before == 'u';
        case VOWEL_O:
                return after == 'a' || after == 'e';
        case VOWEL_U:
                return after == 'y' || before == 'q';
        case VOWEL_I:
                return before == 'g';
        default:
                return false;
        }
}

char *tone_placed(struct arena *arena, struct span s)
{
        char *copy = arena_alloc(arena, s.len + s.len / 4 + 1), *to = copy;
        struct tone_change change;
        size_t done = 0;
        unsigned width;

        for (size_t i = 0; i < s.len; i += width) {
                const struct letter *letter = letter_of(utf8_decode(s.ptr + i, s.ptr + s.len, &width));

                if (!letter || !letter->tone)
                        continue;
                if (!may_be_misplaced((letter->vowel - 1u) / 2 * 2 + 1, i ? s.ptr[i - 1] : ' ', i + width < s.len ? s.ptr[i + width] : ' '))
                        continue;
                if (!tone_change_at(&change, s.ptr, s.len, i))
                        continue;
                memcpy(to, s.ptr + done, change.begin - done);
                to += change.begin - done;
                memcpy(to, change.out, change.len);
                to += change.len;
                done = change.end;
        }
        memcpy(to, s.ptr + done, s.len - done);
        return copy;
}

bool is_syllable(struct span s)
{
        struct syllable parts;
        unsigned marks;

        return s.len && collect(&parts, s.ptr, s.len, 0) && parts.end == s.len && split(&parts, &marks) && marks <= 1;
}
