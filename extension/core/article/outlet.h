/*
 * outlet.h: names of outlets, those in the lexicon and those that look like one.
 */
#ifndef ONRECORD_CORE_ARTICLE_OUTLET_H
#define ONRECORD_CORE_ARTICLE_OUTLET_H

#include "../text/reader.h"

typedef struct OrOutlet {
    OrString name; /* its usual name where it is known, else as printed */
    OrRange range; /* where it stands */
    bool known;    /* the lexicon has it */
    bool agency;   /* it is an agency, whose copy others print */
} OrOutlet;

/* A known outlet at the reader, which moves past it. The reader stands at the start of a word. */
bool or_read_outlet(OrReader *reader, OrOutlet *outlet);

/* Known, or capitalised words of which one is usual in such names ("The Marrow Bay Courier"). */
bool or_is_outlet(const char *text, OrRange range, OrOutlet *outlet);

#endif
