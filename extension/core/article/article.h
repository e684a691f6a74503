/*
 * article.h: what a document says about itself, and which of its blocks are
 * the report.
 */
#ifndef ONRECORD_CORE_ARTICLE_ARTICLE_H
#define ONRECORD_CORE_ARTICLE_ARTICLE_H

#include "../text/dates.h"
#include "../text/document.h"
#include "../transcript/transcript.h"

/* Ranges are bytes of the text, empty where the text does not say. */
typedef struct OrArticle {
    OrString outlet;         /* its usual name; data == NULL where the text does not state it */
    OrRange headline;        /* without the name of the site behind it */
    OrRange byline;          /* who wrote it, without "By" */
    OrRange dateline;        /* the place, without day and agency */
    OrTranscript transcript; /* the turns, where the document is a transcript */
    OrDate published;        /* precision NONE or DAY */
    OrClock clock;           /* time of day of the publication, where stated */
    OrString language;       /* ISO 639-1; data == NULL for one that no lexicon knows */
} OrArticle;

/*
 * Read the document as an article or a transcript. To be called once, between
 * or_split_blocks and or_tokenize: it sets the kind of the document and of its
 * blocks, and splits datelines and speaker labels from the text behind them.
 */
void or_read_article(OrHost *host, OrDocument *document, OrArticle *article);

/* A range of the text with blanks and line breaks collapsed; absent where it is empty. */
OrString or_plain_text(OrHost *host, const OrDocument *document, OrRange range);

/* The paragraphs of the report, or the turns of the transcript, an empty line between; absent where there are
 * none. */
OrString or_article_body(OrHost *host, const OrDocument *document);

#endif
