/*
 * One document through the rules, in this order: lines, paragraphs, words, dates, head, foot, sections, citations, relations, checks;
 * at the end every range is moved from match text to display text.
 */
#include "rules/run.h"

/* Bytes that the facts of one document may take; 20,000 citations need about as much. It bounds time as well. */
enum { FACTS_BYTES = 24 << 20 };

void run_give_up(struct run *run, uint32_t at)
{
        if (!run->full)
                run_diag(run, DIAG_limit_facts, (struct range) { at, (uint32_t) run->text.len }, NULL);
        run->full = true;
}

bool run_is_full(struct run *run, uint32_t at)
{
        if (run->arena->total - run->before_facts > FACTS_BYTES)
                run_give_up(run, at);
        return run->arena->total - run->before_facts > FACTS_BYTES;
}

void run_diag(struct run *run, enum diag_code code, struct range span, const char *detail)
{
        diag_add(&run->out->diags, run->arena, code, span, detail);
}

const char *run_display_line(struct run *run, struct range match)
{
        struct span s = span_sub(run->doc->text, norm_origin(run->norm, match));
        char *out = arena_alloc_raw(run->arena, s.len + 1), *w = out;

        for (size_t i = 0; i < s.len; i++) {
                char c = s.ptr[i];

                if (trie_word_byte(s.ptr, (uint32_t) i)) {
                        *w++ = c;
                        continue;
                }
                if (c == '*' || c == '#' || (c == '_' && (i + 1 == s.len || s.ptr[i + 1] == '_' || (i && s.ptr[i - 1] == '_'))))
                        continue;
                if (c == '\n' || c == '\t' || c == '\r')
                        c = ' ';
                if (c == '\xC2' && i + 1 < s.len && s.ptr[i + 1] == '\xA0') {
                        i++; /* U+00A0 */
                        c = ' ';
                }
                if (c != ' ' || (w > out && w[-1] != ' '))
                        *w++ = c;
        }
        while (w > out && w[-1] == ' ')
                w--;
        *w = '\0';
        return out;
}

/*
 * Byte @c of UTF-8 in lower case, @before1 and @before2 the two bytes in front of it: a capital of Vietnamese is as long as its small letter,
 * so each byte can be told from its neighbours alone. Selections of bytes, no branches: the compiler makes vectors of them.
 */
static inline unsigned char lower_byte(unsigned char c, unsigned char before1, unsigned char before2)
{
        bool ascii = (c >= 'A') & (c <= 'Z');
        bool space = (c == '\n') | (c == '\t') | (c == '\r');
        /* U+00C0-U+00DE but for the sign of multiplication */
        bool latin1 = (before1 == 0xC3) & (c >= 0x80) & (c <= 0x9E) & (c != 0x97);
        /* Ơ and Ư stand alone, the capital being even and odd */
        bool horn_o = (before1 == 0xC6) & (c == 0xA0), horn_u = (before1 == 0xC6) & (c == 0xAF);
        /* Ă Đ Ĩ Ũ and U+1EA0-U+1EFF: the capital is the even code point; U+0130 and U+0131 are no pair */
        bool pair = ((before1 == 0xC4) & ((c & 0xFE) != 0xB0)) | (before1 == 0xC5) | ((before2 == 0xE1) & ((before1 == 0xBB) | ((before1 == 0xBA) & (c >= 0xA0))));
        unsigned char lower = (unsigned char) (c + (((ascii | latin1) ? 32 : 0) + ((horn_o | horn_u) ? 1 : 0)));

        lower = (unsigned char) (lower | (pair ? 1 : 0));
        return space ? ' ' : lower;
}

/* Lower case of the same length in bytes; every white space is a space. */
void run_lower_text(struct run *run)
{
        const unsigned char *t = (const unsigned char *) run->text.ptr;
        size_t len = run->text.len;
        unsigned char *out = arena_alloc_raw(run->arena, len + TRIE_LOOK_AHEAD); /* so that short look-aheads need no test */

        for (size_t i = 0; i < 2 && i < len; i++)
                out[i] = lower_byte(t[i], i ? t[0] : 0, 0);
        for (size_t i = 2; i < len; i++)
                out[i] = lower_byte(t[i], t[i - 1], t[i - 2]);
        memset(out + len, 0, TRIE_LOOK_AHEAD);
        run->lower = (char *) out;
}

static void move(const struct norm_text *norm, struct range *r)
{
        if (range_is_set(*r))
                *r = norm_origin(norm, *r);
}

static void move_names(const struct norm_text *norm, struct rec_names *names)
{
        for (size_t i = 0; i < names->n; i++)
                move(norm, &names->items[i].span);
}

static void move_citation(const struct norm_text *norm, struct rec_citation *c)
{
        move(norm, &c->type.span);
        move(norm, &c->number.span);
        move(norm, &c->date.span);
        move(norm, &c->issuer.span);
        for (size_t k = 0; k < c->n_parts; k++)
                move(norm, &c->parts[k].span);
        move(norm, &c->title.span);
        move(norm, &c->number_span);
        move(norm, &c->span);
}

static void move_document(const struct norm_text *norm, struct rec_document *d)
{
        move(norm, &d->type.span);
        move(norm, &d->number.span);
        move(norm, &d->date.span);
        move(norm, &d->place.span);
        move(norm, &d->issuer.span);
        move(norm, &d->parent.span);
        move(norm, &d->title.span);
        move(norm, &d->signer.span);
        for (size_t i = 0; i < d->n_recipients; i++)
                move(norm, &d->recipients[i].span);
}

/* Every range of the record; a new field with a range has its line here. */
static void move_record(const struct norm_text *norm, struct record *r)
{
        move_document(norm, &r->document);
        for (size_t i = 0; i < r->n_sections; i++)
                move(norm, &r->sections[i].span);
        for (size_t i = 0; i < r->n_citations; i++)
                move_citation(norm, &r->citations[i]);
        for (size_t i = 0; i < r->n_dates; i++)
                move(norm, &r->dates[i].span);
        for (size_t i = 0; i < r->n_units; i++)
                move(norm, &r->units[i].span);
        for (size_t i = 0; i < r->n_activities; i++) {
                struct rec_activity *a = &r->activities[i];

                move(norm, &a->title_span);
                move_names(norm, &a->lead);
                move_names(norm, &a->partners);
                move(norm, &a->time.span);
                for (size_t k = 0; k < a->n_items; k++)
                        move(norm, &a->items[k].span);
                move(norm, &a->span);
        }
        for (size_t i = 0; i < r->n_assignments; i++) {
                struct rec_assignment *a = &r->assignments[i];

                move_names(norm, &a->units);
                for (size_t k = 0; k < a->n_duties; k++)
                        move(norm, &a->duties[k].span);
                move(norm, &a->span);
        }
        for (size_t i = 0; i < r->n_events; i++) {
                struct rec_event *e = &r->events[i];

                move(norm, &e->date.span);
                move_names(norm, &e->actors);
                move_names(norm, &e->partners);
                move(norm, &e->span);
        }
        for (size_t i = 0; i < r->n_quantities; i++)
                move(norm, &r->quantities[i].span);
        for (size_t i = 0; i < r->diags.n; i++)
                move(norm, &r->diags.items[i].span);
}

/* What stands behind the document's end (a portal's navigation, related titles) is nobody's fact: no grammar sees it from here on. */
static void forget_behind_end(struct run *run)
{
        uint32_t limit;

        if (run->end_line >= run->n_lines)
                return;
        limit = run->lines[run->end_line].whole.begin;
        while (run->n_paras && run->paras[run->n_paras - 1].text.begin >= limit)
                run->n_paras--;
        run->n_hits = run->para_hits[run->n_paras];
        while (run->out->n_dates && run->out->dates[run->out->n_dates - 1].span.begin >= limit)
                run->out->n_dates--;
}

void ruleset_run(struct ruleset *set, struct record *out, struct arena *arena, const struct document *doc, const struct norm_text *text)
{
        struct run run = { .set = set, .arena = arena, .out = out, .doc = doc, .norm = text, .text = text->text };

        *out = (struct record) { 0 };
        if (text->text.len) {
                run_lower_text(&run);
                layout_read(&run);
                run.sign_line = run.end_line = (uint32_t) run.n_lines;
                scan_text(&run);
                run.before_facts = arena->total;
                dates_find(&run);
                head_read(&run);
                foot_read(&run);
                forget_behind_end(&run);
                scan_clear_so_signs(&run);
                sections_read(&run);
                citations_find(&run);
                citations_read_parts(&run);
                relations_find(&run);
                citations_name_issuers(&run);
                citations_check(&run);
                dates_set_roles(&run);
                dates_inherit(&run);
                quantities_find(&run);
                activities_find(&run);
                assignments_find(&run);
                events_find(&run);
                units_find(&run);
                if (run.norm->origin)
                        move_record(run.norm, out);
        }
        /* those of the earlier stages speak of display text already */
        for (size_t i = 0; i < doc->diags.n; i++)
                diag_add(&out->diags, arena, doc->diags.items[i].code, doc->diags.items[i].span, doc->diags.items[i].detail);
}
