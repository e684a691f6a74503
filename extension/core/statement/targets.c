/*
 * targets.c: whom an act is aimed at.
 *
 * Three places are looked at in turn: the object of a cue that takes one
 * ("urged Velland to"), what the act's own phrase in the content governs
 * ("opposes the US government spreading ..."), and, for acts against somebody,
 * the first name in the content that is not of the speaker's own side.
 *
 * A name is of the speaker's side when it belongs to the same state or stands
 * in the speaker's organisation or name.
 */
#include "clauses.h"
#include "ideographs.h"
#include "reading.h"

#include "../attribution/lexical.h"

#include <string.h>

#define LONGEST_OBJECT 8

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

static bool is_own_side(const OrReading *reading, const OrName *name, const OrSpeaker *speaker, int16_t state)
{
    const OrStateNamesRow *rows = or_all_state_names(reading->language).rows;
    const OrEntity *entity = &reading->entities[name->entity];

    if (name->entity == speaker->entity)
        return true;
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
           is_own_side(reading, &reading->names[entity->last_name], side, state_of_speaker(reading, side));
}

static uint32_t skip_small_words(const OrReading *reading, uint32_t t, uint32_t end)
{
    while (t < end && or_word_is(reading, t, OR_WORD(ADVERB) | OR_WORD(DETERMINER)) &&
           reading->name_at[t] == 0)
        t++;
    return t;
}

static bool ends_object(const OrReading *reading, uint32_t t)
{
    return reading->document->tokens[t].kind == OR_TOKEN_PUNCTUATION ||
           (reading->name_at[t] == 0 &&
            or_word_is(reading, t,
                       OR_WORD(PREPOSITION) | OR_WORD(COMPLEMENTIZER) | OR_WORD(CONJUNCTION) |
                           OR_WORD(RELATIVE) | OR_WORD(SUBORDINATOR) | OR_WORD(AUXILIARY))) ||
           reading->document->tokens[t].kind == OR_TOKEN_QUOTE;
}

/* The noun phrase that begins at a token, as an object has it: empty for a pronoun or none. */
static OrRange object_at(const OrReading *reading, uint32_t begin, uint32_t limit)
{
    uint32_t end = begin;
    uint32_t head;

    if (or_reads_by_words(reading->language))
        return or_ideographic_object(reading, begin, limit);
    head = skip_small_words(reading, begin, limit);

    if (head >= limit || or_word_is(reading, begin, OR_WORD(COMPLEMENTIZER)) ||
        (or_word_is(reading, head, OR_WORD(PRONOUN) | OR_WORD(QUANTIFIER)) && reading->name_at[head] == 0))
        return (OrRange){0, 0};
    end = head;
    while (end < limit && end - begin < LONGEST_OBJECT && !ends_object(reading, end))
        end++;
    return end > head ? (OrRange){begin, end} : (OrRange){0, 0};
}

/* The first name in a phrase, without what follows its possessive. */
static OrRange first_name(const OrReading *reading, OrRange phrase)
{
    for (uint32_t t = phrase.begin; t < phrase.end; t++) {
        if (reading->name_at[t] > 0)
            return reading->names[reading->name_at[t] - 1].tokens;
    }
    return (OrRange){0, 0};
}

static uint32_t sentence_end(const OrReading *reading, uint32_t token)
{
    return reading->document->sentences[or_sentence_of(reading, token)].tokens.end;
}

/* Acts whose object is somebody, not something: an object without a name is taken as it stands. */
static bool aims_at_somebody(OrAct act)
{
    return act == OR_ACT_URGE || act == OR_ACT_DEMAND || act == OR_ACT_ACCUSE || act == OR_ACT_WARN ||
           act == OR_ACT_THREATEN || act == OR_ACT_CRITICIZE || act == OR_ACT_PRAISE || act == OR_ACT_ASK;
}

static bool aims_at_opponent(OrAct act)
{
    return act == OR_ACT_ACCUSE || act == OR_ACT_CRITICIZE || act == OR_ACT_DENY || act == OR_ACT_REJECT ||
           act == OR_ACT_OPPOSE || act == OR_ACT_THREATEN || act == OR_ACT_PROTEST || act == OR_ACT_WARN;
}

static OrRange target_in_object(const OrReading *reading, OrAct act, uint32_t begin)
{
    OrRange object = object_at(reading, begin, sentence_end(reading, begin > 0 ? begin - 1 : 0));
    OrRange name;

    if (or_range_is_empty(object))
        return object;
    if (or_reads_by_words(reading->language))
        return object;
    name = first_name(reading, object);
    if (!or_range_is_empty(name) && (name.end == object.end || !aims_at_somebody(act) ||
                                     reading->document->tokens[name.end].kind == OR_TOKEN_POSSESSIVE))
        return name;
    return aims_at_somebody(act) ? object : name;
}

/* A name that nothing explains may be a state or a company where it does or owns something, or is named
 * again. */
static bool may_be_opponent(const OrReading *reading, const OrName *name, OrEntityKind kind)
{
    return kind != OR_ENTITY_UNKNOWN || name->subject || reading->entities[name->entity].name_count > 2 ||
           reading->document->tokens[name->tokens.end].kind == OR_TOKEN_POSSESSIVE;
}

/* "Lanhai firmly opposes": who performs the act is not its target. */
static bool performs(const OrReading *reading, const OrDraft *draft, const OrName *name)
{
    uint32_t verb = draft->act_evidence.begin;

    if (!draft->act_performed || name->tokens.end > verb)
        return false;
    for (uint32_t t = name->tokens.end; t < verb; t++) {
        if (!or_word_is(reading, t, OR_WORD(ADVERB) | OR_WORD(AUXILIARY)))
            return false;
    }
    return true;
}

static OrRange opponent_in(const OrReading *reading, const OrDraft *draft)
{
    int16_t state = state_of_speaker(reading, &draft->speaker);

    if (or_reads_by_words(reading->language))
        return or_ideographic_opponent(reading, draft);
    for (uint32_t r = 0; r < draft->content.count; r++) {
        for (uint32_t t = draft->content.ranges[r].begin; t < draft->content.ranges[r].end; t++) {
            const OrName *name;
            OrEntityKind kind;

            if (reading->name_at[t] == 0)
                continue;
            name = &reading->names[reading->name_at[t] - 1];
            kind = reading->entities[name->entity].kind;
            t = name->tokens.end - 1;
            if (may_be_opponent(reading, name, kind) && !is_own_side(reading, name, &draft->speaker, state) &&
                !performs(reading, draft, name))
                return name->tokens;
        }
    }
    return (OrRange){0, 0};
}

/* The governed name may stand behind a preposition: "these accusations from the US administration". */
static OrRange target_of_phrase(const OrReading *reading, const OrDraft *draft)
{
    OrRange target;
    int16_t state = state_of_speaker(reading, &draft->speaker);

    if (or_reads_by_words(reading->language))
        return or_ideographic_governed(reading, draft);
    target = target_in_object(reading, draft->act, draft->act_evidence.end);

    if (!or_range_is_empty(target) && reading->name_at[target.begin] > 0 &&
        is_own_side(reading, &reading->names[reading->name_at[target.begin] - 1], &draft->speaker, state))
        return (OrRange){0, 0};
    return target;
}

static void take(const OrReading *reading, OrDraft *draft, OrRange tokens, OrTargetRule rule)
{
    if (or_range_is_empty(tokens))
        return;
    draft->target = or_byte_range(reading, tokens);
    draft->target_rule = rule;
}

/* "told the court", "urged Velland to": what stands right behind the cue. */
static uint32_t object_begin(const OrReading *reading, const OrDraft *draft)
{
    uint32_t t = draft->cue_words.end;
    uint32_t end = sentence_end(reading, draft->cue_words.begin);

    while (t < end && reading->document->tokens[t].kind == OR_TOKEN_WORD &&
           or_word_is(reading, t, OR_WORD(ADVERB)))
        t++;
    return t;
}

/* "Velland should stop": who should. */
static OrRange subject_of_duty(const OrReading *reading, const OrDraft *draft)
{
    uint32_t duty = draft->act_evidence.begin;
    OrRange sentence = reading->document->sentences[or_sentence_of(reading, duty)].tokens;
    OrRange subject = or_subject_before(reading, duty, sentence.begin);

    if (or_range_is_empty(subject) || or_word_is(reading, subject.begin, OR_WORD(PRONOUN)) ||
        !or_can_speak(reading, subject))
        return (OrRange){0, 0};
    return subject;
}

void or_find_target(const OrReading *reading, OrDraft *draft)
{
    const OrCuesRow *row = draft->cue_row;

    draft->target = draft->addressee = (OrRange){0, 0};
    draft->target_rule = OR_TARGET_RULE_NONE;
    if (row != NULL && row->object == OR_CUES_OBJECT_ADDRESSEE) {
        uint32_t begin = object_begin(reading, draft);
        OrRange object = object_at(reading, begin, sentence_end(reading, draft->cue_words.begin));
        OrRange name = first_name(reading, object);

        if (!or_range_is_empty(object) && or_word_is(reading, object.end - 1, OR_WORD(SPEECH_NOUN)))
            object = (OrRange){0, 0};
        draft->addressee =
            or_byte_range(reading, or_range_is_empty(name) || name.end != object.end ? object : name);
    }
    if (row != NULL && row->object == OR_CUES_OBJECT_TARGET && draft->act_rule != OR_ACT_RULE_CONTENT)
        take(reading, draft, target_in_object(reading, draft->act, object_begin(reading, draft)),
             OR_TARGET_RULE_OBJECT);
    if (row != NULL && row->object == OR_CUES_OBJECT_NONE && or_reads_by_words(reading->language))
        take(reading, draft, or_ideographic_concern(reading, draft), OR_TARGET_RULE_OBJECT);
    if ((draft->act == OR_ACT_URGE || draft->act == OR_ACT_DEMAND) &&
        draft->act_rule == OR_ACT_RULE_CONTENT &&
        or_word_is(reading, draft->act_evidence.begin, OR_WORD(AUXILIARY)))
        take(reading, draft, subject_of_duty(reading, draft), OR_TARGET_RULE_GOVERNED);
    if (draft->target_rule == OR_TARGET_RULE_NONE && draft->act_rule == OR_ACT_RULE_CONTENT &&
        draft->act_performed)
        take(reading, draft, target_of_phrase(reading, draft), OR_TARGET_RULE_GOVERNED);
    if (draft->target_rule == OR_TARGET_RULE_NONE && aims_at_opponent(draft->act))
        take(reading, draft, opponent_in(reading, draft), OR_TARGET_RULE_OTHER_SIDE);
    /* words of wrongdoing that are laid to nobody report it */
    if (draft->act == OR_ACT_ACCUSE && draft->act_rule == OR_ACT_RULE_CONTENT &&
        draft->target_rule == OR_TARGET_RULE_NONE) {
        draft->act = OR_ACT_STATE;
        draft->act_rule = OR_ACT_RULE_NONE;
        draft->act_evidence = (OrRange){0, 0};
    }
}
