/*
 * Whole reads and writes of a descriptor.
 */
#include "common/io.h"

#include <errno.h>
#include <unistd.h>

bool read_full(int fd, void *to, size_t len)
{
        char *p = to;

        while (len) {
                ssize_t got = read(fd, p, len);

                if (got < 0 && errno == EINTR)
                        continue;
                if (got <= 0)
                        return false;
                p += got;
                len -= (size_t) got;
        }
        return true;
}

bool write_full(int fd, const void *from, size_t len)
{
        const char *p = from;

        while (len) {
                ssize_t put = write(fd, p, len);

                if (put < 0 && errno == EINTR)
                        continue;
                if (put <= 0)
                        return false;
                p += put;
                len -= (size_t) put;
        }
        return true;
}
