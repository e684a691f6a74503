/*
 * clauses.c: attributions that the words alone give away.
 *
 * The attribution stage finds one layer: what stands inside the content of
 * another is left out. Here each content is looked through once for a subject
 * with a cue and a clause behind it ("the Cyber Command openly declared that"),
 * for "according to", and for "described as". Refusals to comment have no
 * content that stage would find; they are looked for everywhere.
 *
 * These are rules over neighbouring words, kept to what they rarely get wrong.
 */
#include "clauses.h"

#define LONGEST_SUBJECT 14

void or_add_clause(OrReading *reading, OrClauses *clauses, OrRange source, OrRange cue, OrRange content,
                   bool nested)
{
    OrAttribution *attribution;

    if (clauses->count == clauses->capacity) {
        uint32_t capacity = clauses->capacity * 2;

        clauses->items = reading->host->reallocate(reading->host, clauses->items,
                                                   clauses->capacity * sizeof(OrAttribution),
                                                   capacity * sizeof(OrAttribution));
        clauses->capacity = capacity;
    }
    attribution = &clauses->items[clauses->count++];
    *attribution = (OrAttribution){.confidence = OR_CLAUSE_CONFIDENCE, .nested = nested};
    if (!or_range_is_empty(source))
        attribution->source.ranges[attribution->source.count++] = source;
    if (!or_range_is_empty(cue))
        attribution->cue.ranges[attribution->cue.count++] = cue;
    attribution->content.ranges[attribution->content.count++] = content;
}

static bool is_before_cue(const OrReading *reading, uint32_t token)
{
    return or_word_is(reading, token, OR_WORD(ADVERB) | OR_WORD(AUXILIARY) | OR_WORD(NEGATION)) &&
           !or_is_capital(reading, token);
}

OrRange or_subject_before(const OrReading *reading, uint32_t verb, uint32_t limit)
{
    uint32_t end = verb;
    uint32_t begin;

    while (end > limit && is_before_cue(reading, end - 1))
        end--;
    if (end == limit)
        return (OrRange){0, 0};
    begin = end - 1;
    if (reading->name_at[begin] > 0) {
        begin = reading->names[reading->name_at[begin] - 1].tokens.begin;
        begin = or_phrase_begin(reading, begin, limit);
    } else if (or_word_is(reading, begin, OR_WORD(PRONOUN))) {
        return (OrRange){begin, end};
    } else if (reading->document->tokens[begin].kind == OR_TOKEN_WORD) {
        begin = or_phrase_begin(reading, begin, limit);
    }
    if (begin > limit && or_word_is(reading, begin - 1, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR)))
        begin--;
    if (begin > limit && or_word_is(reading, begin - 1, OR_WORD(PREPOSITION)))
        return (OrRange){0, 0};
    if (begin < limit || end - begin > LONGEST_SUBJECT || begin >= end ||
        (begin + 1 == end && or_word_is(reading, begin, OR_WORD(DETERMINER) | OR_WORD(PREPOSITION))))
        return (OrRange){0, 0};
    return (OrRange){begin, end};
}

bool or_can_speak(const OrReading *reading, OrRange subject)
{
    uint32_t head = subject.end - 1;

    if (reading->name_at[head] > 0)
        return true;
    if (or_word_is(reading, head, OR_WORD(PRONOUN)))
        return subject.end - subject.begin == 1 && !or_word_is(reading, head, OR_WORD(DETERMINER));
    return or_word_is(reading, head, OR_WORD(ROLE) | OR_WORD(BODY) | OR_WORD(DOCUMENT));
}

static uint32_t clause_end(const OrReading *reading, uint32_t token, uint32_t limit)
{
    uint32_t end = reading->document->sentences[or_sentence_of(reading, token)].tokens.end;

    return end < limit ? end : limit;
}

static bool says(const OrCuesRow *row)
{
    return row != NULL && row->manner != OR_CUES_MANNER_MENTAL;
}

/* "told | a press | briefing that": a noun that looks like a cue, behind a verb. */
static bool is_noun_here(const OrReading *reading, uint32_t token, OrRange subject, uint32_t limit)
{
    return or_word_is(reading, token, OR_WORD(SPEECH_NOUN) | OR_WORD(DOCUMENT)) && subject.begin > limit &&
           or_is_verb_form(reading, subject.begin - 1);
}

/* SUBJECT CUE that CLAUSE; without "that" only where a clause must follow the cue. */
static uint32_t read_clause(OrReading *reading, OrClauses *clauses, uint32_t token, OrRange within)
{
    uint32_t length;
    const OrCuesRow *row = or_cue_at(reading, token, within.end, &length);
    uint32_t behind = token + length;
    OrRange subject;
    OrRange content;

    if (!says(row) || behind + 3 >= within.end)
        return token + 1;
    content = (OrRange){behind, clause_end(reading, token, within.end)};
    if (!or_word_is(reading, behind, OR_WORD(COMPLEMENTIZER)) &&
        !(or_same_string(or_lexicon_string(row->lemma), (OrString){"say", 3}) &&
          (or_word_is(reading, behind, OR_WORD(PRONOUN) | OR_WORD(DETERMINER)) ||
           reading->name_at[behind] > 0)))
        return token + 1;
    subject = or_subject_before(reading, token, within.begin);
    if (or_range_is_empty(subject) || !or_can_speak(reading, subject) || content.end < content.begin + 3 ||
        is_noun_here(reading, token, subject, within.begin))
        return token + 1;
    or_add_clause(reading, clauses, subject, (OrRange){token, behind}, content, true);
    return behind;
}

/* "according to SOURCE, CLAUSE" */
static uint32_t read_according(OrReading *reading, OrClauses *clauses, uint32_t token, OrRange within)
{
    uint32_t length;
    const OrCuesRow *row = or_cue_at(reading, token, within.end, &length);
    OrRange source;
    uint32_t end;

    if (row == NULL || length != 2 || !or_word_is(reading, token + 1, OR_WORD(PREPOSITION)) ||
        !or_word_is(reading, token, OR_WORD(ADVERB)) || token + 2 >= within.end)
        return token;
    source = (OrRange){token + 2, or_phrase_end(reading, token + 2, within.end)};
    end = clause_end(reading, token, within.end);
    if (or_range_is_empty(source) || source.end + 3 >= end || !or_is_sign(reading, source.end, ','))
        return token;
    or_add_clause(reading, clauses, source, (OrRange){token, token + 2}, (OrRange){source.end + 1, end},
                  true);
    return source.end;
}

void or_find_inner_clauses(OrReading *reading, OrRange content, OrClauses *clauses)
{
    uint32_t t = content.begin;

    while (t < content.end) {
        uint32_t next;

        if (reading->document->tokens[t].kind != OR_TOKEN_WORD || reading->name_at[t] > 0) {
            t++;
            continue;
        }
        next = read_according(reading, clauses, t, content);
        t = next > t ? next : read_clause(reading, clauses, t, content);
    }
}

/* "declined to comment": what was declined is the content. */
void or_find_refusals(OrReading *reading, OrRange sentence, OrClauses *clauses)
{
    for (uint32_t t = sentence.begin; t < sentence.end; t++) {
        uint32_t length;
        const OrCuesRow *row;
        OrRange subject;

        if (reading->document->tokens[t].kind != OR_TOKEN_WORD || !or_is_verb_form(reading, t))
            continue;
        row = or_cue_at(reading, t, sentence.end, &length);
        if (row == NULL || row->act != OR_ACT_DECLINE_COMMENT)
            continue;
        subject = or_subject_before(reading, t, sentence.begin);
        if (or_range_is_empty(subject) || !or_can_speak(reading, subject))
            continue;
        or_add_clause(reading, clauses, subject, (OrRange){t, t + length},
                      (OrRange){t + length - 1, or_phrase_end(reading, t + length, sentence.end)}, false);
    }
}
