/*
 * What stages, libraries and the system say in English, in the language of this run: details.def. Archives, records and machine output keep the English.
 */
#ifndef CLI_DETAILS_H
#define CLI_DETAILS_H

/* @said itself where it is a name, a number, or nothing is known of it. Valid until four more were asked for. */
const char *in_words(const char *said);

#endif
