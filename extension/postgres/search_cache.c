/*
 * search_cache.c: the lexemes of tokens seen before.
 *
 * Texts say the same words again and again: looking a token up is several
 * times cheaper than folding, spelling and stemming it. Two hash tables with
 * open addressing point into one memory context: tokens with their lexemes,
 * and lexemes, each once, so that a vector can tell at a glance that it has
 * one already. When its room is used up the cache takes nothing more in, and
 * the next text starts with an empty one.
 *
 * An entry is complete before a slot points to it, so that an error leaves
 * both tables sound.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "port/pg_bswap.h"
#include "utils/memutils.h"

#include "search_cache.h"
#include "search_state.h"

/* Bytes of entries, and slots, that are never more than half full. 2^15 slots: 256 kB a table. */
#define CACHE_ROOM ((Size) 2048 * 1024)
#define CACHE_SLOTS 32768
#define CACHE_ENTRIES (CACHE_SLOTS / 2)

/* Longer tokens are rarely seen twice. */
#define LONGEST_CACHED 64

static MemoryContext cache_context;
static CachedToken **tokens;
static CachedLexeme **lexemes;
static uint32 token_count;
static uint32 lexeme_count;
static Size used;
static uint32 last_call;

static void make_cache(void)
{
    MemoryContext context =
        AllocSetContextCreate(TopMemoryContext, "onrecord lexemes", ALLOCSET_DEFAULT_SIZES);

    cache_context = context;
    tokens = MemoryContextAllocZero(context, CACHE_SLOTS * sizeof(CachedToken *));
    lexemes = MemoryContextAllocZero(context, CACHE_SLOTS * sizeof(CachedLexeme *));
    token_count = lexeme_count = 0;
    used = 0;
}

void search_empty_cache(void)
{
    MemoryContext old = cache_context;

    cache_context = NULL;
    if (old != NULL)
        MemoryContextDelete(old);
}

static bool is_full(void)
{
    return used > CACHE_ROOM || token_count >= CACHE_ENTRIES || lexeme_count >= CACHE_ENTRIES;
}

void search_bound_cache(void)
{
    if (cache_context != NULL && is_full())
        search_empty_cache();
}

uint32 search_new_call(void)
{
    return ++last_call;
}

static void *take(Size size)
{
    used += size;
    return MemoryContextAlloc(cache_context, size);
}

static uint64 prefix_of(const char *bytes, Size length)
{
    uint64 prefix = 0;

    memcpy(&prefix, bytes, Min(length, sizeof(prefix)));
    return pg_ntoh64(prefix);
}

static CachedLexeme *find_lexeme(const char *bytes, Size length)
{
    uint32 hash = hash_bytes((const unsigned char *) bytes, (int) length);
    uint32 slot = hash % CACHE_SLOTS;
    CachedLexeme *lexeme;

    for (; (lexeme = lexemes[slot]) != NULL; slot = (slot + 1) % CACHE_SLOTS)
        if (lexeme->hash == hash && lexeme->length == length && memcmp(lexeme->bytes, bytes, length) == 0)
            return lexeme;
    lexeme = take(offsetof(CachedLexeme, bytes) + length + 1);
    lexeme->prefix = prefix_of(bytes, length);
    lexeme->hash = hash;
    lexeme->call = 0;
    lexeme->word = 0;
    lexeme->length = (uint16) length;
    memcpy(lexeme->bytes, bytes, length + 1);
    lexemes[slot] = lexeme;
    lexeme_count++;
    return lexeme;
}

static char *token_bytes(CachedToken *token)
{
    return (char *) &token->items[token->count];
}

static CachedToken *make_token(uint32 hash, OrSearchClass class, OrString string)
{
    OrLexemes found;
    CachedToken *token;

    or_find_lexemes(search_state()->aliases, class, string, &found);
    token = take(offsetof(CachedToken, items) + found.count * sizeof(CachedItem) + string.length);
    token->hash = hash;
    token->class = class;
    token->length = (uint8) string.length;
    token->count = found.count;
    for (int i = 0; i < found.count; i++) {
        const OrLexeme *lexeme = &found.items[i];

        token->items[i].lexeme = find_lexeme(found.bytes + lexeme->offset, lexeme->length);
        token->items[i].variant = lexeme->variant;
        token->items[i].advances = lexeme->advances;
    }
    memcpy(token_bytes(token), string.data, string.length);
    return token;
}

static uint32 hash_token(OrSearchClass class, OrString string)
{
    uint32 hash = class * 16777619u;

    for (Size i = 0; i < string.length; i++)
        hash = (hash ^ (unsigned char) string.data[i]) * 16777619u;
    return hash ^ (hash >> 15);
}

const CachedToken *search_cached(OrSearchClass class, OrString string)
{
    uint32 hash;
    uint32 slot;
    CachedToken *token;

    if (string.length > LONGEST_CACHED)
        return NULL;
    if (cache_context == NULL)
        make_cache();
    hash = hash_token(class, string);
    slot = hash % CACHE_SLOTS;
    for (; (token = tokens[slot]) != NULL; slot = (slot + 1) % CACHE_SLOTS)
        if (token->hash == hash && token->class == class && token->length == string.length &&
            memcmp(token_bytes(token), string.data, string.length) == 0)
            return token;
    if (is_full())
        return NULL;
    token = make_token(hash, class, string);
    tokens[slot] = token;
    token_count++;
    return token;
}
