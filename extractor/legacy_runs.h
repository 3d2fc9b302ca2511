/*
 * Runs of a paragraph in fonts of legacy encodings and symbol fonts: marked while the paragraph is written, decoded when it is complete.
 *
 * The font says how a run is meant, and the text may know better: files are typed anew in Unicode and keep their old fonts, or were converted from one
 * legacy encoding to another and kept them too. So a run is read as its font says where that makes syllables, else as what makes more of them. A run
 * that says nothing itself goes with the other runs of its paragraph, then with the last run of its font that did, then with its font. A VNI mark may stand in
 * another run than its vowel, so runs of one font are decoded together.
 */
#ifndef EXTRACTOR_LEGACY_RUNS_H
#define EXTRACTOR_LEGACY_RUNS_H

#include "common/arena.h"
#include "extractor/fonts.h"

struct legacy_run {
        size_t begin, end; /* bytes of the text it stands in */
        enum font font;
        bool capitals;
        enum legacy as;
        bool sure;
};

struct legacy_runs {
        struct legacy_run *items; /* in order, not touching where font and capitals are the same */
        size_t n, room;
};

/* Over a document. */
struct legacy_tally {
        size_t bytes[LEGACY_KINDS]; /* decoded from each */
        size_t symbols;             /* dropped */
        struct {
                enum legacy as;
                bool set;
        } last[FONTS]; /* how runs of each font were read */
};

/* [begin, end) of the text is in @font; @capitals: it is shown in capitals. */
void legacy_runs_add(struct legacy_runs *runs, struct arena *arena, size_t begin, size_t end, enum font font, bool capitals);
/* All runs lie @by bytes further on. */
void legacy_runs_move(struct legacy_runs *runs, size_t by);
/* Append a run of its own, decoded; FONT_PLAIN is one too. */
void legacy_put(struct buf *out, struct span text, enum font font, bool capitals, struct legacy_tally *tally);
/* Decode, in @text, all runs, which lie behind @from; the list is empty then. */
void legacy_runs_settle(struct legacy_runs *runs, struct buf *text, size_t from, struct legacy_tally *tally);

/* The encoding most letters were decoded from, LEGACY_NONE = none. */
enum legacy legacy_tally_main(const struct legacy_tally *tally);

#endif
