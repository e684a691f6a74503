/*
 * told.c: what of the cues in somebody's turn tells the words of others.
 *
 * In a turn all is said by its speaker, who says "we urge", "our side stresses",
 * "you asked" and "the report that was issued" without telling anybody's words.
 * Others' words have a subject that is neither the speaker, nor whom he talks to,
 * nor his side; their clause states and neither asks nor supposes; and behind
 * the cue stands what was said: a sign, a quotation, or a clause, not a particle
 * that makes a noun of the verb. A verb that is an act is no more than a verb
 * there ("thanked", "opposes"), unless its act is to make somebody do or answer
 * for something.
 */
#include "told.h"

#include <string.h>

#define SHORTEST_CLAUSE 4
#define MOST_SIDES 32
#define FEWEST_NAMINGS 2

/* A word of transcripts of this kind stands at a token. */
static bool is_turn_word(const OrUnspaced *text, uint32_t token, OrTurnWordsKind kind)
{
    size_t length;
    OrTurnWordsMatch match =
        or_find_longest_turn_words(text->language, or_unspaced_rest(text, token), &length);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].kind == kind)
            return true;
    }
    return false;
}

static bool is_side_sign(const OrUnspaced *text, uint32_t token)
{
    return is_turn_word(text, token, OR_TURN_WORDS_KIND_SIDE);
}

/* The character before "方", as a number. */
static uint32_t side_at(const OrUnspaced *text, uint32_t token)
{
    const OrToken *it = &text->document->tokens[token];
    const unsigned char *bytes = (const unsigned char *) text->document->text + it->begin;

    return it->length == 3 ? (uint32_t) bytes[0] << 16 | (uint32_t) bytes[1] << 8 | bytes[2] : 0;
}

/* The word for a side, such as "方"; absent where the language has none. */
static OrString side_word(OrLanguage language)
{
    OrTurnWordsMatch all = or_all_turn_words(language);

    for (uint32_t i = 0; i < all.count; i++) {
        if (all.rows[i].kind == OR_TURN_WORDS_KIND_SIDE)
            return or_lexicon_string(all.rows[i].form);
    }
    return (OrString){NULL, 0};
}

static bool is_word(const OrUnspaced *text, uint32_t token, OrString word)
{
    const OrToken *it = &text->document->tokens[token];

    return it->length == word.length && memcmp(text->document->text + it->begin, word.data, word.length) == 0;
}

OrRange or_own_side(const OrUnspaced *text)
{
    OrString word = side_word(text->language);
    uint32_t sides[MOST_SIDES];
    uint32_t first[MOST_SIDES];
    uint32_t namings[MOST_SIDES];
    uint32_t count = 0;
    uint32_t best = 0;

    for (uint32_t t = 1; t < text->document->token_count; t++) {
        uint32_t side = word.data != NULL && is_word(text, t, word) ? side_at(text, t - 1) : 0;
        uint32_t s = 0;

        if (side == 0 || or_unspaced_word(text, t - 1, OR_CUE_WORDS_CLASS_PRONOUN_BODY) > 0)
            continue;
        while (s < count && sides[s] != side)
            s++;
        if (s == MOST_SIDES)
            continue;
        if (s == count) {
            sides[count] = side;
            first[count] = t - 1;
            namings[count++] = 0;
        }
        if (++namings[s] > namings[best])
            best = s;
    }
    return count > 0 && namings[best] >= FEWEST_NAMINGS ? (OrRange){first[best], first[best] + 2}
                                                        : (OrRange){0, 0};
}

bool or_is_of_own_side(const OrUnspaced *text, OrRange words, OrRange side)
{
    return !or_range_is_empty(side) && or_range_length(words) >= 2 && is_side_sign(text, words.begin + 1) &&
           side_at(text, words.begin) == side_at(text, side.begin);
}

/* A word of the clause before the cue takes away that it tells anything: it asks, supposes, makes a noun of
 * it. */
static bool is_untold(const OrUnspaced *text, OrRange clause)
{
    for (uint32_t t = clause.begin; t < clause.end; t++) {
        if (or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_UNTOLD) > 0 ||
            or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_ASPECT) == 1)
            return true;
    }
    return false;
}

bool or_is_of_dialogue(const OrUnspaced *text, OrRange words)
{
    return or_unspaced_word(text, words.begin, OR_CUE_WORDS_CLASS_PRONOUN_FIRST) > 0 ||
           or_unspaced_word(text, words.begin, OR_CUE_WORDS_CLASS_PRONOUN_YOU) > 0;
}

/* Spelt with the characters for foreign sounds alone. */
static bool is_foreign_name(const OrUnspaced *text, OrRange source)
{
    for (uint32_t t = source.begin; t < source.end; t++) {
        const OrToken *it = &text->document->tokens[t];
        OrNameCharactersMatch match =
            or_find_name_characters(text->language, (OrString){text->document->text + it->begin, it->length});
        bool sound = it->kind != OR_TOKEN_IDEOGRAPH;

        for (uint32_t i = 0; i < match.count; i++)
            sound |= match.rows[i].class == OR_NAME_CHARACTERS_CLASS_SOUND;
        if (!sound)
            return false;
    }
    return true;
}

/* The words for somebody: a body, an office, people, a side are in them, or they are a foreign name. */
static bool is_somebody(const OrUnspaced *text, OrRange source)
{
    for (uint32_t t = source.begin; t < source.end; t++) {
        if (or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_BODY) > 0 ||
            or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_PEOPLE) > 0 ||
            or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_FIRM_ROLE) > 0 ||
            or_unspaced_word(text, t, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) > 0 || is_side_sign(text, t) ||
            is_turn_word(text, t, OR_TURN_WORDS_KIND_ROLE))
            return true;
    }
    return is_foreign_name(text, source);
}

/* Acts that are done to somebody by words, and speech without an act. */
static bool is_speech(const OrCuesRow *row)
{
    switch (row->act) {
    case OR_ACT_STATE:
    case OR_ACT_DENY:
    case OR_ACT_URGE:
    case OR_ACT_DEMAND:
    case OR_ACT_CRITICIZE:
    case OR_ACT_ACCUSE:
    case OR_ACT_WARN:
    case OR_ACT_THREATEN:
        return true;
    default:
        return false;
    }
}

bool or_is_told(const OrUnspaced *text, const OrToldCue *cue, OrRange side)
{
    uint32_t behind = cue->cue.end;
    int32_t sign = behind < cue->end && !cue->quoted_behind ? or_unspaced_sign(text, behind) : 0;
    bool pronoun = !or_range_is_empty(cue->source) &&
                   or_unspaced_word(text, cue->source.begin, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) >=
                       or_range_length(cue->source);

    if ((or_range_length(cue->source) < 2 && !pronoun) || behind + SHORTEST_CLAUSE > cue->end ||
        or_is_of_dialogue(text, cue->source) ||
        text->document->tokens[cue->source.begin].kind == OR_TOKEN_QUOTE ||
        or_is_of_own_side(text, cue->source, side) || is_untold(text, cue->clause))
        return false;
    if (cue->row == NULL || cue->quoted_behind || or_is_clause_colon(sign))
        return true;
    if (or_is_clause_comma(sign))
        return is_speech(cue->row) && !or_is_of_dialogue(text, (OrRange){behind + 1, cue->end});
    if (sign != 0 || !is_speech(cue->row) || !is_somebody(text, cue->source) ||
        or_unspaced_word(text, behind, OR_CUE_WORDS_CLASS_ASPECT) > 0 ||
        or_unspaced_word(text, behind, OR_CUE_WORDS_CLASS_NOMINAL) > 0)
        return false;
    return cue->row->act == OR_ACT_STATE || cue->row->act == OR_ACT_DENY ||
           or_unspaced_somebody(text, behind, cue->end) > behind;
}
