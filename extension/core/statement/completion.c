/*
 * completion.c: what the attribution stage leaves open.
 *
 * A source that it has not seen stands beside the cue, before it or, with the
 * verb first, behind it ("said the spokesperson"). Two attributions of one
 * content are one: the cue in the content's own sentence is the right one.
 * A passive without an agent ("are accused of") says nothing of who speaks.
 *
 * Press reports end many sentences in their cue: "CLAUSE, she said in a
 * statement." Where nothing covers such a clause, it is taken; and so is a
 * quotation that follows a statement in its paragraph, or fills a paragraph
 * after one, without a cue of its own: the speaker goes on.
 */
#include "completion.h"

#include "../attribution/unspaced.h"

#include <string.h>

#define SAME_CONTENT_NEIGHBOURS 6
#define LONGEST_TAIL 24
#define SHORTEST_CLAUSE 4
#define SHORTEST_QUOTATION 5

static OrRange sentence_at(const OrReading *reading, uint32_t token)
{
    return reading->document->sentences[or_sentence_of(reading, token)].tokens;
}

static uint32_t cue_token(const OrAttribution *attribution)
{
    return attribution->cue.count > 0 ? attribution->cue.ranges[0].begin : OR_NO_INDEX;
}

static uint32_t content_length(const OrAttribution *attribution)
{
    uint32_t length = 0;

    for (uint32_t r = 0; r < attribution->content.count; r++)
        length += or_range_length(attribution->content.ranges[r]);
    return length;
}

static uint32_t shared_length(const OrAttribution *a, const OrAttribution *b)
{
    uint32_t shared = 0;

    for (uint32_t i = 0; i < a->content.count; i++) {
        for (uint32_t j = 0; j < b->content.count; j++) {
            OrRange x = a->content.ranges[i];
            OrRange y = b->content.ranges[j];
            uint32_t begin = x.begin > y.begin ? x.begin : y.begin;
            uint32_t end = x.end < y.end ? x.end : y.end;

            shared += end > begin ? end - begin : 0;
        }
    }
    return shared;
}

static bool cue_in_own_sentence(const OrReading *reading, const OrAttribution *attribution)
{
    uint32_t cue = cue_token(attribution);
    OrRange sentence;

    if (cue == OR_NO_INDEX || attribution->content.count == 0)
        return false;
    sentence = sentence_at(reading, cue);
    return attribution->content.ranges[0].begin < sentence.end &&
           attribution->content.ranges[0].end > sentence.begin;
}

/* Of two attributions with one content, whether `a` is the worse. */
static bool is_worse_double(const OrReading *reading, const OrAttribution *a, const OrAttribution *b)
{
    uint32_t shared = shared_length(a, b);
    uint32_t joint = content_length(a) + content_length(b) - shared;

    if (shared * 5 < joint * 4)
        return false;
    if (cue_in_own_sentence(reading, a) != cue_in_own_sentence(reading, b))
        return cue_in_own_sentence(reading, b);
    return a->confidence < b->confidence || (a->confidence == b->confidence && a < b);
}

static bool is_double(const OrReading *reading, const OrAttributions *found, uint32_t index)
{
    uint32_t first = index > SAME_CONTENT_NEIGHBOURS ? index - SAME_CONTENT_NEIGHBOURS : 0;

    for (uint32_t i = first; i < found->count && i <= index + SAME_CONTENT_NEIGHBOURS; i++) {
        if (i != index && is_worse_double(reading, &found->items[index], &found->items[i]))
            return true;
    }
    return false;
}

/* "are accused of": the source that stands before such a cue is whom it is about. */
static bool is_passive(const OrReading *reading, const OrAttribution *attribution)
{
    uint32_t cue = cue_token(attribution);
    uint32_t length;
    const OrCuesRow *row;
    uint32_t t;

    if (cue == OR_NO_INDEX || attribution->source.count == 0 || attribution->source.ranges[0].begin > cue)
        return false;
    t = attribution->cue.ranges[0].end - 1;
    while (t > cue && or_word_is(reading, t, OR_WORD(PREPOSITION)))
        t--;
    row = or_cue_at(reading, t, t + 1, &length);
    return row != NULL && row->object == OR_CUES_OBJECT_TARGET && t > 0 &&
           or_word_is(reading, t - 1, OR_WORD(PASSIVE)) && or_ends_in_participle(reading, t);
}

/* "said the spokesperson": the phrase behind a cue, where the sentence or a comma ends it. */
static OrRange subject_behind(const OrReading *reading, uint32_t behind)
{
    OrRange sentence = sentence_at(reading, behind > 0 ? behind - 1 : 0);
    uint32_t end;

    if (behind >= sentence.end)
        return (OrRange){0, 0};
    end = or_phrase_end(reading, behind, sentence.end);
    if (end == behind || !or_can_speak(reading, (OrRange){behind, end}) ||
        (end < sentence.end && reading->document->tokens[end].kind != OR_TOKEN_PUNCTUATION &&
         !or_word_is(reading, end, OR_WORD(WEEKDAY))))
        return (OrRange){0, 0};
    return (OrRange){behind, end};
}

/* "a person close to | her": a source that was cut short at a preposition goes on to its cue. */
static void complete_source(const OrReading *reading, OrAttribution *attribution)
{
    uint32_t cue = cue_token(attribution);
    OrRange *source = &attribution->source.ranges[0];

    if (cue != OR_NO_INDEX && attribution->source.count == 1 && source->end < cue && source->end + 4 > cue &&
        or_word_is(reading, source->end - 1, OR_WORD(PREPOSITION) | OR_WORD(COMPLEMENT)))
        source->end = cue;
}

/* Whether only a conjunction joins a cue to what stands before it: "rejected the claims, and firmly | urged".
 */
static bool is_joined(const OrReading *reading, uint32_t cue, uint32_t limit)
{
    while (cue > limit && or_word_is(reading, cue - 1, OR_WORD(ADVERB) | OR_WORD(AUXILIARY)))
        cue--;
    return cue > limit && or_word_is(reading, cue - 1, OR_WORD(CONJUNCTION));
}

/* The one who says what stands before in the sentence, if the two are not one inside the other. */
static const OrRole *source_before(const OrAttribution *attribution, const OrAttribution *before,
                                   OrRange sentence)
{
    uint32_t cue = before == NULL ? OR_NO_INDEX : cue_token(before);

    if (cue == OR_NO_INDEX || cue < sentence.begin || before->source.count == 0 ||
        before->nested != attribution->nested)
        return NULL;
    return &before->source;
}

/* `before`: the attribution before it in the text, or NULL. */
static void find_source(const OrReading *reading, OrAttribution *attribution, const OrAttribution *before)
{
    uint32_t cue = cue_token(attribution);
    const OrRole *source;
    OrRange sentence;
    OrRange subject;

    if (cue == OR_NO_INDEX || attribution->source.count > 0 ||
        reading->document->tokens[cue].kind != OR_TOKEN_WORD)
        return;
    sentence = sentence_at(reading, cue);
    source = source_before(attribution, before, sentence);
    if (source != NULL && is_joined(reading, cue, sentence.begin)) {
        attribution->source = *source;
        return;
    }
    subject = or_subject_before(reading, cue, sentence.begin);
    if (or_range_is_empty(subject) || !or_can_speak(reading, subject))
        subject = subject_behind(reading, attribution->cue.ranges[attribution->cue.count - 1].end);
    if (or_range_is_empty(subject))
        return;
    attribution->source.ranges[0] = subject;
    attribution->source.count = 1;
}

/* "she said in an online statement": the occasion is no content. */
static bool is_occasion(const OrReading *reading, const OrAttribution *attribution)
{
    OrRange content;
    uint32_t t;

    if (attribution->content.count != 1 || attribution->cue.count == 0)
        return false;
    content = attribution->content.ranges[0];
    if (content.begin < attribution->cue.ranges[0].end ||
        or_word_is(reading, content.begin, OR_WORD_QUOTED) ||
        !or_word_is(reading, content.begin - 1, OR_WORD(PREPOSITION)))
        return false;
    for (t = content.begin; t < content.end; t++) {
        if (or_word_is(reading, t, OR_WORD(SPEECH_NOUN)))
            return true;
        if (or_word_is(reading, t, OR_WORD(PREPOSITION) | OR_WORD(COMPLEMENTIZER) | OR_WORD(RELATIVE)))
            return false;
    }
    return false;
}

static bool has_verb(const OrReading *reading, OrRange range)
{
    for (uint32_t t = range.begin; t < range.end; t++) {
        if (or_word_is(reading, t, OR_WORD(AUXILIARY)) || or_is_verb_form(reading, t))
            return true;
    }
    return false;
}

/* "said that since last year, ...": a content without a verb that a comma ends is the beginning of its
 * clause. */
static void extend_clause(const OrReading *reading, OrAttribution *attribution)
{
    OrRange *content = &attribution->content.ranges[0];
    OrRange sentence;

    if (attribution->content.count != 1 || !or_word_is(reading, content->begin, OR_WORD(COMPLEMENTIZER)) ||
        content->end - content->begin > SHORTEST_CLAUSE + 2 || has_verb(reading, *content))
        return;
    sentence = sentence_at(reading, content->begin);
    if (content->end + SHORTEST_CLAUSE < sentence.end && or_is_sign(reading, content->end, ','))
        content->end = sentence.end;
}

void or_mend_attributions(OrReading *reading, const OrAttributions *found, OrClauses *mended)
{
    mended->items = reading->host->allocate(reading->host, (found->count + 1) * sizeof(OrAttribution));
    mended->capacity = found->count + 1;
    mended->count = 0;
    for (uint32_t i = 0; i < found->count; i++) {
        OrAttribution attribution = found->items[i];

        if (is_double(reading, found, i) || is_passive(reading, &attribution) ||
            is_occasion(reading, &attribution))
            continue;
        complete_source(reading, &attribution);
        find_source(reading, &attribution, mended->count > 0 ? &mended->items[mended->count - 1] : NULL);
        extend_clause(reading, &attribution);
        mended->items[mended->count++] = attribution;
    }
}

/* Which tokens are content of something, or its cue. */
static uint8_t *cover(OrReading *reading, const OrClauses *mended)
{
    uint8_t *covered = reading->host->allocate(reading->host, reading->document->token_count + 1);

    memset(covered, 0, reading->document->token_count + 1);
    for (uint32_t i = 0; i < mended->count; i++) {
        const OrAttribution *attribution = &mended->items[i];

        for (uint32_t r = 0; r < attribution->content.count && !attribution->nested; r++)
            memset(covered + attribution->content.ranges[r].begin, 1,
                   or_range_length(attribution->content.ranges[r]));
        for (uint32_t r = 0; r < attribution->cue.count; r++)
            memset(covered + attribution->cue.ranges[r].begin, 2,
                   or_range_length(attribution->cue.ranges[r]));
    }
    return covered;
}

static uint32_t count_covered(const uint8_t *covered, OrRange range)
{
    uint32_t count = 0;

    for (uint32_t t = range.begin; t < range.end; t++)
        count += covered[t] != 0;
    return count;
}

/* Behind its cue a sentence only says where, when and to whom; or goes on with ", adding that". */
static bool is_tail(const OrReading *reading, uint32_t begin, uint32_t end)
{
    uint32_t length;

    for (uint32_t t = begin; t < end; t++) {
        const OrCuesRow *row;

        if (or_is_sign(reading, t, ',') && t + 1 < end && t > begin) {
            row = or_cue_at(reading, t + 1, end, &length);
            if (row != NULL && row->manner != OR_CUES_MANNER_MENTAL)
                return true;
        }
        if (t - begin > LONGEST_TAIL || reading->document->tokens[t].kind == OR_TOKEN_QUOTE ||
            or_word_is(reading, t, OR_WORD(COMPLEMENTIZER)) ||
            (or_word_is(reading, t, OR_WORD(PRONOUN)) && !or_word_is(reading, t, OR_WORD(POSSESSOR))) ||
            or_word_is(reading, t, OR_WORD(AUXILIARY)))
            return false;
    }
    return true;
}

/* The clause before a subject that a comma parts from it: "CLAUSE, she said". */
static OrRange clause_before(const OrReading *reading, OrRange sentence, OrRange subject)
{
    OrRange clause = {sentence.begin, subject.begin};

    if (subject.begin <= sentence.begin + SHORTEST_CLAUSE || !or_is_sign(reading, subject.begin - 1, ','))
        return (OrRange){0, 0};
    clause.end = subject.begin - 1;
    return has_verb(reading, clause) ? clause : (OrRange){0, 0};
}

/* Where a subject with appositions begins: "CLAUSE, Tang Lan, director of the Center, told". */
static OrRange widen_subject(const OrReading *reading, OrRange sentence, OrRange subject, uint32_t verb)
{
    if (!or_range_is_empty(subject) || verb < sentence.begin + 2 || !or_is_sign(reading, verb - 1, ','))
        return subject;
    for (uint32_t t = verb - 1; t > sentence.begin && verb - t < 40; t--) {
        if (or_is_sign(reading, t - 1, ',') || t - 1 == sentence.begin)
            continue;
        if (reading->name_at[t - 1] > 0 && or_is_sign(reading, t, ',')) {
            OrRange name = reading->names[reading->name_at[t - 1] - 1].tokens;
            uint32_t begin = or_phrase_begin(reading, name.begin, sentence.begin);

            if (begin > sentence.begin && or_is_sign(reading, begin - 1, ','))
                return (OrRange){begin, verb};
        }
    }
    return subject;
}

static void read_final_cue(OrReading *reading, OrRange sentence, const uint8_t *covered, OrClauses *uncovered)
{
    for (uint32_t t = sentence.begin + SHORTEST_CLAUSE; t < sentence.end; t++) {
        uint32_t length;
        const OrCuesRow *row;
        OrRange subject;
        OrRange clause;

        if (reading->document->tokens[t].kind != OR_TOKEN_WORD || reading->name_at[t] > 0 ||
            or_word_is(reading, t, OR_WORD_QUOTED) || covered[t] == 1 || !or_is_verb_form(reading, t))
            continue;
        row = or_cue_at(reading, t, sentence.end, &length);
        if (row == NULL || row->manner == OR_CUES_MANNER_MENTAL || row->act != OR_ACT_STATE)
            continue;
        subject = or_subject_before(reading, t, sentence.begin);
        subject = widen_subject(reading, sentence, subject, t);
        if (or_range_is_empty(subject) || !or_can_speak(reading, subject) ||
            !is_tail(reading, t + length, sentence.end))
            continue;
        clause = clause_before(reading, sentence, subject);
        if (or_range_is_empty(clause) || 2 * count_covered(covered, clause) > or_range_length(clause))
            continue;
        or_add_clause(reading, uncovered, subject, (OrRange){t, t + length}, clause, false);
        return;
    }
}

static bool is_sentence_end(const OrReading *reading, uint32_t token)
{
    OrUnspaced text = {reading->document, reading->language};
    int32_t sign = or_unspaced_sign(&text, token);

    return or_is_clause_stop(sign) || or_is_clause_comma(sign);
}

/* Whether something of a statement stands before a token in its block, or covers the end of the block before.
 */
static bool follows_statement(const OrReading *reading, const uint8_t *covered, OrRange quotation,
                              OrRange block)
{
    if (count_covered(covered, (OrRange){block.begin, quotation.begin}) > 0)
        return true;
    return quotation.begin == block.begin && quotation.end == block.end && block.begin > 0;
}

static OrRange block_tokens(const OrReading *reading, uint32_t token)
{
    const OrDocument *document = reading->document;
    const OrBlock *block = &document->blocks[document->sentences[or_sentence_of(reading, token)].block];

    return (OrRange){document->sentences[block->sentences.begin].tokens.begin,
                     document->sentences[block->sentences.end - 1].tokens.end};
}

static void read_quotations(OrReading *reading, const uint8_t *covered, OrClauses *uncovered)
{
    const OrDocument *document = reading->document;

    for (uint32_t q = 0; q < document->quotation_count; q++) {
        const OrQuotation *quotation = &document->quotations[q];
        OrRange tokens = quotation->tokens;
        const OrSentence *sentence = &document->sentences[or_sentence_of(reading, tokens.begin)];

        if (quotation->depth > 0 || tokens.end - tokens.begin < SHORTEST_QUOTATION ||
            document->blocks[sentence->block].kind != OR_BLOCK_BODY || count_covered(covered, tokens) > 0 ||
            !(is_sentence_end(reading, tokens.end - 1) || is_sentence_end(reading, tokens.end - 2)) ||
            sentence->tokens.begin != tokens.begin)
            continue;
        if (follows_statement(reading, covered, tokens, block_tokens(reading, tokens.begin)))
            or_add_clause(reading, uncovered, (OrRange){0, 0}, (OrRange){0, 0}, tokens, false);
    }
}

void or_find_uncovered(OrReading *reading, const OrClauses *mended, OrClauses *uncovered)
{
    const OrDocument *document = reading->document;
    uint8_t *covered = cover(reading, mended);

    for (uint32_t s = 0; s < document->sentence_count; s++) {
        if (document->blocks[document->sentences[s].block].kind == OR_BLOCK_BODY)
            read_final_cue(reading, document->sentences[s].tokens, covered, uncovered);
    }
    read_quotations(reading, covered, uncovered);
    reading->host->release(reading->host, covered);
}
