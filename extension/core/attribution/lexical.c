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

#include "../text/reader.h"

#define LEXICAL_CONFIDENCE 0.7f
#define LONGEST_SOURCE 40
#define LONGEST_OBJECT 14
#define NO_QUOTATION UINT32_MAX

/* A cue found in a sentence. */
typedef struct Cue {
    OrRange tokens;
    OrRange clause; /* from the separator before it */
    OrRange source;
    const OrCuesRow *row;
} Cue;

typedef struct Finder {
    OrHost *host;
    const OrDocument *document;
    OrLanguage language;
    uint32_t *quotation_at; /* for each token the outermost quotation it is in, or NO_QUOTATION */
    OrAttributions *result;
    uint32_t capacity;
} Finder;

bool or_reads_by_words(OrLanguage language)
{
    return or_all_cue_words(language).count > 0;
}

static OrString rest_at(const Finder *finder, uint32_t token)
{
    const OrDocument *document = finder->document;
    uint32_t begin = document->tokens[token].begin;
    size_t left = document->length - begin;

    return (OrString){document->text + begin, left < OR_LEXICON_LONGEST_KEY ? left : OR_LEXICON_LONGEST_KEY};
}

/* The tokens that `length` bytes cover from a token on. */
static uint32_t tokens_of(const Finder *finder, uint32_t token, size_t length)
{
    const OrDocument *document = finder->document;
    uint32_t end = document->tokens[token].begin + (uint32_t) length;
    uint32_t t = token;

    while (t < document->token_count && document->tokens[t].begin < end)
        t++;
    return t - token;
}

/* The tokens of the longest word of a class at a token; 0 where there is none. */
static uint32_t word_at(const Finder *finder, uint32_t token, OrCueWordsClass class)
{
    size_t length;
    OrCueWordsMatch match = or_find_longest_cue_words(finder->language, rest_at(finder, token), &length);

    return match.count > 0 && match.rows[0].class == class ? tokens_of(finder, token, length) : 0;
}

/* The code point of a punctuation token; 0 for others. */
static int32_t sign_at(const Finder *finder, uint32_t token)
{
    const OrToken *it = &finder->document->tokens[token];
    OrReader reader = {finder->document->text, it->begin, it->begin + it->length};

    return it->kind == OR_TOKEN_PUNCTUATION || it->kind == OR_TOKEN_QUOTE ? or_next_character(&reader) : 0;
}

static bool is_comma(int32_t c)
{
    return c == ',' || c == 0xFF0C || c == 0xFF1B || c == ';';
}

static bool is_colon(int32_t c)
{
    return c == ':' || c == 0xFF1A;
}

static bool is_stop(int32_t c)
{
    return c == 0x3002 || c == '.' || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?' || c == 0x2026;
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
    OrCuesMatch match = or_find_longest_cues(finder->language, rest_at(finder, token), &length);

    if (match.count == 0)
        return NULL;
    *count = tokens_of(finder, token, length);
    if (token + *count > end)
        return NULL;
    if (*count == 1 && token + 1 < end && sign_at(finder, token + 1) == 0 && !is_quoted(finder, token + 1) &&
        !opens_content(finder, token + 1, end))
        return NULL;
    return match.rows;
}

/* "月", "日" behind a number. */
static bool is_date_unit(const Finder *finder, uint32_t token)
{
    size_t length;
    OrCalendarMatch match = or_find_longest_calendar(finder->language, rest_at(finder, token), &length);

    return match.count > 0 && match.rows[0].kind >= OR_CALENDAR_KIND_YEAR_UNIT;
}

/* A single character is a subject only as a pronoun; else it is left over from an adverbial. */
static uint32_t shortest_subject(const Finder *finder, OrRange subject)
{
    return word_at(finder, subject.begin, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) > 0 ? 1 : 2;
}

/* Time, place, manner, or a word that joins clauses: none of them is part of a name. */
static bool ends_subject(const Finder *finder, uint32_t token)
{
    return word_at(finder, token, OR_CUE_WORDS_CLASS_PREPOSITION) > 0 ||
           word_at(finder, token, OR_CUE_WORDS_CLASS_ADVERB) > 0 ||
           word_at(finder, token, OR_CUE_WORDS_CLASS_CONNECTIVE) > 0;
}

/* "澜方", "中方" inside what somebody says: the side that he speaks for. */
static bool is_own_side(const Finder *finder, OrRange subject)
{
    return or_range_length(subject) == 2 && finder->document->tokens[subject.end - 1].length == 3 &&
           memcmp(finder->document->text + finder->document->tokens[subject.end - 1].begin, "方", 3) == 0;
}

/* Reporters who only ask belong to the frame of a report. */
static bool is_reporter(const Finder *finder, OrRange subject)
{
    return !or_range_is_empty(subject) &&
           word_at(finder, subject.begin, OR_CUE_WORDS_CLASS_REPORTER) == or_range_length(subject);
}

/* The subject that a clause begins with: up to time, place or manner; empty where these come first. */
static OrRange subject_of(const Finder *finder, OrRange clause)
{
    OrRange subject = {clause.begin, clause.begin};
    uint32_t t = clause.begin;
    uint32_t length;

    while (t < clause.end && (length = word_at(finder, t, OR_CUE_WORDS_CLASS_CONNECTIVE) +
                                       word_at(finder, t, OR_CUE_WORDS_CLASS_RELAY)) > 0)
        t += length;
    while (t < clause.end && finder->document->tokens[t].kind == OR_TOKEN_NUMBER) { /* "8月她又" */
        t++;
        while (t < clause.end && is_date_unit(finder, t))
            t++;
    }
    subject.begin = subject.end = t;
    while (t < clause.end && finder->document->tokens[t].kind != OR_TOKEN_NUMBER) {
        length = word_at(finder, t, OR_CUE_WORDS_CLASS_NOT_CUE);
        if (length == 0 && ends_subject(finder, t))
            break;
        t += length > 0 ? length : 1;
        subject.end = t < clause.end ? t : clause.end;
    }
    if (subject.end - subject.begin > LONGEST_SOURCE ||
        subject.end - subject.begin < shortest_subject(finder, subject))
        subject.begin = subject.end;
    return subject;
}

/* All cues of a sentence outside of its quotations, each with its clause and subject. */
static uint32_t find_cues(const Finder *finder, OrRange sentence, Cue *cues, uint32_t most)
{
    uint32_t count = 0;
    uint32_t clause = sentence.begin;
    uint32_t t = sentence.begin;

    while (t < sentence.end && count < most) {
        uint32_t length = 0;
        const OrCuesRow *row = NULL;

        if (is_quoted(finder, t) || is_comma(sign_at(finder, t)) || is_colon(sign_at(finder, t)) ||
            is_stop(sign_at(finder, t))) {
            clause = ++t;
            continue;
        }
        if (finder->document->tokens[t].kind == OR_TOKEN_IDEOGRAPH) {
            length = word_at(finder, t, OR_CUE_WORDS_CLASS_NOT_CUE);
            if (length == 0)
                row = cue_at(finder, t, sentence.end, &length);
        }
        if (row != NULL) {
            OrRange before = {clause, t};
            OrRange subject = subject_of(finder, before);

            if (count > 0 &&
                cues[count - 1].clause.begin == clause) /* "回应…提问时说": the last one is the cue */
                cues[count - 1] = (Cue){{t, t + length}, cues[count - 1].clause, cues[count - 1].source, row};
            else if (count == 0 || !is_own_side(finder, subject))
                cues[count++] = (Cue){{t, t + length}, before, subject, row};
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

    while (t > begin && (is_comma(sign_at(finder, t - 1)) || is_stop(sign_at(finder, t - 1))) &&
           !is_quoted(finder, t - 1))
        t--;
    if (t == begin || !is_quoted(finder, t - 1))
        return (OrRange){0, 0};
    return finder->document->quotations[finder->quotation_at[t - 1]].tokens;
}

/* The clause goes on with what the same one says: no subject, or a pronoun. */
static bool has_same_subject(const Finder *finder, const Cue *cue)
{
    return or_range_is_empty(cue->source) ||
           word_at(finder, cue->source.begin, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) >=
               or_range_length(cue->source);
}

/* Where the content behind a cue ends: with the sentence, the quotation it begins with, or the next cue's
 * clause. */
static uint32_t content_end(const Finder *finder, uint32_t begin, OrRange sentence, const Cue *next,
                            uint32_t limit)
{
    uint32_t end = sentence.end;

    if (begin < limit && is_quoted(finder, begin)) {
        uint32_t close = finder->document->quotations[finder->quotation_at[begin]].tokens.end;

        if (close >= sentence.end || is_stop(sign_at(finder, close - 1)) || is_stop(sign_at(finder, close)))
            return close < limit ? close : limit;
    }
    if (next != NULL && has_same_subject(finder, next) && next->clause.begin > begin)
        end = next->clause.begin;
    if (end > begin && is_quoted(finder, end - 1) && end < limit &&
        finder->quotation_at[end] ==
            finder->quotation_at[end - 1]) { /* a quotation goes on behind the sentence */
        OrRange quotation = finder->document->quotations[finder->quotation_at[end - 1]].tokens;

        end = quotation.begin + 1 >= end ? quotation.begin : quotation.end < limit ? quotation.end : limit;
    }
    while (end > begin && (is_comma(sign_at(finder, end - 1)) || is_stop(sign_at(finder, end - 1))) &&
           !is_quoted(finder, end - 1))
        end--;
    return end;
}

/* "敦促", "告诉": somebody stands behind the cue, whom what is said concerns but is no part of. */
static bool aims(const OrCuesRow *row)
{
    return row->object == OR_CUES_OBJECT_ADDRESSEE ||
           (row->object == OR_CUES_OBJECT_TARGET && (row->act == OR_ACT_URGE || row->act == OR_ACT_DEMAND));
}

/* Behind the one who is urged, where the words for what is urged begin: "敦促|奥方|尽快…". */
static uint32_t behind_object(const Finder *finder, uint32_t begin, uint32_t end, bool addressee)
{
    for (uint32_t t = begin; t < end && t < begin + LONGEST_OBJECT; t++) {
        if (is_quoted(finder, t))
            return begin;
        if (is_comma(sign_at(finder, t)) || is_colon(sign_at(finder, t))) /* "告诉记者，…" */
            return addressee ? t + 1 : begin;
        if (!addressee && t > begin && word_at(finder, t, OR_CUE_WORDS_CLASS_OBJECT_END) > 0)
            return t;
    }
    return begin;
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
    uint32_t begin = cue->tokens.end;
    int32_t sign = begin < sentence.end && !is_quoted(finder, begin) ? sign_at(finder, begin) : 0;
    OrRange before = quotation_before(finder, cue->clause.begin, block.begin);
    OrRange content = {begin, begin};

    if (is_comma(sign) || is_colon(sign))
        begin++;
    if (begin < sentence.end && !is_stop(sign))
        content = (OrRange){begin, content_end(finder, begin, sentence, next, block.end)};
    if (aims(cue->row) && sign == 0)
        content.begin =
            behind_object(finder, begin, content.end, cue->row->object == OR_CUES_OBJECT_ADDRESSEE);
    if (!or_range_is_empty(before) && (or_range_is_empty(content) || is_quoted(finder, content.begin)))
        add_range(&attribution.content, before);
    add_range(&attribution.content, content);
    add_range(&attribution.source, source);
    add_range(&attribution.cue, cue->tokens);
    if (attribution.content.count > 0)
        append(finder, attribution);
}

#define MOST_CUES 16

/* In a turn all is said by its speaker; what others said has its own subject, and a sign or a quotation
 * behind. */
static bool is_told_of_others(const Finder *finder, const Cue *cue, OrRange sentence)
{
    uint32_t behind = cue->tokens.end;

    return or_range_length(cue->source) >= 2 && behind + 3 < sentence.end &&
           (is_quoted(finder, behind) || is_comma(sign_at(finder, behind)) ||
            is_colon(sign_at(finder, behind)) || or_range_length(cue->source) >= 4);
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
        if (turn && !is_told_of_others(finder, &cues[i], sentence))
            continue;
        if (!or_range_is_empty(source) && word_at(finder, source.begin, OR_CUE_WORDS_CLASS_PRONOUN_FIRST) > 0)
            continue; /* who says "we urge" urges by saying it */
        attribute(finder, &cues[i], i + 1 < count ? &cues[i + 1] : NULL, source, sentence, block);
    }
}

void or_find_lexical_attributions(OrHost *host, const OrDocument *document, OrLanguage language,
                                  OrAttributions *result)
{
    Finder finder = {
        .host = host, .document = document, .language = language, .result = result, .capacity = 32};

    *result = (OrAttributions){host->allocate(host, finder.capacity * sizeof(OrAttribution)), 0};
    map_quotations(&finder);
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
