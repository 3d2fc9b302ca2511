/*
 * libtrichluc, loaded when a command reads documents. The functions of trichluc/trichluc.h that are called here are defined in library.c and
 * hand on to it, so that nothing else knows.
 */
#ifndef CLI_LIBRARY_H
#define CLI_LIBRARY_H

#include <stdbool.h>

/* False when it cannot be loaded, which has been said. main() calls it for commands with NEEDS_LIBRARY; no function but trichluc_version() may be called without. */
bool library_load(void);

#endif
