/*
 * lexical.h: attributions by the words alone, for languages that no model was
 * trained on.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_LEXICAL_H
#define ONRECORD_CORE_ATTRIBUTION_LEXICAL_H

#include "../lexicon/lexicon.h"
#include "attribution.h"

/* A language is read by its words if it has the list of those around cues, cue_words.tsv. */
bool or_reads_by_words(OrLanguage language);

/* The attributions of a tokenized document with quotations, in text order. */
void or_find_lexical_attributions(OrHost *host, const OrDocument *document, OrLanguage language,
                                  OrAttributions *result);

#endif
