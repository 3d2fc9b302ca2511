/* See progress.h. Nothing of it goes into a pipe unless JSON was asked for. */
#include "cli/progress.h"

#include "cli/terminal.h"
#include "common/json.h"

#include <time.h>
#include <unistd.h>

enum { LINE_MS = 200, JSON_MS = 1000, COUNT_MS = 1000 };

static uint64_t now_ms(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (uint64_t) t.tv_sec * 1000 + (uint64_t) t.tv_nsec / 1000000;
}

void progress_begin(struct progress *p, enum progress_form form)
{
        *p = (struct progress) { .form = form };
        if (form == PROGRESS_AUTO)
                p->form = isatty(STDERR_FILENO) ? PROGRESS_LINE : PROGRESS_NONE;
        p->began = p->told = now_ms();
}

void progress_expect(struct progress *p, const char *const *paths, size_t n)
{
        if (p->form != PROGRESS_NONE)
                p->total = trichluc_count_files(paths, n, COUNT_MS);
        p->began = now_ms();
}

/* Seconds until the last file at the pace so far, -1 = not known. */
static long seconds_left(const struct progress *p)
{
        uint64_t spent = now_ms() - p->began;

        return p->met && p->met <= p->total ? (long) ((double) spent / 1000 * (double) (p->total - p->met) / (double) p->met + 0.5) : -1;
}

static double per_second(const struct progress *p)
{
        uint64_t spent = now_ms() - p->began;

        return spent ? (double) (p->files * 10000 / spent) / 10 : 0;
}

void progress_hide(struct progress *p)
{
        if (p->shown)
                fputs("\r\033[K", stderr);
        p->shown = false;
}

static void write_line(struct progress *p)
{
        size_t width = terminal_columns(STDERR_FILENO);
        long left = seconds_left(p);
        struct buf line = { 0 };
        char clock[24];

        if (left >= 0) {
                if (left >= 3600)
                        snprintf(clock, sizeof(clock), "%ld:%02ld:%02ld", left / 3600, left / 60 % 60, left % 60);
                else
                        snprintf(clock, sizeof(clock), "%ld:%02ld", left / 60, left % 60);
                buf_printf(&line, msg(MSG_PROGRESS_LEFT), p->met, p->total, per_second(p), clock, p->failed);
        } else {
                buf_printf(&line, msg(MSG_PROGRESS), p->files, per_second(p), p->failed);
        }
        buf_puts(&line, "  ");
        terminal_put_safe(&line, span_of(p->folder), BLANKS_SHOWN);
        progress_hide(p);
        fwrite(line.ptr, 1, terminal_width(buf_span(&line)) < width ? line.len : terminal_fit(buf_span(&line), width > 1 ? width - 1 : 79), stderr);
        fflush(stderr);
        p->shown = true;
        buf_release(&line);
}

static void write_json(struct progress *p, bool done)
{
        struct buf line = { 0 };
        struct json j = { .out = &line };

        json_open(&j, '{');
        json_put_string(&j, "progress", done ? "done" : "running");
        json_key(&j, "files");
        json_int(&j, (long long) p->files);
        json_key(&j, "per_second");
        json_number(&j, per_second(p));
        json_key(&j, "loaded");
        json_int(&j, (long long) p->loaded);
        json_key(&j, "failed");
        json_int(&j, (long long) p->failed);
        if (seconds_left(p) >= 0) {
                json_key(&j, "total");
                json_int(&j, (long long) p->total);
                json_key(&j, "seconds_left");
                json_int(&j, seconds_left(p));
        }
        json_put_string(&j, "folder", p->folder);
        json_close(&j, '}');
        buf_putc(&line, '\n');
        fwrite(line.ptr, 1, line.len, stderr);
        buf_release(&line);
}

static void note_folder(struct progress *p, const char *path)
{
        const char *slash = strrchr(path, '/');
        size_t len = slash ? (size_t) (slash - path) : 0;

        if (len >= sizeof(p->folder)) { /* the end of a long path says more; a character cut in two is shown as bytes, in JSON it may not be */
                path += len - (sizeof(p->folder) - 1);
                len = sizeof(p->folder) - 1;
                for (; len && ((unsigned char) *path & 0xC0) == 0x80; len--)
                        path++;
        }
        memcpy(p->folder, path, len);
        p->folder[len] = '\0';
}

void progress_count(struct progress *p, const struct trichluc_source *source)
{
        p->files++;
        p->met += !source->member;
        p->loaded += source->outcome == TRICHLUC_LOADED;
        p->failed += source->outcome == TRICHLUC_FAILED;
        if (p->form == PROGRESS_NONE || now_ms() - p->told < (p->form == PROGRESS_LINE ? LINE_MS : JSON_MS))
                return;
        p->told = now_ms();
        note_folder(p, source->path);
        if (p->form == PROGRESS_LINE)
                write_line(p);
        else
                write_json(p, false);
}

void progress_end(struct progress *p)
{
        progress_hide(p);
        if (p->form == PROGRESS_JSON)
                write_json(p, true);
}
