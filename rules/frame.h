/*
 * What the files of a document's frame share: its head (issuer, parent, place) and its foot (signature, recipients). Ranges are match text.
 */
#ifndef RULES_FRAME_H
#define RULES_FRAME_H

#include "rules/run.h"

enum { COLUMNS_MAX = 4 };

/*
 * columns.c: the pieces of @line that stand side by side: parted by a tab or three spaces, or by the motto, which is always a column of its own.
 * "UBND TỈNH X   CỘNG HÒA XÃ HỘI ..." has two. Trimmed, never empty; a blank line has none.
 */
size_t line_columns(const struct run *run, size_t line, struct range columns[COLUMNS_MAX]);

/* rows of tables/furniture.csv: words of a page or a web site around the document, not of it */
enum furniture_kind {
        FURNITURE_NONE,
        FURNITURE_MOTTO, /* Quốc hiệu, tiêu ngữ, and Party's */
        FURNITURE_URGENCY,
        FURNITURE_SECRECY,
        FURNITURE_MARK,  /* a draft's */
        FURNITURE_STAMP, /* digital signatures, "(Đã ký)" */
        FURNITURE_PAGE,  /* page heads of the gazette */
        FURNITURE_WEB,   /* a site's navigation: the document has ended */
};

/* Is the space at @at a tab of the text it came from? */
bool is_tab_at(const struct run *run, uint32_t at);

bool starts_over_lines(const struct run *run, uint32_t at, struct span phrase);

/* What the piece @text is, and the value of its row in @value ("Hỏa tốc"); @value may be NULL. */
enum furniture_kind furniture_at(const struct run *run, struct range text, const char **value);

/* signer.c: the signature block that begins at @line, if one does. */
struct signature {
        struct range span;      /* first authority or position line to the name */
        struct range used[24];  /* the pieces it is made of; the rest of these lines belongs to the recipients */
        size_t n_used;
        uint32_t first, last;   /* lines */
        struct rec_strings authority;
        const char *body;       /* whom the authority speaks for: "Ủy ban nhân dân"; NULL = not said */
        const char *position, *name;
};
bool signature_at(struct run *run, struct signature *out, size_t line, bool behind_recipients);

/* Is @piece an authority or a position in capitals? */
bool begins_signature(const struct run *run, struct range piece);

/* recipients.c: the list that begins with "Nơi nhận" in @line, until @end; pieces of @signature are left out. Returns the line behind it. */
uint32_t recipients_read(struct run *run, uint32_t line, uint32_t end, const struct signature *signature);

/* abbreviation.c: "các PCT UBND tỉnh" -> "các Phó Chủ tịch Ủy ban nhân dân tỉnh"; canonical, without locality. Result in the run's arena. */
const char *abbreviations_expand(struct run *run, struct span text);
bool has_abbreviation(struct span text);

/* letters of @text (match text) all capitals, at least one */
bool is_capitals(struct span text);
bool is_capital_at(struct span text, size_t at);

#endif
