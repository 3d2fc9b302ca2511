/*
 * Whole reads and writes of a descriptor: signals and short counts are seen to. For blocking descriptors.
 */
#ifndef COMMON_IO_H
#define COMMON_IO_H

#include <stdbool.h>
#include <stddef.h>

/* False when the input ends or fails before @len bytes. */
bool read_full(int fd, void *to, size_t len);

/* False when not all could be written. */
bool write_full(int fd, const void *from, size_t len);

#endif
