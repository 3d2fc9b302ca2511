/*
 * See ocr.h. One page at a time, so that each has its limits and a page that cannot be read costs that page: nothing is kept but its text, and nothing is
 * written to disk.
 */
#define _GNU_SOURCE /* memmem */
#include "extractor/ocr.h"

#include "common/cleanup.h"
#include "extractor/helper.h"

#include <stdio.h>

enum {
        PAGE_SECONDS = 60,
        LEAST_SECONDS = 5, /* what a program gets that is started when the time is nearly over */
        PAST_THE_LAST = 99, /* pdftoppm's exit code for a page there is not */
};

/*
 * The longer side of a page in pixels, whatever size the page says it has: A4 at 300 dpi, which tesseract is made for. So no page has more pixels than this
 * squared, a byte each.
 */
#define LONG_SIDE "3508"
static const uint64_t image_bytes = 3508 * 3508 + 64, page_text_bytes = 1u << 20, memory_render = 1u << 30, memory_read = 2ull << 30;

static unsigned most_pages = 200, most_seconds = 600; /* of a file; one process has one */

void extractor_set_ocr_limits(unsigned pages, unsigned seconds)
{
        most_pages = pages;
        most_seconds = seconds;
}

unsigned extractor_ocr_seconds(void)
{
        return most_seconds;
}

struct job {
        struct span input;
        char pdftoppm[64];
        const char *tesseract;
        int64_t deadline;
        struct buf image, text; /* of the present page */
};

static void job_releasep(struct job *job)
{
        buf_release(&job->image);
        buf_release(&job->text);
}

static unsigned seconds_left(const struct job *job)
{
        int64_t left = (job->deadline - helper_now_ms()) / 1000;

        return left > PAGE_SECONDS ? PAGE_SECONDS : left > LEAST_SECONDS ? (unsigned) left : LEAST_SECONDS;
}

static int render(struct job *job, unsigned page, int *status)
{
        const struct helper_limits limits = { .seconds = seconds_left(job), .output_bytes = image_bytes, .memory_bytes = memory_render };
        const char *detail;
        char number[16];

        snprintf(number, sizeof(number), "%u", page);
        buf_clear(&job->image);
        return helper_run(&job->image, status, (const char *const[]) { job->pdftoppm, "-f", number, "-l", number, "-gray", "-scale-to", LONG_SIDE, "-q", "-", NULL }, job->input, "/", &limits, &detail);
}

/* Wide gaps are kept: by them the rules tell two columns side by side, the receivers and the signature of most documents. */
static int read_page(struct job *job, int *status)
{
        const struct helper_limits limits = { .seconds = seconds_left(job), .output_bytes = page_text_bytes, .memory_bytes = memory_read };
        const char *detail;

        buf_clear(&job->text);
        return helper_run(&job->text, status, (const char *const[]) { job->tesseract, "stdin", "stdout", "-l", "vie", "--dpi", "300", "-c", "page_separator=", "-c", "preserve_interword_spaces=1", NULL }, buf_span(&job->image), "/", &limits,
                          &detail);
}

/* The letters of a language are a package of their own. */
static bool knows_vietnamese(const char *tesseract)
{
        const struct helper_limits limits = { .seconds = LEAST_SECONDS, .output_bytes = page_text_bytes, .memory_bytes = memory_read };
        cleanup(buf_release) struct buf list = { 0 };
        const char *detail;
        int status;

        return helper_run(&list, &status, (const char *const[]) { tesseract, "--list-langs", NULL }, SPAN(""), "/", &limits, &detail) == 0 && list.len && memmem(list.ptr, list.len, "\nvie\n", 5);
}

static bool is_wanted(const struct page_set *wanted, unsigned page)
{
        return !wanted->some || page_set_has(wanted, page);
}

/* One page more; *last: there is none, or no more may be read. */
static int next_page(struct converted *out, struct job *job, unsigned page, bool *last)
{
        int status = 0, r = render(job, page, &status);

        *last = r == 0 && status == PAST_THE_LAST;
        if (*last)
                return 0;
        *last = out->pages_cut = out->pages + out->pages_lost >= most_pages || helper_now_ms() >= job->deadline;
        if (*last)
                return 0;
        if (r == 0 && status == 0)
                r = read_page(job, &status);
        if (r < 0)
                return r;
        if (r == 0 && status == 0) {
                out->pages++;
                buf_add_span(&out->out, buf_span(&job->text));
        } else {
                out->pages_lost++;
        }
        return 0;
}

int ocr_pdf(struct converted *out, struct span input, const struct page_set *wanted, const char *tesseract, const char **detail)
{
        cleanup(job_releasep) struct job job = { .input = input, .tesseract = tesseract, .deadline = helper_now_ms() + (int64_t) most_seconds * 1000 };
        bool last = false;

        if (!helper_find(&(struct helper) { "pdftoppm", "poppler-utils" }, job.pdftoppm) || !knows_vietnamese(tesseract))
                return DIAG_needs_helper;
        for (unsigned page = 1; !last && (!wanted->some || page <= PAGE_MAX); page++) {
                int r = is_wanted(wanted, page) ? next_page(out, &job, page, &last) : 0;

                if (r)
                        return r;
                if (!last)
                        buf_putc(&out->out, '\f');
        }
        if (out->pages || !(out->pages_lost || out->pages_cut))
                return 0;
        *detail = "no page could be read";
        return DIAG_helper_failed;
}
