/*
 * words.c: see words.h.
 */
#include "words.h"

#include "../lexicon/lexicon.h"

bool or_is_abbreviation(OrString word, bool before_number, bool *title)
{
    OrAbbreviationsMatch match = or_find_abbreviations(OR_LANGUAGE_EN, word);
    bool capital = word.length > 0 && word.data[0] >= 'A' && word.data[0] <= 'Z';

    *title = match.count > 0 && match.rows[0].title;
    return match.count > 0 && (capital || !match.rows[0].capital) && (before_number || !match.rows[0].number);
}

bool or_is_function_word(OrString word)
{
    return or_find_function_words(OR_LANGUAGE_EN, word).count > 0;
}

bool or_is_speech_word(OrString word)
{
    return or_find_speech_words(OR_LANGUAGE_EN, word).count > 0;
}

bool or_is_speech_verb(OrString word)
{
    OrSpeechWordsMatch match = or_find_speech_words(OR_LANGUAGE_EN, word);

    return match.count > 0 && match.rows[0].plain;
}
