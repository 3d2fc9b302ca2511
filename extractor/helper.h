/*
 * Programs of others that read what we do not: found when needed, run as a sandboxed child, never linked and never trusted.
 *
 * The child has no network where the kernel lets it do without, no shell, no environment but PATH, HOME and what keeps tesseract to one thread, limits on time,
 * memory and the size of files, and dies with us. What it says is bounded and checked like any file.
 */
#ifndef EXTRACTOR_HELPER_H
#define EXTRACTOR_HELPER_H

#include "common/buf.h"
#include "extractor/extractor.h"

struct helper {
        const char *program; /* "pdftotext" */
        const char *package; /* Debian's: "poppler-utils" */
};

struct helper_limits {
        unsigned seconds;
        uint64_t output_bytes, memory_bytes;
        uint64_t file_bytes; /* that it may write; 0 = none */
};

/* Milliseconds of a clock that only goes forward. */
int64_t helper_now_ms(void);

/* The program's path in @path (64 bytes), or false: it is not installed. */
bool helper_find(const struct helper *helper, char path[static 64]);

/*
 * Run @argv (argv[0] is a path, the list ends in NULL) with @input, which may be empty, as its standard input, a file that can be sought in. Its output goes to @out.
 * @home: its HOME and working folder, "/" will do. *status is its exit code.
 * Returns 0 when it ended by itself, helper_failed with *detail when it could not be started, ran too long, said too much or died, ERROR_SYSTEM.
 */
int helper_run(struct buf *out, int *status, const char *const *argv, struct span input, const char *home, const struct helper_limits *limits, const char **detail);

#endif
