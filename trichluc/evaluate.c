/* The walk over one document and its expected record; see evaluate.h. What is compared stands in evaluate_table.c, sums and saved runs in evaluation.c. */
#include "trichluc/evaluate.h"

#include "trichluc/evaluate_match.h"
#include "trichluc/evaluate_table.h"
#include "trichluc/trichluc.h"

/* one document */
struct comparison {
        struct evaluation *e;
        const json_t *expected, *record;
        struct span found_text; /* of the record */
        struct span wanted_text; /* the same; empty where it is known to differ: other words would be shown */
        const char *file, *type, *class; /* what new items get */
        struct pairing pairings[EVALUATE_LISTS];
        bool compared[EVALUATE_LISTS];
        struct mention_ids ids;
        struct buf wanted, found; /* words on their way into an item */
};

/* ---- items ---- */

static const char *kept(struct comparison *c, const struct buf *words)
{
        return words->len ? arena_strndup(c->e->arena, buf_span(words)) : NULL;
}

static struct evaluation_item *add_item(struct comparison *c, const char *figure, const char *at, enum evaluation_outcome outcome)
{
        struct evaluation *e = c->e;
        struct evaluation_item *item = arena_grow(e->arena, &e->items, &e->n, &e->room, sizeof(*item));

        *item = (struct evaluation_item) { .file = c->file, .type = c->type, .class = c->class, .figure = figure, .at = at,
                .outcome = outcome };
        item->wanted = kept(c, &c->wanted);
        item->found = kept(c, &c->found);
        buf_clear(&c->wanted);
        buf_clear(&c->found);
        return item;
}

static const char *place_name(struct comparison *c, struct range at)
{
        return arena_printf(c->e->arena, "%u-%u", (unsigned) at.begin, (unsigned) at.end);
}

/* The next of the paths in @rest, and @rest behind it; empty when there is none. */
static struct span next_path(const char **rest)
{
        struct span path = { *rest, strcspn(*rest, " ") };

        *rest += path.len + ((*rest)[path.len] == ' ');
        return path;
}

static void show(struct buf *out, const json_t *value, struct span text)
{
        size_t before = out->len;

        if (before)
                buf_putc(out, ' ');
        value_show(out, value, text);
        if (before && out->len == before + 1)
                out->len = before;
}

/* Compare two objects by a field; says whether anything was stated, and in @right what came out. Leaves the words in c. */
static bool compare_field(struct comparison *c, const struct field *field, const json_t *wanted, const json_t *found, bool *right)
{
        const char *rest = field->paths;
        bool stated = false;

        *right = true;
        buf_clear(&c->wanted);
        buf_clear(&c->found);
        while (*rest) {
                struct span path = next_path(&rest);
                const json_t *want, *got = json_null();

                if (!value_stated(wanted, path, &want))
                        continue;
                if (!value_stated(found, path, &got))
                        got = json_null();
                stated = true;
                *right = value_same(field->how, want, got, &c->ids) && *right;
                show(&c->wanted, want, c->wanted_text);
                show(&c->found, got, c->found_text);
        }
        return stated;
}

static void count_field(struct comparison *c, const struct field *field, const char *prefix, const json_t *wanted, const json_t *found, const char *at)
{
        bool right;

        if (!compare_field(c, field, wanted, found, &right))
                return;
        add_item(c, prefix ? arena_printf(c->e->arena, "%s.%s", prefix, field->name) : field->name, at, right ? EVALUATION_HIT : EVALUATION_MISS);
}

/* ---- lists ---- */

static bool is_chosen(const json_t *fact, enum chosen chosen)
{
        const char *class = json_string_value(json_object_get(fact, "class"));

        return chosen == ALL || (class && strcmp(class, "numbered") == 0) == (chosen == NUMBERED);
}

static const json_t *list_of(const json_t *record, const char *key)
{
        const json_t *value;

        return value_stated(record, span_of(key), &value) && json_is_array(value) ? value : NULL;
}

static struct range place_of(const struct list *list, const json_t *fact)
{
        struct range at = range_at(fact, list->place);

        return range_is_set(at) ? at : range_at(fact, "span");
}

static struct side side_of(struct arena *arena, const struct list *list, const json_t *facts)
{
        struct side side = { 0 };
        size_t i;
        const json_t *fact;

        side.items = arena_array(arena, json_array_size(facts), sizeof(*side.items));
        side.at = arena_array(arena, json_array_size(facts), sizeof(*side.at));
        json_array_foreach((json_t *) facts, i, fact) {
                if (!is_chosen(fact, list->chosen))
                        continue;
                side.items[side.n] = fact;
                side.at[side.n++] = place_of(list, fact);
        }
        return side;
}

/* Do both say the same at every path that the expected fact states? @said: it had something to say. */
static bool same_at(const char *paths, const json_t *wanted, const json_t *found, bool *said)
{
        while (*paths) {
                struct span path = next_path(&paths);
                const json_t *want, *got = json_null();

                if (!value_stated(wanted, path, &want))
                        continue;
                if (!value_stated(found, path, &got))
                        got = json_null();
                *said |= !value_is_empty(want);
                if (!value_same(SAME, want, got, NULL))
                        return false;
        }
        return true;
}

static bool facts_agree(const json_t *wanted, const json_t *found, const void *context)
{
        const struct list *list = context;
        bool said = false;

        return same_at(list->same, wanted, found, &said) && (said || same_at(list->otherwise, wanted, found, &said));
}

static void pair_list(struct comparison *c, size_t n)
{
        const struct list *list = &evaluate_lists[n];
        const json_t *wanted = list_of(c->expected, list->key);
        struct pairing *p = &c->pairings[n];

        c->compared[n] = wanted != NULL;
        if (!wanted)
                return;
        p->wanted = side_of(c->e->arena, list, wanted);
        p->found = side_of(c->e->arena, list, list_of(c->record, list->key));
        pairing_make(p, c->e->arena, facts_agree, list);
        for (size_t i = 0; i < p->wanted.n && list->chosen != ALL; i++) {
                const json_t *id = json_object_get(p->wanted.items[i], "id"), *found_id = NULL;

                if (p->found_of[i] != NO_PARTNER)
                        found_id = json_object_get(p->found.items[p->found_of[i]], "id");
                if (json_is_string(id))
                        json_object_set(c->ids.found_id, json_string_value(id), found_id ? (json_t *) found_id : json_null());
        }
}

static const char *class_of(const json_t *fact)
{
        return json_string_value(json_object_get(fact, "class"));
}

static bool is_optional(const json_t *fact)
{
        return json_is_true(json_object_get(fact, "optional"));
}

/* Mentions that name no certain document are nobody's error: "xây dựng kế hoạch", "Quyết định này". */
static bool is_indefinite(const char *class)
{
        return class && (strcmp(class, "unnumbered") == 0 || strcmp(class, "self") == 0);
}

static bool is_partial(const struct comparison *c, const char *key)
{
        size_t i;
        const json_t *name;

        json_array_foreach(json_object_get(c->expected, "partial"), i, name) {
                if (json_is_string(name) && strcmp(json_string_value(name), key) == 0)
                        return true;
        }
        return false;
}

static const char *copied(struct comparison *c, const char *s)
{
        return s ? arena_strdup(c->e->arena, s) : NULL;
}

/* What a fact of the list is, in words: where it stands and what makes it the same. */
static void show_fact(struct buf *out, const struct list *list, const json_t *fact, struct span text)
{
        const char *rest = list->same;
        const json_t *value;

        words_show(out, range_at(fact, range_is_set(range_at(fact, "title_span")) ? "title_span" : "span"), text);
        while (*rest) {
                if (value_stated(fact, next_path(&rest), &value) && !value_is_empty(value)) {
                        buf_puts(out, " = ");
                        value_show(out, value, text);
                }
        }
}

static void count_wanted(struct comparison *c, const struct list *list, const struct pairing *p, size_t i, bool open)
{
        const json_t *wanted = p->wanted.items[i];
        bool hit = p->found_of[i] != NO_PARTNER;
        size_t shown = hit ? p->found_of[i] : p->near[i];
        const char *at = place_name(c, p->wanted.at[i]);
        struct evaluation_item *item;

        if (is_optional(wanted))
                return;
        c->class = copied(c, class_of(wanted));
        show_fact(&c->wanted, list, wanted, c->wanted_text);
        if (shown != NO_PARTNER)
                show_fact(&c->found, list, p->found.items[shown], c->found_text);
        item = add_item(c, list->figure, at, hit ? EVALUATION_HIT : EVALUATION_MISS);
        item->open = open || is_indefinite(item->class);
        for (const struct field *f = list->fields; f->name && hit; f++)
                count_field(c, f, list_prefix(list), wanted, p->found.items[shown], at);
}

/* Does an optional fact stand there that nothing else was found to be? It may have been read in another way, "Quyết định số 15" as a number. */
static bool is_tolerated(const struct comparison *c, const struct list *list, const json_t *found)
{
        struct range at = range_at(found, "span");

        for (size_t n = 0; n < EVALUATE_LISTS; n++) {
                const struct pairing *p = &c->pairings[n];

                if (strcmp(evaluate_lists[n].key, list->key) != 0)
                        continue;
                for (size_t i = 0; i < p->wanted.n; i++) {
                        if (p->found_of[i] == NO_PARTNER && is_optional(p->wanted.items[i]) && range_overlaps(at, range_at(p->wanted.items[i], "span")))
                                return true;
                }
        }
        return false;
}

static void count_extra(struct comparison *c, const struct list *list, const struct pairing *p, size_t i)
{
        if (is_indefinite(class_of(p->found.items[i])) || is_tolerated(c, list, p->found.items[i]))
                return;
        c->class = copied(c, class_of(p->found.items[i]));
        show_fact(&c->found, list, p->found.items[i], c->found_text);
        add_item(c, list->figure, place_name(c, p->found.at[i]), EVALUATION_EXTRA);
}

static void count_list(struct comparison *c, size_t n)
{
        const struct list *list = &evaluate_lists[n];
        const struct pairing *p = &c->pairings[n];
        bool open = is_partial(c, list->key);

        for (size_t i = 0; i < p->wanted.n && c->compared[n]; i++)
                count_wanted(c, list, p, i, open);
        for (size_t i = 0; i < p->found.n && c->compared[n] && !open; i++) {
                if (p->wanted_of[i] == NO_PARTNER)
                        count_extra(c, list, p, i);
        }
        c->class = NULL;
}

/* ---- what is no list of facts ---- */

static void compare_text(struct comparison *c)
{
        const char *text = json_string_value(json_object_get(c->expected, "text"));
        const char *sha256 = json_string_value(json_object_get(c->expected, "text_sha256"));
        char found[65] = "";
        bool same;

        if (!text && !sha256)
                return;
        if (!text)
                trichluc_sha256(found, c->found_text.ptr, c->found_text.len);
        same = text ? span_eq(span_of(text), c->found_text) : strcmp(sha256, found) == 0;
        if (!same) {
                buf_puts(&c->wanted, text ? "" : sha256);
                buf_puts(&c->found, found);
                c->wanted_text = SPAN("");
        }
        add_item(c, "text", "", same ? EVALUATION_HIT : EVALUATION_MISS);
}

static void compare_document(struct comparison *c)
{
        const json_t *wanted = json_object_get(c->expected, "document"), *found = json_object_get(c->record, "document");

        for (const struct field *f = evaluate_document_fields; f->name; f++) {
                if (wanted)
                        count_field(c, f, NULL, wanted, found, "");
        }
}

static const json_t *fact_standing_at(const struct comparison *c, const char *key, struct range at)
{
        size_t i;
        const json_t *fact;

        json_array_foreach(json_object_get(c->record, key), i, fact) {
                struct range place = range_at(fact, "number_span");

                if (!range_is_set(place))
                        place = range_at(fact, "span");
                if (range_overlaps(at, place))
                        return fact;
        }
        return NULL;
}

static void compare_negative(struct comparison *c, const json_t *negative)
{
        struct range at = range_at(negative, "span");
        size_t i;
        const json_t *name;

        json_array_foreach(json_object_get(negative, "not"), i, name) {
                const char *key = json_string_value(name);
                const json_t *fact = key ? fact_standing_at(c, key, at) : NULL;

                if (!key)
                        continue;
                words_show(&c->wanted, at, c->wanted_text);
                if (fact) {
                        buf_printf(&c->found, "%s: ", key);
                        words_show(&c->found, range_at(fact, "span"), c->found_text);
                }
                add_item(c, "negatives", arena_printf(c->e->arena, "%s %s", place_name(c, at), key), fact ? EVALUATION_MISS : EVALUATION_HIT);
        }
}

static bool is_reported(const struct comparison *c, const char *code)
{
        size_t i;
        const json_t *diagnostic;

        json_array_foreach(json_object_get(c->record, "diagnostics"), i, diagnostic) {
                const char *found = json_string_value(json_object_get(diagnostic, "code"));

                if (found && strcmp(found, code) == 0)
                        return true;
        }
        return false;
}

static void compare_the_rest(struct comparison *c)
{
        size_t i;
        const json_t *item;

        json_array_foreach(json_object_get(c->expected, "negatives"), i, item)
                compare_negative(c, item);
        json_array_foreach(json_object_get(c->expected, "diagnostics"), i, item) {
                const char *code = json_string_value(json_object_get(item, "code"));

                if (!code)
                        continue;
                buf_puts(&c->wanted, code);
                add_item(c, "diagnostics", copied(c, code), is_reported(c, code) ? EVALUATION_HIT : EVALUATION_MISS);
        }
}

/* ---- */

static const char *type_of(struct comparison *c)
{
        const json_t *name;

        if (!value_stated(c->expected, SPAN("document.type.name"), &name) || !json_is_string(name))
                value_stated(c->record, SPAN("document.type.name"), &name);
        return copied(c, json_string_value(name));
}

void evaluation_init(struct evaluation *e, struct arena *arena)
{
        *e = (struct evaluation) { .arena = arena };
}

void evaluation_add(struct evaluation *e, const char *file, const json_t *expected, const json_t *record)
{
        const json_t *text = json_object_get(record, "text");
        struct comparison c = { .e = e, .expected = expected, .record = record };

        c.file = arena_strdup(e->arena, file);
        c.type = type_of(&c);
        if (json_is_string(text))
                c.found_text = (struct span) { json_string_value(text), json_string_length(text) };
        c.wanted_text = c.found_text;
        c.ids.found_id = json_object();
        for (size_t i = 0; i < EVALUATE_LISTS; i++)
                pair_list(&c, i);
        compare_text(&c);
        compare_document(&c);
        for (size_t i = 0; i < EVALUATE_LISTS; i++)
                count_list(&c, i);
        compare_the_rest(&c);
        json_decref(c.ids.found_id);
        buf_release(&c.wanted);
        buf_release(&c.found);
}
