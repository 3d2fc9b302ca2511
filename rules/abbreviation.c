/*
 * What lists of recipients shorten: "TT Tỉnh ủy", "các PCT UBND tỉnh", "Sở TT&TT" (tables/abbreviations.csv; the marks of Sở and Bộ from
 * tables/issuers.csv). The same letters mean different things before different words, so a row may name the words that must follow.
 */
#include "common/utf8.h"
#include "rules/frame.h"

static bool is_word_byte_at(struct span s, size_t at)
{
        return at < s.len && trie_word_byte(s.ptr, (uint32_t) at);
}

/* "TT-CB" is one abbreviation, "Cục TTĐN - Bộ" are two names */
static bool ends_word(struct span s, size_t at)
{
        if (at >= s.len)
                return true;
        if (s.ptr[at] == '-' && is_word_byte_at(s, at + 1) && s.ptr[at - 1] != '.')
                return false;
        return !is_word_byte_at(s, at) || s.ptr[at - 1] == '.';
}

static bool next_fits(const struct abbreviation *a, struct span s, size_t at)
{
        while (at < s.len && strchr(" .:", s.ptr[at]))
                at++;
        for (size_t i = 0; i < a->n_next; i++) {
                if (span_starts((struct span) { s.ptr + at, s.len - at }, span_of(a->next[i])))
                        return true;
        }
        return a->n_next == 0;
}

static const struct abbreviation *abbreviation_at(const struct run *run, struct span s, size_t at)
{
        const struct abbreviation *best = NULL;
        struct span rest = { s.ptr + at, s.len - at };
        size_t best_len = 0;

        FOR_WORDS_AT(found, &run->set->first_byte.abbreviations, rest) {
                const struct abbreviation *a = &run->set->abbreviations[found->row];

                if (found->len > best_len && ends_word(s, at + found->len) && next_fits(a, s, at + found->len)) {
                        best = a;
                        best_len = found->len;
                }
        }
        return best;
}

/* Capitals from @at on, joined by '&', '-', "và": "TT&TT", "LĐ-TB&XH", "NN và PTNT"; their letters in @letters. Returns the end, 0 = none. */
static size_t field_letters(struct span s, size_t at, char *letters, size_t room, bool comma)
{
        size_t n = 0, end = 0;

        while (at < s.len && n + 4 < room) {
                unsigned len;
                uint32_t cp = utf8_decode(s.ptr + at, s.ptr + s.len, &len);

                if (cp != UTF8_BAD && norm_lower(cp) != cp) {
                        memcpy(letters + n, s.ptr + at, len);
                        n += len;
                        at += len;
                        end = at;
                } else if (n && (s.ptr[at] == '&' || s.ptr[at] == '-' || (comma && s.ptr[at] == ','))) {
                        at += 1 + (s.ptr[at] == ',' && at + 1 < s.len && s.ptr[at + 1] == ' ');
                } else if (n && span_starts((struct span) { s.ptr + at, s.len - at }, SPAN(" và ")) && is_capital_at(s, at + strlen(" và ")) &&
                        is_capital_at(s, at + strlen(" và ") + 1)) {
                        at += strlen(" và ");
                } else if (n && span_starts((struct span) { s.ptr + at, s.len - at }, SPAN(" & "))) {
                        at += 3;
                } else {
                        break;
                }
        }
        letters[n] = '\0';
        return end && !is_word_byte_at(s, end) && n >= 2 ? end : 0;
}

/* "Sở TT&TT", "Bộ NN&PTNT" at @at: the full name, and the end of what it replaces. */
static const char *department_at(const struct run *run, struct span s, size_t at, size_t *end)
{
        static const struct {
                struct span head;
                const char *letter, *class;
        } heads[] = { { SPAN_INIT("Sở "), "S", "so" }, { SPAN_INIT("Bộ "), "B", "bo" } };
        char mark[40];

        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                if (!span_starts((struct span) { s.ptr + at, s.len - at }, heads[i].head))
                        continue;
                mark[0] = *heads[i].letter;
                /* "Sở VH, TT&DL" is one Sở, "Sở TC, KHĐT" two */
                for (int comma = 1; comma >= 0; comma--) {
                        *end = field_letters(s, at + heads[i].head.len, mark + 1, sizeof(mark) - 1, comma);
                        const struct issuer *issuer = *end ? issuer_of_abbr(run->set, mark) : NULL;

                        if (issuer && strcmp(issuer->class, heads[i].class) == 0)
                                return issuer->name;
                }
                return NULL;
        }
        return NULL;
}

/* "Các Bộ: TC, XD", "Các sở: GTVT, TNMT": a list of fields; the letter of their marks, 0 = no such list. */
static char list_letter(struct span s, size_t *colon)
{
        static const struct {
                struct span head;
                char letter;
        } heads[] = { { SPAN_INIT("Các Bộ"), 'B' }, { SPAN_INIT("Các bộ"), 'B' }, { SPAN_INIT("Các Sở"), 'S' }, { SPAN_INIT("Các sở"), 'S' } };
        const char *sign = memchr(s.ptr, ':', s.len);

        for (size_t i = 0; sign && i < ARRAY_LEN(heads); i++) {
                if (span_starts(s, heads[i].head)) {
                        *colon = (size_t) (sign - s.ptr);
                        return heads[i].letter;
                }
        }
        return 0;
}

/* The field at @at of such a list: "TNMT" -> "Tài nguyên và Môi trường" */
static const char *field_at(const struct run *run, struct span s, size_t at, char letter, size_t *end)
{
        char mark[40] = { letter };
        const struct issuer *issuer;
        const char *space;

        *end = field_letters(s, at, mark + 1, sizeof(mark) - 1, false);
        issuer = *end ? issuer_of_abbr(run->set, mark) : NULL;
        if (!issuer) { /* "NgV" */
                for (*end = at; *end < s.len && is_word_byte_at(s, *end) && *end - at + 2 < sizeof(mark); ++*end)
                        mark[1 + *end - at] = s.ptr[*end];
                mark[1 + *end - at] = '\0';
                issuer = is_capital_at(s, at) ? issuer_of_abbr(run->set, mark) : NULL;
        }
        space = issuer ? strchr(issuer->name, ' ') : NULL;
        return space && (strcmp(issuer->class, "so") == 0 || strcmp(issuer->class, "bo") == 0) ? space + 1 : NULL;
}

/* "KTVB&QLXLVPHC": between two abbreviations '&' is "và" */
static bool is_joint(struct span s, size_t at)
{
        return s.ptr[at] == '&' && at && at + 1 < s.len && (s.ptr[at - 1] == ' ' || is_word_byte_at(s, at - 1));
}

/* What the same letters mean under another issuer: PCT of a Cục, TU of a city. */
static const char *reading(const struct run *run, const struct abbreviation *a)
{
        static const struct {
                const char *abbr, *of, *full;
        } others[] = { { "PCT", "Cục ", "Phó Cục trưởng" }, { "PCT", "Tổng cục ", "Phó Tổng cục trưởng" }, { "PCT", "Chi cục ", "Phó Chi cục trưởng" } };
        static const struct {
                const char *abbr, *full;
        } cities[] = { { "TU", "Thành ủy" }, { "TTTU", "Thường trực Thành ủy" }, { "VPTU", "Văn phòng Thành ủy" }, { "BTVTU", "Ban Thường vụ Thành ủy" }, { "TVTU", "Thường vụ Thành ủy" } };
        const char *issuer = run->out->document.issuer.name;

        for (size_t i = 0; issuer && i < ARRAY_LEN(others); i++) {
                if (strcmp(a->abbr, others[i].abbr) == 0 && strncmp(issuer, others[i].of, strlen(others[i].of)) == 0)
                        return others[i].full;
        }
        for (size_t i = 0; run->province_level && strcmp(run->province_level, "thành phố") == 0 && i < ARRAY_LEN(cities); i++) {
                if (strcmp(a->abbr, cities[i].abbr) == 0)
                        return cities[i].full;
        }
        return a->full;
}

const char *abbreviations_expand(struct run *run, struct span text)
{
        struct buf out = { 0 };
        const char *name;
        size_t colon = 0;
        char letter = list_letter(text, &colon);

        for (size_t at = 0; at < text.len;) {
                bool start = (at == 0 || !is_word_byte_at(text, at - 1)) && is_word_byte_at(text, at);
                size_t end;
                const char *full = start && letter && at > colon ? field_at(run, text, at, letter, &end) : NULL;
                const struct abbreviation *a = start && !full ? abbreviation_at(run, text, at) : NULL;

                if (start && !full && !a)
                        full = department_at(run, text, at, &end);

                if (a) {
                        buf_puts(&out, reading(run, a));
                        at += strlen(a->abbr);
                        /* "TP.HCM", "PCT.UBND", "TT. Tỉnh ủy": the full stop is the abbreviation's */
                        at += at + 1 < text.len && text.ptr[at] == '.' && (text.ptr[at + 1] == ' ' || is_word_byte_at(text, at + 1));
                        if (text.ptr[at - 1] == '.' && at < text.len && text.ptr[at] != ' ')
                                buf_putc(&out, ' ');
                } else if (full) {
                        buf_puts(&out, full);
                        at = end;
                } else if (is_joint(text, at) && out.len) {
                        while (out.len && out.ptr[out.len - 1] == ' ')
                                out.len--;
                        buf_puts(&out, " và ");
                        for (at++; at < text.len && text.ptr[at] == ' ';)
                                at++;
                } else {
                        buf_putc(&out, text.ptr[at++]);
                }
        }
        /* codes of desks are no names to case, and a collective keeps its small letters: "các huyện ủy" */
        if (is_capitals(text) && span_eq(buf_span(&out), text) && !norm_names_find(run->set->lexicon.units, text))
                name = arena_strndup(run->arena, text);
        else if (span_starts(text, SPAN("Các ")))
                name = norm_unit_name(run->arena, buf_span(&out), NULL);
        else
                name = unit_name_of(run, buf_span(&out));
        buf_release(&out);
        return name;
}

/* "GD&ĐT", "LHPN": a word of capitals without a vowel is short for something; "TU" may be the first syllable of Tu Mơ Rông. */
bool has_abbreviation(struct span text)
{
        bool vowel = false;
        size_t letters = 0;

        for (size_t i = 0; i <= text.len; i++) {
                if (i == text.len || text.ptr[i] == ' ') {
                        if (letters > 1 && !vowel)
                                return true;
                        letters = 0;
                        vowel = false;
                        continue;
                }
                /* letters outside ASCII are vowels but for Đ, C4 90 */
                vowel |= strchr("AEIOUY0123456789", text.ptr[i]) || ((unsigned char) text.ptr[i] >= 0xC3 && !((unsigned char) text.ptr[i] == 0xC4 && i + 1 < text.len && (unsigned char) text.ptr[i + 1] == 0x90));
                letters++;
        }
        return false;
}
