/*
 * word_forms.h: what the form of a word alone gives the encoder, remembered.
 *
 * A text repeats its words, and what a word's form gives depends on nothing
 * else: it is computed when a word is met first and kept for a while.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_WORD_FORMS_H
#define ONRECORD_CORE_ATTRIBUTION_WORD_FORMS_H

#include "model.h"

typedef struct OrWordForm {
    uint32_t word; /* OrTokenFeatures.word */
    const int8_t
        *values; /* 10 W: for its own token (4 W), for the one behind (3 W), for the one before (3 W) */
} OrWordForm;

/* Room for the forms of a model, at most 13 MB with the shipped model, touched only as words are met. */
OrWordForms *or_make_word_forms(OrHost *host, const OrModel *model);

/* The form of a word; its values are valid until the next call. */
OrWordForm or_word_form_of(const OrModel *model, OrString word);

#endif
