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
 *       20      4  width of a form's vector (F), a multiple of 16
 *       24      4  width of the encoder (W), a multiple of 16
 *       28      4  width of the role reader (R), a multiple of 16
 *       32      4  rows of the word table (V); row 0 is for words not known
 *       36      4  slots of the word index, a power of two
 *       40      4  float: attributions of speech at least this probable are reported
 *       44      4  float: the same for others (beliefs, intentions)
 *       48      4  float: value of 1 in the tables of words and forms
 *       52     12  reserved, zero
 *       64         sections, in this order:
 *
 *   word index     slots x {hash, row}; row 0 marks an empty slot; linear probing from hash % slots
 *   words          V x F int16
 *   forms          per feature of a form (features.h): its size x F int16
 *   form           matrix F to 10 W: what a word gives its own token (4 W) and the
 *                  gates of the tokens behind and before it (3 W each), in units of forms
 *   units          4 W float: value of 1 in sums; 16 of them are one unit of forms
 *   contexts       per feature that is none of a form: its size x 4 W int16, in units of sums
 *   encoder        2 W float memory weights, 2 W float biases
 *   cue            matrix W to 16 (OrCueLabel, the rest zero), 16 float biases
 *   role input     matrix W to R
 *   role first     matrix W to R
 *   role last      matrix W to R
 *   role gates     matrix R to 3 R
 *   places         per place (window.h): its size x 4 R float
 *   role below     2 R float memory weights, 2 R float biases
 *   role between   matrix R to 3 R
 *   role above     2 R float memory weights, 2 R float biases
 *   role output    matrix R to 16 (OrRoleLabel, the rest zero), 16 float biases
 *   transitions    OR_ROLE_LABEL_COUNT x OR_ROLE_LABEL_COUNT float, from x to
 *
 *   A matrix of n inputs and m outputs is n x m int16 in the order of kernel.h,
 *   then m float scales. What is 3 n wide are gates of a recurrent layer of width
 *   n in the order of recurrent.h; what is 4 n wide its inputs and then its gates.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_MODEL_H
#define ONRECORD_CORE_ATTRIBUTION_MODEL_H

#include "attribution.h"
#include "features.h"
#include "kernel.h"
#include "labels.h"
#include "recurrent.h"
#include "window.h"

#define OR_MODEL_MAGIC "ORATTRIB"
#define OR_MODEL_FORMAT 3
#define OR_MODEL_ALIGNMENT 64
#define OR_MODEL_LARGEST (8u << 20)
#define OR_WIDEST 256
#define OR_LABEL_COLUMNS 16

typedef struct OrModelHeader {
    char magic[8];
    uint32_t format;
    uint32_t size;
    uint32_t checksum;
    uint32_t form_width;
    uint32_t width;
    uint32_t role_width;
    uint32_t word_rows;
    uint32_t word_slots;
    float least_speech;
    float least_other;
    float unit;
    uint32_t reserved[3];
} OrModelHeader;

typedef struct OrWordSlot {
    uint32_t hash;
    uint32_t row;
} OrWordSlot;

/* The forms of words that were met before (word_forms.h). */
typedef struct OrWordForms OrWordForms;

/* The room in which it reads (network.h). */
typedef struct OrNetwork OrNetwork;

struct OrModel {
    OrModelHeader header;
    const OrWordSlot *slots;
    const int16_t *words;
    const int16_t *features[OR_FORM_FEATURE_COUNT];
    OrMatrix form;
    const float *units;
    const int16_t *contexts[OR_FEATURE_COUNT]; /* NULL for the features of forms */
    OrRecurrence encoder;
    OrMatrix cue;
    const float *cue_bias;
    OrMatrix role_input;
    OrMatrix role_first;
    OrMatrix role_last;
    OrMatrix role_gates;
    const float *places[OR_PLACE_COUNT];
    OrRecurrence role_below;
    OrMatrix role_between;
    OrRecurrence role_above;
    OrMatrix role_output;
    const float *role_output_bias;
    const float *transitions;
    OrWordForms *forms;
    OrNetwork *network;
};

/*
 * Point a model into the bytes of a model file, which must stay and be aligned
 * to 64 bytes. What the model remembers and the room in which it reads are
 * allocated by `host` and must stay as long; so a model reads one text at a time. Returns NULL, or what is
 * wrong with the bytes.
 */
const char *or_open_model(OrHost *host, const void *bytes, size_t length, OrModel *model);

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
