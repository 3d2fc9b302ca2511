/*
 * LibreOffice, which makes DOCX of what it reads. Nearly all a conversion costs is the program's start, so files that will be asked for soon are made in the same
 * call and kept, told by their bytes.
 */
#ifndef EXTRACTOR_SOFFICE_H
#define EXTRACTOR_SOFFICE_H

#include "extractor/convert.h"

struct soffice_kind {
        const char *filter; /* as LibreOffice names it: left to itself it takes garbage for a text */
        const char *ending; /* "doc" */
};

enum {
        SOFFICE_BATCH = 16,            /* files in one call */
        SOFFICE_ALONG_BYTES = 4 << 20, /* of those that are made along: an RTF of 500 KB takes as long as ten DOC */
};

/*
 * Convert @inputs[0] into out->out, and keep what comes of all @n for later calls. A call for many that fails or makes no document of the first is done again for the
 * first alone: one bad file costs the others time and nothing else. out->done inputs, from the first on, need not be sent along again. @program: its path.
 * Returns 0; helper_failed with *detail; ERROR_SYSTEM.
 */
int soffice_convert(struct converted *out, const struct soffice_kind *kind, const struct span *inputs, size_t n, const char *program, const char **detail);

#endif
