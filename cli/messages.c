/* The tables of messages.h and the one way to stderr. */
#include "cli/messages.h"

#include "cli/details.h"
#include "cli/terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum diag_language message_language = DIAG_EN;

static const char *const messages[][2] = {
#define MESSAGE(name, vi, en) [MSG_##name] = { vi, en },
#include "cli/messages.def"
#undef MESSAGE
};

static const struct {
        const char *column, *value; /* value NULL: the column's title */
        const char *words[2];
} words[] = {
#define COLUMN(column, vi, en) { column, NULL, { vi, en } },
#define VALUE(column, value, vi, en) { column, value, { vi, en } },
#include "cli/words.def"
#undef COLUMN
#undef VALUE
};

enum diag_language message_language_of_locale(void)
{
        static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                const char *locale = getenv(names[i]);

                if (locale && *locale)
                        return strncmp(locale, "vi", 2) == 0 ? DIAG_VI : DIAG_EN;
        }
        return DIAG_EN;
}

const char *msg(enum message message)
{
        return messages[message][message_language];
}

const char *column_title(const char *column)
{
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (!words[i].value && strcmp(words[i].column, column) == 0)
                        return words[i].words[message_language];
        }
        return column;
}

/* Columns of sentences, of what verify found wrong, and of roles that name a citation. */
static bool is_told(const char *column)
{
        return strcmp(column, "detail") == 0 || strcmp(column, "place") == 0 || strcmp(column, "role") == 0;
}

bool has_value_words(const char *column)
{
        if (is_told(column))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (words[i].value && strcmp(words[i].column, column) == 0)
                        return true;
        }
        return false;
}

const char *value_word(const char *column, const char *value)
{
        const char *group = NULL; /* the values of a column stand together, and equal literals are mostly one */
        bool wanted = false;

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (!words[i].value)
                        continue;
                if (words[i].column != group)
                        wanted = strcmp(words[i].column, column) == 0;
                group = words[i].column;
                if (wanted && strcmp(words[i].value, value) == 0)
                        return words[i].words[message_language];
        }
        return is_told(column) ? in_words(value) : value;
}

void complain(const char *format, ...)
{
        va_list args;

        fflush(stdout); /* where both go to one terminal, the order should be the true one */
        va_start(args, format);
        fputs("trichluc: ", stderr);
        vfprintf(stderr, format, args);
        fputc('\n', stderr);
        va_end(args);
}

void complain_text(const char *text)
{
        struct buf said = { 0 }, line = { 0 };

        for (size_t len; text && *text; text += len + (text[len] == '\n')) {
                len = strcspn(text, "\n");
                buf_clear(&said);
                buf_add(&said, text, len);
                buf_clear(&line);
                terminal_put_safe(&line, span_of(in_words(said.ptr)), BLANKS_SHOWN);
                if (line.len)
                        complain("%s", line.ptr);
        }
        buf_release(&said);
        buf_release(&line);
}

const char *safe(const char *s)
{
        static struct buf copies[4];
        static unsigned next;
        struct buf *copy = &copies[next++ % ARRAY_LEN(copies)];

        buf_clear(copy);
        buf_puts(copy, "");
        terminal_put_safe(copy, span_of(s ? s : ""), BLANKS_SHOWN);
        return copy->ptr;
}
