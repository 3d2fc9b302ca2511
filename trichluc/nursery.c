/* See nursery.h. Requests and replies are packets on one socket, strictly in turns. */
#include "trichluc/nursery.h"

#include "common/error.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20 }; /* some dozens of documents: a worker goes on while the parent commits */

struct request {
        pid_t bury; /* 0 = fork one */
        bool outside;
};

struct reply {
        pid_t pid; /* 0 = it did not work */
        int status;
};

/* ---- the nursery's side -------------------------------------------------------------------------------- */

static void send_reply(int talk, struct reply reply, const int *fds, size_t n)
{
        union {
                struct cmsghdr head;
                char room[CMSG_SPACE(2 * sizeof(int))];
        } control = { 0 };
        struct iovec part = { &reply, sizeof(reply) };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

        if (n) {
                message.msg_control = control.room;
                message.msg_controllen = sizeof(control.room);
                control.head.cmsg_level = SOL_SOCKET;
                control.head.cmsg_type = SCM_RIGHTS;
                control.head.cmsg_len = CMSG_LEN(n * sizeof(int));
                memcpy(CMSG_DATA(&control.head), fds, n * sizeof(int));
        }
        if (sendmsg(talk, &message, MSG_NOSIGNAL) < 0)
                _exit(0);
}

/* A process must not outlive the one it serves, killed or not. */
static void follow(pid_t parent)
{
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
                _exit(0);
}

static void fork_worker(int talk, struct ruleset *rules, const struct worker_limits *limits, bool outside)
{
        int jobs[2] = { -1, -1 }, answers[2] = { -1, -1 };
        pid_t self = getpid(), pid = -1;

        if (socketpair(AF_UNIX, SOCK_STREAM, 0, jobs) == 0 && pipe(answers) == 0)
                pid = fork();
        if (pid == 0) {
                follow(self);
                close(talk);
                open("/dev/null", O_RDONLY); /* number 0 stays taken: a helper's input must not land on it */
                close(jobs[0]);
                close(answers[0]);
                fcntl(answers[1], F_SETPIPE_SZ, PIPE_BYTES); /* smaller is slower, nothing else */
                worker_main(rules, jobs[1], answers[1], limits, outside);
        }
        if (pid > 0)
                send_reply(talk, (struct reply) { .pid = pid }, (int[]) { jobs[0], answers[0] }, 2);
        else
                send_reply(talk, (struct reply) { 0 }, NULL, 0);
        for (int i = 0; i < 2; i++) {
                close(jobs[i]);
                close(answers[i]);
        }
}

static void bury(int talk, pid_t pid)
{
        struct reply reply = { .pid = pid };

        kill(pid, SIGKILL); /* one that has ended keeps its own status */
        while (waitpid(pid, &reply.status, 0) < 0) {
                if (errno != EINTR) {
                        reply.pid = 0;
                        break;
                }
        }
        send_reply(talk, reply, NULL, 0);
}

static void nurse(int talk, struct ruleset *rules, const struct worker_limits *limits)
{
        struct request request;

        while (recv(talk, &request, sizeof(request), 0) == (ssize_t) sizeof(request)) {
                if (request.bury)
                        bury(talk, request.bury);
                else
                        fork_worker(talk, rules, limits, request.outside);
        }
        _exit(0); /* workers follow */
}

/* ---- the parent's side --------------------------------------------------------------------------------- */

bool nursery_start(struct nursery *nursery, struct ruleset *rules, const struct worker_limits *limits)
{
        int talk[2];
        pid_t self = getpid();

        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, talk))
                return false;
        fflush(NULL);
        nursery->pid = fork();
        if (nursery->pid == 0) {
                follow(self);
                signal(SIGINT, SIG_IGN); /* of a whole terminal: the parent decides when to stop */
                signal(SIGTERM, SIG_IGN);
                signal(SIGHUP, SIG_IGN);
                signal(SIGPIPE, SIG_IGN);
                dup2(talk[1], STDIN_FILENO);
                dup2(STDERR_FILENO, STDOUT_FILENO);
                close_range(STDERR_FILENO + 1, ~0u, 0);
                nurse(STDIN_FILENO, rules, limits);
        }
        close(talk[1]);
        nursery->talk = talk[0];
        if (nursery->pid < 0)
                close(talk[0]);
        return nursery->pid > 0;
}

static bool ask(struct nursery *nursery, struct request request, struct reply *reply, int fds[2])
{
        union {
                struct cmsghdr head;
                char room[CMSG_SPACE(2 * sizeof(int))];
        } control = { 0 };
        struct iovec part = { reply, sizeof(*reply) };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof(control.room) };
        ssize_t got;

        if (send(nursery->talk, &request, sizeof(request), MSG_NOSIGNAL) < 0)
                return false;
        do
                got = recvmsg(nursery->talk, &message, MSG_CMSG_CLOEXEC);
        while (got < 0 && errno == EINTR);
        if (got != (ssize_t) sizeof(*reply) || !reply->pid)
                return false;
        if (!fds)
                return true;
        if (!message.msg_controllen || control.head.cmsg_len != CMSG_LEN(2 * sizeof(int)))
                return false;
        memcpy(fds, CMSG_DATA(&control.head), 2 * sizeof(int));
        return true;
}

bool nursery_fork(struct nursery *nursery, struct nursery_child *child, bool outside)
{
        struct reply reply = { 0 };
        int fds[2];

        if (!ask(nursery, (struct request) { .outside = outside }, &reply, fds))
                return false;
        *child = (struct nursery_child) { .pid = reply.pid, .jobs = fds[0], .answers = fds[1] };
        fcntl(child->answers, F_SETFL, O_NONBLOCK);
        return true;
}

bool nursery_bury(struct nursery *nursery, pid_t pid, int *status)
{
        struct reply reply = { 0 };

        if (!ask(nursery, (struct request) { .bury = pid }, &reply, NULL))
                return false;
        *status = reply.status;
        return true;
}

void nursery_stop(struct nursery *nursery)
{
        close(nursery->talk);
        while (waitpid(nursery->pid, NULL, 0) < 0 && errno == EINTR)
                ;
}
