/*
 * labels.c: from numbers to labels and back, over tables indexed by the number.
 */
#include "labels.h"

#include "lexicon/lexicon.h"

#include <string.h>

static const char *const act_labels[OR_ACT_COUNT] = {
    [OR_ACT_STATE] = "state",
    [OR_ACT_DECLINE_COMMENT] = "decline_comment",
    [OR_ACT_ADMIT] = "admit",
    [OR_ACT_DENY] = "deny",
    [OR_ACT_EMPATHIZE] = "empathize",
    [OR_ACT_PLEDGE] = "pledge",
    [OR_ACT_PRAISE] = "praise",
    [OR_ACT_DEFEND] = "defend",
    [OR_ACT_APOLOGIZE] = "apologize",
    [OR_ACT_URGE] = "urge",
    [OR_ACT_DEMAND] = "demand",
    [OR_ACT_OPPOSE] = "oppose",
    [OR_ACT_CRITICIZE] = "criticize",
    [OR_ACT_ACCUSE] = "accuse",
    [OR_ACT_PROTEST] = "protest",
    [OR_ACT_REJECT] = "reject",
    [OR_ACT_WARN] = "warn",
    [OR_ACT_THREATEN] = "threaten",
    [OR_ACT_ASK] = "ask",
    [OR_ACT_BELIEVE] = "believe",
    [OR_ACT_INTEND] = "intend",
};

static const char *const mode_labels[OR_MODE_COUNT] = {
    [OR_MODE_DIRECT] = "direct",
    [OR_MODE_MIXED] = "mixed",
    [OR_MODE_INDIRECT] = "indirect",
};

static const char *const speaker_kind_labels[OR_SPEAKER_KIND_COUNT] = {
    [OR_SPEAKER_PERSON] = "person",
    [OR_SPEAKER_BODY] = "body",
    [OR_SPEAKER_UNNAMED] = "unnamed",
};

static const char *label_of(const char *const *labels, int count, int number)
{
    return number >= 0 && number < count ? labels[number] : NULL;
}

static int number_of(const char *const *labels, int count, OrString label)
{
    for (int number = 0; number < count; number++) {
        if (strlen(labels[number]) == label.length && memcmp(labels[number], label.data, label.length) == 0)
            return number;
    }
    return -1;
}

const char *or_act_label(int act)
{
    return label_of(act_labels, OR_ACT_COUNT, act);
}

const char *or_mode_label(int mode)
{
    return label_of(mode_labels, OR_MODE_COUNT, mode);
}

const char *or_speaker_kind_label(int kind)
{
    return label_of(speaker_kind_labels, OR_SPEAKER_KIND_COUNT, kind);
}

int or_act_from_label(OrString label)
{
    return number_of(act_labels, OR_ACT_COUNT, label);
}

int or_mode_from_label(OrString label)
{
    return number_of(mode_labels, OR_MODE_COUNT, label);
}

int or_speaker_kind_from_label(OrString label)
{
    return number_of(speaker_kind_labels, OR_SPEAKER_KIND_COUNT, label);
}

OrActCodes or_act_codes(OrAct act)
{
    const char *label = or_act_label(act);
    OrActsMatch acts = {NULL, 0};

    if (label != NULL)
        acts = or_find_acts(OR_LANGUAGE_ANY, (OrString){label, strlen(label)});
    if (acts.count == 0)
        return (OrActCodes){{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    return (OrActCodes){or_lexicon_string(acts.rows->cameo_root), or_lexicon_string(acts.rows->cameo_code),
                        or_lexicon_string(acts.rows->plover_event),
                        or_lexicon_string(acts.rows->plover_mode)};
}
