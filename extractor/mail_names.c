/* See mail_names.h. */
#include "extractor/mail_names.h"

#include "extractor/mail_header.h"
#include "extractor/mime.h"
#include "extractor/source.h"

#include <stdlib.h>

/* False when the set has it already. */
static bool note_name(struct mail_names *set, const char *name)
{
        uint64_t hash = text_hash(name);
        size_t at;

        hash += !hash; /* 0 is an empty slot */
        if (2 * set->n >= set->room) {
                struct mail_names wider = { .mails = set->mails, .room = set->room ? 2 * set->room : 64 };

                wider.slots = calloc(wider.room, sizeof(*wider.slots));
                if (!wider.slots)
                        memory_exhausted(wider.room * sizeof(*wider.slots));
                for (size_t i = 0; i < set->room; i++) {
                        for (at = set->slots[i] % wider.room; set->slots[i] && wider.slots[at]; at = (at + 1) % wider.room)
                                ;
                        if (set->slots[i])
                                wider.slots[at] = set->slots[i];
                }
                wider.n = set->n;
                free(set->slots);
                *set = wider;
        }
        for (at = hash % set->room; set->slots[at]; at = (at + 1) % set->room) {
                if (set->slots[at] == hash)
                        return false;
        }
        set->slots[at] = hash;
        set->n++;
        return true;
}

void mail_names_put(struct mail_names *names, struct buf *out, struct arena *arena, struct span mail)
{
        enum { LEN_MAX = 100, HASH_LEN = 16 };
        struct entity entity = { .headers = mail };
        size_t begin = out->len;
        const char *id;
        char sha256[65];

        mime_split(&entity, mail);
        id = mail_id(arena, mime_header(entity.headers, "Message-ID"));
        for (const char *p = id ? id : ""; *p && out->len - begin < LEN_MAX; p++) {
                bool usual = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || strchr("@.+=-", *p);

                buf_putc(out, usual ? *p : '_');
        }
        if (!id) {
                source_hash(sha256, mail);
                buf_printf(out, "mail-%.*s", HASH_LEN, sha256);
        }
        names->mails++;
        while (!note_name(names, out->ptr + begin))
                buf_printf(out, "-%zu", names->mails);
}

void mail_names_release(struct mail_names *names)
{
        free(names->slots);
        *names = (struct mail_names) { 0 };
}
