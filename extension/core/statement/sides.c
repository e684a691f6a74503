/*
 * sides.c: who belongs to the speaker's side, and what a content speaks of.
 *
 * What a spokesman says of his own government is a pledge, a defence or a
 * denial; the same words said of another are a warning, an accusation, an
 * appeal. So the sides are told apart before the act.
 *
 * A name is of the speaker's side when it belongs to the same state or stands
 * in the speaker's organisation or name. A pronoun is where it can be: "we"
 * always, "he" and "it" in reported speech.
 */
#include "sides.h"

#include <string.h>

#define FARTHEST_AUXILIARY 12
#define FARTHEST_NEGATION 2
#define MOST_ADVERBIALS 3
#define LONGEST_ADVERBIAL 32

/* Whether a word of three letters or more stands in a range of the text. */
static bool same_text(const OrReading *reading, uint32_t token, OrRange bytes)
{
    OrString word = or_token_text(reading, token);
    const char *text = reading->document->text;

    if (word.length < 3)
        return false;
    for (uint32_t at = bytes.begin; at + word.length <= bytes.end; at++) {
        if (memcmp(text + at, word.data, word.length) == 0)
            return true;
    }
    return false;
}

bool or_shares_word(const OrReading *reading, OrRange tokens, OrRange bytes)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (or_is_capital(reading, t) && same_text(reading, t, bytes))
            return true;
    }
    return false;
}

static int16_t state_in(const OrReading *reading, OrRange bytes)
{
    uint32_t at = bytes.begin;

    while (at < bytes.end) {
        OrString rest = {reading->document->text + at, bytes.end - at};
        size_t length;
        OrStateNamesMatch match = or_find_longest_state_names(reading->language, rest, &length);

        if (match.count > 0)
            return (int16_t) (match.rows - or_all_state_names(reading->language).rows);
        while (at < bytes.end && reading->document->text[at] != ' ')
            at++;
        at++;
    }
    return -1;
}

static int16_t state_of_speaker(const OrReading *reading, const OrSpeaker *speaker)
{
    int16_t state = -1;

    if (speaker->entity != OR_NO_INDEX)
        state = reading->entities[speaker->entity].state_row;
    if (state < 0)
        state = state_in(reading, speaker->name);
    if (state < 0)
        state = state_in(reading, speaker->office.organisation);
    return state >= 0 || or_range_is_empty(speaker->office.organisation) ? state : reading->home_state;
}

/* Whether the text tells for which state or body somebody speaks. */
static bool is_known_side(const OrReading *reading, const OrSpeaker *speaker)
{
    if (state_of_speaker(reading, speaker) >= 0)
        return true;
    for (uint32_t i = 0; i < reading->entity_count; i++) {
        if (reading->entities[i].kind == OR_ENTITY_STATE &&
            same_text(reading, reading->entities[i].name.begin, speaker->office.organisation))
            return true;
    }
    return false;
}

bool or_is_own_name(const OrReading *reading, const OrName *name, const OrSpeaker *speaker)
{
    const OrStateNamesRow *rows = or_all_state_names(reading->language).rows;
    const OrEntity *entity = &reading->entities[name->entity];
    int16_t state;

    if (name->entity == speaker->entity)
        return true;
    state = state_of_speaker(reading, speaker);
    if (state >= 0 && entity->state_row >= 0)
        return or_same_string(or_lexicon_string(rows[state].state),
                              or_lexicon_string(rows[entity->state_row].state));
    return same_text(reading, name->tokens.begin, speaker->office.organisation) ||
           same_text(reading, name->tokens.begin, speaker->name);
}

bool or_is_of_side(const OrReading *reading, const OrSpeaker *speaker, const OrSpeaker *side)
{
    const OrEntity *entity;

    if (speaker->entity == OR_NO_INDEX)
        return speaker->name.begin == side->name.begin;
    entity = &reading->entities[speaker->entity];
    if (speaker->entity == side->entity)
        return true;
    return entity->kind != OR_ENTITY_PERSON && entity->name_count > 0 &&
           or_is_own_name(reading, &reading->names[entity->last_name], side);
}

/* Whether a pronoun of reported speech can mean the speaker: "she" a woman, "it" a body, "they" several. */
static bool can_mean(const OrReading *reading, const OrVocabularyRow *pronoun, const OrSpeaker *speaker)
{
    bool is_thing = or_same_string(or_lexicon_string(pronoun->value), (OrString){"third_thing", 11});
    uint8_t gender =
        speaker->entity == OR_NO_INDEX ? OR_GENDER_UNKNOWN : reading->entities[speaker->entity].gender;

    if (pronoun->plural)
        return speaker->plural || speaker->kind == OR_SPEAKER_BODY;
    if (is_thing)
        return speaker->kind != OR_SPEAKER_PERSON;
    return speaker->kind != OR_SPEAKER_BODY && !speaker->plural &&
           (gender == OR_GENDER_UNKNOWN || pronoun->gender == OR_VOCABULARY_GENDER_UNKNOWN ||
            (gender == OR_GENDER_FEMALE) == (pronoun->gender == OR_VOCABULARY_GENDER_FEMALE));
}

/* "we" is the speaker; "he", "it" and "they" are in reported speech, where they can be. */
static OrSubjectSide side_of_pronoun(const OrReading *reading, uint32_t token, const OrSpeaker *speaker,
                                     OrMode mode)
{
    const OrVocabularyRow *row = or_word_row(reading, token, OR_VOCABULARY_CLASS_PRONOUN);
    OrString person = or_lexicon_string(row->value);

    if (or_same_string(person, (OrString){"first", 5}))
        return OR_SUBJECT_OWN;
    if (or_same_string(person, (OrString){"second", 6}))
        return OR_SUBJECT_YOU;
    if (mode != OR_MODE_DIRECT && !or_word_is(reading, token, OR_WORD_QUOTED) &&
        can_mean(reading, row, speaker))
        return OR_SUBJECT_OWN;
    return or_same_string(person, (OrString){"third", 5}) ? OR_SUBJECT_OTHER : OR_SUBJECT_THING;
}

/* "Kestria condemns it, said the foreign minister": of a state not told, so of this one. */
static bool may_speak_for(const OrReading *reading, const OrName *name, const OrSpeaker *speaker)
{
    const OrVocabularyRow *role = speaker->office.role == OR_NO_INDEX
                                      ? NULL
                                      : or_word_row(reading, speaker->office.role, OR_VOCABULARY_CLASS_ROLE);
    OrString family = role == NULL ? (OrString){NULL, 0} : or_lexicon_string(role->value);

    return reading->entities[name->entity].kind == OR_ENTITY_STATE && !is_known_side(reading, speaker) &&
           (or_same_string(family, (OrString){"minister", 8}) ||
            or_same_string(family, (OrString){"spokesperson", 12}));
}

OrSubjectSide or_side_of_phrase(const OrReading *reading, OrRange phrase, const OrSpeaker *speaker,
                                OrMode mode)
{
    for (uint32_t t = phrase.begin; t < phrase.end; t++) {
        if (reading->name_at[t] > 0) {
            const OrName *name = &reading->names[reading->name_at[t] - 1];

            if (reading->document->tokens[name->tokens.end].kind == OR_TOKEN_POSSESSIVE)
                return OR_SUBJECT_OTHER;
            if (or_is_own_name(reading, name, speaker) || may_speak_for(reading, name, speaker))
                return OR_SUBJECT_OWN;
            return OR_SUBJECT_OTHER;
        }
        if (or_word_is(reading, t, OR_WORD(PREPOSITION)))
            return OR_SUBJECT_THING; /* "fewer than nine of them" */
        if (or_word_is(reading, t, OR_WORD(PRONOUN)))
            return side_of_pronoun(reading, t, speaker, mode);
        if (or_word_is(reading, t, OR_WORD(ROLE) | OR_WORD(BODY)))
            return same_text(reading, t, speaker->office.organisation) ? OR_SUBJECT_OWN : OR_SUBJECT_OTHER;
    }
    return or_range_is_empty(phrase) ? OR_SUBJECT_UNKNOWN : OR_SUBJECT_THING;
}

static bool opens_content(const OrReading *reading, uint32_t token)
{
    uint8_t kind = reading->document->tokens[token].kind;

    return kind == OR_TOKEN_QUOTE || kind == OR_TOKEN_PUNCTUATION ||
           or_word_is(reading, token, OR_WORD(COMPLEMENTIZER) | OR_WORD(CONJUNCTION) | OR_WORD(ADVERB));
}

/* Behind "For some time, in the name of progress,": where the clause proper begins. */
static uint32_t behind_adverbials(const OrReading *reading, uint32_t begin, uint32_t end)
{
    for (int i = 0; i < MOST_ADVERBIALS; i++) {
        uint32_t comma = begin;
        uint32_t limit = begin + LONGEST_ADVERBIAL < end ? begin + LONGEST_ADVERBIAL : end;

        if (begin >= end || reading->name_at[begin] > 0 ||
            !or_word_is(reading, begin, OR_WORD(PREPOSITION) | OR_WORD(SUBORDINATOR)))
            return begin;
        while (comma < limit && !or_is_sign(reading, comma, ','))
            comma++;
        if (comma + 1 >= limit)
            return begin;
        begin = comma + 1;
    }
    return begin;
}

OrSubject or_subject_of(const OrReading *reading, OrRange tokens, const OrSpeaker *speaker, OrMode mode)
{
    OrSubject subject = {OR_SUBJECT_UNKNOWN, {0, 0}, {NULL, 0}, false};
    uint32_t begin = tokens.begin;
    uint32_t limit;
    uint32_t verb;

    while (begin < tokens.end && opens_content(reading, begin) && reading->name_at[begin] == 0)
        begin++;
    begin = behind_adverbials(reading, begin, tokens.end);
    limit = begin + FARTHEST_AUXILIARY < tokens.end ? begin + FARTHEST_AUXILIARY : tokens.end;
    for (verb = begin; verb < limit && !or_is_verb_form(reading, verb); verb++)
        ;
    subject.tokens = (OrRange){begin, verb};
    subject.side = or_side_of_phrase(reading, subject.tokens, speaker, mode);
    if (verb == limit)
        return subject;
    if (or_word_is(reading, verb, OR_WORD(AUXILIARY)))
        subject.modal = or_lexicon_string(or_word_row(reading, verb, OR_VOCABULARY_CLASS_AUXILIARY)->value);
    for (uint32_t t = verb > begin ? verb - 1 : verb; t < limit && t <= verb + FARTHEST_NEGATION; t++)
        subject.negated = subject.negated || or_word_is(reading, t, OR_WORD(NEGATION));
    return subject;
}
