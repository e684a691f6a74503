/*
 * told.h: what of the cues in somebody's turn tells the words of others.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_TOLD_H
#define ONRECORD_CORE_ATTRIBUTION_TOLD_H

#include "unspaced.h"

/* A cue in a turn, in tokens. */
typedef struct OrToldCue {
    OrRange clause; /* from the sign before it to the cue */
    OrRange source; /* empty where the clause has no subject */
    OrRange cue;
    const OrCuesRow *row; /* NULL: a colon before a quotation */
    uint32_t end;         /* of the sentence */
    bool quoted_behind;   /* a quotation follows */
} OrToldCue;

/* The side whose spokespeople talk in a transcript: the "…方" of which it speaks most; empty where it has
 * none. */
OrRange or_own_side(const OrUnspaced *text);

/* Whether the words are of that side. */
bool or_is_of_own_side(const OrUnspaced *text, OrRange words, OrRange side);

/* Whether the words begin with who talks or whom he talks to: "I", "you". */
bool or_is_of_dialogue(const OrUnspaced *text, OrRange words);

/* Whether the cue tells the words of somebody else than the speaker of the turn. */
bool or_is_told(const OrUnspaced *text, const OrToldCue *cue, OrRange side);

#endif
