/*
 * MHT, a web page in one file (RFC 2557): a MIME message whose first HTML part is the page. Word processors save so, often under the name .doc.
 */
#include "common/buf.h"
#include "common/cleanup.h"
#include "extractor/format.h"
#include "extractor/html.h"
#include "extractor/mime.h"

enum { PARTS_MAX = 1000, NESTED_MAX = 4 };

/* The first HTML among the parts, in the order they stand. */
static bool find_page(struct entity *page, struct entity in, int depth, bool *cut)
{
        struct span type = mime_header(in.headers, "Content-Type"), boundary = mime_parameter(type, "boundary"), rest = in.body, bytes;

        if (mime_begins(type, "text/html")) {
                *page = in;
                return true;
        }
        if (!mime_begins(type, "multipart/") || !boundary.len || depth == 0)
                return false;
        for (int i = 0; i < PARTS_MAX && mime_next_part(&bytes, &rest, boundary, cut); i++) {
                struct entity part;

                if (mime_split(&part, bytes) && find_page(page, part, depth - 1, cut))
                        return true;
        }
        return false;
}

static int mht_read(struct document *doc, struct arena *arena, const struct source *source)
{
        cleanup(buf_release) struct buf bytes = { 0 };
        struct entity message, page;
        bool cut = false;

        doc->media_type = "multipart/related";
        if (!mime_split(&message, source->bytes) || !find_page(&page, message, NESTED_MAX, &cut))
                return document_refuse(doc, arena, DIAG_unknown_format, "MHT without a page");
        if (cut)
                document_note(doc, arena, DIAG_cut_file, NULL);
        mime_decode(&bytes, page.body, mime_encoding(mime_header(page.headers, "Content-Transfer-Encoding")));
        return html_read(doc, arena, buf_span(&bytes), mime_parameter(mime_header(page.headers, "Content-Type"), "charset"), source->limits);
}

/* A web archive: its headers say multipart/related, or HTML, and no one sent it to anyone. */
static bool mht_matches(const struct source *source)
{
        struct entity message;
        struct span type;

        if (!mime_begins(source->bytes, "MIME-Version:") && !mime_begins(source->bytes, "From:") && !mime_begins(source->bytes, "Content-") && !mime_begins(source->bytes, "Subject:") &&
                !mime_begins(source->bytes, "Date:") && !mime_begins(source->bytes, "X-"))
                return false;
        if (!mime_split(&message, source->bytes) || !mime_header(message.headers, "MIME-Version").len || mime_header(message.headers, "To").len)
                return false;
        type = mime_header(message.headers, "Content-Type");
        return mime_begins(type, "multipart/related") || mime_begins(type, "text/html");
}

const struct format format_mht = { "MHT", mht_matches, mht_read };
