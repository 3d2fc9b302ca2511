/* Finding phrases and names fast: what the short ways say must be what the long way says. */
#include "rules/calendar.h"
#include "rules/first_byte.h"
#include "rules/name_cache.h"
#include "rules/trie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const char *const phrases[] = { "số", "số:", "ủy ban nhân dân", "ủy ban", "phòng, chống ma túy", "tháng", "a12", "một-từ-dài-hơn-mười-sáu-bytes", "nghiêngnghiêngnghiêng",
                                       "nghiêngnghiêngnghiêng ngả", "của", "đến hết ngày", "đến" };

static struct trie *trie_of_phrases(struct arena *arena)
{
        struct trie *trie = trie_new(arena);

        for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
                trie_add(trie, phrases[i], (uint32_t) i);
        trie_build(trie);
        return trie;
}

/* The text in memory that ends TRIE_LOOK_AHEAD bytes behind it. */
static char *copy_of(struct arena *arena, const char *text)
{
        char *copy = arena_alloc(arena, strlen(text) + TRIE_LOOK_AHEAD);

        memcpy(copy, text, strlen(text));
        return copy;
}

static void test_walk(void **state)
{
        static const struct {
                const char *text;
                int values[4]; /* -1 ends */
                uint32_t ends[4];
        } rows[] = {
                { "số: 12", { 0, 1, -1 }, { 4, 5 } }, { "số31", { 0, -1 }, { 4 } }, { "sốt", { -1 }, { 0 } },
                { "ủy ban  nhân", { 3, -1 }, { 8 } }, { "ủy   ban nhân dân tỉnh", { 3, 2, -1 }, { 10, 21 } }, { "ủy ban nhân dâng", { 3, -1 }, { 8 } },
                { "phòng, chống ma túy", { 4, -1 }, { 23 } }, { "a123", { 6, -1 }, { 3 } }, { "a12b", { -1 }, { 0 } },
                { "một-từ-dài-hơn-mười-sáu-bytes", { 7, -1 }, { 39 } }, { "nghiêngnghiêngnghiêng ngả", { 8, 9, -1 }, { 24, 30 } }, { "nghiêngnghiêng", { -1 }, { 0 } },
        };
        struct arena arena = { 0 };
        struct trie *trie = trie_of_phrases(&arena);

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                struct trie_hit hits[8];
                size_t n = trie_walk(trie, copy_of(&arena, rows[i].text), 0, (uint32_t) strlen(rows[i].text), hits, ARRAY_LEN(hits)), expected = 0;

                while (rows[i].values[expected] >= 0)
                        expected++;
                if (n != expected)
                        fail_msg("%s: %zu phrases, not %zu", rows[i].text, n, expected);
                for (size_t k = 0; k < n; k++) {
                        assert_int_equal(hits[k].value, rows[i].values[k]);
                        assert_int_equal(hits[k].end, rows[i].ends[k]);
                }
        }
        arena_release(&arena);
}

/* trie_starts() may offer too much, never too little: every word that trie_walk() finds something at is there, and every run of digits. */
static void test_starts(void **state)
{
        static const char *const pieces[] = { "số", "số:", " ", "  ", "12", "ủy", "ban", "nhân", "dân", "phòng", ",", "chống", "ma", "túy", "tháng", "3", "a12", "đến", "hết", "ngày", "của",
                                              "nghiêngnghiêngnghiêng", "ngả", "–", "x" };
        struct arena arena = { 0 };
        struct trie *trie = trie_of_phrases(&arena);
        unsigned seed = 1;

        (void) state;
        for (int round = 0; round < 300; round++) {
                char text[2048] = "";
                size_t len = 0;

                while (len < 1000) {
                        seed = seed * 1664525u + 1013904223u;
                        len += (size_t) snprintf(text + len, sizeof(text) - len, "%s%s", pieces[(seed >> 8) % ARRAY_LEN(pieces)], seed >> 28 < 11 ? " " : "");
                }
                char *lower = copy_of(&arena, text);
                uint32_t end = (uint32_t) len, starts[8], offered[2048], at = 0;
                size_t n_offered = 0, k = 0;

                while (at < end) {
                        size_t n = trie_starts(trie, lower, &at, end, starts, ARRAY_LEN(starts));

                        assert_true(n <= ARRAY_LEN(starts));
                        for (size_t i = 0; i < n; i++)
                                offered[n_offered++] = starts[i];
                }
                for (uint32_t i = 0; i < end; i++) {
                        bool digit = trie_word_byte(lower, i) && !trie_letter_byte(lower, i), begins = !digit || i == 0 || lower[i - 1] < '0' || lower[i - 1] > '9';
                        struct trie_hit hits[8];

                        if (!trie_word_byte(lower, i) || (!digit && i && trie_letter_byte(lower, i - 1)) || !begins)
                                continue;
                        while (k < n_offered && offered[k] < i)
                                k++;
                        if ((digit || trie_walk(trie, lower, i, end, hits, ARRAY_LEN(hits))) && (k == n_offered || offered[k] != i))
                                fail_msg("nothing offered at %u of %s", i, text);
                }
                arena_reset(&arena);
                trie = trie_of_phrases(&arena);
        }
        arena_release(&arena);
}

static void test_letters_end(void **state)
{
        char text[32 + TRIE_LOOK_AHEAD];

        (void) state;
        for (int byte = 0; byte < 256; byte++) {
                for (uint32_t at = 0; at < 20; at++) {
                        memset(text, 'z', sizeof(text));
                        text[at] = (char) byte;
                        assert_int_equal(trie_letters_end(text, 0, 20), trie_letter_byte(text, at) ? 20 : at);
                }
        }
}

static void test_first_byte(void **state)
{
        static const struct {
                int number;
                const char *word;
        } rows[] = { { 1, "Sở" }, { 2, "Bộ" }, { 3, "" }, { 4, "S" }, { 5, "\xFF" } };
        static const char *const texts[] = { "Sở Nội vụ", "Sự", "\xFF", "x", "", "B" };
        struct first_byte_index index;
        struct arena arena = { 0 };
        int seen = 0;

        (void) state;
        first_byte_index_make(&index, &arena, &rows->word, ARRAY_LEN(rows), sizeof(*rows));
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
                struct span text = span_of(texts[i]);

                FOR_WORDS_AT(found, &index, text) {
                        assert_int_equal(found->len, strlen(rows[found->row].word));
                        seen = seen * 10 + rows[found->row].number;
                }
        }
        assert_int_equal(seen, 1445);
        arena_release(&arena);
}

/* More names than there is room for: each is what norm_unit_name() says, the first time and later. */
static void test_name_cache(void **state)
{
        struct arena arena = { 0 }, table = { 0 };
        struct norm_names *known = norm_names_new(&table);
        struct name_cache cache = { 0 };

        (void) state;
        norm_names_add(known, SPAN("UBND"), SPAN("Ủy ban nhân dân"));
        for (int i = 0; i < 20000; i++) {
                char printed[400];
                struct span s = { printed, (size_t) snprintf(printed, sizeof(printed), "UBND xã Số %d%*s", i % 9000, i % 300, "x") };

                assert_string_equal(name_cache_get(&cache, &arena, s, known), norm_unit_name(&arena, s, known));
                arena_reset(&arena);
        }
        assert_true(cache.arena.total < 2 * 1024 * 1024);
        name_cache_release(&cache);
        arena_release(&table);
        arena_release(&arena);
}

static void test_iso_date(void **state)
{
        struct arena arena = { 0 };

        (void) state;
        assert_string_equal(iso_date(&arena, 2023, 10, 5), "2023-10-05");
        assert_string_equal(iso_date(&arena, 2023, 1, 0), "2023-01");
        assert_string_equal(iso_date(&arena, 1954, 0, 0), "1954");
        assert_string_equal(iso_date(&arena, 0, 10, 5), "--10-05");
        assert_string_equal(iso_date(&arena, 0, 10, 0), "--10");
        arena_release(&arena);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_walk), cmocka_unit_test(test_starts), cmocka_unit_test(test_letters_end),
                cmocka_unit_test(test_first_byte), cmocka_unit_test(test_name_cache), cmocka_unit_test(test_iso_date),
        };

        return cmocka_run_group_tests_name("vocabulary", tests, NULL, NULL);
}
