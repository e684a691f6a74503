/*
 * fuzz_document.c: any bytes, read as a document: blocks, article or
 * transcript, sentences, tokens, quotations. What must hold of every document
 * is checked after each stage.
 */
#include "arena.h"

#include "article/article.h"

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
    Arena arena = arena_open();
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
    arena_close(&arena);
    return 0;
}
