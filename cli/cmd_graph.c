/*
 * graph: the documents around a number, with what cites what, in the three forms that graph programs read: DOT (Graphviz), GEXF 1.3 (Gephi)
 * and GraphML. Rows are written as they come, nodes before edges; colours go by the type of document, a broken line is a document that is not held.
 *
 * Titles are whatever the documents say, so all text is escaped for its form: in DOT even "&", which Graphviz takes for the start of an entity, and in
 * XML the control characters it cannot hold at all.
 */
#include "cli/cli.h"
#include "cli/output.h"

#include "common/buf.h"
#include "common/utf8.h"

static const struct colour {
        const char *type; /* NULL: all others */
        const char *name;
        unsigned char r, g, b;
} colours[] = {
        { "Luật", "#e15759", 0xe1, 0x57, 0x59 },       { "Nghị quyết", "#f28e2b", 0xf2, 0x8e, 0x2b }, { "Nghị định", "#edc948", 0xed, 0xc9, 0x48 },
        { "Thông tư", "#59a14f", 0x59, 0xa1, 0x4f },   { "Quyết định", "#76b7b2", 0x76, 0xb7, 0xb2 }, { "Chỉ thị", "#4e79a7", 0x4e, 0x79, 0xa7 },
        { "Kế hoạch", "#b07aa1", 0xb0, 0x7a, 0xa1 },   { "Báo cáo", "#ff9da7", 0xff, 0x9d, 0xa7 },    { "Công văn", "#9c755f", 0x9c, 0x75, 0x5f },
        { "Hướng dẫn", "#a0cbe8", 0xa0, 0xcb, 0xe8 },  { NULL, "#bab0ac", 0xba, 0xb0, 0xac },
};

struct graph;

static const struct form {
        const char *name;
        void (*begin)(struct graph *g), (*node)(struct graph *g), (*edges)(struct graph *g), (*edge)(struct graph *g), (*end)(struct graph *g);
} forms[4]; /* the last has no name */

struct graph {
        const struct form *form;
        const struct answer_row *row;
        struct buf out;
        size_t n_edges;
        bool in_edges, seen[ARRAY_LEN(colours)];
};

static const char *cell(const struct graph *g, const char *name)
{
        for (size_t c = 0; c < g->row->columns; c++) {
                if (strcmp(g->row->names[c], name) == 0)
                        return g->row->cells[c] ? g->row->cells[c] : "";
        }
        return "";
}

static size_t colour_of(struct graph *g)
{
        const char *type = cell(g, "type");
        size_t i = 0;

        while (colours[i].type && strcmp(colours[i].type, type))
                i++;
        g->seen[i] = true;
        return i;
}

static const char *label(const struct graph *g)
{
        const char *key = cell(g, "key");

        return *key ? key : *cell(g, "title") ? cell(g, "title") : cell(g, "node");
}

/* Well-formed text without control characters, with & < > " escaped as all three forms want it; the backslash for DOT. */
static void put_text(struct graph *g, const char *text, bool dot)
{
        static const char *const names[] = { ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;" };
        const char *end = text + strlen(text);
        unsigned width;

        for (; text < end; text += width) {
                uint32_t cp = utf8_decode(text, end, &width);

                if (cp == UTF8_BAD || cp == 0xFFFE || cp == 0xFFFF)
                        buf_puts(&g->out, "\xEF\xBF\xBD");
                else if (cp < ' ' || cp == 0x7F)
                        buf_putc(&g->out, ' ');
                else if (cp < ARRAY_LEN(names) && names[cp])
                        buf_puts(&g->out, names[cp]);
                else if (cp == '\\' && dot)
                        buf_puts(&g->out, "\\\\");
                else
                        buf_add(&g->out, text, width);
        }
}

static void put_attribute(struct graph *g, const char *name, const char *value, bool dot)
{
        buf_printf(&g->out, " %s=\"", name);
        put_text(g, value, dot);
        buf_putc(&g->out, '"');
}

/* ---- DOT ----------------------------------------------------------------------------------------------- */

static void dot_begin(struct graph *g)
{
        buf_puts(&g->out, "digraph trichluc {\n  rankdir=LR;\n  node [shape=box, style=filled, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
}

static void dot_node(struct graph *g)
{
        buf_printf(&g->out, "  %s [", cell(g, "node"));
        put_attribute(g, "label", label(g), true);
        put_attribute(g, "tooltip", cell(g, "title"), true);
        buf_printf(&g->out, " fillcolor=\"%s\"%s%s];\n", colours[colour_of(g)].name, *cell(g, "id") ? "" : " style=\"filled,dashed\"",
                strcmp(cell(g, "depth"), "0") ? "" : " penwidth=3");
}

static void dot_edge(struct graph *g)
{
        buf_printf(&g->out, "  %s -> %s [", cell(g, "node"), cell(g, "target"));
        put_attribute(g, "label", value_word("relation", cell(g, "relation")), true);
        buf_puts(&g->out, "];\n");
}

static void dot_end(struct graph *g)
{
        buf_puts(&g->out, "  subgraph cluster_legend {\n    label=\"");
        put_text(g, msg(MSG_GRAPH_LEGEND), true);
        buf_puts(&g->out, "\";\n");
        for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
                if (!g->seen[i])
                        continue;
                buf_printf(&g->out, "    legend%zu [", i);
                put_attribute(g, "label", colours[i].type ? colours[i].type : msg(MSG_GRAPH_OTHER), true);
                buf_printf(&g->out, " fillcolor=\"%s\"];\n", colours[i].name);
        }
        buf_puts(&g->out, "    legend_missing [");
        put_attribute(g, "label", msg(MSG_GRAPH_MISSING), true);
        buf_puts(&g->out, " fillcolor=white style=\"filled,dashed\"];\n  }\n}\n");
}

static void nothing(struct graph *g)
{
        (void) g;
}

/* ---- GEXF ---------------------------------------------------------------------------------------------- */

static const char *const kept[] = { "type", "key", "date", "issuer", "title", "depth" };

static void gexf_begin(struct graph *g)
{
        buf_puts(&g->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n"
                          "<graph defaultedgetype=\"directed\">\n<attributes class=\"node\">\n");
        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                buf_printf(&g->out, "<attribute id=\"%s\" title=\"%s\" type=\"string\"/>\n", kept[i], kept[i]);
        buf_puts(&g->out, "<attribute id=\"held\" title=\"held\" type=\"boolean\"/>\n</attributes>\n<attributes class=\"edge\">\n"
                          "<attribute id=\"relation\" title=\"relation\" type=\"string\"/>\n</attributes>\n<nodes>\n");
}

static void gexf_node(struct graph *g)
{
        const struct colour *colour = &colours[colour_of(g)];

        buf_printf(&g->out, "<node id=\"%s\"", cell(g, "node"));
        put_attribute(g, "label", label(g), false);
        buf_puts(&g->out, "><attvalues>");
        for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
                if (!*cell(g, kept[i]))
                        continue;
                buf_printf(&g->out, "<attvalue for=\"%s\"", kept[i]);
                put_attribute(g, "value", cell(g, kept[i]), false);
                buf_puts(&g->out, "/>");
        }
        buf_printf(&g->out, "<attvalue for=\"held\" value=\"%s\"/></attvalues><viz:color r=\"%d\" g=\"%d\" b=\"%d\"/></node>\n", *cell(g, "id") ? "true" : "false",
                colour->r, colour->g, colour->b);
}

static void gexf_edges(struct graph *g)
{
        buf_puts(&g->out, "</nodes>\n<edges>\n");
}

static void gexf_edge(struct graph *g)
{
        buf_printf(&g->out, "<edge id=\"e%zu\" source=\"%s\" target=\"%s\" weight=\"%s\"", ++g->n_edges, cell(g, "node"), cell(g, "target"), cell(g, "n"));
        buf_puts(&g->out, "><attvalues><attvalue for=\"relation\"");
        put_attribute(g, "value", cell(g, "relation"), false);
        buf_puts(&g->out, "/></attvalues></edge>\n");
}

static void gexf_end(struct graph *g)
{
        buf_puts(&g->out, "</edges>\n</graph>\n</gexf>\n");
}

/* ---- GraphML ------------------------------------------------------------------------------------------- */

static void graphml_begin(struct graph *g)
{
        buf_puts(&g->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                buf_printf(&g->out, "<key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n", kept[i], kept[i]);
        buf_puts(&g->out, "<key id=\"held\" for=\"node\" attr.name=\"held\" attr.type=\"boolean\"/>\n<key id=\"color\" for=\"node\" attr.name=\"color\" attr.type=\"string\"/>\n"
                          "<key id=\"relation\" for=\"edge\" attr.name=\"relation\" attr.type=\"string\"/>\n"
                          "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n<graph id=\"trichluc\" edgedefault=\"directed\">\n");
}

static void put_data(struct graph *g, const char *key, const char *value)
{
        if (!*value)
                return;
        buf_printf(&g->out, "<data key=\"%s\">", key);
        put_text(g, value, false);
        buf_puts(&g->out, "</data>");
}

static void graphml_node(struct graph *g)
{
        buf_printf(&g->out, "<node id=\"%s\">", cell(g, "node"));
        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                put_data(g, kept[i], cell(g, kept[i]));
        put_data(g, "held", *cell(g, "id") ? "true" : "false");
        put_data(g, "color", colours[colour_of(g)].name);
        buf_puts(&g->out, "</node>\n");
}

static void graphml_edge(struct graph *g)
{
        buf_printf(&g->out, "<edge source=\"%s\" target=\"%s\">", cell(g, "node"), cell(g, "target"));
        put_data(g, "relation", cell(g, "relation"));
        put_data(g, "weight", cell(g, "n"));
        buf_puts(&g->out, "</edge>\n");
}

static void graphml_end(struct graph *g)
{
        buf_puts(&g->out, "</graph>\n</graphml>\n");
}

/* -------------------------------------------------------------------------------------------------------- */

static const struct form forms[4] = {
        { "dot", dot_begin, dot_node, nothing, dot_edge, dot_end },
        { "gexf", gexf_begin, gexf_node, gexf_edges, gexf_edge, gexf_end },
        { "graphml", graphml_begin, graphml_node, nothing, graphml_edge, graphml_end },
        { 0 },
};

bool graph_format_known(const char *name)
{
        const struct form *form = forms;

        while (form->name && strcmp(form->name, name))
                form++;
        return form->name;
}

static int flush(struct graph *g)
{
        struct span s = buf_span(&g->out);

        fwrite(s.ptr, 1, s.len, stdout);
        buf_clear(&g->out);
        return ferror(stdout) != 0;
}

static int on_row(void *context, const struct answer_row *row)
{
        struct graph *g = context;

        if (!g->row)
                g->form->begin(g);
        g->row = row;
        if (strcmp(cell(g, "what"), "node") == 0) {
                g->form->node(g);
                return flush(g);
        }
        if (!g->in_edges)
                g->form->edges(g);
        g->in_edges = true;
        g->form->edge(g);
        return flush(g);
}

int cmd_graph(struct cli *cli)
{
        struct graph g = { .form = forms };
        size_t n = 0;
        int code;

        if (!has_one_argument(cli, "ID|KEY"))
                return usage(cli);
        if (!read_id_or_key(cli, cli->args[0]))
                return EXIT_CODE_USAGE;
        while (cli->graph_format && strcmp(g.form->name, cli->graph_format))
                g.form++;
        if (!cli->with_depth)
                cli->question.depth = 1;
        code = ask(cli, "graph", &cli->question, on_row, &g, &n);
        if (!code && !n) {
                COMPLAIN(NO_ANSWER);
                code = EXIT_CODE_NONE;
        } else if (!code) {
                if (!g.in_edges)
                        g.form->edges(&g);
                g.form->end(&g);
                flush(&g);
        }
        buf_release(&g.out);
        return code;
}
