/*
 * search_cache.c: the lexemes of tokens seen before.
 *
 * Texts say the same words again and again: looking a token up is many times
 * cheaper than folding, spelling and stemming it. Two hash tables with open
 * addressing point into blocks of one memory context: tokens with their
 * lexemes, and lexemes, each once, so that a vector can tell at a glance that
 * it has one already.
 *
 * When its room is used up the cache takes nothing more in. The next text
 * starts with a new one, into which tokens move that were asked for more than
 * once: words that are rare are many, and must not push the common ones out.
 *
 * An entry is complete before a slot points to it, and a new cache before it
 * takes the place of the old, so that an error leaves them sound.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "port/pg_bswap.h"
#include "utils/memutils.h"

#include "search_cache.h"
#include "search_state.h"

/* Bytes of entries, taken in blocks, and slots, which are never more than half used. */
#define CACHE_ROOM ((Size) 2560 * 1024)
#define CACHE_BLOCK ((Size) 64 * 1024)
#define CACHE_SLOTS 65536
#define CACHE_ENTRIES (CACHE_SLOTS / 2)

/* Longer tokens are rarely seen twice. */
#define LONGEST_CACHED 64

/* Slots hold pointers as offsets into blocks: number of the block and place in it, in units of 8 bytes. 0:
 * empty. */
#define BLOCK_UNITS (CACHE_BLOCK / 8)
#define CACHE_BLOCKS (CACHE_ROOM / CACHE_BLOCK)

typedef struct Cache {
    MemoryContext context;
    char *blocks[CACHE_BLOCKS];
    int block_count;
    Size block_used; /* of the last block */
    uint32 token_count;
    uint32 lexeme_count;
    uint32 tokens[CACHE_SLOTS];
    uint32 lexemes[CACHE_SLOTS];
} Cache;

static Cache *cache;
static uint32 last_call;

static void *entry_at(const Cache *c, uint32 slot)
{
    return slot == 0 ? NULL : c->blocks[slot / BLOCK_UNITS] + (slot % BLOCK_UNITS) * 8;
}

static Cache *make_cache(void)
{
    MemoryContext context =
        AllocSetContextCreate(TopMemoryContext, "onrecord lexemes", ALLOCSET_DEFAULT_SIZES);
    Cache *made = MemoryContextAllocExtended(context, sizeof(Cache), MCXT_ALLOC_NO_OOM | MCXT_ALLOC_ZERO);

    if (made == NULL) {
        MemoryContextDelete(context);
        ereport(ERROR, errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"));
    }
    made->context = context;
    made->block_used = CACHE_BLOCK;
    return made;
}

void search_empty_cache(void)
{
    Cache *old = cache;

    cache = NULL;
    if (old != NULL)
        MemoryContextDelete(old->context);
}

/* No room for one more token with its lexemes? */
static bool is_full(const Cache *c)
{
    return (c->block_count == CACHE_BLOCKS &&
            c->block_used + OR_LEXEME_BYTES + 2 * sizeof(OrLexemes) > CACHE_BLOCK) ||
           c->token_count >= CACHE_ENTRIES || c->lexeme_count + OR_MAX_LEXEMES > CACHE_ENTRIES;
}

uint32 search_new_call(void)
{
    return ++last_call;
}

/* Room for an entry, and its place for a slot; offset 0 of the first block is never given out. */
static void *take(Cache *c, Size size, uint32 *slot)
{
    size = TYPEALIGN(8, size);
    if (c->block_used + size > CACHE_BLOCK) {
        c->blocks[c->block_count] = MemoryContextAlloc(c->context, CACHE_BLOCK);
        c->block_used = c->block_count == 0 ? 8 : 0;
        c->block_count++;
    }
    *slot = (uint32) ((c->block_count - 1) * BLOCK_UNITS + c->block_used / 8);
    c->block_used += size;
    return entry_at(c, *slot);
}

static uint64 prefix_of(const char *bytes, Size length)
{
    uint64 prefix = 0;

    memcpy(&prefix, bytes, Min(length, sizeof(prefix)));
    return pg_ntoh64(prefix);
}

/* The entry of a lexeme; a new one if there is none and `may_add`. */
static CachedLexeme *find_lexeme(Cache *c, const char *bytes, Size length, bool may_add)
{
    uint32 hash = hash_bytes((const unsigned char *) bytes, (int) length);
    uint32 place = hash % CACHE_SLOTS;
    uint32 slot;
    CachedLexeme *lexeme;

    for (; (lexeme = entry_at(c, c->lexemes[place])) != NULL; place = (place + 1) % CACHE_SLOTS)
        if (lexeme->hash == hash && lexeme->length == length && memcmp(lexeme->bytes, bytes, length) == 0)
            return lexeme;
    if (!may_add)
        return NULL;
    lexeme = take(c, offsetof(CachedLexeme, bytes) + length + 1, &slot);
    lexeme->prefix = prefix_of(bytes, length);
    lexeme->hash = hash;
    lexeme->call = 0;
    lexeme->word = 0;
    lexeme->length = (uint16) length;
    memcpy(lexeme->bytes, bytes, length);
    lexeme->bytes[length] = '\0';
    c->lexemes[place] = slot;
    c->lexeme_count++;
    return lexeme;
}

CachedLexeme *search_cached_lexeme(const char *bytes, Size length)
{
    if (cache == NULL)
        cache = make_cache();
    return find_lexeme(cache, bytes, length, !is_full(cache));
}

static char *token_bytes(const CachedToken *token)
{
    return (char *) &token->items[token->count];
}

/* The slot of a token, or the empty one where it belongs. */
static uint32 *find_token(Cache *c, uint32 hash, uint8 class, OrString string)
{
    uint32 place = hash % CACHE_SLOTS;
    const CachedToken *token;

    for (; (token = entry_at(c, c->tokens[place])) != NULL; place = (place + 1) % CACHE_SLOTS)
        if (token->hash == hash && token->class == class && token->length == string.length &&
            memcmp(token_bytes(token), string.data, string.length) == 0)
            break;
    return &c->tokens[place];
}

static CachedToken *add_token(Cache *c, uint32 *place, const CachedToken *like, OrString string, uint16 count)
{
    uint32 slot;
    CachedToken *token =
        take(c, offsetof(CachedToken, items) + count * sizeof(CachedItem) + string.length, &slot);

    *token = *like;
    token->count = count;
    memcpy(token_bytes(token), string.data, string.length);
    *place = slot;
    c->token_count++;
    return token;
}

static uint32 hash_token(OrSearchClass class, OrString string)
{
    uint32 hash = class * 16777619u;

    for (Size i = 0; i < string.length; i++)
        hash = (hash ^ (unsigned char) string.data[i]) * 16777619u;
    return hash ^ (hash >> 15);
}

/* A new token's lexemes are put in first: a token in the table is complete. */
static const CachedToken *make_token(uint32 *place, uint32 hash, OrSearchClass class, OrString string)
{
    CachedToken like = {hash, class, (uint8) string.length, 1, 0};
    CachedItem items[OR_MAX_LEXEMES];
    OrLexemes found;
    CachedToken *token;

    or_find_lexemes(search_state()->aliases, class, string, &found);
    for (int i = 0; i < found.count; i++)
        items[i] =
            (CachedItem){find_lexeme(cache, found.bytes + found.items[i].offset, found.items[i].length, true),
                         found.items[i].variant, found.items[i].advances};
    token = add_token(cache, place, &like, string, found.count);
    memcpy(token->items, items, found.count * sizeof(CachedItem));
    return token;
}

const CachedToken *search_cached(OrSearchClass class, OrString string)
{
    uint32 hash;
    uint32 *place;
    CachedToken *token;

    if (string.length > LONGEST_CACHED)
        return NULL;
    if (cache == NULL)
        cache = make_cache();
    hash = hash_token(class, string);
    place = find_token(cache, hash, class, string);
    token = entry_at(cache, *place);
    if (token == NULL)
        return is_full(cache) ? NULL : make_token(place, hash, class, string);
    if (token->uses < PG_UINT8_MAX)
        token->uses++;
    return token;
}

/* Move a token and its lexemes into a new cache. */
static void move_token(Cache *to, const CachedToken *token)
{
    OrString string = {token_bytes(token), token->length};
    CachedItem items[OR_MAX_LEXEMES];
    CachedToken like = *token;
    CachedToken *moved;

    like.uses = 0;
    for (int i = 0; i < token->count; i++) {
        items[i] = token->items[i];
        items[i].lexeme = find_lexeme(to, items[i].lexeme->bytes, items[i].lexeme->length, true);
    }
    moved = add_token(to, find_token(to, token->hash, token->class, string), &like, string, token->count);
    memcpy(moved->items, items, token->count * sizeof(CachedItem));
}

void search_bound_cache(void)
{
    Cache *old = cache;
    Cache *made;

    if (old == NULL || !is_full(old))
        return;
    made = make_cache();
    for (uint32 i = 0; i < CACHE_SLOTS; i++) {
        const CachedToken *token = entry_at(old, old->tokens[i]);

        if (token != NULL && token->uses > 1 && made->token_count < CACHE_ENTRIES / 2 &&
            made->block_count < CACHE_BLOCKS / 2 && made->lexeme_count < CACHE_ENTRIES / 2)
            move_token(made, token);
    }
    cache = made;
    MemoryContextDelete(old->context);
}
