/* What the extractor says of itself: for those who ask that and read no document, without its libraries. */
#include "extractor/extractor.h"

const char extractor_version[] = "4";

const struct extractor_limits extractor_limits_default = {
        .file_bytes = 512u << 20,
        .box_bytes = (uint64_t) 4 << 30, /* hashed well within the seconds of a worker */
        .stream_bytes = 16u << 20,
        .part_bytes = 256u << 20,
        .zip_entries = 10000,
        .zip_ratio = 200,
        .xml_depth = 256,
        .xml_attributes = 512, /* comparing each with each stays below 0.5 ms */
        .xml_tag_bytes = 64u << 10,
        .text_bytes = 8u << 20, /* some 2,500 pages */
        .blocks = 100000,
};
