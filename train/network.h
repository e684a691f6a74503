/*
 * network.h: the attribution network in training.
 *
 *   token features -> sum of vectors -> recurrent layer -> cue labels (and, to
 *   learn syntax, part of speech, relation and head of the supplied parses)
 *
 *   for each cue: encoder states of its window + where each token stands to the
 *   cue -> two recurrent layers -> role labels (source, content) -> CRF
 *
 * The second part reads one cue at a time, as semantic role labelling does, so
 * that source and content belong to their cue by construction. How the encoder
 * is made so that its products are known beforehand: core/attribution/network.c.
 */
#ifndef ONRECORD_TRAIN_NETWORK_H
#define ONRECORD_TRAIN_NETWORK_H

#include "attribution/labels.h"
#include "attribution/window.h"
#include "corpus.h"
#include "layers.h"
#include "vocabulary.h"

typedef struct Settings {
    int form_width; /* of the vectors that are summed */
    int width;      /* of the encoder's states */
    int role_width;
    float drop;      /* dropout between layers */
    float word_drop; /* a word is hidden with probability word_drop / (word_drop + its frequency) */
    float name_drop; /* a capitalised word is hidden */
    float syntax;    /* weight of the auxiliary losses */
    float candidate; /* cues at least this probable are looked at */
    int epochs;
    float rate;
    uint64_t seed;
} Settings;

#define WIDEST 512

typedef struct Network {
    Settings settings;
    Parameters all;
    Random random;
    Vocabulary vocabulary;
    Parameter *words;
    Parameter *features[OR_FEATURE_COUNT];
    Linear input;               /* from the sum of vectors to what the encoder passes on beside its cells */
    Sru encoder;                /* its gates: from the sum of vectors */
    Parameter *before, *behind; /* and from the forms of the words before and behind */
    Linear cue, part_of_speech, relation, head;
    Linear role_input;            /* encoder state of a token */
    Linear role_first, role_last; /* of the cue's first and last token */
    Parameter *places[OR_PLACE_COUNT];
    Sru role[2];
    Linear role_output;
    Parameter *transitions;
} Network;

void make_network(Network *network, const Settings *settings, const Corpus *corpus);

/* Read one document, add gradients; returns the losses of cues and roles. */
void train_on(Network *network, const Example *example, double *cue_loss, double *role_loss);

/* Predict; the caller frees *found. */
int predict(Network *network, const Example *example, OrAttribution **found);

#endif
