/* The archive that is being filled, met among the files. */
#include "trichluc/ingest.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Names are compared first: a stat for each of a hundred thousand files would show. */
bool ingest_is_archive(const char *archive_path, const char *entry, const struct stat *st)
{
        const char *own_name = basename(archive_path), *name = basename(entry);
        size_t len = strlen(own_name);
        char path[PATH_MAX];
        struct stat own;

        if (strncmp(name, own_name, len) != 0)
                return false;
        if (strncmp(name + len, ARCHIVE_BACKUP, strlen(ARCHIVE_BACKUP)) && strcmp(name + len, "") && strcmp(name + len, "-wal") && strcmp(name + len, "-shm") && strcmp(name + len, "-journal"))
                return false;
        snprintf(path, sizeof(path), "%s%s", archive_path, name + len);
        return stat(path, &own) == 0 && own.st_dev == st->st_dev && own.st_ino == st->st_ino;
}
