/*
 * normalizer: display text becomes match text, and names, keys and words get the one form they are compared in.
 * The only folder that knows ICU. Source of the rules: domain.md 6 (Unicode, tone placement, folding) and 1.8 (keys).
 *
 * Three forms, each with one purpose:
 *   display text   what a person reads, NFC; every offset that leaves the program speaks of it
 *   match text     what patterns see: spaces, dashes, quotes, look-alikes of Đ, homoglyphs and tone placement unified
 *   folded text    what search compares: marks dropped, đ -> d, lower case, spaces collapsed
 */
#ifndef NORMALIZER_NORMALIZER_H
#define NORMALIZER_NORMALIZER_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/span.h"
#include "extractor/extractor.h"

/*
 * Compose doc->text to NFC and move the blocks and the diagnostics along; nothing is done, and nothing copied, when it is NFC already.
 * Adds DIAG_recomposed when it was not. doc->text must be valid UTF-8. Linear: marks are sorted within pieces of 1 KB at most.
 */
void norm_display(struct document *doc, struct arena *arena);

struct norm_text {
        struct span text;       /* match text, valid UTF-8; display text itself when that was clean */
        const uint32_t *origin; /* text.len + 1 display offsets, never decreasing; NULL = identity */
        struct span display;    /* what it was made from */
};

/*
 * Match text of @display (valid UTF-8, NFC):
 *   U+00A0, U+2000-U+200A, U+202F, U+3000, tab, form feed ... -> space;   U+200B-U+200F, U+2060, U+FEFF, U+00AD ... dropped
 *   U+2010-U+2015, U+2212, U+2043 -> '-';  U+2044, U+2215, U+FF0F -> '/';  full-width ASCII -> ASCII
 *   curly, angle and low quotes -> '"' or '\'';  U+2026 -> "...";   U+00D0, U+0189 -> Đ,  U+00F0, U+0256 -> đ
 *   Cyrillic and small-capital homoglyphs inside otherwise Latin words -> Latin
 *   tone placement of open oa, oe, uy -> old style (hoà -> hòa, uỷ -> ủy; quý, khoẻo, hoàn stay; hòan -> hoàn, qúy -> quý), case kept
 *   two asterisks and more, markdown's bold, dropped
 *   two spaces -> one; three and more part columns and stay
 * The whole table is match_map.def. LF is kept: paragraphs are found by it. The text is borrowed when nothing changes (found in one pass,
 * 2 GB/s), else in @arena with five bytes for each (0.6 GB/s and more). Made twice, it is the same.
 * The origin of a match byte is the display offset of the character it came from. display.len < 4 GB. Linear.
 */
void norm_match_text(struct norm_text *out, struct arena *arena, struct span display);

/* Take @cuts (ascending, apart, between characters) out of match text. */
void norm_cut(struct norm_text *text, struct arena *arena, const struct range *cuts, size_t n);

/*
 * The display range behind a match range: begin of the first byte's character, end of the last one's. What is dropped behind it
 * (a zero-width space) stays outside; an empty match gives an empty range.
 */
struct range norm_origin(const struct norm_text *text, struct range match);

/* Lower-case one code point of Vietnamese, Latin-1 or ASCII text; others as they are. Fast, no locale. */
uint32_t norm_lower(uint32_t cp);
/* The ASCII letter a folded code point starts from ('ế' -> 'e', 'Đ' -> 'd', 'K' -> 'k'), else the lower-cased code point. 0 for a combining mark. */
uint32_t norm_fold(uint32_t cp);

/*
 * Append the folded form of @s (any valid UTF-8; domain.md 6.3): NFD, marks dropped, đ Đ ð Ð -> d, lower case, runs of white space -> one space
 * (not trimmed). i and y stay as they are. "Uỷ ban Nhân dân" and "ủy ban nhân dân" fold to "uy ban nhan dan".
 * Spaces, dashes and quotes become ASCII as in match text, other signs past U+007F a space: SQLite's ascii tokenizer would take them for letters.
 */
void norm_fold_text(struct buf *out, struct span s);
char *norm_folded(struct arena *arena, struct span s);

/* Lower-cased copy (norm_lower on each code point), tone placement old style, spaces collapsed: equality of words with their marks. */
char *norm_lowered(struct arena *arena, struct span s);

/* UPPER CASE -> Sentence case, other text as it is: "PHÓ GIÁM ĐỐC" -> "Phó giám đốc". */
char *norm_sentence_case(struct arena *arena, struct span s);

/*
 * The casing of abbreviations (QĐ, TTg, CTr, BGDĐT): a table the rule tables fill and keys are spelled with. Looked up by the
 * folded form, so "qđ", "QD" and "QÐ" all find "QĐ". Zeroed = empty; memory comes from @arena.
 */
struct norm_abbrs {
        struct norm_abbr_slot *slots;
        size_t n, room;
};

/* A spelling that differs from an earlier one in case only (TTG, TTg) is not added: canonical spellings come first. */
void norm_abbrs_add(struct norm_abbrs *abbrs, struct arena *arena, struct span abbr);
/*
 * The table's spelling of @abbr, or NULL. The exact spelling wins, then one that differs in case only, then one with the same folded
 * form ("hđ" is HĐ though HD is there as well); among equals the one added first.
 */
const char *norm_abbrs_find(const struct norm_abbrs *abbrs, struct span abbr);

/* A document number taken apart; domain.md 1.2 and 1.8. Strings live in the arena given. */
struct norm_key {
        const char *key;    /* "22/2016/TT-BTTTT", "407-MH/TU", "?/BC-UBND", "72/?/NĐ-CP", "22/?"; canonical; NULL on error */
        const char *number; /* "22", "07", "66.7"; NULL = blank */
        const char *suffix; /* "a", "bis"; NULL = none */
        int year;           /* 0 = none */
        const char *marks[8]; /* abbreviations in order: "TT", "BTTTT", "QH14"; the key has those past the eighth as well */
        size_t n_marks;
        char first_separator; /* what stands between the number and the first mark: '/' or '-' */
        bool partial;       /* number, year or mark is unknown ('?') */
};

/*
 * Read a number as people write it: "22/2016/tt-btttt", "QĐ 368/QD-TTg", "Số:123/ QĐ - UBND", "4977 / BVHTTDL VP", "l2/KH-UBND".
 * A type word or abbreviation and "số" in front are skipped. Canonical: no spaces, ASCII hyphen, Đ = U+0110, casing of
 * @abbrs (may be NULL; unknown marks: upper case when they were all lower case, else as written), number with at least two digits, suffix
 * lower case. A separator that is lost ("105 TC/ĐT") is a hyphen, or after a year "/"; one that is misplaced ("108-QĐ-UBND") stays.
 * A number alone needs a word before it or a year: "Thông tư số 22" is "22/?", "NĐ 72/2015" is "72/2015/?", "22" is none. What follows the last
 * mark is not looked at. A canonical key reads as itself. At most 1 KB is read.
 * Returns 0 or ERROR_USAGE when it is no document number.
 */
int norm_key_parse(struct norm_key *out, struct arena *arena, struct span s, const struct norm_abbrs *abbrs);

/*
 * The canonical spelling of an organisation's name as printed: spaces collapsed, line breaks, markdown marks and signs at the ends out, tone
 * placement old style. The longest runs of words that @known has (folded form -> official name; may be NULL) are written as it has them:
 * UBND -> Ủy ban nhân dân, "Uỷ ban Nhân dân" -> "Ủy ban nhân dân", "Sở TT&TT" by STT&TT or STTTT. A single word is looked up only when it is
 * an abbreviation: folded, Sở and số are one. ALL CAPITALS are brought to names' casing ("SỞ NỘI VỤ TỈNH HÀ TĨNH" -> "Sở Nội vụ tỉnh Hà Tĩnh"):
 * a capital begins a field after a head, "và", "-" and ",", and each syllable of a place after its level. Locality is not added here.
 */
struct norm_names;
const char *norm_unit_name(struct arena *arena, struct span printed, const struct norm_names *known);

/* A table from folded names and abbreviations to official names, filled from rules/tables. */
struct norm_names *norm_names_new(struct arena *arena);
/* The first meaning added for a folded form stays. */
void norm_names_add(struct norm_names *names, struct span printed, struct span official);
/* @printed is folded and trimmed for the look-up, which allocates nothing; NULL when unknown. */
const char *norm_names_find(const struct norm_names *names, struct span printed);

/* Load ICU, which otherwise happens when it is first needed: for a process that is going to give up the right to open files. */
void norm_begin(void);

extern const char normalizer_version[];

#endif
