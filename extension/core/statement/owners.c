/*
 * owners.c: whose office it is, where the text leaves that to what came before.
 *
 * "Its spokesman" and "the company's spokesman" point back to a body by a
 * pronoun or by its kind. A spokesman of nobody, a judge or a chief executive
 * without a court or a company belong to the body that the sentences before are
 * about; a spokesman else to the body that a spokesman before spoke for.
 *
 * The bodies named shortly before are weighed: nearness, being the subject of
 * its clause and being named in the same paragraph count for one, standing
 * behind a preposition or in a quotation against it.
 */
#include "candidates.h"
#include "reading.h"

#define MOST_NAMES_SEEN 40
#define MOST_ROLES_SEEN 8
#define MOST_TOKENS_SEEN 120
#define TOKENS_BACK 600
#define FARTHEST_SENTENCE 12

typedef struct Search {
    uint32_t token;              /* names before it are weighed */
    uint32_t sentences;          /* how far back */
    const OrVocabularyRow *body; /* its kind; NULL: any */
    bool unknown;                /* a name that nothing explains may be it */
} Search;

static bool is_family(const OrVocabularyRow *row, const char *family, size_t length)
{
    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){family, length});
}

/* Names of companies, papers and clubs do not say what they are. */
bool or_may_be_unnamed_kind(const OrVocabularyRow *body)
{
    return is_family(body, "company", 7) || is_family(body, "media", 5) ||
           is_family(body, "organisation", 12) || is_family(body, "party", 5) ||
           is_family(body, "institute", 9) || is_family(body, "bank", 4);
}

static bool has_kind(const OrReading *reading, OrRange name, const OrVocabularyRow *body)
{
    for (uint32_t t = name.begin; t < name.end; t++) {
        const OrVocabularyRow *row = or_word_row(reading, t, OR_VOCABULARY_CLASS_BODY);

        if (row != NULL && or_same_string(or_lexicon_string(row->value), or_lexicon_string(body->value)))
            return true;
    }
    return false;
}

/* "OSTERKADE", where a report comes from: longer than any acronym. */
static bool is_capitals_only(const OrReading *reading, OrRange name)
{
    const OrToken *token = &reading->document->tokens[name.begin];

    return name.end == name.begin + 1 && (token->flags & OR_TOKEN_ALL_CAPITALS) != 0 && token->length > 7;
}

/* Whose name says nothing and stood behind "in". */
static bool is_place(const OrReading *reading, const OrEntity *entity)
{
    for (uint32_t t = entity->name.begin; t < entity->name.end; t++) {
        if (or_word_is(reading, t, OR_WORD(BODY)))
            return false;
    }
    return entity->inside_count > 0;
}

static bool is_meant(const OrReading *reading, const OrName *name, const Search *search)
{
    const OrEntity *entity = &reading->entities[name->entity];

    if (name->quoted || entity->kind == OR_ENTITY_PERSON || entity->kind == OR_ENTITY_STATE)
        return false;
    if (entity->kind == OR_ENTITY_UNKNOWN && (!search->unknown || entity->office.role != OR_NO_INDEX ||
                                              or_word_is(reading, name->tokens.begin, OR_WORD_GIVEN)))
        return false;
    if (is_capitals_only(reading, name->tokens) || is_place(reading, entity))
        return false;
    if (search->body == NULL)
        return true;
    /* a name that does not say what it is may be a company's, and a club's where something else says that it
     * is a body's */
    if (is_family(search->body, "company", 7)
            ? name->subject || entity->kind == OR_ENTITY_BODY
            : or_may_be_unnamed_kind(search->body) && entity->kind == OR_ENTITY_BODY)
        return or_may_be_body(reading, entity, search->body);
    return has_kind(reading, entity->name, search->body);
}

static int weigh(const OrReading *reading, const OrName *name, const Search *search, uint32_t sentence)
{
    const OrDocument *document = reading->document;
    const OrEntity *entity = &reading->entities[name->entity];
    uint32_t in = or_sentence_of(reading, name->tokens.begin);
    int weight = -3 * (int) (sentence - in);

    if (name->subject)
        weight += 4;
    if (entity->kind == OR_ENTITY_BODY)
        weight += 2;
    if (document->sentences[in].block != document->sentences[sentence].block)
        weight -= 2;
    if (name->tokens.begin > 0 && or_word_is(reading, name->tokens.begin - 1, OR_WORD(PREPOSITION)))
        weight -= 3;
    for (uint32_t t = entity->name.begin; search->body != NULL && t < entity->name.end; t++) {
        const OrVocabularyRow *row = or_word_row(reading, t, OR_VOCABULARY_CLASS_BODY);

        if (row != NULL &&
            or_same_string(or_lexicon_string(row->word), or_lexicon_string(search->body->word)))
            weight += 8;
    }
    return weight;
}

/* The best body with a name, and how it weighs. */
static uint32_t find_name(const OrReading *reading, const Search *search, int *best_weight)
{
    uint32_t sentence = or_sentence_of(reading, search->token);
    uint32_t best = OR_NO_INDEX;

    for (uint32_t n = or_names_before(reading, search->token), seen = 0; n > 0 && seen < MOST_NAMES_SEEN;
         n--, seen++) {
        const OrName *name = &reading->names[n - 1];
        int weight;

        if (sentence - or_sentence_of(reading, name->tokens.begin) > search->sentences)
            break;
        if (!is_meant(reading, name, search))
            continue;
        weight = weigh(reading, name, search, sentence);
        if (best == OR_NO_INDEX || weight > *best_weight) {
            best = name->entity;
            *best_weight = weight;
        }
    }
    return best;
}

/* "the defence ministry": a definite phrase in lower case that ends in a word for a body. */
static OrRange phrase_at(const OrReading *reading, uint32_t head, uint32_t sentence)
{
    const OrVocabularyRow *row = or_word_row(reading, head, OR_VOCABULARY_CLASS_BODY);
    uint32_t begin;

    if (row == NULL || row->plural || or_is_capital(reading, head) || reading->name_at[head] > 0 ||
        or_word_is(reading, head, OR_WORD(TITLE_MODIFIER) | OR_WORD(FIELD) | OR_WORD_QUOTED) ||
        or_word_is(reading, head + 1, OR_WORD(BODY) | OR_WORD(ROLE) | OR_WORD(DOCUMENT)))
        return (OrRange){0, 0};
    begin = or_phrase_begin(reading, head, sentence);
    if (begin == sentence || !or_word_is(reading, begin - 1, OR_WORD(DETERMINER)))
        return (OrRange){0, 0};
    return (OrRange){begin, head + 1};
}

/* The nearest phrase for a body that fits, and how it weighs. */
static OrRange find_phrase(const OrReading *reading, const Search *search, int *weight)
{
    const OrDocument *document = reading->document;
    uint32_t sentence = or_sentence_of(reading, search->token);
    uint32_t first = sentence > search->sentences ? sentence - search->sentences : 0;

    if (document->sentences[first].tokens.begin + MOST_TOKENS_SEEN > search->token)
        first = document->sentences[first].tokens.begin;
    else
        first = search->token - MOST_TOKENS_SEEN;
    for (uint32_t t = search->token; t > first; t--) {
        uint32_t in = or_word_is(reading, t - 1, OR_WORD(BODY)) ? or_sentence_of(reading, t - 1) : 0;
        OrRange phrase;

        if (!or_word_is(reading, t - 1, OR_WORD(BODY)))
            continue;
        phrase = phrase_at(reading, t - 1, document->sentences[in].tokens.begin);
        if (or_range_is_empty(phrase) || t >= search->token)
            continue;
        if (search->body != NULL &&
            !or_same_string(or_lexicon_string(or_word_row(reading, t - 1, OR_VOCABULARY_CLASS_BODY)->value),
                            or_lexicon_string(search->body->value)))
            continue;
        *weight = -3 * (int) (sentence - in) + (or_is_verb_form(reading, t) ? 4 : 0) +
                  (phrase.end - phrase.begin > 1 ? 2 : 0) -
                  (document->sentences[in].block != document->sentences[sentence].block ? 2 : 0);
        return phrase;
    }
    return (OrRange){0, 0};
}

/* "the company" points back to the company itself. */
static uint32_t named_before(const OrReading *reading, OrRange phrase, uint32_t sentences)
{
    Search search = {phrase.begin, sentences, or_word_row(reading, phrase.begin, OR_VOCABULARY_CLASS_BODY),
                     true};
    int weight = 0;

    return phrase.end == phrase.begin + 1 && search.body != NULL ? find_name(reading, &search, &weight)
                                                                 : OR_NO_INDEX;
}

/* The body that is meant: an entity, or the words of a phrase, whichever weighs more. False: none. */
static bool find_body(const OrReading *reading, const Search *search, OrOffice *office)
{
    int name_weight = 0;
    int phrase_weight = 0;
    uint32_t name = find_name(reading, search, &name_weight);
    OrRange phrase = find_phrase(reading, search, &phrase_weight);

    if (or_range_is_empty(phrase) || (name != OR_NO_INDEX && phrase_weight <= name_weight)) {
        office->organisation_entity = name;
        return name != OR_NO_INDEX;
    }
    office->organisation_entity = named_before(reading, phrase, FARTHEST_SENTENCE);
    if (office->organisation_entity == OR_NO_INDEX &&
        !(phrase.end == phrase.begin + 1 &&
          is_family(or_word_row(reading, phrase.begin, OR_VOCABULARY_CLASS_BODY), "company", 7)))
        office->organisation = or_byte_range(reading, phrase);
    return true;
}

/* The organisation is a word for a kind of body alone: "the company's", "a ministry". */
static const OrVocabularyRow *kind_alone(const OrReading *reading, uint32_t phrase, const OrOffice *office)
{
    uint32_t limit = office->role < phrase + 3 ? office->role : phrase + 3;

    for (uint32_t t = phrase; t < limit; t++) {
        const OrToken *token = &reading->document->tokens[t];

        if (token->begin == office->organisation.begin &&
            token->begin + token->length == office->organisation.end &&
            (token->flags & OR_TOKEN_ALL_CAPITALS) == 0 &&
            (!or_is_capital(reading, t) || or_word_is(reading, t, OR_WORD_OPENS)) &&
            !or_word_is(reading, t, OR_WORD(FIELD)))
            return or_word_row(reading, t, OR_VOCABULARY_CLASS_BODY);
    }
    return NULL;
}

static void find_kind(const OrReading *reading, uint32_t phrase, const OrVocabularyRow *body,
                      OrOffice *office)
{
    Search search = {phrase, FARTHEST_SENTENCE, body, or_may_be_unnamed_kind(body)};

    OrRange kind = office->organisation;

    office->organisation = (OrRange){0, 0};
    if (find_body(reading, &search, office))
        office->owner_rule = OR_OWNER_KIND;
    else if (!is_family(body, "company", 7))
        office->organisation = kind;
}

/* The organisation of the last spokesman before: "a spokesman for the ministry", then "spokesman Ana Li". */
static OrRange organisation_before(const OrReading *reading, uint32_t phrase, const OrVocabularyRow *role)
{
    uint32_t first = phrase > TOKENS_BACK ? phrase - TOKENS_BACK : 0;

    for (uint32_t t = phrase, seen = 0; t > first && seen < MOST_ROLES_SEEN; t--) {
        const OrVocabularyRow *row = or_word_row(reading, t - 1, OR_VOCABULARY_CLASS_ROLE);
        OrRange sentence;
        OrOffice office;

        if (row == NULL || !or_same_string(or_lexicon_string(row->value), or_lexicon_string(role->value)))
            continue;
        seen++;
        sentence = reading->document->sentences[or_sentence_of(reading, t - 1)].tokens;
        office = or_read_office(reading,
                                (OrRange){or_phrase_begin(reading, t - 1, sentence.begin),
                                          or_phrase_end(reading, t, sentence.end)},
                                t - 1);
        if (!or_range_is_empty(office.organisation))
            return office.organisation;
    }
    return (OrRange){0, 0};
}

static void find_for_spokesman(const OrReading *reading, uint32_t phrase, const OrVocabularyRow *role,
                               OrOffice *office)
{
    Search near = {phrase, 1, NULL, false};
    Search far = {phrase, 3, NULL, false};

    office->owner_rule = OR_OWNER_TOPIC;
    if (find_body(reading, &near, office))
        return;
    office->organisation = organisation_before(reading, phrase, role);
    if (or_range_is_empty(office->organisation))
        find_body(reading, &far, office);
    else
        office->owner_rule = OR_OWNER_BEFORE;
}

/* "its", "their", not "his" */
static bool is_owned_by_thing(const OrReading *reading, uint32_t token)
{
    const OrVocabularyRow *row = or_word_row(reading, token, OR_VOCABULARY_CLASS_POSSESSOR);

    return row != NULL && (int) row->gender == OR_GENDER_UNKNOWN;
}

/* The kind of body in which a role, or a word of its title, always is. */
static OrRoleBodiesMatch body_of_role(const OrReading *reading, uint32_t phrase, uint32_t role)
{
    OrRoleBodiesMatch match = or_find_role_bodies(reading->language, or_token_text(reading, role));

    for (uint32_t t = role; match.count == 0 && t > phrase; t--)
        match = or_find_role_bodies(reading->language, or_token_text(reading, t - 1));
    return match;
}

static void find_by_role(const OrReading *reading, uint32_t phrase, OrOffice *office)
{
    OrRoleBodiesMatch match = body_of_role(reading, phrase, office->role);
    OrVocabularyRow body = {0};
    Search search = {phrase, 2, &body, false};

    if (match.count == 0)
        return;
    body.value = match.rows[0].family;
    body.word = match.rows[0].family;
    search.unknown = or_may_be_unnamed_kind(&body);
    office->owner_rule = OR_OWNER_TOPIC;
    find_body(reading, &search, office);
}

void or_find_owner(const OrReading *reading, uint32_t phrase, uint32_t sentence, OrOffice *office)
{
    const OrVocabularyRow *role =
        office->role == OR_NO_INDEX ? NULL : or_word_row(reading, office->role, OR_VOCABULARY_CLASS_ROLE);
    const OrVocabularyRow *body;
    Search any = {phrase, 3, NULL, true};

    if (!or_range_is_empty(office->organisation)) {
        body = kind_alone(reading, phrase, office);
        if (body != NULL && !is_family(body, "party", 5) && !is_family(body, "government", 10))
            find_kind(reading, phrase, body, office);
    } else if (phrase > sentence && or_word_is(reading, phrase - 1, OR_WORD(POSSESSOR))) {
        office->owner_rule = OR_OWNER_PRONOUN;
        if (is_owned_by_thing(reading, phrase - 1))
            find_body(reading, &any, office);
    } else if (is_family(role, "spokesperson", 12) && !role->plural) {
        find_for_spokesman(reading, phrase, role, office);
    } else if (role != NULL && office->state_row < 0) {
        find_by_role(reading, phrase, office);
    }
}
