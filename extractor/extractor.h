/*
 * extractor: the bytes of a file become display text in blocks, each with its place in the source.
 *
 * Display text is what a person reads: UTF-8, LF line ends, no BOM, no NUL. The extractor decodes and orders; it
 * changes no word. (Letters are composed to NFC by norm_display() of the next stage; a plain UTF-8 file in NFC with
 * LF line ends is its own display text, byte for byte.)
 *
 * In display text every block is followed by one LF, which is not part of it; a plain text's last line need not have it. White space
 * at a line's or paragraph's end stays in the text and lies outside the block. Blocks stand in reading order and do not overlap.
 *
 * A plain text has one block for each line that is not blank; blank lines lie between blocks. A DOCX has one block for each paragraph
 * with words, an empty one leaving an empty line; table cells come row by row and left column first, one block a paragraph of the
 * cell. An automatic number ("Điều 5.", "a)") stands at its block's begin, one space behind it, in a paragraph without words too. w:br is an LF inside the block, w:tab a TAB. Text boxes come once, after the paragraph that holds them. Footnotes, endnotes,
 * comments, page heads and feet stand after the body, in blocks of their own part; a page head that repeats another
 * is left out. Tracked deletions, hidden text and symbols of symbol fonts are left out, each with a diagnostic.
 */
#ifndef EXTRACTOR_EXTRACTOR_H
#define EXTRACTOR_EXTRACTOR_H

#include "common/arena.h"
#include "common/diag.h"
#include "common/span.h"

enum block_part {
        BLOCK_BODY,
        BLOCK_TEXTBOX,
        BLOCK_FOOTNOTE, /* footnotes and endnotes */
        BLOCK_COMMENT,
        BLOCK_HEADER,   /* page head or foot */
};

struct block {
        struct range text;    /* display text bytes */
        enum block_part part;
        uint8_t heading;      /* outline level 1-9 of the source, 0 = none */
        uint8_t aligned;      /* 'c' centred, 'r' right, 0 = left or justified, as the source says */
        bool bold;            /* all of its letters are bold */
        uint16_t table;       /* 1-based number of the innermost table, 0 = not in a table */
        uint16_t row, column; /* 0-based, the column counted in grid columns; valid where table != 0 */
        uint16_t columns;     /* grid columns the cell covers, at least 1 in a table */
        uint8_t label;        /* bytes of the automatic number at its begin, with the space behind it; 0 = none */
        uint32_t source_line; /* 1-based: line of a text file, paragraph of the part otherwise */
};

/* The mail or envelope a document came in, as its headers say (UTF-8; NULL = not stated). */
struct arrival {
        const char *kind;       /* "mail" or "edxml" */
        const char *member;     /* the mail's own path inside the file, NULL = it is the file */
        const char *message_id; /* without brackets */
        const char *sender, *recipients; /* "Nguyễn Văn A <a@example.vn>, b@example.vn" */
        const char *subject;
        const char *sent, *received;     /* in the time of Vietnam: "2024-03-05T08:30:00+07:00" */
};

/* What an envelope says of the document in it: never the truth, but heard. Fields: number, date (ISO), type, title, issuer, place, signer ... */
struct witness {
        const char *field, *value;
};

struct document {
        const char *path;       /* as given */
        const char *member;     /* path inside a container, NULL = the file itself */
        const char *media_type; /* "text/plain", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" */
        const char *encoding;   /* of the text as found: "UTF-8", "UTF-8-BOM", "UTF-16LE"; NULL while unknown */
        char sha256[65];        /* of the file's bytes, lower-case hex */
        uint64_t bytes;
        uint64_t starts_at;     /* of a mail in a mailbox: the byte of the file it starts at; 0 = not told */
        const struct arrival *arrival; /* NULL = it came in no mail */
        struct witness *witnesses;
        size_t n_witnesses, room_witnesses;
        struct span text;       /* display text */
        struct block *blocks;
        size_t n_blocks, room_blocks;
        struct diag_list diags;
};

/* Limits a file must keep; hit = the document is given up with the code named. */
struct extractor_limits {
        uint64_t file_bytes;      /* also of one mail of a mailbox: DIAG_too_large */
        uint64_t box_bytes;       /* of a file that is read piece by piece (container.h): DIAG_too_large */
        uint64_t stream_bytes;    /* one of this size and more is */
        bool mapped;              /* such a zip too, and is mapped: only where a process may die of a file that is cut short meanwhile */
        uint64_t part_bytes;      /* one zip member, unpacked, and half of all that are read: DIAG_limit_zip */
        uint32_t zip_entries;     /* DIAG_limit_zip */
        uint32_t zip_ratio;       /* unpacked : packed, past 10 MB: DIAG_limit_zip */
        uint32_t xml_depth;       /* DIAG_limit_xml */
        uint32_t xml_attributes;  /* of one element: DIAG_limit_xml */
        uint32_t xml_tag_bytes;   /* a start tag, without o:gfxdata (xml_guard.h): DIAG_limit_xml */
        uint32_t text_bytes;      /* of display text: DIAG_too_large. The stages behind may need ten times as much memory. */
        uint32_t blocks;          /* and four times as many lines, those without words included: DIAG_too_large */
};

extern const struct extractor_limits extractor_limits_default;

/*
 * Read @path into @doc; everything it points to lives in @arena. The format is told from the content, not from the name.
 * @limits NULL = the defaults.
 * Returns 0, or the positive diag code the document is given up with (unreadable, not_found, not_regular, empty_file,
 * too_large, unknown_format, not_a_zip, encrypted, no_document_part, cut_zip, bad_xml, doctype_refused, limit_zip, limit_xml,
 * encoding_unknown, binary_text); @doc then has path, and bytes and sha256 where the file could be read, and the same code
 * stands in doc->diags with its detail. ERROR_SYSTEM when the process has no files or memory left (errno tells).
 * A damaged part beside the body (a footnote, the styles) does not give the document up: 0, with bad_xml or cut_zip in doc->diags.
 * A document without words is read, with no_text. A name that ends in .docx is looked at only when nothing else speaks for the
 * content: text under such a name is not_a_zip.
 */
int extractor_read(struct document *doc, struct arena *arena, const char *path, const struct extractor_limits *limits);

/* The same from memory: @bytes are borrowed for the call. */
int extractor_read_bytes(struct document *doc, struct arena *arena, const char *path, struct span bytes, const struct extractor_limits *limits);
/* The same for a file that somebody says a charset of: asked when the bytes themselves do not tell. NULL = nobody does. */
int extractor_read_declared(struct document *doc, struct arena *arena, const char *path, struct span bytes, const char *charset, const struct extractor_limits *limits);

/*
 * extractor_read() in two steps, for a caller whom the hash may tell that there is nothing to do: the file's bytes into @arena and their
 * hash into @doc; then the document out of them. Each returns like extractor_read().
 */
int extractor_load(struct document *doc, struct span *bytes, struct arena *arena, const char *path, const struct extractor_limits *limits);
/* The first of the two for bytes that are there already; they must live as long as @doc. Returns 0 or too_large. */
int extractor_hold(struct document *doc, struct arena *arena, const char *path, struct span bytes, const struct extractor_limits *limits);
int extractor_parse(struct document *doc, struct arena *arena, struct span bytes, const struct extractor_limits *limits);

/*
 * Before anything else here, once in a process: libxml2 and libcrypto get an allocator that ends the program where memory ends. Left to themselves they
 * lose text (an HTML page that goes on without what did not fit) or crash.
 */
void extractor_set_memory(void);

/*
 * For a process that is about to give up the right to start others: fork one that starts the helper programs for it (PDF, DOC, RTF) and ends with it. Without
 * this such a process gets helper_failed for them. False when there is no process to be had.
 */
bool extractor_helpers_begin(void);

/*
 * Files that will be read next, likely ones first: a helper program that takes long to start is then started once for many of them (DOC, RTF). No more than a hint. The paths
 * are borrowed until the next call.
 */
void extractor_expect(const char *const *paths, size_t n);

/*
 * Whether pages of a PDF without words in its body are read by OCR, in this process and in those forked from now on; at first they are not. It takes seconds a page: up to
 * 200 pages and 600 seconds a file, unless set otherwise.
 */
void extractor_set_ocr(bool on);
bool extractor_ocr(void);
void extractor_set_ocr_limits(unsigned pages, unsigned seconds);
unsigned extractor_ocr_seconds(void);

/* SHA-256 of the file's bytes as lower-case hex, and its size, without reading it as a document. Returns like extractor_read(). */
int extractor_hash(char sha256[static 65], uint64_t *bytes, const char *path, const struct extractor_limits *limits);

/* for the formats: append a block, its text range already set */
struct block *document_add_block(struct document *doc, struct arena *arena, struct range text);

/* Changes with everything that changes display text or blocks; stored with each document. */
extern const char extractor_version[];

#endif
