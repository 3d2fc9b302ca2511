/*
 * Which part of the package is which, as its relationships tell.
 */
#ifndef EXTRACTOR_DOCX_PARTS_H
#define EXTRACTOR_DOCX_PARTS_H

#include "extractor/package.h"

enum docx_role {
        DOCX_MAIN,
        DOCX_STYLES,
        DOCX_NUMBERING,
        DOCX_THEME,
        DOCX_FOOTNOTES,
        DOCX_ENDNOTES,
        DOCX_COMMENTS,
        DOCX_HEADER,
        DOCX_FOOTER,
        DOCX_ROLES,
};

struct docx_part {
        enum docx_role role;
        int part; /* of the package */
};

struct docx_parts {
        struct docx_part *items; /* each part of the package once, in the order of the relationships */
        size_t n, room;
};

/*
 * The main part: by the package's relationships, else by the content types, else "word/document.xml" when there is one.
 * Returns 0 with *part, no_document_part, or as xml_read_part().
 */
int docx_find_main(int *part, struct package *package, struct arena *arena, const struct extractor_limits *limits, const char **detail);

/* The parts that the main part points to and the package holds. Returns 0 or as xml_read_part(). */
int docx_find_parts(struct docx_parts *out, struct package *package, int main, struct arena *arena, const struct extractor_limits *limits,
        const char **detail);

#endif
