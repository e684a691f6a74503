/*
 * words.h: small questions about single words, answered from the lexicon.
 */
#ifndef ONRECORD_CORE_TEXT_WORDS_H
#define ONRECORD_CORE_TEXT_WORDS_H

#include "../base/range.h"

/*
 * "Mr", "Inc", "no" (before a number), without the full stop they keep.
 * *title: a name follows, so no sentence ends there.
 */
bool or_is_abbreviation(OrString word, bool before_number, bool *title);

/* A determiner, pronoun, preposition, conjunction or auxiliary, in any case. */
bool or_is_function_word(OrString word);

/* A word that marks an attribution as speech: "said", "claims", "statement" ... */
bool or_is_speech_word(OrString word);

/* "said", "told", "added" ...: the plainest words of speech, in any case. */
bool or_is_speech_verb(OrString word);

#endif
