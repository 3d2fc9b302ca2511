/*
 * The lists are those of the school grammar with the rarer rhymes that names and loan words use. Letters are written here in ASCII: A ă, @ â,
 * E ê, O ô, 0 ơ, U ư, D đ.
 */
#include "extractor/syllable.h"

#include "common/utf8.h"

#include <stdlib.h>

enum { LETTERS_MAX = 8 }; /* "nghiêng" has 7 */

static const char *const onsets[] = {
        "b", "c", "ch", "d", "D", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
};

/* sorted by byte */
static const char *const rhymes[] = {
        "0", "0i", "0m", "0n", "0p", "0t", "@c", "@m", "@n", "@ng", "@p", "@t", "@u", "@y", "Ac", "Am", "An", "Ang", "Ap", "At",
        "E", "Ech", "Em", "En", "Enh", "Ep", "Et", "Eu", "O", "Oc", "Oi", "Om", "On", "Ong", "Op", "Ot",
        "U", "U0c", "U0i", "U0m", "U0n", "U0ng", "U0p", "U0t", "U0u", "Ua", "Uc", "Ui", "Um", "Un", "Ung", "Ut", "Uu",
        "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay",
        "e", "ec", "em", "en", "eng", "eo", "ep", "et", "i", "iEc", "iEm", "iEn", "iEng", "iEp", "iEt", "iEu", "ia", "ich", "im", "in", "inh", "ip", "it", "iu",
        "o", "oAc", "oAm", "oAn", "oAng", "oAt", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oen", "oeo", "oet",
        "oi", "om", "on", "ong", "op", "ot",
        "u", "u0", "u@n", "u@ng", "u@t", "u@y", "uE", "uEch", "uEn", "uEnh", "uEt", "uEu", "uOc", "uOi", "uOm", "uOn", "uOng", "uOt", "ua", "uc", "ui", "um", "un", "ung", "up", "ut",
        "uy", "uyE", "uyEn", "uyEt", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "y", "yE", "yEm", "yEn", "yEng", "yEt", "yEu", "ych", "ynh", "yt",
};

/* Each precomposed letter of Vietnamese: its letter as above, its tone. Rows of 12: level, grave, hook, tilde, acute, dot; capital, small. */
static const struct {
        char letter;
        uint16_t forms[12];
} vowels[] = {
        { 'a', { 'A', 'a', 0xC0, 0xE0, 0x1EA2, 0x1EA3, 0xC3, 0xE3, 0xC1, 0xE1, 0x1EA0, 0x1EA1 } },
        { 'A', { 0x102, 0x103, 0x1EB0, 0x1EB1, 0x1EB2, 0x1EB3, 0x1EB4, 0x1EB5, 0x1EAE, 0x1EAF, 0x1EB6, 0x1EB7 } },
        { '@', { 0xC2, 0xE2, 0x1EA6, 0x1EA7, 0x1EA8, 0x1EA9, 0x1EAA, 0x1EAB, 0x1EA4, 0x1EA5, 0x1EAC, 0x1EAD } },
        { 'e', { 'E', 'e', 0xC8, 0xE8, 0x1EBA, 0x1EBB, 0x1EBC, 0x1EBD, 0xC9, 0xE9, 0x1EB8, 0x1EB9 } },
        { 'E', { 0xCA, 0xEA, 0x1EC0, 0x1EC1, 0x1EC2, 0x1EC3, 0x1EC4, 0x1EC5, 0x1EBE, 0x1EBF, 0x1EC6, 0x1EC7 } },
        { 'i', { 'I', 'i', 0xCC, 0xEC, 0x1EC8, 0x1EC9, 0x128, 0x129, 0xCD, 0xED, 0x1ECA, 0x1ECB } },
        { 'o', { 'O', 'o', 0xD2, 0xF2, 0x1ECE, 0x1ECF, 0xD5, 0xF5, 0xD3, 0xF3, 0x1ECC, 0x1ECD } },
        { 'O', { 0xD4, 0xF4, 0x1ED2, 0x1ED3, 0x1ED4, 0x1ED5, 0x1ED6, 0x1ED7, 0x1ED0, 0x1ED1, 0x1ED8, 0x1ED9 } },
        { '0', { 0x1A0, 0x1A1, 0x1EDC, 0x1EDD, 0x1EDE, 0x1EDF, 0x1EE0, 0x1EE1, 0x1EDA, 0x1EDB, 0x1EE2, 0x1EE3 } },
        { 'u', { 'U', 'u', 0xD9, 0xF9, 0x1EE6, 0x1EE7, 0x168, 0x169, 0xDA, 0xFA, 0x1EE4, 0x1EE5 } },
        { 'U', { 0x1AF, 0x1B0, 0x1EEA, 0x1EEB, 0x1EEC, 0x1EED, 0x1EEE, 0x1EEF, 0x1EE8, 0x1EE9, 0x1EF0, 0x1EF1 } },
        { 'y', { 'Y', 'y', 0x1EF2, 0x1EF3, 0x1EF6, 0x1EF7, 0x1EF8, 0x1EF9, 0xDD, 0xFD, 0x1EF4, 0x1EF5 } },
};

enum tone { TONE_LEVEL, TONE_GRAVE, TONE_HOOK, TONE_TILDE, TONE_ACUTE, TONE_DOT };

struct syllable {
        char letters[LETTERS_MAX + 1];
        size_t n;
        int tone;
        bool bad;
};

struct word {
        const char *letters;
        int tone;
};

/* Names of places that are no syllables of Vietnamese and stand in official text: Đắk Lắk, Đăk Nông, Bắc Kạn. */
static const struct word names[] = { { "DAk", TONE_ACUTE }, { "DAk", TONE_LEVEL }, { "lAk", TONE_ACUTE }, { "lAk", TONE_LEVEL }, { "kan", TONE_DOT } };

/*
 * Of official text: của và được các ngày tháng năm về nhân dân số định quyết nghị ủy tỉnh thành phố chính phủ hành thực hiện đơn vị công không có là
 * người.
 */
static const struct word frequent[] = {
        { "cua", TONE_HOOK }, { "va", TONE_GRAVE }, { "DU0c", TONE_DOT }, { "cac", TONE_ACUTE }, { "ngay", TONE_GRAVE }, { "thang", TONE_ACUTE },
        { "nAm", TONE_LEVEL }, { "vE", TONE_GRAVE }, { "nh@n", TONE_LEVEL }, { "d@n", TONE_LEVEL }, { "sO", TONE_ACUTE }, { "Dinh", TONE_DOT },
        { "quyEt", TONE_ACUTE }, { "nghi", TONE_DOT }, { "uy", TONE_HOOK }, { "tinh", TONE_HOOK }, { "thanh", TONE_GRAVE }, { "phO", TONE_ACUTE },
        { "chinh", TONE_ACUTE }, { "phu", TONE_HOOK }, { "hanh", TONE_GRAVE }, { "thUc", TONE_DOT }, { "hiEn", TONE_DOT }, { "D0n", TONE_LEVEL },
        { "vi", TONE_DOT }, { "cOng", TONE_LEVEL }, { "khOng", TONE_LEVEL }, { "co", TONE_ACUTE }, { "la", TONE_GRAVE }, { "ngU0i", TONE_GRAVE },
};

static bool find_vowel(uint32_t cp, char *letter, int *tone)
{
        for (size_t i = 0; i < ARRAY_LEN(vowels); i++) {
                for (int k = 0; k < 12; k++) {
                        if (vowels[i].forms[k] != cp)
                                continue;
                        *letter = vowels[i].letter;
                        *tone = k / 2;
                        return true;
                }
        }
        return false;
}

static void set_tone(struct syllable *s, int tone)
{
        if (tone == TONE_LEVEL)
                return;
        s->bad |= s->tone != TONE_LEVEL;
        s->tone = tone;
}

/* U+0302, U+0306 and U+031B change the letter before them; the five tones stand for themselves. */
static bool combining(struct syllable *s, uint32_t cp)
{
        static const char from[] = "aeoaou", to[] = "@EOA0U";
        static const uint32_t by[] = { 0x302, 0x302, 0x302, 0x306, 0x31B, 0x31B };
        char *last = s->n ? &s->letters[s->n - 1] : NULL;

        if (cp < 0x300 || cp > 0x36F)
                return false;
        if (cp == 0x300 || cp == 0x301 || cp == 0x303 || cp == 0x309 || cp == 0x323) {
                set_tone(s, cp == 0x300 ? TONE_GRAVE : cp == 0x301 ? TONE_ACUTE : cp == 0x303 ? TONE_TILDE : cp == 0x309 ? TONE_HOOK : TONE_DOT);
                return true;
        }
        for (size_t i = 0; last && i < ARRAY_LEN(by); i++) {
                if (by[i] == cp && from[i] == *last) {
                        *last = to[i];
                        return true;
                }
        }
        s->bad = true;
        return true;
}

static void add_letter(struct syllable *s, uint32_t cp)
{
        char letter = 0;
        int tone = TONE_LEVEL;

        if (combining(s, cp))
                return;
        if (!find_vowel(cp, &letter, &tone)) {
                if (cp == 0x110 || cp == 0x111)
                        letter = 'D';
                else if (cp < 0x80)
                        letter = (char) (cp | 0x20);
        }
        if (!letter || s->n == LETTERS_MAX) {
                s->bad = true;
                return;
        }
        set_tone(s, tone);
        s->letters[s->n++] = letter;
}

static int by_text(const void *a, const void *b)
{
        return strcmp(a, *(const char *const *) b);
}

/* k, gh and ngh stand before e, ê, i and y only; c, g and ng before all others. */
static bool fits(const char *onset, const char *rhyme)
{
        bool front = strchr("eEiy", rhyme[0]) && rhyme[0];

        if (strcmp(onset, "k") == 0 || strcmp(onset, "gh") == 0 || strcmp(onset, "ngh") == 0)
                return front;
        if (strcmp(onset, "c") == 0 || strcmp(onset, "ng") == 0)
                return !front;
        if (strcmp(onset, "g") == 0)
                return !front || rhyme[0] == 'i';
        return true;
}

/* c, ch, p and t at the end take the acute or the dot. */
static bool tone_fits(const struct syllable *s)
{
        char last = s->letters[s->n - 1];
        bool stop = last == 'c' || last == 'p' || last == 't' || (s->n > 1 && last == 'h' && s->letters[s->n - 2] == 'c');

        return !stop || s->tone == TONE_ACUTE || s->tone == TONE_DOT;
}

static bool is_rhyme(const char *s)
{
        return bsearch(s, rhymes, ARRAY_LEN(rhymes), sizeof(*rhymes), by_text) != NULL;
}

static bool is_among(const struct syllable *s, const struct word *words, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                if (s->tone == words[i].tone && strcmp(s->letters, words[i].letters) == 0)
                        return true;
        }
        return false;
}

static bool exists(const struct syllable *s)
{
        if (s->bad || s->n == 0 || !tone_fits(s))
                return false;
        if (is_rhyme(s->letters) || is_among(s, names, ARRAY_LEN(names)) || strcmp(s->letters, "gi") == 0 || strcmp(s->letters, "D") == 0) /* "đ" is the currency, and an item */
                return true;
        for (size_t i = 0; i < ARRAY_LEN(onsets); i++) {
                size_t len = strlen(onsets[i]);

                if (strncmp(s->letters, onsets[i], len) == 0 && is_rhyme(s->letters + len) && fits(onsets[i], s->letters + len))
                        return true;
        }
        return false;
}

static struct syllable syllable_of(struct span word)
{
        struct syllable s = { 0 };
        const char *end = word.ptr + word.len;
        unsigned len;

        for (const char *p = word.ptr; p < end && !s.bad; p += len)
                add_letter(&s, utf8_decode(p, end, &len));
        return s;
}

bool syllable_is_valid(struct span word)
{
        struct syllable s = syllable_of(word);

        return exists(&s);
}

static bool is_letter(uint32_t cp)
{
        /* from U+00A1: where a wrong reading leaves signs in a word, the word must not fall into valid pieces */
        return (cp < 0x80 && (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') || (cp > 0xA0 && cp < 0x2000) || (cp >= 0x20A0 && cp < 0x2200) || cp >= 0xE000 ||
               (cp >= 0x80 && cp < 0xA0);
}

/* "QĐ", "HĐND": in every document, and a syllable under no reading. */
static bool is_abbreviation(struct span word)
{
        const char *end = word.ptr + word.len;
        unsigned len;

        for (const char *p = word.ptr; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (cp != 0x110 && (cp < 'A' || cp > 'Z' || memchr("AEIOUY", (int) cp, 6)))
                        return false;
        }
        return word.len > 2;
}

static void count_word(struct syllables *count, struct span word)
{
        struct syllable s = syllable_of(word);
        bool valid = exists(&s);

        if (!valid && is_abbreviation(word))
                return;
        count->words++;
        count->valid += valid;
        count->frequent += valid && is_among(&s, frequent, ARRAY_LEN(frequent));
}

struct syllables syllables_count(struct span text)
{
        const char *end = text.ptr + text.len, *word = text.ptr;
        struct syllables count = { 0 };
        bool beyond = false;
        unsigned len;

        for (const char *p = text.ptr; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (is_letter(cp)) {
                        beyond |= cp >= 0x80;
                        continue;
                }
                if (beyond)
                        count_word(&count, (struct span) { word, (size_t) (p - word) });
                word = p + len;
                beyond = false;
        }
        if (beyond)
                count_word(&count, (struct span) { word, (size_t) (end - word) });
        return count;
}
