/*
 * The element names of WordprocessingML and its neighbours that mean something to us, as tokens.
 *
 * Strict (ISO 29500) and transitional documents differ in their namespaces only; both map to the same token.
 */
#ifndef EXTRACTOR_OOXML_H
#define EXTRACTOR_OOXML_H

#include "extractor/xml.h"

enum ooxml_token {
        OOXML_OTHER,
        /* roots of parts */
        OOXML_DOCUMENT,
        OOXML_STYLES,
        OOXML_NOTES, /* footnotes, endnotes, comments, hdr, ftr */
        /* blocks */
        OOXML_P,
        OOXML_TBL,
        OOXML_TR,
        OOXML_TC,
        OOXML_TEXTBOX,
        /* paragraph, row and cell properties */
        OOXML_PPR,
        OOXML_PSTYLE,
        OOXML_JC,
        OOXML_OUTLINE,
        OOXML_TRPR,
        OOXML_GRID_BEFORE,
        OOXML_GRID_SPAN,
        /* runs */
        OOXML_R,
        OOXML_RPR,
        OOXML_RSTYLE,
        OOXML_BOLD,
        OOXML_CAPS,
        OOXML_VANISH,
        OOXML_FONTS,
        /* text */
        OOXML_T,
        OOXML_TAB,
        OOXML_BREAK,
        OOXML_SHAPE_BREAK, /* a:br stands between runs */
        OOXML_HYPHEN,
        OOXML_SOFT_HYPHEN,
        OOXML_SYMBOL,
        /* one branch of several */
        OOXML_ALTERNATE,
        OOXML_CHOICE,
        OOXML_FALLBACK,
        /* left out */
        OOXML_DELETED, /* del, moveFrom: around runs, or a mark in the properties of a paragraph or row */
        OOXML_SKIP,    /* field codes, old properties, placeholders' properties */
        /* styles */
        OOXML_STYLE,
        OOXML_NAME,
        OOXML_BASED_ON,
        OOXML_DEFAULTS,
        OOXML_TABLE_STYLE, /* tblStylePr */
        /* lists */
        OOXML_NUM_ID,
        OOXML_NUM_LEVEL,
        OOXML_ABSTRACT, /* abstractNum */
        OOXML_STYLE_LINK, /* numStyleLink */
        OOXML_LIST, /* num */
        OOXML_ABSTRACT_ID,
        OOXML_LEVEL_OVERRIDE,
        OOXML_START_OVERRIDE,
        OOXML_LEVEL,
        OOXML_START,
        OOXML_NUM_FORMAT,
        OOXML_LEVEL_TEXT,
        OOXML_SUFFIX,
        OOXML_RESTART,
        OOXML_LEGAL,
        /* themes */
        OOXML_MAJOR_FONT,
        OOXML_MINOR_FONT,
        OOXML_LATIN,
        /* packages */
        OOXML_RELATIONSHIP,
        OOXML_OVERRIDE,
};

extern const struct xml_vocabulary ooxml;

/* A switch like w:b: present means on, unless its value says 0, false or off. */
bool ooxml_on(const struct xml_element *element);

#endif
