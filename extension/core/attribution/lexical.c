/*
 * lexical.c: attributions in writing without blanks, by cue words and clauses.
 *
 * Chinese news prose is regular about who speaks: a clause ends in a cue
 * ("外交部发言人…在例行记者会上表示"), a comma or colon follows or not, and the
 * rest of the sentence is content; or the cue follows a quotation that is the
 * content, and perhaps goes on behind it. So each sentence is scanned outside
 * of its quotations for cues (cues.tsv). A longer word that only holds the
 * characters of one ("小说") hides it (cue_words.tsv).
 *
 *   source   the clause's subject: from the last comma to the cue, cut where
 *            time, place or manner begin ("29日", "在", "随后"); a clause without
 *            a subject has that of the cue before it in the sentence
 *   content  behind the cue to the end of the sentence, or of the quotation
 *            that begins there; or the quotation that ends before the clause;
 *            the clause of the next cue ends it, where that cue has the same
 *            subject
 */
#include "lexical.h"

#include <string.h>

#include "told.h"
#include "unspaced.h"

#define LEXICAL_CONFIDENCE 0.7f
#define LONGEST_OBJECT 14
#define SHORTEST_CONCERN 3
#define LONGEST_BRACKET 200 /* tokens */
#define LONGEST_EMBEDDED 12
#define NO_QUOTATION UINT32_MAX

/* A cue found in a sentence. */
typedef struct Cue {
    OrRange tokens;
    OrRange clause; /* from the separator before it */
    OrRange source;
    const OrCuesRow *row; /* NULL: a colon before a quotation */
} Cue;

typedef struct Finder {
    OrHost *host;
    const OrDocument *document;
    OrUnspaced text;
    uint32_t *quotation_at; /* for each token the outermost quotation it is in, or NO_QUOTATION */
    uint32_t taken;         /* where the content found last ends */
    OrRange own_side;       /* of those who talk in a transcript; empty in a report */
    OrAttributions *result;
    uint32_t capacity;
} Finder;

bool or_reads_by_words(OrLanguage language)
{
    return or_all_cue_words(language).count > 0;
}

static uint32_t word_at(const Finder *finder, uint32_t token, OrCueWordsClass class)
{
    return or_unspaced_word(&finder->text, token, class);
}

static int32_t sign_at(const Finder *finder, uint32_t token)
{
    return or_unspaced_sign(&finder->text, token);
}

static bool is_quoted(const Finder *finder, uint32_t token)
{
    return finder->quotation_at[token] != NO_QUOTATION;
}

static void map_quotations(Finder *finder)
{
    const OrDocument *document = finder->document;

    finder->quotation_at =
        finder->host->allocate(finder->host, (document->token_count + 1) * sizeof(*finder->quotation_at));
    for (uint32_t t = 0; t <= document->token_count; t++)
        finder->quotation_at[t] = NO_QUOTATION;
    for (uint32_t q = 0; q < document->quotation_count; q++) {
        if (document->quotations[q].depth > 0)
            continue;
        for (uint32_t t = document->quotations[q].tokens.begin; t < document->quotations[q].tokens.end; t++)
            finder->quotation_at[t] = q;
    }
}

/* "称有关…": what may follow a cue of one character without a sign between. */
static bool opens_content(const Finder *finder, uint32_t token, uint32_t end)
{
    return token < end && finder->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH && token + 3 < end;
}

/* The cue that begins at a token, and how many tokens it has. */
static const OrCuesRow *cue_at(const Finder *finder, uint32_t token, uint32_t end, uint32_t *count)
{
    size_t length;
    OrCuesMatch match =
        or_find_longest_cues(finder->text.language, or_unspaced_rest(&finder->text, token), &length);

    if (match.count == 0)
        return NULL;
    *count = or_unspaced_tokens(&finder->text, token, length);
    if (token + *count > end)
        return NULL;
    if (*count == 1 && token + 1 < end && sign_at(finder, token + 1) == 0 && !is_quoted(finder, token + 1) &&
        !opens_content(finder, token + 1, end))
        return NULL;
    return match.rows;
}

/* "澜方", "中方" inside what somebody says: the side that he speaks for. In a report it may be any. */
static bool is_own_side(const Finder *finder, OrRange subject)
{
    if (!or_range_is_empty(finder->own_side))
        return or_is_of_own_side(&finder->text, subject, finder->own_side);
    return or_range_length(subject) == 2 && or_is_of_own_side(&finder->text, subject, subject);
}

static bool is_clause_sign(int32_t c)
{
    return or_is_clause_comma(c) || or_is_clause_colon(c) || or_is_clause_stop(c);
}

/* He, she, they. */
static bool is_pronoun(const Finder *finder, OrRange subject)
{
    return !or_range_is_empty(subject) &&
           word_at(finder, subject.begin, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) >= or_range_length(subject);
}

/* Reporters who only ask belong to the frame of a report. */
static bool is_reporter(const Finder *finder, OrRange subject)
{
    return !or_range_is_empty(subject) &&
           word_at(finder, subject.begin, OR_CUE_WORDS_CLASS_REPORTER) == or_range_length(subject);
}

/* How many tokens of a word at a token hide a cue in it: "小说", "被问及", "环境署". */
static uint32_t hiding_word(const Finder *finder, uint32_t token, uint32_t cue)
{
    size_t length;
    OrCueWordsMatch match =
        or_find_longest_cue_words(finder->text.language, or_unspaced_rest(&finder->text, token), &length);
    uint32_t tokens = match.count > 0 ? or_unspaced_tokens(&finder->text, token, length) : 0;

    if (match.count > 0 && match.rows[0].class == OR_CUE_WORDS_CLASS_NOT_CUE)
        return tokens;
    return tokens > 1 && tokens > cue ? tokens : 0;
}

/* A sign or the end of the sentence stands at the token. */
static bool is_at_sign(const Finder *finder, uint32_t token, uint32_t end)
{
    return token >= end || is_quoted(finder, token) || is_clause_sign(sign_at(finder, token));
}

/* "据…说": the rest of the sentence is what that one said. */
static bool is_relayed(const Finder *finder, const Cue *cue)
{
    uint32_t begin = cue->clause.begin;

    return begin < cue->tokens.begin &&
           (word_at(finder, begin, OR_CUE_WORDS_CLASS_RELAY) > 0 ||
            (word_at(finder, begin, OR_CUE_WORDS_CLASS_CONNECTIVE) > 0 && cue->source.begin > begin &&
             word_at(finder, cue->source.begin - 1, OR_CUE_WORDS_CLASS_RELAY) > 0));
}

/* Words that are no cue where they stand: what is not done, what leads to the cue proper, "表示" of feelings
 * inside what somebody says. */
static bool is_no_cue(const Finder *finder, const Cue *cue, const Cue *before, OrRange sentence)
{
    uint32_t begin = cue->tokens.begin;
    uint32_t end = cue->tokens.end;

    if (word_at(finder, begin, OR_CUE_WORDS_CLASS_CLAUSE_CUE) == end - begin && begin > cue->clause.begin)
        return true;
    if (word_at(finder, begin, OR_CUE_WORDS_CLASS_RELAYED) > 0 && !is_relayed(finder, cue))
        return true;
    if (begin > cue->clause.begin && word_at(finder, begin - 1, OR_CUE_WORDS_CLASS_NEGATION) == 1)
        return true;
    if (begin > cue->clause.begin + 1 && word_at(finder, begin - 2, OR_CUE_WORDS_CLASS_NEGATION) == 2)
        return true;
    if (word_at(finder, begin, OR_CUE_WORDS_CLASS_PREPOSITION) > 0 && !is_at_sign(finder, end, sentence.end))
        return true;
    if (before == NULL || !is_clause_sign(sign_at(finder, before->tokens.end)) ||
        is_quoted(finder, before->tokens.end))
        return false;
    if (cue->row->manner == OR_CUES_MANNER_FACTS)
        return true;
    if (before->row != NULL && before->row->act == OR_ACT_STATE && or_range_is_empty(cue->source))
        return cue->row->act == OR_ACT_OPPOSE || cue->row->act == OR_ACT_EMPATHIZE ||
               cue->row->act == OR_ACT_PROTEST || cue->row->act == OR_ACT_APOLOGIZE;
    return cue->clause.begin == before->tokens.end + 1 && is_pronoun(finder, cue->source) &&
           !is_at_sign(finder, end, sentence.end);
}

/* What opens a clause: the subject, as far as its words tell one. */
static bool may_speak_on(const Finder *finder, OrRange subject, OrRange clause, bool first)
{
    if (or_range_is_empty(subject) || subject.end >= clause.end)
        return false;
    if (first || is_pronoun(finder, subject))
        return true;
    for (uint32_t t = subject.begin + 1; t < subject.end; t++) {
        uint32_t length = word_at(finder, t, OR_CUE_WORDS_CLASS_BODY);

        if (length > 1 && t + length == subject.end)
            return true;
    }
    return false;
}

static uint32_t end_of_clause(const Finder *finder, uint32_t begin, uint32_t end)
{
    while (begin < end && !is_at_sign(finder, begin, end))
        begin++;
    return begin;
}

/* Behind the bracket that closes the one at a token, within the sentence. */
static uint32_t behind_bracket(const Finder *finder, uint32_t token, uint32_t end)
{
    for (uint32_t t = token + 1; t < end && t < token + LONGEST_BRACKET; t++) {
        int32_t sign = sign_at(finder, t);

        if (sign == ')' || sign == 0xFF09 || sign == 0x3011 || sign == 0x3015)
            return t + 1;
    }
    return token + 1;
}

/* "提出的|“绿海”|倡议": a quotation of a few words in the midst of a clause, which goes on behind it. */
static bool is_embedded(const Finder *finder, uint32_t token, uint32_t clause, uint32_t end)
{
    OrRange quotation = finder->document->quotations[finder->quotation_at[token]].tokens;

    return token == quotation.begin && token > clause && or_range_length(quotation) <= LONGEST_EMBEDDED &&
           quotation.end < end && finder->document->tokens[token - 1].kind == OR_TOKEN_IDEOGRAPH &&
           word_at(finder, token - 1, OR_CUE_WORDS_CLASS_NOMINAL) > 0 &&
           finder->document->tokens[quotation.end].kind == OR_TOKEN_IDEOGRAPH;
}

/* The subject of a cue's clause; of one that is only brought up, behind "对于":
 * "对于|在野党|批评…，发言人反驳". */
static OrRange subject_of_cue(const Finder *finder, OrRange clause)
{
    OrRange subject = or_unspaced_subject(&finder->text, clause);
    uint32_t towards =
        clause.begin < clause.end ? word_at(finder, clause.begin, OR_CUE_WORDS_CLASS_TOWARDS) : 0;

    if (!or_range_is_empty(subject) || towards == 0)
        return subject;
    subject = (OrRange){clause.begin + towards, clause.end};
    return or_unspaced_somebody(&finder->text, subject.begin, subject.end) == subject.end
               ? subject
               : (OrRange){clause.begin, clause.begin};
}

/* All cues of a sentence outside of its quotations, each with its clause and subject. */
static uint32_t find_cues(const Finder *finder, OrRange sentence, Cue *cues, uint32_t most)
{
    uint32_t count = 0;
    uint32_t clause = sentence.begin;
    uint32_t clause_end = end_of_clause(finder, clause, sentence.end);
    uint32_t t = sentence.begin;
    OrRange speaking = {0, 0}; /* the subject of a clause before, in which nothing is said */

    while (t < sentence.end && count < most) {
        int32_t sign = is_quoted(finder, t) ? 0 : sign_at(finder, t);
        uint32_t length = 0;
        const OrCuesRow *row = NULL;
        Cue cue;

        if (is_quoted(finder, t) && is_embedded(finder, t, clause, sentence.end)) {
            t = finder->document->quotations[finder->quotation_at[t]].tokens.end;
            if (cue_at(finder, t, sentence.end, &length) != NULL) /* what was quoted is one: "“…”倡议" */
                t += length;
            continue;
        }
        if (is_quoted(finder, t) || is_clause_sign(sign)) {
            OrRange subject = or_unspaced_subject(&finder->text, (OrRange){clause, clause_end});

            if (may_speak_on(finder, subject, (OrRange){clause, clause_end}, clause == sentence.begin) &&
                (count == 0 || cues[count - 1].clause.begin != clause))
                speaking = subject;
            if (clause_end > clause && or_is_clause_colon(sign) && count < most && is_quoted(finder, t + 1) &&
                count == 0 && !or_range_is_empty(subject) &&
                (count == 0 || cues[count - 1].clause.begin != clause))
                cues[count++] = (Cue){{t, t + 1}, {clause, t}, subject, NULL};
            clause = ++t;
            clause_end = end_of_clause(finder, clause, sentence.end);
            continue;
        }
        if (sign == '(' || sign == 0xFF08 || sign == 0x3010 || sign == 0x3014) {
            t = behind_bracket(finder, t, sentence.end);
            if (sign == 0x3010 || sign == 0x3014) {
                clause = t;
                clause_end = end_of_clause(finder, clause, sentence.end);
            }
            continue;
        }
        if (finder->document->tokens[t].kind == OR_TOKEN_IDEOGRAPH) {
            uint32_t hidden;

            row = cue_at(finder, t, sentence.end, &length);
            hidden = hiding_word(finder, t, row == NULL ? 0 : length);
            if (hidden > 0) {
                row = NULL;
                length = hidden;
            }
        }
        cue = (Cue){{t, t + length}, {clause, t}, {clause, clause}, row};
        if (row != NULL) {
            cue.source = subject_of_cue(finder, cue.clause);
            if (is_no_cue(finder, &cue,
                          count > 0 && cues[count - 1].clause.begin != clause ? &cues[count - 1] : NULL,
                          sentence))
                row = NULL;
        }
        if (row != NULL) {
            if (count > 0 && cues[count - 1].clause.begin == clause) {
                /* "回应…提问时说": the last one is the cue; but "扬言…": the act is */
                if (cues[count - 1].row == NULL || cues[count - 1].row->act == OR_ACT_STATE ||
                    cues[count - 1].row->act == OR_ACT_ASK) {
                    cues[count - 1].tokens = cue.tokens;
                    cues[count - 1].row = row;
                }
            } else if (count == 0 || !is_own_side(finder, cue.source)) {
                if (count == 0 && or_range_is_empty(cue.source))
                    cue.source = speaking;
                cues[count++] = cue;
            }
        }
        t += length > 0 ? length : 1;
    }
    return count;
}

static void append(Finder *finder, OrAttribution attribution)
{
    OrAttributions *result = finder->result;

    if (result->count == finder->capacity) {
        uint32_t larger = finder->capacity * 2;

        result->items =
            finder->host->reallocate(finder->host, result->items, finder->capacity * sizeof(OrAttribution),
                                     larger * sizeof(OrAttribution));
        finder->capacity = larger;
    }
    result->items[result->count++] = attribution;
}

/* The outermost quotation that ends right before a token; empty where none does. */
static OrRange quotation_before(const Finder *finder, uint32_t token, uint32_t begin)
{
    uint32_t t = token;

    OrRange quotation;

    while (t > begin && or_is_clause_comma(sign_at(finder, t - 1)) && !is_quoted(finder, t - 1))
        t--;
    if (t == begin || !is_quoted(finder, t - 1))
        return (OrRange){0, 0};
    quotation = finder->document->quotations[finder->quotation_at[t - 1]].tokens;
    return quotation.end > finder->taken ? quotation : (OrRange){0, 0};
}

/* The clause goes on with what the same one says: no subject, or a pronoun. */
static bool has_same_subject(const Finder *finder, const Cue *cue)
{
    return or_range_is_empty(cue->source) || is_pronoun(finder, cue->source);
}

/* "敦促…；如…": what follows a semicolon is no part of an act. */
static uint32_t before_semicolon(const Finder *finder, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        int32_t sign = is_quoted(finder, t) ? 0 : sign_at(finder, t);

        if (sign == ';' || sign == 0xFF1B)
            return t;
    }
    return end;
}

/* "…，|中方对此有何评论": within a turn, what its speaker adds himself. */
static uint32_t before_comment(const Finder *finder, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t + 2 < end; t++) {
        OrRange clause = {t + 1, end};

        if (!is_quoted(finder, t) && or_is_clause_comma(sign_at(finder, t)) &&
            (or_is_of_own_side(&finder->text, clause, finder->own_side) ||
             or_is_of_dialogue(&finder->text, clause)))
            return t;
    }
    return end;
}

/* The next comma outside of quotations. */
static uint32_t end_of_clause_behind(const Finder *finder, uint32_t begin, uint32_t end)
{
    while (begin < end && (is_quoted(finder, begin) || !or_is_clause_comma(sign_at(finder, begin))))
        begin++;
    return begin;
}

/* Where the content behind a cue ends: with the sentence, the quotation it begins with, or the next cue's
 * clause. */
static uint32_t content_end(const Finder *finder, const Cue *cue, uint32_t begin, OrRange sentence,
                            const Cue *next, uint32_t limit)
{
    uint32_t end = sentence.end;

    if (begin < limit && is_quoted(finder, begin)) {
        uint32_t close = finder->document->quotations[finder->quotation_at[begin]].tokens.end;

        if (close >= sentence.end || or_is_clause_stop(sign_at(finder, close - 1)) ||
            or_is_clause_stop(sign_at(finder, close)))
            return close < limit ? close : limit;
    }
    if (next != NULL && has_same_subject(finder, next) && next->clause.begin > begin)
        end = next->clause.begin;
    if (cue->source.begin > cue->clause.begin &&
        word_at(finder, cue->clause.begin, OR_CUE_WORDS_CLASS_TOWARDS) ==
            cue->source.begin - cue->clause.begin)
        end = end_of_clause_behind(finder, begin, end);
    if (cue->row != NULL && cue->row->act != OR_ACT_STATE)
        end = before_semicolon(finder, begin, end);
    if (!or_range_is_empty(finder->own_side))
        end = before_comment(finder, begin, end);
    if (end > begin && is_quoted(finder, end - 1) && end < limit &&
        finder->quotation_at[end] ==
            finder->quotation_at[end - 1]) { /* a quotation goes on behind the sentence */
        OrRange quotation = finder->document->quotations[finder->quotation_at[end - 1]].tokens;

        end = quotation.begin + 1 >= end ? quotation.begin : quotation.end < limit ? quotation.end : limit;
    }
    while (end > begin &&
           (or_is_clause_comma(sign_at(finder, end - 1)) || or_is_clause_stop(sign_at(finder, end - 1))) &&
           !is_quoted(finder, end - 1))
        end--;
    return end;
}

/* "敦促", "告诉": somebody stands behind the cue, whom what is said concerns but is no part of. */
static bool aims(const OrCuesRow *row)
{
    return row->object == OR_CUES_OBJECT_ADDRESSEE ||
           (row->object == OR_CUES_OBJECT_TARGET &&
            (row->act == OR_ACT_URGE || row->act == OR_ACT_DEMAND || row->act == OR_ACT_WARN));
}

/* Cues that say how somebody feels about what stands before them. */
static bool is_feeling(const OrCuesRow *row)
{
    return row->act == OR_ACT_PRAISE || row->act == OR_ACT_WARN || row->act == OR_ACT_EMPATHIZE ||
           row->act == OR_ACT_APOLOGIZE || row->act == OR_ACT_OPPOSE || row->act == OR_ACT_PROTEST ||
           row->act == OR_ACT_CRITICIZE;
}

/* Behind the one who is urged, where the words for what is urged begin ("敦促|奥方|尽快…"), or who is told;
 * the end where somebody is told and nothing follows. */
static uint32_t behind_object(const Finder *finder, uint32_t begin, uint32_t end, bool addressee)
{
    uint32_t somebody = addressee ? begin : or_unspaced_somebody(&finder->text, begin, end);

    if (somebody > begin && somebody + 1 < end && !is_quoted(finder, begin))
        return somebody;
    for (uint32_t t = begin; t < end && t < begin + LONGEST_OBJECT; t++) {
        if (is_quoted(finder, t))
            return addressee ? t : begin;
        if (or_is_clause_comma(sign_at(finder, t)) ||
            or_is_clause_colon(sign_at(finder, t))) /* "告诉记者，…" */
            return addressee ? t + 1 : begin;
        if (!addressee && t > begin && word_at(finder, t, OR_CUE_WORDS_CLASS_OBJECT_END) > 0)
            return t;
    }
    return addressee && end < begin + LONGEST_OBJECT ? end : begin;
}

/* "对…表示遗憾": the words between "对" and the cue are the content where none follow. */
static OrRange content_before(const Finder *finder, const Cue *cue)
{
    uint32_t begin = or_range_is_empty(cue->source) ? cue->clause.begin : cue->source.end;

    while (begin < cue->tokens.begin && word_at(finder, begin, OR_CUE_WORDS_CLASS_TOWARDS) == 0)
        begin++;
    if (cue->tokens.begin < begin + SHORTEST_CONCERN)
        return (OrRange){begin, begin};
    return (OrRange){begin, cue->tokens.begin};
}

/* "拒绝置评": what is refused is the content, and the last word of such a cue. */
static OrRange refused(const Cue *cue)
{
    bool refusal =
        cue->row != NULL && cue->row->act == OR_ACT_DECLINE_COMMENT && or_range_length(cue->tokens) >= 4;

    return (OrRange){refusal ? cue->tokens.end - 2 : cue->tokens.end, cue->tokens.end};
}

/* "了", "过": behind the verb. */
static uint32_t behind_aspect(const Finder *finder, uint32_t token, uint32_t end)
{
    return token < end && !is_quoted(finder, token) && word_at(finder, token, OR_CUE_WORDS_CLASS_ASPECT) == 1
               ? token + 1
               : token;
}

static void add_range(OrRole *role, OrRange range)
{
    if (!or_range_is_empty(range) && role->count < OR_MAX_ROLE_RANGES)
        role->ranges[role->count++] = range;
}

/* What one cue of a sentence attributes. */
static void attribute(Finder *finder, const Cue *cue, const Cue *next, OrRange source, OrRange sentence,
                      OrRange block)
{
    OrAttribution attribution = {.confidence = LEXICAL_CONFIDENCE};
    uint32_t begin = behind_aspect(finder, cue->tokens.end, sentence.end);
    int32_t sign = begin < sentence.end && !is_quoted(finder, begin) ? sign_at(finder, begin) : 0;
    OrRange before = quotation_before(finder, cue->clause.begin, block.begin);
    OrRange content = {begin, begin};

    if (begin >= sentence.end || or_is_clause_stop(sign) || or_is_clause_comma(sign)) {
        content = refused(cue);
        if (or_range_is_empty(content) && cue->row != NULL && is_feeling(cue->row))
            content = content_before(finder, cue);
    }
    if (or_range_is_empty(content)) {
        if (or_is_clause_comma(sign) || or_is_clause_colon(sign))
            begin++;
        if (begin < sentence.end && !or_is_clause_stop(sign))
            content = (OrRange){begin, content_end(finder, cue, begin, sentence, next, block.end)};
    }
    if (cue->row != NULL && aims(cue->row) && sign == 0)
        content.begin =
            behind_object(finder, begin, content.end, cue->row->object == OR_CUES_OBJECT_ADDRESSEE);
    if (!or_range_is_empty(before) && (or_range_is_empty(content) || is_quoted(finder, content.begin)))
        add_range(&attribution.content, before);
    add_range(&attribution.content, content);
    add_range(&attribution.source, source);
    add_range(&attribution.cue, cue->tokens);
    if (attribution.content.count == 0)
        return;
    finder->taken = attribution.content.ranges[attribution.content.count - 1].end;
    append(finder, attribution);
}

#define MOST_CUES 16

static bool is_told_of_others(const Finder *finder, const Cue *cue, OrRange source, OrRange sentence)
{
    OrToldCue told = {cue->clause,  source,
                      cue->tokens,  cue->row,
                      sentence.end, cue->tokens.end < sentence.end && is_quoted(finder, cue->tokens.end)};

    return or_is_told(&finder->text, &told, finder->own_side);
}

static void read_sentence(Finder *finder, OrRange sentence, OrRange block, bool turn)
{
    Cue cues[MOST_CUES];
    uint32_t count = find_cues(finder, sentence, cues, MOST_CUES);
    OrRange source = {0, 0};

    for (uint32_t i = 0; i < count; i++) {
        if (!or_range_is_empty(cues[i].source))
            source = cues[i].source;
        if (is_reporter(finder, source))
            continue;
        if (turn && !is_told_of_others(finder, &cues[i], source, sentence))
            continue;
        if (!or_range_is_empty(source) && word_at(finder, source.begin, OR_CUE_WORDS_CLASS_PRONOUN_FIRST) > 0)
            continue; /* who says "we urge" urges by saying it */
        attribute(finder, &cues[i], i + 1 < count && !is_relayed(finder, &cues[i]) ? &cues[i + 1] : NULL,
                  source, sentence, block);
    }
}

void or_find_lexical_attributions(OrHost *host, const OrDocument *document, OrLanguage language,
                                  OrAttributions *result)
{
    Finder finder = {
        .host = host, .document = document, .text = {document, language}, .result = result, .capacity = 32};

    *result = (OrAttributions){host->allocate(host, finder.capacity * sizeof(OrAttribution)), 0};
    map_quotations(&finder);
    if (document->kind == OR_TRANSCRIPT)
        finder.own_side = or_own_side(&finder.text);
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        const OrBlock *block = &document->blocks[document->sentences[s].block];

        if (!or_block_is_read(block->kind) || block->kind == OR_BLOCK_HEADLINE)
            continue;
        read_sentence(&finder, document->sentences[s].tokens,
                      (OrRange){document->sentences[block->sentences.begin].tokens.begin,
                                document->sentences[block->sentences.end - 1].tokens.end},
                      block->kind == OR_BLOCK_TURN);
        if (s % 256 == 0)
            host->interrupt(host);
    }
    host->release(host, finder.quotation_at);
}
