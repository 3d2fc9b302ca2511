/*
 * The letters, names and values of plain XML (xml_scan.h), read one after the other from bytes with a NUL behind them.
 *
 * false from any function means: not plain XML, and the place is then of no use.
 */
#ifndef EXTRACTOR_XML_LEX_H
#define EXTRACTOR_XML_LEX_H

#include "common/span.h"

struct xml_lex {
        const char *p, *end; /* *end is NUL, which nothing here steps over */
};

/* A name of ASCII letters as it stands, at most one colon in it. */
struct xml_qname {
        const char *ptr;
        uint16_t len, prefix_len; /* without the colon; 0 = no prefix */
        uint32_t hash;
};

static inline struct span xml_qname_whole(const struct xml_qname *name)
{
        return (struct span) { name->ptr, name->len };
}

static inline struct span xml_qname_prefix(const struct xml_qname *name)
{
        return (struct span) { name->ptr, name->prefix_len };
}

static inline struct span xml_qname_local(const struct xml_qname *name)
{
        size_t before = name->prefix_len ? name->prefix_len + 1u : 0;

        return (struct span) { name->ptr + before, name->len - before };
}

/* Up to 200 bytes. */
bool xml_lex_name(struct xml_lex *lex, struct xml_qname *name);
/* At its opening quote, to behind the closing one. *references: it has entities, which are left as they stand. */
bool xml_lex_value(struct xml_lex *lex, struct span *value, bool *references);
/* Text up to the next '<' or '&', where it stops. */
bool xml_lex_text(struct xml_lex *lex);
/* At '&': one of the five entities. The letter it stands for, or 0. */
char xml_lex_reference(struct xml_lex *lex);
/* <?xml ... ?> of XML 1.0 in UTF-8, with a byte order mark before it, or neither. */
bool xml_lex_declaration(struct xml_lex *lex);

/* The white space of tags. */
static inline bool xml_is_space(char c)
{
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline void xml_lex_space(struct xml_lex *lex)
{
        while (xml_is_space(*lex->p))
                lex->p++;
}

/* Does a name begin here? */
static inline bool xml_begins_name(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

#endif
