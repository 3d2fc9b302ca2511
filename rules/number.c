/* Số, ký hiệu: the number patterns at a run of digits, and what their parts mean (domain.md 1.2). */
#include "rules/run.h"

#include <stdlib.h>

/* A match that ends behind @longer_than; shorter ones are of no use, and their keys are not read. */
static bool try_rule(struct run *run, struct number_match *out, const struct rule *rule, struct range para, uint32_t at, uint32_t longer_than)
{
        struct pattern_match m;
        struct span window = { run->text.ptr, para.end };

        if (!pattern_match_at(rule->pattern, window, at, &m)) {
                if (m.limit)
                        run_diag(run, DIAG_limit_match, para, rule->id);
                return false;
        }
        if (m.groups[0].end <= longer_than)
                return false;
        *out = (struct number_match) { .span = m.groups[0], .rule = rule };
        return norm_key_parse(&out->key, run->arena, run_text(run, out->span), &run->set->lexicon.abbrs) == 0;
}

/* A lower-case mark is a number only when its first abbreviation is known: "12/qđ-ubnd", not "12/người-năm". */
static bool lower_mark_known(const struct run *run, const struct number_match *match)
{
        return match->key.n_marks && (norm_abbrs_find(&run->set->lexicon.abbrs, span_of(match->key.marks[0])) || type_of_mark(run->set, &match->key, false));
}

/*
 * What stands in front of the digits may make them part of something else: 109:2017/BTTTT, 1.12/QĐ, a/12.
 */
static bool starts_cleanly(const struct run *run, uint32_t at, uint32_t begin, bool headed)
{
        char before = at > begin ? run->lower[at - 1] : ' ';

        if (strchr(" (\"',;*[\n", before))
                return true;
        if (before == ':' || before == '.' || before == '-' || before == '/' || trie_word_byte(run->lower, at - 1))
                return headed && before != '-' && before != '/';
        return true;
}

/*
 * "66-NQ/TW1", "09/2026/NĐ-CP4": the mark of a footnote behind a number. Only behind the marks of Government and Party: "QH15" and "UBTVQH14" carry a term,
 * "PC07" is an office of the police, "NHNN7" one of the State Bank.
 */
static void drop_footnote(struct run *run, struct number_match *match)
{
        const struct norm_abbrs *abbrs = &run->set->lexicon.abbrs;
        struct span mark = span_of(match->key.n_marks ? match->key.marks[match->key.n_marks - 1] : "");
        const struct issuer *issuer;
        uint32_t end = match->span.end;
        size_t letters = mark.len;

        while (letters && mark.ptr[letters - 1] >= '0' && mark.ptr[letters - 1] <= '9')
                letters--;
        if (!letters || letters == mark.len || mark.len - letters > 2 || mark.ptr[letters] == '0' || norm_abbrs_find(abbrs, mark))
                return;
        issuer = issuer_of_abbr(run->set, arena_strndup(run->arena, (struct span) { mark.ptr, letters }));
        if (!issuer || (strcmp(issuer->class, "chinh_phu") != 0 && strcmp(issuer->class, "ttg") != 0 && strcmp(issuer->class, "dang") != 0 && strcmp(issuer->class, "ban_chi_dao") != 0))
                return;
        while (end > match->span.begin && run->lower[end - 1] >= '0' && run->lower[end - 1] <= '9')
                end--;
        if (match->span.end - end != mark.len - letters)
                return;
        match->span.end = end;
        norm_key_parse(&match->key, run->arena, run_text(run, match->span), abbrs);
}

bool number_at(struct run *run, struct number_match *out, size_t para, uint32_t at, bool headed)
{
        const struct rule_list *rules = &run->set->anchors[0].rules[YIELDS_NUMBER];
        struct range window = run->paras[para].text;
        struct number_match best = { 0 };
        struct behind behind;

        if (!starts_cleanly(run, at, window.begin, headed))
                return false;
        behind = behind_digits(run->text.ptr, at, window.end);
        for (size_t i = 0; i < rules->n; i++) {
                const struct rule *rule = rules->items[i];
                struct number_match match;

                if ((rule->head && !headed) || !rule_goes_on(rule, behind))
                        continue;
                /* rules for noise may only make a strict match longer */
                if (!try_rule(run, &match, rule, window, at, best.span.end))
                        continue;
                if (strcmp(rule->kind, "chu_thuong") == 0 && !lower_mark_known(run, &match))
                        continue;
                best = match;
                if (!headed)
                        break;
        }
        if (!range_is_set(best.span))
                return false;
        best.headed = headed;
        drop_footnote(run, &best);
        *out = best;
        return true;
}

/* Over "số", ':', '.', '_' and spaces to the number or the blank's '/'. */
uint32_t number_over_blank(const struct run *run, uint32_t at, uint32_t end)
{
        while (at < end && (strchr(" :._", run->lower[at]) || (unsigned char) run->lower[at] == 0xE2)) {
                at += (unsigned char) run->lower[at] == 0xE2 ? 3 : 1;
        }
        return at;
}

bool number_blank_at(struct run *run, struct number_match *out, uint32_t at, uint32_t end)
{
        struct range span = { at, at };

        while (span.end < end && run->lower[span.end] != ' ' && run->lower[span.end] != ',')
                span.end++;
        *out = (struct number_match) { .span = span };
        return norm_key_parse(&out->key, run->arena, run_text(run, span), &run->set->lexicon.abbrs) == 0 && out->key.partial && out->key.n_marks;
}

static bool is_issuer(const struct run *run, const char *mark)
{
        return issuer_of_abbr(run->set, mark) != NULL;
}

/* The style of domain.md 1.2, from the shape and the marks. */
static const char *style_of(const struct run *run, const struct norm_key *key, const struct doc_type *mark_type, const struct type_word *word)
{
        const char *first = key->n_marks ? key->marks[0] : "";

        if (key->n_marks && (strncmp(first, "QH", 2) == 0 || strncmp(first, "UBTV", 4) == 0) && key->year)
                return "quoc_hoi";
        if (key->first_separator == '-')
                return key->n_marks > 1 ? "dang" : "cu";
        /* liên bộ, before 1997: 12/TT-LB, 40/TTLB */
        if (key->n_marks == 2 && !key->year && (strcmp(key->marks[1], "LB") == 0 || strcmp(key->marks[1], "LT") == 0))
                return "cu";
        if (key->year)
                return "qppl";
        if (key->n_marks < 2 && word && strcmp(word->word, "Công văn") != 0 && strcmp(word->word, "Văn bản") != 0)
                return "cu";
        if (key->n_marks < 2)
                return word && strcmp(word->word, "Công văn") == 0 ? "cong_van" : is_issuer(run, first) && !mark_type ? "cong_van" : "cu";
        if (strcmp(first, "VBHN") == 0)
                return "hop_nhat";
        if (word && (strcmp(word->word, "Công văn") == 0))
                return "cong_van";
        if (!mark_type)
                return "cong_van";
        if (strstr(mark_type->number_style, "phoi_hop") && key->n_marks > 2 && (is_issuer(run, key->marks[2]) || (word && strstr(word->word, "phối hợp"))))
                return "phoi_hop";
        return "hanh_chinh";
}

static void split_marks(struct run *run, struct rec_number *out, const struct norm_key *key, const struct doc_type *mark_type)
{
        bool typed = strcmp(out->style, "cong_van") != 0 && strcmp(out->style, "quoc_hoi") != 0 && (mark_type || strcmp(out->style, "cu") != 0);
        size_t first = typed && key->n_marks ? 1 : 0;

        if (first)
                out->type_abbr = key->marks[0];
        out->issuer_abbrs = arena_array(run->arena, key->n_marks + 1, sizeof(*out->issuer_abbrs));
        for (size_t i = first; i < key->n_marks; i++)
                out->issuer_abbrs[out->n_issuer_abbrs++] = key->marks[i];
}

void number_fill(struct run *run, struct rec_number *out, const struct number_match *match, const struct type_word *word)
{
        const struct norm_key *key = &match->key;
        const struct doc_type *mark_type = type_of_mark(run->set, key, key->first_separator == '-');

        *out = (struct rec_number) {
                .status = key->partial ? NUMBER_PARTIAL : NUMBER_FULL,
                .key = key->partial ? NULL : key->key,
                .key_pattern = key->partial ? key->key : NULL,
                .number = key->number,
                .suffix = key->suffix,
                .year = key->year,
                .span = match->span,
                .style = match->rule && strcmp(match->rule->kind, "quoc_hoi") == 0 ? "quoc_hoi" : style_of(run, key, mark_type, word),
        };
        split_marks(run, out, key, mark_type);
}
