/* See icu.h. */
#include "normalizer/icu.h"

#include "common/arena.h"
#include "common/span.h"
#include "normalizer/normalizer.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TEXT_OF(name) TEXT(name)
#define TEXT(name) #name
#define ICU_LIBRARY "libicuuc.so." U_ICU_VERSION_SHORT

const struct icu *icu_loaded;

static const char *const names[] = {
#define ICU_NAME(name) TEXT_OF(name),
        ICU_FUNCTIONS(ICU_NAME)
#undef ICU_NAME
};

static void *icu_alloc(const void *context, size_t size)
{
        (void) context;
        return memory_alloc(size);
}

static void *icu_realloc(const void *context, void *p, size_t size)
{
        (void) context;
        return memory_realloc(p, size);
}

static void icu_free(const void *context, void *p)
{
        (void) context;
        free(p);
}

static void *function(void *library, const char *name)
{
        void *found = library ? dlsym(library, name) : NULL;

        if (found)
                return found;
        fprintf(stderr, "trichluc: %s\n", dlerror());
        fflush(NULL);
        _exit(127); /* as the dynamic linker does; there is no text without ICU */
}

const struct icu *icu_load(void)
{
        static union {
                struct icu icu;
                void *pointers[ARRAY_LEN(names)];
        } loaded;
        UErrorCode error = U_ZERO_ERROR;
        void *library = dlopen(ICU_LIBRARY, RTLD_NOW | RTLD_LOCAL);

        _Static_assert(sizeof(loaded.icu) == sizeof(loaded.pointers), "a function is a pointer");
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                loaded.pointers[i] = function(library, names[i]);
        loaded.icu.u_setMemoryFunctions(NULL, icu_alloc, icu_realloc, icu_free, &error); /* before it is used */
        return icu_loaded = &loaded.icu;
}

void norm_begin(void)
{
        icu();
}
