/* See xml_scan.h. A false from any function here means: not this scanner's XML. */
#include "extractor/xml_scan.h"

#include "common/arena.h"
#include "common/utf8.h"
#include "extractor/xml_thin.h"

#include <stdlib.h>

enum {
        PART_MAX = 8 << 20,  /* libxml2 has limits of its own from 10 MB on */
        DEPTH_MAX = 200,
        ATTRIBUTES_MAX = 64, /* each is compared with each */
        SCOPES_MAX = 64,
        NAME_MAX_LEN = 200,
        NAMES = 256,
        BLOCKS = 8,
        ELEMENT_MIN = 7,     /* <a></a> */
};

/* What an ASCII byte may stand in; quotes and ']' need a look at what is beside them. */
enum {
        NAME = 1, FIRST = 2, SPACE = 4, TEXT = 8, VALUE = 16,
        NO = 0,
        SP = SPACE | TEXT,
        CR = SPACE,
        BL = SPACE | TEXT | VALUE,
        TX = TEXT,
        VA = VALUE,
        PU = TEXT | VALUE,
        DI = NAME | PU,
        LE = FIRST | DI,
};

static const unsigned char classes[256] = {
        NO, NO, NO, NO, NO, NO, NO, NO, NO, SP, SP, NO, NO, CR, NO, NO,
        NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
        BL, PU, TX, PU, PU, PU, NO, TX, PU, PU, PU, PU, PU, DI, DI, PU,
        DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, PU, PU, NO, PU, TX, PU,
        PU, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
        LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, PU, PU, VA, PU, LE,
        PU, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
        LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, PU, PU, PU, PU, PU,
};

static bool is(char c, int class)
{
        return classes[(unsigned char) c] & class;
}

/* A name as it stands, and its two halves. */
struct qname {
        struct span whole, prefix, local;
        uint32_t hash;
};

/* A prefix in scope; generation tells apart the sets of prefixes there have been. */
struct scope {
        struct span prefix, uri;
        uint32_t generation;
        uint32_t depth;
};

/* What a name means under one set of prefixes. */
struct meaning {
        struct span whole;
        uint32_t generation; /* 0 = empty */
        int token;
        bool silent, watched;
};

struct open_element {
        struct span name, local;
        const char *begin; /* its '<' */
        size_t event;      /* its start on the tape */
        size_t kept;       /* before it */
        uint32_t generation;
        int token;
        bool properties; /* <w:rPr>: its name ends in Pr, and nothing follows it */
};

/* Properties as they stood before: most runs of a document have the same, byte for byte, and mean the same again. */
struct seen {
        struct span bytes;
        uint64_t head; /* its first bytes */
        size_t event, n_events, kept;
        uint32_t generation, depth;
};

struct tag {
        struct qname name;
        size_t n;
        struct qname attributes[ATTRIBUTES_MAX];
        struct span values[ATTRIBUTES_MAX];
        const char *begin, *attributes_end;
        bool empty, references;
};

struct scan {
        const char *p, *begin, *end; /* a NUL stands at the end, which no loop passes */
        const struct xml_handler *handler;
        struct xml_thin thin; /* for what is silent */
        struct xml_tape *tape;
        uint32_t tag_max, attributes_max, depth_max;
        struct scope scopes[SCOPES_MAX];
        size_t n_scopes;
        uint32_t generation, generations;
        struct open_element open[DEPTH_MAX];
        uint32_t depth;
        size_t kept; /* start tags and text so far that xml_thin() would leave */
        struct meaning meanings[NAMES];
        struct seen blocks[BLOCKS];
        size_t next_block;
        struct tag tag;
};

/* ---- the tape ------------------------------------------------------------------------------------------ */

void xml_tape_releasep(struct xml_tape *tape)
{
        free(tape->events);
        *tape = (struct xml_tape) { 0 };
}

static struct xml_event *tape_room(struct xml_tape *tape, size_t more)
{
        if (tape->room - tape->n < more) {
                tape->room = tape->room * 2 + more + 1024;
                tape->events = reallocarray(tape->events, tape->room, sizeof(*tape->events));
                if (!tape->events)
                        memory_exhausted(tape->room * sizeof(*tape->events));
        }
        tape->n += more;
        return tape->events + tape->n - more;
}

static void tell(struct scan *s, enum xml_event_kind kind, int token, const char *begin, const char *end)
{
        *tape_room(s->tape, 1) = (struct xml_event) { (uint32_t) (begin - s->begin), (uint32_t) (end - s->begin), (uint16_t) token, (uint8_t) kind, (uint8_t) s->depth };
}

/* ---- letters and names --------------------------------------------------------------------------------- */

/* One letter beyond ASCII that XML allows. */
static bool scan_letter(struct scan *s)
{
        const unsigned char *p = (const unsigned char *) s->p;
        unsigned len;
        uint32_t cp;

        if (p[0] >= 0xE1 && p[0] <= 0xEC && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
                s->p += 3;
                return true;
        }
        cp = utf8_decode(s->p, s->end, &len);
        s->p += len;
        return cp != UTF8_BAD && cp != 0xFFFE && cp != 0xFFFF;
}

/* At '&': the five entities. The letter, or 0. */
static char scan_reference(struct scan *s)
{
        static const struct {
                struct span text;
                char letter;
        } rows[] = {
                { SPAN_INIT("&amp;"), '&' }, { SPAN_INIT("&lt;"), '<' }, { SPAN_INIT("&gt;"), '>' }, { SPAN_INIT("&quot;"), '"' }, { SPAN_INIT("&apos;"), '\'' },
        };
        struct span rest = { s->p, (size_t) (s->end - s->p) };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (!span_starts(rest, rows[i].text))
                        continue;
                s->p += rows[i].text.len;
                return rows[i].letter;
        }
        return '\0';
}

static bool scan_half(struct scan *s, struct span *half, uint32_t *hash)
{
        const char *p = s->p;

        if (!is(*p, FIRST))
                return false;
        for (; is(*p, NAME); p++)
                *hash = *hash * 33 + (unsigned char) *p;
        *half = (struct span) { s->p, (size_t) (p - s->p) };
        s->p = p;
        return true;
}

static bool scan_name(struct scan *s, struct qname *name)
{
        const char *begin = s->p;

        *name = (struct qname) { 0 };
        if (!scan_half(s, &name->local, &name->hash))
                return false;
        if (*s->p == ':') {
                s->p++;
                name->prefix = name->local;
                if (!scan_half(s, &name->local, &name->hash))
                        return false;
        }
        name->whole = (struct span) { begin, (size_t) (s->p - begin) };
        return name->whole.len <= NAME_MAX_LEN;
}

static void skip_space(struct scan *s)
{
        while (is(*s->p, SPACE))
                s->p++;
}

/* ---- namespaces ---------------------------------------------------------------------------------------- */

static const struct scope *find_scope(const struct scan *s, struct span prefix)
{
        for (size_t i = s->n_scopes; i-- > 0;) {
                if (span_eq(s->scopes[i].prefix, prefix))
                        return &s->scopes[i];
        }
        return NULL;
}

/* A prefix may be declared again as what it is, as each picture does; anything else that makes two names of one is not for us. */
static bool declare(struct scan *s, struct span prefix, struct span uri)
{
        if (uri.len == 0 || span_starts(prefix, SPAN("xml")) || span_starts(uri, SPAN("http://www.w3.org/XML/1998/namespace")) ||
                span_starts(uri, SPAN("http://www.w3.org/2000/xmlns")))
                return false;
        for (size_t i = 0; i < s->n_scopes; i++) {
                bool same_prefix = span_eq(s->scopes[i].prefix, prefix), same_uri = span_eq(s->scopes[i].uri, uri);

                if (same_prefix && same_uri)
                        return true;
                if (same_prefix || same_uri)
                        return false;
        }
        if (s->n_scopes == SCOPES_MAX)
                return false;
        s->scopes[s->n_scopes++] = (struct scope) { prefix, uri, s->generation, s->depth };
        s->generation = ++s->generations;
        return true;
}

static void leave_scopes(struct scan *s)
{
        while (s->n_scopes && s->scopes[s->n_scopes - 1].depth == s->depth)
                s->generation = s->scopes[--s->n_scopes].generation;
}

static const struct meaning *meaning_of(struct scan *s, const struct qname *name)
{
        struct meaning *m = &s->meanings[(name->hash ^ name->hash >> 8) % NAMES];
        const struct scope *scope;

        if (m->generation == s->generation && span_eq(m->whole, name->whole))
                return m;
        scope = find_scope(s, name->prefix);
        if (!scope && name->prefix.len)
                return NULL;
        *m = (struct meaning) {
                .whole = name->whole, .generation = s->generation, .token = scope ? xml_token(s->handler->vocabulary, name->local, scope->uri) : 0,
                .silent = xml_thin_silent(&s->thin, name->local), .watched = span_eq(name->local, span_of(s->thin.watched)),
        };
        return m;
}

/* ---- tags ---------------------------------------------------------------------------------------------- */

static bool scan_value(struct scan *s, struct tag *tag, struct span *value)
{
        char quote = *s->p++;

        value->ptr = s->p;
        while (*s->p != quote) {
                if (is(*s->p, VALUE) || *s->p == '"' || *s->p == '\'') {
                        s->p++;
                } else if (*s->p == '&') {
                        tag->references = true;
                        if (!scan_reference(s))
                                return false;
                } else if (!((unsigned char) *s->p & 0x80) || !scan_letter(s)) {
                        return false;
                }
        }
        value->len = (size_t) (s->p - value->ptr);
        s->p++;
        return true;
}

static bool scan_attributes(struct scan *s, struct tag *tag)
{
        for (;;) {
                const char *before = s->p;

                skip_space(s);
                if (*s->p == '>' || *s->p == '/')
                        break;
                if (s->p == before || tag->n >= s->attributes_max || !scan_name(s, &tag->attributes[tag->n]))
                        return false;
                if (s->p[0] != '=' || (s->p[1] != '"' && s->p[1] != '\''))
                        return false;
                s->p++;
                if (!scan_value(s, tag, &tag->values[tag->n++]))
                        return false;
        }
        tag->attributes_end = s->p;
        tag->empty = *s->p == '/';
        s->p += tag->empty;
        return *s->p++ == '>';
}

/* No name twice, every prefix declared; declarations first, for they hold for the tag they stand in. */
static bool check_attributes(struct scan *s, const struct tag *tag)
{
        for (size_t i = 0; i < tag->n; i++) {
                const struct qname *a = &tag->attributes[i];

                for (size_t k = 0; k < i; k++) {
                        if (tag->attributes[k].hash == a->hash && span_eq(tag->attributes[k].whole, a->whole))
                                return false;
                }
                if (span_eq(a->prefix, SPAN("xmlns")) || span_eq(a->whole, SPAN("xmlns"))) {
                        if (memchr(tag->values[i].ptr, '&', tag->values[i].len) || !declare(s, a->prefix.len ? a->local : a->prefix, tag->values[i]))
                                return false;
                }
        }
        for (size_t i = 0; i < tag->n; i++) {
                struct span prefix = tag->attributes[i].prefix;

                if (prefix.len && !span_eq(prefix, tag->name.prefix) && !span_eq(prefix, SPAN("xml")) && !span_eq(prefix, SPAN("xmlns")) && !find_scope(s, prefix))
                        return false;
        }
        return true;
}

/* What xml_thin() takes out. */
static bool is_silent(const struct scan *s, const struct tag *tag, const struct meaning *m)
{
        char behind = tag->name.whole.ptr[tag->name.whole.len];

        if (!m->silent || !tag->empty || (behind != ' ' && behind != '/'))
                return false;
        if (!m->watched)
                return true;
        return s->thin.keep && !s->thin.keep((struct span) { tag->begin, (size_t) (tag->attributes_end + 1 - tag->begin) });
}

static void block_replay(struct scan *s, const struct seen *block)
{
        struct xml_event *to = tape_room(s->tape, block->n_events);
        const struct xml_event *from = s->tape->events + block->event;

        for (size_t i = 0; i < block->n_events; i++) {
                to[i] = from[i];
                to[i].depth = (uint8_t) (from[i].depth + s->depth - block->depth);
        }
        s->kept += block->kept;
        s->p += block->bytes.len;
}

/* At the '<' of properties: have they stood here before? */
static bool block_again(struct scan *s)
{
        size_t left = (size_t) (s->end - s->p);
        uint64_t head;

        if (left < sizeof(head))
                return false;
        memcpy(&head, s->p, sizeof(head));
        for (size_t i = 0; i < BLOCKS; i++) {
                const struct seen *block = &s->blocks[(s->next_block + BLOCKS - 1 - i) % BLOCKS];

                if (block->head != head || block->generation != s->generation || block->bytes.len > left || memcmp(block->bytes.ptr, s->p, block->bytes.len) != 0)
                        continue;
                if (s->depth + block->bytes.len / ELEMENT_MIN >= s->depth_max)
                        return false;
                block_replay(s, block);
                return true;
        }
        return false;
}

/* At the end of properties: remember them, and take both tags off the tape when all between them was silent. */
static void block_ends(struct scan *s, const struct open_element *e)
{
        struct seen *block = &s->blocks[s->next_block++ % BLOCKS];
        size_t len = (size_t) (s->p - e->begin);

        if (s->kept == e->kept + 1 && xml_thin_may_be_hollow(e->local)) {
                s->kept = e->kept;
                s->tape->n = e->event;
        }
        *block = (struct seen) {
                .bytes = { e->begin, len }, .event = e->event, .n_events = s->tape->n - e->event, .kept = s->kept - e->kept,
                .generation = s->generation, .depth = s->depth,
        };
        memcpy(&block->head, e->begin, sizeof(block->head)); /* <a:Pr></a:Pr> is longer */
}

static bool is_properties(const struct tag *tag)
{
        struct span local = tag->name.local;

        return local.len >= 2 && local.ptr[local.len - 2] == 'P' && local.ptr[local.len - 1] == 'r' && local.ptr[local.len] == '>';
}

static bool scan_start(struct scan *s)
{
        struct tag *tag = &s->tag;
        const struct meaning *m;

        tag->begin = s->p++;
        tag->n = 0;
        tag->references = false;
        s->depth++;
        if (s->depth >= s->depth_max || !scan_name(s, &tag->name) || !scan_attributes(s, tag))
                return false;
        if ((size_t) (s->p - tag->begin) > s->tag_max || (tag->n && !check_attributes(s, tag)))
                return false;
        m = meaning_of(s, &tag->name);
        if (!m || (m->token && tag->references))
                return false;
        if (is_silent(s, tag, m)) {
                leave_scopes(s);
                s->depth--;
                return true;
        }
        s->open[s->depth - 1] = (struct open_element) {
                .name = tag->name.whole, .begin = tag->begin, .event = s->tape->n, .kept = s->kept, .generation = s->generation, .token = m->token, .local = tag->name.local,
                .properties = is_properties(tag),
        };
        s->kept++;
        if (m->token || s->depth == 1)
                tell(s, XML_EVENT_START, m->token, tag->begin + 1, tag->attributes_end);
        if (!tag->empty)
                return true;
        if (m->token || s->depth == 1)
                tell(s, XML_EVENT_END, m->token, s->p, s->p);
        leave_scopes(s);
        s->depth--;
        return true;
}

static bool scan_end(struct scan *s)
{
        const struct open_element *e;
        struct span rest = { s->p + 2, (size_t) (s->end - s->p - 2) };

        if (s->depth == 0)
                return false;
        e = &s->open[s->depth - 1];
        if (!span_starts(rest, e->name) || rest.ptr[e->name.len] != '>')
                return false;
        if (e->token || s->depth == 1)
                tell(s, XML_EVENT_END, e->token, s->p, s->p);
        s->p += 2 + e->name.len + 1;
        leave_scopes(s);
        s->depth--;
        if (e->properties)
                block_ends(s, e);
        return true;
}

/* ---- the part ------------------------------------------------------------------------------------------ */

/* Up to the next '<'. */
static bool scan_text(struct scan *s)
{
        const char *begin = s->p;

        while (*s->p != '<') {
                if (is(*s->p, TEXT)) {
                        s->p++;
                } else if (*s->p == ']') {
                        if (s->p[1] == ']' && s->p[2] == '>')
                                return false;
                        s->p++;
                } else if ((unsigned char) *s->p & 0x80) {
                        if (!scan_letter(s))
                                return false;
                } else {
                        const char *reference = s->p;
                        char letter = *s->p == '&' ? scan_reference(s) : '\0';

                        if (!letter)
                                return false;
                        if (s->handler->text && reference > begin)
                                tell(s, XML_EVENT_TEXT, 0, begin, reference);
                        if (s->handler->text)
                                *tape_room(s->tape, 1) = (struct xml_event) { .begin = (unsigned char) letter, .kind = XML_EVENT_LETTER, .depth = (uint8_t) s->depth };
                        begin = s->p;
                }
        }
        if (s->handler->text && s->p > begin)
                tell(s, XML_EVENT_TEXT, 0, begin, s->p);
        s->kept++;
        return true;
}

/* version, encoding and standalone in this order, as all write them. */
static bool scan_declaration(struct scan *s)
{
        static const struct {
                struct span name, values[2];
        } rows[] = {
                { SPAN_INIT(" version="), { SPAN_INIT("1.0"), SPAN_INIT("1.0") } },
                { SPAN_INIT(" encoding="), { SPAN_INIT("UTF-8"), SPAN_INIT("utf-8") } },
                { SPAN_INIT(" standalone="), { SPAN_INIT("yes"), SPAN_INIT("no") } },
        };

        if (memcmp(s->p, "<?xml ", 6) != 0)
                return true;
        s->p += 5;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                char quote;
                size_t v = 0;

                if (!span_starts((struct span) { s->p, (size_t) (s->end - s->p) }, rows[i].name)) {
                        if (i == 0)
                                return false;
                        continue;
                }
                s->p += rows[i].name.len;
                quote = *s->p++;
                while (v < 2 && !span_starts((struct span) { s->p, (size_t) (s->end - s->p) }, rows[i].values[v]))
                        v++;
                if (v == 2 || (quote != '"' && quote != '\''))
                        return false;
                s->p += rows[i].values[v].len;
                if (*s->p++ != quote)
                        return false;
        }
        if (s->p[0] != '?' || s->p[1] != '>')
                return false;
        s->p += 2;
        return true;
}

static bool scan_part(struct scan *s)
{
        if (memcmp(s->p, "\xEF\xBB\xBF", 3) == 0)
                s->p += 3;
        if (!scan_declaration(s))
                return false;
        skip_space(s);
        if (*s->p != '<')
                return false;
        do {
                if (*s->p != '<') {
                        if (!scan_text(s))
                                return false;
                } else if (s->p[1] == '/') {
                        if (!scan_end(s))
                                return false;
                } else if (!is(s->p[1], FIRST) || !(s->depth && block_again(s))) {
                        if (!scan_start(s))
                                return false;
                }
        } while (s->depth);
        skip_space(s);
        return s->p == s->end;
}

bool xml_scan(struct xml_tape *tape, struct span bytes, const struct xml_handler *handler, const struct extractor_limits *limits)
{
        const struct xml_vocabulary *v = handler->vocabulary;
        struct scan s = {
                .p = bytes.ptr, .begin = bytes.ptr, .end = bytes.ptr + bytes.len, .handler = handler, .tape = tape, .tag_max = limits->xml_tag_bytes,
                .attributes_max = limits->xml_attributes < ATTRIBUTES_MAX ? limits->xml_attributes : ATTRIBUTES_MAX,
                .depth_max = limits->xml_depth < DEPTH_MAX ? limits->xml_depth : DEPTH_MAX, .generation = 1, .generations = 1,
        };

        tape->n = 0;
        if (bytes.len < 8 || bytes.len > PART_MAX)
                return false;
        xml_thin_init(&s.thin, v->silent_elements, v->silent_attributes);
        s.thin.watched = v->watched;
        s.thin.keep = handler->all_watched ? NULL : v->keep;
        if (scan_part(&s))
                return true;
        tape->n = 0;
        return false;
}

bool xml_scan_attribute(struct xml_scanned_attribute *a, struct span tag, size_t *at)
{
        const char *p = tag.ptr + *at, *end = tag.ptr + tag.len, *quote;

        if (*at == 0) {
                while (p < end && !is(*p, SPACE))
                        p++;
        }
        while (p < end && is(*p, SPACE))
                p++;
        if (p == end)
                return false;
        *a = (struct xml_scanned_attribute) { .local = { p, 0 } };
        for (; *p != '='; p++) {
                if (*p != ':')
                        continue;
                a->prefix = (struct span) { a->local.ptr, (size_t) (p - a->local.ptr) };
                a->local.ptr = p + 1;
        }
        a->local.len = (size_t) (p - a->local.ptr);
        quote = memchr(p + 2, p[1], (size_t) (end - p - 2));
        a->value = (struct span) { p + 2, (size_t) (quote - p - 2) };
        *at = (size_t) (quote + 1 - tag.ptr);
        return true;
}
