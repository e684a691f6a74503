/*
 * html_page.h: HTML into the page of the core, by libxml2.
 */
#ifndef ONRECORD_POSTGRES_HTML_PAGE_H
#define ONRECORD_POSTGRES_HTML_PAGE_H

#include "html/page.h"

/*
 * Read an HTML page. `charset` is its encoding, or NULL where the page itself
 * or its byte order mark says it. Whatever is wrong with the HTML, there is a
 * page; an error is raised for more elements inside one another or more
 * attributes in one tag than any page has.
 */
extern void read_html_page(OrString html, const char *charset, OrPage *page);

#endif
