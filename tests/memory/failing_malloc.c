/*
 * malloc() and its like with one failure, or failures from one call on, for a program this library is preloaded into (LD_PRELOAD). Every allocation of every library
 * comes here, so no library has to be told.
 *
 *     FAIL_AT=N     the N-th allocation fails (1 = the first)
 *     FAIL_FROM=1   and so does each one behind it
 *     FAIL_FILE=F   nothing fails; F gets the number of allocations
 *     FAIL_IN=TEXT  only in a process that has opened a file whose name ends in TEXT, from that moment on: the worker with the document
 *
 * Counting begins with main() and pauses in dlopen(): libraries that make themselves ready are not the program's matter.
 */
#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS /* open() and open64() both go through here, under their own names */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static int (*real_memalign)(void **, size_t, size_t);
static int (*real_open)(const char *, int, ...);
static void *(*real_dlopen)(const char *, int);

static unsigned long fail_at, count;
static bool from_there_on, counting;
static const char *fail_in;
static unsigned long *shared; /* with all children: a worker may not write files */

/* dlsym() itself allocates before malloc is found */
static char early[8192];
static size_t early_used;

static void *early_alloc(size_t size)
{
        char *p = early + early_used;

        early_used += (size + 15) / 16 * 16;
        return early_used <= sizeof(early) ? p : NULL;
}

static bool is_early(const void *p)
{
        return (const char *) p >= early && (const char *) p < early + sizeof(early);
}

static void map_count(const char *file)
{
        int fd = file ? real_open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
        void *p = fd >= 0 && !ftruncate(fd, sizeof(*shared)) ? mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;

        shared = p == MAP_FAILED ? NULL : p;
        if (fd >= 0)
                close(fd);
}

/* At the first call, which another library's constructor may make. */
static bool ready(void)
{
        static bool looking;
        const char *at = getenv("FAIL_AT");

        if (real_open || looking)
                return real_open != NULL;
        looking = true;

        real_malloc = dlsym(RTLD_NEXT, "malloc");
        real_calloc = dlsym(RTLD_NEXT, "calloc");
        real_realloc = dlsym(RTLD_NEXT, "realloc");
        real_memalign = dlsym(RTLD_NEXT, "posix_memalign");
        real_dlopen = dlsym(RTLD_NEXT, "dlopen");
        real_open = dlsym(RTLD_NEXT, "open");
        fail_at = at ? strtoul(at, NULL, 10) : 0;
        from_there_on = getenv("FAIL_FROM") != NULL;
        fail_in = getenv("FAIL_IN");
        map_count(getenv("FAIL_FILE"));
        return true;
}

static bool fails(void)
{
        if (!counting)
                return false;
        count++;
        if (shared)
                *shared = count;
        if (!fail_at || count < fail_at || (count > fail_at && !from_there_on))
                return false;
        errno = ENOMEM;
        return true;
}

void *malloc(size_t size)
{
        if (!ready())
                return early_alloc(size);
        return fails() ? NULL : real_malloc(size);
}

void *calloc(size_t n, size_t size)
{
        if (!ready())
                return early_alloc(n * size);
        return fails() ? NULL : real_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
        if (!ready())
                return early_alloc(size);
        if (is_early(p))
                return memcpy(real_malloc(size), p, size);
        return fails() ? NULL : real_realloc(p, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
        ready();
        return fails() ? ENOMEM : real_memalign(out, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
        void *p = NULL;

        ready();
        return fails() || real_memalign(&p, alignment, size) ? NULL : p;
}

void free(void *p)
{
        static void (*real_free)(void *);

        if (is_early(p))
                return;
        if (!real_free)
                real_free = dlsym(RTLD_NEXT, "free");
        real_free(p);
}

int open(const char *path, int flags, ...)
{
        mode_t mode = 0;
        va_list args;

        va_start(args, flags);
        if (flags & O_CREAT)
                mode = (mode_t) va_arg(args, int);
        va_end(args);
        ready();
        if (fail_in && strlen(path) >= strlen(fail_in) && strcmp(path + strlen(path) - strlen(fail_in), fail_in) == 0)
                counting = true;
        return real_open(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

void *dlopen(const char *path, int flags)
{
        bool was_counting = counting;
        void *handle;

        ready();
        counting = false;
        handle = real_dlopen(path, flags);
        counting = was_counting;
        return handle;
}

int __libc_start_main(int (*main_fn)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void), void (*rtld)(void), void *stack_end);

static int (*real_main)(int, char **, char **);

static int counted_main(int argc, char **argv, char **environment)
{
        counting = !fail_in;
        return real_main(argc, argv, environment);
}

int __libc_start_main(int (*main_fn)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void), void (*rtld)(void), void *stack_end)
{
        typeof(&__libc_start_main) start = dlsym(RTLD_NEXT, "__libc_start_main");

        ready();
        real_main = main_fn;
        return start(counted_main, argc, argv, init, fini, rtld, stack_end);
}
