/*
 * acts.c: what a speaker does by saying it.
 *
 * A cue that is an act by itself ("urged", "denied") decides, unless it is
 * negated. For the others ("said") signs are weighed: the words of the content
 * (act_words.c), whose side its subject is and what the first auxiliary says of
 * it ("own future": "we will"), the cue, who speaks, how the words are given.
 * Each sign adds to some acts and takes from others by the weights of
 * act_signs.tsv, and the act with the highest sum is taken. A language whose
 * list has no row for a sign does without it.
 *
 * To reject a claim is to deny it; to reject a demand is not.
 */
#include "act_words.h"
#include "labels.h"
#include "reading.h"
#include "sides.h"

#include <string.h>

#define CLAIMS_ENOUGH 3
#define LONGEST_SIGN 64
#define SHORT_CONTENT 8
#define LONG_CONTENT 30
#define SHORT_QUOTATION 6

typedef struct Score {
    const OrReading *reading;
    int sum[OR_ACT_COUNT];
} Score;

static size_t append(char *key, size_t length, OrString part)
{
    if (part.length > 0 && length + part.length <= LONGEST_SIGN) {
        memcpy(key + length, part.data, part.length);
        length += part.length;
    }
    return length;
}

static OrString string_of(const char *text)
{
    return (OrString){text, strlen(text)};
}

/* A sign is named by one word, or two with a blank between, and perhaps " not". */
static void add_sign(Score *score, const char *name, OrString second, bool negated, int amount)
{
    char key[LONGEST_SIGN];
    size_t length = append(key, 0, string_of(name));
    OrActSignsMatch match;

    if (amount == 0)
        return;
    if (second.length > 0)
        length = append(key, append(key, length, string_of(" ")), second);
    if (negated)
        length = append(key, length, string_of(" not"));
#ifdef OR_DUMP_SIGNS
    fprintf(OR_DUMP_SIGNS, " %.*s:%d", (int) length, key, amount);
#endif
    match = or_find_act_signs(score->reading->language, (OrString){key, length});
    for (uint32_t i = 0; i < match.count; i++)
        score->sum[match.rows[i].act] += match.rows[i].weight * amount;
}

static void add_plain_sign(Score *score, const char *name, int amount)
{
    add_sign(score, name, (OrString){NULL, 0}, false, amount);
}

static void add_words(Score *score, const OrActWords *words)
{
    for (int act = 0; act < OR_ACT_COUNT; act++) {
        add_sign(score, "performs", string_of(or_act_label(act)), false, words->performed[act]);
        add_sign(score, "says", string_of(or_act_label(act)), false, words->said[act]);
        add_sign(score, "says", string_of(or_act_label(act)), true, words->unsaid[act]);
    }
}

static const char *const SUBJECT_SIGNS[OR_SUBJECT_SIDE_COUNT] = {
    [OR_SUBJECT_UNKNOWN] = "nobody", [OR_SUBJECT_OWN] = "own",     [OR_SUBJECT_YOU] = "you",
    [OR_SUBJECT_OTHER] = "other",    [OR_SUBJECT_THING] = "thing",
};

/* Whose doing the content speaks of, and of whom words of wrongdoing or merit are said. */
static void add_subject(Score *score, const OrSubject *subject, const OrActWords *words)
{
    const char *side = SUBJECT_SIGNS[subject->side];

    add_plain_sign(score, side, 1);
    if (subject->modal.length > 0)
        add_sign(score, side, subject->modal, subject->negated, 1);
    else if (subject->negated)
        add_sign(score, side, (OrString){NULL, 0}, true, 1);
    for (int i = 0; i < OR_SUBJECT_SIDE_COUNT; i++) {
        add_sign(score, SUBJECT_SIGNS[i], string_of("at fault"), false, words->fault[i]);
        add_sign(score, SUBJECT_SIGNS[i], string_of("merits"), false, words->merit[i]);
    }
}

/* Who has just accused somebody goes on in that vein. */
static void add_before(Score *score, const OrDraft *before)
{
    if (before == NULL)
        add_plain_sign(score, "first", 1);
    else
        add_sign(score, "after", string_of(or_act_label(before->act)), false, 1);
}

static const char *const MODE_SIGNS[] = {
    [OR_MODE_DIRECT] = "direct", [OR_MODE_MIXED] = "mixed", [OR_MODE_INDIRECT] = "indirect"};

static void add_speaker(Score *score, const OrDraft *draft)
{
    const OrSpeaker *speaker = &draft->speaker;
    const OrVocabularyRow *role =
        speaker->office.role == OR_NO_INDEX
            ? NULL
            : or_word_row(score->reading, speaker->office.role, OR_VOCABULARY_CLASS_ROLE);

    add_plain_sign(score, MODE_SIGNS[draft->mode], 1);
    add_sign(score, "speaker", string_of(or_speaker_kind_label(speaker->kind)), false, 1);
    if (role != NULL)
        add_sign(score, "role", or_lexicon_string(role->value), false, 1);
    if (draft->cue_row != NULL)
        add_sign(score, "cue", or_lexicon_string(draft->cue_row->lemma), draft->negated, 1);
    add_plain_sign(score, "nested", draft->parent != OR_NO_INDEX);
}

/* What a look over the content's tokens shows. */
typedef struct Look {
    uint32_t length;
    uint32_t quoted;
    uint32_t numbers;
    uint32_t negations;
    uint32_t own_pronouns;
    uint32_t own_names;
    uint32_t other_names;
    bool asks;
    bool exclaims;
} Look;

static void look_at(const OrReading *reading, const OrDraft *draft, uint32_t token, Look *look)
{
    const OrToken *it = &reading->document->tokens[token];
    const OrVocabularyRow *pronoun;

    if (it->kind != OR_TOKEN_QUOTE)
        look->asks = or_is_sign(reading, token, '?'); /* of the last sentence */
    look->exclaims = look->exclaims || or_is_sign(reading, token, '!');
    look->numbers += it->kind == OR_TOKEN_NUMBER;
    if (it->kind != OR_TOKEN_WORD && it->kind != OR_TOKEN_IDEOGRAPH && it->kind != OR_TOKEN_CONTRACTION)
        return;
    look->length++;
    look->quoted += or_word_is(reading, token, OR_WORD_QUOTED);
    look->negations += or_word_is(reading, token, OR_WORD(NEGATION));
    if (reading->name_at[token] > 0) {
        const OrName *name = &reading->names[reading->name_at[token] - 1];

        if (token + 1 != name->tokens.end)
            return;
        if (or_is_own_name(reading, name, &draft->speaker))
            look->own_names++;
        else
            look->other_names++;
        return;
    }
    pronoun = or_word_row(reading, token, OR_VOCABULARY_CLASS_PRONOUN);
    look->own_pronouns +=
        pronoun != NULL && or_same_string(or_lexicon_string(pronoun->value), string_of("first"));
}

static void add_look(Score *score, const OrDraft *draft)
{
    Look look = {.length = 0};

    for (uint32_t r = 0; r < draft->content.count; r++) {
        for (uint32_t t = draft->content.ranges[r].begin; t < draft->content.ranges[r].end; t++)
            look_at(score->reading, draft, t, &look);
    }
    add_plain_sign(score, "question", look.asks);
    add_plain_sign(score, "exclamation", look.exclaims);
    add_plain_sign(score, "numbers", look.numbers > 0);
    add_plain_sign(score, "negation", look.negations > 0);
    add_plain_sign(score, "first person", look.own_pronouns > 0);
    add_plain_sign(score, "own name", look.own_names > 0);
    add_plain_sign(score, "other name", look.other_names > 0);
    add_plain_sign(score, "short", look.length < SHORT_CONTENT);
    add_plain_sign(score, "long", look.length > LONG_CONTENT);
    add_plain_sign(score, "choice words",
                   draft->mode == OR_MODE_MIXED && look.quoted > 0 && look.quoted <= SHORT_QUOTATION);
}

static OrAct best_act(const Score *score)
{
    OrAct best = OR_ACT_STATE;

    for (int act = 0; act < OR_ACT_COUNT; act++) {
        if (score->sum[act] > score->sum[best])
            best = (OrAct) act;
    }
    return best;
}

static void take(OrDraft *draft, OrAct act, OrActRule rule, OrRange evidence)
{
    draft->act_clause = evidence.begin;
    draft->act = act;
    draft->act_rule = rule;
    draft->act_evidence = evidence;
}

/* Without words of the act itself, its evidence is the subject with its verb. */
static void weigh(const OrReading *reading, OrDraft *draft, const OrDraft *before, const OrActWords *words)
{
    Score score = {.reading = reading};
    OrSubject subject = or_subject_of(reading, draft->content.ranges[0], &draft->speaker, draft->mode);
    OrAct act;

    add_plain_sign(&score, "always", 1);
    add_words(&score, words);
    add_subject(&score, &subject, words);
    add_speaker(&score, draft);
    add_look(&score, draft);
    add_before(&score, before);
    act = best_act(&score);
    draft->act_performed = words->governs[act];
    if (act == OR_ACT_STATE)
        take(draft, act, OR_ACT_RULE_NONE, (OrRange){0, 0});
    else if (words->strongest[act] > 0)
        take(draft, act, OR_ACT_RULE_CONTENT, words->evidence[act]);
    else
        take(draft, act, OR_ACT_RULE_SIGNS, subject.tokens);
    if (draft->act_rule == OR_ACT_RULE_CONTENT)
        draft->act_clause = words->clause[act];
}

static bool decides(const OrCuesRow *row)
{
    return row != NULL && row->manner != OR_CUES_MANNER_MENTAL && row->act != OR_ACT_STATE;
}

static bool row_reports(const OrCuesRow *row)
{
    return row != NULL && row->manner == OR_CUES_MANNER_FACTS;
}

/* "rejected the claim that": whether it is a claim that is rejected. */
static OrAct act_of_rejection(const OrReading *reading, const OrDraft *draft, OrActWords *words)
{
    uint32_t end = draft->cue_words.end + 8;
    uint32_t last = reading->document->sentences[or_sentence_of(reading, draft->cue_words.begin)].tokens.end;

    or_add_act_words(reading, draft, (OrRange){draft->cue_words.end, end < last ? end : last}, false, words);
    return words->performed[OR_ACT_DENY] + words->said[OR_ACT_DENY] >= CLAIMS_ENOUGH ? OR_ACT_DENY
                                                                                     : OR_ACT_REJECT;
}

void or_judge_act(const OrReading *reading, OrDraft *draft, const OrDraft *before)
{
    OrActWords words = {.performed = {0}};
    const OrCuesRow *row = draft->cue_row;

    draft->act_performed = false;
    for (uint32_t r = 0; r < draft->content.count; r++)
        or_add_act_words(reading, draft, draft->content.ranges[r], row_reports(row), &words);
    if (decides(row) && !draft->negated) {
        OrAct act = row->act == OR_ACT_REJECT ? act_of_rejection(reading, draft, &words) : row->act;

        take(draft, act, act == row->act ? OR_ACT_RULE_CUE : OR_ACT_RULE_DISMISSAL, draft->cue_words);
    } else if (draft->negated && row != NULL && row->act == OR_ACT_DENY) {
        take(draft, OR_ACT_ADMIT, OR_ACT_RULE_NEGATED, draft->cue_words);
    } else if (row != NULL && row->manner == OR_CUES_MANNER_MENTAL && draft->mode == OR_MODE_INDIRECT) {
        take(draft, row->act, OR_ACT_RULE_CUE, draft->cue_words);
    } else {
        weigh(reading, draft, before, &words);
    }
}
