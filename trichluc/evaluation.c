/* What many comparisons come to: sums, saved runs and the changes between two of them; see evaluate.h. */
#include "trichluc/evaluate.h"

#include <errno.h>
#include <stdlib.h>

/* ---- sums ---- */

struct count {
        size_t hits, misses, extras;
        size_t closed, closed_hits; /* of those, in lists where an extra would have counted */
        bool any;
};

struct sum {
        const struct evaluation *e;
        const char **figures;
        size_t n_figures;
        const char **groups; /* groups[0] = NULL: all */
        size_t n_groups;
        struct count *counts; /* [group][figure] */
        struct evaluation_row *rows;
        size_t n, room;
};

static const char *group_of(const struct evaluation_item *item, enum evaluation_by by)
{
        return by == EVALUATION_BY_TYPE ? item->type : by == EVALUATION_BY_CLASS ? item->class : NULL;
}

static int by_text(const void *a, const void *b)
{
        return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* All, then the groups there are, by their bytes. */
static void find_groups(struct sum *s, enum evaluation_by by)
{
        const char **groups = arena_array(s->e->arena, s->e->n + 1, sizeof(*groups));
        size_t n = 0;

        for (size_t i = 0; i < s->e->n; i++) {
                if (group_of(&s->e->items[i], by))
                        groups[1 + n++] = group_of(&s->e->items[i], by);
        }
        qsort(groups + 1, n, sizeof(*groups), by_text);
        s->groups = groups;
        s->n_groups = 1;
        for (size_t i = 1; i <= n; i++) {
                if (s->n_groups == 1 || strcmp(groups[i], groups[s->n_groups - 1]) != 0)
                        groups[s->n_groups++] = groups[i];
        }
}

static size_t figure_index(const struct sum *s, const char *name)
{
        size_t i = 0;

        while (i < s->n_figures && strcmp(s->figures[i], name) != 0)
                i++;
        return i;
}

static void count(struct count *c, const struct evaluation_item *item)
{
        c->any = true;
        c->hits += item->outcome == EVALUATION_HIT;
        c->closed += item->outcome != EVALUATION_EXTRA && !item->open;
        c->closed_hits += item->outcome == EVALUATION_HIT && !item->open;
        c->misses += item->outcome == EVALUATION_MISS;
        c->extras += item->outcome == EVALUATION_EXTRA;
}

static void count_items(struct sum *s, enum evaluation_by by)
{
        s->counts = arena_array(s->e->arena, s->n_groups * s->n_figures, sizeof(*s->counts));
        for (size_t i = 0; i < s->e->n; i++) {
                const struct evaluation_item *item = &s->e->items[i];
                const char *group = group_of(item, by), **found;
                size_t figure = figure_index(s, item->figure);

                if (figure == s->n_figures)
                        continue;
                count(&s->counts[figure], item);
                if (!group)
                        continue;
                found = bsearch(&group, s->groups + 1, s->n_groups - 1, sizeof(*s->groups), by_text);
                count(&s->counts[(size_t) (found - s->groups) * s->n_figures + figure], item);
        }
}

static struct evaluation_row *add_row(struct sum *s, const char *group, const char *figure, const char *ending, size_t hits, size_t of)
{
        struct evaluation_row *row = arena_grow(s->e->arena, &s->rows, &s->n, &s->room, sizeof(*row));

        *row = (struct evaluation_row) { group, figure, of ? (double) hits / (double) of : 0, hits, of };
        if (ending)
                row->figure = arena_printf(s->e->arena, "%s.%s", figure, ending);
        return row;
}

/*
 * A list is a figure that can have extras: precision, recall and F1. One of which all extras are nobody's error has recall alone; one of
 * which nothing came out has no precision, and F1 0.
 */
static void add_list_rows(struct sum *s, const char *group, const char *figure, const struct count *c)
{
        double precision = 0, recall = 0;

        if (c->closed_hits + c->extras)
                precision = add_row(s, group, figure, "precision", c->closed_hits, c->closed_hits + c->extras)->value;
        if (c->hits + c->misses)
                recall = add_row(s, group, figure, "recall", c->hits, c->hits + c->misses)->value;
        if (c->closed + c->extras && c->hits + c->misses)
                add_row(s, group, figure, "f1", 0, 0)->value = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

size_t evaluation_sum(const struct evaluation *e, enum evaluation_by by, struct evaluation_row **rows)
{
        struct sum s = { .e = e };

        s.n_figures = evaluation_figures(e->arena, &s.figures);
        find_groups(&s, by);
        count_items(&s, by);
        for (size_t g = 0; g < s.n_groups; g++) {
                for (size_t f = 0; f < s.n_figures; f++) {
                        const struct count *c = &s.counts[g * s.n_figures + f];

                        if (c->any && evaluation_figure_is_list(s.figures[f]))
                                add_list_rows(&s, s.groups[g], s.figures[f], c);
                        else if (c->any)
                                add_row(&s, s.groups[g], s.figures[f], NULL, c->hits, c->hits + c->misses);
                }
        }
        *rows = s.rows;
        return s.n;
}

/* ---- saved runs ---- */

static const char *const outcome_names[] = { [EVALUATION_HIT] = "hit", [EVALUATION_MISS] = "miss", [EVALUATION_EXTRA] = "extra" };

const char *evaluation_outcome_name(enum evaluation_outcome outcome)
{
        return outcome_names[outcome];
}

/* by jansson, whose names and those of common/json.h exclude each other */
static json_t *item_object(const struct evaluation_item *item)
{
        return json_pack("{s:s, s:s?, s:s?, s:s, s:s, s:s, s:s?, s:s?}", "file", item->file, "type", item->type, "class", item->class,
                "figure", item->figure, "at", item->at, "outcome", outcome_names[item->outcome], "wanted", item->wanted, "found", item->found);
}

static bool save_item(const struct evaluation_item *item, FILE *f)
{
        json_t *object = item_object(item);
        bool saved = object && json_dumpf(object, f, JSON_COMPACT) == 0 && putc('\n', f) != EOF;

        json_decref(object);
        return saved;
}

int evaluation_save(const struct evaluation *e, FILE *f)
{
        errno = 0;
        for (size_t i = 0; i < e->n; i++) {
                if (!save_item(&e->items[i], f))
                        return errno ? errno : EIO;
        }
        return fflush(f) ? errno : 0;
}

static const char *member(struct arena *arena, const json_t *object, const char *key)
{
        const char *value = json_string_value(json_object_get(object, key));

        return value ? arena_strdup(arena, value) : NULL;
}

static bool read_outcome(enum evaluation_outcome *out, const char *name)
{
        for (size_t i = 0; i < ARRAY_LEN(outcome_names); i++) {
                if (name && strcmp(outcome_names[i], name) == 0) {
                        *out = (enum evaluation_outcome) i;
                        return true;
                }
        }
        return false;
}

static bool load_item(struct evaluation *e, const json_t *object)
{
        struct evaluation_item item = { 0 };

        item.file = member(e->arena, object, "file");
        item.type = member(e->arena, object, "type");
        item.class = member(e->arena, object, "class");
        item.figure = member(e->arena, object, "figure");
        item.at = member(e->arena, object, "at");
        item.wanted = member(e->arena, object, "wanted");
        item.found = member(e->arena, object, "found");
        if (!item.file || !item.figure || !item.at || !read_outcome(&item.outcome, json_string_value(json_object_get(object, "outcome"))))
                return false;
        *(struct evaluation_item *) arena_grow(e->arena, &e->items, &e->n, &e->room, sizeof(item)) = item;
        return true;
}

long evaluation_load(struct evaluation *e, FILE *f)
{
        char *line = NULL;
        size_t room = 0;
        long n = 0, bad = 0;
        ssize_t len;

        while (!bad && (errno = 0, len = getline(&line, &room, f)) >= 0) {
                json_t *object = json_loadb(line, (size_t) len, 0, NULL);

                n++;
                if (!object || !load_item(e, object))
                        bad = n;
                json_decref(object);
        }
        if (!bad && ferror(f))
                bad = -1;
        free(line);
        return bad;
}

/* ---- changes ---- */

static int by_place(const void *a, const void *b)
{
        const struct evaluation_item *x = *(const struct evaluation_item *const *) a, *y = *(const struct evaluation_item *const *) b;
        int r = strcmp(x->file, y->file);

        if (!r)
                r = strcmp(x->figure, y->figure);
        if (!r)
                r = strcmp(x->at, y->at);
        if (!r)
                r = (x->outcome == EVALUATION_EXTRA) - (y->outcome == EVALUATION_EXTRA);
        return r;
}

static int by_place_and_order(const void *a, const void *b)
{
        const struct evaluation_item *x = *(const struct evaluation_item *const *) a, *y = *(const struct evaluation_item *const *) b;
        int r = by_place(a, b);

        return r ? r : x < y ? -1 : x > y; /* both are in one array */
}

static const struct evaluation_item **sorted(const struct evaluation *e)
{
        const struct evaluation_item **out = arena_array(e->arena, e->n, sizeof(*out));

        for (size_t i = 0; i < e->n; i++)
                out[i] = &e->items[i];
        qsort(out, e->n, sizeof(*out), by_place_and_order);
        return out;
}

struct merge {
        struct evaluation_changes *changes;
        struct arena *arena;
        const char **files[2]; /* of each run, sorted: now, then */
        size_t n_files[2];
};

static void list_files(struct merge *m, int run, const struct evaluation_item **items, size_t n)
{
        const char **files = arena_array(m->arena, n, sizeof(*files));
        size_t k = 0;

        for (size_t i = 0; i < n; i++) {
                if (!k || strcmp(files[k - 1], items[i]->file) != 0)
                        files[k++] = items[i]->file;
        }
        m->files[run] = files;
        m->n_files[run] = k;
}

static bool saw_file(const struct merge *m, int run, const char *file)
{
        return bsearch(&file, m->files[run], m->n_files[run], sizeof(*m->files[run]), by_text) != NULL;
}

static void change(struct merge *m, bool gained, const struct evaluation_item *item)
{
        struct evaluation_changes *c = m->changes;
        struct evaluation_change *out = arena_grow(m->arena, &c->items, &c->n, &c->room, sizeof(*out));

        *out = (struct evaluation_change) { gained, item };
        c->gained += gained;
        c->lost += !gained;
}

static void merge_items(struct merge *m, const struct evaluation_item *now, const struct evaluation_item *then)
{
        if (now && then) {
                if (now->outcome != then->outcome)
                        change(m, now->outcome == EVALUATION_HIT, now);
        } else if (now) {
                if (now->outcome == EVALUATION_EXTRA && saw_file(m, 1, now->file))
                        change(m, false, now);
                else
                        m->changes->only_now++;
        } else if (then->outcome == EVALUATION_EXTRA && saw_file(m, 0, then->file)) {
                change(m, true, then);
        } else {
                m->changes->only_then++;
        }
}

void evaluation_compare(struct evaluation_changes *changes, const struct evaluation *now, const struct evaluation *then)
{
        const struct evaluation_item **a = sorted(now), **b = sorted(then);
        struct merge m = { .changes = changes, .arena = now->arena };
        size_t i = 0, k = 0;

        *changes = (struct evaluation_changes) { 0 };
        list_files(&m, 0, a, now->n);
        list_files(&m, 1, b, then->n);
        while (i < now->n || k < then->n) {
                int order = i == now->n ? 1 : k == then->n ? -1 : by_place(&a[i], &b[k]);

                merge_items(&m, order <= 0 ? a[i] : NULL, order >= 0 ? b[k] : NULL);
                i += order <= 0;
                k += order >= 0;
        }
}
