/* The vocabularies alone, for questions: no rule is read and no pattern compiled, and who asks for nothing else needs neither libcyaml nor PCRE2. */
#include "rules/ruleset.h"

int lexicon_load(struct lexicon *out, struct arena *arena, const char *dir, struct buf *message)
{
        struct ruleset set = { 0 };
        struct rule_sources sources;
        int r = sources_collect(&sources, arena, dir, message);

        /* the tables fill a set whose arena becomes part of the caller's: nothing of the set but the lexicon is kept */
        set.arena = *arena;
        if (!r)
                r = tables_load(&set, &sources, message);
        *arena = set.arena;
        *out = set.lexicon;
        return r;
}
