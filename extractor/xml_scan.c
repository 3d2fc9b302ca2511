/* See xml_scan.h. A false from any function here means: not this scanner's XML. */
#include "extractor/xml_scan.h"

#include "common/arena.h"
#include "extractor/xml_lex.h"
#include "extractor/xml_thin.h"

#include <stdlib.h>

enum {
        PART_MAX = 8 << 20,  /* libxml2 has limits of its own from 10 MB on */
        DEPTH_MAX = 200,
        ATTRIBUTES_MAX = 64, /* each is compared with each */
        SCOPES_MAX = 64,
        NAMES = 128,
        SETS = 16,
        WAYS = 6,
        ELEMENT_MIN = 7,     /* <a></a> */
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
        struct xml_qname name;
        const char *begin; /* its '<' */
        size_t event;      /* its start on the tape */
        size_t kept;       /* before it */
        int token;
        bool properties; /* <w:rPr>: its name ends in Pr, and nothing follows it */
};

/*
 * Properties, or a silent element, as they stood before: most runs of a document have the same, byte for byte, and mean the same again. Sorted into sets
 * by their first bytes.
 */
struct seen {
        struct span bytes;
        uint64_t head; /* its first bytes */
        size_t event, n_events, kept;
        uint32_t generation, depth;
};

struct tag {
        struct xml_qname name;
        size_t n;
        struct xml_qname attributes[ATTRIBUTES_MAX];
        struct span values[ATTRIBUTES_MAX];
        const char *begin, *attributes_end;
        bool empty, references;
};

struct scan {
        struct xml_lex lex;
        const char *begin; /* of the part */
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
        struct seen seen[SETS][WAYS];
        unsigned char next[SETS];
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

static const struct meaning *meaning_of(struct scan *s, const struct xml_qname *name)
{
        struct span whole = xml_qname_whole(name), local = xml_qname_local(name);
        struct meaning *m = &s->meanings[(name->hash ^ name->hash >> 7) % NAMES];
        const struct scope *scope;

        if (m->generation == s->generation && span_eq(m->whole, whole))
                return m;
        scope = find_scope(s, xml_qname_prefix(name));
        if (!scope && name->prefix_len)
                return NULL;
        *m = (struct meaning) {
                .whole = whole, .generation = s->generation, .token = scope ? xml_token(s->handler->vocabulary, local, scope->uri) : 0,
                .silent = xml_thin_silent(&s->thin, local), .watched = span_eq(local, span_of(s->thin.watched)),
        };
        return m;
}

/* ---- tags ---------------------------------------------------------------------------------------------- */

static bool scan_attributes(struct xml_lex *lex, struct tag *tag, uint32_t most)
{
        tag->n = 0;
        tag->references = false;
        for (;;) {
                const char *before = lex->p;

                xml_lex_space(lex);
                if (*lex->p == '>' || *lex->p == '/')
                        break;
                if (lex->p == before || tag->n >= most || !xml_lex_name(lex, &tag->attributes[tag->n]))
                        return false;
                if (lex->p[0] != '=' || (lex->p[1] != '"' && lex->p[1] != '\''))
                        return false;
                lex->p++;
                if (!xml_lex_value(lex, &tag->values[tag->n++], &tag->references))
                        return false;
        }
        tag->attributes_end = lex->p;
        tag->empty = *lex->p == '/';
        lex->p += tag->empty;
        return *lex->p++ == '>';
}

static bool is_declaration(const struct xml_qname *a)
{
        return span_eq(a->prefix_len ? xml_qname_prefix(a) : xml_qname_whole(a), SPAN("xmlns"));
}

/* No name twice; declarations come first, for they hold for the tag they stand in. */
static bool take_declarations(struct scan *s, const struct tag *tag)
{
        for (size_t i = 0; i < tag->n; i++) {
                const struct xml_qname *a = &tag->attributes[i];

                for (size_t k = 0; k < i; k++) {
                        if (tag->attributes[k].hash == a->hash && span_eq(xml_qname_whole(&tag->attributes[k]), xml_qname_whole(a)))
                                return false;
                }
                if (is_declaration(a) && (memchr(tag->values[i].ptr, '&', tag->values[i].len) ||
                        !declare(s, a->prefix_len ? xml_qname_local(a) : (struct span) { a->ptr, 0 }, tag->values[i])))
                        return false;
        }
        return true;
}

/* Every prefix is declared: nearly always it is the tag's own, which meaning_of() looks after. */
static bool check_prefixes(const struct scan *s, const struct tag *tag)
{
        struct span own = xml_qname_prefix(&tag->name);

        for (size_t i = 0; i < tag->n; i++) {
                struct span prefix = xml_qname_prefix(&tag->attributes[i]);

                if (prefix.len && !span_eq(prefix, own) && !span_eq(prefix, SPAN("xml")) && !span_eq(prefix, SPAN("xmlns")) && !find_scope(s, prefix))
                        return false;
        }
        return true;
}

/* What xml_thin() takes out. */
static bool is_silent(const struct scan *s, const struct tag *tag, const struct meaning *m)
{
        char behind = tag->name.ptr[tag->name.len];

        if (!m->silent || !tag->empty || (behind != ' ' && behind != '/'))
                return false;
        if (!m->watched)
                return true;
        return s->thin.keep && !s->thin.keep((struct span) { tag->begin, (size_t) (tag->attributes_end + 1 - tag->begin) });
}

static size_t set_of(uint64_t head)
{
        return head * 0x9E3779B97F4A7C15u >> 60;
}

static void replay(struct scan *s, const struct seen *seen)
{
        struct xml_event *to = tape_room(s->tape, seen->n_events);
        const struct xml_event *from = s->tape->events + seen->event;

        for (size_t i = 0; i < seen->n_events; i++) {
                to[i] = from[i];
                to[i].depth = (uint8_t) (from[i].depth + s->depth - seen->depth);
        }
        s->kept += seen->kept;
        s->lex.p += seen->bytes.len;
}

/* At a '<': has the element that begins here stood here before? */
static bool again(struct scan *s)
{
        size_t left = (size_t) (s->lex.end - s->lex.p);
        const struct seen *set;
        uint64_t head;

        if (left < sizeof(head))
                return false;
        memcpy(&head, s->lex.p, sizeof(head));
        set = s->seen[set_of(head)];
        for (size_t i = 0; i < WAYS; i++) {
                const struct seen *seen = &set[i];

                if (seen->head != head || seen->generation != s->generation || seen->bytes.len > left || memcmp(seen->bytes.ptr, s->lex.p, seen->bytes.len) != 0)
                        continue;
                if (s->depth + seen->bytes.len / ELEMENT_MIN >= s->depth_max)
                        return false;
                replay(s, seen);
                return true;
        }
        return false;
}

/* Behind the element that began at @begin, where the tape had @event events and @kept things were kept. */
static void remember(struct scan *s, const char *begin, size_t event, size_t kept)
{
        size_t len = (size_t) (s->lex.p - begin), set;
        struct seen *seen;
        uint64_t head;

        if (len < sizeof(head))
                return;
        memcpy(&head, begin, sizeof(head));
        set = set_of(head);
        seen = &s->seen[set][s->next[set]++ % WAYS];
        *seen = (struct seen) {
                .bytes = { begin, len }, .head = head, .event = event, .n_events = s->tape->n - event, .kept = s->kept - kept, .generation = s->generation, .depth = s->depth,
        };
}

/* Behind properties: both tags come off the tape when all between them was silent. */
static void properties_end(struct scan *s, const struct open_element *e)
{
        if (s->kept == e->kept + 1 && xml_thin_may_be_hollow(xml_qname_local(&e->name))) {
                s->kept = e->kept;
                s->tape->n = e->event;
        }
        remember(s, e->begin, e->event, e->kept);
}

static bool is_properties(const struct tag *tag)
{
        const char *end = tag->name.ptr + tag->name.len;

        return tag->name.len >= 2 && end[-2] == 'P' && end[-1] == 'r' && end[0] == '>';
}

/* Out of the element at s->depth. */
static void leave(struct scan *s)
{
        while (s->n_scopes && s->scopes[s->n_scopes - 1].depth == s->depth)
                s->generation = s->scopes[--s->n_scopes].generation;
        s->depth--;
}

static bool scan_start(struct scan *s)
{
        struct tag *tag = &s->tag;
        const struct meaning *m;
        bool told;

        tag->begin = s->lex.p++;
        if (++s->depth >= s->depth_max || !xml_lex_name(&s->lex, &tag->name) || !scan_attributes(&s->lex, tag, s->attributes_max))
                return false;
        if ((size_t) (s->lex.p - tag->begin) > s->tag_max || !take_declarations(s, tag) || !check_prefixes(s, tag))
                return false;
        m = meaning_of(s, &tag->name);
        if (!m || (m->token && tag->references))
                return false;
        if (is_silent(s, tag, m)) {
                leave(s);
                remember(s, tag->begin, s->tape->n, s->kept);
                return true;
        }
        s->open[s->depth - 1] = (struct open_element) {
                .name = tag->name, .begin = tag->begin, .event = s->tape->n, .kept = s->kept++, .token = m->token, .properties = is_properties(tag),
        };
        told = m->token || s->depth == 1;
        if (told)
                tell(s, XML_EVENT_START, m->token, tag->begin + 1, tag->attributes_end);
        if (!tag->empty)
                return true;
        if (told)
                tell(s, XML_EVENT_END, m->token, s->lex.p, s->lex.p);
        leave(s);
        return true;
}

static bool scan_end(struct scan *s)
{
        struct span rest = { s->lex.p + 2, (size_t) (s->lex.end - s->lex.p - 2) };
        const struct open_element *e = &s->open[s->depth - 1];

        if (!span_starts(rest, xml_qname_whole(&e->name)) || rest.ptr[e->name.len] != '>')
                return false;
        if (e->token || s->depth == 1)
                tell(s, XML_EVENT_END, e->token, s->lex.p, s->lex.p);
        s->lex.p += 2 + e->name.len + 1;
        leave(s);
        if (e->properties)
                properties_end(s, e);
        return true;
}

/* ---- the part ------------------------------------------------------------------------------------------ */

/* Up to the next '<', in pieces where it has entities. */
static bool scan_text(struct scan *s)
{
        s->kept++;
        while (*s->lex.p != '<') {
                const char *begin = s->lex.p;
                char letter;

                if (!xml_lex_text(&s->lex))
                        return false;
                if (s->handler->text && s->lex.p > begin)
                        tell(s, XML_EVENT_TEXT, 0, begin, s->lex.p);
                if (*s->lex.p == '<')
                        break;
                letter = xml_lex_reference(&s->lex);
                if (!letter)
                        return false;
                if (s->handler->text)
                        *tape_room(s->tape, 1) = (struct xml_event) { .begin = (unsigned char) letter, .kind = XML_EVENT_LETTER, .depth = (uint8_t) s->depth };
        }
        return true;
}

static bool scan_part(struct scan *s)
{
        if (!xml_lex_declaration(&s->lex))
                return false;
        xml_lex_space(&s->lex);
        if (s->lex.p[0] != '<' || !scan_start(s))
                return false;
        while (s->depth) {
                bool good;

                if (s->lex.p[0] != '<')
                        good = scan_text(s);
                else if (s->lex.p[1] == '/')
                        good = scan_end(s);
                else
                        good = again(s) || scan_start(s);
                if (!good)
                        return false;
        }
        xml_lex_space(&s->lex);
        return s->lex.p == s->lex.end;
}

bool xml_scan(struct xml_tape *tape, struct span bytes, const struct xml_handler *handler, const struct extractor_limits *limits)
{
        const struct xml_vocabulary *v = handler->vocabulary;
        struct scan s; /* 30 KB, of which little need be zero */

        tape->n = 0;
        if (bytes.len > PART_MAX)
                return false;
        s.lex = (struct xml_lex) { bytes.ptr, bytes.ptr + bytes.len };
        s.begin = bytes.ptr;
        s.handler = handler;
        s.tape = tape;
        s.tag_max = limits->xml_tag_bytes;
        s.attributes_max = limits->xml_attributes < ATTRIBUTES_MAX ? limits->xml_attributes : ATTRIBUTES_MAX;
        s.depth_max = limits->xml_depth < DEPTH_MAX ? limits->xml_depth : DEPTH_MAX;
        s.n_scopes = s.kept = 0;
        s.generation = s.generations = 1;
        s.depth = 0;
        memset(s.meanings, 0, sizeof(s.meanings));
        memset(s.seen, 0, sizeof(s.seen));
        memset(s.next, 0, sizeof(s.next));
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
                while (p < end && !xml_is_space(*p))
                        p++;
        }
        while (p < end && xml_is_space(*p))
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
