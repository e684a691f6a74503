/*
 * read.h: from a text to its attributions, the whole way, in any language that
 * the lexicon knows.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_READ_H
#define ONRECORD_CORE_ATTRIBUTION_READ_H

#include "../article/article.h"
#include "../lexicon/lexicon.h"
#include "attribution.h"

typedef struct OrReadText {
    OrDocument document;
    OrArticle article;
    OrLanguage language; /* English where no lexicon knows the text's */
    OrAttributions attributions;
} OrReadText;

/* Languages with lexicon/cue_words.tsv are read by their words, the rest by the model. */
void or_read_attributions(OrHost *host, const OrModel *model, OrString text, OrReadText *result);

#endif
