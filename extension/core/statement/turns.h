/*
 * turns.h: the turns of a transcript as drafts of statements.
 */
#ifndef ONRECORD_CORE_STATEMENT_TURNS_H
#define ONRECORD_CORE_STATEMENT_TURNS_H

#include "../transcript/transcript.h"
#include "reading.h"

/* What is said in turns, as attributions without a cue, in text order. */
typedef struct OrTurnItems {
    OrAttribution *items;
    uint32_t *turns; /* the turn of each */
    uint32_t count;
    uint32_t capacity;
} OrTurnItems;

/* A question is one item, an answer one for each subject it takes up. */
void or_list_turn_items(OrReading *reading, const OrTranscript *transcript, OrTurnItems *items);

/* Who speaks in each turn, one a turn. */
OrSpeaker *or_turn_speakers(OrReading *reading, const OrTranscript *transcript);

#endif
