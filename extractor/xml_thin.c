/* One pass over the tags; see xml_thin.h. */
#include "extractor/xml_thin.h"

/* What is kept is moved to the front, piece by piece. */
struct out {
        char *to;
        const char *from; /* kept from here on, not yet moved */
};

static void drop(struct out *out, const char *begin, const char *end)
{
        size_t kept = (size_t) (begin - out->from);

        if (out->to != out->from)
                memmove(out->to, out->from, kept);
        out->to += kept;
        out->from = end;
}

static size_t slot_of(const char *name, size_t len)
{
        return ((unsigned char) name[0] * 5u + (unsigned char) name[len - 1] * 3u + len) % 64;
}

void xml_thin_init(struct xml_thin *thin, const char *const *elements, const char *const *attributes)
{
        *thin = (struct xml_thin) { .attributes = attributes };
        for (; elements && *elements; elements++) {
                size_t len = strlen(*elements), slot = slot_of(*elements, len);

                while (thin->slots[slot].name)
                        slot = (slot + 1) % 64;
                thin->slots[slot].name = *elements;
                thin->slots[slot].len = len;
        }
}

bool xml_thin_silent(const struct xml_thin *thin, struct span local)
{
        for (size_t slot = slot_of(local.ptr, local.len); thin->slots[slot].name; slot = (slot + 1) % 64) {
                if (thin->slots[slot].len == local.len && memcmp(thin->slots[slot].name, local.ptr, local.len) == 0)
                        return true;
        }
        return false;
}

static bool stays(const struct xml_thin *thin, const char *name, struct span markup, size_t len)
{
        if (!thin->watched || strlen(thin->watched) != len || memcmp(thin->watched, name, len) != 0)
                return false;
        return !thin->keep || thin->keep(markup);
}

static bool is_silent_attribute(const struct xml_thin *thin, const char *name, size_t len)
{
        for (const char *const *a = thin->attributes; a && *a; a++) {
                size_t begin = strlen(*a);

                if (begin <= len && memcmp(*a, name, begin) == 0)
                        return true;
        }
        return false;
}

static bool ends_name(char c)
{
        return c <= ' ' || c == '/' || c == '>' || c == '=';
}

/* The end of the name at @p; *local is what follows its prefix. */
static const char *scan_name(const char *p, const char *end, const char **local)
{
        *local = p;
        for (; p < end && !ends_name(*p); p++) {
                if (*p == ':')
                        *local = p + 1;
        }
        return p;
}

/* Attributes as every program writes them, ` name="value"`; the first that looks otherwise ends the walk. Returns where it ended. */
static const char *thin_attributes(const struct xml_thin *thin, struct out *out, const char *p, const char *end)
{
        while (p < end && *p == ' ') {
                const char *local, *name_end = scan_name(p + 1, end, &local), *quote;

                if (end - name_end < 2 || name_end[0] != '=' || name_end[1] != '"')
                        break;
                quote = memchr(name_end + 2, '"', (size_t) (end - name_end - 2));
                if (!quote)
                        break;
                /* xmlns:rsid would declare a prefix */
                if (is_silent_attribute(thin, local, (size_t) (name_end - local)) && memcmp(p + 1, "xmlns", 5) != 0)
                        drop(out, p, quote + 1);
                p = quote + 1;
        }
        return p;
}

bool xml_thin_may_be_hollow(struct span local)
{
        return span_eq(local, SPAN("rPr")) || span_eq(local, SPAN("pPr"));
}

/*
 * The end tag at @p whose start tag is the last thing kept: take both out. Returns behind the end tag, NULL when it stays.
 */
static const char *thin_hollow(struct out *out, const char *bytes, const char *p, const char *end)
{
        const char *local, *name_end = scan_name(p + 2, end, &local);
        size_t len = (size_t) (name_end - (p + 2));

        if (name_end == end || *name_end != '>' || !xml_thin_may_be_hollow((struct span) { local, (size_t) (name_end - local) }))
                return NULL;
        drop(out, p, p);
        if ((size_t) (out->to - bytes) < len + 2 || out->to[-1] != '>' || memcmp(out->to - 1 - len, p + 2, len) != 0 || out->to[-2 - (ptrdiff_t) len] != '<')
                return NULL;
        out->to -= len + 2;
        out->from = name_end + 1;
        return name_end + 1;
}

size_t xml_thin(struct xml_thin *thin, char *bytes, size_t len)
{
        struct out out = { bytes, bytes };
        const char *p = bytes, *end = bytes + len;

        while (!thin->off && p < end && (p = memchr(p, '<', (size_t) (end - p)))) {
                const char *local, *name_end = scan_name(p + 1, end, &local), *gt;

                if (end - p > 3 && p[1] == '!' && p[2] == '[') {
                        thin->off = true;
                        break;
                }
                if (end - p > 6 && p[1] == '/') {
                        const char *behind = thin_hollow(&out, bytes, p, end);

                        p = behind ? behind : p + 2;
                        continue;
                }
                if (name_end == end || name_end == local || p[1] == '!' || p[1] == '?' || (*name_end != ' ' && *name_end != '/')) {
                        p = name_end;
                        continue;
                }
                if (xml_thin_silent(thin, (struct span) { local, (size_t) (name_end - local) })) {
                        gt = memchr(name_end, '>', (size_t) (end - name_end));
                        if (gt && gt[-1] == '/' && !stays(thin, local, (struct span) { p, (size_t) (gt - p) }, (size_t) (name_end - local))) {
                                drop(&out, p, gt + 1);
                                p = gt + 1;
                                continue;
                        }
                }
                p = thin_attributes(thin, &out, name_end, end);
        }
        drop(&out, end, end);
        return (size_t) (out.to - bytes);
}
