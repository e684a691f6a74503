/*
 * transcript.h: a briefing in turns: who asks, who answers.
 */
#ifndef ONRECORD_CORE_TRANSCRIPT_TRANSCRIPT_H
#define ONRECORD_CORE_TRANSCRIPT_TRANSCRIPT_H

#include "../text/document.h"

typedef enum OrTurnRole {
    OR_TURN_REMARKS,  /* said before any question, or unasked */
    OR_TURN_QUESTION, /* asked */
    OR_TURN_ANSWER    /* said after a question, by one who does not ask */
} OrTurnRole;

/* Who speaks; all ranges are bytes, empty where the text does not say. */
typedef struct OrTurnSpeaker {
    OrRange label; /* as the turn has it, without colon: "MR. EARNEST", "Q", "新华社记者" */
    OrRange name;  /* who asks, where not the label but a word behind the outlet or the question says */
    OrRange party; /* for whom one asks: "Reuters", "新华社"; who answers: "答（鹿秋平）" */
    bool titled;   /* the label is one by its form: a title, capitals, a word for asking or answering */
} OrTurnSpeaker;

typedef struct OrTurn {
    OrTurnRole role;
    OrTurnSpeaker speaker;
    OrRange blocks;    /* indexes of blocks; those of kind TURN hold the words, the others stage directions */
    uint32_t question; /* its own ordinal, or that of the question answered, from 1; 0: none */
} OrTurn;

typedef struct OrTranscript {
    OrTurn *turns;
    uint32_t count;
    uint32_t question_count;
} OrTranscript;

/*
 * Is the document a transcript? Then each block is split into label, words and
 * stage directions, blocks before the first turn are left as BODY for the
 * reader of the heading, and the turns are listed. False leaves all as it was.
 */
bool or_split_turns(OrHost *host, OrDocument *document, OrTranscript *transcript);

/* What is said before the first label, in the blocks [begin, end), is a turn of remarks without label. */
void or_add_opening_remarks(OrTranscript *transcript, OrRange blocks);

#endif
