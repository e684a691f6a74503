/*
 * announcement.h: the one whom a heading announces.
 */
#ifndef ONRECORD_CORE_TRANSCRIPT_ANNOUNCEMENT_H
#define ONRECORD_CORE_TRANSCRIPT_ANNOUNCEMENT_H

#include "../text/document.h"

/* Bytes: "发言人" and "林舟" of "外交部发言人林舟主持例行记者会". */
typedef struct OrAnnouncement {
    OrRange role;
    OrRange name;
} OrAnnouncement;

/* The first announcement in a heading without blanks between words. */
bool or_find_announcement(const char *text, OrRange heading, OrAnnouncement *announcement);

/* The name that stands at a place, up to a word that announces; empty where none does. */
OrRange or_read_announced_name(const char *text, uint32_t at, uint32_t end);

/* Is all below the heading what the one said whom it announces? */
bool or_announces_remarks(const OrDocument *document);

#endif
