/* What a worker gives up before it looks at the first file nobody trusts. */
#ifndef TRICHLUC_SANDBOX_H
#define TRICHLUC_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

/*
 * From here on this process can read files and use memory, and nothing else: no writing, no network, no new processes, no new
 * privileges. False when the kernel has no seccomp; what else there is holds all the same.
 */
bool sandbox_enter(void);

/* At most @bytes of address space (0 = no limit), no core files, no writing of files, few descriptors. */
void sandbox_limit(size_t bytes);
/* At most @seconds of processor time from now on; SIGXCPU ends the process. */
void sandbox_limit_time(unsigned seconds);

#endif
