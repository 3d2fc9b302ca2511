/*
 * Cited parts (domain.md 1.4): "điểm a, b và c khoản 1 Điều 3 của" in front of a mention, as paths "Điều 3/khoản 1/điểm a".
 *
 * The words between the earliest part word and the mention must all belong to the expression. Innermost parts stand first; read from
 * the right, each part lies in the last wider one.
 */
#include "rules/words.h"

#include <ctype.h>

enum { PART_REACH = 200, ITEMS_MAX = 16, IDS_MAX = 12, RANKS = 9 };

/* outermost first */
static const struct part_word {
        const char *word, *printed;
        bool letter, roman, bare; /* ids are letters; roman numbers; may have none */
} words[RANKS] = {
        { "phụ lục", "Phụ lục", false, true, true }, { "phần", "Phần", true, true, false }, { "chương", "Chương", false, true, false }, { "mục", "Mục", true, true, false },
        { "tiểu mục", "Tiểu mục", false, true, false }, { "điều", "Điều", false, false, false }, { "khoản", "khoản", false, false, false }, { "điểm", "điểm", true, false, false },
        { "tiết", "tiết", true, false, false },
};

struct item {
        int rank;
        uint32_t begin, end;
        struct range ids[IDS_MAX];
        size_t n_ids;
        bool beside; /* "và" stands before it: what is left of it does not lie in it */
};

static int rank_at(const struct run *run, uint32_t at, uint32_t end)
{
        for (int rank = RANKS - 1; rank >= 0; rank--) {
                if (word_at(run, at, end, words[rank].word))
                        return rank;
        }
        return -1;
}

/* One id: "4", "12a", "a", "đ", "II", "1.2"; RANGE_NONE when there is none. */
static struct range id_at(const struct run *run, uint32_t at, uint32_t end, const struct part_word *word)
{
        uint32_t stop = at;

        while (stop < end && isdigit((unsigned char) run->lower[stop]))
                stop++;
        if (stop > at) {
                while (stop + 1 < end && run->lower[stop] == '.' && isdigit((unsigned char) run->lower[stop + 1]))
                        for (stop++; stop < end && isdigit((unsigned char) run->lower[stop]); stop++)
                                ;
                if (stop < end && isalpha((unsigned char) run->lower[stop]))
                        stop++;
        } else if (word->roman) {
                while (stop < end && strchr("IVXL", run->text.ptr[stop]))
                        stop++;
        }
        if (stop == at && word->letter) {
                if (stop < end && isalpha((unsigned char) run->lower[stop]))
                        stop++;
                else if (stop + 2 <= end && memcmp(run->lower + stop, "đ", 2) == 0)
                        stop += 2;
        }
        if (stop == at || (stop < end && trie_word_byte(run->lower, stop)))
                return RANGE_NONE;
        return (struct range) { at, stop };
}

/* Over ", ", " và ", " hoặc ", " của ", " thuộc ", " tại ", quotes; returns @at when nothing joins. */
static uint32_t over_joint(const struct run *run, uint32_t at, uint32_t end)
{
        static const char *const joints[] = { "và", "hoặc", "các", "của", "thuộc", "tại", "trong", "đến", "ban hành kèm theo", "kèm theo" };
        bool again = true;

        while (again) {
                again = false;
                at = skip_spaces(run, at, end);
                if (at < end && strchr(",;", run->lower[at])) {
                        at++;
                        again = true;
                        continue;
                }
                for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
                        if (word_at(run, at, end, joints[i])) {
                                at += (uint32_t) strlen(joints[i]);
                                again = true;
                                break;
                        }
                }
        }
        return skip_spaces(run, at, end);
}

static bool follows_and(const struct run *run, uint32_t at, uint32_t begin)
{
        uint32_t end = skip_spaces_back(run, at, begin), len = (uint32_t) strlen(" và");

        return end >= begin + len && memcmp(run->lower + end - len, " và", len) == 0;
}

/* Read the whole expression in [at, end); returns the number of items, 0 when something else stands there too. */
static size_t read_items(const struct run *run, struct item *items, uint32_t at, uint32_t end)
{
        size_t n = 0;

        while (at < end && n < ITEMS_MAX) {
                struct item *item = &items[n];
                int rank = rank_at(run, at, end);

                if (rank < 0)
                        return 0;
                *item = (struct item) { .rank = rank, .begin = at, .beside = n && follows_and(run, at, items[n - 1].begin) };
                at = skip_spaces(run, at + (uint32_t) strlen(words[rank].word), end);
                item->end = skip_spaces_back(run, at, item->begin);
                for (;;) {
                        struct range id = id_at(run, at, end, &words[rank]);

                        if (!range_is_set(id) || item->n_ids == IDS_MAX)
                                break;
                        item->ids[item->n_ids++] = id;
                        item->end = id.end;
                        at = over_joint(run, id.end, end);
                }
                if (item->n_ids == 0) {
                        if (!words[rank].bare)
                                return 0;
                        at = over_joint(run, item->end, end);
                }
                n++;
        }
        return at >= end ? n : 0;
}

static void part_add(struct run *run, struct rec_citation *c, const struct item *const *outer, const struct item *leaf, size_t id, uint32_t end)
{
        struct rec_part *part = arena_grow(run->arena, &c->parts, &c->n_parts, &c->room_parts, sizeof(*part));
        const char *path = "";

        for (int rank = 0; rank <= leaf->rank; rank++) {
                const struct item *item = rank == leaf->rank ? leaf : outer[rank];
                size_t k = rank == leaf->rank ? id : 0;

                if (!item)
                        continue;
                path = arena_printf(run->arena, "%s%s%s%s%.*s", path, *path ? "/" : "", words[rank].printed, item->n_ids ? " " : "",
                        item->n_ids ? (int) (item->ids[k].end - item->ids[k].begin) : 0, run->text.ptr + (item->n_ids ? item->ids[k].begin : 0));
        }
        *part = (struct rec_part) { path, { id ? leaf->ids[id].begin : leaf->begin, end } };
}

/* Right to left: a part with a narrower one to its left holds that one, else it is a leaf. Leaves are then put in text order. */
static void add_parts(struct run *run, struct rec_citation *c, const struct item *items, size_t n)
{
        const struct item *outer[RANKS] = { NULL };

        for (size_t i = n; i-- > 0;) {
                const struct item *item = &items[i];
                bool holds = i > 0 && items[i - 1].rank > item->rank && !item->beside;

                for (int rank = i + 1 < n && items[i + 1].beside && items[i + 1].rank < item->rank ? 0 : item->rank; rank < RANKS; rank++)
                        outer[rank] = NULL;
                if (holds) {
                        outer[item->rank] = item;
                        continue;
                }
                for (size_t id = item->n_ids ? item->n_ids : 1; id-- > 0;) {
                        uint32_t end = item->n_ids ? item->ids[id].end : item->end;

                        /* the last leaf before wider parts covers them in its span */
                        if (id + 1 >= item->n_ids && i + 1 < n && items[i + 1].rank < item->rank && !items[i + 1].beside)
                                end = items[n - 1].end;
                        part_add(run, c, outer, item, id, end);
                }
        }
        for (size_t a = 0, b = c->n_parts; a + 1 < b; a++) {
                struct rec_part swap = c->parts[a];

                c->parts[a] = c->parts[--b];
                c->parts[b] = swap;
        }
}

/* "một số khoản thuộc Điều 4 của": the quantifier belongs to the span. */
static void widen_over_quantifier(const struct run *run, struct rec_citation *c, uint32_t begin)
{
        static const char *const quantifiers[] = { "một số khoản thuộc", "một số điểm của", "một số nội dung của", "một số nội dung tại", "các khoản thuộc" };
        uint32_t at = skip_spaces_back(run, c->parts[0].span.begin, begin);

        for (size_t i = 0; i < ARRAY_LEN(quantifiers); i++) {
                uint32_t len = (uint32_t) strlen(quantifiers[i]);

                if (at >= begin + len && memcmp(run->lower + at - len, quantifiers[i], len) == 0)
                        c->parts[0].span.begin = at - len;
        }
}

/* The first bytes of the part words: p c m t k and đ */
static bool begins_part(char c)
{
        return c == 'p' || c == 'c' || c == 'm' || c == 't' || c == 'k' || c == '\xC4';
}

static void read_parts(struct run *run, struct rec_citation *c)
{
        uint32_t begin = run->paras[layout_para_at(run, c->span.begin)].text.begin, end = c->span.begin, from;
        struct item items[ITEMS_MAX];

        if (end > begin && run->lower[skip_spaces_back(run, end, begin) - (skip_spaces_back(run, end, begin) > begin)] == ';')
                return;
        from = end > begin + PART_REACH ? end - PART_REACH : begin;
        while (((unsigned char) run->lower[from] & 0xC0) == 0x80)
                from++;
        for (uint32_t at = from; at < end; at++) {
                size_t n;

                if (!begins_part(run->lower[at]) || (at > begin && trie_word_byte(run->lower, at - 1)) || rank_at(run, at, end) < 0)
                        continue;
                n = read_items(run, items, at, end);
                if (n == 0)
                        continue;
                add_parts(run, c, items, n);
                if (c->n_parts)
                        widen_over_quantifier(run, c, begin);
                return;
        }
}

void citations_read_parts(struct run *run)
{
        for (size_t i = 0; i < run->out->n_citations; i++)
                read_parts(run, &run->out->citations[i]);
}
