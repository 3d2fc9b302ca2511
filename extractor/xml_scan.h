/*
 * The plain XML that word processors write, taken apart without libxml2.
 *
 * Nearly every part of every document keeps to a small piece of XML: UTF-8, tags with quoted attributes, text, the five entities. This scanner knows
 * that piece, checks all of it - the nesting of tags, names and their prefixes, attributes said twice, the letters - and nothing beyond it. Where it meets
 * anything else, well-formed or not (a comment, CDATA, a numeric reference, a carriage return in text, a prefix bound anew, a limit come near), it gives the
 * part back unread, and libxml2 decides. So no error and no limit is ever told from here: what is accepted would have told the handler the same
 * through libxml2, and what is not is read as if this file did not exist. test_xml_scan holds it to that.
 *
 * Nothing is told before the whole part is known to be good: the scan writes a tape of events, which xml.c plays to the handler.
 */
#ifndef EXTRACTOR_XML_SCAN_H
#define EXTRACTOR_XML_SCAN_H

#include "extractor/xml.h"

enum xml_event_kind { XML_EVENT_START, XML_EVENT_END, XML_EVENT_TEXT, XML_EVENT_LETTER };

struct xml_event {
        uint32_t begin, end; /* in the part: a start tag without its brackets, or text; a letter's own code in begin */
        uint16_t token;
        uint8_t kind, depth; /* open elements, the event's own among them */
};

struct xml_tape {
        struct xml_event *events;
        size_t n, room;
};

void xml_tape_releasep(struct xml_tape *tape);

/*
 * Scan @bytes, behind which a NUL stands, onto @tape: elements of the handler's vocabulary, the root, and text where there is a handler for it.
 * True, or false and the tape says nothing.
 */
bool xml_scan(struct xml_tape *tape, struct span bytes, const struct xml_handler *handler, const struct extractor_limits *limits);

/* The next attribute of a start tag on the tape, whose bytes are @tag, behind *at (0 = the first). False: there are no more. */
struct xml_scanned_attribute {
        struct span prefix, local, value;
};
bool xml_scan_attribute(struct xml_scanned_attribute *attribute, struct span tag, size_t *at);

#endif
