/*
 * occasions.c: gatherings and announcements at which things are said, and their days.
 *
 * A report dates an occasion once: "the court heard on Tuesday", "told a press
 * conference on Friday". What the people at it say further on has no date of its
 * own. So all sentences are read once for an occasion with a day beside it. A
 * speaker of whom such a sentence tells speaks on that day. A sitting, where
 * several speak, also gives its day to who "told the court" or "testified"
 * later on.
 */
#include "occasions.h"

#include "relative_dates.h"

#define FARTHEST_DAY 7
#define LONGEST_OBJECT 5
#define SENTENCES_BACK 24
#define OCCASIONS_BACK 32

static bool is_words(const OrReading *reading, uint32_t token)
{
    uint8_t kind = reading->document->tokens[token].kind;

    return (kind == OR_TOKEN_WORD || kind == OR_TOKEN_NUMBER) && !or_word_is(reading, token, OR_WORD_QUOTED);
}

/* A clause or a quotation begins here, whose days are of something else. */
static bool parts(const OrReading *reading, uint32_t token)
{
    return or_word_is(reading, token, OR_WORD(COMPLEMENTIZER) | OR_WORD(PRONOUN) | OR_WORD(RELATIVE)) ||
           reading->document->tokens[token].kind == OR_TOKEN_QUOTE;
}

/* The last occasion shortly before a day, else the first shortly behind it; OR_NO_INDEX: none. */
static uint32_t occasion_beside(const OrReading *reading, uint32_t day, OrRange sentence)
{
    uint32_t first = day > sentence.begin + FARTHEST_DAY ? day - FARTHEST_DAY : sentence.begin;
    uint32_t last = day + FARTHEST_DAY < sentence.end ? day + FARTHEST_DAY : sentence.end;

    for (uint32_t t = day; t > first && !parts(reading, t - 1); t--) {
        if (or_word_is(reading, t - 1, OR_WORD(OCCASION) | OR_WORD(SPEECH_NOUN)))
            return t - 1;
    }
    for (uint32_t t = day; t < last && !parts(reading, t); t++) {
        if (or_word_is(reading, t, OR_WORD(OCCASION) | OR_WORD(SPEECH_NOUN)))
            return t;
    }
    return OR_NO_INDEX;
}

static bool is_of_something_else(const OrReading *reading, uint32_t token, OrRange sentence)
{
    OrTimeWordsMatch match;

    if (token == sentence.begin)
        return false;
    match = or_find_time_words(reading->language, or_token_text(reading, token - 1));
    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].class == OR_TIME_WORDS_CLASS_NOT_SAID)
            return true;
    }
    return false;
}

static void append(OrReading *reading, OrOccasion occasion)
{
    if (reading->occasion_count == reading->occasion_capacity) {
        uint32_t capacity = reading->occasion_capacity * 2 + 16;

        reading->occasions = reading->host->reallocate(reading->host, reading->occasions,
                                                       reading->occasion_capacity * sizeof(OrOccasion),
                                                       capacity * sizeof(OrOccasion));
        reading->occasion_capacity = capacity;
    }
    reading->occasions[reading->occasion_count++] = occasion;
}

/* The first day in a sentence that stands beside an occasion. */
static void read_sentence(OrReading *reading, uint32_t index)
{
    const OrToken *tokens = reading->document->tokens;
    OrRange sentence = reading->document->sentences[index].tokens;
    OrString text = {reading->document->text, reading->document->length};
    OrDateAnchors anchors = {.published = reading->published};
    uint32_t limit = tokens[sentence.end - 1].begin + tokens[sentence.end - 1].length;

    for (uint32_t t = sentence.begin; t < sentence.end; t++) {
        uint32_t occasion;
        uint32_t read_end;
        OrDate date;

        if (!is_words(reading, t) || reading->name_at[t] > 0 || !or_facts(reading, t)->may_begin_date)
            continue;
        occasion = occasion_beside(reading, t, sentence);
        if (occasion == OR_NO_INDEX || is_of_something_else(reading, t, sentence) ||
            !or_read_relative_date(reading->language, text, tokens[t].begin, limit, &anchors, &date,
                                   &read_end) ||
            date.precision != OR_PRECISION_DAY ||
            (reading->published.precision == OR_PRECISION_DAY &&
             or_compare_dates(date, reading->published) > 0))
            continue;
        append(reading, (OrOccasion){index,
                                     date,
                                     {tokens[t].begin, read_end},
                                     or_word_is(reading, occasion, OR_WORD(OCCASION))});
        return;
    }
}

void or_find_occasions(OrReading *reading)
{
    const OrDocument *document = reading->document;

    for (uint32_t s = 0; s < document->sentence_count; s++) {
        OrRange tokens = document->sentences[s].tokens;
        bool any = false;

        if (!or_block_is_read(document->blocks[document->sentences[s].block].kind))
            continue;
        for (uint32_t t = tokens.begin; t < tokens.end && !any; t++)
            any = or_word_is(reading, t, OR_WORD(OCCASION) | OR_WORD(SPEECH_NOUN));
        if (any)
            read_sentence(reading, s);
    }
}

/* Whether some tokens speak of a sitting in the report's own words. */
static bool tells_of_sitting(const OrReading *reading, OrRange tokens)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (or_word_is(reading, t, OR_WORD(OCCASION)) && !or_word_is(reading, t, OR_WORD_QUOTED))
            return true;
    }
    return false;
}

/* The cue and what stands right behind it: "testified", "told the court". */
static OrRange cue_and_object(const OrReading *reading, const OrDraft *draft)
{
    OrRange range = draft->cue.ranges[0];

    if (draft->cue.count == 0)
        return (OrRange){0, 0};
    for (uint32_t t = range.end; t < reading->document->token_count && t < range.end + LONGEST_OBJECT; t++) {
        if (parts(reading, t))
            return (OrRange){range.begin, t};
    }
    range.end += LONGEST_OBJECT;
    return range.end < reading->document->token_count ? range : (OrRange){0, 0};
}

/* "the prosecutor", "her lawyer": who speaks in court unless told otherwise. */
static bool speaks_in_court(const OrReading *reading, const OrSpeaker *speaker)
{
    const OrVocabularyRow *role = speaker->office.role == OR_NO_INDEX
                                      ? NULL
                                      : or_word_row(reading, speaker->office.role, OR_VOCABULARY_CLASS_ROLE);

    return role != NULL && or_same_string(or_lexicon_string(role->value), (OrString){"lawyer", 6});
}

/* Whether a sentence is about somebody: its subject, or the name that it begins with. */
static bool has_as_subject(const OrReading *reading, OrRange sentence, uint32_t entity)
{
    for (uint32_t t = sentence.begin; t < sentence.end; t++) {
        const OrName *name = reading->name_at[t] > 0 ? &reading->names[reading->name_at[t] - 1] : NULL;

        if (name != NULL && name->entity == entity &&
            (name->subject || name->tokens.begin <= sentence.begin + 1))
            return true;
    }
    return false;
}

/* The first of the occasions behind a sentence. */
static uint32_t first_behind(const OrReading *reading, uint32_t sentence)
{
    uint32_t low = 0;
    uint32_t high = reading->occasion_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (reading->occasions[middle].sentence <= sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The last occasion at or before a sentence; with `sitting` only a sitting, else only of this sentence. */
static const OrOccasion *occasion_at(const OrReading *reading, uint32_t sentence, bool sitting)
{
    uint32_t behind = first_behind(reading, sentence);

    for (uint32_t i = behind; i > 0 && i + OCCASIONS_BACK > behind; i--) {
        const OrOccasion *occasion = &reading->occasions[i - 1];

        if (sitting ? occasion->sitting : occasion->sentence == sentence)
            return occasion;
    }
    return NULL;
}

const OrOccasion *or_occasion_of(const OrReading *reading, const OrDraft *draft)
{
    uint32_t anchor = draft->cue.count > 0 ? draft->cue.ranges[0].begin : draft->content.ranges[0].begin;
    uint32_t own = or_sentence_of(reading, anchor);
    uint32_t first = own > SENTENCES_BACK ? own - SENTENCES_BACK : 0;

    if (reading->occasion_count == 0)
        return NULL;
    if (tells_of_sitting(reading, cue_and_object(reading, draft)) ||
        speaks_in_court(reading, &draft->speaker))
        return occasion_at(reading, own, true);
    for (uint32_t s = own; s > first && draft->speaker.entity != OR_NO_INDEX; s--) {
        OrRange sentence = reading->document->sentences[s - 1].tokens;
        const OrOccasion *occasion = NULL;

        if (!has_as_subject(reading, sentence, draft->speaker.entity))
            continue;
        occasion = occasion_at(reading, s - 1, false);
        if (occasion == NULL && tells_of_sitting(reading, sentence))
            occasion = occasion_at(reading, s - 1, true);
        if (occasion != NULL)
            return occasion;
    }
    return NULL;
}
