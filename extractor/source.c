/* Opening, reading and hashing a file; see source.h. */
#include "extractor/source.h"

#include "common/cleanup.h"
#include "common/error.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

static void *crypto_alloc(size_t size, const char *file, int line)
{
        (void) file, (void) line;
        return memory_alloc(size);
}

static void *crypto_realloc(void *p, size_t size, const char *file, int line)
{
        (void) file, (void) line;
        return memory_realloc(p, size);
}

static void crypto_free(void *p, const char *file, int line)
{
        (void) file, (void) line;
        free(p);
}

void source_set_memory(void)
{
        CRYPTO_set_mem_functions(crypto_alloc, crypto_realloc, crypto_free);
}

static int open_failed(const char **detail)
{
        *detail = strerror(errno);
        switch (errno) {
        case ENOENT:
        case ENOTDIR:
                return DIAG_not_found;
        case ENXIO: /* a socket, or a device without its driver */
        case ENODEV:
                return DIAG_not_regular;
        case EMFILE:
        case ENFILE:
        case ENOMEM:
                return ERROR_SYSTEM;
        default:
                return DIAG_unreadable;
        }
}

int source_open(int *fd, uint64_t *bytes, const char **detail, const char *path, const struct extractor_limits *limits)
{
        /* O_NONBLOCK: a FIFO without a writer would make open() wait for ever; it means nothing for a regular file */
        cleanup(closep) int opened = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        struct stat st;

        *fd = -1;
        *bytes = 0;
        *detail = NULL;
        if (opened < 0)
                return open_failed(detail);
        if (fstat(opened, &st) < 0) {
                *detail = strerror(errno);
                return DIAG_unreadable;
        }
        if (!S_ISREG(st.st_mode))
                return DIAG_not_regular;
        *bytes = (uint64_t) st.st_size;
        if (*bytes > limits->file_bytes)
                return DIAG_too_large;
        *fd = opened;
        opened = -1;
        return 0;
}

/* Fill as much of @room as the file has; *len is what came. */
static int read_full(char *to, size_t room, size_t *len, int fd, const char **detail)
{
        *len = 0;
        while (*len < room) {
                ssize_t got = read(fd, to + *len, room - *len);

                if (got == 0)
                        break;
                if (got < 0 && errno == EINTR)
                        continue;
                if (got < 0) {
                        *detail = strerror(errno);
                        return DIAG_unreadable;
                }
                *len += (size_t) got;
        }
        return 0;
}

int source_read(struct span *out, struct arena *arena, const char **detail, int fd, uint64_t bytes, const struct extractor_limits *limits)
{
        size_t room = (size_t) bytes + 1, len; /* one more than it should have, so that a full buffer says that it grew */
        char *text = arena_alloc(arena, room);
        int r = read_full(text, room, &len, fd, detail);

        while (r == 0 && len == room && len <= limits->file_bytes) {
                char *wider = arena_alloc(arena, room * 2);
                size_t more;

                memcpy(wider, text, len);
                r = read_full(wider + len, room, &more, fd, detail);
                text = wider;
                room *= 2;
                len += more;
        }
        *out = (struct span) { text, len };
        if (r)
                return r;
        return len > limits->file_bytes ? DIAG_too_large : 0;
}

static void put_hex(char sha256[static 65], const unsigned char *digest)
{
        static const char hex[] = "0123456789abcdef";

        for (int i = 0; i < 32; i++) {
                sha256[2 * i] = hex[digest[i] >> 4];
                sha256[2 * i + 1] = hex[digest[i] & 15];
        }
        sha256[64] = '\0';
}

static EVP_MD *sha256_method;

static void fetch_sha256(void)
{
        sha256_method = EVP_MD_fetch(NULL, "SHA256", NULL);
        if (!sha256_method)
                memory_exhausted(sizeof(sha256_method)); /* nothing else makes it fail */
}

/* EVP_sha256() is looked up by its name each time, which takes as long as hashing a small file. */
static const EVP_MD *sha256_md(void)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;

        pthread_once(&once, fetch_sha256);
        return sha256_method;
}

void source_hash(char sha256[static 65], struct span bytes)
{
        unsigned char digest[EVP_MAX_MD_SIZE];

        if (!EVP_Digest(bytes.ptr, bytes.len, digest, NULL, sha256_md(), NULL))
                memory_exhausted(bytes.len); /* nothing else makes SHA-256 fail */
        put_hex(sha256, digest);
}

static void md_freep(EVP_MD_CTX **ctx)
{
        EVP_MD_CTX_free(*ctx);
}

static int hash_fd(char sha256[static 65], uint64_t *bytes, int fd, const struct extractor_limits *limits)
{
        enum { PIECE = 64 * 1024 };
        cleanup(md_freep) EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        cleanup(freep) char *piece = malloc(PIECE);
        unsigned char digest[EVP_MAX_MD_SIZE];
        const char *detail;
        size_t len = PIECE;

        *bytes = 0;
        if (!piece || !ctx || !EVP_DigestInit_ex(ctx, sha256_md(), NULL))
                memory_exhausted(PIECE);
        while (len == PIECE) {
                int r = read_full(piece, PIECE, &len, fd, &detail);

                if (r)
                        return r;
                *bytes += len;
                if (*bytes > limits->file_bytes)
                        return DIAG_too_large;
                EVP_DigestUpdate(ctx, piece, len);
        }
        EVP_DigestFinal_ex(ctx, digest, NULL);
        put_hex(sha256, digest);
        return 0;
}

int source_hash_file(char sha256[static 65], uint64_t *bytes, const char *path, const struct extractor_limits *limits)
{
        cleanup(closep) int fd = -1;
        const char *detail;
        int r;

        sha256[0] = '\0';
        r = source_open(&fd, bytes, &detail, path, limits);
        return r ? r : hash_fd(sha256, bytes, fd, limits);
}
