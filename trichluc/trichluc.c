/* The public functions for one document; those for folders are in ingest.c. */
#include "trichluc/trichluc.h"

#include "common/cleanup.h"
#include "extractor/container.h"
#include "extractor/source.h"
#include "normalizer/normalizer.h"
#include "trichluc/pipeline.h"
#include "trichluc/record_json.h"

const char *trichluc_version(void)
{
        return TRICHLUC_VERSION;
}

struct trichluc *trichluc_new(const char *rules_dir, char **message)
{
        struct buf why = { 0 };
        struct trichluc *t = calloc(1, sizeof(*t));

        extractor_set_memory();
        norm_begin();

        if (!t)
                memory_exhausted(sizeof(*t));
        arena_init(&t->arena);
        t->limits = worker_limits_default();
        if (ruleset_load(&t->rules, rules_dir, &why) == 0) {
                buf_release(&why);
                return t;
        }
        if (message)
                *message = steal(&why.ptr);
        buf_release(&why);
        trichluc_free(t);
        return NULL;
}

void trichluc_free(struct trichluc *t)
{
        if (!t)
                return;
        if (t->rules)
                ruleset_free(t->rules);
        arena_release(&t->arena);
        buf_release(&t->json);
        buf_release(&t->detail);
        buf_release(&t->backup);
        free(t);
}

bool trichluc_set_limit(struct trichluc *t, const char *name, unsigned long long value)
{
        if (!worker_limits_set(&t->limits, name, value))
                return false;
        extractor_set_ocr_limits(t->limits.ocr_pages, t->limits.ocr_seconds);
        return true;
}

void trichluc_set_ocr(bool on)
{
        extractor_set_ocr(on);
}

void trichluc_expect(const char *const *paths, size_t n)
{
        extractor_expect(paths, n);
}

const char *trichluc_rules_version(const struct trichluc *t)
{
        return ruleset_version(t->rules);
}

const char *trichluc_code_name(int code)
{
        return code > DIAG_NONE && code < DIAG_CODES ? diag_name((enum diag_code) code) : diag_name(DIAG_NONE);
}

const char *trichluc_detail(const struct trichluc *t)
{
        return t->detail.len ? t->detail.ptr : NULL;
}

void trichluc_sha256(char sha256[65], const void *bytes, size_t n_bytes)
{
        source_hash(sha256, (struct span) { bytes, n_bytes });
}

void trichluc_check_rules(struct trichluc *t, struct trichluc_rules_check *check, const char **report)
{
        struct ruleset_check counts = { 0 };

        buf_clear(&t->json);
        ruleset_check(t->rules, &counts, &t->json);
        *check = (struct trichluc_rules_check) { counts.rules, counts.examples, counts.counterexamples, counts.rows, counts.failed };
        *report = t->json.len ? t->json.ptr : "";
}

/* @doc as it was read, with @code, and its record as JSON. */
static void put_record(struct trichluc *t, struct document *doc, const struct record *record, int code, bool with_text)
{
        const char *detail = pipeline_detail(doc, code);
        const struct record_versions versions = { extractor_version, normalizer_version, ruleset_version(t->rules) };

        buf_clear(&t->detail);
        buf_puts(&t->detail, code && detail ? detail : "");
        buf_clear(&t->json);
        record_json_write(&t->json, doc, record, &versions, with_text);
}

static void understand(struct trichluc *t, struct document *doc, int code, bool with_text)
{
        struct record record;

        pipeline_name(doc, &t->arena);
        pipeline_understand(t->rules, &record, &t->arena, doc, code);
        put_record(t, doc, &record, code, with_text);
}

static int write_record(struct trichluc *t, struct document *doc, int code, bool with_text, const char **json, size_t *len)
{
        understand(t, doc, code, with_text);
        arena_reset(&t->arena);
        *json = t->json.ptr;
        *len = t->json.len;
        return code;
}

/* The file at @path: *box of a stream, else its bytes. */
static int load(struct trichluc *t, struct document *doc, struct container **box, struct span *bytes, const char *path)
{
        int code = extractor_container_stream(box, doc, &t->arena, path, &t->limits.extractor);

        *bytes = (struct span) { 0 };
        return code || *box ? code : extractor_load(doc, bytes, &t->arena, path, &t->limits.extractor);
}

/* What cannot be one document has a record that says so. */
static int parse(struct trichluc *t, struct document *doc, const struct container *box, struct span bytes)
{
        if (!box && !extractor_is_container(bytes))
                return extractor_parse(doc, &t->arena, bytes, &t->limits.extractor);
        diag_add(&doc->diags, &t->arena, DIAG_holds_files, RANGE_NONE, NULL);
        return DIAG_holds_files;
}

int trichluc_extract(struct trichluc *t, const char *path, bool with_text, const char **json, size_t *len)
{
        cleanup(extractor_container_closep) struct container *box = NULL;
        struct document doc;
        struct span bytes;
        int code = load(t, &doc, &box, &bytes, path);

        return write_record(t, &doc, code ? code : parse(t, &doc, box, bytes), with_text, json, len);
}

int trichluc_extract_bytes(struct trichluc *t, const char *path, const void *bytes, size_t n_bytes, bool with_text, const char **json, size_t *len)
{
        struct document doc;
        int code = extractor_hold(&doc, &t->arena, path, (struct span) { bytes, n_bytes }, &t->limits.extractor);

        return write_record(t, &doc, code ? code : parse(t, &doc, NULL, (struct span) { bytes, n_bytes }), with_text, json, len);
}

/* ---- files of files ------------------------------------------------------------------------------------ */

struct teller {
        struct trichluc *t;
        bool with_text;
        void (*each)(void *context, const struct trichluc_record *record);
        void *context;
};

static void tell(const struct teller *to, const struct document *doc, int code)
{
        struct trichluc *t = to->t;

        to->each(to->context, &(struct trichluc_record) { t->json.ptr, t->json.len, code, t->detail.len ? t->detail.ptr : NULL, doc->member });
}

/* A mail inside is no document: what is in it has been told. */
static int tell_members(const struct teller *to, struct container *container, const char *path)
{
        struct trichluc *t = to->t;
        struct arena arena = { 0 };
        struct member member;
        int code = 0;

        while (code >= 0 && extractor_container_next(container, &member) == 0 && member.name) {
                struct document doc;
                struct record record;

                code = pipeline_member(t->rules, &record, &arena, &doc, path, &member, &t->limits.extractor);
                if (code >= 0 && code != DIAG_holds_files) {
                        put_record(t, &doc, &record, code, to->with_text);
                        tell(to, &doc, code);
                }
                arena_reset(&arena);
        }
        arena_release(&arena);
        return code < 0 ? code : 0;
}

static int tell_file(const struct teller *to, struct document *doc, struct container *container, struct span bytes, int code)
{
        struct trichluc *t = to->t;
        const char *detail = NULL;
        int r = 0;

        if (!code && !container && extractor_is_container(bytes)) {
                code = extractor_container_open(&container, pipeline_path_text(&t->arena, doc->path), bytes, &t->limits.extractor, &detail);
                if (code)
                        diag_add(&doc->diags, &t->arena, (enum diag_code) code, RANGE_NONE, detail);
        }
        if (container) {
                r = tell_members(to, container, pipeline_path_text(&t->arena, doc->path));
                code = r ? 0 : pipeline_folder(doc, &t->arena, container, &detail);
                if (code > 0 && code != DIAG_holds_files) {
                        diag_add(&doc->diags, &t->arena, (enum diag_code) code, RANGE_NONE, detail);
                        understand(t, doc, code, to->with_text);
                        tell(to, doc, code);
                }
        } else {
                if (!code)
                        code = extractor_parse(doc, &t->arena, bytes, &t->limits.extractor);
                r = code < 0 ? code : 0;
                understand(t, doc, code, to->with_text);
                tell(to, doc, code);
        }
        extractor_container_close(container);
        arena_reset(&t->arena);
        return r;
}

int trichluc_extract_each(struct trichluc *t, const char *path, bool with_text, void (*each)(void *context, const struct trichluc_record *record), void *context)
{
        struct container *box = NULL;
        struct document doc;
        struct span bytes;
        int code = load(t, &doc, &box, &bytes, path);

        return tell_file(&(struct teller) { t, with_text, each, context }, &doc, box, bytes, code);
}

int trichluc_extract_each_bytes(struct trichluc *t, const char *path, const void *bytes, size_t n_bytes, bool with_text,
                                void (*each)(void *context, const struct trichluc_record *record), void *context)
{
        struct document doc;
        int code = extractor_hold(&doc, &t->arena, path, (struct span) { bytes, n_bytes }, &t->limits.extractor);

        return tell_file(&(struct teller) { t, with_text, each, context }, &doc, NULL, (struct span) { bytes, n_bytes }, code);
}
