/*
 * labels.h: the names of acts, modes and kinds of speakers, as SQL enums and
 * JSON write them, and the codes that event data gives to an act.
 */
#ifndef ONRECORD_CORE_STATEMENT_LABELS_H
#define ONRECORD_CORE_STATEMENT_LABELS_H

#include "statement.h"

#define OR_MODE_COUNT 3
#define OR_SPEAKER_KIND_COUNT 3

/* What event data calls an act; see lexicon/acts.tsv. A member is absent (data NULL) where the scheme has
 * none. */
typedef struct OrActCodes {
    OrString cameo_root;
    OrString cameo_code;
    OrString plover_event;
    OrString plover_mode;
} OrActCodes;

OrActCodes or_act_codes(OrAct act);

/* NULL where the number names nothing. */
const char *or_act_label(int act);
const char *or_mode_label(int mode);
const char *or_speaker_kind_label(int kind);

/* The number a label stands for, or -1. Labels are lower case and matched exactly. */
int or_act_from_label(OrString label);
int or_mode_from_label(OrString label);
int or_speaker_kind_from_label(OrString label);

#endif
