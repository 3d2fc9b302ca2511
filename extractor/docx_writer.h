/*
 * Paragraphs as they are written: the chain of open ones, their runs and looks, and the table or text box around them.
 *
 * A paragraph is written straight behind the text so far. Paragraphs inside a paragraph, which is how text boxes come, are kept
 * with the paragraph that holds them and follow it when it ends. So the open paragraphs form a chain, outermost last, and
 * everything that belongs to one - its run, its look, its boxes - lives in its struct.
 */
#ifndef EXTRACTOR_DOCX_WRITER_H
#define EXTRACTOR_DOCX_WRITER_H

#include "extractor/docx_text.h"

struct docx_run {
        struct docx_look own, style;
        bool bold, caps, hidden; /* in effect, once settled */
        enum font font;
        bool settled;
};

struct docx_paragraph {
        struct docx_paragraph *outer;
        struct docx_text boxes; /* paragraphs inside this one */
        size_t begin;           /* in the text it is written to */
        struct docx_look own, style, mark; /* mark: of the letters of its automatic number */
        struct docx_run run;
        struct legacy_runs legacy; /* its runs in fonts that are not plain */
        uint32_t source_line;
        bool in_run, in_run_properties;
        bool any, any_light; /* letters, letters that are not bold */
        bool mark_deleted;   /* its end is a tracked deletion: the next paragraph goes on in it */
        bool joining;        /* ended so, and waits for the next */
        bool counted;        /* its automatic number was looked for */
        uint8_t label;       /* length of that number, with what parts it from the text */
};

struct docx_table {
        uint16_t number, row, column, columns;
        bool any_row;
};

/* What a text box begins anew, and its end brings back. */
struct docx_context {
        enum block_part part;
        size_t first_table;
};

struct docx_writer {
        struct docx_text *out;
        struct docx_losses *losses;
        const struct docx_sheet *sheet;
        struct arena *arena;
        struct docx_paragraph *paragraph; /* innermost, NULL = none */
        struct docx_paragraph *spare;     /* to be used again */
        struct docx_table *tables;        /* a stack; those below first_table lie outside the open text box */
        size_t n_tables, room_tables, first_table;
        struct docx_context *contexts; /* a stack */
        size_t n_contexts, room_contexts;
        enum block_part part;
        uint32_t paragraphs;
        size_t letters; /* bytes that are not white space, in any block */
};

void docx_paragraph_begins(struct docx_writer *w);
void docx_paragraph_ends(struct docx_writer *w);

/* When the properties of the paragraph are known: its automatic number, once. Without properties it comes by itself. */
void docx_label(struct docx_writer *w);

/* Outside a paragraph these do nothing. */
void docx_run_begins(struct docx_writer *w);
void docx_run_ends(struct docx_writer *w);

/* Text of the open run, which must be in a paragraph; capitals and hidden runs are seen to. */
void docx_put(struct docx_writer *w, struct span s);
/* The same in this font, whatever the run's is. */
void docx_put_in(struct docx_writer *w, struct span s, enum font font);

void docx_table_begins(struct docx_writer *w);
void docx_table_ends(struct docx_writer *w);
void docx_row_begins(struct docx_writer *w);
void docx_cell_ends(struct docx_writer *w);
/* Grid columns before a row's first cell, and those that the open cell covers; no table, no effect. */
void docx_grid_before(struct docx_writer *w, long columns);
void docx_grid_span(struct docx_writer *w, long columns);

void docx_textbox_begins(struct docx_writer *w);
void docx_textbox_ends(struct docx_writer *w);

/* Close what is open, after an error too, and let go of the heap. */
void docx_writer_finish(struct docx_writer *w);

#endif
