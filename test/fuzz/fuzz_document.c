/*
 * fuzz_document.c: any bytes, read as a document: blocks, article or
 * transcript, sentences, tokens, quotations. What must hold of every document
 * is checked after each stage.
 */
#include <stdlib.h>

#include "article/article.h"

/* Memory of one run; freed at its end, as a memory context is. */
typedef struct Arena {
    OrHost host;
    void **blocks;
    size_t count;
    size_t capacity;
} Arena;

static void *arena_allocate(OrHost *host, size_t size)
{
    Arena *arena = (Arena *) host;

    if (arena->count == arena->capacity) {
        arena->capacity = arena->capacity * 2 + 16;
        arena->blocks = realloc(arena->blocks, arena->capacity * sizeof(void *));
    }
    return arena->blocks[arena->count++] = malloc(size > 0 ? size : 1);
}

static void arena_release(OrHost *host, void *block)
{
    Arena *arena = (Arena *) host;

    for (size_t i = arena->count; i > 0; i--) {
        if (arena->blocks[i - 1] == block) {
            free(block);
            arena->blocks[i - 1] = arena->blocks[--arena->count];
            return;
        }
    }
}

static void *arena_reallocate(OrHost *host, void *block, size_t old_size, size_t new_size)
{
    char *larger = arena_allocate(host, new_size);

    for (size_t i = 0; i < old_size && i < new_size; i++)
        larger[i] = ((char *) block)[i];
    if (block != NULL)
        arena_release(host, block);
    return larger;
}

static void arena_interrupt(OrHost *host)
{
    (void) host;
}

static void require(bool condition)
{
    if (!condition)
        abort();
}

/* Blocks lie in the text, in order, without overlap. */
static void check_blocks(const OrDocument *document)
{
    uint32_t end = 0;

    for (uint32_t i = 0; i < document->block_count; i++) {
        OrRange range = document->blocks[i].range;

        require(range.begin >= end && range.end > range.begin && range.end <= document->length);
        end = range.end;
    }
}

static void check_range(const OrDocument *document, OrRange range)
{
    require(or_range_is_empty(range) || range.end <= document->length);
}

static void check_turns(const OrDocument *document, const OrTranscript *transcript)
{
    uint32_t end = 0;

    for (uint32_t i = 0; i < transcript->count; i++) {
        const OrTurn *turn = &transcript->turns[i];

        require(turn->blocks.begin >= end && turn->blocks.end >= turn->blocks.begin &&
                turn->blocks.end <= document->block_count);
        require(turn->question <= transcript->question_count);
        check_range(document, turn->speaker.label);
        check_range(document, turn->speaker.party);
        end = turn->blocks.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Arena arena = {{arena_allocate, arena_reallocate, arena_release, arena_interrupt}, NULL, 0, 0};
    OrDocument document;
    OrArticle article;

    or_split_blocks(&arena.host, &document, (const char *) bytes, size);
    check_blocks(&document);
    or_read_article(&arena.host, &document, &article);
    check_blocks(&document);
    check_turns(&document, &article.transcript);
    check_range(&document, article.headline);
    check_range(&document, article.byline);
    check_range(&document, article.dateline);
    or_article_body(&arena.host, &document);
    or_tokenize(&arena.host, &document);
    or_find_quotations(&arena.host, &document);
    for (size_t i = 0; i < arena.count; i++)
        free(arena.blocks[i]);
    free(arena.blocks);
    return 0;
}
