/*
 * The element names of OpenDocument that mean something to us, as tokens.
 */
#ifndef EXTRACTOR_ODF_H
#define EXTRACTOR_ODF_H

#include "extractor/xml.h"

enum odf_token {
        ODF_OTHER,
        /* structure */
        ODF_BODY,      /* office:body */
        ODF_TEXT,      /* office:text: the only body that is a text */
        ODF_AUTOMATIC, /* automatic styles, each file's own */
        ODF_MASTER,    /* master pages hold heads and feet */
        ODF_HEAD,
        /* blocks */
        ODF_P,
        ODF_H,
        ODF_LIST,
        ODF_ITEM,
        ODF_TABLE,
        ODF_ROW,
        ODF_CELL,
        ODF_COVERED,
        ODF_TEXTBOX, /* and shapes that hold paragraphs themselves */
        ODF_NOTE,
        ODF_ANNOTATION,
        /* within a paragraph */
        ODF_SPAN,
        ODF_SPACE,
        ODF_TAB,
        ODF_BREAK,
        ODF_SKIP,
        ODF_DELETION,
        ODF_SECTION,
        /* styles */
        ODF_FONT_FACE,
        ODF_STYLE,
        ODF_DEFAULT_STYLE,
        ODF_PARAGRAPH_PROPERTIES,
        ODF_TEXT_PROPERTIES,
        ODF_LIST_STYLE,
        ODF_OUTLINE_STYLE,
        ODF_LEVEL_NUMBER,
        ODF_LEVEL_BULLET,
        ODF_LABEL_ALIGNMENT,
};

extern const struct xml_vocabulary odf;

#endif
