/* An archive of three small documents, for the targets that ask one. */
#ifndef TESTS_FUZZ_SAMPLE_ARCHIVE_H
#define TESTS_FUZZ_SAMPLE_ARCHIVE_H

#include "tests/fuzz/fuzz.h"

#include "loader/loader.h"
#include "trichluc/pipeline.h"

#include <unistd.h>

#define HEAD(unit, number, place) "ỦY BAN NHÂN DÂN\n" unit "\n\nSố: " number "\n" place ", ngày 12 tháng 3 năm 2019\n\n"

static const char *const sample_texts[] = {
        HEAD("TỈNH HÀ TĨNH", "15/QĐ-UBND", "Hà Tĩnh") "QUYẾT ĐỊNH\nVề việc thông tin đối ngoại\n\nCăn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;\n"
        "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;\n\nĐiều 1. Bãi bỏ Quyết định số 7/QĐ-UBND ngày "
        "2/5/2016.\nĐiều 2. Giao Sở Nội vụ chủ trì, phối hợp Sở Tài chính thực hiện trước ngày 30/6/2019.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nCHỦ TỊCH\n\nNguyễn Văn A\n",
        HEAD("TỈNH HÀ TĨNH", "7/QĐ-UBND", "Hà Tĩnh") "QUYẾT ĐỊNH\nVề quy chế làm việc\n\nCăn cứ Nghị định số 72/2015/NĐ-CP của Chính phủ;\nĐiều 1. Ban hành quy chế, 25 triệu đồng.\n",
        HEAD("HUYỆN ĐỨC THỌ", "3/KH-UBND", "Đức Thọ") "KẾ HOẠCH\nTriển khai Quyết định số 15/QĐ-UBND\n\n1. Tổ chức hội nghị\n- Chủ trì: Phòng Nội vụ\n- Thời gian: quý II/2019\n",
};

/* Writes are durable here by nobody's wish: the folder is in memory where there is one. */
static inline const char *sample_path(void)
{
        static char path[80];
        char folder[] = "/dev/shm/trichluc-fuzz-XXXXXX", other[] = "/tmp/trichluc-fuzz-XXXXXX";
        const char *made = mkdtemp(folder);

        if (!made)
                made = mkdtemp(other);
        HOLD(made);
        snprintf(path, sizeof(path), "%s/a.db", made);
        return path;
}

static inline void sample_remove(const char *path, bool folder)
{
        static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
        char name[96];

        for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
                snprintf(name, sizeof(name), "%s%s", path, endings[i]);
                unlink(name);
        }
        *strrchr(strcpy(name, path), '/') = '\0';
        if (folder)
                rmdir(name);
}

static inline void sample_store(struct ruleset *rules, struct archive *archive, size_t i, const char *path)
{
        static struct arena arena;
        struct document doc;
        struct record record;
        struct archive_item item = { .doc = &doc, .record = &record, .normalizer_version = "1", .rules_version = "1", .outcome = SOURCE_LOADED };

        HOLD(extractor_read_bytes(&doc, &arena, path, span_of(sample_texts[i]), NULL) == 0);
        pipeline_understand(rules, &record, &arena, &doc, 0);
        archive_store(archive, &item);
        arena_reset(&arena);
}

static inline struct ruleset *sample_rules(void)
{
        static struct ruleset *set;
        struct buf message = { 0 };

        if (!set)
                HOLD(ruleset_load(&set, NULL, &message) == 0);
        return set;
}

static inline void sample_make(const char *path)
{
        struct buf message = { 0 };
        struct archive *archive;

        HOLD(archive_open(&archive, path, ARCHIVE_WRITE, &message) == 0);
        HOLD(archive_run_begin(archive, "1", "1") == 0);
        for (size_t i = 0; i < ARRAY_LEN(sample_texts); i++) {
                char name[8];

                snprintf(name, sizeof(name), "%zu.txt", i);
                sample_store(sample_rules(), archive, i, name);
        }
        HOLD(archive_run_end(archive) == 0 && archive_commit(archive) == 0);
        archive_close(archive);
}

static const char *const sample_questions[] = {
        "search", "cites", "cited-by", "cites-depth", "cited-by-depth", "graph", "in-force", "show-document", "show-fields", "show-text", "show-citations",
        "show-sections", "show-dates", "show-units", "show-recipients", "show-activities", "show-assignments", "show-events", "show-quantities",
        "show-diagnostics", "show-sources", "activities", "list-documents", "list-instruments", "list-missing", "list-units", "list-failures",
        "list-duplicates", "list-conflicts", "list-runs", "status", "stats", "verify",
};

static inline int sample_row(void *context, const struct answer_row *row)
{
        size_t *bytes = context;

        for (size_t i = 0; i < row->columns; i++)
                *bytes += row->cells[i] ? strlen(row->cells[i]) : 0;
        return 0;
}

#endif
