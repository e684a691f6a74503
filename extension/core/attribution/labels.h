/*
 * labels.h: what the attribution model says of a token.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_LABELS_H
#define ONRECORD_CORE_ATTRIBUTION_LABELS_H

/* Of every token of a chunk. */
typedef enum OrCueLabel { OR_CUE_OUTSIDE, OR_CUE_BEGIN, OR_CUE_INSIDE, OR_CUE_LABEL_COUNT } OrCueLabel;

/* Of every token of the window of one cue. A range begins with its BEGIN label. */
typedef enum OrRoleLabel {
    OR_ROLE_OUTSIDE,
    OR_ROLE_SOURCE_BEGIN,
    OR_ROLE_SOURCE,
    OR_ROLE_CONTENT_BEGIN,
    OR_ROLE_CONTENT,
    OR_ROLE_LABEL_COUNT
} OrRoleLabel;

#endif
