/*
 * The one convention for results: 0 is done; a positive value is an enum diag_code (common/diag.h) and says
 * that this document is bad, the next one may be fine; a negative value is one of these and says that the
 * run cannot go on. Negative codes are passed up unchanged to main().
 */
#ifndef COMMON_ERROR_H
#define COMMON_ERROR_H

enum {
        ERROR_SYSTEM = -1,  /* the system refused; errno tells */
        ERROR_USAGE = -2,   /* the caller asked for something that does not exist: a key, an option, a rule */
        ERROR_ARCHIVE = -3, /* the archive is damaged, foreign or newer than the program */
        ERROR_BUSY = -4,    /* locked or full: the same call may succeed later */
        ERROR_RULES = -5,   /* a rule file cannot be used; the message names file and line */
};

#endif
