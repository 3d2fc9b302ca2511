/* See xml_lex.h. */
#include "extractor/xml_lex.h"

#include "common/utf8.h"

enum { NAME_MAX_LEN = 200 };

/* What an ASCII byte may stand in; quotes and ']' need a look at what is beside them. */
enum {
        NAME = 1, FIRST = 2, TEXT = 4, VALUE = 8,
        NO = 0,
        TX = TEXT,
        VA = VALUE,
        PU = TEXT | VALUE,
        DI = NAME | PU,
        LE = FIRST | DI,
};

static const unsigned char classes[256] = {
        NO, NO, NO, NO, NO, NO, NO, NO, NO, TX, TX, NO, NO, NO, NO, NO,
        NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
        PU, PU, TX, PU, PU, PU, NO, TX, PU, PU, PU, PU, PU, DI, DI, PU,
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

/* Behind one letter beyond ASCII that XML allows, or NULL. */
static const char *letter(const char *at, const char *end)
{
        const unsigned char *p = (const unsigned char *) at;
        unsigned len;
        uint32_t cp;

        if (p[0] >= 0xE1 && p[0] <= 0xEC && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
                return at + 3;
        if (p[0] >= 0xC2 && p[0] <= 0xDF && (p[1] & 0xC0) == 0x80)
                return at + 2;
        cp = utf8_decode(at, end, &len);
        return cp == UTF8_BAD || cp == 0xFFFE || cp == 0xFFFF ? NULL : at + len;
}

bool xml_lex_text(struct xml_lex *lex)
{
        const char *p = lex->p;

        for (;;) {
                p = utf8_skip_plain(p, lex->end);
                if ((unsigned char) *p & 0x80) {
                        p = letter(p, lex->end);
                        if (!p)
                                return false;
                } else if (*p == ']') {
                        if (p[1] == ']' && p[2] == '>')
                                return false;
                        p++;
                } else if (is(*p, TEXT)) {
                        p++;
                } else {
                        lex->p = p;
                        return *p == '<' || *p == '&';
                }
        }
}

char xml_lex_reference(struct xml_lex *lex)
{
        static const struct {
                struct span text;
                char letter;
        } rows[] = {
                { SPAN_INIT("&amp;"), '&' }, { SPAN_INIT("&lt;"), '<' }, { SPAN_INIT("&gt;"), '>' }, { SPAN_INIT("&quot;"), '"' }, { SPAN_INIT("&apos;"), '\'' },
        };
        struct span rest = { lex->p, (size_t) (lex->end - lex->p) };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (!span_starts(rest, rows[i].text))
                        continue;
                lex->p += rows[i].text.len;
                return rows[i].letter;
        }
        return '\0';
}

bool xml_lex_value(struct xml_lex *lex, struct span *value, bool *references)
{
        const char *p = lex->p + 1, quote = *lex->p;

        value->ptr = p;
        while (*p != quote) {
                if (is(*p, VALUE) || *p == '"' || *p == '\'') {
                        p++;
                } else if ((unsigned char) *p & 0x80) {
                        p = letter(p, lex->end);
                        if (!p)
                                return false;
                } else {
                        lex->p = p;
                        if (*p != '&' || !xml_lex_reference(lex))
                                return false;
                        *references = true;
                        p = lex->p;
                }
        }
        value->len = (size_t) (p - value->ptr);
        lex->p = p + 1;
        return true;
}

bool xml_lex_name(struct xml_lex *lex, struct xml_qname *name)
{
        const char *p = lex->p, *colon = NULL;
        uint32_t hash = 0;

        for (;;) {
                if (!is(*p, FIRST))
                        return false;
                for (; is(*p, NAME); p++)
                        hash = hash * 33 + (unsigned char) *p;
                if (*p != ':' || colon)
                        break;
                colon = p++;
        }
        if (p - lex->p > NAME_MAX_LEN || *p == ':')
                return false;
        *name = (struct xml_qname) { lex->p, (uint16_t) (p - lex->p), (uint16_t) (colon ? colon - lex->p : 0), hash };
        lex->p = p;
        return true;
}

static bool step_over(struct xml_lex *lex, struct span text)
{
        if (!span_starts((struct span) { lex->p, (size_t) (lex->end - lex->p) }, text))
                return false;
        lex->p += text.len;
        return true;
}

/* version, encoding and standalone in this order, as all write them. */
bool xml_lex_declaration(struct xml_lex *lex)
{
        static const struct {
                struct span name, values[2];
        } rows[] = {
                { SPAN_INIT(" version="), { SPAN_INIT("1.0"), SPAN_INIT("1.0") } },
                { SPAN_INIT(" encoding="), { SPAN_INIT("UTF-8"), SPAN_INIT("utf-8") } },
                { SPAN_INIT(" standalone="), { SPAN_INIT("yes"), SPAN_INIT("no") } },
        };

        step_over(lex, SPAN("\xEF\xBB\xBF"));
        if (!step_over(lex, SPAN("<?xml")))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                char quote;

                if (!step_over(lex, rows[i].name)) {
                        if (i == 0)
                                return false;
                        continue;
                }
                quote = *lex->p;
                if (quote != '"' && quote != '\'')
                        return false;
                lex->p++;
                if (!step_over(lex, rows[i].values[0]) && !step_over(lex, rows[i].values[1]))
                        return false;
                if (*lex->p != quote)
                        return false;
                lex->p++;
        }
        return step_over(lex, SPAN("?>"));
}
