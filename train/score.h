/*
 * score.h: how good predicted attributions are, in three views.
 *
 *   exact       every range alone, by role, right when both ends are equal: the rule behind the
 *               published tables on PolNeAR
 *   linked      an attribution is right when a prediction, taken at most once, has a content
 *               intersection-over-union of at least 0.5 with it and their sources overlap (or the
 *               gold names no source); pairs are taken best overlap first
 *   statements  the same over the gold attributions that are speech: the cue holds a plain word of
 *               speech, or the content a double quotation mark; a prediction that matches gold
 *               outside that subset does not count
 */
#ifndef ONRECORD_TRAIN_SCORE_H
#define ONRECORD_TRAIN_SCORE_H

#include "corpus.h"

typedef struct Tally {
    double right, predicted, gold;
} Tally;

typedef struct Scores {
    Tally exact[3]; /* source, cue, content */
    Tally content, linked;
    Tally statement_content, statement_linked;
} Scores;

/* Add one document; predictions (in tokens) below `least` confidence are left out. */
void score_document(const Example *example, const OrAttribution *found, int count, float least,
                    Scores *scores);

double f1(Tally tally);
void print_scores(const Scores *scores);

#endif
