/*
 * tokens.c: from words to tokens.
 *
 * The tokenizer keeps a window of words. The first of them becomes a token,
 * alone or with those after it: first an alias is tried, then a date. Its class
 * may depend on its neighbours:
 *
 * Capitals. A word all in capitals is an acronym where other words are not in
 * capitals, and an ordinary word in a heading set in capitals.
 *
 * Names. "An" and "He" are family or given names where they stand beside
 * another capitalised word as names do, and where they are all of the text: in
 * a query, words often come one by one.
 */
#include <string.h>

#include "context.h"
#include "lexicon/lexicon.h"
#include "text/characters.h"

/* Longer acronyms are read as words, and may be stemmed as words. */
#define LONGEST_ACRONYM 4

/* St., Mt. */
#define LONGEST_ABBREVIATION 3

/* Interrupts are looked for every so many tokens. */
#define TOKENS_BETWEEN_INTERRUPTS 4096

OrTokenizer *or_start_tokens(OrHost *host, const OrAliases *aliases, OrSegmenter *segmenter, const char *text,
                             size_t length)
{
    OrTokenizer *t = host->allocate(host, sizeof(OrTokenizer));

    memset(t, 0, offsetof(OrTokenizer, words));
    t->host = host;
    t->aliases = aliases;
    t->first_words = aliases != NULL ? or_alias_first_words(aliases) : NULL;
    t->segmenter = segmenter;
    t->text = text;
    t->length = length;
    t->scanner = or_scan_words((OrString){text, length});
    t->next = t->count = 0;
    t->at_end = false;
    t->is_first = true;
    t->segments.count = 0;
    t->next_segment = 0;
    t->has_pending = false;
    t->emitted = 0;
    t->tokens = 0;
    return t;
}

void or_end_tokens(OrTokenizer *tokenizer)
{
    tokenizer->host->release(tokenizer->host, tokenizer);
}

static OrString string_of(const OrTokenizer *t, const OrSearchWord *word)
{
    return (OrString){t->text + word->begin, word->end - word->begin};
}

/* ---- filling the window ---- */

/* Without a segmenter, each character is a word. */
static void segment_run(OrTokenizer *t)
{
    OrString run = string_of(t, &t->run);

    t->next_segment = 0;
    if (t->segmenter != NULL) {
        or_segment(t->segmenter, t->aliases, run, &t->segments);
    } else {
        size_t position = 0;

        t->segments.count = 0;
        while (position < run.length && t->segments.count < OR_SEGMENT_RUN) {
            or_next_code_point(run.data, run.length, &position);
            t->segments.is_alias[t->segments.count] = false;
            t->segments.ends[t->segments.count++] = (uint16_t) position;
        }
    }
}

/* The next word of the run of ideographs, if one is open. */
static bool next_segment(OrTokenizer *t, OrSearchWord *word)
{
    int i = t->next_segment;

    if (i >= t->segments.count)
        return false;
    *word = t->run;
    word->begin = t->run.begin + (i > 0 ? t->segments.ends[i - 1] : 0);
    word->end = t->run.begin + t->segments.ends[i];
    word->gap = i > 0 ? 0 : t->run.gap;
    word->shape = t->segments.is_alias[i] ? OR_SHAPE_ALIAS : OR_SHAPE_IDEOGRAPHS;
    t->next_segment++;
    return true;
}

static bool read_word(OrTokenizer *t, OrSearchWord *word)
{
    if (next_segment(t, word))
        return true;
    if (!or_scan_word(&t->scanner, word))
        return false;
    if (word->shape != OR_SHAPE_IDEOGRAPHS)
        return true;
    t->run = *word;
    segment_run(t);
    return next_segment(t, word);
}

/* Words given out that are still in the window, up to as many as are looked back at. */
static int past_words(const OrTokenizer *t)
{
    return t->next < OR_CASE_WINDOW ? t->next : OR_CASE_WINDOW;
}

static void fill(OrTokenizer *t)
{
    int past;

    if (t->at_end || t->count - t->next > OR_LOOK_AHEAD)
        return;
    past = past_words(t);
    memmove(t->words, t->words + t->next - past, (t->count - t->next + past) * sizeof(OrSearchWord));
    t->count -= t->next - past;
    t->next = past;
    while (t->count < OR_WORD_WINDOW && !t->at_end) {
        if (read_word(t, &t->words[t->count]))
            t->count++;
        else
            t->at_end = true;
    }
}

/* ---- aliases ---- */

static uint32_t hash_word(const OrTokenizer *t, const OrSearchWord *word)
{
    OrForm form;

    if (word->plain)
        return word->hash;
    or_fold_word(string_of(t, word), or_is_compact(word->shape), false, &form);
    return or_hash_bytes(form.bytes, form.length);
}

/* May the gap before this word lie inside a name? A full stop may only after an abbreviation: St. Lucia. */
static bool joins_name(const OrSearchWord *before, const OrSearchWord *word)
{
    if (word->gap & OR_GAP_DOT)
        return word->gap == (OR_GAP_DOT | OR_GAP_SPACE) && before->letter_case == OR_CASE_CAPITAL &&
               before->end - before->begin <= LONGEST_ABBREVIATION;
    return (word->gap & (OR_GAP_EMPTY_LINE | OR_GAP_COMMA | OR_GAP_OTHER)) == 0;
}

/* Is the line of the word at `i` set in capitals? */
static bool is_in_capitals(const OrTokenizer *t, int i)
{
    int capitals = 0;
    bool same_line = true;

    for (int k = 1; k <= OR_CASE_WINDOW && i + k < t->count; k++) {
        const OrSearchWord *word = &t->words[i + k];

        if (word->gap & OR_GAP_NEWLINE)
            break;
        if (word->shape == OR_SHAPE_LETTERS && word->letter_case != OR_CASE_CAPITALS &&
            word->end - word->begin > 1)
            return false;
        capitals += word->letter_case == OR_CASE_CAPITALS;
    }
    same_line = (t->words[i].gap & OR_GAP_NEWLINE) == 0;
    for (int k = 1; k <= past_words(t) && same_line; k++) {
        const OrSearchWord *word = &t->words[t->next - k];

        if (word->shape == OR_SHAPE_LETTERS && word->letter_case != OR_CASE_CAPITALS &&
            word->end - word->begin > 1)
            return false;
        capitals += word->letter_case == OR_CASE_CAPITALS;
        same_line = (word->gap & OR_GAP_NEWLINE) == 0;
    }
    return capitals >= 2;
}

/* In a heading, WHO and IT are more likely the common words than the names. */
static bool is_common_in_capitals(const OrTokenizer *t, int i)
{
    OrSearchStopsMatch stop = or_find_search_stops(OR_LANGUAGE_EN, string_of(t, &t->words[i]));

    return stop.count > 0 && stop.rows[0].capitals == OR_SEARCH_STOPS_CAPITALS_ALONE && is_in_capitals(t, i);
}

static bool is_alias(const OrTokenizer *t, int first, int last)
{
    OrString text = {t->text + t->words[first].begin, t->words[last].end - t->words[first].begin};
    const OrSearchAlias *alias;

    if (text.length > OR_SEARCH_LONGEST_WORD)
        return false;
    alias = or_match_alias(t->aliases, text);
    return alias != NULL &&
           !(first == last && or_alias_matches_case(alias) && is_common_in_capitals(t, first));
}

/* How many words from `first` on are the longest alias; 0: none is. */
static int alias_words(const OrTokenizer *t, int first)
{
    uint32_t state = OR_ALIAS_START;
    int longest = 0;
    int words = 0;

    for (int i = first; i < t->count && words < OR_MAX_NAME_WORDS; i++) {
        const OrSearchWord *word = &t->words[i];
        uint32_t hash;
        bool complete;

        if (i > first && !joins_name(&t->words[i - 1], word))
            break;
        if (word->shape == OR_SHAPE_POSSESSIVE && i > first)
            continue;
        if (word->shape > OR_SHAPE_NUMBER && word->shape != OR_SHAPE_FOREIGN)
            break;
        words++;
        hash = hash_word(t, word);
        if ((i == first && !or_may_begin_alias(t->first_words, hash)) ||
            !or_alias_step(t->aliases, &state, hash, &complete))
            break;
        if (complete && is_alias(t, first, i))
            longest = i + 1 - first;
    }
    return longest;
}

/* ---- classes ---- */

static bool is_name_beside(uint8_t gap, const OrSearchWord *word)
{
    return gap == OR_GAP_SPACE && word->shape == OR_SHAPE_LETTERS &&
           (word->letter_case == OR_CASE_CAPITAL || word->letter_case == OR_CASE_CAPITALS);
}

/* A common word with a capital: part of a name? */
static bool is_name(const OrTokenizer *t, int i)
{
    const OrSearchWord *word = &t->words[i];
    OrSearchStopsMatch stop = or_find_search_stops(OR_LANGUAGE_EN, string_of(t, word));
    OrSearchStopsName name;

    if (stop.count == 0 || stop.rows[0].name == OR_SEARCH_STOPS_NAME_NONE)
        return false;
    if (t->is_first && t->at_end && t->count - i == 1)
        return true;
    name = stop.rows[0].name;
    if (name != OR_SEARCH_STOPS_NAME_FIRST && t->next > 0 &&
        is_name_beside(word->gap, &t->words[t->next - 1]))
        return true;
    return name != OR_SEARCH_STOPS_NAME_LAST && i + 1 < t->count &&
           is_name_beside(t->words[i + 1].gap, &t->words[i + 1]);
}

static OrSearchClass class_of_capitals(const OrTokenizer *t, int i)
{
    OrString string = string_of(t, &t->words[i]);
    OrSearchStopsMatch stop = or_find_search_stops(OR_LANGUAGE_EN, string);

    if (stop.count > 0 && stop.rows[0].capitals == OR_SEARCH_STOPS_CAPITALS_NO)
        return OR_SEARCH_WORD;
    if (is_in_capitals(t, i))
        return OR_SEARCH_CAPITALS;
    return string.length <= LONGEST_ACRONYM ? OR_SEARCH_ACRONYM : OR_SEARCH_WORD;
}

static OrSearchClass class_of_letters(const OrTokenizer *t, int i)
{
    const OrSearchWord *word = &t->words[i];

    switch (word->letter_case) {
    case OR_CASE_CAPITALS:
        return class_of_capitals(t, i);
    case OR_CASE_PLURAL:
        return OR_SEARCH_ACRONYM;
    case OR_CASE_CAPITAL:
        return word->end - word->begin <= 3 && is_name(t, i) ? OR_SEARCH_NAME : OR_SEARCH_WORD;
    default:
        return OR_SEARCH_WORD;
    }
}

/* After a common word, 's is "is" and has a place: "it's" is two words. */
static OrSearchClass class_of_possessive(const OrTokenizer *t)
{
    const OrSearchWord *before = t->next > 0 ? &t->words[t->next - 1] : NULL;

    if (before != NULL && before->shape == OR_SHAPE_LETTERS && before->letter_case != OR_CASE_CAPITALS &&
        or_find_search_stops(OR_LANGUAGE_EN, string_of(t, before)).count > 0)
        return OR_SEARCH_WORD;
    return OR_SEARCH_POSSESSIVE;
}

static OrSearchClass class_of(const OrTokenizer *t, int i)
{
    switch ((OrWordShape) t->words[i].shape) {
    case OR_SHAPE_LETTERS:
        return class_of_letters(t, i);
    case OR_SHAPE_INITIALS:
        return OR_SEARCH_ACRONYM;
    case OR_SHAPE_CODE:
        return OR_SEARCH_CODE;
    case OR_SHAPE_NUMBER:
        return OR_SEARCH_NUMBER;
    case OR_SHAPE_DATE:
        return OR_SEARCH_DATE;
    case OR_SHAPE_IDEOGRAPHS:
        return OR_SEARCH_IDEOGRAPHS;
    case OR_SHAPE_ALIAS:
        return OR_SEARCH_ALIAS;
    case OR_SHAPE_FOREIGN:
        return OR_SEARCH_FOREIGN;
    case OR_SHAPE_HOST:
        return OR_SEARCH_HOST;
    case OR_SHAPE_ADDRESS:
        return OR_SEARCH_ADDRESS;
    case OR_SHAPE_POSSESSIVE:
        return class_of_possessive(t);
    case OR_SHAPE_OTHER:
        break;
    }
    return OR_SEARCH_OTHER;
}

/* ---- giving out ---- */

/* Small letters that begin no alias: nearly every word there is. */
static bool is_ordinary(const OrTokenizer *t, const OrSearchWord *word)
{
    return word->plain && word->letter_case == OR_CASE_LOWER &&
           (t->first_words == NULL || !or_may_begin_alias(t->first_words, word->hash));
}

/* How many words are the next token, and of what class. */
static int join_words(const OrTokenizer *t, OrSearchClass *class)
{
    int words;

    *class = OR_SEARCH_WORD;
    if (is_ordinary(t, &t->words[t->next]))
        return 1;
    words = t->aliases != NULL ? alias_words(t, t->next) : 0;

    *class = OR_SEARCH_ALIAS;
    if (words > 0)
        return words;
    *class = OR_SEARCH_DATE;
    words = or_date_words(t, t->next);
    if (words > 0)
        return words;
    *class = class_of(t, t->next);
    return 1;
}

/* The next token that is not blank. */
static bool next_worded_token(OrTokenizer *t, OrSearchToken *token)
{
    int words;

    fill(t);
    if (t->next >= t->count)
        return false;
    if (++t->tokens % TOKENS_BETWEEN_INTERRUPTS == 0)
        t->host->interrupt(t->host);
    words = join_words(t, &token->class);
    token->range = (OrRange){t->words[t->next].begin, t->words[t->next + words - 1].end};
    t->next += words;
    t->is_first = false;
    return true;
}

bool or_next_indexed_token(OrTokenizer *tokenizer, OrSearchToken *token)
{
    while (next_worded_token(tokenizer, token))
        if (token->class <= OR_SEARCH_LAST_INDEXED)
            return true;
    return false;
}

/* The blank from what was given out last up to `end`, or the first part of it that fits a token. */
static void take_blank(OrTokenizer *t, uint32_t end, OrSearchToken *token)
{
    uint32_t begin = t->emitted;

    if (end - begin > OR_SEARCH_LONGEST_TOKEN) {
        end = begin + OR_SEARCH_LONGEST_TOKEN;
        while (end > begin + 1 && ((unsigned char) t->text[end] & 0xC0) == 0x80)
            end--;
    }
    *token = (OrSearchToken){{begin, end}, OR_SEARCH_BLANK};
    t->emitted = end;
}

bool or_next_token(OrTokenizer *t, OrSearchToken *token)
{
    uint32_t blank_end;

    if (!t->has_pending)
        t->has_pending = next_worded_token(t, &t->pending);
    blank_end = t->has_pending ? t->pending.range.begin : (uint32_t) t->length;
    if (t->emitted < blank_end) {
        take_blank(t, blank_end, token);
        return true;
    }
    if (!t->has_pending)
        return false;
    *token = t->pending;
    t->emitted = token->range.end;
    t->has_pending = false;
    return true;
}
