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
