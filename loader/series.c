/*
 * Series: what beside its key tells an instrument apart, as text and compared. What goes into one stands in identity.c.
 */
#include "loader/instrument.h"

int four_digits(const char *s)
{
        int year = 0;

        for (int i = 0; i < 4; i++) {
                if (!is_digit(s[i]))
                        return 0;
                year = year * 10 + (s[i] - '0');
        }
        return year;
}

/* ---- as text ------------------------------------------------------------------------------------------- */

static void put_year(struct buf *out, const struct series *s)
{
        if (s->year_kind == YEAR_UNKNOWN)
                buf_putc(out, '?');
        else if (s->year_kind == YEAR_IN_KEY && s->place_kind != PLACE_IN_KEY)
                buf_putc(out, '-');
        else if (s->year_kind != YEAR_IN_KEY)
                buf_printf(out, "%s%04d", s->year_kind == YEAR_TERM ? "k" : "", s->year);
}

/* '!' begins the kind, '#' what resolve.c puts behind a series. */
static void put_name(struct buf *out, struct span name)
{
        for (size_t i = 0; i < name.len; i++)
                buf_putc(out, name.ptr[i] == '#' || name.ptr[i] == '!' ? ' ' : name.ptr[i]);
}

static const char *const kinds[] = { [KIND_IN_KEY] = "", [KIND_QUYET_DINH] = "!quyết định", [KIND_QUY_DINH] = "!quy định", [KIND_UNKNOWN] = "!?" };

char *series_text(struct arena *arena, const struct series *s)
{
        struct buf out = { 0 };
        char *text;

        put_year(&out, s);
        if (s->place_kind == PLACE_UNKNOWN)
                buf_putc(&out, '?');
        if (s->place_kind == PLACE_PROVINCE)
                buf_putc(&out, '~');
        if (s->place_kind == PLACE_BY_MARK)
                buf_putc(&out, '@');
        if (s->place_kind == PLACE_ISSUER || s->place_kind == PLACE_ISSUER_SOMEWHERE) {
                buf_putc(&out, '=');
                put_name(&out, s->issuer);
                buf_putc(&out, '|');
        }
        put_name(&out, s->place_kind == PLACE_ISSUER_SOMEWHERE ? SPAN("?") : s->province);
        buf_puts(&out, kinds[s->kind]);
        text = arena_strndup(arena, buf_span(&out));
        buf_release(&out);
        return text;
}

static const char *parse_year(struct series *out, const char *text)
{
        if (*text == '?')
                out->year_kind = YEAR_UNKNOWN;
        if (*text == '?' || *text == '-')
                return text + 1;
        if (*text == 'k' || is_digit(*text)) {
                out->year_kind = *text == 'k' ? YEAR_TERM : YEAR_KNOWN;
                text += *text == 'k';
                out->year = four_digits(text);
                return out->year ? text + 4 : text + strlen(text);
        }
        return text;
}

static const char *last_bar(struct span text)
{
        for (size_t i = text.len; i; i--) {
                if (text.ptr[i - 1] == '|')
                        return text.ptr + i - 1;
        }
        return NULL;
}

static void parse_kind(struct series *out, const char *text)
{
        for (int kind = KIND_QUYET_DINH; kind <= KIND_UNKNOWN; kind++) {
                if (span_starts(span_of(text), span_of(kinds[kind])))
                        out->kind = kind;
        }
}

void series_parse(struct series *out, const char *text)
{
        const char *bar;
        size_t len;

        *out = (struct series) { 0 };
        text = parse_year(out, text);
        len = strcspn(text, "#!");
        parse_kind(out, text + len);
        bar = last_bar((struct span) { text, len });
        if (*text == '?') {
                out->place_kind = PLACE_UNKNOWN;
        } else if (*text == '~' || *text == '@') {
                out->place_kind = *text == '~' ? PLACE_PROVINCE : PLACE_BY_MARK;
                out->province = (struct span) { text + 1, len - 1 };
        } else if (*text == '=' && bar) {
                struct span province = { bar + 1, len - (size_t) (bar + 1 - text) };

                out->place_kind = span_eq(province, SPAN("?")) ? PLACE_ISSUER_SOMEWHERE : PLACE_ISSUER;
                out->issuer = (struct span) { text + 1, (size_t) (bar - text) - 1 };
                out->province = out->place_kind == PLACE_ISSUER ? province : (struct span) { 0 };
        }
}

/* ---- comparing ----------------------------------------------------------------------------------------- */

bool series_complete(const struct series *s)
{
        return s->year_kind != YEAR_UNKNOWN && s->place_kind <= PLACE_ISSUER && s->kind != KIND_UNKNOWN;
}

static bool years_fit(const struct series *a, const struct series *b)
{
        if (a->year_kind == YEAR_UNKNOWN || b->year_kind == YEAR_UNKNOWN)
                return true;
        return a->year_kind == b->year_kind && a->year == b->year;
}

static bool kinds_fit(const struct series *a, const struct series *b)
{
        return a->kind == b->kind || a->kind == KIND_UNKNOWN || b->kind == KIND_UNKNOWN || a->kind == KIND_IN_KEY || b->kind == KIND_IN_KEY; /* one of an older program */
}

static bool names_issuer(const struct series *s)
{
        return s->place_kind == PLACE_ISSUER || s->place_kind == PLACE_ISSUER_SOMEWHERE;
}

bool series_fits(const struct series *a, const struct series *b)
{
        if (!years_fit(a, b) || !kinds_fit(a, b))
                return false;
        if (names_issuer(a) && names_issuer(b) && !span_eq(a->issuer, b->issuer))
                return false;
        /* the province of the citing document says nothing against an issuer known to be central */
        return !a->province.len || !b->province.len || span_eq(a->province, b->province);
}

bool series_may_be(const char *known, const char *series)
{
        struct series a, b;
        bool near;

        series_parse(&a, known);
        series_parse(&b, series);
        near = series_complete(&a) && a.year_kind == YEAR_KNOWN && b.year_kind == YEAR_KNOWN && abs(a.year - b.year) == 1;
        if (near)
                b.year = a.year;
        return series_fits(&a, &b);
}
