/* The pages of a scan as text: rendered by pdftoppm (poppler), read by tesseract with its Vietnamese letters. Only where somebody has asked for it. */
#ifndef EXTRACTOR_OCR_H
#define EXTRACTOR_OCR_H

#include "extractor/convert.h"

/*
 * Read those of @wanted of @input, a PDF, page by page into @out: UTF-8, pages parted by FF, out->pages and its neighbours counted. @tesseract: its path.
 * Returns 0 when at least one page was read or there is none; needs_helper when pdftoppm or the Vietnamese letters are missing; helper_failed with *detail; ERROR_SYSTEM.
 */
int ocr_pdf(struct converted *out, struct span input, const struct page_set *wanted, const char *tesseract, const char **detail);

#endif
