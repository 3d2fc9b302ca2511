/*
 * UTF-16 to UTF-8, for text files and for the rare XML part that is stored so.
 */
#ifndef EXTRACTOR_UTF16_H
#define EXTRACTOR_UTF16_H

#include "common/arena.h"

/*
 * Decode @units (without a byte order mark) into @arena. Strict: a lone surrogate or an odd last byte is bad.
 * Returns false with the byte offset of the first bad unit in *bad.
 */
bool utf16_decode(struct span *out, struct arena *arena, struct span units, bool big_endian, size_t *bad);

#endif
