/*
 * chinese_words.c: how well words of Chinese are found, as someone who searches
 * notices it.
 *
 *   chinese_words ALIASES HALF < sentences
 *
 * Each line of the input is a sentence, a tab, and the byte ranges "12-18" of
 * its words, as people parted them, with spaces between; chinese_words.pl makes
 * it from the offsets in chinese_words.tsv. HALF is 0 or 1, the even or the odd
 * lines, or "all".
 *
 * The question is put to every word of the annotation: what does a search for
 * it as a phrase find in all sentences of the half? Text and query go through
 * the same tokens and lexemes as in an index. A phrase is found where its places
 * follow one another; a place whose word is not indexed matches any. What is
 * found is a range of the text, from its first token to its last one; it is the
 * word's unless an alias is the token, which is found as a whole.
 *
 *   recall     of all places where the word stands in the annotation, those
 *              where a search for it finds exactly that range
 *   precision  of all that searches for words find, what stands in the
 *              annotation as that word; every word is searched for once, and
 *              each place where it is found counts
 *
 * Words that are not indexed ("的") cannot be searched for and are left out, as
 * are finds in which other characters are written, which are an alias at work.
 * Beside it the same for the words of ICU alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "alias_file.h"
#include "base/host.h"
#include "search/segmenter.h"

#define MOST_SENTENCES 2000
#define MOST_WORDS 200
#define MOST_PLACES 1200
#define MOST_LEXEMES 12

/* One place of a vector: what may stand there, and the token it comes from. */
typedef struct Place {
    OrRange token;
    int count;
    char *lexemes[MOST_LEXEMES];
} Place;

typedef struct Sentence {
    char *text;
    size_t length;
    OrRange words[MOST_WORDS];
    int word_count;
    Place *places;
    int place_count;
} Sentence;

typedef struct Score {
    long words;
    long found;
    long finds;
    long right;
    long not_indexed;
} Score;

static Sentence sentences[MOST_SENTENCES];
static int sentence_count;
static OrAliases *aliases;
static OrSegmenter *segmenter;

static void add_lexeme(Place *place, const char *lexeme)
{
    if (place->count < MOST_LEXEMES)
        place->lexemes[place->count++] = strdup(lexeme);
}

static Place *add_place(Place *places, int *count, OrRange token)
{
    places[*count] = (Place){token, 0, {NULL}};
    return &places[(*count)++];
}

/* The places of a text, as its vector has them. */
static int read_places(const char *text, size_t length, Place *places)
{
    OrTokenizer *tokenizer = or_start_tokens(or_standard_host(), aliases, segmenter, text, length);
    OrSearchToken token;
    int count = 0;

    while (or_next_indexed_token(tokenizer, &token) && count < MOST_PLACES - OR_MAX_LEXEMES) {
        OrLexemes lexemes;
        Place *place = add_place(places, &count, token.range);

        or_find_lexemes(aliases, token.class,
                        (OrString){text + token.range.begin, or_range_length(token.range)}, &lexemes);
        for (int i = 0; i < lexemes.count; i++) {
            if (lexemes.items[i].advances)
                place = add_place(places, &count, token.range);
            add_lexeme(place, lexemes.bytes + lexemes.items[i].offset);
        }
    }
    or_end_tokens(tokenizer);
    return count;
}

/* The same by ICU alone: every word is a lexeme. */
static int read_icu_places(const char *text, size_t length, Place *places)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, (int64_t) length, &status);
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    int count = 0;
    int32_t begin = 0;

    ubrk_setUText(iterator, utext, &status);
    if (U_FAILURE(status)) {
        fprintf(stderr, "%s\n", u_errorName(status));
        exit(1);
    }
    ubrk_first(iterator);
    for (int32_t end; (end = ubrk_next(iterator)) != UBRK_DONE && count < MOST_PLACES; begin = end) {
        char word[256];

        if (ubrk_getRuleStatus(iterator) == UBRK_WORD_NONE || end - begin >= (int32_t) sizeof(word))
            continue;
        memcpy(word, text + begin, end - begin);
        word[end - begin] = '\0';
        add_lexeme(add_place(places, &count, (OrRange){begin, end}), word);
    }
    ubrk_close(iterator);
    utext_close(utext);
    return count;
}

static bool share_lexeme(const Place *left, const Place *right)
{
    if (left->count == 0 || right->count == 0)
        return left->count == right->count;
    for (int i = 0; i < left->count; i++)
        for (int k = 0; k < right->count; k++)
            if (strcmp(left->lexemes[i], right->lexemes[k]) == 0)
                return true;
    return false;
}

static bool matches(const Sentence *sentence, int at, const Place *query, int count)
{
    for (int i = 0; i < count; i++)
        if (at + i >= sentence->place_count || !share_lexeme(&query[i], &sentence->places[at + i]))
            return false;
    return true;
}

static bool is_written(const Sentence *sentence, OrRange range, const char *word, size_t length)
{
    return or_range_length(range) == length && memcmp(sentence->text + range.begin, word, length) == 0;
}

/* Is the word in this range one of the annotation? */
static bool is_word(const Sentence *sentence, OrRange range, const char *word, size_t length)
{
    for (int i = 0; i < sentence->word_count; i++)
        if (sentence->words[i].begin >= range.begin && sentence->words[i].end <= range.end &&
            is_written(sentence, sentence->words[i], word, length))
            return true;
    return false;
}

/* Does the range have the word's characters in it? */
static bool reads(const Sentence *sentence, OrRange range, const char *word, size_t length)
{
    return or_range_length(range) >= length &&
           memmem(sentence->text + range.begin, or_range_length(range), word, length) != NULL;
}

static void show(const char *kind, const char *word, size_t length, const Sentence *sentence)
{
    if (getenv("SHOW") == NULL)
        return;
    printf("%s\t%.*s\t", kind, (int) length, word);
    for (int i = 0; i < sentence->place_count; i++)
        if (i == 0 || sentence->places[i].token.begin != sentence->places[i - 1].token.begin)
            printf("%.*s ", (int) or_range_length(sentence->places[i].token),
                   sentence->text + sentence->places[i].token.begin);
    printf("\n");
}

static void search(int half, const char *word, size_t length, int (*read)(const char *, size_t, Place *),
                   Score *score)
{
    static Place query[MOST_PLACES];
    int count = read(word, length, query);
    bool indexed = false;

    for (int i = 0; i < count; i++)
        indexed = indexed || query[i].count > 0;
    for (int s = 0; s < sentence_count; s++) {
        const Sentence *sentence = &sentences[s];
        long stands = 0;
        long right = 0;

        if (half >= 0 && s % 2 != half)
            continue;
        for (int i = 0; i < sentence->word_count; i++)
            stands += is_written(sentence, sentence->words[i], word, length);
        if (!indexed) {
            score->not_indexed += stands;
            continue;
        }
        for (int at = 0; at < sentence->place_count; at++) {
            OrRange range;

            if (!matches(sentence, at, query, count))
                continue;
            range = (OrRange){sentence->places[at].token.begin, sentence->places[at + count - 1].token.end};
            if (!reads(sentence, range, word, length))
                continue;
            score->finds++;
            if (is_word(sentence, range, word, length))
                right++;
            else
                show("wrong", word, length, sentence);
            at += count - 1;
        }
        score->words += stands;
        score->found += right;
        score->right += right;
        if (right < stands)
            show("missed", word, length, sentence);
    }
}

/* Has the word been searched for already, in a sentence before or in this one? */
static bool is_known(int half, int sentence, int word)
{
    const char *text = sentences[sentence].text + sentences[sentence].words[word].begin;
    size_t length = or_range_length(sentences[sentence].words[word]);

    for (int s = 0; s <= sentence; s++) {
        if (half >= 0 && s % 2 != half)
            continue;
        for (int i = 0; i < (s == sentence ? word : sentences[s].word_count); i++)
            if (is_written(&sentences[s], sentences[s].words[i], text, length))
                return true;
    }
    return false;
}

static void measure(const char *what, int half, int (*read)(const char *, size_t, Place *))
{
    static Place places[MOST_PLACES];
    Score score = {0, 0, 0, 0, 0};

    for (int s = 0; s < sentence_count; s++) {
        sentences[s].place_count = read(sentences[s].text, sentences[s].length, places);
        sentences[s].places = malloc(sentences[s].place_count * sizeof(Place) + 1);
        memcpy(sentences[s].places, places, sentences[s].place_count * sizeof(Place));
    }
    for (int s = 0; s < sentence_count; s++)
        for (int i = 0; i < sentences[s].word_count && (half < 0 || s % 2 == half); i++)
            if (!is_known(half, s, i))
                search(half, sentences[s].text + sentences[s].words[i].begin,
                       or_range_length(sentences[s].words[i]), read, &score);
    printf("%s: recall %.4f, precision %.4f (%ld words, %ld not indexed)\n", what,
           (double) score.found / score.words, (double) score.right / score.finds, score.words,
           score.not_indexed);
}

static void read_sentence(char *line)
{
    Sentence *sentence = &sentences[sentence_count++];
    char *tab = strchr(line, '\t');

    if (tab == NULL)
        exit(2);
    sentence->text = strndup(line, tab - line);
    sentence->length = tab - line;
    for (char *at = tab + 1; *at >= '0' && *at <= '9' && sentence->word_count < MOST_WORDS; at++) {
        OrRange *word = &sentence->words[sentence->word_count++];

        word->begin = strtoul(at, &at, 10);
        word->end = strtoul(at + 1, &at, 10);
        if (*at != ' ')
            break;
    }
}

int main(int argc, char **argv)
{
    static char line[1 << 16];
    int half;

    segmenter = or_open_segmenter(or_standard_host());
    if (argc != 3 || segmenter == NULL) {
        fprintf(stderr, "usage: chinese_words ALIASES 0|1|all < sentences\n");
        return 2;
    }
    half = strcmp(argv[2], "all") == 0 ? -1 : atoi(argv[2]);
    aliases = read_alias_file(argv[1], segmenter);
    while (fgets(line, sizeof(line), stdin) != NULL && sentence_count < MOST_SENTENCES)
        read_sentence(line);
    measure("words of onrecord", half, read_places);
    if (getenv("SHOW") == NULL)
        measure("words of ICU alone", half, read_icu_places);
    return 0;
}
