/*
 * Steps through citations: what a document cites through how many steps, what cites it, and the graph around it.
 *
 * Breadth first over the instruments, level by level, each met once and so at its least distance; a circle ends where it began. A document
 * without a number has no instrument: it can cite and nothing can cite it, so it is a node by itself. Only linked citations are followed.
 *
 * In C and not as a recursive statement, because what was met stands in one flat table of numbers here, and in an ephemeral tree there; and because
 * such a statement cannot tell the distance, which makes two rows of one instrument. The rows of the answer are read at the end.
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
        struct feed feed;   /* nodes on their way into the answer */
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

/*
 * trichluc_met(instrument): has it been? Nineteen citations in twenty of a long way lead back to what has, and one that is left out in its statement costs half
 * of one that is handed over.
 */
static void met(sqlite3_context *context, int n, sqlite3_value **values)
{
        const struct archive *archive = sqlite3_user_data(context);

        (void) n;
        sqlite3_result_int(context, archive->met && idset_has(archive->met, sqlite3_value_int64(values[0])));
}

int reach_init(struct archive *archive)
{
        return sqlite3_create_function(archive->db, "trichluc_met", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, archive, met, NULL, NULL);
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

/* All rows of @stmt are met: citation, instrument, document. */
static int meet_rows(struct reach *reach, sqlite3_stmt *stmt, int depth)
{
        int rc;

        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
                meet(reach, (struct node) { sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 0), depth });
        sqlite3_reset(stmt);
        return rc == SQLITE_DONE ? 0 : archive_fail(reach->archive, "question");
}

/* The statements a step takes; NULL where that way is not asked for. */
struct steps {
        sqlite3_stmt *down, *down_from, *up;
};

static void steps_release(struct steps *steps)
{
        sqlite3_finalize(steps->down);
        sqlite3_finalize(steps->down_from);
        sqlite3_finalize(steps->up);
}

/* Their first parameter is where they start. */
static int step_down(struct reach *reach, const struct steps *steps, struct node node)
{
        sqlite3_stmt *stmt = node.instrument ? steps->down : steps->down_from;

        sqlite3_bind_int64(stmt, 1, node.instrument ? node.instrument : node.document);
        return meet_rows(reach, stmt, node.depth + 1);
}

static int step_up(struct reach *reach, const struct steps *steps, struct node node)
{
        if (!node.instrument)
                return 0;
        bind_id(steps->up, ":instrument", node.instrument);
        return meet_rows(reach, steps->up, node.depth + 1);
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

enum { FED = 1024 }; /* nodes that are told by one run of their statement */

/* The next nodes behind the first @i that have been met through a citation, into the feed. Returns how many nodes those are with the ones left out. */
static size_t feed_nodes(struct reach *reach, size_t i)
{
        struct feed *feed = &reach->feed;
        size_t begin = i;

        feed->n = feed->rows = 0;
        for (; i < reach->n && feed->rows < FED; i++) {
                struct values row = { .feed = feed };

                if (!reach->nodes[i].citation) /* a start */
                        continue;
                feed->rows++;
                put_int(&row, reach->nodes[i].citation);
                put_int(&row, reach->nodes[i].depth);
        }
        return i - begin;
}

/* A row of @name for each node but the starts. */
static int tell_nodes(struct reach *reach, const char *name, answer_fn *fn, void *context, size_t *n_rows)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        int64_t limit = reach->asked->limit;
        int r = asked_prepare(reach->archive, &stmt, name, reach->asked);

        reach->archive->feeding = &reach->feed;
        for (size_t i = 0; !r && i < reach->n && (limit < 0 || (int64_t) *n_rows < limit);) {
                i += feed_nodes(reach, i);
                if (!reach->feed.rows)
                        break;
                sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, ":rest"), limit < 0 ? -1 : limit - (int64_t) *n_rows);
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

static int prepare(struct archive *archive, struct steps *steps, const struct asked *asked, bool down, bool up)
{
        int r = 0;

        if (down)
                r = asked_prepare(archive, &steps->down, "reach-down", asked);
        if (!r && down)
                r = asked_prepare(archive, &steps->down_from, "reach-down-from", asked);
        return r || !up ? r : asked_prepare(archive, &steps->up, "reach-up", asked);
}

static int reach_tell(struct reach *reach, const char *name, answer_fn *fn, void *context, size_t *n_rows)
{
        cleanup(finalizep) sqlite3_stmt *start = NULL;
        cleanup(steps_release) struct steps steps = { 0 };
        bool graph = strcmp(name, "graph") == 0, cites = strcmp(name, "cites-depth") == 0;
        int r = asked_prepare(reach->archive, &start, cites || (graph && reach->asked->id) ? "reach-from-document" : "reach-from-key", reach->asked);

        if (!r)
                r = prepare(reach->archive, &steps, reach->asked, graph || cites, graph || !cites);
        if (!r)
                r = meet_rows(reach, start, 0);
        if (!r)
                r = walk(reach, &steps);
        if (r)
                return r;
        return graph ? tell_graph(reach, fn, context, n_rows) : tell_nodes(reach, name, fn, context, n_rows);
}

/*
 * In one transaction, so that the rows told are those that were met, whoever writes meanwhile; and thousands of statements do not each ask for the
 * lock.
 */
int reach_ask(struct archive *archive, const char *name, const struct asked *asked, answer_fn *fn, void *context, size_t *n_rows)
{
        struct reach reach = { .archive = archive, .asked = asked };
        bool begun = false;
        size_t counted = 0;
        int r = 0;

        map_file(archive);
        archive->met = &reach.met;
        if (sqlite3_get_autocommit(archive->db)) {
                begun = sqlite3_exec(archive->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
                r = begun ? 0 : archive_fail(archive, "question");
        }
        if (!r)
                r = reach_tell(&reach, name, fn, context, &counted);
        if (begun)
                sqlite3_exec(archive->db, "ROLLBACK", NULL, NULL, NULL); /* nothing was written */
        if (n_rows)
                *n_rows = counted;
        archive->feeding = NULL;
        archive->met = NULL;
        idset_release(&reach.met);
        free(reach.feed.cells);
        free(reach.nodes);
        return r;
}
