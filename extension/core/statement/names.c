/*
 * names.c: the names in a text, what kind each is, and the offices beside them.
 *
 * A name is a run of capitalised words, joined by particles ("van der") and, in
 * the names of bodies, by "of", "for" and "and" ("Ministry of State Security").
 * A role word in the run ends what comes before the name of a person: "Foreign
 * Ministry Spokesperson | Hua Chunying". A body may also end in words of lower
 * case after a possessor: "Lanhai's foreign ministry", "Vellish coast guard".
 *
 * Whether it is a person is told by a role or honorific before it, an
 * apposition with a role behind it, a given name, a family name that comes
 * first, a particle or an initial inside. What nothing tells stays unknown
 * until it speaks (speakers.c).
 */
#include "appositions.h"
#include "ideographs.h"
#include "reading.h"

#include "../attribution/lexical.h"

#include <string.h>

#define MOST_LOWER_CASE_WORDS 3

uint32_t or_add_name(OrReading *reading, OrRange tokens, uint32_t entity)
{
    OrName *name;
    uint32_t index = reading->name_count;

    if (reading->name_count == reading->name_capacity) {
        uint32_t capacity = reading->name_capacity * 2;

        reading->names =
            reading->host->reallocate(reading->host, reading->names, reading->name_capacity * sizeof(OrName),
                                      capacity * sizeof(OrName));
        reading->name_capacity = capacity;
    }
    name = &reading->names[reading->name_count++];
    *name = (OrName){.tokens = tokens, .entity = entity};
    name->quoted = or_word_is(reading, tokens.begin, OR_WORD_QUOTED);
    if (tokens.begin > 0 && or_word_is(reading, tokens.begin - 1, OR_WORD(INSIDE)))
        reading->entities[name->entity].inside_count++;
    if (reading->entities[name->entity].name_count++ == 0)
        reading->entities[name->entity].first_name = index;
    reading->entities[name->entity].last_name = index;
    for (uint32_t t = tokens.begin; t < tokens.end; t++)
        reading->name_at[t] = index + 1;
    return index;
}

static uint32_t add_name(OrReading *reading, OrRange tokens, OrEntityKind kind)
{
    return or_add_name(reading, tokens, or_entity_of_name(reading, tokens, kind, OR_GENDER_UNKNOWN));
}

static bool is_body_name(const OrReading *reading, OrRange tokens)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        bool body = or_word_is(reading, t, OR_WORD(BODY));
        bool last = t + 1 == tokens.end;

        if (body &&
            (last || (or_word_is(reading, t + 1, OR_WORD(PREPOSITION)) && !or_is_capital(reading, t + 1))))
            return true;
    }
    return false;
}

static bool is_acronym(const OrReading *reading, OrRange tokens)
{
    const OrToken *token = &reading->document->tokens[tokens.begin];

    return tokens.end - tokens.begin == 1 && (token->flags & OR_TOKEN_ALL_CAPITALS) != 0 &&
           token->length <= 7 && !or_word_is(reading, tokens.begin, OR_WORD(ROLE));
}

static bool is_initial(const OrReading *reading, uint32_t t)
{
    OrString text = or_token_text(reading, t);

    return text.length <= 5 && text.length >= 2 && text.data[1] == '.' && or_is_capital(reading, t);
}

/* What the words of a name alone tell. */
static OrEntityKind kind_of(const OrReading *reading, OrRange tokens)
{
    uint32_t count = tokens.end - tokens.begin;

    if (or_state_at(reading, tokens.begin) != NULL && reading->words[tokens.begin].state_tokens == count)
        return OR_ENTITY_STATE;
    if (is_body_name(reading, tokens) || is_acronym(reading, tokens))
        return OR_ENTITY_BODY;
    if (count < 2 || count > 5 || or_state_at(reading, tokens.begin) != NULL)
        return OR_ENTITY_UNKNOWN;
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (or_word_is(reading, t, OR_WORD(FIELD) | OR_WORD(BODY)))
            return OR_ENTITY_UNKNOWN;
        if (is_initial(reading, t) ||
            (!or_is_capital(reading, t) && or_word_is(reading, t, OR_WORD(PARTICLE))))
            return OR_ENTITY_PERSON;
    }
    if (or_word_is(reading, tokens.begin, OR_WORD_GIVEN | OR_WORD_FAMILY_FIRST))
        return OR_ENTITY_PERSON;
    return OR_ENTITY_UNKNOWN;
}

/* A verb follows, perhaps after an adverb or the comma of an apposition; or the name opens its sentence. */
static bool is_subject(const OrReading *reading, OrRange name, OrRange sentence)
{
    uint32_t end = name.end;

    while (end < sentence.end && or_word_is(reading, end, OR_WORD(ADVERB)))
        end++;
    if (end + 1 >= sentence.end)
        return false;
    if (or_is_verb_form(reading, end))
        return true;
    return or_is_sign(reading, end, ',') &&
           (or_is_verb_form(reading, end + 1) ||
            or_phrase_begin(reading, name.begin, sentence.begin) == sentence.begin);
}

/* `gender`: what a form of address tells, "Mrs. Lind". */
static uint32_t add_person(OrReading *reading, OrRange tokens, OrGender gender)
{
    uint32_t entity;

    if (gender == OR_GENDER_UNKNOWN && or_word_is(reading, tokens.begin, OR_WORD_GIVEN) &&
        tokens.end - tokens.begin > 1)
        gender = (OrGender) reading->words[tokens.begin].gender;
    entity = or_entity_of_name(reading, tokens, OR_ENTITY_PERSON, gender);
    or_learn_gender(reading, entity, (int) gender);
    return or_add_name(reading, tokens, entity);
}

/*
 * The person behind a title with a complement: what follows the last field of
 * "Minister of Foreign Affairs | Ana Li"; without a field, two words that begin
 * with a given name.
 */
static OrRange person_behind(const OrReading *reading, OrRange rest)
{
    uint32_t begin = rest.end;

    if (rest.begin < rest.end && or_is_capital(reading, rest.begin))
        return rest;
    while (begin > rest.begin && !or_word_is(reading, begin - 1, OR_WORD(FIELD) | OR_WORD(BODY)))
        begin--;
    if (begin > rest.begin && rest.end - begin >= 2 && rest.end - begin <= 5 && or_is_capital(reading, begin))
        return (OrRange){begin, rest.end};
    begin = rest.end - (rest.end - rest.begin < 2 ? 0 : 2);
    while (begin > rest.begin + 1 && begin < rest.end && is_initial(reading, begin))
        begin--;
    if (begin < rest.end && or_word_is(reading, begin, OR_WORD_GIVEN | OR_WORD_FAMILY_FIRST) &&
        !or_word_is(reading, rest.end - 1, OR_WORD(FIELD) | OR_WORD(BODY)))
        return (OrRange){begin, rest.end};
    return (OrRange){rest.end, rest.end};
}

static uint32_t last_title(const OrReading *reading, OrRange chunk)
{
    for (uint32_t t = chunk.end; t > chunk.begin; t--) {
        if (or_word_is(reading, t - 1, OR_WORD(ROLE) | OR_WORD(OFFICE) | OR_WORD(HONORIFIC)) &&
            !or_word_is(reading, t - 1, OR_WORD_GIVEN) && !or_is_family_name(reading, t - 1, chunk))
            return t - 1;
    }
    return OR_NO_INDEX;
}

static uint32_t role_before(const OrReading *reading, uint32_t honorific, uint32_t begin)
{
    for (uint32_t t = honorific + 1; t > begin; t--) {
        if (or_word_is(reading, t - 1, OR_WORD(ROLE) | OR_WORD(OFFICE)) &&
            !or_word_is(reading, t - 1, OR_WORD(HONORIFIC)))
            return t - 1;
    }
    return OR_NO_INDEX;
}

/* "ministry | spokesperson | Senior Colonel": the office before a rank, else the rank. */
static uint32_t before_rank(const OrReading *reading, uint32_t begin, uint32_t rank)
{
    const OrVocabularyRow *row = or_word_row(reading, rank, OR_VOCABULARY_CLASS_ROLE);
    uint32_t t = rank;

    /* but "Secretary General" */
    if (!(row == NULL ? or_word_is(reading, rank, OR_WORD(OFFICE))
                      : or_same_string(or_lexicon_string(row->value), (OrString){"military", 8})) ||
        or_word_is(reading, rank, OR_WORD(TITLE_MODIFIER)))
        return rank;
    while (t > begin && or_word_is(reading, t - 1, OR_WORD(TITLE_MODIFIER) | OR_WORD(BODY)) &&
           or_is_capital(reading, t - 1))
        t--;
    return t > begin && or_word_is(reading, t - 1, OR_WORD(ROLE)) ? t - 1 : rank;
}

/* A chunk with a title in it; false where no person follows the title. */
static bool read_titled(OrReading *reading, OrRange chunk, uint32_t title, OrRange sentence)
{
    OrRange person = person_behind(reading, (OrRange){title + 1, chunk.end});
    uint32_t role = role_before(reading, title, chunk.begin);
    uint32_t name;
    const OrVocabularyRow *honorific = or_word_row(reading, title, OR_VOCABULARY_CLASS_HONORIFIC);

    if (or_range_is_empty(person) || or_word_is(reading, person.begin, OR_WORD(BODY) | OR_WORD(FIELD)) ||
        is_body_name(reading, person) ||
        (person.end - person.begin == 1 && reading->words[person.begin].row_count > 0 &&
         !or_word_is(reading, person.begin, OR_WORD_GIVEN | OR_WORD_FAMILY_FIRST)))
        return false;
    if (chunk.begin < title &&
        is_body_name(reading, (OrRange){chunk.begin, role == OR_NO_INDEX ? title : role}))
        add_name(reading, (OrRange){chunk.begin, role == OR_NO_INDEX ? title : role}, OR_ENTITY_BODY);
    name = add_person(reading, person, honorific == NULL ? OR_GENDER_UNKNOWN : (OrGender) honorific->gender);
    reading->names[name].subject = is_subject(reading, person, sentence);
    if (role != OR_NO_INDEX) {
        uint32_t begin = or_phrase_begin(reading, chunk.begin, sentence.begin);
        uint32_t end = honorific != NULL && role < title ? title : person.begin;
        uint32_t office_role = before_rank(reading, begin, role);
        OrOffice office = or_read_office(
            reading, (OrRange){begin, office_role < role ? office_role + 1 : end}, office_role);

        or_find_owner(reading, begin, sentence.begin, &office);
        or_learn_office(reading, reading->names[name].entity, office, false);
    }
    return true;
}

/* "Lanhai's foreign ministry": where the body ends that goes on in lower case; `end` where none does. */
static uint32_t lower_case_body_end(const OrReading *reading, uint32_t end, OrRange sentence)
{
    uint32_t t = end;
    uint32_t found = end;

    if (t < sentence.end && reading->document->tokens[t].kind == OR_TOKEN_POSSESSIVE)
        t++;
    for (uint32_t words = 0; t < sentence.end && words < MOST_LOWER_CASE_WORDS; t++, words++) {
        if (reading->document->tokens[t].kind != OR_TOKEN_WORD || or_is_capital(reading, t) ||
            or_word_is(reading, t, OR_NEVER_IN_NAMES))
            break;
        if (or_word_is(reading, t, OR_WORD(BODY)) && !or_word_is(reading, t, OR_WORD(FIELD)))
            found = t + 1;
        else if (or_word_is(reading, t, OR_WORD(ROLE) | OR_WORD(DOCUMENT)) || or_is_verb_form(reading, t))
            break;
    }
    return found;
}

/* "State Security (MSS)": the acronym in brackets is another name of the body. */
static uint32_t read_acronym(OrReading *reading, uint32_t entity, uint32_t end, OrRange sentence)
{
    if (end + 2 >= sentence.end || !or_is_sign(reading, end, '(') || !or_is_sign(reading, end + 2, ')') ||
        !or_is_capital(reading, end + 1))
        return end;
    or_add_alias(reading, or_token_text(reading, end + 1), entity);
    return end + 3;
}

/* The possessive of a state before a body belongs to its name: "Velland's Ministry of Trade". */
static uint32_t with_possessor(const OrReading *reading, uint32_t begin, OrRange sentence)
{
    uint32_t name;

    if (begin < sentence.begin + 2 || reading->document->tokens[begin - 1].kind != OR_TOKEN_POSSESSIVE ||
        !or_is_capital(reading, begin - 2) || reading->name_at[begin - 2] == 0)
        return begin;
    name = reading->name_at[begin - 2] - 1;
    return reading->entities[reading->names[name].entity].kind == OR_ENTITY_PERSON
               ? begin
               : reading->names[name].tokens.begin;
}

/* "Republican Ted Cruz": what stands before a given name and is none itself is no part of the name. */
static OrRange without_label(const OrReading *reading, OrRange chunk)
{
    if (or_word_is(reading, chunk.begin, OR_WORD_GIVEN | OR_WORD_FAMILY_FIRST | OR_WORD(PARTICLE)) ||
        is_initial(reading, chunk.begin))
        return chunk;
    for (uint32_t t = chunk.begin + 1; t + 1 < chunk.end; t++) {
        if (or_word_is(reading, t, OR_WORD_GIVEN) && chunk.end - t <= 3)
            return (OrRange){t, chunk.end};
    }
    return chunk;
}

/* "Recorded Future, a US-based consultancy": the phrase describes the name before its comma. */
static bool describes_name(const OrReading *reading, uint32_t begin, OrRange sentence)
{
    return begin >= sentence.begin + 3 && or_word_is(reading, begin - 1, OR_WORD(DETERMINER)) &&
           or_is_sign(reading, begin - 2, ',') && reading->name_at[begin - 3] > 0;
}

/* "a Kestrian newspaper" is nobody's name. */
static bool is_indefinite(const OrReading *reading, uint32_t begin, OrRange sentence)
{
    const OrVocabularyRow *row =
        begin > sentence.begin ? or_word_row(reading, begin - 1, OR_VOCABULARY_CLASS_DETERMINER) : NULL;

    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){"indefinite", 10});
}

/* "the Open Door | charity", "Acme | company": what it is, behind its name; but "the Vellish navy". */
static bool is_generic_tail(const OrReading *reading, OrRange chunk)
{
    const OrVocabularyRow *row = or_word_row(reading, chunk.end, OR_VOCABULARY_CLASS_BODY);

    return row != NULL && !row->plural && chunk.end - chunk.begin > 1 &&
           or_state_at(reading, chunk.begin) == NULL && kind_of(reading, chunk) == OR_ENTITY_UNKNOWN &&
           (or_same_string(or_lexicon_string(row->value), (OrString){"company", 7}) ||
            or_same_string(or_lexicon_string(row->value), (OrString){"media", 5}) ||
            or_same_string(or_lexicon_string(row->value), (OrString){"organisation", 12}));
}

/* "Lanhai's foreign ministry": who has a ministry or a government of its own is a state. */
static bool rules_a_state(const OrReading *reading, OrRange chunk, uint32_t body_end)
{
    const OrVocabularyRow *body = or_word_row(reading, body_end - 1, OR_VOCABULARY_CLASS_BODY);

    return chunk.end - chunk.begin == 1 && reading->document->tokens[chunk.end].kind == OR_TOKEN_POSSESSIVE &&
           body != NULL && !body->plural &&
           (or_same_string(or_lexicon_string(body->value), (OrString){"ministry", 8}) ||
            or_same_string(or_lexicon_string(body->value), (OrString){"government", 10}));
}

/* A name with an office or an honorific in it; what stands beside it says more than a rank or nothing. */
static void read_titled_chunk(OrReading *reading, OrRange chunk, uint32_t title, OrRange sentence)
{
    OrOffice before = or_no_office();
    OrOffice apposition;
    bool addressed = or_word_is(reading, chunk.begin, OR_WORD(HONORIFIC) | OR_WORD(OFFICE));
    bool set_off = chunk.begin > sentence.begin && or_is_sign(reading, chunk.begin - 1, ',');
    uint32_t entity;

    if ((addressed || set_off) && !or_read_role_before(reading, chunk, sentence, &before))
        before = or_no_office();
    if (read_titled(reading, chunk, title, sentence)) {
        entity = reading->names[reading->name_count - 1].entity;
        or_learn_office(reading, entity, before, true);
        or_read_apposition(reading, chunk.end, sentence, &apposition);
        or_learn_office(reading, entity, apposition, true);
    } else if (chunk.begin < title && is_body_name(reading, (OrRange){chunk.begin, title})) {
        add_name(reading, (OrRange){chunk.begin, title}, OR_ENTITY_BODY);
    } else if (or_state_at(reading, chunk.begin) != NULL && chunk.begin < title) {
        add_name(reading, (OrRange){chunk.begin, chunk.begin + reading->words[chunk.begin].state_tokens},
                 OR_ENTITY_STATE);
    }
}

static uint32_t read_chunk(OrReading *reading, OrRange chunk, OrRange sentence)
{
    uint32_t title = last_title(reading, chunk);
    uint32_t body_end = lower_case_body_end(reading, chunk.end, sentence);
    OrEntityKind kind = kind_of(reading, chunk);
    OrOffice office = or_no_office();
    OrOffice apposition;
    uint32_t owned = or_with_owners(reading, chunk.begin, sentence);
    uint32_t called;
    bool titled;
    uint32_t name;

    /* "Dean said", where a Howard Dean was named */
    if (chunk.end - chunk.begin == 1 &&
        or_find_alias(reading, or_token_text(reading, chunk.begin), OR_ENTITY_PERSON) != OR_NO_INDEX)
        title = OR_NO_INDEX;

    if (title != OR_NO_INDEX && kind != OR_ENTITY_BODY) {
        read_titled_chunk(reading, chunk, title, sentence);
        return chunk.end;
    }
    if (body_end == chunk.end + 1 && is_generic_tail(reading, chunk)) {
        name = add_name(reading, chunk, OR_ENTITY_BODY);
        reading->names[name].subject = is_subject(reading, (OrRange){chunk.begin, body_end}, sentence);
        return body_end;
    }
    if (body_end > chunk.end &&
        (describes_name(reading, chunk.begin, sentence) || is_indefinite(reading, chunk.begin, sentence) ||
         (body_end < sentence.end && or_is_name_word(reading, body_end, sentence))))
        return body_end;
    if (kind == OR_ENTITY_UNKNOWN && chunk.begin > sentence.begin &&
        !or_is_capital(reading, chunk.begin - 1) && or_word_is(reading, chunk.begin - 1, OR_WORD(BODY)))
        kind = OR_ENTITY_BODY;
    if (body_end > chunk.end && kind == OR_ENTITY_UNKNOWN && rules_a_state(reading, chunk, body_end))
        or_entity_of_name(reading, chunk, OR_ENTITY_STATE, OR_GENDER_UNKNOWN);
    if (body_end > chunk.end && kind != OR_ENTITY_PERSON) {
        name = add_name(reading, (OrRange){chunk.begin, body_end}, OR_ENTITY_BODY);
        reading->names[name].subject = is_subject(reading, (OrRange){chunk.begin, body_end}, sentence);
        return read_acronym(reading, reading->names[name].entity, body_end, sentence);
    }
    if (kind == OR_ENTITY_UNKNOWN && chunk.end - chunk.begin > 2) {
        chunk = without_label(reading, chunk);
        kind = kind_of(reading, chunk);
    }
    called = or_body_apposition(reading, chunk.end, sentence);
    titled = or_read_role_before(reading, chunk, sentence, &office);
    if (or_read_apposition(reading, chunk.end, sentence, &apposition) && kind == OR_ENTITY_UNKNOWN &&
        !or_range_is_empty(apposition.title))
        kind = OR_ENTITY_PERSON;
    if (titled && kind == OR_ENTITY_UNKNOWN)
        kind = OR_ENTITY_PERSON;
    if (kind == OR_ENTITY_UNKNOWN && called != OR_NO_INDEX)
        kind = OR_ENTITY_BODY;
    if (owned < chunk.begin)
        kind = OR_ENTITY_BODY;
    if (kind == OR_ENTITY_BODY)
        chunk.begin = with_possessor(reading, owned, sentence);
    name = kind == OR_ENTITY_PERSON ? add_person(reading, chunk, OR_GENDER_UNKNOWN)
                                    : add_name(reading, chunk, kind);
    reading->names[name].subject = is_subject(reading, chunk, sentence);
    kind = reading->entities[reading->names[name].entity].kind;
    if (titled && kind == OR_ENTITY_PERSON)
        or_learn_office(reading, reading->names[name].entity, office, false);
    if (kind == OR_ENTITY_PERSON || kind == OR_ENTITY_UNKNOWN)
        or_learn_office(reading, reading->names[name].entity, apposition, false);
    if (kind == OR_ENTITY_BODY && called != OR_NO_INDEX)
        or_add_alias(reading, or_token_text(reading, called), reading->names[name].entity);
    if (kind == OR_ENTITY_BODY)
        return read_acronym(reading, reading->names[name].entity, chunk.end, sentence);
    return chunk.end;
}

/* Headlines capitalise every word and end without a full stop: nothing is learned from them. */
static bool is_title_case(const OrReading *reading, OrRange tokens)
{
    uint32_t capitals = 0;
    uint32_t words = 0;

    if (tokens.end > tokens.begin && or_is_sign(reading, tokens.end - 1, '.'))
        return false;
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        words +=
            reading->document->tokens[t].kind == OR_TOKEN_WORD && reading->document->tokens[t].length > 3;
        capitals += or_is_capital(reading, t) && reading->document->tokens[t].length > 3;
    }
    return words > 4 && capitals * 10 > words * 7;
}

static void read_sentence(OrReading *reading, OrRange tokens)
{
    OrRange sentence = {tokens.begin, tokens.end};
    uint32_t t = tokens.begin;

    while (t < tokens.end) {
        OrRange chunk;

        if (!or_is_name_word(reading, t, sentence) || or_is_plain_opening(reading, t, sentence)) {
            t++;
            continue;
        }
        chunk = (OrRange){t, or_chunk_end(reading, t, sentence)};
        if (or_word_is(reading, t, OR_WORD_OPENS) && chunk.end - chunk.begin > 1 &&
            reading->words[t].row_count > 0 &&
            !or_word_is(reading, t,
                        OR_WORD(ROLE) | OR_WORD(BODY) | OR_WORD(OFFICE) | OR_WORD(HONORIFIC) |
                            OR_WORD(FIELD) | OR_WORD(TITLE_MODIFIER) | OR_WORD_GIVEN | OR_WORD_FAMILY_FIRST |
                            OR_WORD(PARTICLE)) &&
            or_state_at(reading, t) == NULL)
            chunk.begin++;
        while (chunk.end - chunk.begin > 1 && or_word_is(reading, chunk.begin, OR_WORD(TITLE_MODIFIER)) &&
               !or_word_is(reading, chunk.begin,
                           OR_WORD(FIELD) | OR_WORD(ROLE) | OR_WORD(BODY) | OR_WORD_GIVEN) &&
               last_title(reading, chunk) == OR_NO_INDEX)
            chunk.begin++;
        t = read_chunk(reading, chunk, sentence);
    }
}

static void find_home_state(OrReading *reading)
{
    uint32_t most = 1;

    reading->home_state = -1;
    for (uint32_t i = 0; i < reading->entity_count; i++) {
        const OrEntity *entity = &reading->entities[i];

        if (entity->kind == OR_ENTITY_STATE && entity->name_count > most) {
            most = entity->name_count;
            reading->home_state = entity->state_row;
        }
    }
}

void or_read_names(OrReading *reading)
{
    const OrDocument *document = reading->document;

    reading->name_at = reading->host->allocate(reading->host, (document->token_count + 1) * sizeof(uint32_t));
    memset(reading->name_at, 0, (document->token_count + 1) * sizeof(uint32_t));
    reading->home_state = -1;
    if (or_reads_by_words(reading->language)) {
        or_read_ideographic_names(reading);
        return;
    }
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        const OrSentence *sentence = &document->sentences[s];
        OrBlockKind kind = document->blocks[sentence->block].kind;

        if (!or_block_is_read(kind) || kind == OR_BLOCK_HEADLINE || is_title_case(reading, sentence->tokens))
            continue;
        reading->host->interrupt(reading->host);
        read_sentence(reading, sentence->tokens);
    }
    or_settle_kinds(reading);
    find_home_state(reading);
}
