/*
 * latin.h: the Latin letters that a name sounds like, to see that a Chinese and
 * a Latin name may be one: "郭嘉昆" and "Guo Jiakun" are both "guojiakun".
 */
#ifndef ONRECORD_CORE_SEARCH_LATIN_H
#define ONRECORD_CORE_SEARCH_LATIN_H

#include "../base/range.h"

/* Names are short; of longer texts nothing is made. */
#define OR_LATIN_CHARACTERS 128

/* ICU's reading of Han characters: slow to open, to be closed with or_close_latin. NULL: ICU has none. */
typedef struct OrLatin OrLatin;

OrLatin *or_open_latin(void);
void or_close_latin(OrLatin *latin);

/* Write the letters a to z to `letters`, which has room for 8 bytes a character; their number, 0 for none. */
size_t or_latin_letters(const OrLatin *latin, OrString text, char *letters, size_t room);

#endif
