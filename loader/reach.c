/*
 * Steps through citations: what a document cites through how many steps, what cites it, and the graph around it.
 *
 * Breadth first over the instruments, level by level, each met once and so at its least distance; a circle ends where it began. A document
 * without a number has no instrument: it can cite and nothing can cite it, so it is a node by itself. Only linked citations are followed.
 *
 * In C and not as a recursive statement, because what was met stands in one flat table of numbers here, and in an ephemeral tree there; the
 * rows of the answer are read at the end, one look-up a node.
 */
#include "loader/internal.h"

struct node {
        int64_t instrument; /* 0 = none: document tells */
        int64_t document;   /* the one met: down, the citing; up, the one that is the node */
        int64_t citation;   /* through which it was met; 0 = a start */
        int depth;
};

struct reach {
        struct archive *archive;
        const struct asked *asked;
        struct node *nodes; /* in the order they were met */
        size_t n, room;
        struct idset met;   /* instruments, documents without one as negative numbers */
};

static void finalizep(sqlite3_stmt **stmt)
{
        sqlite3_finalize(*stmt);
}

/* ---- what was met -------------------------------------------------------------------------------------- */

static int64_t identity_of(int64_t instrument, int64_t document)
{
        return instrument ? instrument : -document;
}

static bool is_met(const struct reach *reach, int64_t instrument, int64_t document)
{
        return idset_has(&reach->met, identity_of(instrument, document));
}

static void meet(struct reach *reach, struct node node)
{
        struct node *kept;

        if (!idset_add(&reach->met, identity_of(node.instrument, node.document)))
                return;
        if (reach->n == reach->room) {
                reach->room = reach->room ? reach->room * 2 : 256;
                kept = realloc(reach->nodes, reach->room * sizeof(*kept));
                if (!kept)
                        memory_exhausted(reach->room * sizeof(*kept));
                reach->nodes = kept;
        }
        reach->nodes[reach->n++] = node;
}

/* ---- steps --------------------------------------------------------------------------------------------- */

static void bind_id(sqlite3_stmt *stmt, const char *name, int64_t id)
{
        int i = sqlite3_bind_parameter_index(stmt, name);

        if (i && id)
                sqlite3_bind_int64(stmt, i, id);
        else if (i)
                sqlite3_bind_null(stmt, i);
}

/* All rows of @stmt are met: citation, instrument, document; without the last one they are those of @document. */
static int meet_rows(struct reach *reach, sqlite3_stmt *stmt, int64_t document, int depth)
{
        int rc;

        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
                meet(reach, (struct node) { sqlite3_column_int64(stmt, 1), document ? document : sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 0), depth });
        sqlite3_reset(stmt);
        return rc == SQLITE_DONE ? 0 : archive_fail(reach->archive, "question");
}

/* The statements a step takes; NULL where that way is not asked for. */
struct steps {
        sqlite3_stmt *documents, *down, *up;
};

static void steps_release(struct steps *steps)
{
        sqlite3_finalize(steps->documents);
        sqlite3_finalize(steps->down);
        sqlite3_finalize(steps->up);
}

static int step_down_from(struct reach *reach, sqlite3_stmt *down, int64_t document, int depth)
{
        sqlite3_bind_int64(down, 1, document); /* its first parameter */
        return meet_rows(reach, down, document, depth);
}

static int step_down(struct reach *reach, const struct steps *steps, struct node node)
{
        int rc, r = 0;

        if (!node.instrument)
                return step_down_from(reach, steps->down, node.document, node.depth + 1);
        sqlite3_bind_int64(steps->documents, 1, node.instrument);
        while (!r && (rc = sqlite3_step(steps->documents)) == SQLITE_ROW)
                r = step_down_from(reach, steps->down, sqlite3_column_int64(steps->documents, 0), node.depth + 1);
        sqlite3_reset(steps->documents);
        return r || rc == SQLITE_DONE ? r : archive_fail(reach->archive, "question");
}

static int step_up(struct reach *reach, const struct steps *steps, struct node node)
{
        if (!node.instrument)
                return 0;
        bind_id(steps->up, ":instrument", node.instrument);
        return meet_rows(reach, steps->up, 0, node.depth + 1);
}

/* From the starts to the distance asked for. */
static int walk(struct reach *reach, const struct steps *steps)
{
        int depth = reach->asked->question->depth;
        int r = 0;

        for (size_t i = 0; !r && i < reach->n; i++) {
                struct node node = reach->nodes[i];

                if (depth && node.depth >= depth)
                        break; /* the nodes stand in the order of their distance */
                if (steps->down)
                        r = step_down(reach, steps, node);
                if (!r && steps->up)
                        r = step_up(reach, steps, node);
        }
        return r;
}

/* ---- answers ------------------------------------------------------------------------------------------- */

/* A row of @name for each node but the starts. */
static int tell_nodes(struct reach *reach, const char *name, answer_fn *fn, void *context, size_t *n_rows)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        int64_t limit = reach->asked->limit;
        int r = asked_prepare(reach->archive, &stmt, name, reach->asked);

        for (size_t i = 0; !r && i < reach->n && (limit < 0 || (int64_t) *n_rows < limit); i++) {
                if (!reach->nodes[i].citation)
                        continue;
                bind_id(stmt, ":citation", reach->nodes[i].citation);
                bind_id(stmt, ":depth", reach->nodes[i].depth);
                r = answer_rows(reach->archive, stmt, fn, context, n_rows);
                sqlite3_reset(stmt);
        }
        return r;
}

/* Passes on the edges whose other end is in the graph. */
struct filter {
        const struct reach *reach;
        answer_fn *fn;
        void *context;
        size_t *n_rows; /* of those passed on */
};

/* Column 2 is the target's node: "i17". */
static int pass_edge(void *context, const struct answer_row *row)
{
        struct filter *filter = context;
        const char *target = row->columns > 2 && row->cells[2] ? row->cells[2] : "";

        if (*target != 'i' || !is_met(filter->reach, strtoll(target + 1, NULL, 10), 0)) {
                --*filter->n_rows;
                return 0;
        }
        return filter->fn(filter->context, row);
}

static void bind_node(sqlite3_stmt *stmt, const struct node *node)
{
        bind_id(stmt, ":instrument", node->instrument);
        bind_id(stmt, ":document", node->instrument ? 0 : node->document);
}

static int tell_graph(struct reach *reach, answer_fn *fn, void *context, size_t *n_rows)
{
        struct filter filter = { reach, fn, context, n_rows };
        int r = 0;

        for (int edges = 0; !r && edges < 2; edges++) {
                cleanup(finalizep) sqlite3_stmt *stmt = NULL;

                r = asked_prepare(reach->archive, &stmt, edges ? "graph-edges" : "graph-nodes", reach->asked);
                for (size_t i = 0; !r && i < reach->n; i++) {
                        bind_node(stmt, &reach->nodes[i]);
                        if (sqlite3_bind_parameter_index(stmt, ":depth"))
                                sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, ":depth"), reach->nodes[i].depth);
                        r = answer_rows(reach->archive, stmt, edges ? pass_edge : fn, edges ? (void *) &filter : context, n_rows);
                        sqlite3_reset(stmt);
                }
        }
        return r;
}

/*
 * A long way jumps about in the whole file: its pages are seen where they are instead of being copied, a fifth of the time. (A short question
 * loses by it: the file has to be mapped first.)
 */
static void map_file(struct archive *archive)
{
        if (archive->mode == ARCHIVE_READ)
                sqlite3_exec(archive->db, "PRAGMA mmap_size = 2147418112", NULL, NULL, NULL);
}

int reach_ask(struct archive *archive, const char *name, const struct asked *asked, answer_fn *fn, void *context, size_t *n_rows)
{
        cleanup(finalizep) sqlite3_stmt *start = NULL;
        cleanup(steps_release) struct steps steps = { 0 };
        struct reach reach = { .archive = archive, .asked = asked };
        bool graph = strcmp(name, "graph") == 0, cites = strcmp(name, "cites-depth") == 0;
        size_t counted = 0;
        int r;

        map_file(archive);
        r = asked_prepare(archive, &start, cites || (graph && asked->id) ? "reach-from-document" : "reach-from-key", asked);

        if (!r && (graph || cites))
                r = asked_prepare(archive, &steps.down, "reach-down", asked);
        if (!r && (graph || cites))
                r = asked_prepare(archive, &steps.documents, "reach-documents", asked);
        if (!r && (graph || !cites))
                r = asked_prepare(archive, &steps.up, "reach-up", asked);
        if (!r)
                r = meet_rows(&reach, start, 0, 0);
        if (!r)
                r = walk(&reach, &steps);
        if (!r)
                r = graph ? tell_graph(&reach, fn, context, &counted) : tell_nodes(&reach, name, fn, context, &counted);
        if (n_rows)
                *n_rows = counted;
        idset_release(&reach.met);
        free(reach.nodes);
        return r;
}
