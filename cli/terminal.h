/*
 * What a terminal does with text: how wide it shows it, and how to keep text from documents and file names from steering it.
 *
 * Shown as "\x1b": control characters (C0, DEL, U+0080-U+009F) and bytes that are no UTF-8. Shown as "\u202e": the marks that turn the
 * direction of writing (U+202A-U+202E, U+2066-U+2069), because with them a line says something else than its bytes.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "common/buf.h"

enum safe_blanks {
        BLANKS_SHOWN,  /* line ends and tabs are control characters like the others: names of files */
        BLANKS_SPACED, /* they become spaces: cells of a table */
};

/* Append @s, made harmless. */
void terminal_put_safe(struct buf *out, struct span s, enum safe_blanks blanks);

/* Columns that harmless UTF-8 takes on a terminal: combining marks 0, East Asian wide characters 2, all else 1. No locale involved. */
size_t terminal_width(struct span s);

/* The longest beginning of @s that is at most @width columns wide, in bytes; at least one character. */
size_t terminal_fit(struct span s, size_t width);

/* Columns of the terminal on @fd; 0 when it is none. */
size_t terminal_columns(int fd);

#endif
