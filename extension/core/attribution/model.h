/*
 * model.h: the trained model as a file, and as the core reads it.
 *
 * The file is read in place, so that all backends share its pages. Everything
 * is little-endian; every section starts at a multiple of 64 bytes.
 *
 *   offset  bytes
 *        0      8  magic "ORATTRIB"
 *        8      4  format version
 *       12      4  size of the file
 *       16      4  checksum (FNV-1a over 32-bit words) of all that follows the header
 *       20      4  width of the encoder (W), a multiple of 16
 *       24      4  layers of the encoder
 *       28      4  width of the role reader (R), a multiple of 16
 *       32      4  layers of the role reader
 *       36      4  rows of the word table (V); row 0 is for words not known
 *       40      4  slots of the word index, a power of two
 *       44      4  float: cues that were at least this probable were learned from
 *       48      4  float: attributions of speech at least this probable are reported
 *       52      4  float: the same for others (beliefs, intentions)
 *       56      4  float: value of 1 in the tables of vectors
 *       60      4  reserved, zero
 *       64         sections, in this order:
 *
 *   word index     slots x {hash, row}; row 0 marks an empty slot; linear probing from hash % slots
 *   words          V x W int16
 *   features       per feature (features.h): its size x W int16
 *   encoder        per layer a recurrent layer of width W
 *   cue            matrix W to 16 (OrCueLabel, the rest zero), 16 float biases
 *   role input     matrix W to R, R float biases
 *   role first     matrix W to R
 *   role last      matrix W to R
 *   places         per place (window.h): its size x R float
 *   role           per layer a recurrent layer of width R
 *   role output    matrix R to 16 (OrRoleLabel, the rest zero), 16 float biases
 *   transitions    OR_ROLE_LABEL_COUNT x OR_ROLE_LABEL_COUNT float, from x to
 *
 *   A matrix of n inputs and m outputs is n x m int16 in the order of kernel.h,
 *   then m float scales. A recurrent layer of width n is a matrix n to 3n, 2n
 *   float memory weights and 2n float biases.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_MODEL_H
#define ONRECORD_CORE_ATTRIBUTION_MODEL_H

#include "attribution.h"
#include "features.h"
#include "kernel.h"
#include "labels.h"
#include "window.h"

#define OR_MODEL_MAGIC "ORATTRIB"
#define OR_MODEL_FORMAT 2
#define OR_MODEL_ALIGNMENT 64
#define OR_MODEL_LARGEST (8u << 20)
#define OR_MOST_LAYERS 4
#define OR_WIDEST 256
#define OR_LABEL_COLUMNS 16

typedef struct OrModelHeader {
    char magic[8];
    uint32_t format;
    uint32_t size;
    uint32_t checksum;
    uint32_t width;
    uint32_t layers;
    uint32_t role_width;
    uint32_t role_layers;
    uint32_t word_rows;
    uint32_t word_slots;
    float least_cue;
    float least_speech;
    float least_other;
    float unit;
    uint32_t reserved;
} OrModelHeader;

typedef struct OrWordSlot {
    uint32_t hash;
    uint32_t row;
} OrWordSlot;

/* Weights of a bidirectional simple recurrent unit; see network.c. */
typedef struct OrRecurrentLayer {
    OrMatrix gates;
    const float *memory;
    const float *bias;
} OrRecurrentLayer;

struct OrModel {
    OrModelHeader header;
    const OrWordSlot *slots;
    const int16_t *words;
    const int16_t *features[OR_FEATURE_COUNT];
    OrRecurrentLayer encoder[OR_MOST_LAYERS];
    OrMatrix cue;
    const float *cue_bias;
    OrMatrix role_input;
    const float *role_bias;
    OrMatrix role_first;
    OrMatrix role_last;
    const float *places[OR_PLACE_COUNT];
    OrRecurrentLayer role[OR_MOST_LAYERS];
    OrMatrix role_output;
    const float *role_output_bias;
    const float *transitions;
};

/*
 * Point a model into the bytes of a model file, which must stay and be aligned
 * to 64 bytes. Returns NULL, or what is wrong with them.
 */
const char *or_open_model(const void *bytes, size_t length, OrModel *model);

/*
 * Point a model into bytes for which the header's dimensions alone are set;
 * returns the size of the whole. The trainer fills the sections through the
 * pointers (the one place where they are written).
 */
size_t or_lay_out_model(const OrModelHeader *header, char *bytes, OrModel *model);

uint32_t or_model_checksum(const void *bytes, size_t length);

/* The row of a word in the table of words; 0: not known. */
uint32_t or_known_word(const OrModel *model, uint32_t hash);

#endif
