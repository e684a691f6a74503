/*
 * statement_stats.h: what ANALYZE keeps about a column of statements besides
 * the usual statistics of a sortable type.
 *
 *   MCELEM slot               the most common word entries (statement_keys.h), sorted, with the frequency of
 * each among statements; then the least and the greatest of them STATEMENT_STATISTIC_KIND  the most common
 * field entries, sorted, with their frequencies; then, for each StatementKey, the mean frequency of its
 * values that are not listed
 *
 * Fields are kept apart from words, or the words would crowd out all names but
 * the most frequent. They are kept as hashes because a list of strings would be
 * compressed, and unpacking it would be most of what planning a look-up by
 * example costs; hashes do not compress.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_STATS_H
#define ONRECORD_POSTGRES_STATEMENT_STATS_H

/* Of the range that pg_statistic.h leaves to extensions. */
#define STATEMENT_STATISTIC_KIND 27182

/* The hash of a field's entry, as a signed number so that an int8 array can hold it. */
#define STATEMENT_ENTRY_HASH(entry)                                                                          \
    ((int64) hash_bytes_extended((const unsigned char *) VARDATA_ANY(DatumGetPointer(entry)),                \
                                 VARSIZE_ANY_EXHDR(DatumGetPointer(entry)), 0))

/*
 * Words are counted by weight and regardless of it: how often a word stands in
 * either of two weights does not follow from how often it stands in each.
 */
#define STATEMENT_ANY_WEIGHT 'W'
#define STATEMENT_COUNTED_WEIGHTS STATEMENT_WORD_WEIGHTS "W"
#define STATEMENT_COUNTED_WEIGHT_COUNT 4

/* The numbers that follow the frequencies in a MCELEM slot. */
#define STATEMENT_WORD_EXTRA_NUMBERS (2 + STATEMENT_COUNTED_WEIGHT_COUNT)

#endif
