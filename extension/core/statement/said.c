/*
 * said.c: when it was said.
 *
 * The date stands in the cue's own sentence, outside the content: the one
 * nearest to the cue is taken, behind it rather than before. Dates behind
 * "since", "after" and the like tell when something else was, and so does a
 * weekday that owns something ("Tuesday's election") that is no occasion of
 * speech ("Friday's press briefing").
 *
 * Without one, a statement was made on the occasion of the one before by the
 * same speaker; or by the government, ministry or company that the speaker
 * speaks for; or on an occasion that the text tells of (occasions.c).
 */
#include "reading.h"

#include "../attribution/lexical.h"
#include "../attribution/unspaced.h"
#include "occasions.h"
#include "relative_dates.h"

#define FARTHEST_TOKEN 30
#define STATEMENTS_BACK 24
#define SENTENCES_BACK 3
#define NEIGHBOURS 4

typedef struct Search {
    const OrReading *reading;
    const OrDraft *draft;
    const OrDraft *drafts;
    uint32_t index; /* of `draft` among them */
    uint32_t draft_count;
    OrRange sentence;
    OrDateAnchors anchors;
    int32_t best_distance; /* -1: none yet */
    OrDate best;
    OrRange evidence; /* bytes */
    bool unsettled;   /* an expression counts from the date named before */
} Search;

static bool in_role(const OrRole *role, uint32_t token)
{
    for (uint32_t r = 0; r < role->count; r++) {
        if (token >= role->ranges[r].begin && token < role->ranges[r].end)
            return true;
    }
    return false;
}

static bool is_not_said(const OrReading *reading, uint32_t token)
{
    OrTimeWordsMatch match = or_find_time_words(reading->language, or_token_text(reading, token));

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].class == OR_TIME_WORDS_CLASS_NOT_SAID)
            return true;
    }
    return false;
}

static bool is_ideographic(const OrReading *reading, uint32_t token)
{
    return or_reads_by_words(reading->language) && reading->document->tokens[token].kind != OR_TOKEN_WORD;
}

/* "自…起", "…前", "…的": in writing without blanks, words right before or behind a date that say it bounds a
 * time or belongs to something. */
static bool bounds_date(const OrReading *reading, uint32_t token, uint32_t behind)
{
    OrUnspaced text = {reading->document, reading->language};
    size_t length;
    OrTimeWordsMatch match = {NULL, 0};

    if (behind < reading->document->token_count)
        match = or_find_longest_time_words(reading->language, or_unspaced_rest(&text, behind), &length);
    if (match.count > 0 && match.rows[match.count - 1].class == OR_TIME_WORDS_CLASS_NOT_SAID_BEHIND)
        return true;
    for (uint32_t back = 1; back <= 3 && back <= token; back++) {
        OrRange before = or_byte_range(reading, (OrRange){token - back, token});

        match = or_find_time_words(
            reading->language, (OrString){reading->document->text + before.begin, or_range_length(before)});
        if (match.count > 0 && match.rows[0].class == OR_TIME_WORDS_CLASS_NOT_SAID)
            return true;
    }
    return false;
}

static uint32_t token_at_byte(const OrReading *reading, uint32_t from, uint32_t end, uint32_t byte)
{
    while (from < end && reading->document->tokens[from].begin < byte)
        from++;
    return from;
}

/* "Tuesday's election" dates the election; "Friday's press briefing" dates what was said there. */
static bool dates_something_else(const OrReading *reading, uint32_t behind, uint32_t end)
{
    if (behind >= end || reading->document->tokens[behind].kind != OR_TOKEN_POSSESSIVE)
        return false;
    for (uint32_t t = behind + 1; t < end && t <= behind + 4; t++) {
        if (or_word_is(reading, t, OR_WORD(SPEECH_NOUN)))
            return false;
    }
    return true;
}

static uint32_t cue_of(const Search *search)
{
    return search->draft->cue.count > 0 ? search->draft->cue.ranges[0].begin : search->sentence.begin;
}

static int32_t distance_to_cue(const Search *search, uint32_t token)
{
    uint32_t cue = cue_of(search);

    /* behind the cue counts half */
    return token >= cue ? (int32_t) (token - cue) : 2 * (int32_t) (cue - token);
}

/* "the limits, which took effect on Monday, she said": before the cue, dates of relative clauses are not its
 * own. */
static bool is_in_relative_clause(const Search *search, uint32_t token)
{
    const OrReading *reading = search->reading;
    uint32_t cue = search->draft->cue.ranges[0].begin;

    for (uint32_t t = token; token < cue && t > search->sentence.begin && !or_is_sign(reading, t - 1, ',');
         t--) {
        if (or_word_is(reading, t - 1, OR_WORD(RELATIVE)))
            return true;
    }
    return false;
}

static void consider(Search *search, uint32_t token, OrDate date, uint32_t read_end)
{
    const OrReading *reading = search->reading;
    uint32_t behind = token_at_byte(reading, token, search->sentence.end, read_end);
    int32_t distance = distance_to_cue(search, token);
    bool governed = (token > search->sentence.begin && is_not_said(reading, token - 1)) ||
                    is_in_relative_clause(search, token);

    /* "a day after the vote" is not when it was said, "a day after," is */
    if (behind < search->sentence.end && is_not_said(reading, behind - 1) &&
        reading->document->tokens[behind].kind != OR_TOKEN_PUNCTUATION)
        return;
    if (is_ideographic(reading, token) && (behind > cue_of(search) || bounds_date(reading, token, behind)))
        return;
    search->unsettled = search->unsettled || date.precision == OR_PRECISION_NONE;
    if (date.precision == OR_PRECISION_NONE || governed ||
        dates_something_else(reading, behind, search->sentence.end))
        return;
    if (search->anchors.published.precision == OR_PRECISION_DAY &&
        or_compare_dates(date, search->anchors.published) > 0)
        return;
    if (distance > 2 * FARTHEST_TOKEN || (search->best_distance >= 0 && distance >= search->best_distance))
        return;
    search->best_distance = distance;
    search->best = date;
    search->evidence = (OrRange){reading->document->tokens[token].begin, read_end};
}

static bool begins_date(const OrReading *reading, uint32_t token)
{
    if (reading->name_at[token] > 0)
        return false;
    return reading->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH ||
           or_facts(reading, token)->may_begin_date;
}

/* Dates in the content of another statement of the sentence are not this one's. */
static bool in_other_content(const Search *search, uint32_t token)
{
    uint32_t first = search->index > NEIGHBOURS ? search->index - NEIGHBOURS : 0;

    for (uint32_t i = first; i < search->draft_count && i <= search->index + NEIGHBOURS; i++) {
        const OrDraft *other = &search->drafts[i];

        if (i != search->index && i != search->draft->parent && in_role(&other->content, token) &&
            !in_role(&other->content, search->draft->cue.ranges[0].begin))
            return true;
    }
    return false;
}

/* What lies far from the cue is none of its dates; a sentence without end must not be read whole for each of
 * its cues. */
static OrRange tokens_around_cue(const Search *search)
{
    uint32_t cue = cue_of(search);
    uint32_t reach = 4 * FARTHEST_TOKEN;
    OrRange around = search->sentence;

    if (cue > around.begin + reach)
        around.begin = cue - reach;
    if (around.end > cue + reach)
        around.end = cue + reach;
    return around;
}

static void search_sentence(Search *search)
{
    OrRange around = tokens_around_cue(search);
    const OrReading *reading = search->reading;
    OrString text = {reading->document->text, reading->document->length};
    const OrToken *tokens = reading->document->tokens;
    uint32_t limit = tokens[search->sentence.end - 1].begin + tokens[search->sentence.end - 1].length;

    for (uint32_t t = around.begin; t < around.end;) {
        OrDate date;
        uint32_t read_end;

        if ((tokens[t].kind != OR_TOKEN_WORD && tokens[t].kind != OR_TOKEN_NUMBER &&
             tokens[t].kind != OR_TOKEN_IDEOGRAPH) ||
            in_role(&search->draft->content, t) || in_other_content(search, t) ||
            or_word_is(reading, t, OR_WORD_QUOTED) || !begins_date(reading, t) ||
            !or_read_relative_date(reading->language, text, tokens[t].begin, limit, &search->anchors, &date,
                                   &read_end)) {
            t++;
            continue;
        }
        consider(search, t, date, read_end);
        t = token_at_byte(reading, t + 1, search->sentence.end, read_end);
    }
}

/* The last date that a sentence names outside quotations; precision NONE: it names none. */
static OrDate date_in_sentence(const OrReading *reading, OrRange sentence)
{
    OrString text = {reading->document->text, reading->document->length};
    const OrToken *tokens = reading->document->tokens;
    OrDateAnchors anchors = {.published = reading->published};
    uint32_t limit = tokens[sentence.end - 1].begin + tokens[sentence.end - 1].length;
    OrDate found = {0, 0, 0, OR_PRECISION_NONE};

    for (uint32_t t = sentence.begin; t < sentence.end;) {
        OrDate date;
        uint32_t read_end;

        if ((tokens[t].kind != OR_TOKEN_WORD && tokens[t].kind != OR_TOKEN_NUMBER &&
             tokens[t].kind != OR_TOKEN_IDEOGRAPH) ||
            or_word_is(reading, t, OR_WORD_QUOTED) || !begins_date(reading, t) ||
            !or_read_relative_date(reading->language, text, tokens[t].begin, limit, &anchors, &date,
                                   &read_end)) {
            t++;
            continue;
        }
        if (date.precision != OR_PRECISION_NONE)
            found = date;
        t = token_at_byte(reading, t + 1, sentence.end, read_end);
    }
    return found;
}

/* The date of a precision that the text named last, for "at the time" and "two days later": in the sentences
 * before, else in a statement. */
static OrDate date_before(const OrReading *reading, const OrDraft *drafts, uint32_t index, uint32_t sentence,
                          OrPrecision least)
{
    const OrDocument *document = reading->document;

    for (uint32_t s = sentence; s > 0 && s + SENTENCES_BACK > sentence; s--) {
        OrDate date = date_in_sentence(reading, document->sentences[s - 1].tokens);

        if (date.precision >= least)
            return date;
    }
    for (uint32_t i = index, seen = 0; i > 0 && seen < STATEMENTS_BACK; i--, seen++) {
        if (drafts[i - 1].said.precision >= least)
            return drafts[i - 1].said;
    }
    return (OrDate){0, 0, 0, OR_PRECISION_NONE};
}

/* A body's dated statement is the occasion of its spokesman's: "Beijing said on Friday", then "she said". */
static bool speaks_for(const OrReading *reading, const OrSpeaker *speaker, const OrSpeaker *body)
{
    const OrVocabularyRow *role;
    OrString family;

    if (speaker->kind != OR_SPEAKER_PERSON || body->kind != OR_SPEAKER_BODY || body->entity == OR_NO_INDEX ||
        speaker->office.role == OR_NO_INDEX)
        return false;
    if (speaker->office.organisation_entity == body->entity)
        return true;
    role = or_word_row(reading, speaker->office.role, OR_VOCABULARY_CLASS_ROLE);
    if (role == NULL)
        return false;
    family = or_lexicon_string(role->value);
    if (!or_same_string(family, (OrString){"spokesperson", 12}) &&
        !or_same_string(family, (OrString){"minister", 8}))
        return false;
    return reading->entities[body->entity].kind == OR_ENTITY_STATE ||
           reading->entities[body->entity].kind == OR_ENTITY_UNKNOWN ||
           or_shares_word(reading, reading->entities[body->entity].name, speaker->office.organisation);
}

static bool carry_if(const OrReading *reading, OrDraft *drafts, uint32_t index, OrSaidRule rule)
{
    OrDraft *draft = &drafts[index];

    for (uint32_t i = index, seen = 0; i > 0 && seen < STATEMENTS_BACK; i--, seen++) {
        const OrDraft *before = &drafts[i - 1];
        bool fits = rule == OR_SAID_RULE_CARRIED ? draft->speaker.entity != OR_NO_INDEX &&
                                                       before->speaker.entity == draft->speaker.entity
                                                 : speaks_for(reading, &draft->speaker, &before->speaker);

        if (before->said.precision == OR_PRECISION_NONE || before->parent != OR_NO_INDEX || !fits)
            continue;
        /* "in August he said": no occasion that goes on */
        if (before->said.precision != OR_PRECISION_DAY)
            continue;
        draft->said = before->said;
        draft->said_rule = rule;
        draft->said_evidence = before->said_evidence;
        return true;
    }
    return false;
}

static bool take_occasion(const OrReading *reading, OrDraft *draft)
{
    const OrOccasion *occasion = or_occasion_of(reading, draft);

    if (occasion == NULL)
        return false;
    draft->said = occasion->date;
    draft->said_rule = OR_SAID_RULE_TOLD;
    draft->said_evidence = occasion->evidence;
    return true;
}

void or_find_said(const OrReading *reading, OrDraft *drafts, uint32_t index, uint32_t count)
{
    OrDraft *draft = &drafts[index];
    uint32_t anchor = draft->cue.count > 0 ? draft->cue.ranges[0].begin : draft->content.ranges[0].begin;
    Search search = {.reading = reading,
                     .draft = draft,
                     .drafts = drafts,
                     .index = index,
                     .draft_count = count,
                     .best_distance = -1};

    draft->said = (OrDate){0, 0, 0, OR_PRECISION_NONE};
    draft->said_rule = OR_SAID_RULE_NONE;
    search.sentence = reading->document->sentences[or_sentence_of(reading, anchor)].tokens;
    search.anchors.published = reading->published;
    if (draft->cue.count > 0)
        search_sentence(&search);
    if (search.unsettled) {
        search.anchors.before =
            date_before(reading, drafts, index, or_sentence_of(reading, anchor), OR_PRECISION_YEAR);
        search.anchors.before_day =
            date_before(reading, drafts, index, or_sentence_of(reading, anchor), OR_PRECISION_DAY);
        if (search.anchors.before_day.precision == OR_PRECISION_NONE)
            search.anchors.before_day = reading->published;
        search.best_distance = -1;
        search_sentence(&search);
    }
    if (search.best_distance >= 0) {
        draft->said = search.best;
        draft->said_rule = OR_SAID_RULE_SENTENCE;
        draft->said_evidence = search.evidence;
    } else if (draft->parent == OR_NO_INDEX &&
               !(search.unsettled && reading->published.precision == OR_PRECISION_DAY)) {
        if (!carry_if(reading, drafts, index, OR_SAID_RULE_CARRIED) && !take_occasion(reading, draft))
            carry_if(reading, drafts, index, OR_SAID_RULE_SIDE);
    }
}
