/*
 * search_tsvector.c: onrecord_tsvector(text) and what it is made of.
 *
 * It builds the vector that the server would build with parser, dictionaries
 * and configuration, without their calls: every token is looked up in the
 * cache, and a lexeme that this vector has already is known by the stamp it
 * bears. Places are collected in the order of the text in one array, each
 * pointing to the next place of the same lexeme; at the end the lexemes are
 * sorted and written. A lexeme that the cache has no room for is collected
 * each time anew, and never in the cache while the vector is built: its words
 * meet when they are sorted, their places in order.
 */
#include "postgres.h"

#include "fmgr.h"
#include "port/pg_bswap.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "host.h"
#include "onrecord.h"
#include "search_state.h"
#include "tsvector.h"

/* Places left free between pieces that do not continue one another, so that phrases cannot reach over. */
#define GAP_BETWEEN_PIECES 16

#define NO_PLACE (-1)

typedef struct VectorWord {
    uint64 prefix;
    const char *bytes;
    int32 length;
    int32 first; /* places, in the order of the text */
    int32 last;
    int32 order; /* of its first place: equal words stay in order */
} VectorWord;

typedef struct VectorPlace {
    WordEntryPos position;
    int32 next;
} VectorPlace;

/*
 * The words of a query: a vector that is only compared with it needs no others.
 * Those in the cache bear the vector's stamp from the start and are known by
 * it; these are the rest, beginnings of words and words that the cache had no
 * room for.
 */
typedef struct WantedWords {
    TSQuery query;
    const QueryOperand **others;
    int other_count;
} WantedWords;

typedef struct VectorBuilder {
    VectorWord *words;
    int32 word_count;
    int32 word_room;
    VectorPlace *places;
    int32 place_count;
    int32 place_room;
    uint32 call;
    int64 position; /* of the token read last */
    int weight;
    const WantedWords *wanted; /* NULL: all words */
} VectorBuilder;

static void start_vector(VectorBuilder *builder, Size text_length)
{
    builder->word_room = builder->place_room = (int32) Min(text_length / 8 + 64, 1 << 20);
    builder->words = palloc_extended(builder->word_room * sizeof(VectorWord), MCXT_ALLOC_HUGE);
    builder->places = palloc_extended(builder->place_room * sizeof(VectorPlace), MCXT_ALLOC_HUGE);
    builder->word_count = builder->place_count = 0;
    builder->call = search_new_call();
    builder->position = 0;
    builder->weight = 0;
    builder->wanted = NULL;
}

static VectorWord *add_word(VectorBuilder *builder, uint64 prefix, const char *bytes, int32 length)
{
    VectorWord *word;

    if (builder->word_count == builder->word_room) {
        builder->word_room *= 2;
        builder->words = repalloc_huge(builder->words, builder->word_room * sizeof(VectorWord));
    }
    word = &builder->words[builder->word_count];
    word->prefix = prefix;
    word->bytes = bytes;
    word->length = length;
    word->first = word->last = NO_PLACE;
    word->order = builder->word_count++;
    return word;
}

static void add_place(VectorBuilder *builder, VectorWord *word)
{
    VectorPlace *place;

    if (builder->place_count == builder->place_room) {
        builder->place_room *= 2;
        builder->places = repalloc_huge(builder->places, builder->place_room * sizeof(VectorPlace));
    }
    place = &builder->places[builder->place_count];
    WEP_SETWEIGHT(place->position, builder->weight);
    WEP_SETPOS(place->position, LIMITPOS(builder->position));
    place->next = NO_PLACE;
    if (word->first == NO_PLACE)
        word->first = builder->place_count;
    else
        builder->places[word->last].next = builder->place_count;
    word->last = builder->place_count++;
}

static bool is_wanted(const VectorBuilder *builder, const char *bytes, int length)
{
    const WantedWords *wanted = builder->wanted;

    if (wanted == NULL)
        return true;
    for (int i = 0; i < wanted->other_count; i++) {
        const QueryOperand *operand = wanted->others[i];

        if ((operand->prefix ? length >= operand->length : length == operand->length) &&
            memcmp(bytes, GETOPERAND(wanted->query) + operand->distance, operand->length) == 0)
            return true;
    }
    return false;
}

/* The vector has this lexeme from now on. */
static void stamp_lexeme(VectorBuilder *builder, CachedLexeme *lexeme)
{
    lexeme->word = add_word(builder, lexeme->prefix, lexeme->bytes, lexeme->length)->order;
    lexeme->call = builder->call;
}

/* A place of a lexeme that the cache has: this vector has it already where it bears the stamp. */
static void add_lexeme(VectorBuilder *builder, CachedLexeme *lexeme)
{
    if (lexeme->call != builder->call) {
        if (!is_wanted(builder, lexeme->bytes, lexeme->length))
            return;
        stamp_lexeme(builder, lexeme);
    }
    add_place(builder, &builder->words[lexeme->word]);
}

static void add_cached(VectorBuilder *builder, const CachedToken *token)
{
    for (int i = 0; i < token->count; i++) {
        builder->position += token->items[i].advances;
        add_lexeme(builder, token->items[i].lexeme);
    }
}

static void add_uncached(VectorBuilder *builder, const OrLexemes *lexemes)
{
    for (int i = 0; i < lexemes->count; i++) {
        const OrLexeme *item = &lexemes->items[i];
        CachedLexeme *cached = search_cached_lexeme(lexemes->bytes + item->offset, item->length);

        builder->position += item->advances;
        if (cached != NULL) {
            add_lexeme(builder, cached);
        } else if (is_wanted(builder, lexemes->bytes + item->offset, item->length)) {
            char *bytes = pnstrdup(lexemes->bytes + item->offset, item->length);
            uint64 prefix = 0;

            memcpy(&prefix, bytes, Min(item->length, sizeof(prefix)));
            add_place(builder, add_word(builder, pg_ntoh64(prefix), bytes, item->length));
        }
    }
}

static void add_text(VectorBuilder *builder, const SearchState *search, const char *text, Size length)
{
    OrTokenizer *tokenizer =
        or_start_tokens(onrecord_host(), search->aliases, search->segmenter, text, length);
    OrSearchToken token;

    while (or_next_indexed_token(tokenizer, &token)) {
        OrString string = {text + token.range.begin, or_range_length(token.range)};
        const CachedToken *cached = search_cached(token.class, string);

        builder->position++;
        if (cached != NULL) {
            add_cached(builder, cached);
        } else {
            OrLexemes lexemes;

            or_find_lexemes(search->aliases, token.class, string, &lexemes);
            add_uncached(builder, &lexemes);
        }
    }
    or_end_tokens(tokenizer);
}

/* The order of lexemes in a tsvector: by bytes, the shorter first. Equal ones keep the order of the text. */
static int compare_words(const VectorWord *left, const VectorWord *right)
{
    int order;

    if (left->prefix != right->prefix)
        return left->prefix < right->prefix ? -1 : 1;
    order = memcmp(left->bytes, right->bytes, Min(left->length, right->length));
    if (order != 0)
        return order;
    if (left->length != right->length)
        return left->length < right->length ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

#define ST_SORT sort_words
#define ST_ELEMENT_TYPE VectorWord
#define ST_COMPARE(a, b) compare_words(a, b)
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/* Words that were wanted and have no place go. */
static void drop_missing_words(VectorBuilder *builder)
{
    int32 kept = 0;

    for (int32 i = 0; i < builder->word_count; i++)
        if (builder->words[i].first != NO_PLACE)
            builder->words[kept++] = builder->words[i];
    builder->word_count = kept;
}

/* Sorted words that are equal become one, with the places of all. */
static void merge_words(VectorBuilder *builder)
{
    int32 kept = 0;

    for (int32 i = 1; i < builder->word_count; i++) {
        VectorWord *last = &builder->words[kept];
        VectorWord *word = &builder->words[i];

        if (last->length == word->length && memcmp(last->bytes, word->bytes, last->length) == 0) {
            builder->places[last->last].next = word->first;
            last->last = word->last;
        } else {
            builder->words[++kept] = *word;
        }
    }
    builder->word_count = builder->word_count > 0 ? kept + 1 : 0;
}

/*
 * Write the places of a word, or only count them: each once, in order, no more
 * than a tsvector may have, and none after the last position there is.
 */
static int write_places(const VectorBuilder *builder, const VectorWord *word, WordEntryPos *places)
{
    int count = 0;
    int last = 0;

    for (int32 i = word->first; i != NO_PLACE && count < MAXNUMPOS - 1; i = builder->places[i].next) {
        int position = WEP_GETPOS(builder->places[i].position);

        if (position == last)
            continue;
        if (places != NULL)
            places[count] = builder->places[i].position;
        count++;
        last = position;
        if (position == MAXENTRYPOS - 1)
            break;
    }
    return count;
}

static TSVector write_vector(VectorBuilder *builder)
{
    Size bytes = 0;
    Size size;
    TSVector vector;
    WordEntry *entry;
    char *strings;

    for (int32 i = 0; i < builder->word_count; i++) {
        const VectorWord *word = &builder->words[i];

        bytes = SHORTALIGN(bytes + word->length);
        bytes += sizeof(uint16) + write_places(builder, word, NULL) * sizeof(WordEntryPos);
    }
    if (bytes > MAXSTRPOS)
        ereport(ERROR, errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                errmsg("string is too long for tsvector (%zu bytes, max %d bytes)", bytes, MAXSTRPOS),
                errhint("Index the parts of the text one by one."));
    size = CALCDATASIZE(builder->word_count, bytes);
    vector = palloc0(size);
    SET_VARSIZE(vector, size);
    vector->size = builder->word_count;
    entry = ARRPTR(vector);
    strings = STRPTR(vector);
    bytes = 0;
    for (int32 i = 0; i < builder->word_count; i++, entry++) {
        const VectorWord *word = &builder->words[i];
        uint16 count;

        entry->haspos = 1;
        entry->len = word->length;
        entry->pos = bytes;
        memcpy(strings + bytes, word->bytes, word->length);
        bytes = SHORTALIGN(bytes + word->length);
        count = write_places(builder, word, (WordEntryPos *) (strings + bytes + sizeof(uint16)));
        memcpy(strings + bytes, &count, sizeof(uint16));
        bytes += sizeof(uint16) + count * sizeof(WordEntryPos);
    }
    return vector;
}

static TSVector finish_vector(VectorBuilder *builder)
{
    TSVector vector;

    if (builder->wanted != NULL)
        drop_missing_words(builder);
    sort_words(builder->words, builder->word_count);
    merge_words(builder);
    vector = write_vector(builder);
    pfree(builder->words);
    pfree(builder->places);
    return vector;
}

TSVector onrecord_build_tsvector(const char *text, int length)
{
    const SearchState *search = search_begin();
    VectorBuilder builder;

    start_vector(&builder, length);
    add_text(&builder, search, text, length);
    return finish_vector(&builder);
}

static int weight_number(char weight)
{
    return weight >= 'A' && weight <= 'D' ? 'D' - weight : 0;
}

static void add_pieces(VectorBuilder *builder, const SearchState *search, const SearchPiece *pieces,
                       int count)
{
    for (int i = 0; i < count; i++) {
        if (i > 0 && !pieces[i].continues)
            builder->position += GAP_BETWEEN_PIECES;
        builder->weight = weight_number(pieces[i].weight);
        add_text(builder, search, pieces[i].text, pieces[i].length);
    }
}

TSVector onrecord_build_weighted_tsvector(const SearchPiece *pieces, int count)
{
    const SearchState *search = search_begin();
    VectorBuilder builder;

    start_vector(&builder, 0);
    add_pieces(&builder, search, pieces, count);
    return finish_vector(&builder);
}

static void want_operand(VectorBuilder *builder, WantedWords *wanted, const QueryOperand *operand)
{
    CachedLexeme *lexeme =
        operand->prefix
            ? NULL
            : search_cached_lexeme(GETOPERAND(wanted->query) + operand->distance, operand->length);

    if (lexeme == NULL)
        wanted->others[wanted->other_count++] = operand;
    else if (lexeme->call != builder->call)
        stamp_lexeme(builder, lexeme);
}

TSVector onrecord_build_tsvector_for_query(const SearchPiece *pieces, int count, TSQuery query)
{
    const SearchState *search = search_begin();
    WantedWords wanted = {query, palloc(query->size * sizeof(QueryOperand *)), 0};
    VectorBuilder builder;
    TSVector vector;

    start_vector(&builder, 0);
    for (int i = 0; i < query->size; i++)
        if (GETQUERY(query)[i].type == QI_VAL)
            want_operand(&builder, &wanted, &GETQUERY(query)[i].qoperand);
    builder.wanted = &wanted;
    add_pieces(&builder, search, pieces, count);
    vector = finish_vector(&builder);
    pfree(wanted.others);
    return vector;
}

ONRECORD_FUNCTION(onrecord_tsvector);

/* onrecord_tsvector(text) -> tsvector: to_tsvector('onrecord', text), sooner. */
Datum onrecord_tsvector(PG_FUNCTION_ARGS)
{
    text *document = PG_GETARG_TEXT_PP(0);

    PG_RETURN_TSVECTOR(onrecord_build_tsvector(VARDATA_ANY(document), VARSIZE_ANY_EXHDR(document)));
}
