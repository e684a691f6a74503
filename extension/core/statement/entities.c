/*
 * entities.c: which names name the same.
 *
 * Every entity is found again by keys: a person by each of its first and last
 * names, a body by its head word, its first word of its own and its acronym. A
 * key leads to the entities that have it, the latest first; a name is compared
 * with a few of them only, so that a document of nothing but one family's
 * members is still read in linear time.
 *
 * A name belongs to an entity when one of the two holds the words of the other
 * in the same order ("Hart" and "Rick Hart"; "Rick J. Hart" and "Rick Hart")
 * and, for a body, when they do not belong to different states.
 *
 * What the text tells of an entity besides, gender and office, is kept with it.
 */
#include "candidates.h"
#include "reading.h"

#include <string.h>

#define MOST_COMPARED 12
#define MOST_NAMES_BACK 80

static uint32_t hash_key(OrString key)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < key.length; i++) {
        char c = key.data[i];

        hash = (hash ^ (unsigned char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)) * 16777619u;
    }
    return hash;
}

static bool same_letters(OrString a, OrString b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (a.data[i] != b.data[i] && ((a.data[i] ^ b.data[i]) != 0x20 || (a.data[i] & 0x80) != 0))
            return false;
    }
    return true;
}

void or_add_alias(OrReading *reading, OrString key, uint32_t entity)
{
    OrAlias *alias;
    uint32_t hash = hash_key(key);
    uint32_t *slot = &reading->alias_slots[hash & reading->alias_mask];

    for (uint32_t i = *slot, seen = 0; i != OR_NO_INDEX && seen < MOST_COMPARED;
         i = reading->aliases[i].next, seen++) {
        if (reading->aliases[i].entity == entity && same_letters(reading->aliases[i].key, key))
            return;
    }
    if (reading->alias_count == reading->alias_capacity) {
        uint32_t capacity = reading->alias_capacity * 2;

        reading->aliases =
            reading->host->reallocate(reading->host, reading->aliases,
                                      reading->alias_capacity * sizeof(OrAlias), capacity * sizeof(OrAlias));
        reading->alias_capacity = capacity;
    }
    alias = &reading->aliases[reading->alias_count];
    *alias = (OrAlias){hash, entity, *slot, key};
    *slot = reading->alias_count++;
}

/* The token at which an entity is last named before another; 0 where that is far back. */
static uint32_t last_named_before(const OrReading *reading, uint32_t entity, uint32_t token)
{
    uint32_t named = or_names_before(reading, token);

    for (uint32_t n = named; n > 0 && n + MOST_NAMES_BACK > named; n--) {
        if (reading->names[n - 1].entity == entity)
            return reading->names[n - 1].tokens.begin;
    }
    return 0;
}

uint32_t or_find_alias(const OrReading *reading, OrString key, OrEntityKind kind)
{
    uint32_t hash = hash_key(key);
    uint32_t i = reading->alias_slots[hash & reading->alias_mask];

    for (uint32_t seen = 0; i != OR_NO_INDEX && seen < MOST_COMPARED; i = reading->aliases[i].next, seen++) {
        const OrAlias *alias = &reading->aliases[i];

        if (alias->hash == hash && same_letters(alias->key, key) &&
            (kind == OR_ENTITY_UNKNOWN || reading->entities[alias->entity].kind == kind))
            return alias->entity;
    }
    return OR_NO_INDEX;
}

/* The body of an alias that is named last before a token; OR_NO_INDEX: none near. */
uint32_t or_find_body_before(const OrReading *reading, OrString key, uint32_t token)
{
    uint32_t hash = hash_key(key);
    uint32_t best = OR_NO_INDEX;
    uint32_t best_token = 0;
    uint32_t i = reading->alias_slots[hash & reading->alias_mask];

    for (uint32_t seen = 0; i != OR_NO_INDEX && seen < MOST_COMPARED; i = reading->aliases[i].next, seen++) {
        const OrAlias *alias = &reading->aliases[i];
        uint32_t named;

        if (alias->hash != hash || !same_letters(alias->key, key) ||
            reading->entities[alias->entity].kind != OR_ENTITY_BODY)
            continue;
        named = last_named_before(reading, alias->entity, token);
        if (best == OR_NO_INDEX || named > best_token) {
            best = alias->entity;
            best_token = named;
        }
    }
    return best;
}

/* Words that a name may have or lack: honorifics, particles, possessives, articles. */
static bool is_optional(const OrReading *reading, uint32_t token)
{
    return reading->document->tokens[token].kind != OR_TOKEN_WORD ||
           (!or_is_capital(reading, token) && or_word_is(reading, token,
                                                         OR_WORD(PARTICLE) | OR_WORD(PREPOSITION) |
                                                             OR_WORD(CONJUNCTION) | OR_WORD(DETERMINER)));
}

static bool same_word(const OrReading *reading, uint32_t a, uint32_t b)
{
    const OrStateNamesRow *state_a = or_state_at(reading, a);
    const OrStateNamesRow *state_b = or_state_at(reading, b);
    OrString text_a = or_token_text(reading, a);
    OrString text_b = or_token_text(reading, b);

    if (same_letters(text_a, text_b))
        return true;
    if (state_a != NULL && state_b != NULL) {
        OrString code_a = or_lexicon_string(state_a->state);
        OrString code_b = or_lexicon_string(state_b->state);

        return same_letters(code_a, code_b);
    }
    /* an initial stands for the word: "R." for "Rick" */
    return (text_a.length == 2 && text_a.data[1] == '.' && text_a.data[0] == text_b.data[0]) ||
           (text_b.length == 2 && text_b.data[1] == '.' && text_b.data[0] == text_a.data[0]);
}

/* Whether all words of `part` stand in `whole` in the same order. */
static bool holds_words(const OrReading *reading, OrRange whole, OrRange part)
{
    uint32_t w = whole.begin;

    for (uint32_t p = part.begin; p < part.end; p++) {
        if (is_optional(reading, p))
            continue;
        while (w < whole.end && !same_word(reading, w, p))
            w++;
        if (w == whole.end)
            return false;
        w++;
    }
    return true;
}

static uint32_t count_words(const OrReading *reading, OrRange tokens)
{
    uint32_t count = 0;

    for (uint32_t t = tokens.begin; t < tokens.end; t++)
        count += !is_optional(reading, t);
    return count;
}

static uint32_t first_word(const OrReading *reading, OrRange tokens)
{
    uint32_t t = tokens.begin;

    while (t + 1 < tokens.end && is_optional(reading, t))
        t++;
    return t;
}

/* The last word of a name, "Jr." aside. */
static uint32_t last_word(const OrReading *reading, OrRange tokens)
{
    uint32_t last = tokens.end - 1;

    if (last > tokens.begin && or_word_is(reading, last, OR_WORD(SUFFIX)))
        last--;
    return last;
}

/* The word that says what a body is: "Ministry" of "Ministry of State Security"; else its last word. */
static uint32_t head_word(const OrReading *reading, OrRange tokens)
{
    uint32_t head = tokens.end - 1;

    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        bool before_preposition = t + 1 < tokens.end && or_word_is(reading, t + 1, OR_WORD(PREPOSITION));

        if (or_word_is(reading, t, OR_WORD(BODY)) && (before_preposition || t + 1 == tokens.end))
            return t;
    }
    return head;
}

static int16_t state_of(const OrReading *reading, OrRange tokens)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (or_state_at(reading, t) != NULL)
            return (int16_t) reading->words[t].state_row;
    }
    return -1;
}

static bool same_state(const OrReading *reading, int16_t a, int16_t b)
{
    const OrStateNamesRow *rows = or_all_state_names(reading->language).rows;

    return same_letters(or_lexicon_string(rows[a].state), or_lexicon_string(rows[b].state));
}

static bool kinds_agree(OrEntityKind a, OrEntityKind b)
{
    return a == b || a == OR_ENTITY_UNKNOWN || b == OR_ENTITY_UNKNOWN;
}

static bool names_agree(const OrReading *reading, const OrEntity *entity, OrRange tokens, OrEntityKind kind)
{
    int16_t state = state_of(reading, tokens);

    if (!kinds_agree(entity->kind, kind))
        return false;
    /* a state is known again by its whole name only */
    if (entity->kind != kind && (entity->kind == OR_ENTITY_STATE || kind == OR_ENTITY_STATE))
        return tokens.end - tokens.begin == 1 && entity->name.end - entity->name.begin == 1 &&
               same_letters(or_token_text(reading, tokens.begin), or_token_text(reading, entity->name.begin));
    if (kind == OR_ENTITY_BODY && entity->state_row >= 0 && state >= 0 &&
        !same_state(reading, entity->state_row, state))
        return false;
    return holds_words(reading, entity->name, tokens) || holds_words(reading, tokens, entity->name);
}

/* Whether a single name is the family name, by which the press names people again. */
static bool is_family_name(const OrReading *reading, const OrEntity *entity, OrString key)
{
    bool family_first = or_word_is(reading, entity->name.begin, OR_WORD_FAMILY_FIRST) &&
                        !or_word_is(reading, entity->name.begin, OR_WORD_GIVEN);
    uint32_t family = family_first ? entity->name.begin : last_word(reading, entity->name);

    return same_letters(or_token_text(reading, family), key);
}

/* Of two with one family name the one named more often is meant by it alone, else the one named last. */
static bool is_likelier(const OrReading *reading, uint32_t one, uint32_t other, OrRange tokens)
{
    const OrEntity *a = &reading->entities[one];
    const OrEntity *b = &reading->entities[other];

    if (tokens.end - tokens.begin == 1 && a->name_count != b->name_count)
        return a->name_count > b->name_count;
    return a->last_name > b->last_name;
}

static bool genders_differ(OrGender a, OrGender b)
{
    return a != OR_GENDER_UNKNOWN && b != OR_GENDER_UNKNOWN && a != b;
}

static uint32_t find_by_key(const OrReading *reading, OrString key, OrRange tokens, OrEntityKind kind,
                            OrGender gender)
{
    uint32_t hash = hash_key(key);
    uint32_t best = OR_NO_INDEX;
    uint32_t i = reading->alias_slots[hash & reading->alias_mask];

    for (uint32_t seen = 0; i != OR_NO_INDEX && seen < MOST_COMPARED; i = reading->aliases[i].next, seen++) {
        const OrAlias *alias = &reading->aliases[i];
        const OrEntity *entity = &reading->entities[alias->entity];

        if (alias->hash != hash || !same_letters(alias->key, key) || genders_differ(entity->gender, gender))
            continue;
        if (!names_agree(reading, entity, tokens, kind) &&
            !(tokens.end - tokens.begin == 1 && entity->kind != OR_ENTITY_STATE && kind != OR_ENTITY_STATE &&
              same_letters(key, or_token_text(reading, tokens.begin)) && kinds_agree(entity->kind, kind)))
            continue;
        if (best != OR_NO_INDEX && tokens.end - tokens.begin == 1 &&
            is_family_name(reading, entity, key) != is_family_name(reading, &reading->entities[best], key)) {
            if (is_family_name(reading, entity, key))
                best = alias->entity;
        } else if (best == OR_NO_INDEX || is_likelier(reading, alias->entity, best, tokens)) {
            best = alias->entity;
        }
    }
    return best;
}

/* The acronym that the capitals of a body's name make; absent where it has fewer than two. */
static OrString acronym_of(OrReading *reading, OrRange tokens)
{
    char letters[12];
    size_t length = 0;
    char *copy;

    for (uint32_t t = tokens.begin; t < tokens.end && length < sizeof(letters); t++) {
        char c = or_token_text(reading, t).data[0];

        if (or_is_capital(reading, t) && c >= 'A' && c <= 'Z')
            letters[length++] = c;
    }
    if (length < 2 || length == sizeof(letters))
        return (OrString){NULL, 0};
    copy = reading->host->allocate(reading->host, length);
    memcpy(copy, letters, length);
    return (OrString){copy, length};
}

static void add_keys(OrReading *reading, uint32_t index)
{
    const OrEntity *entity = &reading->entities[index];
    OrRange tokens = entity->name;
    uint32_t first = first_word(reading, tokens);

    if (entity->kind == OR_ENTITY_BODY) {
        OrString acronym =
            count_words(reading, tokens) > 1 ? acronym_of(reading, tokens) : (OrString){NULL, 0};

        or_add_alias(reading, or_token_text(reading, head_word(reading, tokens)), index);
        if (or_state_at(reading, first) == NULL && reading->words[first].row_count == 0 &&
            reading->document->tokens[first + 1].kind != OR_TOKEN_POSSESSIVE &&
            or_is_capital(reading, tokens.end - 1))
            or_add_alias(reading, or_token_text(reading, first), index);
        if (acronym.data != NULL)
            or_add_alias(reading, acronym, index);
        return;
    }
    or_add_alias(reading, or_token_text(reading, first), index);
    or_add_alias(reading, or_token_text(reading, last_word(reading, tokens)), index);
}

uint32_t or_append_entity(OrReading *reading, OrRange tokens, OrEntityKind kind)
{
    OrEntity *entity;

    if (reading->entity_count == reading->entity_capacity) {
        uint32_t capacity = reading->entity_capacity * 2;

        reading->entities = reading->host->reallocate(reading->host, reading->entities,
                                                      reading->entity_capacity * sizeof(OrEntity),
                                                      capacity * sizeof(OrEntity));
        reading->entity_capacity = capacity;
    }
    entity = &reading->entities[reading->entity_count];
    memset(entity, 0, sizeof(*entity));
    entity->name = tokens;
    entity->kind = kind;
    entity->office = or_no_office();
    entity->state_row = state_of(reading, tokens);
    return reading->entity_count++;
}

static uint32_t new_entity(OrReading *reading, OrRange tokens, OrEntityKind kind)
{
    uint32_t index = or_append_entity(reading, tokens, kind);

    add_keys(reading, index);
    return index;
}

static void widen(OrReading *reading, uint32_t index, OrRange tokens, OrEntityKind kind)
{
    OrEntity *entity = &reading->entities[index];
    bool fuller = count_words(reading, tokens) > count_words(reading, entity->name);

    if (entity->kind == OR_ENTITY_UNKNOWN && kind != OR_ENTITY_UNKNOWN) {
        entity->kind = kind;
        fuller = fuller || count_words(reading, tokens) == count_words(reading, entity->name);
    }
    if (!fuller)
        return;
    entity->name = tokens;
    if (entity->state_row < 0)
        entity->state_row = state_of(reading, tokens);
    add_keys(reading, index);
}

uint32_t or_entity_of_name(OrReading *reading, OrRange tokens, OrEntityKind kind, OrGender gender)
{
    uint32_t head = kind == OR_ENTITY_BODY ? head_word(reading, tokens) : last_word(reading, tokens);
    uint32_t found = find_by_key(reading, or_token_text(reading, head), tokens, kind, gender);

    /* "Nordcable's network" is not Nordcable */
    if (found == OR_NO_INDEX && kind != OR_ENTITY_STATE && or_is_capital(reading, tokens.end - 1))
        found =
            find_by_key(reading, or_token_text(reading, first_word(reading, tokens)), tokens, kind, gender);
    if (found == OR_NO_INDEX)
        return new_entity(reading, tokens, kind);
    widen(reading, found, tokens, kind);
    return found;
}

void or_learn_gender(OrReading *reading, uint32_t entity, int gender)
{
    if (gender != OR_GENDER_UNKNOWN && reading->entities[entity].gender == OR_GENDER_UNKNOWN)
        reading->entities[entity].gender = (OrGender) gender;
}

static bool has_role_of(const OrReading *reading, const OrOffice *office, const char *family, size_t length)
{
    const OrVocabularyRow *row =
        office->role == OR_NO_INDEX ? NULL : or_word_row(reading, office->role, OR_VOCABULARY_CLASS_ROLE);

    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){family, length});
}

/* "Rep.", "Col.", "Sister": a form of address that says less than the office beside it. */
static bool is_rank(const OrReading *reading, const OrOffice *office)
{
    return office->role != OR_NO_INDEX &&
           (or_word_is(reading, office->role, OR_WORD(OFFICE) | OR_WORD(HONORIFIC)) ||
            has_role_of(reading, office, "military", 8) || has_role_of(reading, office, "religious", 9));
}

/*
 * Keep the first title, and the first organisation that goes with it. A rank
 * gives way to the office told beside it (`beside`).
 */
void or_learn_office(OrReading *reading, uint32_t entity, OrOffice office, bool beside)
{
    OrOffice *known = &reading->entities[entity].office;
    const OrVocabularyRow *row =
        office.role == OR_NO_INDEX ? NULL : or_word_row(reading, office.role, OR_VOCABULARY_CLASS_ROLE);
    bool gives_way = or_range_is_empty(known->title) || (beside && is_rank(reading, known));

    if (row != NULL)
        or_learn_gender(reading, entity, row->gender);
    if (office.role != OR_NO_INDEX &&
        (known->role == OR_NO_INDEX || (gives_way && !or_range_is_empty(office.title)))) {
        known->title = office.title;
        known->role = office.role;
    }
    if (reading->entities[entity].state_row < 0)
        reading->entities[entity].state_row = office.state_row;
    /* who heads a party besides is a minister of no party */
    if (office.role == OR_NO_INDEX && has_role_of(reading, known, "minister", 8))
        return;
    if (or_range_is_empty(known->organisation) && known->organisation_entity == OR_NO_INDEX) {
        known->organisation = office.organisation;
        known->organisation_entity = office.organisation_entity;
        known->owner_rule = office.owner_rule;
    }
}
