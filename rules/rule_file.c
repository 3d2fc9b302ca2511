/* The libcyaml schema of a rule file. */
#include "rules/rule_file.h"

#include "common/error.h"

#include <cyaml/cyaml.h>
#include <stdarg.h>
#include <stdio.h>

static const cyaml_schema_value_t string_value = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED) };

static const cyaml_schema_field_t definition_fields[] = {
        CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct rule_definition, name, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("pattern", CYAML_FLAG_POINTER, struct rule_definition, pattern, 1, CYAML_UNLIMITED),
        CYAML_FIELD_END,
};
static const cyaml_schema_value_t definition_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rule_definition, definition_fields) };

static const cyaml_schema_field_t example_fields[] = {
        CYAML_FIELD_STRING_PTR("text", CYAML_FLAG_POINTER, struct rule_example, text, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("match", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_example, match, 1, CYAML_UNLIMITED),
        CYAML_FIELD_SEQUENCE_COUNT("fields", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_example, fields, n_fields, &string_value, 0, CYAML_UNLIMITED),
        CYAML_FIELD_END,
};
static const cyaml_schema_value_t example_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rule_example, example_fields) };

static const cyaml_schema_field_t rule_fields[] = {
        CYAML_FIELD_STRING_PTR("id", CYAML_FLAG_POINTER, struct rule_source, id, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("yields", CYAML_FLAG_POINTER, struct rule_source, yields, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("kind", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_source, kind, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("text", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_source, text, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("pattern", CYAML_FLAG_POINTER, struct rule_source, pattern, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("behind", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_source, behind, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("next", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_source, next, 1, CYAML_UNLIMITED),
        CYAML_FIELD_STRING_PTR("behind_word", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_source, behind_word, 1, CYAML_UNLIMITED),
        CYAML_FIELD_BOOL("head", CYAML_FLAG_OPTIONAL, struct rule_source, head),
        CYAML_FIELD_SEQUENCE_COUNT("anchor", CYAML_FLAG_POINTER, struct rule_source, anchor, n_anchor, &string_value, 1, CYAML_UNLIMITED),
        CYAML_FIELD_SEQUENCE_COUNT("examples", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_source, examples, n_examples, &example_value, 0, CYAML_UNLIMITED),
        CYAML_FIELD_SEQUENCE_COUNT("counterexamples", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_source, counterexamples, n_counterexamples, &string_value, 0,
                CYAML_UNLIMITED),
        CYAML_FIELD_END,
};
static const cyaml_schema_value_t rule_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rule_source, rule_fields) };

static const cyaml_schema_field_t file_fields[] = {
        CYAML_FIELD_SEQUENCE_COUNT("definitions", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_file, definitions, n_definitions, &definition_value, 0, CYAML_UNLIMITED),
        CYAML_FIELD_SEQUENCE_COUNT("rules", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule_file, rules, n_rules, &rule_value, 0, CYAML_UNLIMITED),
        CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct rule_file, file_fields) };

static void log_reason(cyaml_log_t level, void *context, const char *format, va_list args)
{
        struct buf *message = context;
        char line[512];

        (void) level;
        vsnprintf(line, sizeof(line), format, args);
        buf_puts(message, line);
}

static cyaml_config_t config_for(struct buf *message)
{
        return (cyaml_config_t) {
                .log_fn = log_reason,
                .log_ctx = message,
                .log_level = CYAML_LOG_ERROR,
                .mem_fn = cyaml_mem,
                .flags = CYAML_CFG_DEFAULT,
        };
}

int rule_file_read(struct rule_file **out, const char *name, struct span content, struct buf *message)
{
        cyaml_config_t config = config_for(message);
        cyaml_err_t error;

        *out = NULL;
        error = cyaml_load_data((const uint8_t *) content.ptr, content.len, &config, &file_value, (cyaml_data_t **) out, NULL);
        if (error == CYAML_OK)
                return 0;
        buf_printf(message, "%s: %s\n", name, cyaml_strerror(error));
        return ERROR_RULES;
}

void rule_file_free(struct rule_file *file)
{
        struct buf nothing = { 0 };
        cyaml_config_t config = config_for(&nothing);

        cyaml_free(&config, &file_value, file, 0);
        buf_release(&nothing);
}
