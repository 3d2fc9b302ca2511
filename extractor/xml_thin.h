/*
 * XML made thinner before it is parsed: elements and attributes that say nothing to the reader are taken out of the raw bytes.
 *
 * Half of a word processor's XML is colour, size, language and revision marks, repeated for every run, and a parser spends its time on
 * names. Taking them out is safe because only empty elements go, <w:sz w:val="28"/>, whose names mean nothing in any namespace the
 * reader knows, the properties that are left with nothing in them, <w:rPr></w:rPr>, and only plain name="value" attributes. A CDATA section could hold text that looks like such a tag: from the first one on a
 * part is left as it is.
 */
#ifndef EXTRACTOR_XML_THIN_H
#define EXTRACTOR_XML_THIN_H

#include "common/span.h"

struct xml_thin {
        struct {
                const char *name;
                size_t len;
        } slots[64];
        const char *const *attributes;
        bool off;
        /* one of the elements stays where keep() says so of its markup; NULL = none does, keep NULL = always */
        const char *watched;
        bool (*keep)(struct span markup);
};

/*
 * @elements: local names of empty elements to drop, at most 32; @attributes: beginnings of local names to drop, from any start tag. Both end in NULL
 * and may be NULL.
 */
void xml_thin_init(struct xml_thin *thin, const char *const *elements, const char *const *attributes);

/* Is this local name one of the elements? */
bool xml_thin_silent(const struct xml_thin *thin, struct span local);
/* Properties all of whose elements were silent are taken out too: <w:rPr></w:rPr>. */
bool xml_thin_may_be_hollow(struct span local);

/* Thin @len bytes in place; they begin and end between tags. Returns the new length. */
size_t xml_thin(struct xml_thin *thin, char *bytes, size_t len);

#endif
