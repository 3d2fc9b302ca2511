/* What container.h promises of the members of any file. Limits are small, so that they are met. */
#ifndef TESTS_FUZZ_MEMBERS_H
#define TESTS_FUZZ_MEMBERS_H

#include "tests/fuzz/fuzz.h"

#include "extractor/container.h"
#include "extractor/mail.h"

static const struct extractor_limits limits = {
        .file_bytes = 1 << 20, .part_bytes = 64 << 10, .zip_entries = 50, .zip_ratio = 200, .xml_depth = 32, .xml_attributes = 64, .xml_tag_bytes = 4096,
};

/* A mailbox's limits are each mail's. */
static inline size_t mails_of(struct span bytes)
{
        struct mbox mbox = { 0 };
        struct span mail;
        size_t n = 0, len = 0;

        if (!mbox_begins(bytes))
                return 1;
        stream_over(&mbox.stream, bytes);
        while (mbox_next(&mbox, &mail, limits.file_bytes)) {
                HOLD(mbox.at + mbox.len > len && mbox.at + mbox.len <= bytes.len); /* it comes to an end */
                len = (size_t) (mbox.at + mbox.len);
                n++;
        }
        buf_release(&mbox.bytes);
        return n;
}

static inline void read_members(const char *name, struct span bytes)
{
        struct container *container;
        struct member member;
        uint64_t total = 0, room = 2 * limits.part_bytes;
        const char *detail;
        bool mailbox = mbox_begins(bytes);
        size_t n = 0, mails = mails_of(bytes), held = 0; /* those of a mailbox in a zip */

        if (extractor_container_open(&container, name, bytes, &limits, &detail)) {
                HOLD(!detail || utf8_is_valid(span_of(detail)));
                return;
        }
        if (!container)
                return;
        while (extractor_container_next(container, &member) == 0 && member.name) {
                HOLD(utf8_is_valid(span_of(member.name)));
                HOLD(!member.detail || utf8_is_valid(span_of(member.detail)));
                HOLD(!member.code || !member.bytes.len);
                total += member.bytes.len;
                held += !mailbox && member.arrival && member.code == DIAG_holds_files;
                held += !mailbox && member.code == DIAG_limit_zip;
                HOLD(++n <= (mails + held) * (limits.zip_entries + 1));
        }
        HOLD(total <= mails * room);
        extractor_container_close(container);
}

#endif
