/*
 * Start tags measured in raw bytes, so that a tag with too many attributes is refused before a parser compares them.
 */
#ifndef EXTRACTOR_XML_GUARD_H
#define EXTRACTOR_XML_GUARD_H

#include "extractor/extractor.h"

enum xml_guard { XML_GUARD_OK, XML_GUARD_ATTRIBUTES, XML_GUARD_TAG };

/*
 * Check the start tags in @bytes, which begin in text or with a tag. *cut is how many bytes may go to the parser: complete tags only,
 * unless @last says that nothing follows. *cut == 0: a tag is longer than @bytes, read on.
 *
 * o:gfxdata of a VML shape holds a whole drawing in one attribute: it does not count towards the length of its tag, up to 64 times the limit.
 */
enum xml_guard xml_guard_check(struct span bytes, bool last, const struct extractor_limits *limits, size_t *cut);

#endif
