/*
 * Every sentence the program says, Vietnamese and English side by side in messages.def.
 *
 * Not gettext: its translations need an installed catalogue and a generated locale, and --lang=vi has to answer in Vietnamese on a
 * bare server where "vi_VN.UTF-8" was never generated.
 */
#ifndef CLI_MESSAGES_H
#define CLI_MESSAGES_H

#include "common/diag.h"

enum message {
#define MESSAGE(name, vi, en) MSG_##name,
#include "cli/messages.def"
#undef MESSAGE
};

/* The language of this run; set once by main(), from --lang or the locale. */
extern enum diag_language message_language;

/* "vi_VN.UTF-8" in LC_ALL, LC_MESSAGES or LANG, the first that is set, says Vietnamese; all else English. */
enum diag_language message_language_of_locale(void);

const char *msg(enum message message);

/* The word people read for a column of an answer, "cited_key" -> "Số, ký hiệu"; the column's own name when it has none. */
const char *column_title(const char *column);
/* Are values of that column ids that have words? */
bool has_value_words(const char *column);
/* Likewise for a value that is an id, ("relation", "can_cu") -> "căn cứ"; the value itself when it has no word. */
const char *value_word(const char *column, const char *value);

/*
 * A sentence to stderr behind "trichluc: ", with a line end. What comes from outside goes through safe() first: the result of printing
 * @s so that a terminal does nothing but show it.
 */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* complain() with a message of the table. The formats of both languages take the same arguments; messages.def promises it. */
#define COMPLAIN(name, ...) complain(msg(MSG_##name), ##__VA_ARGS__)

/* What a stage said, a line each, in_words(); "" says nothing. */
void complain_text(const char *text);

/* A copy that stays valid until four more were made. */
const char *safe(const char *s);

#endif
