/* The push parser and its tokens; see xml.h. */
#include "extractor/xml.h"

#include "common/buf.h"
#include "common/cleanup.h"
#include "extractor/utf16.h"
#include "extractor/xml_guard.h"
#include "extractor/xml_scan.h"
#include "extractor/xml_thin.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

enum {
        PIECE = 64 * 1024,
        NAMESPACES_MAX = 512, /* in scope; looked through one by one for each prefix */
        SLOTS = 256,
};

/* libxml2 interns names, so two equal pointers are one name: the table is searched once a name, not once an element. */
struct slot {
        const xmlChar *local, *uri;
        int token;
};

struct xml {
        xmlParserCtxt *ctxt;
        const struct xml_handler *handler;
        const struct extractor_limits *limits;
        uint32_t depth;
        int code;
        const char *why;
        struct xml_thin thin;
        struct slot slots[SLOTS];
};

void xml_stop(struct xml *xml, int code)
{
        if (!xml->code)
                xml->code = code;
        if (xml->ctxt)
                xmlStopParser(xml->ctxt);
}

uint32_t xml_depth(const struct xml *xml)
{
        return xml->depth;
}

static bool is_text(const char *text, struct span s)
{
        return strncmp(text, s.ptr, s.len) == 0 && text[s.len] == '\0';
}

int xml_token(const struct xml_vocabulary *v, struct span local, struct span uri)
{
        for (size_t i = 0; local.len && i < v->n_namespaces; i++) {
                if (!is_text(v->namespaces[i].uri, uri))
                        continue;
                for (size_t k = 0; k < v->n_names; k++) {
                        if (v->names[k].local[0] == local.ptr[0] && v->names[k].namespace == v->namespaces[i].id && is_text(v->names[k].local, local))
                                return v->names[k].token;
                }
        }
        return 0;
}

static int token_of_local(const struct xml_vocabulary *v, const char *local)
{
        for (size_t k = 0; k < v->n_names; k++) {
                if (strcmp(v->names[k].local, local) == 0)
                        return v->names[k].token;
        }
        return 0;
}

static int token_of(struct xml *xml, const xmlChar *local, const xmlChar *uri)
{
        struct slot *slot = &xml->slots[((uintptr_t) local * 0x9E3779B97F4A7C15u >> 40 ^ (uintptr_t) uri >> 4) % SLOTS];

        if ((slot->local != local || slot->uri != uri) && xml->handler->vocabulary->any_namespace)
                *slot = (struct slot) { local, uri, token_of_local(xml->handler->vocabulary, (const char *) local) };
        else if (slot->local != local || slot->uri != uri)
                *slot = (struct slot) { local, uri, uri ? xml_token(xml->handler->vocabulary, span_of((const char *) local), span_of((const char *) uri)) : 0 };
        return slot->token;
}

static void limit_hit(struct xml *xml, const char *why)
{
        xml->why = why;
        xml_stop(xml, DIAG_limit_xml);
}

static void on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
        int n_attributes, int n_defaulted, const xmlChar **attributes)
{
        struct xml *xml = data;
        struct xml_element element = { .n_attributes = n_attributes, .attributes = attributes, .uri = uri };

        (void) prefix, (void) n_namespaces, (void) namespaces, (void) n_defaulted;
        if (xml->code)
                return;
        if (++xml->depth > xml->limits->xml_depth) {
                limit_hit(xml, "elements nested too deeply");
                return;
        }
        if (xml->ctxt->nsNr > 2 * NAMESPACES_MAX) {
                limit_hit(xml, "too many namespaces");
                return;
        }
        element.token = token_of(xml, local, uri);
        xml->handler->start(xml, xml->handler->context, &element);
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
        struct xml *xml = data;

        (void) prefix;
        if (xml->code)
                return;
        xml->handler->end(xml, xml->handler->context, token_of(xml, local, uri));
        xml->depth--;
}

static void on_text(void *data, const xmlChar *text, int len)
{
        struct xml *xml = data;

        if (!xml->code && xml->handler->text)
                xml->handler->text(xml, xml->handler->context, (struct span) { (const char *) text, (size_t) len });
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
        (void) name, (void) public_id, (void) system_id;
        xml_stop(data, DIAG_doctype_refused);
}

static void on_error(void *data, xmlErrorPtr error)
{
        (void) data, (void) error; /* read from the context at the end; silence on stderr */
}

static const xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .cdataBlock = on_text,
        .ignorableWhitespace = on_text, /* the same as characters, or libxml2 guesses which is which */
        .internalSubset = on_doctype,
        .serror = on_error,
};

/* An attribute found by libxml2: name, prefix, uri, value's begin and end. */
static bool find_parsed(const struct xml_element *element, const char *local, bool any, struct span *value)
{
        for (int i = 0; i < element->n_attributes; i++) {
                const unsigned char **a = element->attributes + 5 * i;

                if ((!any && a[2] && a[2] != element->uri) || strcmp((const char *) a[0], local) != 0)
                        continue;
                *value = (struct span) { (const char *) a[3], (size_t) (a[4] - a[3]) };
                return true;
        }
        return false;
}

/* One in a tag as it stands, where two prefixes are two namespaces. */
static bool find_scanned(const struct xml_element *element, struct span local, bool any, struct span *value)
{
        struct xml_scanned_attribute a;
        size_t at = 0;

        while (xml_scan_attribute(&a, element->tag, &at)) {
                bool own = a.prefix.len == 0 || (span_starts(element->tag, a.prefix) && element->tag.ptr[a.prefix.len] == ':');

                if (!span_eq(a.local, local) || !(own || (any && !span_eq(a.prefix, SPAN("xmlns")))))
                        continue;
                *value = a.value;
                return true;
        }
        return false;
}

bool xml_attribute(const struct xml_element *element, const char *local, struct span *value)
{
        return element->tag.ptr ? find_scanned(element, span_of(local), false, value) : find_parsed(element, local, false, value);
}

bool xml_attribute_any(const struct xml_element *element, const char *local, struct span *value)
{
        return element->tag.ptr ? find_scanned(element, span_of(local), true, value) : find_parsed(element, local, true, value);
}

long xml_attribute_number(const struct xml_element *element, const char *local, long otherwise)
{
        struct span value;
        long number = 0;

        if (!xml_attribute(element, local, &value) || value.len == 0 || value.len > 9)
                return otherwise;
        for (size_t i = 0; i < value.len; i++) {
                if (value.ptr[i] < '0' || value.ptr[i] > '9')
                        return otherwise;
                number = number * 10 + (value.ptr[i] - '0');
        }
        return number;
}

/* ---- feeding ------------------------------------------------------------------------------------------- */

/* Where the bytes come from: the open part, or a part in UTF-16 already decoded. */
struct feed {
        struct package *package;
        struct span decoded;
        bool from_memory;
};

static int feed_read(struct feed *feed, char *to, size_t room, size_t *len)
{
        if (!feed->from_memory)
                return package_part_read(feed->package, to, room, len);
        *len = room < feed->decoded.len ? room : feed->decoded.len;
        memcpy(to, feed->decoded.ptr, *len);
        feed->decoded.ptr += *len;
        feed->decoded.len -= *len;
        return 0;
}

/* One way or the other; 0 when @head does not begin like UTF-16. */
static char utf16_order(struct span head)
{
        if (span_starts(head, SPAN("\xFF\xFE")) || span_starts(head, SPAN("<\0?\0")))
                return 'l';
        if (span_starts(head, SPAN("\xFE\xFF")) || span_starts(head, SPAN("\0<\0?")))
                return 'b';
        return 0;
}

/* libxml2 looks at the first four bytes and would follow into EBCDIC and UTF-32. */
static bool like_utf8(struct span head)
{
        return head.len == 0 || (memchr("<\xEF \t\r\n", head.ptr[0], 6) && !memchr(head.ptr, '\0', head.len));
}

/*
 * OPC allows UTF-16. It is decoded here because the guard reads ASCII bytes; every other encoding is an error to OPC and to us
 * (libxml2 is told to ignore the declaration), so nothing can hide a tag from the guard.
 */
static int decode_utf16(struct feed *feed, struct arena *arena, struct buf *bytes, char order)
{
        size_t len = PIECE, bad, bom = (unsigned char) bytes->ptr[0] >= 0xFE ? 2 : 0;
        struct span units;

        while (len == PIECE) {
                buf_reserve(bytes, PIECE);
                int r = feed_read(feed, bytes->ptr + bytes->len, PIECE, &len);

                if (r)
                        return r;
                bytes->len += len;
        }
        units = (struct span) { bytes->ptr + bom, bytes->len - bom };
        if (!utf16_decode(&feed->decoded, arena, units, order == 'b', &bad))
                return DIAG_bad_xml;
        feed->from_memory = true;
        bytes->len = 0;
        return 0;
}

/* Read, check, thin, push; @bytes holds what is not yet pushed. */
static int push_all(struct xml *xml, struct feed *feed, struct buf *bytes)
{
        size_t room = PIECE;
        bool last = false;

        while (!last) {
                size_t len, cut;
                enum xml_guard guard;
                int r;

                buf_reserve(bytes, room);
                r = feed_read(feed, bytes->ptr + bytes->len, room, &len);
                if (r)
                        return r;
                bytes->len += len;
                last = len < room;
                guard = xml_guard_check(buf_span(bytes), last, xml->limits, &cut);
                if (guard != XML_GUARD_OK) {
                        xml->why = guard == XML_GUARD_ATTRIBUTES ? "too many attributes" : "start tag too long";
                        return DIAG_limit_xml;
                }
                xmlParseChunk(xml->ctxt, bytes->ptr, (int) xml_thin(&xml->thin, bytes->ptr, cut), last);
                if (xml->code)
                        return xml->code;
                if (!xml->ctxt->wellFormed)
                        return DIAG_bad_xml;
                bytes->len -= cut;
                memmove(bytes->ptr, bytes->ptr + cut, bytes->len);
                room = bytes->len > PIECE ? bytes->len : PIECE; /* doubling keeps a long tag linear */
        }
        return 0;
}

static int read_open_part(struct xml *xml, struct feed *feed, struct arena *arena)
{
        cleanup(buf_release) struct buf bytes = { 0 };
        char order;
        int r;

        buf_reserve(&bytes, PIECE);
        r = feed_read(feed, bytes.ptr, 4, &bytes.len);
        if (r)
                return r;
        order = utf16_order(buf_span(&bytes));
        if (order) {
                r = decode_utf16(feed, arena, &bytes, order);
                if (r)
                        return r;
        } else if (!like_utf8(buf_span(&bytes))) {
                return DIAG_bad_xml;
        }
        return push_all(xml, feed, &bytes);
}

static void xml_releasep(struct xml *xml)
{
        if (xml->ctxt)
                xmlFreeParserCtxt(xml->ctxt);
}

/* The sentence for people: part, line, and what libxml2 or the guard found. */
static const char *explain(const struct xml *xml, struct span name, struct arena *arena, int code)
{
        const char *why = xml->why;
        char text[128] = "";

        if (!why && code == DIAG_bad_xml && xml->ctxt && xml->ctxt->lastError.message) {
                snprintf(text, sizeof(text), "%s", xml->ctxt->lastError.message);
                text[strcspn(text, "\n")] = '\0';
                why = text;
        }
        return arena_printf(arena, "%.*s%s%s", (int) (name.len < 80 ? name.len : 80), name.ptr, why ? ": " : "", why ? why : "");
}

/* ---- one way or the other ------------------------------------------------------------------------------ */

/* Tell the handler what was scanned. */
static int play(struct xml *xml, const struct xml_tape *tape, struct span bytes)
{
        for (size_t i = 0; i < tape->n && !xml->code; i++) {
                const struct xml_event *e = &tape->events[i];
                char letter = (char) e->begin;

                xml->depth = e->depth;
                switch ((enum xml_event_kind) e->kind) {
                case XML_EVENT_START:
                        xml->handler->start(xml, xml->handler->context, &(struct xml_element) { .token = e->token, .tag = { bytes.ptr + e->begin, e->end - e->begin } });
                        break;
                case XML_EVENT_END:
                        xml->handler->end(xml, xml->handler->context, e->token);
                        break;
                case XML_EVENT_TEXT:
                        xml->handler->text(xml, xml->handler->context, (struct span) { bytes.ptr + e->begin, e->end - e->begin });
                        break;
                case XML_EVENT_LETTER:
                        xml->handler->text(xml, xml->handler->context, (struct span) { &letter, 1 });
                        break;
                }
        }
        return xml->code;
}

static int parse(struct xml *xml, struct feed *feed, struct arena *arena)
{
        xmlInitParser();
        xml->ctxt = xmlCreatePushParserCtxt((xmlSAXHandler *) &sax, xml, NULL, 0, NULL);
        if (!xml->ctxt)
                memory_exhausted(sizeof(*xml->ctxt));
        xml_thin_init(&xml->thin, xml->handler->vocabulary->silent_elements, xml->handler->vocabulary->silent_attributes);
        xml->thin.watched = xml->handler->vocabulary->watched;
        xml->thin.keep = xml->handler->all_watched ? NULL : xml->handler->vocabulary->keep;
        xmlCtxtUseOptions(xml->ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
        return read_open_part(xml, feed, arena);
}

static int read_any(struct xml *xml, struct package *package, int part, struct arena *arena)
{
        cleanup(xml_tape_releasep) struct xml_tape tape = { 0 };
        struct feed feed = { .package = package };
        char *bytes;
        size_t len;
        int r = package_part_open(package, part);

        if (r)
                return r;
        if (package_part_whole(package, &bytes, &len)) {
                feed.decoded = (struct span) { bytes, len };
                feed.from_memory = true;
                if (xml_scan(&tape, feed.decoded, xml->handler, xml->limits))
                        return play(xml, &tape, feed.decoded);
        }
        return parse(xml, &feed, arena);
}

int xml_read_part(struct package *package, int part, struct arena *arena, const struct xml_handler *handler,
        const struct extractor_limits *limits, const char **detail)
{
        cleanup(xml_releasep) struct xml xml = { .handler = handler, .limits = limits };
        int r = read_any(&xml, package, part, arena);

        *detail = !r ? NULL : package_detail(package) ? package_detail(package) : explain(&xml, package_name(package, part), arena, r);
        return r;
}

int xml_read_bytes(struct span bytes, const char *name, struct arena *arena, const struct xml_handler *handler, const struct extractor_limits *limits, const char **detail)
{
        cleanup(xml_releasep) struct xml xml = { .handler = handler, .limits = limits };
        struct feed feed = { .decoded = bytes, .from_memory = true };
        int r = parse(&xml, &feed, arena);

        *detail = r ? explain(&xml, span_of(name), arena, r) : NULL;
        return r;
}
