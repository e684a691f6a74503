/*
 * words.c: what the lexicon knows of each token, looked up once.
 */
#include "reading.h"

#include <string.h>

bool or_word_is(const OrReading *reading, uint32_t token, uint64_t classes)
{
    return (reading->words[token].classes & classes) != 0;
}

const OrVocabularyRow *or_word_row(const OrReading *reading, uint32_t token, OrVocabularyClass class)
{
    const OrWord *word = &reading->words[token];
    const OrVocabularyRow *rows = or_all_vocabulary(reading->language).rows + word->row;

    for (uint32_t i = 0; i < word->row_count; i++) {
        if (rows[i].class == class)
            return &rows[i];
    }
    return NULL;
}

bool or_word_equals(const OrReading *reading, uint32_t token, const char *lower_case)
{
    OrString text = or_token_text(reading, token);

    if (strlen(lower_case) != text.length)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];

        if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lower_case[i])
            return false;
    }
    return true;
}

bool or_is_capital(const OrReading *reading, uint32_t token)
{
    const OrToken *t = &reading->document->tokens[token];

    return t->kind == OR_TOKEN_WORD &&
           ((t->flags & OR_TOKEN_CAPITAL) != 0 || or_word_is(reading, token, OR_WORD_PARTICLE_NAME));
}

bool or_is_sign(const OrReading *reading, uint32_t token, char sign)
{
    OrString text = or_token_text(reading, token);

    return text.length == 1 && text.data[0] == sign;
}

const OrStateNamesRow *or_state_at(const OrReading *reading, uint32_t token)
{
    const OrWord *word = &reading->words[token];

    return word->state_tokens > 0 ? or_all_state_names(reading->language).rows + word->state_row : NULL;
}

static const OrVocabularyRow *find_class(OrVocabularyMatch match, OrVocabularyClass class)
{
    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].class == class)
            return &match.rows[i];
    }
    return NULL;
}

/*
 * "auditor-general", "ex-minister", "singer-songwriter": the role of the first part,
 * else of the last. With capitals both parts must belong to titles, since
 * "Baker-Smith" is a family.
 */
static void look_up_parts(OrReading *reading, uint32_t token)
{
    OrString text = or_token_text(reading, token);
    const char *hyphen = memchr(text.data, '-', text.length);
    OrWord *word = &reading->words[token];
    OrVocabularyMatch first;
    OrVocabularyMatch last;
    const OrVocabularyRow *row;
    size_t begin = text.length;

    if (hyphen == NULL)
        return;
    if (hyphen + 1 < text.data + text.length && hyphen[1] >= 'A' && hyphen[1] <= 'Z' &&
        find_class(
            or_find_vocabulary(reading->language, (OrString){text.data, (size_t) (hyphen - text.data)}),
            OR_VOCABULARY_CLASS_PARTICLE) != NULL) {
        word->classes |= OR_WORD_PARTICLE_NAME;
        return;
    }
    while (text.data[begin - 1] != '-')
        begin--;
    first = or_find_vocabulary(reading->language, (OrString){text.data, (size_t) (hyphen - text.data)});
    last = or_find_vocabulary(reading->language, (OrString){text.data + begin, text.length - begin});
    row = find_class(first, OR_VOCABULARY_CLASS_ROLE);
    if (row == NULL || find_class(first, OR_VOCABULARY_CLASS_TITLE_MODIFIER) != NULL)
        row = find_class(last, OR_VOCABULARY_CLASS_ROLE);
    if (row == NULL ||
        (or_is_capital(reading, token) && (find_class(last, OR_VOCABULARY_CLASS_ROLE) == NULL ||
                                           (find_class(first, OR_VOCABULARY_CLASS_ROLE) == NULL &&
                                            find_class(first, OR_VOCABULARY_CLASS_TITLE_MODIFIER) == NULL))))
        return;
    word->row = (uint16_t) (row - or_all_vocabulary(reading->language).rows);
    word->row_count = 1;
    word->classes |= OR_WORD(ROLE);
}

static void look_up(OrReading *reading, uint32_t token)
{
    OrVocabularyMatch match = or_find_vocabulary(reading->language, or_token_text(reading, token));
    OrWord *word = &reading->words[token];

    if (match.count == 0) {
        look_up_parts(reading, token);
        return;
    }
    word->row = (uint16_t) (match.rows - or_all_vocabulary(reading->language).rows);
    word->row_count = (uint8_t) match.count;
    for (uint32_t i = 0; i < match.count; i++)
        word->classes |= (uint64_t) 1 << match.rows[i].class;
}

static void look_up_person(OrReading *reading, uint32_t token)
{
    OrPersonNamesMatch match = or_find_person_names(reading->language, or_token_text(reading, token));
    OrWord *word = &reading->words[token];

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].class == OR_PERSON_NAMES_CLASS_GIVEN) {
            word->classes |= OR_WORD_GIVEN;
            word->gender = (uint8_t) match.rows[i].gender;
        } else if (match.rows[i].class == OR_PERSON_NAMES_CLASS_FAMILY_FIRST) {
            word->classes |= OR_WORD_FAMILY_FIRST;
        } else {
            word->classes |= OR_WORD_FAMILY;
        }
    }
}

/* A state's name may be several words; it must end where a token ends. */
static void look_up_state(OrReading *reading, uint32_t token, uint32_t end)
{
    const OrToken *tokens = reading->document->tokens;
    uint32_t limit = tokens[end - 1].begin + tokens[end - 1].length;
    OrString rest = {reading->document->text + tokens[token].begin, limit - tokens[token].begin};
    size_t length;
    OrStateNamesMatch match = or_find_longest_state_names(reading->language, rest, &length);
    uint32_t last = token;

    if (match.count == 0)
        return;
    while (last < end && tokens[last].begin + tokens[last].length < tokens[token].begin + length)
        last++;
    if (last >= end || tokens[last].begin + tokens[last].length != tokens[token].begin + length)
        return;
    reading->words[token].state_tokens = (uint8_t) (last + 1 - token);
    reading->words[token].state_row = (uint16_t) (match.rows - or_all_state_names(reading->language).rows);
}

/* The first word of a sentence, and of a quotation, has its capital by its place. */
static void mark_openings(OrReading *reading, OrRange sentence)
{
    bool opens = true;

    for (uint32_t t = sentence.begin; t < sentence.end; t++) {
        uint8_t kind = reading->document->tokens[t].kind;

        if (opens && (kind == OR_TOKEN_WORD || kind == OR_TOKEN_NUMBER)) {
            reading->words[t].classes |= OR_WORD_OPENS;
            opens = false;
        } else if (kind == OR_TOKEN_QUOTE || or_is_sign(reading, t, ':')) {
            opens = true;
        }
    }
}

static void mark_quotations(OrReading *reading)
{
    const OrDocument *document = reading->document;

    for (uint32_t q = 0; q < document->quotation_count; q++) {
        if (document->quotations[q].depth > 0)
            continue;
        for (uint32_t t = document->quotations[q].tokens.begin; t < document->quotations[q].tokens.end; t++)
            reading->words[t].classes |= OR_WORD_QUOTED;
    }
}

/*
 * Words that have a capital where no sentence opens, kept as bits by hash. A
 * collision makes an opening word a name that is none, once in some thousand.
 */
#define CAPITAL_BITS (1u << 15)

static uint32_t capital_bit(const OrReading *reading, uint32_t token)
{
    OrString text = or_token_text(reading, token);
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char) text.data[i]) * 16777619u;
    return (hash ^ hash >> 15) & (CAPITAL_BITS - 1);
}

bool or_is_known_capital(const OrReading *reading, uint32_t token)
{
    uint32_t bit = capital_bit(reading, token);

    return (reading->capitals[bit / 8] & 1u << bit % 8) != 0;
}

static void learn_capitals(OrReading *reading, OrRange tokens)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (or_is_capital(reading, t) && !or_word_is(reading, t, OR_WORD_OPENS)) {
            uint32_t bit = capital_bit(reading, t);

            reading->capitals[bit / 8] |= (uint8_t) (1u << bit % 8);
        }
    }
}

static bool is_month(const OrReading *reading, uint32_t token)
{
    OrString text = or_token_text(reading, token);
    OrCalendarMatch match;

    if (text.data[text.length - 1] == '.')
        text.length--;
    match = or_find_calendar(reading->language, text);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].kind == OR_CALENDAR_KIND_MONTH)
            return true;
    }
    return false;
}

/* "June 16th" */
static bool is_before_number(const OrReading *reading, uint32_t token, uint32_t end)
{
    return token + 1 < end && or_token_text(reading, token + 1).data[0] >= '0' &&
           or_token_text(reading, token + 1).data[0] <= '9';
}

void or_read_words(OrReading *reading)
{
    const OrDocument *document = reading->document;

    reading->words = reading->host->allocate(reading->host, (document->token_count + 1) * sizeof(OrWord));
    memset(reading->words, 0, (document->token_count + 1) * sizeof(OrWord));
    or_prepare_facts(reading);
    reading->capitals = reading->host->allocate(reading->host, CAPITAL_BITS / 8);
    memset(reading->capitals, 0, CAPITAL_BITS / 8);
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        OrRange tokens = document->sentences[s].tokens;

        reading->host->interrupt(reading->host);
        for (uint32_t t = tokens.begin; t < tokens.end; t++) {
            uint8_t kind = document->tokens[t].kind;

            if (kind != OR_TOKEN_WORD && kind != OR_TOKEN_CONTRACTION)
                continue;
            look_up(reading, t);
            if (or_is_capital(reading, t)) {
                look_up_person(reading, t);
                look_up_state(reading, t, tokens.end);
                if (is_month(reading, t) &&
                    (!or_word_is(reading, t, OR_WORD_GIVEN) || is_before_number(reading, t, tokens.end)))
                    reading->words[t].classes |= OR_WORD_CALENDAR;
            }
        }
        mark_openings(reading, tokens);
        if (document->blocks[document->sentences[s].block].kind != OR_BLOCK_HEADLINE &&
            or_block_is_read(document->blocks[document->sentences[s].block].kind))
            learn_capitals(reading, tokens);
    }
    mark_quotations(reading);
}
