/*
 * press.h: the lines by which a report names its author, outlet and time.
 */
#ifndef ONRECORD_CORE_ARTICLE_PRESS_H
#define ONRECORD_CORE_ARTICLE_PRESS_H

#include "../text/dates.h"
#include "line.h"
#include "outlet.h"

typedef struct OrPressLine {
    OrRange author;     /* empty where no name is given */
    OrOutlet outlet;    /* where outlet_weight > 0 */
    int outlet_weight;  /* how surely it is the outlet of the report */
    OrDateReading date; /* where date_weight > 0 */
    int date_weight;    /* 3 published, 2 without a word, 1 updated */
    bool byline;        /* it says by whom */
    bool only_names;    /* capitalised words, two or more, and nothing that vouches for them */
    OrRange single;     /* a name of one word beside a day: an agency or a place */
} OrPressLine;

/*
 * Read a line of authors, outlet and time, in any order and with any signs
 * between ("By X | Outlet | Updated: ..."). False where the line holds more
 * than these.
 */
bool or_read_press_line(const char *text, const OrLine *line, OrPressLine *press);

/* What a dateline says, and how far it reaches into its paragraph. */
typedef struct OrDateline {
    OrRange whole;      /* up to the report's first word */
    OrRange place;      /* without day and agency; empty where only these are given */
    OrOutlet agency;    /* where agency.name.data is not NULL */
    OrRange author;     /* empty where no name is given */
    OrDateReading date; /* precision NONE where no day is given */
    bool capitals;      /* the place is in capitals */
    bool vouched;       /* an agency or a day is in it */
} OrDateline;

/* The dateline that the range begins with: "LONDON, Dec. 20 (Agency) --", "BEIJING:". */
bool or_read_dateline(const char *text, OrRange range, OrDateline *dateline);

/* A press word of a kind at the reader, at its longest, and the bytes it has. */
bool or_find_press_word(const OrReader *reader, OrPressWordsKind kind, size_t *length);

#endif
