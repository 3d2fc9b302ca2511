/* One table an encoding; see legacy.h. */
#include "extractor/legacy.h"

#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/capitals.h"

#include "legacy_tables.inc"

enum { NO_BYTE = 0x100 };

/* Windows-1252, 80-9F; the five it leaves open stand for themselves. */
static const uint16_t cp1252_high[32] = {
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

static const struct {
        const char *name;
        const uint16_t *letters;
} kinds[LEGACY_KINDS] = {
        [LEGACY_NONE] = { "UTF-8", NULL },
        [LEGACY_TCVN3] = { "TCVN3", tcvn3_letters },
        [LEGACY_VNI] = { "VNI", vni_letters },
        [LEGACY_VPS] = { "VPS", vps_letters },
        [LEGACY_VISCII] = { "VISCII", viscii_letters },
        [LEGACY_CP1258] = { "windows-1258", cp1258_letters },
        [LEGACY_VIQR] = { "VIQR", NULL },
        [LEGACY_UTF8_TWICE] = { "UTF-8 twice", NULL },
};

const char *legacy_name(enum legacy legacy)
{
        return kinds[legacy].name;
}

static unsigned byte_of(uint32_t cp)
{
        if (cp <= 0xFF)
                return cp;
        if (cp >= 0xF020 && cp <= 0xF0FF)
                return cp & 0xFF;
        if (cp == 0xAD || cp < 0x152 || cp > 0x2122)
                return NO_BYTE;
        for (unsigned i = 0; i < ARRAY_LEN(cp1252_high); i++) {
                if (cp1252_high[i] == cp)
                        return 0x80 + i;
        }
        return NO_BYTE;
}

static void put_letter(struct buf *out, uint32_t cp)
{
        char letter[4];

        buf_add(out, letter, utf8_encode(letter, cp));
}

/* The next character and the byte it stands for. */
static unsigned next_byte(const char **p, const char *end, uint32_t *cp)
{
        unsigned len;

        *cp = utf8_decode(*p, end, &len);
        *p += len;
        return byte_of(*cp);
}

static uint32_t vni_pair(unsigned base, unsigned mark)
{
        const unsigned char *at = base <= 0xFF && mark >= 0xC0 && mark <= 0xFF ? memchr(vni_bases, (int) base, sizeof(vni_bases)) : NULL;

        return at ? vni_pairs[at - vni_bases][mark - 0xC0] : 0;
}

/* The longer sequence first: "ö" is ư, "öï" is ự, "oà" is ồ. */
static void decode_vni(struct buf *out, struct span text)
{
        const char *p = text.ptr, *end = p + text.len;

        while (p < end) {
                const char *ahead;
                uint32_t cp, other, letter = 0;
                unsigned byte = next_byte(&p, end, &cp);

                ahead = p;
                if (ahead < end)
                        letter = vni_pair(byte, next_byte(&ahead, end, &other));
                if (letter)
                        p = ahead;
                else if (byte <= 0xFF)
                        letter = vni_letters[byte];
                put_letter(out, letter ? letter : cp >= 0xF020 && cp <= 0xF0FF ? byte : cp);
        }
}

static void decode_single(struct buf *out, const uint16_t *letters, struct span text)
{
        const char *p = text.ptr, *end = p + text.len;

        while (p < end) {
                const char *plain = p;
                uint32_t cp;
                unsigned byte;

                while (p < end && *p >= 0x20)
                        p++;
                buf_add(out, plain, (size_t) (p - plain));
                if (p == end)
                        break;
                byte = next_byte(&p, end, &cp);
                if (byte <= 0xFF && letters[byte])
                        cp = letters[byte];
                else if (byte <= 0xFF && cp >= 0xF020)
                        cp = byte;
                put_letter(out, cp);
        }
}

static bool is_letter(uint32_t cp)
{
        return (cp | 0x20) - 'a' < 26 || (cp >= 0xC0 && cp != 0xD7 && cp != 0xF7 && cp < 0x2000 && !(cp >= 0x300 && cp < 0x370));
}

/* The letters of VPS that could be either follow the rest of their word. */
static bool vps_is_both(uint32_t cp)
{
        for (size_t i = 0; i < ARRAY_LEN(vps_both); i++) {
                if (vps_letters[vps_both[i]] == cp)
                        return true;
        }
        return false;
}

struct vps_case {
        size_t capitals, small; /* letters that can be nothing else */
};

static struct vps_case vps_case_of(struct span text)
{
        const char *end = text.ptr + text.len;
        struct vps_case seen = { 0 };
        unsigned len;

        for (const char *p = text.ptr; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (!is_letter(cp) || vps_is_both(cp))
                        continue;
                seen.small += capital_letter(cp) != cp;
                seen.capitals += capital_letter(cp) == cp;
        }
        return seen;
}

/* "B\xB6" is "BỘ" in a line of capitals and "Bộ" in any other; in a longer word its own capitals tell. */
static void vps_word(struct buf *out, struct span word, bool line_of_capitals)
{
        struct vps_case seen = vps_case_of(word);

        if (seen.small == 0 && seen.capitals > (line_of_capitals ? 0 : 1))
                buf_add_capitals(out, word);
        else
                buf_add_span(out, word);
}

static void vps_line(struct buf *out, struct span line)
{
        const char *end = line.ptr + line.len, *word = line.ptr;
        struct vps_case seen = vps_case_of(line);
        bool capitals = seen.small == 0 && seen.capitals > 1;
        unsigned len;

        for (const char *p = line.ptr; p < end; p += len) {
                if (is_letter(utf8_decode(p, end, &len)))
                        continue;
                vps_word(out, (struct span) { word, (size_t) (p - word) }, capitals);
                buf_add(out, p, len);
                word = p + len;
        }
        vps_word(out, (struct span) { word, (size_t) (end - word) }, capitals);
}

static void decode_vps(struct buf *out, struct span text)
{
        cleanup(buf_release) struct buf plain = { 0 };
        const char *p, *end;

        decode_single(&plain, vps_letters, text);
        end = plain.ptr + plain.len;
        for (p = plain.ptr; p < end;) {
                const char *lf = memchr(p, '\n', (size_t) (end - p));
                const char *next = lf ? lf + 1 : end;

                vps_line(out, (struct span) { p, (size_t) (next - p) });
                p = next;
        }
}

/* ---- UTF-8 twice --------------------------------------------------------------------------------------- */

static bool narrow(struct buf *out, struct span text)
{
        const char *p = text.ptr, *end = p + text.len;

        while (p < end) {
                uint32_t cp;
                unsigned byte = next_byte(&p, end, &cp);

                if (byte > 0xFF || cp >= 0xF000)
                        return false;
                buf_putc(out, (char) byte);
        }
        return true;
}

bool legacy_is_utf8_twice(struct span text)
{
        cleanup(buf_release) struct buf bytes = { 0 };
        bool beyond = false;
        unsigned len;

        if (!narrow(&bytes, text))
                return false;
        for (const char *p = bytes.ptr, *end = p + bytes.len; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (cp == UTF8_BAD)
                        return false;
                beyond |= cp >= 0x80;
        }
        return beyond;
}

void legacy_widen(struct buf *out, struct span bytes)
{
        for (size_t i = 0; i < bytes.len; i++) {
                unsigned char c = (unsigned char) bytes.ptr[i];

                if (c < 0x80)
                        buf_putc(out, (char) c);
                else
                        put_letter(out, c < 0xA0 ? cp1252_high[c - 0x80] : c);
        }
}

void legacy_decode(struct buf *out, enum legacy legacy, struct span text)
{
        switch (legacy) {
        case LEGACY_NONE:
        case LEGACY_KINDS:
                buf_add_span(out, text);
                break;
        case LEGACY_VNI:
                decode_vni(out, text);
                break;
        case LEGACY_VPS:
                decode_vps(out, text);
                break;
        case LEGACY_VIQR:
                viqr_decode(out, text);
                break;
        case LEGACY_UTF8_TWICE:
                narrow(out, text);
                break;
        default:
                decode_single(out, kinds[legacy].letters, text);
                break;
        }
}
