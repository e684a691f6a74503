/*
 * cues.c: which word of a cue attributes, and what of the content is content.
 */
#include "reading.h"
#include "relative_dates.h"

#include <string.h>

#define LONGEST_OBJECT 40

/* Words that only lead to the cue proper: "went on to say", "continued by noting". */
static bool is_weak(const OrCuesRow *row)
{
    return row->manner == OR_CUES_MANNER_MENTAL;
}

static const OrCuesRow *cue_of_noun(const OrReading *reading, uint32_t token)
{
    OrNounCuesMatch noun = or_find_noun_cues(reading->language, or_token_text(reading, token));
    OrCuesMatch cue;

    if (noun.count == 0)
        return NULL;
    cue = or_find_cues(reading->language, or_lexicon_string(noun.rows[0].lemma));
    return cue.count > 0 ? cue.rows : NULL;
}

/* An act of its own weighs most, then any speech, then a mental state, then a noun. */
static int rank(const OrCuesRow *row, bool noun)
{
    if (noun)
        return 1;
    if (is_weak(row))
        return 2;
    return row->act == OR_ACT_STATE ? 3 : 4;
}

static uint32_t sentence_end(const OrReading *reading, uint32_t token)
{
    return reading->document->sentences[or_sentence_of(reading, token)].tokens.end;
}

static void consider(const OrReading *reading, OrDraft *draft, uint32_t token, int *best)
{
    uint32_t length = 1;
    const OrCuesRow *row = or_cue_at(reading, token, sentence_end(reading, token), &length);
    bool noun = row == NULL;

    if (noun) {
        row = cue_of_noun(reading, token);
        length = 1;
    }
    if (row == NULL || rank(row, noun) <= *best)
        return;
    *best = rank(row, noun);
    draft->cue_row = row;
    draft->cue_words = (OrRange){token, token + length};
}

static bool is_negated(const OrReading *reading, const OrDraft *draft)
{
    uint32_t begin = draft->cue_words.begin;
    uint32_t first = draft->cue.ranges[0].begin < begin ? draft->cue.ranges[0].begin : begin;
    uint32_t sentence = reading->document->sentences[or_sentence_of(reading, begin)].tokens.begin;

    if (first > sentence)
        first--;
    for (uint32_t t = first; t < begin; t++) {
        if (or_word_is(reading, t, OR_WORD(NEGATION)))
            return true;
    }
    return false;
}

/* In writing without blanks the cue is found as it stands. */
static void read_ideographic_cue(const OrReading *reading, OrDraft *draft)
{
    OrCuesMatch match =
        or_find_cues(reading->language,
                     (OrString){reading->document->text + or_byte_range(reading, draft->cue.ranges[0]).begin,
                                or_range_length(or_byte_range(reading, draft->cue.ranges[0]))});

    if (match.count == 0)
        return;
    draft->cue_row = match.rows;
    draft->cue_words = draft->cue.ranges[0];
}

void or_read_cue(const OrReading *reading, OrDraft *draft)
{
    int best = 0;

    draft->cue_row = NULL;
    draft->cue_words = (OrRange){0, 0};
    if (draft->cue.count > 0 &&
        reading->document->tokens[draft->cue.ranges[0].begin].kind == OR_TOKEN_IDEOGRAPH)
        read_ideographic_cue(reading, draft);
    for (uint32_t r = 0; r < draft->cue.count; r++) {
        for (uint32_t t = draft->cue.ranges[r].begin; t < draft->cue.ranges[r].end; t++) {
            if (reading->document->tokens[t].kind == OR_TOKEN_WORD)
                consider(reading, draft, t, &best);
        }
    }
    draft->negated = draft->cue_row != NULL && is_negated(reading, draft);
}

static bool is_full_stop(const OrReading *reading, uint32_t token)
{
    OrString text = or_token_text(reading, token);

    return (text.length == 1 && strchr(".,:;", text.data[0]) != NULL) ||
           (reading->document->tokens[token].kind == OR_TOKEN_PUNCTUATION && text.length >= 3 &&
            (unsigned char) text.data[0] >= 0xE2 && !or_word_is(reading, token, OR_WORD_QUOTED));
}

/* "said this morning that": a date between the cue and the content is no part of it. */
static OrRange behind_date(const OrReading *reading, const OrDraft *draft, OrRange range)
{
    const OrToken *tokens = reading->document->tokens;
    OrString text = {reading->document->text, reading->document->length};
    OrDateAnchors anchors = {.published = reading->published};
    OrDate date;
    uint32_t read_end;
    uint32_t behind = range.begin;

    if (draft->cue.count == 0 || range.begin != draft->cue.ranges[draft->cue.count - 1].end ||
        tokens[range.begin - 1].kind == OR_TOKEN_IDEOGRAPH ||
        or_word_is(reading, range.begin, OR_WORD_QUOTED) ||
        !or_read_relative_date(reading->language, text, tokens[range.begin].begin,
                               tokens[range.end - 1].begin + tokens[range.end - 1].length, &anchors, &date,
                               &read_end))
        return range;
    while (behind < range.end && tokens[behind].begin < read_end)
        behind++;
    /* but "said Monday was a holiday" */
    if (behind == range.end || !or_is_verb_form(reading, behind))
        range.begin = behind;
    return range;
}

/* Without "that" and the signs before it and behind. What stands in quotation marks stays whole. */
static OrRange trim_range(const OrReading *reading, OrRange range)
{
    bool quoted_end;

    while (range.begin < range.end &&
           (or_word_is(reading, range.begin, OR_WORD(COMPLEMENTIZER) | OR_WORD(INFINITIVE)) ||
            is_full_stop(reading, range.begin) || or_is_sign(reading, range.begin, '-')))
        range.begin++;
    quoted_end = range.end > range.begin && reading->document->tokens[range.end - 1].kind == OR_TOKEN_QUOTE;
    while (!quoted_end && range.end > range.begin && is_full_stop(reading, range.end - 1) &&
           !or_word_is(reading, range.end - 1, OR_WORD_QUOTED))
        range.end--;
    return range;
}

static bool is_quotation_mark(const OrReading *reading, uint32_t token)
{
    return reading->document->tokens[token].kind == OR_TOKEN_QUOTE;
}

static OrMode mode_of(const OrReading *reading, const OrRole *content)
{
    bool verbatim = false;
    bool paraphrase = false;

    for (uint32_t r = 0; r < content->count; r++) {
        for (uint32_t t = content->ranges[r].begin; t < content->ranges[r].end; t++) {
            uint8_t kind = reading->document->tokens[t].kind;

            if (is_quotation_mark(reading, t) || kind == OR_TOKEN_PUNCTUATION)
                continue;
            if (or_word_is(reading, t, OR_WORD_QUOTED))
                verbatim = true;
            else
                paraphrase = true;
        }
    }
    return !verbatim ? OR_MODE_INDIRECT : paraphrase ? OR_MODE_MIXED : OR_MODE_DIRECT;
}

/*
 * Where the content begins behind the object of a cue that is aimed at it:
 * "accused | the firms | of providing", "urged | Velland | to | withdraw".
 */
static uint32_t behind_object(const OrReading *reading, const OrDraft *draft)
{
    OrRange content = draft->content.ranges[0];
    uint32_t limit =
        content.begin + LONGEST_OBJECT < content.end ? content.begin + LONGEST_OBJECT : content.end;

    if (content.begin < draft->cue_words.end || content.begin > draft->cue_words.end + 2)
        return content.begin;
    for (uint32_t t = content.begin; t + 1 < limit; t++) {
        if (or_word_is(reading, t, OR_WORD_QUOTED))
            break;
        if (or_word_is(reading, t, OR_WORD(INFINITIVE)) && t > content.begin)
            return t + 1;
        if (or_word_is(reading, t, OR_WORD(INFINITIVE)))
            return content.begin + 1;
        if (or_word_is(reading, t, OR_WORD(REPROACH)))
            return draft->cue_row->act == OR_ACT_ACCUSE ? t : content.begin;
    }
    return content.begin;
}

void or_trim_content(const OrReading *reading, OrDraft *draft)
{
    OrRole trimmed = {.count = 0};

    for (uint32_t r = 0; r < draft->content.count; r++) {
        OrRange range = trim_range(reading, behind_date(reading, draft, draft->content.ranges[r]));

        if (!or_range_is_empty(range))
            trimmed.ranges[trimmed.count++] = range;
    }
    draft->content = trimmed;
    if (trimmed.count > 0 && draft->cue_row != NULL && draft->cue_row->object == OR_CUES_OBJECT_TARGET)
        draft->content.ranges[0].begin = behind_object(reading, draft);
    draft->mode = mode_of(reading, &draft->content);
}
