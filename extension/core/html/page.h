/*
 * page.h: an HTML page as its reader hands it over: paragraphs and the
 * elements that contain them, and which of them are the report.
 */
#ifndef ONRECORD_CORE_HTML_PAGE_H
#define ONRECORD_CORE_HTML_PAGE_H

#include "../base/host.h"
#include "../base/range.h"

/* A block of running text. */
typedef struct OrPageBlock {
    OrRange text;        /* bytes of OrPage.text, blanks collapsed */
    uint32_t container;  /* index into OrPage.containers */
    uint32_t link_bytes; /* how much of it is inside links */
    uint32_t heading;    /* 0: none, 1: the page's own, 2: any other */
    bool furniture;      /* it is in an element that is never part of a report */
} OrPageBlock;

/* An element that may hold the report; the first is the page itself. */
typedef struct OrPageContainer {
    uint32_t parent; /* its own index: the page */
    bool is_main;    /* by its name or class */
} OrPageContainer;

/* What the page says of itself in its head; absent where it does not. */
typedef struct OrPageFacts {
    OrString title;
    OrString outlet;
    OrString published; /* as written: mostly ISO 8601 */
    OrString url;
} OrPageFacts;

typedef struct OrPage {
    const char *text;
    OrPageBlock *blocks;
    uint32_t block_count;
    OrPageContainer *containers;
    uint32_t container_count;
    OrPageFacts facts;
} OrPage;

/*
 * The report of the page as text: headline, then its paragraphs, an empty line
 * between each two. A page that holds no report gives whatever it says outside
 * of its links.
 */
OrString or_page_main_text(OrHost *host, const OrPage *page);

#endif
