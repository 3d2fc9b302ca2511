/*
 * See sandbox.h. A call that is not on the list fails with EPERM instead of ending the process: a library that asks for the host's name on its
 * way costs no document, and nothing that could do harm is on the list.
 */
#include "trichluc/sandbox.h"

#include "common/span.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCHITECTURE

static const int allowed[] = {
        SYS_read, SYS_readv, SYS_pread64, SYS_write, SYS_writev, SYS_lseek, SYS_close, SYS_fstat, SYS_newfstatat, SYS_statx, SYS_faccessat,
        SYS_mmap, SYS_munmap, SYS_mprotect, SYS_mremap, SYS_madvise, SYS_brk,
        SYS_futex, SYS_sched_yield, SYS_sched_getaffinity, SYS_clock_gettime, SYS_gettimeofday, SYS_getrandom, SYS_getpid, SYS_gettid,
        SYS_getrusage, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_tgkill, SYS_exit, SYS_exit_group,
        SYS_restart_syscall,
#ifdef SYS_stat /* not on newer architectures */
        SYS_stat, SYS_lstat, SYS_access,
#endif
};

enum { WRITES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND };

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define SKIP_UNLESS(value, n) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (n))
#define ARGUMENT(n) (offsetof(struct seccomp_data, args) + 8 * (n)) /* its low half, on little-endian machines */
#define REFUSE ANSWER(SECCOMP_RET_ERRNO | EPERM)
#define ALLOW ANSWER(SECCOMP_RET_ALLOW)

/* Opening is allowed for reading alone: argument @n of call @number holds the flags. */
#define ALLOW_READING(number, n)                                                                                        \
        SKIP_UNLESS((number), 4), LOAD(ARGUMENT(n)), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, WRITES, 0, 1), REFUSE, ALLOW

static bool filter_calls(void)
{
        static const struct sock_filter first[] = {
                LOAD(offsetof(struct seccomp_data, arch)),
                BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
                ANSWER(SECCOMP_RET_KILL_PROCESS),
                LOAD(offsetof(struct seccomp_data, nr)),
                ALLOW_READING(SYS_openat, 2),
#ifdef SYS_open
                ALLOW_READING(SYS_open, 1),
#endif
                /* its own limits, by number 0 */
                SKIP_UNLESS(SYS_prlimit64, 4),
                LOAD(ARGUMENT(0)),
                SKIP_UNLESS(0, 1),
                ALLOW,
                REFUSE,
        };
        struct sock_filter filter[ARRAY_LEN(first) + 2 * ARRAY_LEN(allowed) + 1];
        struct sock_fprog program = { .filter = filter };
        size_t n = ARRAY_LEN(first);

        memcpy(filter, first, sizeof(first));
        for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
                filter[n++] = (struct sock_filter) SKIP_UNLESS((unsigned) allowed[i], 1);
                filter[n++] = (struct sock_filter) ALLOW;
        }
        filter[n++] = (struct sock_filter) REFUSE;
        program.len = (unsigned short) n;
        return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

static bool filter_calls(void)
{
        return false;
}

#endif

/* A second lock on the same door: no rule allows any of the rights handled, and reading is not among them. */
static void forbid_writing(void)
{
        struct landlock_ruleset_attr attr = {
                .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                        LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                        LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
        };
        int fd = (int) syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);

        if (fd < 0)
                return;
        syscall(SYS_landlock_restrict_self, fd, 0);
        close(fd);
}

bool sandbox_enter(void)
{
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
                return false;
        forbid_writing();
        return filter_calls();
}

static void limit(int what, rlim_t value)
{
        struct rlimit now;

        if (getrlimit((__rlimit_resource_t) what, &now))
                return;
        if (now.rlim_max == RLIM_INFINITY || value < now.rlim_max)
                now.rlim_max = value;
        now.rlim_cur = now.rlim_max;
        setrlimit((__rlimit_resource_t) what, &now);
}

void sandbox_limit(size_t bytes)
{
#ifdef __SANITIZE_ADDRESS__
        bytes = 0; /* its shadow alone takes terabytes */
#endif
        if (bytes)
                limit(RLIMIT_AS, bytes);
        limit(RLIMIT_CORE, 0);
        limit(RLIMIT_FSIZE, 0);
        limit(RLIMIT_NOFILE, 64);
}

void sandbox_limit_time(unsigned seconds)
{
        struct rusage used;
        struct rlimit now;

        if (getrusage(RUSAGE_SELF, &used) || getrlimit(RLIMIT_CPU, &now))
                return;
        now.rlim_cur = (rlim_t) (used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1;
        if (now.rlim_max != RLIM_INFINITY && now.rlim_cur > now.rlim_max)
                now.rlim_cur = now.rlim_max;
        setrlimit(RLIMIT_CPU, &now);
}
