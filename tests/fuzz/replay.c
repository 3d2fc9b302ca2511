/* libFuzzer's place in builds without it: every saved input, each file and each file of each folder named, once through the target. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static size_t replayed;

static void replay_file(const char *path)
{
        FILE *f = fopen(path, "rb");
        uint8_t *bytes;
        size_t len;
        long size;

        if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0) {
                perror(path);
                exit(1);
        }
        rewind(f);
        bytes = malloc((size_t) size + !size); /* as long as the input, so that ASan sees a byte too far */
        if (!bytes)
                exit(1);
        len = fread(bytes, 1, (size_t) size, f);
        fclose(f);
        fprintf(stderr, "%s\n", path);
        LLVMFuzzerTestOneInput(bytes, len);
        free(bytes);
        replayed++;
}

static void replay(const char *path)
{
        struct stat st;
        DIR *dir;

        if (stat(path, &st))
                return; /* a target without findings has no folder of them */
        if (!S_ISDIR(st.st_mode)) {
                replay_file(path);
                return;
        }
        dir = opendir(path);
        for (struct dirent *e; dir && (e = readdir(dir));) {
                char *name;

                if (*e->d_name == '.' || asprintf(&name, "%s/%s", path, e->d_name) < 0)
                        continue;
                replay(name);
                free(name);
        }
        if (dir)
                closedir(dir);
}

int main(int argc, char **argv)
{
        for (int i = 1; i < argc; i++)
                replay(argv[i]);
        fprintf(stderr, "%zu inputs replayed\n", replayed);
        return replayed ? 0 : 1;
}
