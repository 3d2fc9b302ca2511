/*
 * ICU, which is loaded when the first text asks for it. Vietnamese goes by the tables here; only what they do not hold is ICU's business, and most questions to
 * an archive never meet it: loading it would take as long as answering.
 *
 * The public library names it among the libraries it needs, so that packages know; the program does not.
 */
#ifndef NORMALIZER_ICU_H
#define NORMALIZER_ICU_H

#include <unicode/uchar.h>
#include <unicode/uclean.h>
#include <unicode/unorm2.h>

/* What is used of it. (ICU's headers put its version behind each name, so members and symbols have it too.) */
#define ICU_FUNCTIONS(F) \
        F(u_charType) F(u_getCombiningClass) F(u_getIntPropertyValue) F(u_setMemoryFunctions) F(u_tolower) \
        F(unorm2_getDecomposition) F(unorm2_getNFCInstance) F(unorm2_getNFDInstance) F(unorm2_normalize)

struct icu {
#define ICU_MEMBER(name) __typeof__(&name) name;
        ICU_FUNCTIONS(ICU_MEMBER)
#undef ICU_MEMBER
};

extern const struct icu *icu_loaded; /* NULL = not yet */

/* Ends the program when it cannot be loaded, as one that is linked in the usual way would have ended at its start. */
const struct icu *icu_load(void);

static inline const struct icu *icu(void)
{
        return icu_loaded ? icu_loaded : icu_load();
}

#endif
