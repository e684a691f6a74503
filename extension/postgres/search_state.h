/*
 * search_state.h: what a backend keeps between searches: the segmenter, the
 * aliases and a cache of lexemes. All of it can be thrown away and made again;
 * none of it is half made when an error leaves a function.
 */
#ifndef ONRECORD_POSTGRES_SEARCH_STATE_H
#define ONRECORD_POSTGRES_SEARCH_STATE_H

#include "search/search.h"

typedef struct SearchState {
    OrSegmenter *segmenter;
    const OrAliases *aliases; /* NULL: there are none */
} SearchState;

/*
 * The state, with the aliases as they were last committed (or changed by this
 * transaction). To be called before a text is read: what it returned before is
 * void. Refuses databases whose encoding is not UTF8.
 */
extern const SearchState *search_begin(void);

/* The state as search_begin left it, for the middle of a text. */
extern const SearchState *search_state(void);

/* A lexeme as the cache keeps it. `prefix` is its first eight bytes as a big-endian number, to sort by. */
typedef struct CachedLexeme {
    uint64 prefix;
    uint32 hash;
    uint32 call; /* the vector that used it last */
    int32 word;  /* where in that vector */
    uint16 length;
    char bytes[FLEXIBLE_ARRAY_MEMBER];
} CachedLexeme;

typedef struct CachedItem {
    CachedLexeme *lexeme;
    uint8 variant;
    bool advances;
} CachedItem;

/* The lexemes of one token. */
typedef struct CachedToken {
    uint32 hash;
    uint8 class;
    uint8 length;
    uint8 uses; /* since it came in; not more than fit */
    uint8 count;
    CachedItem items[FLEXIBLE_ARRAY_MEMBER]; /* followed by the token's bytes */
} CachedToken;

/* The cached lexemes of a token, or NULL: it is not cached, and there is no room for it before the next
 * search_begin. */
extern const CachedToken *search_cached(OrSearchClass class, OrString token);

/* The cached lexeme with these bytes; NULL where the cache has neither it nor room for it. */
extern CachedLexeme *search_cached_lexeme(const char *bytes, Size length);

/* A number for a new vector; stamps of older ones are void. */
extern uint32 search_new_call(void);

#endif
