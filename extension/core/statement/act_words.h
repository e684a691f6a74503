/*
 * act_words.h: what the words of a content say of its act.
 */
#ifndef ONRECORD_CORE_STATEMENT_ACT_WORDS_H
#define ONRECORD_CORE_STATEMENT_ACT_WORDS_H

#include "reading.h"
#include "sides.h"

/* Sums of the weights of act_phrases.tsv. */
typedef struct OrActWords {
    int performed[OR_ACT_COUNT];       /* by the speaker in saying it: "we urge" */
    int said[OR_ACT_COUNT];            /* words of that act, whoever does it */
    int unsaid[OR_ACT_COUNT];          /* such words behind a negation: "no threat" */
    bool fault[OR_SUBJECT_SIDE_COUNT]; /* words of wrongdoing are said of that side */
    bool merit[OR_SUBJECT_SIDE_COUNT]; /* words of praise are */
    int strongest[OR_ACT_COUNT];
    OrRange evidence[OR_ACT_COUNT];
    uint32_t clause[OR_ACT_COUNT]; /* first token of the evidence's clause */
    bool governs[OR_ACT_COUNT];    /* the evidence is performed, so that it governs its target */
} OrActWords;

/* Add what a range of tokens says, the content of a draft or what stands about it. With `performed_only`
 * words that judge do not count. */
void or_add_act_words(const OrReading *reading, const OrDraft *draft, OrRange range, bool performed_only,
                      OrActWords *words);

#endif
