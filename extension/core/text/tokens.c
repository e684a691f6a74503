/*
 * tokens.c: from a block of text to tokens.
 *
 * Tokens follow the Penn Treebank's habits, because the attribution model and
 * its annotations do: a possessive 's and a contraction such as n't are tokens
 * of their own, hyphenated words stay whole, abbreviations and initials keep
 * their full stop, runs of one punctuation sign are one token. Nothing is
 * normalised and nothing lost: tokens are byte ranges.
 *
 * The one hard question is the apostrophe, which may stand inside a word
 * (O'Neill), begin a contraction (it's), follow a plural (the states' rights),
 * replace digits ('90s), or be a single quotation mark. quote_token() decides by
 * the neighbours and by whether a single quotation is open in this block.
 */
#include "tokens.h"

#include <string.h>
#include <strings.h>

#include "characters.h"
#include "words.h"

typedef struct Scanner {
    OrHost *host;
    OrDocument *document;
    uint32_t *capacity;
    size_t start; /* of the block */
    size_t end;
    size_t position;
    bool space_before;
    bool single_open; /* a single quotation mark opened in this block is not closed yet */
} Scanner;

/* How far a closing mark is searched for when an apostrophe could be either. */
#define APOSTROPHE_HORIZON 400

static uint32_t peek(const Scanner *scanner, size_t position)
{
    if (position >= scanner->end)
        return 0;
    return or_next_code_point(scanner->document->text, scanner->end, &position);
}

static uint32_t code_point_before(const Scanner *scanner, size_t position)
{
    size_t back = position;

    if (position <= scanner->start)
        return 0;
    do
        back--;
    while (back > scanner->start && ((unsigned char) scanner->document->text[back] & 0xC0) == 0x80);
    return peek(scanner, back);
}

static bool is_wordlike(uint32_t c)
{
    OrCharacterClass class = or_character_class(c);

    return c != 0 && (class == OR_CHARACTER_LETTER || class == OR_CHARACTER_DIGIT);
}

static bool is_letter(uint32_t c)
{
    return c != 0 && or_character_class(c) == OR_CHARACTER_LETTER;
}

static bool is_digit(uint32_t c)
{
    return c != 0 && or_character_class(c) == OR_CHARACTER_DIGIT;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0xFF07;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

static size_t width_at(const Scanner *scanner, size_t position)
{
    size_t next = position;

    or_next_code_point(scanner->document->text, scanner->end, &next);
    return next - position;
}

static uint8_t capital_flags(const Scanner *scanner, size_t begin, size_t end)
{
    const char *text = scanner->document->text;
    size_t position = begin;
    uint32_t letters = 0, capitals = 0;
    uint8_t flags = OR_TOKEN_ASCII;

    while (position < end) {
        uint32_t c = or_next_code_point(text, end, &position);

        if (c >= 128)
            flags &= ~OR_TOKEN_ASCII;
        if (!is_letter(c))
            continue;
        if (or_is_upper(c)) {
            capitals++;
            if (letters == 0)
                flags |= OR_TOKEN_CAPITAL;
        }
        letters++;
    }
    if (letters > 1 && letters == capitals)
        flags |= OR_TOKEN_ALL_CAPITALS;
    return flags;
}

static void emit(Scanner *scanner, size_t begin, size_t end, OrTokenKind kind)
{
    OrDocument *document = scanner->document;
    OrToken *token;

    if (document->token_count == *scanner->capacity) {
        uint32_t larger = *scanner->capacity < 256 ? 256 : *scanner->capacity + *scanner->capacity / 2;

        document->tokens = scanner->host->reallocate(
            scanner->host, document->tokens, sizeof(OrToken) * *scanner->capacity, sizeof(OrToken) * larger);
        *scanner->capacity = larger;
    }
    token = &document->tokens[document->token_count++];
    token->begin = (uint32_t) begin;
    token->length = (uint16_t) (end - begin);
    token->kind = (uint8_t) kind;
    token->flags = capital_flags(scanner, begin, end);
    if (scanner->space_before)
        token->flags |= OR_TOKEN_SPACE_BEFORE;
    scanner->space_before = false;
    scanner->position = end;
    if (document->token_count % 4096 == 0)
        scanner->host->interrupt(scanner->host);
}

/* The length in bytes of a contraction ('s, 'll, 're, 've, 'd, 'm) at an apostrophe, or 0. */
static size_t contraction_length(const Scanner *scanner, size_t apostrophe)
{
    static const char *const endings[] = {"s", "ll", "re", "ve", "d", "m"};
    const char *text = scanner->document->text;
    size_t letters = apostrophe + width_at(scanner, apostrophe);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        size_t end = letters + length;

        if (end <= scanner->end && strncasecmp(text + letters, endings[i], length) == 0 &&
            !is_wordlike(peek(scanner, end)))
            return end - apostrophe;
    }
    return 0;
}

/* Whether an apostrophe at `position` belongs to "n't", its n just before it. */
static bool is_negation(const Scanner *scanner, size_t begin, size_t apostrophe)
{
    const char *text = scanner->document->text;
    size_t t = apostrophe + width_at(scanner, apostrophe);

    return apostrophe > begin + 1 && (text[apostrophe - 1] == 'n' || text[apostrophe - 1] == 'N') &&
           t < scanner->end && (text[t] == 't' || text[t] == 'T') && !is_wordlike(peek(scanner, t + 1));
}

/* A full stop after [begin, stop): does it belong to the word? `run` letters stand since the last one. */
static bool keeps_full_stop(const Scanner *scanner, size_t begin, size_t stop, uint32_t run, bool dotted)
{
    OrString word = {scanner->document->text + begin, stop - begin};
    uint32_t next = peek(scanner, stop + 1);
    bool title;

    if (dotted && run <= 2)
        return true;
    if (word.length == 1 && or_is_upper((unsigned char) word.data[0]) && word.data[0] != 'I')
        return next != 0 && or_character_class(next) == OR_CHARACTER_SPACE;
    return or_is_abbreviation(
        word, next != 0 && is_digit(peek(scanner, stop + 1 + width_at(scanner, stop + 1))), &title);
}

/* A sign between two word characters that does not end the word. */
static bool joins_word(uint32_t sign, uint32_t before, uint32_t after)
{
    if (is_hyphen(sign))
        return is_wordlike(after);
    if (sign == '&')
        return is_letter(before) && is_letter(after);
    if (sign == '_')
        return true;
    if (sign == ',' || sign == '.' || sign == ':' || sign == '/')
        return is_digit(before) && is_digit(after);
    return false;
}

static void word_token(Scanner *scanner)
{
    size_t begin = scanner->position;
    size_t position = begin;
    uint32_t before = 0;
    uint32_t run = 0; /* letters since the last full stop inside the word */
    bool dotted = false;
    bool letters = false;

    while (position < scanner->end && position - begin < OR_MAX_TOKEN_LENGTH) {
        uint32_t c = peek(scanner, position);
        size_t width = width_at(scanner, position);
        uint32_t after = peek(scanner, position + width);

        if (is_wordlike(c) || or_character_class(c) == OR_CHARACTER_IGNORED || position == begin) {
            letters |= is_letter(c);
            run++;
        } else if (is_apostrophe(c) && is_letter(before) && is_letter(after)) {
            if (is_negation(scanner, begin, position)) {
                position--;
                break;
            }
            if (contraction_length(scanner, position) > 0)
                break;
            run++;
        } else if (c == '.' && letters && is_letter(after) &&
                   (run <= 1 || (run > 1 && !dotted && !or_is_upper(after)) || (dotted && run <= 2))) {
            dotted = true;
            run = 0;
        } else if (c == '.' && letters && !is_digit(after) &&
                   keeps_full_stop(scanner, begin, position, run, dotted)) {
            position += width;
            break;
        } else if (joins_word(c, before, after))
            run = 0;
        else
            break;
        before = c;
        position += width;
    }
    emit(scanner, begin, position, letters ? OR_TOKEN_WORD : OR_TOKEN_NUMBER);
}

static bool starts_address(const Scanner *scanner)
{
    static const char *const prefixes[] = {"http://", "https://", "www."};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i]);

        if (scanner->end - scanner->position > length &&
            strncasecmp(scanner->document->text + scanner->position, prefixes[i], length) == 0)
            return true;
    }
    return false;
}

static void address_token(Scanner *scanner)
{
    const char *text = scanner->document->text;
    size_t begin = scanner->position;
    size_t position = begin;

    while (position < scanner->end && position - begin < OR_MAX_TOKEN_LENGTH &&
           (unsigned char) text[position] > ' ' && (unsigned char) text[position] < 128 &&
           strchr("\"<>()", text[position]) == NULL)
        position++;
    while (position > begin + 1 && strchr(".,;:!?'", text[position - 1]) != NULL)
        position--;
    emit(scanner, begin, position, OR_TOKEN_OTHER);
}

/* Whether a single mark that closes something stands within the horizon behind `position`. */
static bool closes_later(const Scanner *scanner, size_t position)
{
    size_t limit =
        position + APOSTROPHE_HORIZON < scanner->end ? position + APOSTROPHE_HORIZON : scanner->end;

    while (position < limit) {
        uint32_t c = or_next_code_point(scanner->document->text, scanner->end, &position);

        if (is_apostrophe(c) && !is_wordlike(peek(scanner, position)))
            return true;
    }
    return false;
}

/* "the states' rights": an apostrophe after a plural's s, no letter behind it. */
static bool is_plural_possessive(const Scanner *scanner, size_t after)
{
    uint32_t before = code_point_before(scanner, scanner->position);

    if (before != 's' && before != 'S' && before != 'z' && before != 'x')
        return false;
    return !scanner->single_open || closes_later(scanner, after);
}

static void apostrophe_token(Scanner *scanner)
{
    size_t begin = scanner->position;
    size_t after = begin + width_at(scanner, begin);
    uint32_t before = code_point_before(scanner, begin);
    uint32_t next = peek(scanner, after);
    size_t contraction;

    if (peek(scanner, begin) == '\'' && next == '\'') {
        emit(scanner, begin, after + 1, OR_TOKEN_QUOTE);
        return;
    }
    if (is_wordlike(before)) {
        contraction = contraction_length(scanner, begin);
        if (contraction > 0) {
            bool possessive =
                contraction == after - begin + 1 && (scanner->document->text[after] | 0x20) == 's';

            emit(scanner, begin, begin + contraction,
                 possessive ? OR_TOKEN_POSSESSIVE : OR_TOKEN_CONTRACTION);
            return;
        }
        if (!is_wordlike(next) && is_plural_possessive(scanner, after)) {
            emit(scanner, begin, after, OR_TOKEN_POSSESSIVE);
            return;
        }
        scanner->single_open = false;
    } else if (is_digit(next) && is_digit(peek(scanner, after + 1))) {
        word_token(scanner);
        return;
    } else
        scanner->single_open = is_wordlike(next) || (next != 0 && !scanner->single_open &&
                                                     or_character_class(next) != OR_CHARACTER_SPACE);
    emit(scanner, begin, after, OR_TOKEN_QUOTE);
}

static void quote_token(Scanner *scanner)
{
    size_t begin = scanner->position;
    size_t width = width_at(scanner, begin);
    uint32_t c = peek(scanner, begin);

    if (is_apostrophe(c)) {
        apostrophe_token(scanner);
        return;
    }
    if (c == '`' && peek(scanner, begin + 1) == '`')
        width = 2;
    else if (c == '`' || c == 0x2018 || c == 0x201A || c == 0x201B)
        scanner->single_open = true;
    emit(scanner, begin, begin + width, OR_TOKEN_QUOTE);
}

static void punctuation_token(Scanner *scanner, OrTokenKind kind)
{
    size_t begin = scanner->position;
    uint32_t c = peek(scanner, begin);
    size_t end = begin + width_at(scanner, begin);

    if (c == '.' || c == '-' || c == '_' || c == '*' || c == '=') {
        while (end < scanner->end && end - begin < OR_MAX_TOKEN_LENGTH &&
               scanner->document->text[end] == (char) c)
            end++;
    }
    emit(scanner, begin, end, kind);
}

static void next_token(Scanner *scanner)
{
    uint32_t c = peek(scanner, scanner->position);
    size_t width = width_at(scanner, scanner->position);

    switch (or_character_class(c)) {
    case OR_CHARACTER_SPACE:
        scanner->space_before = true;
        scanner->position += width;
        return;
    case OR_CHARACTER_IGNORED:
        scanner->position += width;
        return;
    case OR_CHARACTER_LETTER:
        if (starts_address(scanner)) {
            address_token(scanner);
            return;
        }
        word_token(scanner);
        return;
    case OR_CHARACTER_DIGIT:
        word_token(scanner);
        return;
    case OR_CHARACTER_IDEOGRAPH:
        emit(scanner, scanner->position, scanner->position + width, OR_TOKEN_IDEOGRAPH);
        return;
    case OR_CHARACTER_QUOTE:
        quote_token(scanner);
        return;
    case OR_CHARACTER_PUNCTUATION:
        if ((c == '@' || c == '#') && is_letter(peek(scanner, scanner->position + 1))) {
            word_token(scanner);
            return;
        }
        punctuation_token(scanner, OR_TOKEN_PUNCTUATION);
        return;
    case OR_CHARACTER_SYMBOL:
        punctuation_token(scanner, OR_TOKEN_OTHER);
        return;
    }
}

void or_tokenize_block(OrHost *host, OrDocument *document, OrRange block, uint32_t *capacity)
{
    Scanner scanner = {host, document, capacity, block.begin, block.end, block.begin, true, false};

    while (scanner.position < scanner.end)
        next_token(&scanner);
}

void or_tokenize(OrHost *host, OrDocument *document)
{
    uint32_t token_capacity = 0;
    uint32_t sentence_capacity = 0;

    document->tokens = NULL;
    document->token_count = 0;
    document->sentences = NULL;
    document->sentence_count = 0;
    for (uint32_t i = 0; i < document->block_count; i++) {
        uint32_t first_token = document->token_count;

        document->blocks[i].sentences.begin = document->sentence_count;
        or_tokenize_block(host, document, document->blocks[i].range, &token_capacity);
        or_split_sentences(host, document, i, first_token, &sentence_capacity);
        document->blocks[i].sentences.end = document->sentence_count;
    }
}
