/*
 * The encodings that Vietnamese was typed in before Unicode.
 *
 * Word processors keep such text as if it were Windows-1252: TCVN3 "Qu\xD5t \xAE\xDEnh" is stored as "QuÕt ®Þnh" in a font that draws Õ as ế.
 * So the decoders take UTF-8 whose characters stand for bytes: U+0000-U+00FF, the characters of Windows-1252 for 80-9F, and
 * U+F020-U+F0FF, where symbol fonts put theirs. Every other character is kept, and so is a byte the encoding gives no letter.
 */
#ifndef EXTRACTOR_LEGACY_H
#define EXTRACTOR_LEGACY_H

#include "common/buf.h"

enum legacy {
        LEGACY_NONE,
        LEGACY_TCVN3,      /* ABC, the VN3 subset: no capital has a tone */
        LEGACY_VNI,        /* a mark byte behind the vowel */
        LEGACY_VPS,        /* 14 bytes serve a capital and a small letter: small, unless the word is in capitals */
        LEGACY_VISCII,     /* RFC 1456 */
        LEGACY_CP1258,     /* tones come as combining marks */
        LEGACY_VIQR,       /* ASCII: "Vie^.t Nam" */
        LEGACY_UTF8_TWICE, /* UTF-8 that was taken for Windows-1252 and encoded again */
        LEGACY_KINDS,
};

/* As document.encoding and the diagnostics name it: "TCVN3". */
const char *legacy_name(enum legacy legacy);

/* Append @text, which stands for bytes, as the letters it means. LEGACY_UTF8_TWICE needs text that legacy_is_utf8_twice(). */
void legacy_decode(struct buf *out, enum legacy legacy, struct span text);

/* Append bytes as the characters that stand for them in Windows-1252. */
void legacy_widen(struct buf *out, struct span bytes);

/* Do the characters of @text stand for bytes, all of them, that are UTF-8 with letters beyond ASCII? */
bool legacy_is_utf8_twice(struct span text);

/* for legacy.c */
void viqr_decode(struct buf *out, struct span text);

#endif
