/* Any UTF-8 through the normalizer: forms are valid and stable, the origin map never decreases and ends inside the text it was made from. */
#include "tests/fuzz/fuzz.h"

#include "normalizer/normalizer.h"

/* Bytes that are no UTF-8 become '?': the normalizer is promised none. */
static struct span as_utf8(struct arena *arena, struct span bytes)
{
        char *copy = arena_strndup(arena, bytes);
        unsigned len;

        for (char *p = copy, *end = copy + bytes.len; p < end; p += len) {
                if (utf8_decode(p, end, &len) == UTF8_BAD || *p == '\r' || *p == '\0')
                        *p = '?';
        }
        return (struct span) { copy, bytes.len };
}

static void hold_origin(const struct norm_text *t)
{
        for (size_t i = 0; t->origin && i <= t->text.len; i++)
                HOLD(t->origin[i] <= t->display.len && (!i || t->origin[i] >= t->origin[i - 1]));
        for (size_t i = 0; i < t->text.len; i += 1 + i / 7) {
                struct range r = norm_origin(t, (struct range) { (uint32_t) (i / 2), (uint32_t) i });

                HOLD(r.begin <= r.end && r.end <= t->display.len);
        }
}

static void match_forms(struct arena *arena, struct span display)
{
        struct norm_text once, twice;

        norm_match_text(&once, arena, display);
        HOLD(utf8_is_valid(once.text));
        hold_origin(&once);
        norm_match_text(&twice, arena, once.text);
        HOLD(span_eq(once.text, twice.text));
}

static void folded_forms(struct arena *arena, struct span s)
{
        struct span folded = span_of(norm_folded(arena, s));

        HOLD(utf8_is_valid(folded));
        HOLD(utf8_is_valid(span_of(norm_lowered(arena, s))));
        HOLD(utf8_is_valid(span_of(norm_sentence_case(arena, s))));
        HOLD(utf8_is_valid(span_of(norm_unit_name(arena, s, NULL))));
        HOLD(span_eq(span_of(norm_folded(arena, folded)), folded));
}

static void keys(struct arena *arena, struct span s)
{
        struct norm_key key, again;

        if (norm_key_parse(&key, arena, s, NULL))
                return;
        HOLD(key.key && utf8_is_valid(span_of(key.key)));
        if (strlen(key.key) > 900) /* 1 KB is read */
                return;
        HOLD(norm_key_parse(&again, arena, span_of(key.key), NULL) == 0);
        HOLD(strcmp(key.key, again.key) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct arena arena = { 0 };
        struct document doc = { 0 };

        doc.text = as_utf8(&arena, input_span(data, size));
        if (size)
                document_add_block(&doc, &arena, (struct range) { 0, (uint32_t) size });
        norm_display(&doc, &arena);
        HOLD(utf8_is_valid(doc.text));
        for (size_t i = 0; i < doc.n_blocks; i++)
                HOLD(doc.blocks[i].text.begin <= doc.blocks[i].text.end && doc.blocks[i].text.end <= doc.text.len);
        match_forms(&arena, doc.text);
        folded_forms(&arena, doc.text);
        keys(&arena, doc.text);
        arena_release(&arena);
        return 0;
}
