/*
 * Conversions by helper programs, and the way to them for a process that has given up the right to start any.
 *
 * A worker that parses files nobody trusts may neither fork nor write (trichluc/sandbox.h). Before it locks itself in it starts a broker, a process that
 * knows the few conversions below and nothing else: it gets a file's bytes, runs the one program with its fixed arguments, and sends back what came of it.
 */
#ifndef EXTRACTOR_CONVERT_H
#define EXTRACTOR_CONVERT_H

#include "common/buf.h"
#include "extractor/extractor.h"

enum conversion {
        CONVERT_PDF_TEXT,  /* UTF-8, pages parted by FF */
        CONVERT_DOC_DOCX,  /* Word 97 and later */
        CONVERT_DOC95_DOCX,
        CONVERT_RTF_DOCX,
        CONVERT_PDF_OCR,   /* as PDF_TEXT, from the pages' pictures (ocr.h) */
        CONVERSIONS,
};

enum { PAGE_MAX = 4095 };

/* Pages of a PDF, from 1 on; those past PAGE_MAX are in no set. */
struct page_set {
        uint64_t bits[(PAGE_MAX + 1) / 64];
        bool some; /* false: every page there is is meant, whatever the bits are */
};

static inline bool page_set_has(const struct page_set *set, unsigned page)
{
        return page <= PAGE_MAX && (set->bits[page / 64] >> page % 64 & 1);
}

static inline void page_set_add(struct page_set *set, unsigned page)
{
        if (page <= PAGE_MAX)
                set->bits[page / 64] |= (uint64_t) 1 << page % 64;
}

struct converted {
        struct buf out; /* to be released */
        int status;     /* the program's exit code */
        uint32_t pages, pages_lost; /* OCR: those read, and those that could not be */
        bool pages_cut; /* OCR: more were not looked at */
        uint32_t done;  /* of soffice_convert() */
        char detail[128];
};

/*
 * Run @conversion over @input. Returns 0 with the output when the program ended by itself, whatever its exit code; needs_helper or helper_failed with a detail for
 * people; ERROR_SYSTEM.
 */
int convert(struct converted *out, enum conversion conversion, struct span input);
/* CONVERT_PDF_OCR of some pages alone; the others are blank in the output. */
int convert_scan(struct converted *out, struct span input, const struct page_set *pages);

#endif
