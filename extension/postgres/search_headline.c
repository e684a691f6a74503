/*
 * search_headline.c: ts_headline for the parser `onrecord`.
 *
 * The server hands in the tokens of the text and has noted which of them match
 * a word of the query. It has no right places for tokens of several lexemes,
 * and a token cannot be marked together with the next one. So the lexemes are
 * found again here, the stretches that the query matches are looked for, and
 * the tokens of each stretch become one token: phrases are marked as phrases.
 * Every token of the text is given out once and as it is.
 *
 * The part that is shown is the one with the most different words of the
 * query, then with the most matches, then the first.
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "tsearch/ts_public.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"

#include "onrecord.h"
#include "search_phrases.h"
#include "search_state.h"

/* A fragment's worth is judged by its first hits, so many of them. */
#define MOST_HITS 64

typedef struct HeadlineOptions {
    int max_words;
    int min_words;
    int short_word;
    int max_fragments;
    bool highlight_all;
} HeadlineOptions;

/* A token that is shown: the server's entries without the copies that it makes. */
typedef struct HeadlineToken {
    HeadlineWordEntry *entry;
    int first_place; /* 0: not indexed */
    int last_place;
    int words_before; /* indexed tokens before this one */
} HeadlineToken;

/* Tokens from `first` to `last` that are marked, and how many items of the query they meet. */
typedef struct Hit {
    int first;
    int last;
} Hit;

typedef struct Headline {
    HeadlineToken *tokens;
    int count;
    int word_count;
    Hit *hits;
    int hit_count;
    int *token_of_place;
    uint64 *met; /* by token: items of the query that it matches, the first 64 of them as bits */
} Headline;

ONRECORD_FUNCTION(onrecord_parser_headline);

/* ---- options ---- */

static bool read_flag(const char *value)
{
    static const char *const yes[] = {"1", "on", "true", "t", "y", "yes"};

    for (int i = 0; i < lengthof(yes); i++)
        if (pg_strcasecmp(value, yes[i]) == 0)
            return true;
    return false;
}

static void set_option(HeadlineOptions *options, HeadlineParsedText *text, const char *name, char *value)
{
    if (pg_strcasecmp(name, "MaxWords") == 0)
        options->max_words = pg_strtoint32(value);
    else if (pg_strcasecmp(name, "MinWords") == 0)
        options->min_words = pg_strtoint32(value);
    else if (pg_strcasecmp(name, "ShortWord") == 0)
        options->short_word = pg_strtoint32(value);
    else if (pg_strcasecmp(name, "MaxFragments") == 0)
        options->max_fragments = pg_strtoint32(value);
    else if (pg_strcasecmp(name, "HighlightAll") == 0)
        options->highlight_all = read_flag(value);
    else if (pg_strcasecmp(name, "StartSel") == 0)
        text->startsel = pstrdup(value);
    else if (pg_strcasecmp(name, "StopSel") == 0)
        text->stopsel = pstrdup(value);
    else if (pg_strcasecmp(name, "FragmentDelimiter") == 0)
        text->fragdelim = pstrdup(value);
    else
        ereport(
            ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
            errmsg("unrecognized headline parameter: \"%s\"", name),
            errhint("There are MaxWords, MinWords, ShortWord, MaxFragments, HighlightAll, StartSel, StopSel "
                    "and FragmentDelimiter."));
}

static void check_limits(const HeadlineOptions *options)
{
    if (options->min_words >= options->max_words)
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                errmsg("MinWords should be less than MaxWords"));
    if (options->min_words <= 0)
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("MinWords should be positive"));
    if (options->short_word < 0)
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("ShortWord should be >= 0"));
    if (options->max_fragments < 0)
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("MaxFragments should be >= 0"));
}

static HeadlineOptions read_options(List *list, HeadlineParsedText *text)
{
    HeadlineOptions options = {35, 15, 3, 0, false};
    ListCell *cell;

    text->startsel = text->stopsel = text->fragdelim = NULL;
    foreach (cell, list) {
        DefElem *option = (DefElem *) lfirst(cell);

        set_option(&options, text, option->defname, defGetString(option));
    }
    if (!options.highlight_all)
        check_limits(&options);
    if (text->startsel == NULL)
        text->startsel = pstrdup("<b>");
    if (text->stopsel == NULL)
        text->stopsel = pstrdup("</b>");
    if (text->fragdelim == NULL)
        text->fragdelim = pstrdup(" ... ");
    text->startsellen = strlen(text->startsel);
    text->stopsellen = strlen(text->stopsel);
    text->fragdelimlen = strlen(text->fragdelim);
    return options;
}

/* ---- where the query is met ---- */

static bool operand_matches(TSQuery query, const QueryItem *item, const char *lexeme, int length)
{
    return tsCompareString(GETOPERAND(query) + item->qoperand.distance, item->qoperand.length,
                           (char *) lexeme, length, item->qoperand.prefix) == 0;
}

typedef struct Matcher {
    TSQuery query;
    PlaceSpans *operands; /* by item of the query */
    Headline *headline;
} Matcher;

static void match_lexeme(Matcher *matcher, int token, const char *lexeme, int length, int place)
{
    QueryItem *items = GETQUERY(matcher->query);

    for (int i = 0; i < matcher->query->size; i++) {
        PlaceSpans *operand = &matcher->operands[i];

        if (items[i].type != QI_VAL || !operand_matches(matcher->query, &items[i], lexeme, length))
            continue;
        if (operand->count == 0 || operand->items[operand->count - 1].end < place)
            add_place_span(operand, place, place);
        matcher->headline->met[token] |= UINT64CONST(1) << (i % 64);
    }
}

/* Other dictionaries than ours may be mapped to our token types: then the server's own findings count. */
static void match_as_server(Matcher *matcher, int token, const HeadlineWordEntry *end)
{
    for (HeadlineWordEntry *entry = matcher->headline->tokens[token].entry; entry < end; entry++) {
        int i;

        if (entry->item == NULL)
            continue;
        i = (QueryItem *) entry->item - GETQUERY(matcher->query);
        if (matcher->headline->met[token] & (UINT64CONST(1) << (i % 64)))
            continue;
        add_place_span(&matcher->operands[i], matcher->headline->tokens[token].first_place,
                       matcher->headline->tokens[token].first_place);
        matcher->headline->met[token] |= UINT64CONST(1) << (i % 64);
    }
}

/* Match a token's lexemes; returns the last place it takes. */
static int match_token(Matcher *matcher, int index, int place)
{
    const HeadlineWordEntry *entry = matcher->headline->tokens[index].entry;
    OrString string = {entry->word, entry->len};
    const CachedToken *cached = search_cached(entry->type, string);
    OrLexemes found;

    if (cached != NULL) {
        for (int i = 0; i < cached->count; i++) {
            place += cached->items[i].advances;
            match_lexeme(matcher, index, cached->items[i].lexeme->bytes, cached->items[i].lexeme->length,
                         place);
        }
        return place;
    }
    or_find_lexemes(search_state()->aliases, entry->type, string, &found);
    for (int i = 0; i < found.count; i++) {
        place += found.items[i].advances;
        match_lexeme(matcher, index, found.bytes + found.items[i].offset, found.items[i].length, place);
    }
    return place;
}

static bool is_word(const HeadlineToken *token)
{
    return token->entry->type >= OR_SEARCH_WORD && token->entry->type <= OR_SEARCH_LAST_INDEXED;
}

static void match_tokens(Matcher *matcher, const HeadlineWordEntry *end)
{
    Headline *headline = matcher->headline;
    int place = 0;

    for (int i = 0; i < headline->count; i++) {
        HeadlineToken *token = &headline->tokens[i];

        token->words_before = headline->word_count;
        if (!is_word(token))
            continue;
        headline->word_count++;
        token->first_place = ++place;
        place = token->last_place = match_token(matcher, i, place);
        match_as_server(matcher, i, i + 1 < headline->count ? headline->tokens[i + 1].entry : end);
    }
}

static int compare_hits(const void *a, const void *b)
{
    const Hit *left = a;
    const Hit *right = b;

    return left->first != right->first ? (left->first < right->first ? -1 : 1)
                                       : (left->last > right->last) - (left->last < right->last);
}

/* The token at each place, the first of which is 1. A place that no token takes is the next one's. */
static void index_places(Headline *headline)
{
    int place = 0;
    int last = 0;

    for (int i = 0; i < headline->count; i++)
        last = Max(last, headline->tokens[i].last_place);
    headline->token_of_place = palloc_extended((last + 1) * sizeof(int), MCXT_ALLOC_HUGE);
    for (int i = 0; i < headline->count; i++)
        while (place <= headline->tokens[i].last_place)
            headline->token_of_place[place++] = i;
}

/* Stretches of places become stretches of tokens; those that overlap become one. */
static void find_hits(Headline *headline, PlaceSpans spans)
{
    int kept = 0;

    headline->hits = palloc((spans.count + 1) * sizeof(Hit));
    for (int i = 0; i < spans.count; i++)
        headline->hits[i] = (Hit){headline->token_of_place[spans.items[i].begin],
                                  headline->token_of_place[spans.items[i].end]};
    qsort(headline->hits, spans.count, sizeof(Hit), compare_hits);
    for (int i = 1; i < spans.count; i++) {
        if (headline->hits[i].first <= headline->hits[kept].last)
            headline->hits[kept].last = Max(headline->hits[kept].last, headline->hits[i].last);
        else
            headline->hits[++kept] = headline->hits[i];
    }
    headline->hit_count = spans.count > 0 ? kept + 1 : 0;
}

static Headline read_tokens(HeadlineParsedText *text, TSQuery query)
{
    Headline headline = {NULL, 0, 0, NULL, 0, NULL, NULL};
    Matcher matcher = {query, palloc0(query->size * sizeof(PlaceSpans) + 1), &headline};

    headline.tokens =
        palloc_extended((text->curwords + 1) * sizeof(HeadlineToken), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
    headline.met = palloc_extended((text->curwords + 1) * sizeof(uint64), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
    for (int i = 0; i < text->curwords; i++)
        if (!text->words[i].repeated)
            headline.tokens[headline.count++].entry = &text->words[i];
    match_tokens(&matcher, text->words + text->curwords);
    index_places(&headline);
    find_hits(&headline, find_query_spans(query, matcher.operands));
    return headline;
}

/* ---- what is shown ---- */

static int words_between(const Headline *headline, int first, int last)
{
    return headline->tokens[last].words_before + is_word(&headline->tokens[last]) -
           headline->tokens[first].words_before;
}

static uint64 met_by(const Headline *headline, const Hit *hit)
{
    uint64 met = 0;

    for (int i = hit->first; i <= hit->last; i++)
        met |= headline->met[i];
    return met;
}

/* A row of hits that fits a fragment: from the first-th hit on, as many as there is room for. */
typedef struct Choice {
    int first;
    int count;
    int worth;
} Choice;

static Choice choose_from(const Headline *headline, const HeadlineOptions *options, const bool *used,
                          int first)
{
    Choice choice = {first, 0, 0};
    uint64 met = 0;

    for (int i = first; i < headline->hit_count && !used[i] && choice.count < MOST_HITS; i++) {
        if (i > first &&
            words_between(headline, headline->hits[first].first, headline->hits[i].last) > options->max_words)
            break;
        met |= met_by(headline, &headline->hits[i]);
        choice.count++;
    }
    choice.worth = pg_popcount((char *) &met, sizeof(met)) * (MOST_HITS + 1) + choice.count;
    return choice;
}

/* Does a sentence, or a line, end with this token? */
static bool ends_sentence(const HeadlineToken *token)
{
    const HeadlineWordEntry *entry = token->entry;

    if (entry->type != OR_SEARCH_BLANK)
        return false;
    for (int i = 0; i < entry->len; i++) {
        if (strchr("!?\n", entry->word[i]) != NULL ||
            (entry->word[i] == '.' &&
             (i + 1 == entry->len || entry->word[i + 1] == ' ' || entry->word[i + 1] == '\n')))
            return true;
        if (entry->len - i >= 3 && memcmp(entry->word + i, "\xE3\x80\x82", 3) == 0)
            return true;
    }
    return false;
}

static bool may_grow(const Headline *headline, const HeadlineOptions *options, int first, int last)
{
    return first >= 0 && last < headline->count && words_between(headline, first, last) <= options->max_words;
}

/* Back to where the sentence begins, if that is near; else a few words. */
static int grow_back(const Headline *headline, const HeadlineOptions *options, const Hit *core)
{
    int room = (options->max_words - words_between(headline, core->first, core->last)) / 2;
    int first = core->first;
    int start = core->first;

    while (first > 0 && !headline->tokens[first - 1].entry->in &&
           headline->tokens[core->first].words_before - headline->tokens[first - 1].words_before <= room) {
        if (ends_sentence(&headline->tokens[first - 1]))
            return first;
        first--;
        if (is_word(&headline->tokens[first]))
            start = first;
    }
    return first == 0 ? 0 : start;
}

/* On to the end of a sentence behind MinWords, or as far as there is room. */
static int grow_on(const Headline *headline, const HeadlineOptions *options, int first, const Hit *core)
{
    int last = core->last;
    int end = core->last;

    while (may_grow(headline, options, first, last + 1) && !headline->tokens[last + 1].entry->in) {
        last++;
        if (is_word(&headline->tokens[last]) && headline->tokens[last].entry->len > options->short_word)
            end = last;
        if (ends_sentence(&headline->tokens[last]) &&
            words_between(headline, first, last) >= options->min_words)
            return last;
    }
    return last + 1 == headline->count ? last : end;
}

static void show(Headline *headline, int first, int last)
{
    for (int i = first; i <= last; i++)
        headline->tokens[i].entry->in = 1;
}

/* The space behind the last word of a fragment is not shown. */
static void trim_end(HeadlineWordEntry *entry)
{
    if (entry->type == OR_SEARCH_BLANK)
        while (entry->len > 0 && strchr(" \t\r\n", entry->word[entry->len - 1]) != NULL)
            entry->len--;
}

static void show_fragment(Headline *headline, const HeadlineOptions *options, const Choice *choice)
{
    Hit core = {headline->hits[choice->first].first, headline->hits[choice->first + choice->count - 1].last};
    int first = grow_back(headline, options, &core);
    int last = grow_on(headline, options, first, &core);

    show(headline, first, last);
    trim_end(headline->tokens[last].entry);
}

static void show_best(Headline *headline, const HeadlineOptions *options)
{
    bool *used = palloc0(headline->hit_count + 1);
    int fragments = Max(options->max_fragments, 1);

    for (int n = 0; n < fragments; n++) {
        Choice best = {0, 0, 0};

        CHECK_FOR_INTERRUPTS();

        for (int i = 0; i < headline->hit_count; i++) {
            Choice choice;

            if (used[i])
                continue;
            choice = choose_from(headline, options, used, i);
            if (choice.worth > best.worth)
                best = choice;
        }
        if (best.count == 0)
            break;
        memset(used + best.first, true, best.count);
        if (!headline->tokens[headline->hits[best.first].first].entry->in)
            show_fragment(headline, options, &best);
    }
    if (headline->hit_count == 0 && headline->count > 0) {
        int last = 0;

        while (last + 1 < headline->count && words_between(headline, 0, last + 1) <= options->min_words)
            last++;
        show(headline, 0, last);
        trim_end(headline->tokens[last].entry);
    }
}

/* The tokens of a hit become one, so that the marks stand around all of it. */
static void mark_hit(Headline *headline, const Hit *hit)
{
    HeadlineWordEntry *first = headline->tokens[hit->first].entry;
    Size length = 0;
    char *bytes;

    for (int i = hit->first; i <= hit->last; i++)
        length += headline->tokens[i].entry->len;
    first->selected = 1;
    if (hit->first == hit->last || length > PG_UINT16_MAX)
        return;
    bytes = palloc(length);
    length = 0;
    for (int i = hit->first; i <= hit->last; i++) {
        HeadlineWordEntry *entry = headline->tokens[i].entry;

        memcpy(bytes + length, entry->word, entry->len);
        length += entry->len;
        entry->skip = i > hit->first;
    }
    first->word = bytes;
    first->len = length;
}

/* onrecord_parser_headline(internal text, internal options, tsquery) -> internal */
Datum onrecord_parser_headline(PG_FUNCTION_ARGS)
{
    HeadlineParsedText *text = (HeadlineParsedText *) PG_GETARG_POINTER(0);
    HeadlineOptions options = read_options((List *) PG_GETARG_POINTER(1), text);
    TSQuery query = PG_GETARG_TSQUERY(2);
    Headline headline;

    search_state();
    headline = read_tokens(text, query);
    if (options.highlight_all)
        show(&headline, 0, headline.count - 1);
    else
        show_best(&headline, &options);
    for (int i = 0; i < headline.hit_count; i++)
        if (headline.tokens[headline.hits[i].first].entry->in)
            mark_hit(&headline, &headline.hits[i]);
    PG_RETURN_POINTER(text);
}
