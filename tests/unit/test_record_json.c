/* record_json: every key of the contract in its order, unknown as null, lists always there; read back with jansson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "trichluc/record_json.h"

#include <jansson.h>

static json_t *written(const struct document *doc, const struct record *record, bool with_text)
{
        static const struct record_versions versions = { "1", "1", "1.0-test" };
        struct buf line = { 0 };
        json_error_t error;
        json_t *json;

        record_json_write(&line, doc, record, &versions, with_text);
        assert_int_equal(line.ptr[line.len - 1], '\n');
        assert_ptr_equal(memchr(line.ptr, '\n', line.len), line.ptr + line.len - 1);
        json = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &error);
        if (!json)
                fail_msg("%s in %s", error.text, line.ptr);
        buf_release(&line);
        return json;
}

static void assert_keys(const json_t *object, const char *want)
{
        struct buf keys = { 0 };
        const char *key;
        json_t *value;

        assert_true(json_is_object(object));
        json_object_foreach((json_t *) object, key, value)
                buf_printf(&keys, "%s%s", keys.len ? " " : "", key);
        assert_string_equal(keys.ptr, want);
        buf_release(&keys);
}

static json_t *at(const json_t *object, const char *key)
{
        json_t *value = json_object_get(object, key);

        if (!value)
                fail_msg("no key %s", key);
        return value;
}

static const char *text_at(const json_t *object, const char *key)
{
        assert_true(json_is_string(at(object, key)));
        return json_string_value(at(object, key));
}

static void assert_span(const json_t *object, const char *key, int begin, int end)
{
        assert_int_equal(json_array_size(at(object, key)), 2);
        assert_int_equal(json_integer_value(json_array_get(at(object, key), 0)), begin);
        assert_int_equal(json_integer_value(json_array_get(at(object, key), 1)), end);
}

static void nothing_known(void **state)
{
        struct document doc = { .path = "a.txt" };
        struct record record = { 0 };
        json_t *r = written(&doc, &record, true);
        static const char *const lists[] = { "sections", "citations", "dates", "units", "activities", "assignments", "events", "quantities", "diagnostics" };

        (void) state;
        assert_keys(r, "schema source versions text document sections citations dates units activities assignments events quantities diagnostics");
        assert_keys(at(r, "source"), "path member sha256 bytes media_type encoding");
        assert_keys(at(r, "versions"), "extractor normalizer rules");
        assert_keys(at(r, "document"), "type number date place issuer parent locality title signer recipients archive urgency secrecy");
        assert_keys(at(at(r, "document"), "number"), "status key key_pattern number suffix year type_abbr issuer_abbrs style span");
        assert_keys(at(at(r, "document"), "date"), "iso precision missing span");
        assert_keys(at(at(r, "document"), "issuer"), "name abbr level span");
        assert_keys(at(at(r, "document"), "locality"), "province district ward");
        assert_keys(at(at(r, "document"), "signer"), "authority position name span");
        assert_keys(at(at(r, "document"), "archive"), "codes drafter copies");
        assert_string_equal(text_at(r, "schema"), "trichluc-record/1");
        assert_string_equal(text_at(r, "text"), "");
        assert_string_equal(text_at(at(at(r, "document"), "number"), "status"), "absent");
        assert_true(json_is_null(at(at(r, "source"), "sha256")));
        assert_true(json_is_null(at(at(r, "source"), "bytes")));
        assert_true(json_is_null(at(at(at(r, "document"), "type"), "span")));
        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                assert_true(json_is_array(at(r, lists[i])));
                assert_int_equal(json_array_size(at(r, lists[i])), 0);
        }
        json_decref(r);
        r = written(&doc, &record, false);
        assert_null(json_object_get(r, "text"));
        json_decref(r);
}

static void own_fields(void **state)
{
        struct document doc = { .path = "a\"b\x01.txt", .sha256 = "00ff", .bytes = 12, .text = SPAN("Số: 66.7/2025/NQ-CP\n") };
        const char *abbrs[] = { "CP" }, *authority[] = { "TM", "KT" };
        struct rec_recipient recipient = { "Như trên", NULL, { 1, 3 } };
        struct record record = { .document = {
                .type = { "nghi_quyet", "Nghị quyết", "NGHỊ QUYẾT", { 0, 4 } },
                .number = { .status = NUMBER_FULL, .key = "66.7/2025/NQ-CP", .number = "66.7", .year = 2025, .type_abbr = "NQ",
                            .issuer_abbrs = abbrs, .n_issuer_abbrs = 1, .style = "qppl", .span = { 5, 20 } },
                .date = { "2025-10", PRECISION_MONTH, MISSING_DAY, { 0, 2 } },
                .signer = { .authority = { authority, 2, 2 }, .name = "A" },
                .recipients = &recipient, .n_recipients = 1,
        } };
        json_t *r = written(&doc, &record, true), *d = at(r, "document"), *number = at(d, "number");

        (void) state;
        assert_string_equal(text_at(at(r, "source"), "path"), "a\"b\x01.txt");
        assert_int_equal(json_integer_value(at(at(r, "source"), "bytes")), 12);
        assert_string_equal(text_at(r, "text"), doc.text.ptr);
        assert_string_equal(text_at(at(d, "type"), "name"), "Nghị quyết");
        assert_string_equal(text_at(number, "status"), "full");
        assert_true(json_is_real(at(number, "number")));
        assert_int_equal(json_integer_value(at(number, "year")), 2025);
        assert_span(number, "span", 5, 20);
        assert_string_equal(text_at(at(d, "date"), "precision"), "month");
        assert_string_equal(json_string_value(json_array_get(at(at(d, "date"), "missing"), 0)), "day");
        assert_int_equal(json_array_size(at(at(d, "date"), "missing")), 1);
        assert_string_equal(json_string_value(json_array_get(at(at(d, "signer"), "authority"), 1)), "KT");
        assert_true(json_is_null(at(json_array_get(at(d, "recipients"), 0), "note")));
        json_decref(r);
}

/* What "number" becomes for each way it may be printed. */
static void numbers(void **state)
{
        static const struct {
                const char *number, *json;
        } rows[] = { { "407", "407" }, { "66.7", "66.7" }, { "0", "0" }, { "007", "7" }, { "12-14", "\"12-14\"" }, { "12.", "\"12.\"" }, { "", "\"\"" }, { NULL, "null" } };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                struct document doc = { .path = "a" };
                struct record record = { .document = { .number = { .number = rows[i].number } } };
                json_t *r = written(&doc, &record, false);
                char *got = json_dumps(at(at(at(r, "document"), "number"), "number"), JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));

                assert_string_equal(got, rows[i].json);
                free(got);
                json_decref(r);
        }
}

static void citations(void **state)
{
        struct document doc = { .path = "a.txt" };
        struct rec_part part = { "Điều 4/khoản 2", { 1, 9 } };
        struct rec_citation items[] = {
                { .id = 1, .type = { "thong_tu", "Thông tư", "thông tư", { 0, 9 } }, .number = { .status = NUMBER_FULL, .key = "22/2016/TT-BTTTT", .number = "22", .year = 2016 },
                  .date = { "2016-10-19", PRECISION_DAY, 0, { 2, 4 } }, .relation = "can_cu", .parts = &part, .n_parts = 1, .group = 3, .refers_to = 12,
                  .number_span = { 10, 26 }, .span = { 0, 40 }, .rule = "so_ky_hieu.qppl" },
                { .id = 2, .class = CITATION_NAMED, .number = { .status = NUMBER_PARTIAL, .key_pattern = "72/?/NĐ-CP" }, .subject = 1, .status = CITATION_SOURCE_ERROR,
                  .suggested_key = "72/2015/NĐ-CP" },
                { .id = 123, .class = CITATION_SELF, .refers_to_document = true },
        };
        struct record record = { .citations = items, .n_citations = 3 };
        json_t *r = written(&doc, &record, false), *list = at(r, "citations"), *c = json_array_get(list, 0);

        (void) state;
        assert_keys(c, "id class type key number suffix year style date issuer relation subject parts title group refers_to status suggested_key number_span span rule");
        assert_keys(at(c, "type"), "id printed");
        assert_keys(at(c, "date"), "iso precision span");
        assert_keys(json_array_get(at(c, "parts"), 0), "path span");
        assert_string_equal(text_at(c, "id"), "c01");
        assert_string_equal(text_at(at(c, "type"), "printed"), "thông tư");
        assert_string_equal(text_at(c, "class"), "numbered");
        assert_string_equal(text_at(c, "refers_to"), "c12");
        assert_int_equal(json_integer_value(at(c, "group")), 3);
        assert_true(json_is_null(at(c, "subject")));
        assert_span(c, "number_span", 10, 26);
        c = json_array_get(list, 1);
        assert_string_equal(text_at(c, "key"), "72/?/NĐ-CP");
        assert_string_equal(text_at(c, "subject"), "c01");
        assert_string_equal(text_at(c, "status"), "source_error");
        assert_true(json_is_null(at(c, "year")));
        assert_string_equal(text_at(json_array_get(list, 2), "id"), "c123");
        assert_string_equal(text_at(json_array_get(list, 2), "refers_to"), "doc");
        json_decref(r);
}

static void tasks_and_events(void **state)
{
        struct document doc = { .path = "a.txt" };
        struct rec_name unit = { "Sở Nội vụ", { 1, 5 } };
        struct rec_text item = { "việc", { 6, 9 } };
        struct rec_duty duty = { "chu_tri", "làm", { 7, 9 } };
        struct rec_activity activity = { .number = "1.2", .title = "t", .section = 2, .lead = { &unit, 1, 1 }, .items = &item, .n_items = 1 };
        struct rec_assignment assignment = { .units = { &unit, 1, 1 }, .duties = &duty, .n_duties = 1 };
        struct rec_quantity quantities[] = { { 136, "người", NULL, NULL, { 1, 2 } }, { 4.5e9, "đồng", "hơn", "năm", { 3, 4 } } };
        unsigned second = 2;
        struct rec_event event = { .date = { "2014-05-30", PRECISION_DAY, 0, { 1, 2 } }, .actors = { &unit, 1, 1 }, .quantities = &second, .n_quantities = 1 };
        struct rec_section section = { 1, "I", "KẾT QUẢ", "ket_qua", { 0, 5 } };
        struct rec_date_mention date = { .kind = "month_day", .iso = "--04-21", .inherited = MISSING_YEAR | MISSING_MONTH };
        struct rec_unit mention = { "Sở Nội vụ", "lead", { 1, 5 }, "u" };
        struct record record = { .activities = &activity, .n_activities = 1, .assignments = &assignment, .n_assignments = 1, .events = &event, .n_events = 1,
                                 .quantities = quantities, .n_quantities = 2, .sections = &section, .n_sections = 1, .dates = &date, .n_dates = 1,
                                 .units = &mention, .n_units = 1 };
        json_t *r = written(&doc, &record, false), *a = json_array_get(at(r, "activities"), 0), *e = json_array_get(at(r, "events"), 0), *q;

        (void) state;
        assert_keys(a, "number title title_span section lead partners time budget product items span");
        assert_keys(at(a, "time"), "text start end kind span");
        assert_int_equal(json_integer_value(at(a, "section")), 2);
        assert_string_equal(text_at(json_array_get(at(a, "lead"), 0), "name"), "Sở Nội vụ");
        assert_keys(json_array_get(at(r, "assignments"), 0), "units duties span");
        assert_keys(e, "date actors partners action place quantities span");
        q = json_array_get(at(e, "quantities"), 0);
        assert_keys(q, "value unit approx per span");
        assert_true(json_number_value(at(q, "value")) == 4.5e9);
        assert_keys(json_array_get(at(r, "sections"), 0), "level number heading kind span");
        assert_keys(json_array_get(at(r, "units"), 0), "name role span rule");
        assert_keys(json_array_get(at(r, "dates"), 0), "kind iso iso_end start end precision missing inherited role span rule");
        assert_int_equal(json_array_size(at(json_array_get(at(r, "dates"), 0), "inherited")), 2);
        json_decref(r);
}

static void diagnostics(void **state)
{
        struct document doc = { .path = "a.txt" };
        struct diag items[] = { { DIAG_bad_xml, RANGE_NONE, "line 3" }, { DIAG_date_invalid, { 4, 9 }, NULL } };
        struct record record = { .diags = { items, 2, 2 } };
        json_t *r = written(&doc, &record, false), *d = json_array_get(at(r, "diagnostics"), 0);

        (void) state;
        assert_keys(d, "code severity message span");
        assert_string_equal(text_at(d, "code"), "bad_xml");
        assert_string_equal(text_at(d, "severity"), "error");
        assert_non_null(strstr(text_at(d, "message"), ": line 3"));
        d = json_array_get(at(r, "diagnostics"), 1);
        assert_string_equal(text_at(d, "severity"), "warning");
        assert_null(strchr(text_at(d, "message"), ':'));
        assert_span(d, "span", 4, 9);
        json_decref(r);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nothing_known), cmocka_unit_test(own_fields),       cmocka_unit_test(numbers),
                cmocka_unit_test(citations),     cmocka_unit_test(tasks_and_events), cmocka_unit_test(diagnostics),
        };

        return cmocka_run_group_tests_name("record_json", tests, NULL, NULL);
}
