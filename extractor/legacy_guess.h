/*
 * Which encoding is a text without fonts in? Told by what comes out: the reading whose words are Vietnamese syllables.
 */
#ifndef EXTRACTOR_LEGACY_GUESS_H
#define EXTRACTOR_LEGACY_GUESS_H

#include "extractor/legacy.h"

/*
 * Bytes that are no UTF-8. A reading is taken when nearly all words with marks are syllables under it and it stands clear of
 * every other that reads differently; else LEGACY_NONE. A long text is judged by its first 64 KB.
 */
enum legacy legacy_guess_bytes(struct span bytes);
/*
 * Text that is UTF-8 and may still be a legacy one inside: TCVN3, VNI or VPS stored as Windows-1252 characters, UTF-8 twice, VIQR.
 * LEGACY_NONE = it is what it seems, found out at once for text with the letters of Unicode Vietnamese.
 */
enum legacy legacy_guess_text(struct span text);

#endif
