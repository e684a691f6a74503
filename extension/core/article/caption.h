/*
 * caption.h: words to a picture.
 */
#ifndef ONRECORD_CORE_ARTICLE_CAPTION_H
#define ONRECORD_CORE_ARTICLE_CAPTION_H

#include "line.h"

/* It begins as captions do ("File Photo:") or ends with the credit of a picture ("REUTERS/FILE"). */
bool or_is_caption(const char *text, const OrLine *line);

#endif
