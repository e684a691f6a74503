/*
 * act_words.c: what the words of a content say of its act.
 *
 * Each phrase of act_phrases.tsv adds its weight to its act. A phrase that
 * performs its act ("we urge", "China firmly opposes") counts in full, twice in
 * the first clause, where the subject is of the speaker's side, since only there
 * it is the speaker who does it, and a fifth elsewhere, as a word that was said. What
 * follows a performed act in its sentence is its object ("urges the US to stop
 * smearing others") and no act of its own.
 */
#include "act_words.h"

#include "../attribution/unspaced.h"

#define MOST_PERFORMED 26
#define MOST_SAID 16
#define MOST_TOKENS_READ 120
#define CLAUSE_OPENING 9

/* Where the reading of a content stands. */
typedef struct Scan {
    const OrReading *reading;
    const OrDraft *draft;
    OrActWords *words;
    uint32_t first;            /* first token of the range that is a word */
    uint32_t sentence;         /* first token of the sentence */
    uint32_t clause;           /* first token of the clause */
    uint32_t performed_clause; /* in which that was, + 1 */
    bool performed;            /* an act was performed in this sentence: what follows is its object */
    bool performed_only;
} Scan;

static bool is_denied(const Scan *scan, uint32_t token)
{
    OrUnspaced text = {scan->reading->document, scan->reading->language};

    for (uint32_t back = 1; back <= 2 && token >= scan->clause + back; back++) {
        if (scan->reading->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH &&
            or_unspaced_word(&text, token - back, OR_CUE_WORDS_CLASS_NEGATION) == back)
            return true;
    }
    return (token > scan->clause && or_word_is(scan->reading, token - 1, OR_WORD(NEGATION))) ||
           (token > scan->clause + 1 && or_word_is(scan->reading, token - 2, OR_WORD(NEGATION)));
}

/* "had asked", and in somebody's own words "asked": it is told, not done. But protests are told of when made.
 */
static bool is_told(const OrReading *reading, uint32_t token, uint32_t clause, OrAct act)
{
    bool participle = or_ends_in_participle(reading, token);
    const OrVocabularyRow *auxiliary =
        token > clause ? or_word_row(reading, token - 1, OR_VOCABULARY_CLASS_AUXILIARY) : NULL;

    if (!participle || act == OR_ACT_PROTEST)
        return false;
    if (auxiliary != NULL)
        return or_same_string(or_lexicon_string(auxiliary->value), (OrString){"past", 4}) ||
               or_word_is(reading, token - 1, OR_WORD(PASSIVE));
    return or_word_is(reading, token, OR_WORD_QUOTED);
}

/* "to thank you" thanks, "to condemn them" need not condemn. */
static bool is_only_meant(const OrReading *reading, uint32_t token, OrAct act)
{
    return or_word_is(reading, token, OR_WORD(INFINITIVE)) && act != OR_ACT_PRAISE &&
           act != OR_ACT_APOLOGIZE && act != OR_ACT_EMPATHIZE;
}

/* Whose side does it. Behind "and" it is the subject of the sentence: "China opposes X and urges Y". */
static OrSubjectSide side_of_subject(const Scan *scan, uint32_t verb)
{
    const OrSpeaker *speaker = &scan->draft->speaker;

    if (verb > scan->clause)
        return or_side_of_phrase(scan->reading, (OrRange){scan->clause, verb}, speaker, scan->draft->mode);
    if (scan->clause == scan->sentence)
        return OR_SUBJECT_UNKNOWN;
    return or_subject_of(scan->reading, (OrRange){scan->sentence, verb}, speaker, scan->draft->mode).side;
}

/* How many tokens open a clause: a word of Chinese has two. */
static uint32_t opening_of(const OrReading *reading, uint32_t token)
{
    return reading->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH ? 2 * CLAUSE_OPENING : CLAUSE_OPENING;
}

/* The speaker or the speaker's side is the subject, and does it now. */
static bool is_performed(const Scan *scan, uint32_t token, OrAct act)
{
    const OrReading *reading = scan->reading;
    uint32_t before = token;
    OrSubjectSide side;

    if (token - scan->clause > opening_of(reading, token))
        return false;
    if (reading->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH)
        return true;
    if (is_told(reading, token, scan->clause, act))
        return false;
    while (before > scan->clause && or_word_is(reading, before - 1, OR_WORD(ADVERB) | OR_WORD(AUXILIARY)))
        before--;
    if (before > scan->clause &&
        (is_only_meant(reading, before - 1, act) ||
         or_word_is(reading, before - 1,
                    OR_WORD(PREPOSITION) | OR_WORD(DETERMINER) | OR_WORD(POSSESSOR) | OR_WORD(RELATIVE))))
        return false;
    side = side_of_subject(scan, before);
    return side == OR_SUBJECT_OWN || side == OR_SUBJECT_UNKNOWN;
}

static void add_up(int *sum, int weight, int most)
{
    *sum = *sum + weight < most ? *sum + weight : most;
}

/* Of whom a word of wrongdoing or of praise is said: the subject of its clause. */
static void note_side(const Scan *scan, uint32_t token, OrAct act)
{
    bool reproach = act == OR_ACT_ACCUSE || act == OR_ACT_CRITICIZE;
    OrSubjectSide side;

    if (!reproach && act != OR_ACT_PRAISE)
        return;
    side = side_of_subject(scan, token);
    if (reproach)
        scan->words->fault[side] = true;
    else
        scan->words->merit[side] = true;
}

static void add_phrase(Scan *scan, const OrActPhrasesRow *row, OrRange tokens)
{
    OrActWords *words = scan->words;
    bool performative = row->kind == OR_ACT_PHRASES_KIND_PERFORMATIVE;
    bool performed = performative && is_performed(scan, tokens.begin, row->act);
    int weight = performative && !performed ? row->weight / 5 : row->weight;
    OrAct act = row->act;

    if (is_denied(scan, tokens.begin)) {
        add_up(&words->unsaid[act], weight, MOST_SAID);
        return;
    }
    if (!performed && (scan->performed_only || scan->performed))
        return;
    if (performed && scan->performed && scan->performed_clause == scan->clause + 1)
        return; /* "hopes the others will not take part" */
    if (!performed)
        note_side(scan, tokens.begin, act);
    if (performed)
        add_up(&words->performed[act], scan->clause == scan->first ? 2 * weight : weight, MOST_PERFORMED);
    else
        add_up(&words->said[act], weight, MOST_SAID);
    if (performed) {
        scan->performed = true;
        scan->performed_clause = scan->clause + 1;
    }
    if (weight > words->strongest[act]) {
        words->strongest[act] = weight;
        words->evidence[act] = tokens;
        words->clause[act] = scan->clause;
        words->governs[act] = performed;
    }
}

/* "，", "。", "；" and the like. */
static bool is_wide_sign(const OrReading *reading, uint32_t token)
{
    const OrToken *it = &reading->document->tokens[token];

    return it->kind == OR_TOKEN_PUNCTUATION && it->length == 3;
}

static bool is_quotation_mark(const OrReading *reading, uint32_t token)
{
    return reading->document->tokens[token].kind == OR_TOKEN_QUOTE;
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

static void open_clause(Scan *scan, uint32_t token)
{
    bool nothing_yet = scan->clause == scan->first && token == scan->first;

    scan->clause = token + 1;
    if (nothing_yet)
        scan->first = scan->sentence = token + 1;
    if (or_is_sign(scan->reading, token, '.')) {
        scan->performed = false;
        scan->sentence = token + 1;
    }
}

void or_add_act_words(const OrReading *reading, const OrDraft *draft, OrRange range, bool performed_only,
                      OrActWords *words)
{
    uint32_t end = range.end - range.begin > MOST_TOKENS_READ ? range.begin + MOST_TOKENS_READ : range.end;
    Scan scan = {.reading = reading,
                 .draft = draft,
                 .words = words,
                 .first = range.begin,
                 .sentence = range.begin,
                 .clause = range.begin,
                 .performed_only = performed_only};
    uint32_t t = range.begin;

    while (t < end) {
        uint32_t length = 0;
        OrActPhrasesMatch match = {NULL, 0};

        if (opens_clause(reading, t) || (t == scan.first && is_quotation_mark(reading, t)))
            open_clause(&scan, t);
        if (reading->document->tokens[t].kind == OR_TOKEN_WORD ||
            reading->document->tokens[t].kind == OR_TOKEN_CONTRACTION)
            match = or_act_phrase_at(reading, t, end, &length);
        else if (reading->document->tokens[t].kind == OR_TOKEN_IDEOGRAPH)
            match = ideographic_phrase_at(reading, t, end, &length);
        for (uint32_t i = 0; i < match.count; i++)
            add_phrase(&scan, &match.rows[i], (OrRange){t, t + length});
        t += length > 0 ? length : 1;
    }
}
