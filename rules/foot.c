/*
 * The foot of a document (domain.md 2.5): where it begins, where the document ends, who signed, who receives it.
 *
 * The first complete signature block behind the title is the document's: forms in the appendices have blocks without names. Recipients are
 * the list nearest to it, before, beside or behind. Web pages go on with navigation; that is not the document any more.
 */
#include "rules/frame.h"

enum { REACH = 100 }; /* lines between the list of recipients and the signature */

static bool is_label(const struct run *run, size_t line)
{
        struct span lower = run_lower(run, run->lines[line].text);

        return span_starts(lower, SPAN("nơi nhận")) || (span_starts(lower, SPAN("nơi gửi")) && run->lines[line].text.end - run->lines[line].text.begin < 20);
}

/* "PHỤ LỤC", "QUY CHẾ (Ban hành kèm theo ...)": the foot is behind us */
static bool is_appendix(const struct run *run, size_t line)
{
        struct span lower = run_lower(run, run->lines[line].text);

        return run->lines[line].caps && (span_starts(lower, SPAN("phụ lục")) || span_starts(lower, SPAN("mẫu số")));
}

/* The line of the label that belongs to the block; n_lines = none. */
static size_t label_near(const struct run *run, const struct signature *s, size_t before)
{
        if (before < run->n_lines && before + REACH >= s->first)
                return before;
        for (size_t i = s->first; i < run->n_lines && i < s->last + 20u; i++) {
                if (is_label(run, i))
                        return i;
                if (i > s->last && is_appendix(run, i))
                        break;
        }
        return run->n_lines;
}

/* The signature block and the label in front of it. */
static bool find_signature(struct run *run, struct signature *out, size_t *label)
{
        *label = run->n_lines;
        for (size_t i = run->title_line + (range_is_set(run->out->document.type.span) ? 1u : 0u); i < run->n_lines; i++) {
                if (run->lines[i].blank)
                        continue;
                if (is_label(run, i)) {
                        /* a second list without a signature between them: forms */
                        if (*label == run->n_lines || i < *label + REACH)
                                *label = i;
                }
                if (*label < run->n_lines && i > *label + REACH)
                        return false;
                if (signature_at(run, out, i, *label < run->n_lines))
                        return true;
        }
        return false;
}

static bool begins_with_own_type(const struct run *run, size_t line)
{
        const struct type_word *word = run->own_type_word;

        return word && span_starts(run_lower(run, run->lines[line].text), span_of(norm_lowered(run->arena, span_of(word->word))));
}

static bool is_ascii(struct span s)
{
        for (size_t i = 0; i < s.len; i++) {
                if (s.ptr[i] & 0x80)
                        return false;
        }
        return true;
}

/* The first line of a web site's own text behind @from, titles of the page and a translation's head included. */
static void find_end(struct run *run, size_t from)
{
        for (size_t i = from; i < run->n_lines; i++) {
                struct range text = run->lines[i].text;

                if (run->lines[i].blank || text.end - text.begin > 120 || furniture_at(run, text, NULL) != FURNITURE_WEB)
                        continue;
                while (i > from && !run->lines[i - 1].blank && begins_with_own_type(run, i - 1))
                        i--;
                if (is_ascii(run_text(run, text))) {
                        while (i > from && is_ascii(run_text(run, run->lines[i - 1].whole)))
                                i--;
                }
                run->end_line = (uint32_t) i;
                return;
        }
}

static bool may_have_two_parties(const struct run *run)
{
        static const char *const types[] = { "hop_dong", "ban_ghi_nho", "ban_thoa_thuan", "thoa_thuan", "bien_ban", "giay_uy_quyen" };

        for (size_t i = 0; run->out->document.type.id && i < ARRAY_LEN(types); i++) {
                if (strcmp(run->out->document.type.id, types[i]) == 0)
                        return true;
        }
        return false;
}

/* Papers of two parties: neither of those who sign is "the signer". The other stands beside, behind, or is announced above. */
static bool is_one_of_two(struct run *run, const struct signature *s)
{
        struct range columns[COLUMNS_MAX];
        struct signature other;
        size_t n = line_columns(run, s->first, columns), capitals = 0;

        if (!may_have_two_parties(run))
                return false;
        for (size_t i = 0; i < n; i++)
                capitals += is_capitals(run_text(run, columns[i]));
        if (capitals > 1)
                return true;
        for (size_t i = s->first; i-- > 0 && i + 4 > s->first;) {
                struct span lower = run_lower(run, run->lines[i].text);

                if (run->lines[i].caps && (span_starts(lower, SPAN("đại diện")) || span_starts(lower, SPAN("người ")) || span_starts(lower, SPAN("bên "))))
                        return true;
        }
        for (size_t i = s->last + 1u; i < run->n_lines && i < s->last + 12u; i++) {
                if (signature_at(run, &other, i, true))
                        return true;
        }
        return false;
}

void foot_read(struct run *run)
{
        struct rec_document *d = &run->out->document;
        struct signature signature = { 0 };
        size_t label, behind = run->body_line;
        bool found = find_signature(run, &signature, &label);

        if (found && !is_one_of_two(run, &signature)) {
                d->signer.authority = signature.authority;
                d->signer.position = signature.position;
                d->signer.name = signature.name;
                d->signer.span = signature.span;
        }
        if (found) {
                label = label_near(run, &signature, label);
                run->sign_line = signature.first;
                behind = signature.last + 1;
        }
        if (label < run->n_lines && label < run->sign_line)
                run->sign_line = (uint32_t) label;
        find_end(run, behind);
        head_read_closing_date(run);
        issuer_read(run, found ? signature.body : NULL);
        if (label < run->n_lines) {
                size_t end = found && label <= signature.last ? signature.last + 12u : label + 60;

                if (end > run->end_line)
                        end = run->end_line;
                recipients_read(run, (uint32_t) label, (uint32_t) end, found ? &signature : NULL);
        }
}
