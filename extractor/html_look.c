/* Presentational elements, attributes and the few properties of style="..." that matter; see html_look.h. Style sheets are not read. */
#include "extractor/html_look.h"

#include <stdlib.h>
#include <strings.h>

const char *html_attribute(const unsigned char *const *attributes, const char *name)
{
        for (; attributes && attributes[0]; attributes += 2) {
                if (strcasecmp((const char *) attributes[0], name) == 0)
                        return (const char *) attributes[1];
        }
        return NULL;
}

static bool is(struct span s, const char *word)
{
        return s.len == strlen(word) && strncasecmp(s.ptr, word, s.len) == 0;
}

static int8_t alignment(struct span value)
{
        return is(value, "center") || is(value, "middle") ? 'c' : is(value, "right") ? 'r' : 0;
}

/* The first of a list of fonts, without its quotes. */
static struct span first_font(struct span value)
{
        size_t len = 0;

        while (value.len && strchr("\"' ", *value.ptr))
                value = (struct span) { value.ptr + 1, value.len - 1 };
        while (len < value.len && value.ptr[len] && !strchr("\"',;", value.ptr[len]))
                len++;
        return (struct span) { value.ptr, len };
}

static void property(struct look *look, enum block_part *part, struct span name, struct span value)
{
        if (is(name, "text-align"))
                look->aligned = alignment(value);
        else if (is(name, "font-family"))
                look->font = (int8_t) font_by_name(first_font(value));
        else if (is(name, "font-weight"))
                look->bold = is(value, "bold") || is(value, "bolder") || (value.len == 3 && *value.ptr >= '6' && *value.ptr <= '9');
        else if (is(name, "text-transform"))
                look->caps = is(value, "uppercase");
        else if ((is(name, "display") && is(value, "none")) || (is(name, "mso-hide") && is(value, "all")))
                look->hidden = true;
        else if (is(name, "mso-element") && (is(value, "footnote-list") || is(value, "endnote-list")))
                *part = BLOCK_FOOTNOTE;
        else if (is(name, "mso-element") && is(value, "comment-list"))
                *part = BLOCK_COMMENT;
}

static struct span trim(const char *begin, const char *end)
{
        while (begin < end && (unsigned char) *begin <= ' ')
                begin++;
        while (end > begin && (unsigned char) end[-1] <= ' ')
                end--;
        return (struct span) { begin, (size_t) (end - begin) };
}

static void style(struct look *look, enum block_part *part, const char *css)
{
        while (*css) {
                const char *end = css + strcspn(css, ";"), *colon = memchr(css, ':', (size_t) (end - css));

                if (colon)
                        property(look, part, trim(css, colon), trim(colon + 1, end));
                css = *end ? end + 1 : end;
        }
}

void html_look(struct look *look, enum block_part *part, const char *name, const unsigned char *const *attributes)
{
        const char *value;

        if (strcasecmp(name, "b") == 0 || strcasecmp(name, "strong") == 0 || strcasecmp(name, "th") == 0)
                look->bold = true;
        if ((*name | 0x20) == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2]) {
                look->heading = (int8_t) (name[1] - '0');
                look->bold = true;
        }
        if (strcasecmp(name, "center") == 0)
                look->aligned = 'c';
        if (strcasecmp(name, "table") == 0) /* its align places the table, not its text */
                look->aligned = 0;
        else if ((value = html_attribute(attributes, "align")))
                look->aligned = alignment(span_of(value));
        if ((value = html_attribute(attributes, "face")))
                look->font = (int8_t) font_by_name(first_font(span_of(value)));
        if ((value = html_attribute(attributes, "style")))
                style(look, part, value);
}
