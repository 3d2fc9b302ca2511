/*
 * The public library, which holds all that reads documents: the parsers and the rules, with libxml2, libzip, GMime, libcrypto, PCRE2 and some twenty libraries
 * behind these. Loading them takes longer than answering most questions, which need none; so the program is linked without and loads it by the name
 * it is installed under. (Looked for where meson.build says: beside the program's folder, then where the system looks.)
 *
 * All at once (RTLD_NOW) and before anything is forked: a worker that is locked in can open no file any more.
 */
#include "cli/library.h"

#include "cli/messages.h"
#include "common/span.h"
#include "trichluc/trichluc.h"

#include <dlfcn.h>

#define FUNCTIONS(F) \
        F(trichluc_new) F(trichluc_free) F(trichluc_set_ocr) F(trichluc_expect) F(trichluc_set_limit) F(trichluc_extract) F(trichluc_extract_each) F(trichluc_extract_each_bytes) \
        F(trichluc_detail) F(trichluc_ingest) F(trichluc_count_files) F(trichluc_reextract) F(trichluc_check_rules) F(trichluc_sha256)

static const char *const names[] = {
#define NAME(name) #name,
        FUNCTIONS(NAME)
#undef NAME
};

static union {
        struct {
#define MEMBER(name) __typeof__(&name) name;
                FUNCTIONS(MEMBER)
#undef MEMBER
        } call;
        void *pointers[ARRAY_LEN(names)];
} library;
_Static_assert(sizeof(library.call) == sizeof(library.pointers), "a function is a pointer");

bool library_load(void)
{
        void *handle = dlopen(TRICHLUC_LIBRARY, RTLD_NOW | RTLD_LOCAL);
        bool found = handle;

        for (size_t i = 0; found && i < ARRAY_LEN(names); i++) {
                library.pointers[i] = dlsym(handle, names[i]);
                found = library.pointers[i];
        }
        if (!found)
                COMPLAIN(NO_LIBRARY, safe(dlerror()));
        return found;
}

/* ---- trichluc.h ---------------------------------------------------------------------------------------- */

const char *trichluc_version(void)
{
        return TRICHLUC_VERSION;
}

struct trichluc *trichluc_new(const char *rules_dir, char **message)
{
        return library.call.trichluc_new(rules_dir, message);
}

void trichluc_free(struct trichluc *t)
{
        library.call.trichluc_free(t);
}

void trichluc_set_ocr(bool on)
{
        library.call.trichluc_set_ocr(on);
}

void trichluc_expect(const char *const *paths, size_t n)
{
        library.call.trichluc_expect(paths, n);
}

bool trichluc_set_limit(struct trichluc *t, const char *name, unsigned long long value)
{
        return library.call.trichluc_set_limit(t, name, value);
}

int trichluc_extract(struct trichluc *t, const char *path, bool with_text, const char **json, size_t *len)
{
        return library.call.trichluc_extract(t, path, with_text, json, len);
}

int trichluc_extract_each(struct trichluc *t, const char *path, bool with_text, void (*each)(void *context, const struct trichluc_record *record), void *context)
{
        return library.call.trichluc_extract_each(t, path, with_text, each, context);
}

int trichluc_extract_each_bytes(struct trichluc *t, const char *path, const void *bytes, size_t n_bytes, bool with_text,
                                void (*each)(void *context, const struct trichluc_record *record), void *context)
{
        return library.call.trichluc_extract_each_bytes(t, path, bytes, n_bytes, with_text, each, context);
}

const char *trichluc_detail(const struct trichluc *t)
{
        return library.call.trichluc_detail(t);
}

int trichluc_ingest(struct trichluc *t, const char *archive, const char *const *paths, size_t n, const struct trichluc_ingest_options *options,
                    struct trichluc_ingest_report *report, char **message)
{
        return library.call.trichluc_ingest(t, archive, paths, n, options, report, message);
}

size_t trichluc_count_files(const char *const *paths, size_t n, unsigned ms)
{
        return library.call.trichluc_count_files(paths, n, ms);
}

int trichluc_reextract(struct trichluc *t, const char *archive, const struct trichluc_reextract_options *options, struct trichluc_reextract_report *report,
                       char **message)
{
        return library.call.trichluc_reextract(t, archive, options, report, message);
}

void trichluc_check_rules(struct trichluc *t, struct trichluc_rules_check *check, const char **report)
{
        library.call.trichluc_check_rules(t, check, report);
}

void trichluc_sha256(char sha256[65], const void *bytes, size_t n_bytes)
{
        library.call.trichluc_sha256(sha256, bytes, n_bytes);
}
