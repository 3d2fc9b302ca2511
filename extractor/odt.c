#include "extractor/odt.h"
#include "extractor/format.h"
bool odt_is_one(const struct package *package) { (void) package; return false; }
int odt_read(struct document *doc, struct arena *arena, struct package *package, const struct extractor_limits *limits) { (void)doc;(void)arena;(void)package;(void)limits; return 0; }
