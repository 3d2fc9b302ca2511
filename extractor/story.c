/* Stories: joined, and handed over to the document; see writer.h. */
#include "extractor/format.h"
#include "extractor/writer.h"

void story_append(struct story *out, struct arena *arena, const struct story *more)
{
        uint32_t moved = (uint32_t) out->text.len;

        for (size_t i = 0; i < more->n; i++) {
                struct block *block = arena_grow(arena, &out->blocks, &out->n, &out->room, sizeof(*block));

                *block = more->blocks[i];
                block->text.begin += moved;
                block->text.end += moved;
        }
        buf_add_span(&out->text, buf_span(&more->text));
}

static void note_count(struct document *doc, struct arena *arena, enum diag_code code, size_t count)
{
        if (count)
                document_note(doc, arena, code, "%zu", count);
}

static void note_losses(struct document *doc, struct arena *arena, const struct losses *l)
{
        note_count(doc, arena, DIAG_deletion_skipped, l->deletions);
        note_count(doc, arena, DIAG_hidden_skipped, l->hidden);
        note_count(doc, arena, DIAG_label_dropped, l->labels);
        note_count(doc, arena, DIAG_symbol_dropped, l->symbols + l->legacy.symbols);
        for (int i = LEGACY_NONE + 1; i < LEGACY_KINDS; i++) {
                if (l->legacy.bytes[i])
                        document_note(doc, arena, DIAG_encoding_decoded, "%s", legacy_name((enum legacy) i));
        }
}

void document_take_story(struct document *doc, struct arena *arena, const struct story *story, const struct losses *losses)
{
        enum legacy most = legacy_tally_main(&losses->legacy);

        if (losses->legacy.bytes[most] > story->text.len / 2)
                doc->encoding = legacy_name(most);
        doc->text = (struct span) { arena_strndup(arena, buf_span(&story->text)), story->text.len };
        doc->blocks = story->blocks;
        doc->n_blocks = story->n;
        doc->room_blocks = story->room;
        note_losses(doc, arena, losses);
}
