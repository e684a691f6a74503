/*
 * ideographs.h: names, offices and speakers in writing without blanks, where no
 * capital tells a name from other words.
 */
#ifndef ONRECORD_CORE_STATEMENT_IDEOGRAPHS_H
#define ONRECORD_CORE_STATEMENT_IDEOGRAPHS_H

#include "../attribution/unspaced.h"
#include "reading.h"

static inline OrUnspaced or_unspaced(const OrReading *reading)
{
    return (OrUnspaced){reading->document, reading->language};
}

/* ideographic_names.c */

/* The people and bodies of the document: entities, and where they are named. */
void or_read_ideographic_names(OrReading *reading);

/* The entity of a body by this name or a short form of it; OR_NO_INDEX where none is known. */
uint32_t or_find_ideographic_body(const OrReading *reading, OrRange tokens);
uint32_t or_add_ideographic_body(OrReading *reading, OrRange tokens);
/* A person by this name, who may be new. */
uint32_t or_add_ideographic_person(OrReading *reading, OrRange tokens);

/* The tokens of the word for a role at a token; 0 where there is none. */
uint32_t or_ideographic_role_at(const OrReading *reading, uint32_t token);

/* Where the last name of a body within the range ends; its beginning where none does. */
uint32_t or_ideographic_body_end(const OrReading *reading, OrRange tokens);

/* Without the words that say what a body is ("开发商|灰岭矿业"). */
OrRange or_without_descriptor(const OrReading *reading, OrRange tokens);

/* ideographic_offices.c: organisation and title out of the tokens that end in a role. */
OrOffice or_read_ideographic_office(const OrReading *reading, OrRange phrase, uint32_t role);

/* ideographic_speakers.c: who speaks by a source. */
OrSpeaker or_resolve_ideographic_speaker(OrReading *reading, OrRange tokens, const OrSpeaker *before,
                                         uint32_t count);

/* Who speaks by a cue that has no subject of its own: whom the sentence speaks of. */
OrSpeaker or_ideographic_speaker_before(OrReading *reading, uint32_t cue, const OrSpeaker *before,
                                        uint32_t count);

/* ideographic_targets.c */

/* Somebody who stands at a token, perhaps behind "对" or "了"; empty where nobody does. */
OrRange or_ideographic_object(const OrReading *reading, uint32_t begin, uint32_t limit);

/* Who stands before a verb behind "对" or "向", in its clause. */
OrRange or_ideographic_goal(const OrReading *reading, uint32_t verb, uint32_t limit);

/* What a feeling is about, where its words are the content: "对|…渔政部门|…表示赞赏". */
OrRange or_ideographic_concern(const OrReading *reading, const OrDraft *draft);

/* Whom the phrase governs that is the act: behind it, before it behind "对", or as the subject of what must
 * be done. */
OrRange or_ideographic_governed(const OrReading *reading, const OrDraft *draft);

/* The first that a clause of the content speaks of who is not of the speaker's side. */
OrRange or_ideographic_opponent(const OrReading *reading, const OrDraft *draft);

#endif
