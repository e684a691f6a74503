/*
 * sources.h: the words of a source.
 */
#ifndef ONRECORD_CORE_STATEMENT_SOURCES_H
#define ONRECORD_CORE_STATEMENT_SOURCES_H

#include "reading.h"

/* A source without the signs, adverbs and prepositions around it. */
OrRange or_trim_source(const OrReading *reading, OrRange tokens);
/* Where the noun phrase proper ends, before its prepositions, relative clauses and appositions. */
uint32_t or_core_end(const OrReading *reading, OrRange tokens);
/* "a treasury official, speaking on condition of anonymity": where the phrase ends up to its first clause or
 * date. */
uint32_t or_without_clauses(const OrReading *reading, OrRange tokens, uint32_t core);
/* The name that is the head of the source, OR_NO_INDEX where a common noun is. */
uint32_t or_head_name(const OrReading *reading, OrRange tokens, uint32_t core);
/* The name behind the core that says who it is: "the head of the league, Ana Li". */
uint32_t or_apposed_name(const OrReading *reading, uint32_t core, uint32_t end);
/* The name that a relative pronoun belongs to. */
uint32_t or_name_ahead(const OrReading *reading, uint32_t relative);
/* ", Ana Li" right behind a source that was cut short. */
uint32_t or_name_right_behind(const OrReading *reading, uint32_t end);
/* "one of them, | a former ambassador" */
OrRange or_behind_comma(const OrReading *reading, OrRange tokens);
/* The document that a source is: its head, perhaps before a participle ("figures published by"). */
uint32_t or_document_head(const OrReading *reading, OrRange tokens, uint32_t core);
/* "Acme Telecom and Nordcable": two names and nothing else. */
bool or_is_coordination(const OrReading *reading, OrRange tokens, uint32_t last);

#endif
