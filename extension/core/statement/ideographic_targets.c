/*
 * ideographic_targets.c: whom an act is aimed at, in writing without blanks.
 *
 * Nothing but its words tells somebody from what he is to do, so the words are
 * taken as far as a word for a body, for people or for a role ends them ("敦促|
 * 奥方|尽快"). What is aimed at stands behind the verb, or before it behind "对"
 * and "向" ("向|维方|提出严正交涉"); who is accused or told what he must do is the
 * subject of the clause ("奥方|泛化国家安全概念"), unless it is the speaker's side.
 */
#include "ideographs.h"

#include <string.h>

#define FARTHEST_GOAL 24
#define MOST_BEFORE_OBJECT 8

static bool is_word(const OrReading *reading, uint32_t token, OrCueWordsClass class)
{
    OrUnspaced text = or_unspaced(reading);

    return or_unspaced_word(&text, token, class) > 0;
}

OrRange or_ideographic_object(const OrReading *reading, uint32_t begin, uint32_t limit)
{
    OrUnspaced text = or_unspaced(reading);
    uint32_t t = begin;

    while (t < limit && t < begin + MOST_BEFORE_OBJECT &&
           (is_word(reading, t, OR_CUE_WORDS_CLASS_ASPECT) || is_word(reading, t, OR_CUE_WORDS_CLASS_TIME) ||
            is_word(reading, t, OR_CUE_WORDS_CLASS_TOWARDS)))
        t += or_unspaced_word(&text, t, OR_CUE_WORDS_CLASS_ASPECT) +
             or_unspaced_word(&text, t, OR_CUE_WORDS_CLASS_TIME) +
             or_unspaced_word(&text, t, OR_CUE_WORDS_CLASS_TOWARDS);
    if (t >= limit || is_word(reading, t, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) ||
        is_word(reading, t, OR_CUE_WORDS_CLASS_PRONOUN_FIRST))
        return (OrRange){0, 0};
    if (reading->name_at[t] > 0)
        return reading->names[reading->name_at[t] - 1].tokens;
    return (OrRange){t, or_unspaced_somebody(&text, t, limit)};
}

/* Where the clause of a token begins, within the content. */
static uint32_t clause_begin(const OrReading *reading, uint32_t token, uint32_t limit)
{
    OrUnspaced text = or_unspaced(reading);
    uint32_t t = token;

    while (t > limit && !or_is_clause_comma(or_unspaced_sign(&text, t - 1)) &&
           !or_is_clause_stop(or_unspaced_sign(&text, t - 1)) &&
           reading->document->tokens[t - 1].kind != OR_TOKEN_QUOTE)
        t--;
    return t;
}

OrRange or_ideographic_goal(const OrReading *reading, uint32_t verb, uint32_t limit)
{
    uint32_t begin = clause_begin(reading, verb, limit);

    for (uint32_t t = verb; t > begin && verb - t < FARTHEST_GOAL; t--) {
        OrRange goal;

        if (!is_word(reading, t - 1, OR_CUE_WORDS_CLASS_TOWARDS))
            continue;
        goal = or_ideographic_object(reading, t, verb);
        if (!or_range_is_empty(goal))
            return goal;
    }
    return (OrRange){0, 0};
}

/* "澜方" of a speaker of Lanhai, "我方", what names the speaker. */
static bool is_own_side(const OrReading *reading, OrRange somebody, const OrSpeaker *speaker)
{
    const char *text = reading->document->text;
    OrString first = or_token_text(reading, somebody.begin);
    OrRange known[2] = {speaker->office.organisation, speaker->name};

    if (is_word(reading, somebody.begin, OR_CUE_WORDS_CLASS_PRONOUN_FIRST))
        return true;
    if (or_range_length(somebody) > 2 && reading->name_at[somebody.begin] > 0)
        return reading->names[reading->name_at[somebody.begin] - 1].entity == speaker->entity;
    for (int i = 0; i < 2; i++) {
        for (uint32_t at = known[i].begin; at + first.length <= known[i].end; at++) {
            if (memcmp(text + at, first.data, first.length) == 0)
                return true;
        }
    }
    return false;
}

OrRange or_ideographic_concern(const OrReading *reading, const OrDraft *draft)
{
    OrRange content;

    if (draft->content.count == 0 || draft->act_rule != OR_ACT_RULE_CUE)
        return (OrRange){0, 0};
    content = draft->content.ranges[0];
    if (content.end > draft->cue_words.begin || !is_word(reading, content.begin, OR_CUE_WORDS_CLASS_TOWARDS))
        return (OrRange){0, 0};
    return or_ideographic_object(reading, content.begin, content.end);
}

/* "澜方对此坚决反对，已向|维方|提出…": the last behind "对" or "向" in the content who does not perform the
 * act. */
static OrRange goal_of_content(const OrReading *reading, const OrDraft *draft, OrRange content)
{
    uint32_t clause = clause_begin(reading, draft->act_evidence.begin, content.begin);
    OrRange own = or_ideographic_object(reading, clause, draft->act_evidence.begin);

    for (uint32_t t = content.end; t > content.begin; t--) {
        OrRange goal;

        if (!is_word(reading, t - 1, OR_CUE_WORDS_CLASS_TOWARDS))
            continue;
        goal = or_ideographic_object(reading, t, content.end);
        if (!or_range_is_empty(goal) && !is_own_side(reading, goal, &draft->speaker) &&
            (or_range_is_empty(own) ||
             !or_same_string(or_token_text(reading, own.begin), or_token_text(reading, goal.begin))))
            return goal;
    }
    return (OrRange){0, 0};
}

OrRange or_ideographic_governed(const OrReading *reading, const OrDraft *draft)
{
    OrRange phrase = draft->act_evidence;
    OrRange content = {phrase.begin, phrase.end};
    OrRange somebody;

    for (uint32_t r = 0; r < draft->content.count; r++) {
        if (phrase.begin >= draft->content.ranges[r].begin && phrase.end <= draft->content.ranges[r].end)
            content = draft->content.ranges[r];
    }
    somebody = or_ideographic_object(reading, phrase.end, content.end);
    if (or_range_is_empty(somebody))
        somebody = or_ideographic_goal(reading, phrase.begin, content.begin);
    if (or_range_is_empty(somebody) && (draft->act == OR_ACT_URGE || draft->act == OR_ACT_DEMAND))
        somebody =
            or_ideographic_object(reading, clause_begin(reading, phrase.begin, content.begin), phrase.begin);
    if (or_range_is_empty(somebody) && (draft->act == OR_ACT_OPPOSE || draft->act == OR_ACT_PROTEST))
        somebody = goal_of_content(reading, draft, content);
    return !or_range_is_empty(somebody) && is_own_side(reading, somebody, &draft->speaker) ? (OrRange){0, 0}
                                                                                           : somebody;
}

OrRange or_ideographic_opponent(const OrReading *reading, const OrDraft *draft)
{
    OrUnspaced text = or_unspaced(reading);

    if (draft->act != OR_ACT_ACCUSE && draft->act != OR_ACT_CRITICIZE)
        return (OrRange){0, 0};
    for (uint32_t r = 0; r < draft->content.count; r++) {
        OrRange range = draft->content.ranges[r];
        uint32_t t = range.begin;

        while (t < range.end) {
            OrRange somebody;

            while (t < range.end && (reading->document->tokens[t].kind == OR_TOKEN_QUOTE ||
                                     is_word(reading, t, OR_CUE_WORDS_CLASS_CONNECTIVE)))
                t += 1;
            somebody = t < range.end ? or_ideographic_object(reading, t, range.end) : (OrRange){0, 0};
            if (!or_range_is_empty(somebody) && somebody.begin == t &&
                !is_own_side(reading, somebody, &draft->speaker))
                return somebody;
            while (t < range.end && !or_is_clause_comma(or_unspaced_sign(&text, t)) &&
                   !or_is_clause_stop(or_unspaced_sign(&text, t)))
                t++;
            t++;
        }
    }
    return (OrRange){0, 0};
}
