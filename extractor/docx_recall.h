/*
 * Sheets (docx_sheet.h) that were read before. The documents of an office come from a few templates, whose styles, lists and theme they hold byte for byte,
 * so a thread remembers the last few sheets by the packed bytes of those parts: the same bytes mean the same sheet, with nothing to unpack or to parse.
 *
 * Small ones only, and none that left a diagnostic. What a thread remembers is given back when the thread ends.
 *
 *         if (!docx_sheet_recall(&sheet, package, &parts, limits, arena)) {
 *                 struct arena *room = docx_sheet_begin(package, &parts, limits);
 *                 ... read the sheet into @room, or into the document's arena where that is NULL ...
 *                 if (room)
 *                         docx_sheet_end(&sheet, arena, all_went_well);
 *         }
 */
#ifndef EXTRACTOR_DOCX_RECALL_H
#define EXTRACTOR_DOCX_RECALL_H

#include "extractor/docx_sheet.h"

struct docx_sheet_parts {
        int theme, numbering, styles; /* of the package, -1 = none */
};

/* The sheet of these parts, if a document with the same was read under the same limits. Its lists are counted anew, in @arena. */
bool docx_sheet_recall(struct docx_sheet *out, const struct package *package, const struct docx_sheet_parts *parts, const struct extractor_limits *limits,
        struct arena *arena);

/* Room for the sheet that is about to be read, in place of the oldest; NULL: it is too large to be remembered. */
struct arena *docx_sheet_begin(const struct package *package, const struct docx_sheet_parts *parts, const struct extractor_limits *limits);

/* It is read, and @sheet is for one document: what counts moves to @arena. @good: and may be remembered. */
void docx_sheet_end(struct docx_sheet *sheet, struct arena *arena, bool good);

#endif
