/*
 * fuzz_statements.c: any text under any attributions, made into statements.
 *
 * The first bytes say which tokens are source, cue and content of each
 * attribution, so that they need not be what a model would find: overlapping,
 * inside each other, in the wrong order, at the ends of the text. The rest is
 * the text, which then goes the whole way too, the model finding the
 * attributions. What must hold of every statement is checked.
 */
#include "arena.h"

#include "article/article.h"
#include "attribution/model.h"
#include "statement/read.h"

#include <stdio.h>

#define MOST_ATTRIBUTIONS 24
#define BYTES_EACH 8

#define require(condition) require_at(condition, #condition, __LINE__)

static void require_at(bool condition, const char *what, int line)
{
    if (!condition) {
        fprintf(stderr, "line %d: not %s\n", line, what);
        abort();
    }
}

/* A range of tokens from two bytes: where it begins, of 256 parts of the text, and how long it is. */
static OrRole role_of(const OrDocument *document, uint8_t place, uint8_t length)
{
    OrRole role = {.count = 0};
    uint32_t begin = document->token_count * place / 256;
    uint32_t end = begin + length % 48;

    if (length % 48 == 0 || begin >= document->token_count)
        return role;
    role.ranges[0] = (OrRange){begin, end < document->token_count ? end : document->token_count};
    role.count = 1;
    return role;
}

/* A content of two ranges where a bit says so, as one that its cue splits. */
static void split_content(OrRole *content)
{
    OrRange range = content->ranges[0];

    if (content->count == 0 || range.end - range.begin < 4)
        return;
    content->ranges[0].end = range.begin + 1;
    content->ranges[1] = (OrRange){range.begin + 2, range.end};
    content->count = 2;
}

static uint32_t make_attributions(const OrDocument *document, const uint8_t *bytes, uint32_t count,
                                  OrAttribution *items)
{
    for (uint32_t i = 0; i < count; i++, bytes += BYTES_EACH) {
        items[i] =
            (OrAttribution){.confidence = (float) (bytes[6] % 101) / 100, .nested = (bytes[7] & 1) != 0};
        items[i].source = role_of(document, bytes[0], bytes[1]);
        items[i].cue = role_of(document, bytes[2], bytes[3] % 6);
        items[i].content = role_of(document, bytes[4], bytes[5]);
        if ((bytes[7] & 2) != 0)
            split_content(&items[i].content);
    }
    return count;
}

/* Spans lie in the text, quotations in the content, and a field that is there has a rule. */
static void check_statements(const OrStatements *statements, size_t length)
{
    for (uint32_t i = 0; i < statements->count; i++) {
        const OrStatement *statement = &statements->items[i];

        /* a turn may be nobody's */
        require(statement->speaker.length > 0 || statement->speaker_kind == OR_SPEAKER_UNNAMED);
        require(statement->content.length > 0);
        for (uint32_t s = 0; s < statement->span_count; s++)
            require(statement->spans[s].begin < statement->spans[s].end && statement->spans[s].end <= length);
        for (uint32_t q = 0; q < statement->quoted_count; q++)
            require(statement->quoted[q].begin < statement->quoted[q].end &&
                    statement->quoted[q].end <= statement->content.length);
        require(statement->speaker.length == 0 ||
                statements->explanations[i][OR_EXPLAINED_SPEAKER].rule != NULL);
        require((statement->title.length > 0) ==
                (statements->explanations[i][OR_EXPLAINED_TITLE].rule != NULL));
        require((statement->organisation.length > 0) ==
                (statements->explanations[i][OR_EXPLAINED_ORGANISATION].rule != NULL));
    }
}

static void make_statements(OrHost *host, const uint8_t *bytes, uint32_t count, const char *text,
                            size_t length)
{
    OrAttribution items[MOST_ATTRIBUTIONS];
    OrAttributions attributions = {items, 0};
    OrDate published = {2031, 3, 9, OR_PRECISION_DAY};
    OrDocument document;
    OrArticle article;
    OrStatements statements;

    or_split_blocks(host, &document, text, length);
    or_read_article(host, &document, &article);
    or_tokenize(host, &document);
    or_find_quotations(host, &document);
    attributions.count = make_attributions(&document, bytes, document.token_count > 0 ? count : 0, items);
    or_make_statements(host, &document, &article.transcript, &attributions, OR_LANGUAGE_EN, &published,
                       &statements);
    check_statements(&statements, length);
}

static size_t sequence_length(uint8_t first)
{
    return first < 0x80                    ? 1
           : first >= 0xc2 && first < 0xe0 ? 2
           : first >= 0xe0 && first < 0xf0 ? 3
           : first >= 0xf0 && first < 0xf5 ? 4
                                           : 0;
}

/* The server hands in valid UTF-8 without zero bytes: what is not becomes a question mark. */
static char *make_valid(OrHost *host, const uint8_t *bytes, size_t size)
{
    char *text = host->allocate(host, size);

    for (size_t i = 0; i < size;) {
        size_t length = sequence_length(bytes[i]);
        bool valid = length > 0 && length <= size - i && bytes[i] != 0 &&
                     !(bytes[i] == 0xe0 && bytes[i + 1] < 0xa0) &&
                     !(bytes[i] == 0xed && bytes[i + 1] > 0x9f) &&
                     !(bytes[i] == 0xf0 && bytes[i + 1] < 0x90) && !(bytes[i] == 0xf4 && bytes[i + 1] > 0x8f);

        for (size_t k = 1; valid && k < length; k++)
            valid = (bytes[i + k] & 0xc0) == 0x80;
        if (!valid)
            length = 1;
        for (size_t k = 0; k < length; k++)
            text[i + k] = valid ? (char) bytes[i + k] : '?';
        i += length;
    }
    return text;
}

/* The shipped model, read once. */
static const OrModel *shipped_model(void)
{
    static OrModel model;
    static char *bytes;
    FILE *file;
    long length;

    if (bytes != NULL)
        return &model;
    file = fopen(MODEL_FILE, "rb");
    require(file != NULL && fseek(file, 0, SEEK_END) == 0);
    length = ftell(file);
    rewind(file);
    bytes = malloc((size_t) length);
    require(fread(bytes, 1, (size_t) length, file) == (size_t) length);
    fclose(file);
    require(or_open_model(or_standard_host(), bytes, (size_t) length, &model) == NULL);
    return &model;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Arena arena = arena_open();
    uint32_t count = size > 0 ? bytes[0] % (MOST_ATTRIBUTIONS + 1) : 0;
    size_t head = 1 + (size_t) count * BYTES_EACH;
    OrStatements statements;

    if (size > head) {
        const char *text = make_valid(&arena.host, bytes + head, size - head);

        make_statements(&arena.host, bytes + 1, count, text, size - head);
        or_read_statements(&arena.host, shipped_model(), (OrString){text, size - head}, NULL, &statements);
        check_statements(&statements, size - head);
    }
    arena_close(&arena);
    return 0;
}
