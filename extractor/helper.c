/* See helper.h. */
#define _GNU_SOURCE /* memfd_create, unshare, pipe2 */
#include "extractor/helper.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "common/io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, FD_FIRST = 3, FD_LAST = 1024, EXEC_FAILED = 127 };

bool helper_find(const struct helper *helper, char path[static 64])
{
        static const char *const folders[] = { "/usr/bin", "/usr/local/bin" };

        for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
                snprintf(path, 64, "%s/%s", folders[i], helper->program);
                if (access(path, X_OK) == 0)
                        return true;
        }
        return false;
}

/* A file in memory, not a pipe: readers of PDF begin at the end. */
static int input_file(struct span input)
{
        cleanup(closep) int fd = memfd_create("input", MFD_CLOEXEC);
        int result;

        if (fd < 0 || !write_full(fd, input.ptr, input.len) || lseek(fd, 0, SEEK_SET) < 0)
                return -1;
        result = fd;
        fd = -1;
        return result;
}

static void limit(int what, uint64_t to)
{
        struct rlimit r = { to, to };

        setrlimit((__rlimit_resource_t) what, &r);
}

/* Between fork and exec: nothing but system calls. */
static void become(const char *const *argv, const char *const *environment, int in, int out, const char *home, const struct helper_limits *limits)
{
        int null = open("/dev/null", O_WRONLY);

        setpgid(0, 0); /* so that its children go with it */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (unshare(CLONE_NEWUSER | CLONE_NEWNET) < 0)
                unshare(CLONE_NEWNET); /* as root; where neither is allowed it keeps the network */
        limit(RLIMIT_CPU, limits->seconds);
        limit(RLIMIT_AS, limits->memory_bytes);
        limit(RLIMIT_FSIZE, limits->file_bytes);
        limit(RLIMIT_CORE, 0);
        if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || (null >= 0 && dup2(null, 2) < 0) || chdir(home) < 0)
                _exit(EXEC_FAILED);
        for (int fd = FD_FIRST; fd < FD_LAST; fd++)
                close(fd);
        signal(SIGPIPE, SIG_DFL);
        execve(argv[0], (char *const *) (uintptr_t) argv, (char *const *) (uintptr_t) environment);
        _exit(EXEC_FAILED);
}

int64_t helper_now_ms(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t) t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* All it says, until it closes its output, its time is over, or it said too much. Returns NULL or what was wrong. */
static const char *listen_to(struct buf *out, int fd, int64_t deadline, uint64_t most)
{
        for (;;) {
                struct pollfd p = { .fd = fd, .events = POLLIN };
                int64_t left = deadline - helper_now_ms();
                ssize_t got;

                if (left <= 0)
                        return "its time was over";
                if (poll(&p, 1, (int) left) < 0 && errno != EINTR)
                        return strerror(errno);
                if (!p.revents)
                        continue;
                buf_reserve(out, PIECE + 1);
                got = read(fd, out->ptr + out->len, PIECE);
                if (got < 0 && errno == EINTR)
                        continue;
                if (got < 0)
                        return strerror(errno);
                if (got == 0)
                        return NULL;
                out->len += (size_t) got;
                out->ptr[out->len] = '\0';
                if (out->len > most)
                        return "its output is too long";
        }
}

/* Wait till @deadline, then kill; true when it ended by itself. */
static bool wait_for(pid_t pid, int *status, int64_t deadline)
{
        const struct timespec nap = { 0, 2 * 1000 * 1000 };
        pid_t r;

        while ((r = waitpid(pid, status, WNOHANG)) == 0 && helper_now_ms() < deadline)
                nanosleep(&nap, NULL);
        if (r == pid)
                return true;
        kill(-pid, SIGKILL);
        kill(pid, SIGKILL);
        while (waitpid(pid, status, 0) < 0 && errno == EINTR)
                ;
        return false;
}

int helper_run(struct buf *out, int *status, const char *const *argv, struct span input, const char *home, const struct helper_limits *limits, const char **detail)
{
        cleanup(closep) int in = input_file(input);
        cleanup(closep) int mine = -1;
        cleanup(closep) int its = -1;
        int64_t deadline = helper_now_ms() + (int64_t) limits->seconds * 1000;
        char home_is[256];
        const char *const environment[] = { "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1", home_is, NULL };
        int pipes[2];
        pid_t pid;

        *detail = NULL;
        if (in < 0 || pipe2(pipes, O_CLOEXEC) < 0)
                return ERROR_SYSTEM;
        mine = pipes[0];
        its = pipes[1];
        snprintf(home_is, sizeof(home_is), "HOME=%s", home);
        pid = fork();
        if (pid < 0)
                return ERROR_SYSTEM;
        if (pid == 0)
                become(argv, environment, in, its, home, limits);
        close(its);
        its = -1;
        *detail = listen_to(out, mine, deadline, limits->output_bytes);
        if (!wait_for(pid, status, *detail ? 0 : deadline) && !*detail)
                *detail = "its time was over";
        kill(-pid, SIGKILL); /* what it left behind */
        if (!*detail && !WIFEXITED(*status))
                *detail = "it died";
        if (!*detail && WEXITSTATUS(*status) == EXEC_FAILED)
                *detail = "it could not be started";
        *status = WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
        return *detail ? DIAG_helper_failed : 0;
}
