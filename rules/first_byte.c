/* Counted, then placed; see first_byte.h. */
#include "rules/first_byte.h"

#include <assert.h>

static const char *word_of(const void *words, size_t i, size_t stride)
{
        const char *word;

        memcpy(&word, (const char *) words + i * stride, sizeof(word));
        return word;
}

void first_byte_index_make(struct first_byte_index *out, struct arena *arena, const void *words, size_t n, size_t stride)
{
        uint16_t next[256];

        assert(n <= UINT16_MAX);
        *out = (struct first_byte_index) { .rows = arena_array(arena, n + 1, sizeof(*out->rows)) };
        for (size_t i = 0; i < n; i++)
                out->begin[(unsigned char) *word_of(words, i, stride) + 1]++;
        for (int byte = 0; byte < 256; byte++) {
                next[byte] = out->begin[byte];
                out->begin[byte + 1] = (uint16_t) (out->begin[byte + 1] + out->begin[byte]);
        }
        for (size_t i = 0; i < n; i++) {
                const char *word = word_of(words, i, stride);

                out->rows[next[(unsigned char) *word]++] = (struct first_byte_row) { word, (uint32_t) strlen(word), (uint32_t) i };
        }
}
