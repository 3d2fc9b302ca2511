/*
 * What the readers of formats share; private to the extractor.
 *
 * A format is one file with one struct format, and one row of the table in extractor.c. matches() looks at content only and is
 * cheap; read() fills text, blocks, media_type and encoding, and refuses with document_refuse().
 */
#ifndef EXTRACTOR_FORMAT_H
#define EXTRACTOR_FORMAT_H

#include "extractor/extractor.h"

struct source {
        const char *path;  /* as given, for its ending only */
        struct span bytes; /* never empty */
        const char *charset; /* what a mail says of it, or NULL */
        bool kept;         /* the bytes live as long as the document's arena */
        const struct extractor_limits *limits;
};

struct format {
        const char *name; /* as a person calls it: "DOCX" */
        bool (*matches)(const struct source *source);
        int (*read)(struct document *doc, struct arena *arena, const struct source *source);
};

extern const struct format format_plain;
extern const struct format format_zip; /* DOCX and ODT, and a clear answer for every other zip */
extern const struct format format_html;
extern const struct format format_pdf;
extern const struct format format_rtf;
extern const struct format format_mht;
extern const struct format format_ole;
extern const struct format format_foreign; /* told apart, but not read */

/* Note @code with a detail (printf) on @doc and return it. */
int document_refuse(struct document *doc, struct arena *arena, enum diag_code code, const char *detail, ...)
        __attribute__((format(printf, 4, 5)));
/* The same for one with more text than limits->text_bytes or limits->blocks. */
int document_refuse_text(struct document *doc, struct arena *arena, const struct extractor_limits *limits);
/* Note something that does not end the reading. */
void document_note(struct document *doc, struct arena *arena, enum diag_code code, const char *detail, ...)
        __attribute__((format(printf, 4, 5)));

/* A detail may quote a name out of a damaged file; it is printed as UTF-8, so what is none, or was cut, becomes '?'. */
void make_printable(char *text);

/* The length of @line without white space at its end: spaces, tabs, U+00A0. */
size_t line_trimmed(struct span line);

/* Does @path end in @ending (".docx"), upper or lower case? */
bool path_ends(const char *path, const char *ending);

#endif
