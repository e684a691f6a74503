/*
 * aliases.c: the table of aliases, built once for many texts.
 *
 * Two hash tables. `steps` holds a hash of every beginning of an alias, word by
 * word, so that a text is walked without looking any word up: a beginning that
 * is not there ends the walk, and nearly every word of a text ends it at once.
 * `slots` finds an alias by its key, and its lexemes, made when it was built.
 */
#include "aliases.h"

#include <string.h>

#include "segmenter.h"
#include "text/characters.h"
#include "words.h"

struct OrSearchAlias {
    const char *key;
    const char *cased_key; /* where case matters, else NULL */
    uint16_t key_length;
    uint16_t cased_length;
    uint16_t lexeme_count;
    uint16_t lexeme_bytes;
    const OrLexeme *lexemes;
    const char *bytes;
    OrString whole_name; /* of several words, as one lexeme; absent for a name of one word */
};

/* A hash in `steps`; an empty slot is 0. */
#define STEP_COMPLETE 1u
#define STEP_USED 2u
#define STEP_FLAGS 3u

/* Chains of aliases of aliases are followed this far. */
#define LONGEST_CHAIN 8

struct OrAliases {
    OrSearchAlias *items;
    uint32_t count;
    uint32_t *slots; /* 0, or 1 + index of an item */
    uint32_t slot_mask;
    uint32_t *steps;
    uint32_t step_mask;
    size_t size;                              /* bytes allocated in all */
    uint8_t first_words[OR_FIRST_WORD_BYTES]; /* a bit for the hash of each first word */
};

static uint32_t advance(uint32_t state, uint32_t word_hash)
{
    state = (state ^ word_hash) * 2654435761u;
    return state ^ (state >> 15);
}

static uint32_t *find_step(const OrAliases *aliases, uint32_t state)
{
    uint32_t slot = (state >> 2) & aliases->step_mask;

    while (aliases->steps[slot] != 0 && (aliases->steps[slot] & ~STEP_FLAGS) != (state & ~STEP_FLAGS))
        slot = (slot + 1) & aliases->step_mask;
    return &aliases->steps[slot];
}

const uint8_t *or_alias_first_words(const OrAliases *aliases)
{
    return aliases->first_words;
}

bool or_alias_step(const OrAliases *aliases, uint32_t *state, uint32_t word_hash, bool *complete)
{
    uint32_t step;

    *state = advance(*state, word_hash);
    step = *find_step(aliases, *state);
    *complete = (step & STEP_COMPLETE) != 0;
    return step != 0;
}

void or_alias_key(OrString text, bool keep_case, OrForm *key)
{
    OrWordScanner scanner = or_scan_words(text);
    OrSearchWord word;
    OrForm form;
    bool after_ideographs = true;

    key->length = 0;
    while (or_scan_word(&scanner, &word)) {
        OrString string = {text.data + word.begin, word.end - word.begin};
        bool ideographs = word.shape == OR_SHAPE_IDEOGRAPHS;

        if (word.shape == OR_SHAPE_POSSESSIVE)
            continue;
        if (key->length + 1 < OR_FORM_BYTES && key->length > 0 && !(ideographs && after_ideographs))
            key->bytes[key->length++] = ' ';
        after_ideographs = ideographs;
        if (ideographs) {
            or_simplify(string, key->bytes, &key->length, OR_FORM_BYTES);
            continue;
        }
        or_fold_word(string, or_is_compact(word.shape), keep_case, &form);
        if (key->length + form.length > OR_FORM_BYTES)
            break;
        memcpy(key->bytes + key->length, form.bytes, form.length);
        key->length += form.length;
    }
    key->bytes[key->length] = '\0';
}

static const OrSearchAlias *find_key(const OrAliases *aliases, const OrForm *key)
{
    uint32_t slot = or_hash_bytes(key->bytes, key->length) & aliases->slot_mask;

    for (; aliases->slots[slot] != 0; slot = (slot + 1) & aliases->slot_mask) {
        const OrSearchAlias *alias = &aliases->items[aliases->slots[slot] - 1];

        if (alias->key_length == key->length && memcmp(alias->key, key->bytes, key->length) == 0)
            return alias;
    }
    return NULL;
}

const OrSearchAlias *or_match_alias(const OrAliases *aliases, OrString text)
{
    OrForm key;
    const OrSearchAlias *alias;

    if (aliases == NULL || aliases->count == 0)
        return NULL;
    or_alias_key(text, false, &key);
    alias = find_key(aliases, &key);
    if (alias == NULL || alias->cased_key == NULL)
        return alias;
    or_alias_key(text, true, &key);
    return alias->cased_length == key.length && memcmp(alias->cased_key, key.bytes, key.length) == 0 ? alias
                                                                                                     : NULL;
}

bool or_alias_matches_case(const OrSearchAlias *alias)
{
    return alias->cased_key != NULL;
}

void or_alias_lexemes(const OrSearchAlias *alias, OrLexemes *lexemes)
{
    lexemes->count = alias->lexeme_count;
    lexemes->used = alias->lexeme_bytes;
    memcpy(lexemes->items, alias->lexemes, alias->lexeme_count * sizeof(OrLexeme));
    memcpy(lexemes->bytes, alias->bytes, alias->lexeme_bytes);
}

/* ---- building ---- */

typedef struct Builder {
    OrHost *host;
    OrSegmenter *segmenter;
    const OrAliasRow *rows;
    uint32_t row_count;
    uint32_t *row_slots; /* rows by the key of their alias: 0, or 1 + index */
    uint32_t row_mask;
    OrAliasRow *made; /* of the items: their lexemes are made when all of them are there */
    OrAliases *aliases;
} Builder;

static void *take(Builder *builder, size_t size)
{
    builder->aliases->size += size;
    return builder->host->allocate(builder->host, size);
}

static char *take_copy(Builder *builder, const void *bytes, size_t length)
{
    char *copy = take(builder, length + 1);

    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

/* The words of a name or alias; the count may be more than there is room for. */
typedef struct NameWords {
    int count;
    OrString words[OR_MAX_NAME_WORDS];
    OrSearchClass classes[OR_MAX_NAME_WORDS];
} NameWords;

static void read_name(OrHost *host, OrSegmenter *segmenter, OrString text, NameWords *words)
{
    OrTokenizer *tokenizer = or_start_tokens(host, NULL, segmenter, text.data, text.length);
    OrSearchToken token;

    words->count = 0;
    while (or_next_indexed_token(tokenizer, &token)) {
        if (words->count < OR_MAX_NAME_WORDS) {
            words->words[words->count] =
                (OrString){text.data + token.range.begin, or_range_length(token.range)};
            words->classes[words->count] = token.class;
        }
        words->count++;
    }
    or_end_tokens(tokenizer);
}

int or_count_name_words(OrHost *host, OrSegmenter *segmenter, OrString text)
{
    NameWords words;

    read_name(host, segmenter, text, &words);
    return words.count;
}

static bool is_usable(const NameWords *words)
{
    return words->count >= 1 && words->count <= OR_MAX_NAME_WORDS;
}

static bool is_known(const OrLexemes *lexemes, uint16_t first, OrString lexeme)
{
    for (uint16_t i = first; i < lexemes->count; i++)
        if (lexemes->items[i].length == lexeme.length &&
            memcmp(lexemes->bytes + lexemes->items[i].offset, lexeme.data, lexeme.length) == 0)
            return true;
    return false;
}

static void add_lexeme(OrLexemes *lexemes, OrString lexeme, uint8_t variant, bool advances)
{
    OrLexeme *item = &lexemes->items[lexemes->count];

    if (lexeme.length == 0 || lexemes->count == OR_MAX_LEXEMES ||
        lexemes->used + lexeme.length + 1 > OR_LEXEME_BYTES)
        return;
    *item = (OrLexeme){lexemes->used, (uint16_t) lexeme.length, variant, advances};
    memcpy(lexemes->bytes + lexemes->used, lexeme.data, lexeme.length);
    lexemes->bytes[lexemes->used + lexeme.length] = '\0';
    lexemes->used += lexeme.length + 1;
    lexemes->count++;
}

static uint8_t next_variant(const OrLexemes *lexemes)
{
    return lexemes->count > 0 ? (uint8_t) (lexemes->items[lexemes->count - 1].variant + 1) : 0;
}

/* An own word of the alias as a variant of its own at the last place, unless it stands there already. */
static void add_own_word(OrLexemes *result, uint16_t place, const NameWords *own, int word)
{
    OrLexemes lexemes;

    or_find_lexemes(NULL, own->classes[word], own->words[word], &lexemes);
    for (uint16_t i = 0; i < lexemes.count; i++) {
        OrString lexeme = {lexemes.bytes + lexemes.items[i].offset, lexemes.items[i].length};

        if (!is_known(result, place, lexeme))
            add_lexeme(result, lexeme, next_variant(result), false);
    }
}

/* One word of the name, at its place; a common word keeps its place by standing there itself. */
static void add_name_word(OrLexemes *result, const NameWords *name, int word)
{
    OrLexemes lexemes;

    or_find_lexemes(NULL, name->classes[word], name->words[word], &lexemes);
    if (lexemes.count == 0) {
        OrForm form;

        or_fold_word(name->words[word], false, false, &form);
        add_lexeme(result, or_form_string(&form), 0, word > 0);
    }
    for (uint16_t i = 0; i < lexemes.count; i++)
        add_lexeme(result, (OrString){lexemes.bytes + lexemes.items[i].offset, lexemes.items[i].length},
                   lexemes.items[i].variant, i == 0 ? word > 0 : lexemes.items[i].advances);
}

/*
 * "UN Security Council" is also where the United Nations stand: where a name
 * has another name in it, that one's lexeme stands at its first word.
 */
static void add_inner_name(OrLexemes *result, const OrAliases *aliases, const NameWords *name, int first)
{
    const char *begin = name->words[first].data;

    for (int last = name->count - (first == 0 ? 2 : 1); last > first; last--) {
        const char *end = name->words[last].data + name->words[last].length;
        const OrSearchAlias *inner = or_match_alias(aliases, (OrString){begin, end - begin});

        if (inner != NULL && inner->whole_name.length > 0) {
            add_lexeme(result, inner->whole_name, 0, false);
            return;
        }
    }
}

/* The lexeme that is a whole name of several words. */
static OrString whole_name(Builder *builder, OrString name)
{
    NameWords words;
    OrForm key;

    read_name(builder->host, builder->segmenter, name, &words);
    if (words.count <= 1)
        return (OrString){NULL, 0};
    or_alias_key(name, false, &key);
    return (OrString){take_copy(builder, key.bytes, key.length), key.length};
}

static void make_lexemes(Builder *builder, OrString alias_text, OrString name_text, OrString whole,
                         OrLexemes *result)
{
    NameWords name, own;
    uint16_t place = 0;
    OrForm key;

    result->count = result->used = 0;
    read_name(builder->host, builder->segmenter, name_text, &name);
    read_name(builder->host, builder->segmenter, alias_text, &own);
    add_lexeme(result, whole, 0, false);
    for (int i = 0; i < name.count; i++) {
        uint16_t before = result->count;

        add_name_word(result, &name, i);
        add_inner_name(result, builder->aliases, &name, i);
        if (i == 0)
            for (int w = 0; w + 1 < own.count; w++)
                add_own_word(result, 0, &own, w);
        if (i > 0)
            place = before;
    }
    add_own_word(result, place, &own, own.count - 1);
    or_alias_key(alias_text, false, &key);
    if (own.count > 1 && own.classes[0] == OR_SEARCH_IDEOGRAPHS && !is_known(result, 0, or_form_string(&key)))
        add_lexeme(result, or_form_string(&key), next_variant(result), false);
}

static void add_step(OrAliases *aliases, uint32_t state, bool complete)
{
    uint32_t *step = find_step(aliases, state);

    *step |= (state & ~STEP_FLAGS) | STEP_USED | (complete ? STEP_COMPLETE : 0);
}

static bool begins_with_ideograph(const OrForm *key)
{
    size_t end = 0;

    return key->length > 0 &&
           or_character_class(or_next_code_point(key->bytes, key->length, &end)) == OR_CHARACTER_IDEOGRAPH;
}

/* The hash of the next step of a key: one an ideograph where it begins with one, else one a word. */
static uint32_t next_step(const OrForm *key, bool by_characters, size_t *position)
{
    size_t begin = *position;
    size_t end = begin;

    if (by_characters)
        return or_hash_character(or_next_code_point(key->bytes, key->length, position));
    while (end < key->length && key->bytes[end] != ' ')
        end++;
    *position = end < key->length ? end + 1 : end;
    return or_hash_bytes(key->bytes + begin, end - begin);
}

static uint32_t count_steps(OrString text)
{
    OrForm key;
    size_t position = 0;
    uint32_t steps = 0;
    bool by_characters;

    or_alias_key(text, false, &key);
    for (by_characters = begins_with_ideograph(&key); position < key.length; steps++)
        next_step(&key, by_characters, &position);
    return steps;
}

static void add_steps(OrAliases *aliases, const OrForm *key)
{
    uint32_t state = OR_ALIAS_START;
    size_t position = 0;
    bool by_characters = begins_with_ideograph(key);

    while (position < key->length) {
        uint32_t hash = next_step(key, by_characters, &position);

        if (state == OR_ALIAS_START)
            aliases->first_words[hash / 8 % OR_FIRST_WORD_BYTES] |= (uint8_t) (1 << hash % 8);
        state = advance(state, hash);
        add_step(aliases, state, position >= key->length);
    }
}

static bool is_usable_pair(Builder *builder, OrString text, OrString name)
{
    NameWords words;
    OrForm key;

    or_alias_key(name, false, &key);
    if (key.length == 0)
        return false;
    read_name(builder->host, builder->segmenter, text, &words);
    if (!is_usable(&words))
        return false;
    read_name(builder->host, builder->segmenter, name, &words);
    return is_usable(&words);
}

static void add_alias(Builder *builder, OrString text, OrString name, bool match_case)
{
    OrAliases *aliases = builder->aliases;
    OrSearchAlias *alias = &aliases->items[aliases->count];
    OrForm key;
    uint32_t slot;

    or_alias_key(text, false, &key);
    if (key.length == 0 || find_key(aliases, &key) != NULL || !is_usable_pair(builder, text, name))
        return;
    memset(alias, 0, sizeof(OrSearchAlias));
    alias->key = take_copy(builder, key.bytes, key.length);
    alias->key_length = (uint16_t) key.length;
    alias->whole_name = whole_name(builder, name);
    slot = or_hash_bytes(key.bytes, key.length) & aliases->slot_mask;
    add_steps(aliases, &key);
    if (match_case) {
        or_alias_key(text, true, &key);
        alias->cased_key = take_copy(builder, key.bytes, key.length);
        alias->cased_length = (uint16_t) key.length;
    }
    while (aliases->slots[slot] != 0)
        slot = (slot + 1) & aliases->slot_mask;
    builder->made[aliases->count] = (OrAliasRow){text, name, match_case};
    aliases->slots[slot] = ++aliases->count;
}

static void make_all_lexemes(Builder *builder)
{
    for (uint32_t i = 0; i < builder->aliases->count; i++) {
        OrSearchAlias *alias = &builder->aliases->items[i];
        OrLexemes lexemes;

        make_lexemes(builder, builder->made[i].alias, builder->made[i].name, alias->whole_name, &lexemes);
        alias->lexeme_count = lexemes.count;
        alias->lexeme_bytes = lexemes.used;
        alias->lexemes = (OrLexeme *) take_copy(builder, lexemes.items, lexemes.count * sizeof(OrLexeme));
        alias->bytes = take_copy(builder, lexemes.bytes, lexemes.used);
    }
}

static uint32_t mask_for(uint32_t count)
{
    uint32_t size = 16;

    while (size < 2 * count)
        size *= 2;
    return size - 1;
}

static uint32_t *take_slots(Builder *builder, uint32_t mask)
{
    size_t size = ((size_t) mask + 1) * sizeof(uint32_t);
    uint32_t *slots = take(builder, size);

    memset(slots, 0, size);
    return slots;
}

/* The slot of a row's key: taken by the first row that has it, or empty. */
static uint32_t *find_row(const Builder *builder, const OrForm *key)
{
    uint32_t slot = or_hash_bytes(key->bytes, key->length) & builder->row_mask;

    while (builder->row_slots[slot] != 0) {
        OrForm other;

        or_alias_key(builder->rows[builder->row_slots[slot] - 1].alias, false, &other);
        if (other.length == key->length && memcmp(other.bytes, key->bytes, key->length) == 0)
            break;
        slot = (slot + 1) & builder->row_mask;
    }
    return &builder->row_slots[slot];
}

static void index_rows(Builder *builder)
{
    builder->row_mask = mask_for(builder->row_count);
    builder->row_slots = take_slots(builder, builder->row_mask);
    for (uint32_t i = 0; i < builder->row_count; i++) {
        OrForm key;
        uint32_t *slot;

        or_alias_key(builder->rows[i].alias, false, &key);
        slot = find_row(builder, &key);
        if (*slot == 0)
            *slot = i + 1;
    }
}

/* The name that a row's name is itself an alias of, and so on; absent where it leads to nothing. */
static OrString follow(const Builder *builder, OrString name)
{
    for (int i = 0; i < LONGEST_CHAIN && name.data != NULL; i++) {
        OrForm key;
        uint32_t row;
        OrString next;

        or_alias_key(name, false, &key);
        row = *find_row(builder, &key);
        if (row == 0)
            return name;
        next = builder->rows[row - 1].name;
        if (next.data == NULL ||
            (next.length == name.length && memcmp(next.data, name.data, name.length) == 0))
            return name;
        name = next;
    }
    return name;
}

static bool has_several_words(OrString name)
{
    OrForm key;

    or_alias_key(name, false, &key);
    return memchr(key.bytes, ' ', key.length) != NULL || begins_with_ideograph(&key);
}

/* Every row, and every name of several words as an alias of itself. */
static void add_rows(Builder *builder)
{
    for (uint32_t i = 0; i < builder->row_count; i++) {
        const OrAliasRow *row = &builder->rows[i];
        OrForm key;

        or_alias_key(row->alias, false, &key);
        if (row->name.data != NULL && *find_row(builder, &key) == i + 1)
            add_alias(builder, row->alias, follow(builder, row->name), row->match_case);
    }
    for (uint32_t i = 0; i < builder->row_count; i++) {
        OrString name = builder->rows[i].name;
        OrForm key;

        if (name.data == NULL || !has_several_words(name))
            continue;
        or_alias_key(name, false, &key);
        if (*find_row(builder, &key) == 0)
            add_alias(builder, name, name, false);
    }
}

OrAliases *or_build_aliases(OrHost *host, OrSegmenter *segmenter, const OrAliasRow *rows, uint32_t count)
{
    Builder builder = {.host = host, .segmenter = segmenter, .rows = rows, .row_count = count};
    uint32_t most = 2 * count + 1;
    OrAliases *aliases = host->allocate(host, sizeof(OrAliases));
    uint32_t steps = 0;

    memset(aliases, 0, sizeof(OrAliases));
    builder.aliases = aliases;
    aliases->items = take(&builder, most * sizeof(OrSearchAlias));
    builder.made = host->allocate(host, most * sizeof(OrAliasRow));
    aliases->slot_mask = mask_for(2 * count);
    aliases->slots = take_slots(&builder, aliases->slot_mask);
    for (uint32_t i = 0; i < count; i++)
        steps += count_steps(rows[i].alias) + (rows[i].name.data != NULL ? count_steps(rows[i].name) : 0);
    aliases->step_mask = mask_for(steps);
    aliases->steps = take_slots(&builder, aliases->step_mask);
    index_rows(&builder);
    add_rows(&builder);
    make_all_lexemes(&builder);
    host->release(host, builder.made);
    host->release(host, builder.row_slots);
    return aliases;
}

size_t or_aliases_size(const OrAliases *aliases)
{
    return aliases->size;
}

void or_free_aliases(OrHost *host, OrAliases *aliases)
{
    for (uint32_t i = 0; i < aliases->count; i++) {
        host->release(host, (void *) aliases->items[i].key);
        host->release(host, (void *) aliases->items[i].lexemes);
        host->release(host, (void *) aliases->items[i].bytes);
        if (aliases->items[i].cased_key != NULL)
            host->release(host, (void *) aliases->items[i].cased_key);
        if (aliases->items[i].whole_name.data != NULL)
            host->release(host, (void *) aliases->items[i].whole_name.data);
    }
    host->release(host, aliases->items);
    host->release(host, aliases->slots);
    host->release(host, aliases->steps);
    host->release(host, aliases);
}
