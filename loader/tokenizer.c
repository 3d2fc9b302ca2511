/*
 * The words of folded text for FTS5, under the name of its own tokenizer "ascii", which the schema names and every SQLite has.
 *
 * The words are the same: runs of letters, digits and bytes past ASCII, A-Z in lower case. Folded text has no capitals, so a word is handed over where it
 * stands; the stock tokenizer copies each byte by byte, a twelfth of the work of storing. It serves connections that write.
 */
#include "loader/internal.h"

enum { BETWEEN_WORDS, IN_WORD, CAPITAL };

static unsigned char kinds[256];

static void set_kinds(int from, int to, unsigned char kind)
{
        memset(kinds + from, kind, (size_t) (to - from + 1));
}

static int create(void *context, const char **args, int n, Fts5Tokenizer **out)
{
        static char nothing_to_keep;

        (void) context, (void) args, (void) n;
        *out = (Fts5Tokenizer *) &nothing_to_keep;
        return SQLITE_OK;
}

static void delete(Fts5Tokenizer *tokenizer)
{
        (void) tokenizer;
}

typedef int token_fn(void *context, int flags, const char *token, int len, int begin, int end);

static int give_lowered(void *context, token_fn *fn, const char *text, int begin, int end)
{
        char *lowered = malloc((size_t) (end - begin));
        int rc;

        if (!lowered)
                return SQLITE_NOMEM;
        for (int i = begin; i < end; i++)
                lowered[i - begin] = (char) (text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 'a' - 'A' : text[i]);
        rc = fn(context, 0, lowered, end - begin, begin, end);
        free(lowered);
        return rc;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int len, token_fn *fn)
{
        int rc = SQLITE_OK;

        (void) tokenizer, (void) flags;
        for (int i = 0, begin; rc == SQLITE_OK; ) {
                unsigned kind, met = 0;

                while (i < len && kinds[(unsigned char) text[i]] == BETWEEN_WORDS)
                        i++;
                if (i == len)
                        break;
                for (begin = i; i < len && (kind = kinds[(unsigned char) text[i]]) != BETWEEN_WORDS; i++)
                        met |= kind;
                rc = met & CAPITAL ? give_lowered(context, fn, text, begin, i) : fn(context, 0, text + begin, i - begin, begin, i);
        }
        return rc == SQLITE_DONE ? SQLITE_OK : rc; /* it has seen enough */
}

int tokenizer_init(struct archive *archive)
{
        fts5_tokenizer methods = { create, delete, tokenize };
        sqlite3_stmt *stmt = NULL;
        fts5_api *api = NULL;
        int rc = sqlite3_prepare_v2(archive->db, "SELECT fts5(?1)", -1, &stmt, NULL);

        set_kinds('0', '9', IN_WORD);
        set_kinds('a', 'z', IN_WORD);
        set_kinds('A', 'Z', CAPITAL);
        set_kinds(0x80, 0xFF, IN_WORD);
        if (rc == SQLITE_OK)
                rc = sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
        if (rc == SQLITE_OK)
                sqlite3_step(stmt);
        sqlite3_finalize(stmt);
        if (rc != SQLITE_OK || !api)
                return rc != SQLITE_OK ? rc : SQLITE_ERROR;
        return api->xCreateTokenizer(api, "ascii", NULL, &methods, NULL);
}
