/*
 * kinds.c: what the whole text tells of the names that their words leave open.
 *
 * "Granby Castings" may be a person to who has never heard of it. But people
 * have an age and a family name by which they are named again, and are "who"
 * and "she"; bodies stand behind "the" and "at", own chief executives and
 * shares, and are "which" and "its". Each naming gives a few points for one or
 * the other; a name with enough of them is settled. A name that only ever
 * stands behind "in" is a place and nobody who could be meant by "it".
 *
 * The gender of people is learned alike, from the pronouns behind them in
 * sentences that speak of nobody else.
 */
#include "reading.h"

#define ENOUGH 2
#define LONGEST_PRONOUN_WAY 16

static const OrVocabularyRow *role_row(const OrReading *reading, uint32_t token)
{
    return or_word_row(reading, token, OR_VOCABULARY_CLASS_ROLE);
}

static bool has_value(const OrVocabularyRow *row, const char *value, size_t length)
{
    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){value, length});
}

/* Who bodies have: chief executives, spokesmen, workers. Relatives people have. */
static int judge_owned(const OrReading *reading, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end && t < begin + 4; t++) {
        const OrVocabularyRow *row = role_row(reading, t);

        if (has_value(row, "woman", 5) || has_value(row, "man", 3) || has_value(row, "women", 5) ||
            has_value(row, "men", 3))
            return 3;
        if (has_value(row, "executive", 9) || has_value(row, "worker", 6) || has_value(row, "leader", 6))
            return -2;
        if (row != NULL || reading->name_at[t] > 0 || reading->document->tokens[t].kind != OR_TOKEN_WORD)
            return 0;
    }
    return 0;
}

/* The words right before and behind a name. */
static int judge_neighbours(const OrReading *reading, OrRange name, OrRange sentence)
{
    const OrToken *tokens = reading->document->tokens;
    const OrVocabularyRow *row;
    int points = 0;

    if (name.begin > sentence.begin) {
        row = or_word_row(reading, name.begin - 1, OR_VOCABULARY_CLASS_DETERMINER);
        points -=
            has_value(row, "definite", 8) ? 2 : or_word_is(reading, name.begin - 1, OR_WORD(AFFILIATION));
    }
    if (name.end + 1 >= sentence.end)
        return points;
    if (tokens[name.end].kind == OR_TOKEN_POSSESSIVE)
        return points + judge_owned(reading, name.end + 1, sentence.end);
    if (!or_is_capital(reading, name.end))
        points += judge_owned(reading, name.end, sentence.end) < 0 ? -2 : 0;
    if (!or_is_sign(reading, name.end, ','))
        return points;
    if (tokens[name.end + 1].kind == OR_TOKEN_NUMBER && name.end + 2 < sentence.end &&
        or_is_sign(reading, name.end + 2, ','))
        points += 4;
    row = or_word_row(reading, name.end + 1, OR_VOCABULARY_CLASS_RELATIVE);
    return points + (has_value(row, "person", 6) ? 4 : has_value(row, "thing", 5) ? -4 : 0);
}

/* The first pronoun of the third person behind a token, outside quotations; OR_NO_INDEX: none near. */
static uint32_t pronoun_behind(const OrReading *reading, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end && t < begin + LONGEST_PRONOUN_WAY; t++) {
        if (or_word_is(reading, t, OR_WORD(PRONOUN)) && !or_word_is(reading, t, OR_WORD_QUOTED))
            return t;
        if (reading->name_at[t] > 0)
            return OR_NO_INDEX;
    }
    return OR_NO_INDEX;
}

/* "Ana Li said she", "Acme doubled its". */
static int judge_pronoun(const OrReading *reading, const OrName *name, OrRange sentence)
{
    uint32_t pronoun = name->subject ? pronoun_behind(reading, name->tokens.end, sentence.end) : OR_NO_INDEX;
    const OrVocabularyRow *row =
        pronoun == OR_NO_INDEX ? NULL : or_word_row(reading, pronoun, OR_VOCABULARY_CLASS_PRONOUN);

    if (row == NULL)
        return 0;
    if ((int) row->gender != OR_GENDER_UNKNOWN)
        return 2;
    return has_value(row, "third_thing", 11) ? (or_word_is(reading, pronoun, OR_WORD(POSSESSOR)) ? -2 : -1)
                                             : 0;
}

/* A name of several words is named again by one of them: people by the last, bodies by the first. */
static int judge_short_form(const OrReading *reading, const OrName *name)
{
    OrRange full = reading->entities[name->entity].name;
    OrString word = or_token_text(reading, name->tokens.begin);

    if (name->tokens.end - name->tokens.begin != 1 || full.end - full.begin < 2)
        return 0;
    if (or_same_string(word, or_token_text(reading, full.end - 1)))
        return 2;
    return or_same_string(word, or_token_text(reading, full.begin)) ? -2 : 0;
}

static int judge_words(const OrReading *reading, OrRange name)
{
    OrString last = or_token_text(reading, name.end - 1);

    for (uint32_t t = name.begin; t < name.end; t++) {
        if (or_is_sign(reading, t, '&'))
            return -2 * ENOUGH;
    }
    /* "Granby Castings" */
    return name.end - name.begin > 1 && last.length > 5 && last.data[last.length - 1] == 's' &&
                   last.data[last.length - 2] != 's'
               ? -1
               : 0;
}

static void settle_kind(OrReading *reading, OrEntity *entity)
{
    int points = entity->points + judge_words(reading, entity->name);

    entity->place = entity->inside_count == entity->name_count;
    if (points >= ENOUGH)
        entity->kind = OR_ENTITY_PERSON;
    else if (points <= -ENOUGH)
        entity->kind = OR_ENTITY_BODY;
}

/* People in a sentence before a token: OR_NO_INDEX for none, and for more than one. */
static uint32_t only_person(const OrReading *reading, OrRange tokens)
{
    uint32_t found = OR_NO_INDEX;

    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        uint32_t entity;

        if (reading->name_at[t] == 0)
            continue;
        entity = reading->names[reading->name_at[t] - 1].entity;
        if (reading->entities[entity].kind == OR_ENTITY_BODY ||
            reading->entities[entity].kind == OR_ENTITY_STATE)
            continue;
        if (found != OR_NO_INDEX && found != entity)
            return OR_NO_INDEX;
        found = entity;
    }
    return found;
}

static void count_gender(OrReading *reading, uint32_t entity, uint32_t pronoun)
{
    const OrVocabularyRow *row = or_word_row(reading, pronoun, OR_VOCABULARY_CLASS_PRONOUN);

    if (row == NULL || entity == OR_NO_INDEX)
        return;
    if ((int) row->gender == OR_GENDER_FEMALE)
        reading->entities[entity].gender_points++;
    else if ((int) row->gender == OR_GENDER_MALE)
        reading->entities[entity].gender_points--;
}

/* "Ana Li said she", and "Ana Li did not answer. She left". */
static void read_genders(OrReading *reading, uint32_t sentence)
{
    const OrSentence *all = reading->document->sentences;
    OrRange tokens = all[sentence].tokens;
    uint32_t pronoun = pronoun_behind(reading, tokens.begin, tokens.end);

    if (pronoun == tokens.begin && sentence > 0 && all[sentence - 1].block == all[sentence].block)
        count_gender(reading, only_person(reading, all[sentence - 1].tokens), pronoun);
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        const OrName *name = reading->name_at[t] > 0 ? &reading->names[reading->name_at[t] - 1] : NULL;

        if (name == NULL)
            continue;
        t = name->tokens.end > t ? name->tokens.end - 1 : t;
        pronoun = name->subject ? pronoun_behind(reading, t + 1, tokens.end) : OR_NO_INDEX;
        if (pronoun != OR_NO_INDEX && only_person(reading, (OrRange){tokens.begin, pronoun}) == name->entity)
            count_gender(reading, name->entity, pronoun);
        if (pronoun != OR_NO_INDEX)
            break;
    }
}

static void read_kinds(OrReading *reading)
{
    for (uint32_t n = 0; n < reading->name_count; n++) {
        const OrName *name = &reading->names[n];
        OrEntity *entity = &reading->entities[name->entity];
        OrRange sentence = reading->document->sentences[or_sentence_of(reading, name->tokens.begin)].tokens;

        if (entity->kind != OR_ENTITY_UNKNOWN)
            continue;
        entity->points += judge_neighbours(reading, name->tokens, sentence) +
                          judge_pronoun(reading, name, sentence) + judge_short_form(reading, name);
    }
}

void or_settle_kinds(OrReading *reading)
{
    const OrDocument *document = reading->document;

    read_kinds(reading);
    for (uint32_t i = 0; i < reading->entity_count; i++) {
        if (reading->entities[i].kind == OR_ENTITY_UNKNOWN)
            settle_kind(reading, &reading->entities[i]);
    }
    for (uint32_t s = 0; s < document->sentence_count; s++)
        read_genders(reading, s);
    for (uint32_t i = 0; i < reading->entity_count; i++) {
        const OrEntity *entity = &reading->entities[i];

        if (entity->kind != OR_ENTITY_BODY && entity->kind != OR_ENTITY_STATE && entity->gender_points != 0)
            or_learn_gender(reading, i, entity->gender_points > 0 ? OR_GENDER_FEMALE : OR_GENDER_MALE);
    }
}
