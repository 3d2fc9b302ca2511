/* How far an ingest has come: one line that is written over again on a terminal, or lines of JSON for a script. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cli.h"
#include "trichluc/trichluc.h"

struct progress {
        enum progress_form form;
        bool shown;          /* a line stands on the terminal */
        uint64_t began, told; /* ms */
        size_t files, loaded, failed;
        size_t met, total;   /* without the files inside files; total 0 = not known */
        char folder[1024];   /* where the last source was met */
};

/* PROGRESS_AUTO: a line when stderr is a terminal, else nothing. */
void progress_begin(struct progress *p, enum progress_form form);
/* The files to come are counted, as long as that is quick; for the time left. To be called where the paths are known. */
void progress_expect(struct progress *p, const char *const *paths, size_t n);
void progress_count(struct progress *p, const struct trichluc_source *source);
/* Take the line away before something else is said. */
void progress_hide(struct progress *p);
void progress_end(struct progress *p);

#endif
