/*
 * askers.h: who asks, where labels alone do not tell.
 */
#ifndef ONRECORD_CORE_TRANSCRIPT_ASKERS_H
#define ONRECORD_CORE_TRANSCRIPT_ASKERS_H

#include "transcript.h"

/* Names that ask become questions; askers who introduce themselves get their outlet and name. */
void or_find_askers(OrHost *host, const OrDocument *document, OrTranscript *transcript);

#endif
