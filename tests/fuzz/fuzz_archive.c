/*
 * A damaged archive: the input is a list of patches (fuzz.h) on a sound one, a first byte of 255 makes it the file itself. Opened,
 * asked everything and written to, it answers or says that it is damaged.
 */
#include "tests/fuzz/sample_archive.h"

static const char *path;
static struct buf sound;

static void forget(void)
{
        sample_remove(path, true);
        buf_release(&sound);
        ruleset_free(sample_rules());
}

static void make(void)
{
        FILE *f;

        path = sample_path();
        sample_make(path);
        f = fopen(path, "rb");
        HOLD(f);
        for (size_t got = 1; got; sound.len += got) {
                buf_reserve(&sound, 65536);
                got = fread(sound.ptr + sound.len, 1, 65536, f);
        }
        fclose(f);
        atexit(forget);
}

static void put_file(struct span bytes)
{
        FILE *f;

        sample_remove(path, false);
        f = fopen(path, "wb");
        HOLD(f && fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len);
        fclose(f);
}

static void ask_all(struct archive *archive)
{
        static const struct question nothing, some = { .key = "15/QĐ-UBND", .text = "thong tin", .unit = "noi vu" };
        size_t bytes = 0;

        for (size_t i = 0; i < ARRAY_LEN(sample_questions); i++) {
                archive_ask(archive, sample_questions[i], &some, sample_row, &bytes, NULL);
                archive_ask(archive, sample_questions[i], &nothing, sample_row, &bytes, NULL);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct span bytes = input_span(data, size);
        struct buf message = { 0 }, file = { 0 };
        struct archive *archive;

        if (!path)
                make();
        if (size && data[0] == 255)
                bytes = (struct span) { bytes.ptr + 1, bytes.len - 1 };
        else {
                buf_add_span(&file, buf_span(&sound));
                patch(file.ptr, file.len, bytes);
                bytes = buf_span(&file);
        }
        put_file(bytes);
        if (archive_open(&archive, path, ARCHIVE_READ, &message) == 0) {
                ask_all(archive);
                archive_close(archive);
        }
        if (archive_open(&archive, path, ARCHIVE_WRITE, &message) == 0) {
                archive_run_begin(archive, "1", "1");
                sample_store(sample_rules(), archive, 1, "new.txt");
                archive_run_end(archive);
                archive_commit(archive);
                archive_close(archive);
        }
        buf_release(&message);
        buf_release(&file);
        return 0;
}
