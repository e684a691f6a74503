/*
 * layout.h: a document while its blocks are told apart; shared by the files of
 * this folder.
 */
#ifndef ONRECORD_CORE_ARTICLE_LAYOUT_H
#define ONRECORD_CORE_ARTICLE_LAYOUT_H

#include "article.h"
#include "line.h"
#include "press.h"

#define OR_NO_BLOCK UINT32_MAX

typedef struct OrLayout {
    OrHost *host;
    OrDocument *document;
    OrArticle *article;
    OrLine *lines;        /* one for each block */
    uint32_t first_prose; /* the first and last blocks that are surely prose; */
    uint32_t last_prose;  /* OR_NO_BLOCK, both, where none is */
    uint32_t headline;    /* block, or OR_NO_BLOCK */
    int outlet_weight;    /* of the outlet found so far */
    int date_weight;
    bool single_taken; /* a name of one word beside the day was looked up once */
} OrLayout;

static inline OrBlock *or_layout_block(const OrLayout *layout, uint32_t index)
{
    return &layout->document->blocks[index];
}

/* Take the outlet if it is surer than the one found so far. */
void or_take_outlet(OrLayout *layout, const OrOutlet *outlet, int weight);

/* Take the day and time if they are surer than those found so far. */
void or_take_date(OrLayout *layout, const OrDateReading *date, int weight);

/* Choose the headline among the lines before the prose; cut the name of the site off it. */
void or_find_headline(OrLayout *layout);

/* The lines above the first turn of a transcript: what, when, where, and remarks without label. */
void or_read_heading(OrLayout *layout);

/* Outlets that are stated outside bylines: owners of the copyright, "the Courier has learned". */
void or_find_stated_outlets(OrLayout *layout);

/* The language of the text, by script and commonest words. */
OrString or_find_language(const OrLayout *layout);

#endif
