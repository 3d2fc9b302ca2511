/* The decoders of old encodings: the first byte chooses one, the rest is bytes to be widened and decoded, guessed, and decoded as runs of a font. */
#include "tests/fuzz/fuzz.h"

#include "extractor/legacy_guess.h"
#include "extractor/legacy_runs.h"

static void decode_runs(struct span text, uint8_t choice)
{
        struct legacy_runs runs = { 0 };
        struct legacy_tally tally = { 0 };
        struct arena arena = { 0 };
        struct buf out = { 0 };
        size_t at = 0;

        buf_puts(&out, "\u1EA1 ");
        for (struct span rest = text; rest.len;) { /* fonts change at spaces */
                const char *space = memchr(rest.ptr, ' ', rest.len);
                size_t len = space ? (size_t) (space + 1 - rest.ptr) : rest.len;

                buf_add(&out, rest.ptr, len);
                legacy_runs_add(&runs, &arena, at + 4, at + 4 + len, (enum font) ((choice + at) % FONTS), choice & 0x80);
                at += len;
                rest = (struct span) { rest.ptr + len, rest.len - len };
        }
        legacy_runs_settle(&runs, &out, 4, &tally);
        HOLD(utf8_is_valid(buf_span(&out)));
        buf_release(&out);
        arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct buf wide = { 0 }, decoded = { 0 };
        enum legacy legacy;
        struct span bytes;

        if (!size)
                return 0;
        bytes = input_span(data + 1, size - 1);
        legacy = (enum legacy) (1 + data[0] % (LEGACY_KINDS - 1));
        legacy_widen(&wide, bytes);
        HOLD(utf8_is_valid(buf_span(&wide)));
        if (wide.len) {
                if (legacy != LEGACY_UTF8_TWICE || legacy_is_utf8_twice(buf_span(&wide)))
                        legacy_decode(&decoded, legacy, buf_span(&wide));
                HOLD(utf8_is_valid(buf_span(&decoded)));
                legacy_guess_text(buf_span(&wide));
                decode_runs(buf_span(&wide), data[0]);
        }
        HOLD(legacy_guess_bytes(bytes) < LEGACY_KINDS);
        buf_release(&wide);
        buf_release(&decoded);
        return 0;
}
