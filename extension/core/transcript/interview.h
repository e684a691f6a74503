/*
 * interview.h: interviews that label the first question and the first answer only.
 */
#ifndef ONRECORD_CORE_TRANSCRIPT_INTERVIEW_H
#define ONRECORD_CORE_TRANSCRIPT_INTERVIEW_H

#include "transcript.h"

#define OR_NO_INTERVIEW UINT32_MAX

/* The block with the label of the first question, the next one has that of the first answer; OR_NO_INTERVIEW.
 */
uint32_t or_find_interview(const OrDocument *document);

/* Part the last turn, which holds all that follows the first answer, into questions and answers in turn. */
void or_alternate_turns(OrHost *host, const OrDocument *document, OrTranscript *transcript);

#endif
