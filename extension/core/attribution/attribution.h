/*
 * attribution.h: who is quoted, by which word, saying what: the raw layer.
 *
 * An attribution follows PolNeAR's definition: "that" and quotation marks
 * belong to the content, the sentence's final full stop does not, a colon that
 * introduces content is the cue, and a content that its cue splits is two
 * ranges of one attribution. Beliefs and intentions are attributions too; the
 * statement stage keeps those that are speech.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_ATTRIBUTION_H
#define ONRECORD_CORE_ATTRIBUTION_ATTRIBUTION_H

#include "../text/document.h"

/* A role rarely has more than two ranges; further ones are dropped. */
#define OR_MAX_ROLE_RANGES 4

typedef struct OrRole {
    OrRange ranges[OR_MAX_ROLE_RANGES]; /* token indexes, in text order */
    uint32_t count;                     /* 0: the role is absent */
} OrRole;

typedef struct OrAttribution {
    OrRole source;
    OrRole cue;
    OrRole content;
    float confidence; /* 0 to 1: the model's probability that this is an attribution */
    bool nested;      /* it lies inside the content of another */
} OrAttribution;

/* What two roles share, in what their ranges count; a role with itself: its length. */
uint32_t or_shared_length(const OrRole *a, const OrRole *b);

typedef struct OrAttributions {
    OrAttribution *items; /* in text order of their cue (or content, where there is none) */
    uint32_t count;
} OrAttributions;

/*
 * Whether an attribution is speech: its cue holds a plain word of speech, or its
 * content a double quotation mark. The rest are beliefs, intentions and the like.
 */
bool or_is_speech(const OrDocument *document, const OrAttribution *attribution);

/* A trained model, opaque; its bytes are read in place and shared. */
typedef struct OrModel OrModel;

/*
 * Whether an attribution is probable enough to be reported by itself. A belief or
 * an intention, on which readers agree less, must be more probable than a
 * statement.
 */
bool or_is_probable(const OrModel *model, const OrDocument *document, const OrAttribution *attribution);

/*
 * Find the attributions of a tokenized document with quotations, those included
 * that would be statements but are too improbable for anything else. `model` may
 * come from or_open_model over the bytes of the shipped data file.
 */
void or_find_attributions(OrHost *host, const OrModel *model, const OrDocument *document,
                          OrAttributions *result);

#endif
