/*
 * corpus.h: annotated documents for training and evaluation.
 *
 * Annotations are JSON lines as shared by PolNeAR: {"id", "text", "layers":
 * [{"attributions": [{"source", "cue", "content"}]}]} or {"id", "text",
 * "attributions"}, "date" beside them or not; ranges are half-open, in code points. A file whose name ends
 * in .xz is unpacked on the way. Parses are lines of a treebank in columns
 * (index, word, lemma, part of speech, named entity, head, relation, begin,
 * end) under "#doc ID" lines; they are optional and teach the encoder syntax.
 */
#ifndef ONRECORD_TRAIN_CORPUS_H
#define ONRECORD_TRAIN_CORPUS_H

#include "attribution/attribution.h"
#include "attribution/features.h"

typedef struct Example {
    char *id;
    char *date; /* ISO 8601; "" where the corpus has none */
    char *text;
    OrDocument document;
    OrTokenFeatures *features;
    bool *leading;           /* per block: or_find_leading_blocks */
    OrAttribution *gold;     /* ranges of tokens */
    OrAttribution *verbatim; /* the same as annotated: ranges of code points */
    int gold_count;
    uint32_t *code_points; /* of each byte position of the text, for output */
    int *part_of_speech;   /* per token; -1: unknown */
    int *relation;
    int *head; /* bucket of the signed distance to the head */
} Example;

typedef struct Corpus {
    Example *examples;
    int count;
    int parts_of_speech, relations;
} Corpus;

#define HEAD_BUCKETS 22

Corpus read_corpus(const char *annotations, const char *parses);

/* Ranges of tokens as ranges of code points. */
OrRole role_in_code_points(const Example *example, const OrRole *role);

#endif
