/*
 * lemma.c: verb forms back to their lemma, and cues by lemma.
 *
 * There is no dictionary of English verbs: a form is undone by the list of
 * irregular forms, else by the suffix rules, the first of whose results is
 * taken that the cue list or the act phrases know. What neither knows keeps the
 * result of the last rule that fits, which is right for most regular verbs.
 */
#include "reading.h"

#include <string.h>

#define LONGEST_WORD 48

static OrString fold(OrString word, char *buffer, size_t room)
{
    size_t length = word.length < room ? word.length : room;

    for (size_t i = 0; i < length; i++) {
        char c = word.data[i];

        buffer[i] = (char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return (OrString){buffer, length};
}

static bool is_known(OrLanguage language, OrString word)
{
    return or_find_cues(language, word).count > 0 || or_find_act_phrases(language, word).count > 0;
}

static bool ends_with(OrString word, OrString suffix)
{
    return word.length > suffix.length + 1 &&
           memcmp(word.data + word.length - suffix.length, suffix.data, suffix.length) == 0;
}

/* Apply one suffix rule; the result goes to `buffer`, empty where the rule does not fit. */
static OrString undo_suffix(OrString word, const OrVerbSuffixesRow *rule, char *buffer, size_t room)
{
    OrString suffix = or_lexicon_string(rule->suffix);
    OrString replacement = or_lexicon_string(rule->replacement);
    size_t stem = word.length - suffix.length;

    if (!ends_with(word, suffix) || stem + replacement.length > room)
        return (OrString){NULL, 0};
    if (rule->doubled) {
        if (stem < 3 || word.data[stem - 1] != word.data[stem - 2])
            return (OrString){NULL, 0};
        stem--;
    }
    memcpy(buffer, word.data, stem);
    if (replacement.length > 0)
        memcpy(buffer + stem, replacement.data, replacement.length);
    return (OrString){buffer, stem + replacement.length};
}

OrString or_verb_lemma(OrLanguage language, OrString word, char *buffer, size_t room)
{
    char folded_buffer[LONGEST_WORD];
    OrString folded = fold(word, folded_buffer, sizeof(folded_buffer));
    OrVerbFormsMatch irregular = or_find_verb_forms(language, folded);
    OrVerbSuffixesMatch rules = or_all_verb_suffixes(language);
    OrString best = {NULL, 0};
    int32_t best_order = 0;

    if (irregular.count > 0)
        return or_lexicon_string(irregular.rows[0].lemma);
    if (is_known(language, folded))
        return fold(word, buffer, room);
    for (uint32_t i = 0; i < rules.count; i++) {
        char candidate_buffer[LONGEST_WORD];
        OrString candidate = undo_suffix(folded, &rules.rows[i], candidate_buffer, sizeof(candidate_buffer));

        if (candidate.data == NULL || (best.data != NULL && rules.rows[i].order > best_order))
            continue;
        if (is_known(language, candidate)) {
            best = fold(candidate, buffer, room);
            best_order = rules.rows[i].order;
        }
    }
    if (best.data != NULL)
        return best;
    return fold(word, buffer, room);
}

/* Append a blank and a token in lower case; false where there is no room. */
static bool append_word(const OrReading *reading, uint32_t token, char *buffer, size_t room, size_t *length)
{
    OrString word = or_token_text(reading, token);

    if (*length + 1 + word.length > room)
        return false;
    buffer[(*length)++] = ' ';
    fold(word, buffer + *length, word.length);
    *length += word.length;
    return true;
}

const OrCuesRow *or_cue_at(const OrReading *reading, uint32_t token, uint32_t end, uint32_t *length)
{
    char buffer[LONGEST_WORD * 4];
    OrString lemma = or_verb_lemma(reading->language, or_token_text(reading, token), buffer, LONGEST_WORD);
    const OrCuesRow *found = NULL;
    size_t used = lemma.length;

    if (lemma.data != buffer)
        memcpy(buffer, lemma.data, lemma.length);
    *length = 0;
    for (uint32_t words = 1; words <= 3; words++) {
        OrCuesMatch match = or_find_cues(reading->language, (OrString){buffer, used});

        if (match.count > 0) {
            found = match.rows;
            *length = words;
        }
        if (token + words >= end || !append_word(reading, token + words, buffer, sizeof(buffer), &used))
            break;
    }
    return found;
}

/* Whether some phrase goes on behind the words of `key` and a blank. */
static bool goes_on(const OrReading *reading, const char *key, size_t length)
{
    OrActPhrasesMatch all = or_all_act_phrases(reading->language);
    uint32_t low = 0;
    uint32_t high = all.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        OrString phrase = or_lexicon_string(all.rows[middle].phrase);
        int order = memcmp(phrase.data, key, phrase.length < length ? phrase.length : length);

        if (order < 0 || (order == 0 && phrase.length <= length))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < all.count; low++) {
        OrString phrase = or_lexicon_string(all.rows[low].phrase);

        if (phrase.length <= length || memcmp(phrase.data, key, length) != 0)
            return false;
        if (phrase.data[length] == ' ')
            return true;
        if (phrase.data[length] > ' ')
            return false;
    }
    return false;
}

/* Put a word behind the key; true where some phrase is that key or goes on behind it. */
static bool try_word(const OrReading *reading, OrString word, char *key, size_t room, size_t length,
                     size_t *extended, OrActPhrasesMatch *match)
{
    if (length + 1 + word.length > room)
        return false;
    key[length] = ' ';
    memcpy(key + length + 1, word.data, word.length);
    *extended = length + 1 + word.length;
    *match = or_find_act_phrases(reading->language, (OrString){key, *extended});
    return match->count > 0 || goes_on(reading, key, *extended);
}

/* The key of the phrase so far plus one word: by its lemma first, else as it stands. */
static bool extend_phrase(const OrReading *reading, uint32_t token, char *key, size_t room, size_t *length,
                          OrActPhrasesMatch *match)
{
    char buffer[LONGEST_WORD];
    char stem_buffer[LONGEST_WORD];
    OrString word = or_token_text(reading, token);
    OrVerbSuffixesMatch rules = or_all_verb_suffixes(reading->language);
    size_t extended;

    if (word.length > LONGEST_WORD)
        return false;
    if (try_word(reading, or_verb_lemma(reading->language, word, buffer, sizeof(buffer)), key, room, *length,
                 &extended, match) ||
        try_word(reading, fold(word, buffer, sizeof(buffer)), key, room, *length, &extended, match)) {
        *length = extended;
        return true;
    }
    for (uint32_t i = 0; i < rules.count; i++) {
        OrString stem =
            undo_suffix(fold(word, buffer, sizeof(buffer)), &rules.rows[i], stem_buffer, sizeof(stem_buffer));

        if (stem.data != NULL && try_word(reading, stem, key, room, *length, &extended, match)) {
            *length = extended;
            return true;
        }
    }
    return false;
}

OrActPhrasesMatch or_act_phrase_at(const OrReading *reading, uint32_t token, uint32_t end, uint32_t *length)
{
    char key[LONGEST_WORD * 5];
    OrString lemma = or_verb_lemma(reading->language, or_token_text(reading, token), key, LONGEST_WORD);
    OrActPhrasesMatch found;
    size_t used = lemma.length;

    if (lemma.data != key)
        memcpy(key, lemma.data, lemma.length);
    found = or_find_act_phrases(reading->language, (OrString){key, used});
    *length = found.count > 0;
    if (!goes_on(reading, key, used))
        return found;
    for (uint32_t words = 1; words <= 3 && token + words < end; words++) {
        OrActPhrasesMatch longer;

        if (!extend_phrase(reading, token + words, key, sizeof(key), &used, &longer))
            break;
        if (longer.count > 0) {
            found = longer;
            *length = words + 1;
        }
    }
    return found;
}

bool or_is_verb_form(const OrReading *reading, uint32_t token)
{
    uint32_t length;

    if (reading->document->tokens[token].kind == OR_TOKEN_CONTRACTION ||
        or_word_is(reading, token, OR_WORD(AUXILIARY)))
        return true;
    if (reading->document->tokens[token].kind != OR_TOKEN_WORD || or_is_capital(reading, token) ||
        (reading->words[token].row_count > 0 && or_word_is(reading, token, OR_WORD(ROLE) | OR_WORD(BODY))))
        return false;
    return or_cue_at(reading, token, token + 1, &length) != NULL;
}

bool or_ends_in_participle(const OrReading *reading, uint32_t token)
{
    char folded[LONGEST_WORD];
    OrString word = fold(or_token_text(reading, token), folded, sizeof(folded));
    OrVerbFormsMatch irregular = or_find_verb_forms(reading->language, word);
    OrVerbSuffixesMatch rules = or_all_verb_suffixes(reading->language);

    if (irregular.count > 0)
        return true;
    for (uint32_t i = 0; i < rules.count; i++) {
        if (rules.rows[i].past && ends_with(word, or_lexicon_string(rules.rows[i].suffix)))
            return true;
    }
    return false;
}
