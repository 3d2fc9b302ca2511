/* The reader of document numbers, which key.c and key_mark.c share: a cursor over the cleaned text, and what has been read. */
#ifndef NORMALIZER_KEY_READER_H
#define NORMALIZER_KEY_READER_H

#include "normalizer/normalizer.h"

struct reader {
        const char *p, *end;
        const struct norm_abbrs *abbrs;
        struct arena *arena;
        struct norm_key *key;
        struct buf out;     /* the key so far */
        struct span word;   /* the word before the number, a type word or "số"; empty = none */
        bool lower;         /* the first mark was in lower case: so may the others be */
};

static inline bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static inline bool is_alnum(char c)
{
        return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80);
}

/* The digit that @c is or is taken for by a scanner; 0 = none. */
static inline char digit_of(char c)
{
        switch (c) {
        case 'O': case 'o':
                return '0';
        case 'l': case 'I':
                return '1';
        default:
                return is_digit(c) ? c : '\0';
        }
}

static inline void skip_spaces(struct reader *r)
{
        while (r->p < r->end && *r->p == ' ')
                r->p++;
}

static inline char peek(const struct reader *r)
{
        return r->p < r->end ? *r->p : '\0';
}

/* Take the character @c after any spaces; otherwise nothing is taken. */
static inline bool take(struct reader *r, char c)
{
        const char *p = r->p;

        skip_spaces(r);
        if (peek(r) == c) {
                r->p++;
                return true;
        }
        r->p = p;
        return false;
}

/* Marks behind @separator, which has been taken, as far as they go. */
void key_read_marks(struct reader *r, char separator);
/* "105 TC/ĐT", "1357TC/QĐ-TCT", "31/2013 QĐ-UBND", "150 CP": the separator is lost, the mark goes on with one or is enough by itself. */
bool key_lost_separator(const struct reader *r);

#endif
