/*
 * Activities of plans (domain.md 5): one record for each numbered task of the content part.
 *
 * Tasks are headings (sections_read()) and numbered paragraphs below a heading that holds tasks. What follows, up to the next task,
 * is read for labels; the rest are the items of its body. A task that only holds others is a container and makes no record. Tasks in
 * table rows: activity_table.c.
 */
#include "rules/facts.h"

#include <ctype.h>
#include <stdlib.h>

enum {
        LABELS_MAX = 16,
        SHORT_HEADING = 80, /* bytes: "Kinh phí thực hiện" is no task, "Kinh phí ... được bố trí từ ..." might be one */
        TITLE_MAX = 400,
        TASKS_BACK = 64, /* tasks looked back at for one numbered alike */
        LEVELS = 32,
};

struct task {
        struct rec_activity fact;
        struct outline_numbering numbering;
        int level;
        bool heading;   /* from sections_read(), not a numbered paragraph */
        bool labelled;
        bool holds_tasks;
};

struct task_walk {
        struct run *run;
        struct task *tasks;
        size_t n, room;
        size_t section;      /* the next one of run->out->sections */
        int content_level;   /* of the heading that holds tasks; 0 = outside of one */
        int skip_level;      /* of a heading below it that holds duties; 0 = none */
        const char *pending; /* field of a label whose value stands on the lines below */
        bool plan;           /* the document is a plan: tasks need no labels to be tasks */
        bool in_task;        /* the last of tasks takes what follows */
};

/* @in_task: "a) Nội dung: ..." tells what the task above is; elsewhere it may be a task. */
static bool is_label_line(const struct run *run, struct range r, bool in_task)
{
        struct label labels[LABELS_MAX];

        return labels_read(run, r, labels, ARRAY_LEN(labels)) && labels[0].first && (in_task || strcmp(labels[0].field, "noi_dung") != 0);
}

static struct task *task_add(struct task_walk *w, struct outline_numbering numbering, int level, bool heading, struct range title)
{
        struct run *run = w->run;
        struct task *t;

        /* a deeper task makes those above it containers */
        for (size_t i = w->n; i-- > 0 && heading && w->tasks[i].level != level;) {
                if (w->tasks[i].level < level) {
                        w->tasks[i].holds_tasks = true;
                        break;
                }
        }
        title = fact_trim(run, title);
        t = arena_grow(run->arena, &w->tasks, &w->n, &w->room, sizeof(*t));
        *t = (struct task) { .numbering = numbering, .level = level, .heading = heading };
        t->fact.title = fact_text(run, title);
        t->fact.title_span = title;
        t->fact.section = (unsigned) w->section;
        w->in_task = true;
        w->pending = NULL;
        return t;
}

/* "Kinh phí", "Thời gian, địa điểm" among the tasks: not one. */
static bool is_other(const struct run *run, struct range words)
{
        uint32_t end;
        const struct fact_word *word = fact_at(run, FACT_TASKS, words.begin, words.end, &end);

        return word && strcmp(word->value, "nhiem_vu") != 0 && words.end - words.begin <= SHORT_HEADING;
}

/* The level of a numbered paragraph: that of the tasks numbered alike, else one below the last heading. */
static int item_level(const struct task_walk *w, struct outline_numbering numbering)
{
        int deepest = w->content_level;

        for (size_t i = w->n; i-- > 0 && w->n - i <= TASKS_BACK;) {
                const struct task *t = &w->tasks[i];

                if (t->level <= w->content_level)
                        break;
                if (t->numbering.style == numbering.style && t->numbering.dots == numbering.dots)
                        return t->level;
                if (t->heading && t->level > deepest)
                        deepest = t->level;
        }
        return deepest + 1 + (numbering.style == 'a') + numbering.dots;
}

static void add_item(struct task_walk *w, struct rec_activity *a, struct range r)
{
        struct rec_text *item;

        while (r.begin < r.end && strchr(" -+*_#>", w->run->lower[r.begin]))
                r.begin++;
        while (r.end > r.begin && strchr(" *_", w->run->lower[r.end - 1]))
                r.end--;
        if (!range_is_set(r))
                return;
        item = arena_grow(w->run->arena, &a->items, &a->n_items, &a->room_items, sizeof(*item));
        *item = (struct rec_text) { fact_text(w->run, r), r };
}

/* A line below an empty label: "+ Sở Nội vụ: task". */
static bool take_pending(struct task_walk *w, struct task *t, struct range para)
{
        struct run *run = w->run;
        struct range value = fact_trim(run, para);
        bool units = strcmp(w->pending, "chu_tri") == 0 || strcmp(w->pending, "phoi_hop") == 0;

        if (!range_is_set(value) || (units && !unit_item_end(run, value.begin, value.end)) || (!units && !strchr("-+*", run->lower[para.begin])))
                return false;
        activity_set(run, &t->fact, w->pending, value);
        return true;
}

static void take_body(struct task_walk *w, struct range para)
{
        struct task *t = &w->tasks[w->n - 1];
        struct label labels[LABELS_MAX];
        size_t n = labels_read(w->run, para, labels, ARRAY_LEN(labels));
        bool set = false;

        t->fact.span.end = para.end;
        if (!n && w->pending && take_pending(w, t, para))
                return;
        w->pending = NULL;
        for (size_t i = 0; i < n; i++) {
                if (!activity_set(w->run, &t->fact, labels[i].field, labels[i].value))
                        continue;
                set |= labels[i].first;
                t->labelled |= strcmp(labels[i].field, "chu_tri") == 0 || strcmp(labels[i].field, "phoi_hop") == 0 || strcmp(labels[i].field, "thoi_gian") == 0;
                if (!range_is_set(labels[i].value))
                        w->pending = labels[i].field;
        }
        if (!set)
                add_item(w, &t->fact, n && labels[0].first && strcmp(labels[0].field, "noi_dung") == 0 ? labels[0].value : para);
}

/* Where the words before a label at @at end: before its bracket, "Rà soát cán bộ (chủ trì: ...)". */
static uint32_t before_bracket(const struct run *run, uint32_t at, uint32_t begin)
{
        at = skip_spaces_back(run, at, begin);
        return at > begin && run->lower[at - 1] == '(' ? skip_spaces_back(run, at - 1, begin) : at;
}

/* A heading: does it open the content part, close it, or name a task? */
static void take_heading(struct task_walk *w, const struct rec_section *s)
{
        struct run *run = w->run;
        struct range words = outline_words(run, s);
        enum outline_holding holding;

        if (w->skip_level && s->level > w->skip_level)
                return;
        w->skip_level = 0;
        if (w->content_level && s->level > w->content_level) {
                struct label label;
                struct task *t;
                bool labelled;

                /* "Phần II. KẾ HOẠCH" over "III. PHÂN CÔNG TRÁCH NHIỆM" */
                if (outline_numbering(s->number).style == 'I' && outline_section(run, s) == HOLDS_DUTIES) {
                        w->skip_level = s->level;
                        w->in_task = false;
                        return;
                }

                /* a heading that is a list of organisations opens an assignment */
                if (is_other(run, words) || unit_list_is(run, words)) {
                        w->in_task = false;
                        return;
                }
                labelled = labels_read(run, words, &label, 1) && label.begin > words.begin;
                t = task_add(w, outline_numbering(s->number), s->level, true, (struct range) { words.begin, labelled ? before_bracket(run, label.begin, words.begin) : words.end });
                t->fact.number = s->number;
                t->fact.span = s->span;
                if (labelled)
                        take_body(w, (struct range) { label.begin, words.end });
                return;
        }
        w->in_task = false;
        w->pending = NULL;
        holding = outline_section(run, s);
        if (holding == HOLDS_TASKS)
                w->content_level = s->level;
        else if (holding != HOLDS_NOTHING || s->level <= w->content_level)
                w->content_level = 0;
}

/* A numbered paragraph that is a sentence: a task as well, or an item of the one above (settled in the end). */
static bool take_numbered(struct task_walk *w, struct range para)
{
        struct run *run = w->run;
        uint32_t text = para.begin, stop;
        struct range number = outline_item(run, para, &text), title = { text, para.end };
        struct outline_numbering numbering;
        struct label name;
        struct task *t;
        size_t labelled;

        if (!range_is_set(number) || is_label_line(run, para, w->in_task))
                return false;
        numbering = outline_numbering(arena_strndup(run->arena, run_text(run, number)));
        /* "1. Tên nhiệm vụ: ...": the words behind the label; else the first sentence, or the words up to ':' or to a label */
        labelled = labels_read(run, para, &name, 1);
        if (labelled && name.first && range_is_set(name.value) && strcmp(name.field, "noi_dung") == 0)
                title.begin = text = name.value.begin;
        for (stop = text; stop < para.end && !(strchr(".:;", run->lower[stop]) && (stop + 1 >= para.end || run->lower[stop + 1] == ' ')); stop++)
                ;
        if (labelled && name.begin > text && name.begin < stop)
                stop = before_bracket(run, name.begin, text);
        title.end = stop - text > TITLE_MAX ? para.end : stop;
        t = task_add(w, numbering, item_level(w, numbering), false, title);
        t->fact.number = arena_strndup(run->arena, run_text(run, number));
        t->fact.span = para;
        stop = title.end + (title.end < para.end && strchr(".:;(", run->lower[title.end]));
        if (skip_spaces(run, stop, para.end) < para.end)
                take_body(w, (struct range) { stop, para.end });
        return true;
}

static bool in_table(const struct run *run, size_t para)
{
        const struct block *block = run->lines[run->paras[para].first].block;

        return block && block->table;
}

/* "b) Đơn vị chủ trì: ..." is a heading to sections_read() and a label to the task above; "2. Kinh phí" beside the task is neither. */
static bool is_label_heading(const struct task_walk *w, const struct rec_section *s)
{
        struct label label;

        if (!w->in_task || !labels_read(w->run, s->span, &label, 1) || !label.first)
                return false;
        return s->level > w->tasks[w->n - 1].level || range_is_set(label.value);
}

/* "Trên đây là Kế hoạch ...": the document ends, and its last task with it. */
static bool closes(const struct run *run, struct range text)
{
        return fact_word_is(run, text.begin, text.end, SPAN("trên đây"));
}

static void take_para(struct task_walk *w, size_t para)
{
        struct run *run = w->run;
        struct range text = run->paras[para].text;
        const struct rec_section *s = w->section < run->out->n_sections ? &run->out->sections[w->section] : NULL;

        while (s && s->span.begin < text.begin)
                s = ++w->section < run->out->n_sections ? &run->out->sections[w->section] : NULL;
        if (s && s->span.begin < text.end && !is_label_heading(w, s)) {
                w->section++;
                take_heading(w, s);
                if (w->in_task && s->span.end + 1 < text.end)
                        take_body(w, (struct range) { s->span.end, text.end });
                return;
        }
        if (closes(run, text)) {
                w->content_level = 0;
                w->in_task = false;
        }
        if (!w->content_level || w->skip_level || in_table(run, para))
                return;
        if (take_numbered(w, text))
                return;
        if (w->in_task)
                take_body(w, text);
}

/* "2.2. Tổ chức tuần lễ ..." beside a labelled "2.1.": a task as that is. Points a), b) of a task without labels are its items. */
static bool is_sibling(const struct task *t, const struct task *before)
{
        return before && before->labelled && before->numbering.style == t->numbering.style && before->numbering.dots == t->numbering.dots;
}

/* Numbered sentences without labels below a task are its items; with labels they are tasks, and what is above holds them. */
static void fold_items(struct task_walk *w)
{
        struct task *above[LEVELS] = { NULL }; /* the last task of each level */

        for (size_t i = 0; i < w->n; i++) {
                struct task *t = &w->tasks[i], *parent = NULL;
                int level = t->level < LEVELS ? t->level : LEVELS - 1;
                bool sibling = is_sibling(t, above[level]);

                for (int k = level; k-- > 0 && !parent;)
                        parent = above[k];
                for (int k = level + 1; k < LEVELS; k++)
                        above[k] = NULL;
                above[level] = t;
                if (!parent)
                        continue;
                if (t->heading || t->labelled || sibling) {
                        parent->holds_tasks = true;
                        continue;
                }
                t->level = 0;
                above[level] = NULL;
        }
}

static void add_folded(struct task_walk *w)
{
        struct task *parent = NULL;

        for (size_t i = 0; i < w->n; i++) {
                struct task *t = &w->tasks[i];

                if (t->level) {
                        parent = t;
                        continue;
                }
                if (!parent)
                        continue;
                add_item(w, &parent->fact, (struct range) { t->fact.title_span.begin, t->fact.span.end });
                if (t->fact.span.end > parent->fact.span.end)
                        parent->fact.span.end = t->fact.span.end;
        }
}

/* Roles from sentences, for a task without labels: its body first, then its title. */
static void read_roles(struct run *run, struct rec_activity *a)
{
        if (a->lead.n || a->partners.n)
                return;
        for (size_t i = 0; i < a->n_items; i++) {
                if (activity_read_roles(run, a, a->items[i].span))
                        return;
        }
        activity_read_roles(run, a, a->title_span);
}

static bool is_plan(const struct run *run)
{
        static const char *const types[] = { "ke_hoach", "chuong_trinh", "de_an", "phuong_an", "du_an", "phuong_huong" };
        const char *id = run->out->document.type.id;

        for (size_t i = 0; id && i < ARRAY_LEN(types); i++) {
                if (strncmp(id, types[i], strlen(types[i])) == 0)
                        return true;
        }
        return false;
}

void activities_find(struct run *run)
{
        struct outline_body body = outline_body(run);
        struct task_walk w = { .run = run, .plan = is_plan(run) };

        for (size_t i = 0; i < run->n_paras && !run_is_full(run, run->paras[i].text.begin); i++) {
                if (outline_holds(&body, run->paras[i].first)) {
                        take_para(&w, i);
                } else {
                        w.content_level = 0; /* the foot ends what the body told */
                        w.in_task = false;
                }
        }
        fold_items(&w);
        add_folded(&w);
        for (size_t i = 0; i < w.n; i++) {
                struct task *t = &w.tasks[i];

                if (run_is_full(run, t->fact.span.begin))
                        break;
                if (!t->level || (t->holds_tasks && !t->labelled) || (!w.plan && !t->labelled))
                        continue;
                if (w.plan)
                        read_roles(run, &t->fact);
                for (size_t k = 0; k < t->fact.n_items && !t->fact.time.text; k++)
                        activity_read_time(run, &t->fact, t->fact.items[k].span);
                *activity_add(run) = t->fact;
        }
        activity_tables_find(run);
}
