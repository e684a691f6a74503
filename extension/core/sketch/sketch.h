/*
 * sketch.h: a few numbers that tell how much wording two texts share.
 */
#ifndef ONRECORD_CORE_SKETCH_SKETCH_H
#define ONRECORD_CORE_SKETCH_SKETCH_H

#include "../base/host.h"
#include "../base/range.h"

/* A sketch holds an eighth of a text's word sequences, within these bounds. */
#define OR_SKETCH_SHARE 8
#define OR_SKETCH_SHORTEST 64
#define OR_SKETCH_LONGEST 1024

/* Keys are every fourth hash of a sketch that has at least so many. */
#define OR_SKETCH_KEY_SHARE 4
#define OR_SKETCH_FEW 16

typedef struct OrSketch {
    uint32_t *hashes; /* ascending, each once */
    uint32_t count;
} OrSketch;

/* The sketch of a UTF-8 text: empty for a text without words. */
void or_sketch(OrHost *host, OrString text, OrSketch *result);

/* The hashes by which an index finds a text, chosen alike in every text; `keys` has room for the sketch.
 * Returns how many. */
uint32_t or_sketch_keys(const OrSketch *sketch, uint32_t *keys);

/* Resemblance: the share of the wording of both that they have in common, 0 to 1. */
double or_sketch_similarity(const OrSketch *left, const OrSketch *right);

/* Containment: the share of `part`'s wording that `whole` has too, 0 to 1. */
double or_sketch_containment(const OrSketch *part, const OrSketch *whole);

#endif
