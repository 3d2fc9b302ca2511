/* The public functions for one document; those for folders are in ingest.c. */
#include "trichluc/trichluc.h"

#include "common/cleanup.h"
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
        norm_set_memory();

        if (!t)
                memory_exhausted(sizeof(*t));
        arena_init(&t->arena);
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

static int write_record(struct trichluc *t, struct document *doc, int code, bool with_text, const char **json, size_t *len)
{
        const char *detail = pipeline_detail(doc, code);
        const struct record_versions versions = { extractor_version, normalizer_version, ruleset_version(t->rules) };
        struct record record;

        buf_clear(&t->detail);
        buf_puts(&t->detail, code && detail ? detail : "");
        pipeline_name(doc, &t->arena);
        pipeline_understand(t->rules, &record, &t->arena, doc, code);
        buf_clear(&t->json);
        record_json_write(&t->json, doc, &record, &versions, with_text);
        arena_reset(&t->arena);
        *json = t->json.ptr;
        *len = t->json.len;
        return code;
}

int trichluc_extract(struct trichluc *t, const char *path, bool with_text, const char **json, size_t *len)
{
        struct document doc;
        int code = extractor_read(&doc, &t->arena, path, NULL);

        return write_record(t, &doc, code, with_text, json, len);
}

int trichluc_extract_bytes(struct trichluc *t, const char *path, const void *bytes, size_t n_bytes, bool with_text, const char **json, size_t *len)
{
        struct document doc;
        int code = extractor_read_bytes(&doc, &t->arena, path, (struct span) { bytes, n_bytes }, NULL);

        return write_record(t, &doc, code, with_text, json, len);
}
