/*
 * trichluc_cut(document, begin, end): the bytes of a document's text from begin to end, as far as the text has them; null when the place is not known.
 *
 * substr(text, ...) reads and copies the whole text for a few words of it. A handle for incremental reading follows the pages of the text to
 * the place asked for and no further. It is of no use to the schema, which every SQLite must understand.
 */
#include "loader/internal.h"

static sqlite3_blob *open_text(struct archive *archive, int64_t document)
{
        if (archive->text && sqlite3_blob_reopen(archive->text, document) == SQLITE_OK)
                return archive->text;
        cut_end(archive); /* a handle that failed to move is of no more use */
        if (sqlite3_blob_open(archive->db, "main", "document", "text", document, 0, &archive->text) != SQLITE_OK)
                cut_end(archive);
        return archive->text;
}

static void cut(sqlite3_context *context, int n, sqlite3_value **values)
{
        sqlite3_blob *text;
        int64_t begin, end, size;
        char *bytes;

        (void) n;
        if (sqlite3_value_type(values[1]) == SQLITE_NULL || sqlite3_value_type(values[2]) == SQLITE_NULL)
                return;
        text = open_text(sqlite3_user_data(context), sqlite3_value_int64(values[0]));
        if (!text)
                return;
        size = sqlite3_blob_bytes(text);
        begin = sqlite3_value_int64(values[1]);
        end = sqlite3_value_int64(values[2]);
        begin = begin > 0 ? begin : 0;
        end = end < size ? end : size;
        if (end <= begin) {
                sqlite3_result_zeroblob(context, 0);
                return;
        }
        bytes = sqlite3_malloc64((sqlite3_uint64) (end - begin));
        if (!bytes)
                memory_exhausted((size_t) (end - begin));
        if (sqlite3_blob_read(text, bytes, (int) (end - begin), (int) begin) == SQLITE_OK)
                sqlite3_result_blob64(context, bytes, (sqlite3_uint64) (end - begin), sqlite3_free);
        else
                sqlite3_free(bytes);
}

int cut_init(struct archive *archive)
{
        return sqlite3_create_function(archive->db, "trichluc_cut", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, archive, cut, NULL, NULL);
}

void cut_end(struct archive *archive)
{
        sqlite3_blob_close(steal(&archive->text));
}
