/*
 * libtrichluc: Vietnamese official documents in, records and an archive out. The public interface of the program.
 *
 * All strings are UTF-8. One struct trichluc serves one thread. The record's format is "trichluc-record/1".
 */
#ifndef TRICHLUC_TRICHLUC_H
#define TRICHLUC_TRICHLUC_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct trichluc;

/*
 * Load the rules; @rules_dir NULL = the built-in ones. Returns NULL when a rule file cannot be used; @message (NULL allowed,
 * to be freed with free()) then says which and why.
 */
struct trichluc *trichluc_new(const char *rules_dir, char **message);
void trichluc_free(struct trichluc *t);

/* "0.1.0" */
const char *trichluc_version(void);

/*
 * The record of one file as one line of JSON with its line end, in @json, valid until the next call with @t.
 * Returns 0; or a positive number when the document cannot be read: @json then still holds a record, with the path, an empty list for
 * every kind of fact and the reason in "diagnostics".
 */
int trichluc_extract(struct trichluc *t, const char *path, bool with_text, const char **json, size_t *len);

struct trichluc_ingest_report {
        size_t seen, loaded, unchanged, duplicate, skipped, failed;
};

/*
 * Bring files and folders into the archive at @archive, which is made when it does not exist. Sources are only read.
 * Returns 0 when every input has its outcome stored (failed ones included: see @report), negative when the run could not go on;
 * @message then says why.
 */
int trichluc_ingest(struct trichluc *t, const char *archive, const char *const *paths, size_t n, struct trichluc_ingest_report *report, char **message);

#ifdef __cplusplus
}
#endif

#endif
