/* The table behind ooxml.h. */
#include "extractor/ooxml.h"

#include "extractor/fonts.h"

enum { W, MC, A, M, REL, TYPES };

static const struct xml_namespace namespaces[] = {
        { "http://schemas.openxmlformats.org/wordprocessingml/2006/main", W },
        { "http://purl.oclc.org/ooxml/wordprocessingml/main", W },
        { "http://schemas.openxmlformats.org/markup-compatibility/2006", MC },
        { "http://schemas.openxmlformats.org/drawingml/2006/main", A },
        { "http://purl.oclc.org/ooxml/drawingml/main", A },
        { "http://schemas.openxmlformats.org/officeDocument/2006/math", M },
        { "http://purl.oclc.org/ooxml/officeDocument/math", M },
        { "http://schemas.openxmlformats.org/package/2006/relationships", REL },
        { "http://schemas.openxmlformats.org/package/2006/content-types", TYPES },
};

static const struct xml_name names[] = {
        { W, "document", OOXML_DOCUMENT },
        { W, "styles", OOXML_STYLES },
        { W, "footnotes", OOXML_NOTES },
        { W, "endnotes", OOXML_NOTES },
        { W, "comments", OOXML_NOTES },
        { W, "hdr", OOXML_NOTES },
        { W, "ftr", OOXML_NOTES },
        { W, "p", OOXML_P },
        { W, "tbl", OOXML_TBL },
        { W, "tr", OOXML_TR },
        { W, "tc", OOXML_TC },
        { W, "txbxContent", OOXML_TEXTBOX },
        { W, "pPr", OOXML_PPR },
        { W, "pStyle", OOXML_PSTYLE },
        { W, "jc", OOXML_JC },
        { W, "outlineLvl", OOXML_OUTLINE },
        { W, "trPr", OOXML_TRPR },
        { W, "gridBefore", OOXML_GRID_BEFORE },
        { W, "gridSpan", OOXML_GRID_SPAN },
        { W, "r", OOXML_R },
        { W, "rPr", OOXML_RPR },
        { W, "rStyle", OOXML_RSTYLE },
        { W, "b", OOXML_BOLD },
        { W, "caps", OOXML_CAPS },
        { W, "vanish", OOXML_VANISH },
        { W, "rFonts", OOXML_FONTS },
        { W, "t", OOXML_T },
        { W, "tab", OOXML_TAB },
        { W, "ptab", OOXML_TAB },
        { W, "br", OOXML_BREAK },
        { W, "cr", OOXML_BREAK },
        { W, "noBreakHyphen", OOXML_HYPHEN },
        { W, "softHyphen", OOXML_SOFT_HYPHEN },
        { W, "sym", OOXML_SYMBOL },
        { W, "del", OOXML_DELETED },
        { W, "moveFrom", OOXML_DELETED },
        { W, "delText", OOXML_SKIP },
        { W, "instrText", OOXML_SKIP },
        { W, "delInstrText", OOXML_SKIP },
        { W, "pPrChange", OOXML_SKIP },
        { W, "rPrChange", OOXML_SKIP },
        { W, "tblPrChange", OOXML_SKIP },
        { W, "tblPrExChange", OOXML_SKIP },
        { W, "tblGridChange", OOXML_SKIP },
        { W, "trPrChange", OOXML_SKIP },
        { W, "tcPrChange", OOXML_SKIP },
        { W, "sectPrChange", OOXML_SKIP },
        { W, "numberingChange", OOXML_SKIP },
        { W, "sdtPr", OOXML_SKIP },
        { W, "sdtEndPr", OOXML_SKIP },
        { W, "style", OOXML_STYLE },
        { W, "name", OOXML_NAME },
        { W, "basedOn", OOXML_BASED_ON },
        { W, "docDefaults", OOXML_DEFAULTS },
        { W, "tblStylePr", OOXML_TABLE_STYLE },
        { W, "numId", OOXML_NUM_ID },
        { W, "ilvl", OOXML_NUM_LEVEL },
        { W, "abstractNum", OOXML_ABSTRACT },
        { W, "numStyleLink", OOXML_STYLE_LINK },
        { W, "num", OOXML_LIST },
        { W, "abstractNumId", OOXML_ABSTRACT_ID },
        { W, "lvlOverride", OOXML_LEVEL_OVERRIDE },
        { W, "startOverride", OOXML_START_OVERRIDE },
        { W, "lvl", OOXML_LEVEL },
        { W, "start", OOXML_START },
        { W, "numFmt", OOXML_NUM_FORMAT },
        { W, "lvlText", OOXML_LEVEL_TEXT },
        { W, "suff", OOXML_SUFFIX },
        { W, "lvlRestart", OOXML_RESTART },
        { W, "isLgl", OOXML_LEGAL },
        { MC, "AlternateContent", OOXML_ALTERNATE },
        { MC, "Choice", OOXML_CHOICE },
        { MC, "Fallback", OOXML_FALLBACK },
        { A, "majorFont", OOXML_MAJOR_FONT },
        { A, "minorFont", OOXML_MINOR_FONT },
        { A, "latin", OOXML_LATIN },
        { A, "txBody", OOXML_TEXTBOX },
        { A, "p", OOXML_P },
        { A, "r", OOXML_R },
        { A, "t", OOXML_T },
        { A, "br", OOXML_SHAPE_BREAK },
        { M, "r", OOXML_R },
        { M, "t", OOXML_T },
        { REL, "Relationship", OOXML_RELATIONSHIP },
        { TYPES, "Override", OOXML_OVERRIDE },
};

/*
 * The most frequent properties that change no word. A name may stand here only if it is in no row above, whatever its namespace;
 * rFonts is, and stays where it says something.
 */
static const char *const silent_elements[] = {
        "rFonts", "color", "sz", "szCs", "lang", "spacing", "ind", "bCs", "i", "iCs", "u", "kern", "noProof", "shd", "highlight", "tcW",
        "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "lsdException", NULL,
};
/* Marks of editing sessions: rsidR, rsidRPr, rsidRDefault, rsidP, rsidTr; w14:paraId, w14:textId. o:gfxdata is a whole drawing. */
static const char *const silent_attributes[] = { "rsid", "paraId", "textId", "gfxdata", "space", NULL };

const struct xml_vocabulary ooxml = {
        namespaces, ARRAY_LEN(namespaces), names, ARRAY_LEN(names), silent_elements, silent_attributes, "rFonts", font_named_in, false,
};

bool ooxml_on(const struct xml_element *element)
{
        struct span value;

        if (!xml_attribute(element, "val", &value))
                return true;
        return !span_eq(value, SPAN("0")) && !span_eq(value, SPAN("false")) && !span_eq(value, SPAN("off"));
}
