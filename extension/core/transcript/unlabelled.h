/*
 * unlabelled.h: turns that no label opens.
 */
#ifndef ONRECORD_CORE_TRANSCRIPT_UNLABELLED_H
#define ONRECORD_CORE_TRANSCRIPT_UNLABELLED_H

#include "transcript.h"

/* Part answers from the questions that they were printed under, and what is said below a rule from the turn
 * above it. */
void or_find_unlabelled_turns(OrHost *host, OrDocument *document, OrTranscript *transcript);

#endif
