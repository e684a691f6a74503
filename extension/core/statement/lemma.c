/*
 * lemma.c: verb forms back to their lemma, and cues by lemma.
 *
 * There is no dictionary of English verbs: a form is undone by the list of
 * irregular forms, else by the suffix rules, the first of whose results is
 * taken that the cue list or the act phrases know. What neither knows keeps the
 * result of the last rule that fits, which is right for most regular verbs.
 */
#include "reading.h"

#include <string.h>

#define LONGEST_WORD OR_LONGEST_LEMMA

static OrString fold(OrString word, char *buffer, size_t room)
{
    size_t length = word.length < room ? word.length : room;

    for (size_t i = 0; i < length; i++) {
        char c = word.data[i];

        buffer[i] = (char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return (OrString){buffer, length};
}

static bool is_known(OrLanguage language, OrString word)
{
    return or_find_cues(language, word).count > 0 || or_find_act_phrases(language, word).count > 0;
}

static bool ends_with(OrString word, OrString suffix)
{
    return word.length > suffix.length + 1 &&
           memcmp(word.data + word.length - suffix.length, suffix.data, suffix.length) == 0;
}

/* Apply one suffix rule; the result goes to `buffer`, empty where the rule does not fit. */
static OrString undo_suffix(OrString word, const OrVerbSuffixesRow *rule, char *buffer, size_t room)
{
    OrString suffix = or_lexicon_string(rule->suffix);
    OrString replacement = or_lexicon_string(rule->replacement);
    size_t stem = word.length - suffix.length;

    if (!ends_with(word, suffix) || stem + replacement.length > room)
        return (OrString){NULL, 0};
    if (rule->doubled) {
        if (stem < 3 || word.data[stem - 1] != word.data[stem - 2])
            return (OrString){NULL, 0};
        stem--;
    }
    memcpy(buffer, word.data, stem);
    if (replacement.length > 0)
        memcpy(buffer + stem, replacement.data, replacement.length);
    return (OrString){buffer, stem + replacement.length};
}

OrString or_verb_lemma(OrLanguage language, OrString word, char *buffer, size_t room)
{
    char folded_buffer[LONGEST_WORD];
    OrString folded = fold(word, folded_buffer, sizeof(folded_buffer));
    OrVerbFormsMatch irregular = or_find_verb_forms(language, folded);
    OrVerbSuffixesMatch rules = or_all_verb_suffixes(language);
    OrString best = {NULL, 0};
    int32_t best_order = 0;

    if (irregular.count > 0)
        return or_lexicon_string(irregular.rows[0].lemma);
    if (is_known(language, folded))
        return fold(word, buffer, room);
    for (uint32_t i = 0; i < rules.count; i++) {
        char candidate_buffer[LONGEST_WORD];
        OrString candidate = undo_suffix(folded, &rules.rows[i], candidate_buffer, sizeof(candidate_buffer));

        if (candidate.data == NULL || (best.data != NULL && rules.rows[i].order > best_order))
            continue;
        if (is_known(language, candidate)) {
            best = fold(candidate, buffer, room);
            best_order = rules.rows[i].order;
        }
    }
    if (best.data != NULL)
        return best;
    return fold(word, buffer, room);
}

static OrString key_of(const OrLexiconTable *table, uint32_t row)
{
    OrLexiconString key;

    memcpy(&key, (const char *) table->rows + (size_t) row * table->row_size, sizeof(key));
    return or_lexicon_string(key);
}

/* Whether some key of a list is these words, a blank and more. Keys are sorted by their bytes. */
static bool goes_on(const OrLexiconTable *table, const char *words, size_t length)
{
    uint32_t low = 0;
    uint32_t high = table->count;
    OrString key;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t common;
        int order;

        key = key_of(table, middle);
        common = key.length < length ? key.length : length;
        order = memcmp(key.data, words, common);
        if (order == 0)
            order = key.length <= length ? -1 : key.data[length] < ' ' ? -1 : key.data[length] > ' ';
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == table->count)
        return false;
    key = key_of(table, low);
    return key.length > length && memcmp(key.data, words, length) == 0 && key.data[length] == ' ';
}

/*
 * Which words begin a longer key of the three lists, as bits by hash: nearly
 * all words begin none, and are told so without a search.
 */
#define OPENER_BITS (1u << 15)

static uint32_t opener_bit(OrString word, uint32_t list)
{
    uint32_t hash = 2166136261u + list;

    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (unsigned char) word.data[i]) * 16777619u;
    return (hash ^ hash >> 15) % OPENER_BITS;
}

static void note_openers(uint8_t *openers, const OrLexiconTable *table, uint32_t list)
{
    for (uint32_t row = 0; row < table->count; row++) {
        OrString key = key_of(table, row);
        const char *blank = memchr(key.data, ' ', key.length);
        uint32_t bit;

        if (blank == NULL)
            continue;
        bit = opener_bit((OrString){key.data, (size_t) (blank - key.data)}, list);
        openers[bit / 8] |= (uint8_t) (1u << bit % 8);
    }
}

enum { CUE_OPENERS, ACT_OPENERS, DATE_OPENERS };

void or_prepare_facts(OrReading *reading)
{
    OrHost *host = reading->host;

    reading->facts = host->allocate(host, OR_FACTS_COUNT * sizeof(OrWordFacts));
    memset(reading->facts, 0, OR_FACTS_COUNT * sizeof(OrWordFacts));
    reading->openers = host->allocate(host, OPENER_BITS / 8);
    memset(reading->openers, 0, OPENER_BITS / 8);
    note_openers(reading->openers, &or_cues_tables[reading->language], CUE_OPENERS);
    note_openers(reading->openers, &or_act_phrases_tables[reading->language], ACT_OPENERS);
    note_openers(reading->openers, &or_time_phrases_tables[reading->language], DATE_OPENERS);
}

static bool opens(const OrReading *reading, const OrLexiconTable *table, uint32_t list, OrString word)
{
    uint32_t bit = opener_bit(word, list);

    return (reading->openers[bit / 8] & 1u << bit % 8) != 0 && goes_on(table, word.data, word.length);
}

static bool may_begin_date(const OrReading *reading, OrString word)
{
    OrString bare = word;
    OrTimeWordsMatch words = or_find_time_words(reading->language, word);
    char buffer[LONGEST_WORD];
    OrString folded = fold(word, buffer, sizeof(buffer));

    if (word.data[0] >= '0' && word.data[0] <= '9')
        return true;
    if (bare.length > 1 && bare.data[bare.length - 1] == '.')
        bare.length--;
    for (uint32_t i = 0; i < words.count; i++) {
        if (words.rows[i].class <= OR_TIME_WORDS_CLASS_COUNT_VAGUE ||
            (words.rows[i].class >= OR_TIME_WORDS_CLASS_LAST &&
             words.rows[i].class != OR_TIME_WORDS_CLASS_NOT_SAID &&
             words.rows[i].class != OR_TIME_WORDS_CLASS_BARE))
            return true;
    }
    return or_find_calendar(reading->language, bare).count > 0 ||
           or_find_time_phrases(reading->language, word).count > 0 ||
           opens(reading, &or_time_phrases_tables[reading->language], DATE_OPENERS, folded);
}

static void look_up_facts(const OrReading *reading, OrString word, OrWordFacts *facts)
{
    OrCuesMatch cues;

    facts->word = word;
    facts->lemma = or_verb_lemma(reading->language, word, facts->buffer, sizeof(facts->buffer));
    cues = or_find_cues(reading->language, facts->lemma);
    facts->cue = cues.count > 0 ? cues.rows : NULL;
    facts->act = or_find_act_phrases(reading->language, facts->lemma);
    facts->cue_goes_on = opens(reading, &or_cues_tables[reading->language], CUE_OPENERS, facts->lemma);
    facts->act_goes_on = opens(reading, &or_act_phrases_tables[reading->language], ACT_OPENERS, facts->lemma);
    facts->may_begin_date = may_begin_date(reading, word);
}

const OrWordFacts *or_facts(const OrReading *reading, uint32_t token)
{
    OrString word = or_token_text(reading, token);
    uint32_t hash = 2166136261u;
    OrWordFacts *facts;

    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (unsigned char) word.data[i]) * 16777619u;
    facts = &reading->facts[(hash ^ hash >> 15) % OR_FACTS_COUNT];
    if (!(facts->word.length == word.length && facts->word.data != NULL &&
          memcmp(facts->word.data, word.data, word.length) == 0))
        look_up_facts(reading, word, facts);
    return facts;
}

/* Append a blank and a token in lower case; false where there is no room. */
static bool append_word(const OrReading *reading, uint32_t token, char *buffer, size_t room, size_t *length)
{
    OrString word = or_token_text(reading, token);

    if (*length + 1 + word.length > room)
        return false;
    buffer[(*length)++] = ' ';
    fold(word, buffer + *length, word.length);
    *length += word.length;
    return true;
}

const OrCuesRow *or_cue_at(const OrReading *reading, uint32_t token, uint32_t end, uint32_t *length)
{
    char buffer[LONGEST_WORD * 4];
    const OrWordFacts *facts = or_facts(reading, token);
    const OrCuesRow *found = facts->cue;
    size_t used = facts->lemma.length;

    *length = found != NULL;
    if (!facts->cue_goes_on)
        return found;
    memcpy(buffer, facts->lemma.data, used);
    for (uint32_t words = 1; words <= 3 && token + words < end; words++) {
        OrCuesMatch match;

        if (!append_word(reading, token + words, buffer, sizeof(buffer), &used))
            break;
        match = or_find_cues(reading->language, (OrString){buffer, used});
        if (match.count > 0) {
            found = match.rows;
            *length = words + 1;
        }
        if (!goes_on(&or_cues_tables[reading->language], buffer, used))
            break;
    }
    return found;
}

/* Put a word behind the key; true where some phrase is that key or goes on behind it. */
static bool try_word(const OrReading *reading, OrString word, char *key, size_t room, size_t length,
                     size_t *extended, OrActPhrasesMatch *match)
{
    if (length + 1 + word.length > room)
        return false;
    key[length] = ' ';
    memcpy(key + length + 1, word.data, word.length);
    *extended = length + 1 + word.length;
    *match = or_find_act_phrases(reading->language, (OrString){key, *extended});
    return match->count > 0 || goes_on(&or_act_phrases_tables[reading->language], key, *extended);
}

/* The key of the phrase so far plus one word: by its lemma first, else as it stands. */
static bool extend_phrase(const OrReading *reading, uint32_t token, char *key, size_t room, size_t *length,
                          OrActPhrasesMatch *match)
{
    char buffer[LONGEST_WORD];
    char stem_buffer[LONGEST_WORD];
    OrString word = or_token_text(reading, token);
    OrVerbSuffixesMatch rules = or_all_verb_suffixes(reading->language);
    size_t extended;

    if (word.length > LONGEST_WORD)
        return false;
    if (try_word(reading, or_facts(reading, token)->lemma, key, room, *length, &extended, match) ||
        try_word(reading, fold(word, buffer, sizeof(buffer)), key, room, *length, &extended, match)) {
        *length = extended;
        return true;
    }
    for (uint32_t i = 0; i < rules.count; i++) {
        OrString stem =
            undo_suffix(fold(word, buffer, sizeof(buffer)), &rules.rows[i], stem_buffer, sizeof(stem_buffer));

        if (stem.data != NULL && try_word(reading, stem, key, room, *length, &extended, match)) {
            *length = extended;
            return true;
        }
    }
    return false;
}

OrActPhrasesMatch or_act_phrase_at(const OrReading *reading, uint32_t token, uint32_t end, uint32_t *length)
{
    char key[LONGEST_WORD * 5];
    const OrWordFacts *facts = or_facts(reading, token);
    OrActPhrasesMatch found = facts->act;
    size_t used = facts->lemma.length;

    *length = found.count > 0;
    if (!facts->act_goes_on)
        return found;
    memcpy(key, facts->lemma.data, used);
    for (uint32_t words = 1; words <= 3 && token + words < end; words++) {
        OrActPhrasesMatch longer;

        if (!extend_phrase(reading, token + words, key, sizeof(key), &used, &longer))
            break;
        if (longer.count > 0) {
            found = longer;
            *length = words + 1;
        }
    }
    return found;
}

bool or_is_verb_form(const OrReading *reading, uint32_t token)
{
    if (reading->document->tokens[token].kind == OR_TOKEN_CONTRACTION ||
        or_word_is(reading, token, OR_WORD(AUXILIARY)))
        return true;
    if (reading->document->tokens[token].kind != OR_TOKEN_WORD || or_is_capital(reading, token) ||
        (reading->words[token].row_count > 0 && or_word_is(reading, token, OR_WORD(ROLE) | OR_WORD(BODY))))
        return false;
    return or_facts(reading, token)->cue != NULL;
}

bool or_ends_in_participle(const OrReading *reading, uint32_t token)
{
    char folded[LONGEST_WORD];
    OrString word = fold(or_token_text(reading, token), folded, sizeof(folded));
    OrVerbFormsMatch irregular = or_find_verb_forms(reading->language, word);
    OrVerbSuffixesMatch rules = or_all_verb_suffixes(reading->language);

    if (irregular.count > 0)
        return true;
    for (uint32_t i = 0; i < rules.count; i++) {
        if (rules.rows[i].past && ends_with(word, or_lexicon_string(rules.rows[i].suffix)))
            return true;
    }
    return false;
}
