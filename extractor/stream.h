/*
 * Bytes read from front to back through a window: of an open file as much is in memory as its reader asks for at once, so that a mailbox of any size costs what its
 * largest mail costs. (Not mapped: a file cut short meanwhile would end the process.) Bytes that are in memory anyway are one window.
 */
#ifndef EXTRACTOR_STREAM_H
#define EXTRACTOR_STREAM_H

#include "common/buf.h"

struct stream {
        struct span bytes; /* the window: what was read and not yet passed */
        uint64_t at;       /* where in the file it begins */
        uint64_t size;     /* of the file as it was when opened */
        bool of_file;
        int fd;
        int error;         /* errno of a read that failed; nothing comes behind it */
        bool ended;
        struct buf buf;    /* what the window is of */
};

void stream_over(struct stream *stream, struct span bytes);
/* @fd, of @size bytes, becomes the stream's. */
void stream_of_file(struct stream *stream, int fd, uint64_t size);
void stream_release(struct stream *stream); /* a zeroed one is allowed */

/* A piece more behind the window, which may move; false at the end. */
bool stream_more(struct stream *stream);
/* Until the window has @n bytes; false when there are not so many. */
bool stream_need(struct stream *stream, size_t n);
/* Step over @n bytes, those behind the window included. */
void stream_pass(struct stream *stream, uint64_t n);

#endif
