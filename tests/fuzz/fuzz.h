/*
 * What fuzz targets share. A target is one file with LLVMFuzzerTestOneInput(): libFuzzer calls it with inputs of its own (README.md), replay.c with
 * saved ones in every test run. A promise that does not hold ends the process in HOLD().
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "common/utf8.h"
#include "extractor/extractor.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLD(promise)                                                                        \
        do {                                                                                 \
                if (!(promise)) {                                                            \
                        fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #promise); \
                        abort();                                                             \
                }                                                                            \
        } while (0)

static inline struct span input_span(const uint8_t *data, size_t size)
{
        return (struct span) { size ? (const char *) data : "", size };
}

/* What extractor.h promises of every document, read or refused. */
static inline void hold_document(const struct document *doc, int code)
{
        uint32_t end = 0;

        HOLD(code >= 0);
        HOLD(!code || (!doc->n_blocks && !doc->text.len));
        HOLD(utf8_is_valid(doc->text));
        HOLD(!doc->text.len || (!memchr(doc->text.ptr, '\0', doc->text.len) && !memchr(doc->text.ptr, '\r', doc->text.len)));
        for (size_t i = 0; i < doc->n_blocks; i++) {
                HOLD(doc->blocks[i].text.begin >= end && doc->blocks[i].text.begin <= doc->blocks[i].text.end);
                end = doc->blocks[i].text.end;
                HOLD(end <= doc->text.len);
        }
        for (size_t i = 0; i < doc->diags.n; i++)
                HOLD(!doc->diags.items[i].detail || utf8_is_valid(span_of(doc->diags.items[i].detail)));
}

/* The next piece of @rest, which ends at a byte 1F: how an input carries several texts. */
static inline struct span next_piece(struct span *rest)
{
        const char *mark = rest->len ? memchr(rest->ptr, 0x1F, rest->len) : NULL;
        struct span piece = { rest->ptr, mark ? (size_t) (mark - rest->ptr) : rest->len };

        *rest = mark ? (struct span) { mark + 1, rest->len - piece.len - 1 } : (struct span) { rest->ptr + rest->len, 0 };
        return piece;
}

/* An input as changes to something sound: offset (3 bytes), length (1 byte) and the bytes to write there, again and again. */
static inline void patch(char *file, size_t len, struct span p)
{
        while (p.len > 4) {
                const unsigned char *h = (const unsigned char *) p.ptr;
                size_t at = (h[0] | h[1] << 8 | (size_t) h[2] << 16) % len, n = h[3];

                p = (struct span) { p.ptr + 4, p.len - 4 };
                n = n < p.len ? n : p.len;
                memcpy(file + at, p.ptr, n < len - at ? n : len - at);
                p = (struct span) { p.ptr + n, p.len - n };
        }
}

#endif
