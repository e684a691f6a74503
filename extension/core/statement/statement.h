/*
 * statement.h: an attribution resolved: who, in which office, did what by
 * saying what to whom, when. The struct that the PostgreSQL side packs into a
 * Datum. All strings are UTF-8; all ranges are code points.
 */
#ifndef ONRECORD_CORE_STATEMENT_STATEMENT_H
#define ONRECORD_CORE_STATEMENT_STATEMENT_H

#include "../base/host.h"
#include "../base/range.h"
#include "../text/dates.h"

/*
 * The speech acts, in the order of the SQL enum `statement_act`. Labels are the
 * names in lower case; their CAMEO and PLOVER codes are in lexicon/acts.tsv.
 */
typedef enum OrAct {
    OR_ACT_STATE,
    OR_ACT_DECLINE_COMMENT,
    OR_ACT_ADMIT,
    OR_ACT_DENY,
    OR_ACT_EMPATHIZE,
    OR_ACT_PLEDGE,
    OR_ACT_PRAISE,
    OR_ACT_DEFEND,
    OR_ACT_APOLOGIZE,
    OR_ACT_URGE,
    OR_ACT_DEMAND,
    OR_ACT_OPPOSE,
    OR_ACT_CRITICIZE,
    OR_ACT_ACCUSE,
    OR_ACT_PROTEST,
    OR_ACT_REJECT,
    OR_ACT_WARN,
    OR_ACT_THREATEN,
    OR_ACT_ASK,
    OR_ACT_BELIEVE,
    OR_ACT_INTEND
} OrAct;

#define OR_ACT_COUNT 21

typedef enum OrMode { OR_MODE_DIRECT, OR_MODE_MIXED, OR_MODE_INDIRECT } OrMode;

typedef enum OrSpeakerKind { OR_SPEAKER_PERSON, OR_SPEAKER_BODY, OR_SPEAKER_UNNAMED } OrSpeakerKind;

typedef struct OrStatement {
    OrString speaker;
    OrString title;
    OrString organisation;
    OrString addressee;
    OrString target;
    OrString cue; /* lemma: "say", "according to" */
    OrString content;
    OrString language; /* ISO 639-1: "en", "zh" */
    OrDate said;
    OrRange *quoted; /* verbatim ranges, code points of `content` */
    uint32_t quoted_count;
    OrRange *spans; /* where content was taken from, code points of the document */
    uint32_t span_count;
    int32_t answers; /* ordinal of the question answered, from 1; 0: none */
    float confidence;
    OrSpeakerKind speaker_kind;
    OrAct act;
    OrMode mode;
    bool nested;
} OrStatement;

#endif
