/*
 * acts.c: what a speaker does by saying it.
 *
 * A cue that is an act by itself ("urged", "denied") decides, unless it is
 * negated. For the others ("said") the words of the content are summed up: each
 * phrase of act_phrases.tsv adds its weight to its act, and the act with the
 * most is taken if it has enough. A phrase that performs its act ("we urge",
 * "China firmly opposes") counts in full where its clause begins, since only
 * there it is the speaker who does it, and half elsewhere.
 *
 * To reject a claim is to deny it; to reject a demand is not.
 */
#include "reading.h"

#include "../attribution/unspaced.h"

#define ENOUGH 5
#define MOST_OF_ONE_ACT 16
#define OPENING_BONUS 10
#define MOST_TOKENS_READ 120
#define CLAUSE_OPENING 9
#define CLAIMS_ENOUGH 3

typedef struct Tally {
    int weight[OR_ACT_COUNT];
    int strongest[OR_ACT_COUNT];
    OrRange evidence[OR_ACT_COUNT];
    bool performed[OR_ACT_COUNT];
    bool facts_only; /* the cue reports facts: words that judge are about them, not an act */
} Tally;

static bool is_denied(const OrReading *reading, uint32_t token, uint32_t begin)
{
    OrUnspaced text = {reading->document, reading->language};

    for (uint32_t back = 1; back <= 2 && token >= begin + back; back++) {
        if (reading->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH &&
            or_unspaced_word(&text, token - back, OR_CUE_WORDS_CLASS_NEGATION) == back)
            return true;
    }
    return (token > begin && or_word_is(reading, token - 1, OR_WORD(NEGATION))) ||
           (token > begin + 1 && or_word_is(reading, token - 2, OR_WORD(NEGATION)));
}

/* How many tokens open a clause: a word of Chinese has two. */
static uint32_t opening_of(const OrReading *reading, uint32_t token)
{
    return reading->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH ? 2 * CLAUSE_OPENING : CLAUSE_OPENING;
}

/* The speaker or the speaker's side is the subject: the clause has just begun. */
static bool is_performed(const OrReading *reading, uint32_t token, uint32_t clause)
{
    uint32_t before = token;

    /* "had been warned" */
    if (token > clause && or_word_is(reading, token - 1, OR_WORD(PASSIVE)) &&
        or_ends_in_participle(reading, token))
        return false;
    while (before > clause && or_word_is(reading, before - 1, OR_WORD(ADVERB) | OR_WORD(AUXILIARY)))
        before--;
    if (before == clause)
        return true;
    if (or_word_is(reading, before - 1, OR_WORD(PREPOSITION) | OR_WORD(DETERMINER)) ||
        (or_word_is(reading, before - 1, OR_WORD(POSSESSOR))))
        return false;
    return token - clause <= opening_of(reading, token);
}

static void add_phrase(const OrReading *reading, Tally *tally, const OrActPhrasesRow *row, OrRange tokens,
                       uint32_t clause, bool opening)
{
    bool performative = row->kind == OR_ACT_PHRASES_KIND_PERFORMATIVE;
    bool performed = performative && is_performed(reading, tokens.begin, clause);
    int weight = performative && !performed ? row->weight / 3 : row->weight;
    OrAct act = row->act;

    if ((performative && is_denied(reading, tokens.begin, clause)) || (tally->facts_only && !performed))
        return;
    tally->weight[act] += weight;
    if (tally->weight[act] > MOST_OF_ONE_ACT)
        tally->weight[act] = MOST_OF_ONE_ACT;
    if (performed && opening)
        tally->weight[act] += OPENING_BONUS;
    if (weight > tally->strongest[act]) {
        tally->strongest[act] = weight;
        tally->evidence[act] = tokens;
        tally->performed[act] = performed;
    }
}

/* "，", "。", "；" and the like. */
static bool is_wide_sign(const OrReading *reading, uint32_t token)
{
    const OrToken *it = &reading->document->tokens[token];

    return it->kind == OR_TOKEN_PUNCTUATION && it->length == 3;
}

static bool opens_clause(const OrReading *reading, uint32_t token)
{
    return or_is_sign(reading, token, ',') || or_is_sign(reading, token, ';') ||
           or_is_sign(reading, token, '.') || is_wide_sign(reading, token) ||
           or_word_is(reading, token, OR_WORD(CONJUNCTION) | OR_WORD(COMPLEMENTIZER));
}

/* The phrase that begins at a token in writing without blanks. */
static OrActPhrasesMatch ideographic_phrase_at(const OrReading *reading, uint32_t token, uint32_t end,
                                               uint32_t *length)
{
    const OrToken *tokens = reading->document->tokens;
    OrRange bytes = or_byte_range(reading, (OrRange){token, end});
    size_t covered;
    OrActPhrasesMatch match = or_find_longest_act_phrases(
        reading->language, (OrString){reading->document->text + bytes.begin, or_range_length(bytes)},
        &covered);

    *length = 0;
    while (match.count > 0 && token + *length < end && tokens[token + *length].begin < bytes.begin + covered)
        (*length)++;
    return match;
}

static void tally_range(const OrReading *reading, OrRange range, Tally *tally)
{
    uint32_t end = range.end - range.begin > MOST_TOKENS_READ ? range.begin + MOST_TOKENS_READ : range.end;
    uint32_t clause = range.begin;
    uint32_t t = range.begin;

    while (t < end) {
        uint32_t length = 0;
        OrActPhrasesMatch match = {NULL, 0};

        if (opens_clause(reading, t))
            clause = t + 1;
        if (reading->document->tokens[t].kind == OR_TOKEN_WORD ||
            reading->document->tokens[t].kind == OR_TOKEN_CONTRACTION)
            match = or_act_phrase_at(reading, t, end, &length);
        else if (reading->document->tokens[t].kind == OR_TOKEN_IDEOGRAPH)
            match = ideographic_phrase_at(reading, t, end, &length);
        for (uint32_t i = 0; i < match.count; i++)
            add_phrase(reading, tally, &match.rows[i], (OrRange){t, t + length}, clause,
                       t - range.begin <= opening_of(reading, t));
        t += length > 0 ? length : 1;
    }
}

static OrAct best_act(const Tally *tally)
{
    OrAct best = OR_ACT_STATE;
    int weight = ENOUGH - 1;

    for (int act = 0; act < OR_ACT_COUNT; act++) {
        if (tally->weight[act] > weight) {
            best = (OrAct) act;
            weight = tally->weight[act];
        }
    }
    return best;
}

static bool is_question(const OrReading *reading, const OrDraft *draft)
{
    OrRange last = draft->content.ranges[draft->content.count - 1];
    uint32_t t = last.end;

    while (t > last.begin && reading->document->tokens[t - 1].kind == OR_TOKEN_QUOTE)
        t--;
    return t > last.begin && or_is_sign(reading, t - 1, '?') &&
           or_sentence_of(reading, last.begin) == or_sentence_of(reading, t - 1);
}

static void take(OrDraft *draft, OrAct act, OrActRule rule, OrRange evidence)
{
    draft->act = act;
    draft->act_rule = rule;
    draft->act_evidence = evidence;
}

static void take_content(OrDraft *draft, const Tally *tally, OrAct act)
{
    take(draft, act, act == OR_ACT_STATE ? OR_ACT_RULE_NONE : OR_ACT_RULE_CONTENT, tally->evidence[act]);
    draft->act_performed = tally->performed[act];
}

static bool decides(const OrCuesRow *row)
{
    return row != NULL && row->manner != OR_CUES_MANNER_MENTAL && row->act != OR_ACT_STATE;
}

static bool row_reports(const OrCuesRow *row)
{
    return row != NULL && row->manner == OR_CUES_MANNER_FACTS;
}

void or_judge_act(const OrReading *reading, OrDraft *draft)
{
    Tally tally = {.facts_only = row_reports(draft->cue_row)};
    const OrCuesRow *row = draft->cue_row;

    draft->act_performed = false;
    for (uint32_t r = 0; r < draft->content.count; r++)
        tally_range(reading, draft->content.ranges[r], &tally);
    if (decides(row) && !draft->negated) {
        OrAct act = row->act;

        if (act == OR_ACT_REJECT) {
            uint32_t end = draft->cue_words.end + 8;
            uint32_t last =
                reading->document->sentences[or_sentence_of(reading, draft->cue_words.begin)].tokens.end;

            tally_range(reading, (OrRange){draft->cue_words.end, end < last ? end : last}, &tally);
            if (tally.weight[OR_ACT_DENY] >= CLAIMS_ENOUGH)
                act = OR_ACT_DENY;
        }
        take(draft, act, act == row->act ? OR_ACT_RULE_CUE : OR_ACT_RULE_DISMISSAL, draft->cue_words);
        return;
    }
    if (draft->negated && row != NULL && row->act == OR_ACT_DENY) {
        take(draft, OR_ACT_ADMIT, OR_ACT_RULE_NEGATED, draft->cue_words);
        return;
    }
    if (row != NULL && row->manner == OR_CUES_MANNER_MENTAL && draft->mode == OR_MODE_INDIRECT) {
        take(draft, row->act, OR_ACT_RULE_CUE, draft->cue_words);
        return;
    }
    if (draft->content.count > 0 && is_question(reading, draft) && best_act(&tally) == OR_ACT_STATE) {
        take(draft, OR_ACT_ASK, OR_ACT_RULE_QUESTION, draft->content.ranges[draft->content.count - 1]);
        return;
    }
    take_content(draft, &tally, best_act(&tally));
}
