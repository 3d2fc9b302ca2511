/* What is printed as a number, and its value (domain.md 6.5): "1.500", "4,5 tỷ", "2 tỷ 300 triệu", "51 - 52". */
#include "rules/quantity.h"

/* 1.500 = 1500, 4,5 = 4.5, 9.5 = 9.5: a dot groups only before exactly three digits. */
static double number_value(struct span s, double times)
{
        double value = 0, scale = 1;
        bool decimal = false;

        for (size_t i = 0; i < s.len; i++) {
                char c = s.ptr[i];

                if (quantity_digit(c)) {
                        value = value * 10 + (c - '0');
                        scale *= decimal ? 10 : 1;
                } else if (c == ',') {
                        decimal = true;
                } else if (c == '.') {
                        bool group = i + 3 < s.len && quantity_digit(s.ptr[i + 1]) && quantity_digit(s.ptr[i + 2]) && quantity_digit(s.ptr[i + 3]) && !(i + 4 < s.len && quantity_digit(s.ptr[i + 4]));

                        decimal |= !group;
                }
        }
        return value * times / scale;
}

static double multiplier(struct span word)
{
        double times = 1;

        if (word.len && *word.ptr == 'n')
                times = 1e3;
        else if (word.len && *word.ptr == 'v')
                times = 1e4;
        else if (span_eq(word, SPAN("trăm")))
                times = 1e2;
        if (memmem(word.ptr, word.len, "triệu", strlen("triệu")))
                times *= 1e6;
        else if (memmem(word.ptr, word.len, "tỷ", strlen("tỷ")) || memmem(word.ptr, word.len, "tỉ", strlen("tỉ")))
                times *= 1e9;
        return times;
}

static struct span group_text(const struct run *run, const struct pattern_match *m, unsigned group)
{
        return group && range_is_set(m->groups[group]) ? run_lower(run, m->groups[group]) : (struct span) { "", 0 };
}

double quantity_value(const struct run *run, const struct rule *rule, const struct pattern_match *m)
{
        const unsigned n[] = { rule->group.n, rule->group.n2, rule->group.n3 }, x[] = { rule->group.x, rule->group.x2, rule->group.x3 };
        double value = 0;

        for (size_t i = 0; i < ARRAY_LEN(n); i++) {
                struct span digits = group_text(run, m, n[i]);

                if (digits.len)
                        value += number_value(digits, multiplier(group_text(run, m, x[i])));
        }
        return value;
}

const struct rule *quantity_read(struct run *run, struct range para, uint32_t at, struct pattern_match *m)
{
        const struct rule_list *rules = &run->set->anchors[0].rules[YIELDS_QUANTITY];
        struct behind behind = behind_digits(run->lower, at, para.end);

        for (size_t i = 0; i < rules->n; i++) {
                const struct rule *rule = rules->items[i];

                if (!rule_goes_on(rule, behind))
                        continue;
                if (pattern_match_at(rule->pattern, (struct span) { run->lower, para.end }, at, m))
                        return rule;
                if (m->limit)
                        run_diag(run, DIAG_limit_match, para, rule->id);
        }
        return NULL;
}

double quantity_multiplier(const struct run *run, const struct rule *rule, const struct pattern_match *m)
{
        return multiplier(group_text(run, m, rule->group.x));
}

uint32_t quantity_partner(const struct run *run, uint32_t at, uint32_t limit)
{
        static const struct span joints[] = { SPAN_INIT("-"), SPAN_INIT("đến"), SPAN_INIT("tới") };
        uint32_t next = skip_spaces(run, at, limit);

        for (size_t i = 0; i < ARRAY_LEN(joints) && next - at <= QUANTITY_GAP; i++) {
                uint32_t digits = next + (uint32_t) joints[i].len;

                if (digits >= limit || memcmp(run->lower + next, joints[i].ptr, joints[i].len) != 0)
                        continue;
                digits = skip_spaces(run, digits, limit);
                return digits < limit && quantity_digit(run->lower[digits]) ? digits : 0;
        }
        return 0;
}
