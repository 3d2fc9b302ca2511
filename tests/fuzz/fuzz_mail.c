/* Mails, mailboxes and edXML: any bytes as each of them, whether they begin so or not, and as the folder of files they are. */
#include "tests/fuzz/members.h"

#include "extractor/edxml.h"

static void hold_line(const char *text)
{
        HOLD(!text || utf8_is_valid(span_of(text)));
        for (const char *p = text ? text : ""; *p; p++)
                HOLD((unsigned char) *p >= ' ' && *p != 0x7F);
}

static void hold_mail(const struct mail *mail)
{
        const struct arrival *a = &mail->arrival;
        const char *const told[] = { a->message_id, a->sender, a->recipients, a->subject, a->sent, a->received };

        for (size_t i = 0; i < ARRAY_LEN(told); i++)
                hold_line(told[i]);
        for (size_t i = 0; i < mail->n; i++) {
                const struct mail_file *file = &mail->files[i];
                struct buf bytes = { 0 };

                hold_line(file->name);
                HOLD(*file->name && strcmp(file->name, ".") != 0 && strcmp(file->name, "..") != 0 && !strpbrk(file->name, "/\\"));
                for (size_t k = 0; k < i; k++)
                        HOLD(strcmp(mail->files[k].name, file->name) != 0);
                if (!file->code)
                        mail_decode(&bytes, file);
                HOLD(bytes.len <= file->body.len);
                for (size_t k = 0; k < file->n_witnesses; k++)
                        hold_line(file->witnesses[k].value);
                buf_release(&bytes);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct span bytes = input_span(data, size);
        struct arena arena = { 0 };
        struct mail mail;
        const char *detail;
        int r = mail_read(&mail, &arena, bytes);

        HOLD(r == 0 || r == DIAG_limit_mail);
        if (!r)
                hold_mail(&mail);
        arena_reset(&arena);
        r = edxml_read(&mail, &arena, bytes, &limits, &detail);
        HOLD(r >= 0 && r < DIAG_CODES);
        if (!r)
                hold_mail(&mail);
        arena_release(&arena);
        mail_begins(bytes);
        edxml_begins(bytes);
        read_members("a.eml", bytes);
        return 0;
}
