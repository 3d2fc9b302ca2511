/*
 * XML parts as a stream of elements: libxml2's push parser (SAX2) behind limits that hold before libxml2 pays for a breach.
 *
 * No tree, no network, no entity but the five of XML. A DOCTYPE is refused (DIAG_doctype_refused), and so are the inputs that
 * cost a parser more than their size (DIAG_limit_xml): depth, attributes of one element and namespaces in scope, which
 * libxml2 compares each with each, and the length of a start tag. Attributes are counted in the raw bytes, before the parser sees the tag.
 *
 * A part that keeps to the plain XML of word processors, as nearly all do, is taken apart by xml_scan.c, which tells the same at a third of the cost and
 * leaves everything else, every error and every limit to libxml2.
 *
 * Elements come as tokens: small numbers of the caller's own table of (namespace, name); 0 for all it does not name.
 */
#ifndef EXTRACTOR_XML_H
#define EXTRACTOR_XML_H

#include "extractor/package.h"

struct xml;

struct xml_namespace {
        const char *uri;
        int id; /* several uris may share one */
};

struct xml_name {
        int namespace;
        const char *local;
        int token; /* > 0 */
};

struct xml_vocabulary {
        const struct xml_namespace *namespaces;
        size_t n_namespaces;
        const struct xml_name *names;
        size_t n_names;
        const char *const *silent_elements, *const *silent_attributes; /* taken out before parsing, xml_thin.h; they never arrive */
        const char *watched; /* a silent element that arrives where keep() says so of its markup, or where the handler wants all */
        bool (*keep)(struct span markup);
        bool any_namespace; /* names count, wherever they come from: for xml_read_bytes() alone */
};

/* A start tag; valid during the call. */
struct xml_element {
        int token;
        int n_attributes;
        const unsigned char **attributes; /* as libxml2 hands them over */
        const unsigned char *uri;
        struct span tag; /* or as it stands in the part, xml_scan.h */
};

struct xml_handler {
        const struct xml_vocabulary *vocabulary;
        void (*start)(struct xml *xml, void *context, const struct xml_element *element);
        void (*end)(struct xml *xml, void *context, int token);
        void (*text)(struct xml *xml, void *context, struct span text); /* in as many pieces as the parser likes; may be NULL */
        void *context;
        bool all_watched;
};

/*
 * Read @part of @package through @handler.
 * Returns 0; the code of xml_stop(); bad_xml, doctype_refused, limit_xml, or what package_part_open() and package_part_read() return.
 * *detail (in @arena) names part and place.
 */
int xml_read_part(struct package *package, int part, struct arena *arena, const struct xml_handler *handler,
        const struct extractor_limits *limits, const char **detail);

/* The same for XML that is no part of a package; with any_namespace. @name: what *detail calls it. */
int xml_read_bytes(struct span bytes, const char *name, struct arena *arena, const struct xml_handler *handler, const struct extractor_limits *limits, const char **detail);

/* The token of a name in that namespace, 0 when the table has none. */
int xml_token(const struct xml_vocabulary *vocabulary, struct span local, struct span uri);

/* For handlers: end the reading with a positive code. */
void xml_stop(struct xml *xml, int code);
/* The number of open elements: 1 inside the root's start and end call. */
uint32_t xml_depth(const struct xml *xml);
/* The value of the attribute @local that has the element's namespace or none. Nothing there: false. */
bool xml_attribute(const struct xml_element *element, const char *local, struct span *value);
/* The same in whatever namespace: attributes of OpenDocument come from all of them. */
bool xml_attribute_any(const struct xml_element *element, const char *local, struct span *value);
/* The same as a number, @otherwise when absent or not a number of at most nine digits. */
long xml_attribute_number(const struct xml_element *element, const char *local, long otherwise);

#endif
