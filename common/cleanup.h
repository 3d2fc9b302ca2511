/*
 * Leave a function early without leaking: the cleanup attribute for foreign handles.
 *
 *     cleanup(fclosep) FILE *f = fopen(path, "r");
 *
 * The functions named in cleanup() end in "p" and take a pointer to the variable. steal() takes a pointer out
 * of such a variable so that its owner becomes somebody else.
 */
#ifndef COMMON_CLEANUP_H
#define COMMON_CLEANUP_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define cleanup(fn) __attribute__((cleanup(fn)))

static inline void *steal_pointer(void *pp)
{
        void **owner = pp;
        void *p = *owner;

        *owner = NULL;
        return p;
}

#define steal(pp) ((__typeof__(*(pp))) steal_pointer(pp))

static inline void fclosep(FILE **f)
{
        if (*f)
                fclose(*f);
}

static inline void freep(void *p)
{
        free(*(void **) p);
}

static inline void closep(int *fd)
{
        if (*fd >= 0)
                close(*fd);
}

#endif
