/*
 * Paragraphs as they are written: the chain of open ones, their runs and looks, and the table or text box around them.
 *
 * A paragraph is written straight behind the text so far. Paragraphs inside a paragraph, which is how text boxes come, are kept
 * with the paragraph that holds them and follow it when it ends. So the open paragraphs form a chain, outermost last, and
 * everything that belongs to one - its run, its look, its boxes - lives in its struct.
 */
#ifndef EXTRACTOR_WRITER_H
#define EXTRACTOR_WRITER_H

#include "extractor/extractor.h"
#include "extractor/legacy_runs.h"
#include "extractor/look.h"

/* Display text under construction: each block's range speaks of text. */
struct story {
        struct buf text;
        struct block *blocks; /* in the arena */
        size_t n, room;
};

/* What was left out or could not be shown, over all parts of a document. */
struct losses {
        size_t deletions; /* tracked */
        size_t hidden;    /* runs */
        size_t symbols;   /* of symbol fonts */
        size_t labels;    /* automatic numbers too long to be shown */
        struct legacy_tally legacy;
        /* no losses, but counted over a document too */
        bool full; /* text or blocks are past the limit: nothing is kept any more, the document is refused */
        size_t label_bytes;
        size_t tables; /* the number of the last one */
};

enum { LABEL_MAX = 96 };

/* What stands before the paragraph's own text. */
struct label {
        char text[LABEL_MAX + 1];
        size_t len;            /* 0 = nothing is shown */
        bool apart;            /* a tab or space follows */
        bool cut;              /* it was longer than a label can be, and is not given */
        struct look look; /* what the level says of its number's letters */
};

struct run {
        struct look own, style;
        bool bold, caps, hidden; /* in effect, once settled */
        enum font font;
        bool settled;
};

struct paragraph {
        struct paragraph *outer;
        struct story boxes; /* paragraphs inside this one */
        size_t begin;           /* in the text it is written to */
        struct look own, style, mark; /* mark: of the letters of its automatic number */
        struct run run;
        struct legacy_runs legacy; /* its runs in fonts that are not plain */
        uint32_t source_line;
        bool in_run, in_run_properties;
        bool any, any_light; /* letters, letters that are not bold */
        bool mark_deleted;   /* its end is a tracked deletion: the next paragraph goes on in it */
        bool joining;        /* ended so, and waits for the next */
        bool counted;        /* its automatic number was looked for */
        uint8_t label;       /* length of that number, with what parts it from the text */
};

struct table {
        uint16_t number, row, column, columns;
        bool any_row;
};

/* What a text box begins anew, and its end brings back. */
struct context {
        enum block_part part;
        size_t first_table;
};

struct writer {
        struct story *out;
        struct losses *losses;
        struct arena *arena;
        const struct extractor_limits *limits;
        struct look base; /* of a new paragraph, nothing unset */
        bool fonts;       /* some text is in a font that is not plain: the rest is looked at too */
        const struct label *(*count)(void *context, struct look look); /* count a paragraph of a list, look.list > 0; may be NULL */
        void *context;
        struct paragraph *paragraph; /* innermost, NULL = none */
        struct paragraph *spare;     /* to be used again */
        struct table *tables;        /* a stack; those below first_table lie outside the open text box */
        size_t n_tables, room_tables, first_table;
        struct context *contexts; /* a stack */
        size_t n_contexts, room_contexts;
        enum block_part part;
        uint32_t paragraphs;
        size_t letters; /* bytes that are not white space, in any block */
};

/* Append all of @more, blocks moved along. */
void story_append(struct story *out, struct arena *arena, const struct story *more);

/*
 * The story becomes the document's text and blocks, and the losses its diagnostics; where more than half of the text was in a legacy encoding, that is the
 * document's.
 */
void document_take_story(struct document *doc, struct arena *arena, const struct story *story, const struct losses *losses);

void writer_paragraph_begins(struct writer *w);
void writer_paragraph_ends(struct writer *w);

/* When the properties of the paragraph are known: its automatic number, once, as count() says. Without this it comes by itself. */
void writer_label(struct writer *w);
/* The number itself, for who counts otherwise; once in a paragraph. */
void writer_put_label(struct writer *w, const struct label *label);

/* Outside a paragraph these do nothing. */
void writer_run_begins(struct writer *w);
void writer_run_ends(struct writer *w);

/* Text of the open run, which must be in a paragraph; capitals and hidden runs are seen to. */
void writer_put(struct writer *w, struct span s);
/* The same in this font, whatever the run's is. */
void writer_put_in(struct writer *w, struct span s, enum font font);

void writer_table_begins(struct writer *w);
void writer_table_ends(struct writer *w);
void writer_row_begins(struct writer *w);
void writer_cell_ends(struct writer *w);
/* Grid columns before a row's first cell, and those that the open cell covers; no table, no effect. */
void writer_grid_before(struct writer *w, long columns);
void writer_grid_span(struct writer *w, long columns);

void writer_textbox_begins(struct writer *w);
void writer_textbox_ends(struct writer *w);

/* Close what is open, after an error too, and let go of the heap. */
void writer_finish(struct writer *w);

#endif
