/*
 * A run of letters without a branch for each: a state machine whose states are shifts of a 64-bit row, so a byte costs one load and one shift. Vietnamese
 * changes between one, two and three bytes every few letters, which no branch predictor follows.
 */
#include "common/utf8.h"

/* The states, as the place of their six bits in a row. */
enum {
        DONE = 0,  /* between letters */
        ONE = 6,   /* one byte is missing */
        TWO = 12,
        AT_E0 = 18, AT_ED = 24, /* the second byte is restricted: overlong forms, surrogates */
        AT_EF = 30, AT_EFBF = 36, /* U+FFFE and U+FFFF are left to others */
        BAD = 42,
};

#define STOP (1ull << 63)
#define ROW(done, one, two, e0, ed, ef, efbf) \
        ((uint64_t) (done) << DONE | (uint64_t) (one) << ONE | (uint64_t) (two) << TWO | (uint64_t) (e0) << AT_E0 | (uint64_t) (ed) << AT_ED | \
                (uint64_t) (ef) << AT_EF | (uint64_t) (efbf) << AT_EFBF | (uint64_t) BAD << BAD)
#define BEGINS(state) ROW(state, BAD, BAD, BAD, BAD, BAD, BAD)
#define TIMES4(x) x, x, x, x
#define TIMES16(x) TIMES4(x), TIMES4(x), TIMES4(x), TIMES4(x)

#define A BEGINS(DONE)
#define LOW ROW(BAD, DONE, ONE, BAD, ONE, ONE, DONE)   /* 80-9F */
#define HIGH ROW(BAD, DONE, ONE, ONE, BAD, ONE, DONE)  /* A0-BD */
#define C2_DF BEGINS(ONE)
#define E1_EE BEGINS(TWO)

static const uint64_t rows[256] = {
        TIMES16(STOP), TIMES16(STOP),
        A, A, A, A, A, A, STOP /* & */, A, TIMES4(A), TIMES4(A), /* 20 */
        TIMES4(A), TIMES4(A), TIMES4(A), STOP /* < */, A, A, A,  /* 30 */
        TIMES16(A),
        TIMES4(A), TIMES4(A), TIMES4(A), A, STOP /* ] */, A, A,  /* 50 */
        TIMES16(A),
        TIMES4(A), TIMES4(A), TIMES4(A), A, A, A, STOP,          /* 70 */
        TIMES16(LOW), TIMES16(LOW), TIMES16(HIGH),
        TIMES4(HIGH), TIMES4(HIGH), TIMES4(HIGH), HIGH, HIGH,    /* B0 */
        ROW(BAD, DONE, ONE, ONE, BAD, ONE, BAD), ROW(BAD, DONE, ONE, ONE, BAD, AT_EFBF, BAD),
        STOP, STOP, C2_DF, C2_DF, TIMES4(C2_DF), TIMES4(C2_DF), TIMES4(C2_DF), TIMES16(C2_DF), /* C0 */
        BEGINS(AT_E0), E1_EE, E1_EE, E1_EE, TIMES4(E1_EE), TIMES4(E1_EE), E1_EE, BEGINS(AT_ED), E1_EE, BEGINS(AT_EF), /* E0 */
        TIMES16(STOP),
};

const char *utf8_skip_plain(const char *p, const char *end)
{
        const char *good = p;
        uint64_t state = DONE;

        for (; p < end && !(rows[(unsigned char) *p] & STOP); p++) {
                state = rows[(unsigned char) *p] >> (state & 63);
                good = (state & 63) == DONE ? p + 1 : good;
        }
        return good;
}

bool utf8_is_valid(struct span s)
{
        unsigned len;

        for (const char *p = s.ptr, *end = p + s.len; p < end; p += len) {
                if (utf8_decode(p, end, &len) == UTF8_BAD)
                        return false;
        }
        return true;
}
