/*
 * candidates.c: who is meant by a pronoun, a role or a kind of body.
 *
 * The names before the source are weighed, the nearest forty at most. A name
 * gains by being near, by being the subject of its clause, by being named often
 * and by having spoken last; it loses by standing inside a quotation, which is
 * somebody's speech about others. What gender, number or role forbid is left
 * out, never outweighed. The weights were set by hand on training articles.
 */
#include "candidates.h"

#define MOST_NAMES_WEIGHED 40
#define FARTHEST_SENTENCE 12
#define BLOCKS_AHEAD 3
#define SPEAKERS_BACK 6

typedef struct Weights {
    int distance; /* for each sentence between */
    int subject;
    int often; /* for each naming, up to five */
    int quoted;
    int governed; /* it follows a preposition or owns something */
    int unknown;  /* nothing says that it is a person; three times where it is one word */
    int speaker;  /* it spoke last */
    int role;     /* for each grade of likeness of their roles */
} Weights;

static const Weights WEIGHTS = {-4, 5, 1, -6, -4, -5, 8, 10};

uint32_t or_names_before(const OrReading *reading, uint32_t token)
{
    uint32_t low = 0;
    uint32_t high = reading->name_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (reading->names[middle].tokens.begin < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const OrVocabularyRow *or_role_of(const OrReading *reading, const OrOffice *office)
{
    return office->role == OR_NO_INDEX ? NULL : or_word_row(reading, office->role, OR_VOCABULARY_CLASS_ROLE);
}

/* 3: the same word; 2: spokesman and spokesperson; 1: kin; 0: not the same person by this role. */
static int compare_roles(const OrReading *reading, const OrVocabularyRow *wanted, const OrVocabularyRow *has)
{
    OrString family = or_lexicon_string(wanted->value);
    OrRoleKinMatch kin = or_find_role_kin(reading->language, family);

    if (has != NULL && or_same_string(or_lexicon_string(wanted->word), or_lexicon_string(has->word)))
        return 3;
    if (has != NULL && or_same_string(family, or_lexicon_string(has->value)))
        return 2;
    for (uint32_t i = 0; i < kin.count; i++) {
        OrString other = or_lexicon_string(kin.rows[i].other);

        if (has != NULL && or_same_string(other, or_lexicon_string(has->value)))
            return 1;
        if (or_same_string(other, (OrString){"any", 3}))
            return 1;
    }
    return 0;
}

/* A company is meant by a company's name or one that says nothing, never by a ministry's. */
bool or_may_be_body(const OrReading *reading, const OrEntity *entity, const OrVocabularyRow *wanted)
{
    bool headed = false;

    for (uint32_t t = entity->name.begin; t < entity->name.end; t++) {
        const OrVocabularyRow *row = or_word_row(reading, t, OR_VOCABULARY_CLASS_BODY);

        headed = headed || row != NULL;
        if (row != NULL && or_same_string(or_lexicon_string(row->value), or_lexicon_string(wanted->value)))
            return true;
    }
    return !headed;
}

static bool fits(const OrReading *reading, const OrEntity *entity, const OrWanted *wanted)
{
    if (wanted->person) {
        if ((entity->kind != OR_ENTITY_PERSON && entity->kind != OR_ENTITY_UNKNOWN) || entity->place)
            return false;
        return wanted->gender == OR_GENDER_UNKNOWN || entity->gender == OR_GENDER_UNKNOWN ||
               entity->gender == wanted->gender;
    }
    if (wanted->body != NULL &&
        (entity->kind == OR_ENTITY_STATE || !or_may_be_body(reading, entity, wanted->body)))
        return false;
    return entity->kind != OR_ENTITY_PERSON && !entity->place &&
           !(entity->kind == OR_ENTITY_UNKNOWN && entity->office.role != OR_NO_INDEX);
}

static int weigh(const OrReading *reading, const OrName *name, uint32_t sentence, uint32_t speaker,
                 const OrWanted *wanted)
{
    const OrEntity *entity = &reading->entities[name->entity];
    uint32_t begin = name->tokens.begin;
    uint32_t end = name->tokens.end;
    int weight = WEIGHTS.distance * (int) (sentence - or_sentence_of(reading, begin));

    if (name->subject)
        weight += WEIGHTS.subject;
    if (name->quoted)
        weight += WEIGHTS.quoted;
    if ((begin > 0 && or_word_is(reading, begin - 1, OR_WORD(PREPOSITION))) ||
        (end < reading->document->token_count && reading->document->tokens[end].kind == OR_TOKEN_POSSESSIVE))
        weight += WEIGHTS.governed;
    if (entity->kind == OR_ENTITY_UNKNOWN)
        weight += (entity->name.end - entity->name.begin > 1) == wanted->person ? WEIGHTS.unknown
                                                                                : 3 * WEIGHTS.unknown;
    if (name->entity == speaker)
        weight += WEIGHTS.speaker;
    weight += WEIGHTS.often * (int) (entity->name_count < 5 ? entity->name_count : 5);
    if (wanted->role != NULL)
        weight += WEIGHTS.role * compare_roles(reading, wanted->role, or_role_of(reading, &entity->office));
    return weight;
}

/* The best name before a token, OR_NO_INDEX where none fits. */
uint32_t or_find_candidate_before(const OrReading *reading, uint32_t token, const OrSpeaker *before,
                                  uint32_t before_count, const OrWanted *wanted)
{
    uint32_t sentence = or_sentence_of(reading, token);
    uint32_t speaker = before_count > 0 ? before[before_count - 1].entity : OR_NO_INDEX;
    uint32_t best = OR_NO_INDEX;
    int best_weight = 0;

    for (uint32_t n = or_names_before(reading, token), seen = 0; n > 0 && seen < MOST_NAMES_WEIGHED;
         n--, seen++) {
        const OrName *name = &reading->names[n - 1];
        const OrEntity *entity = &reading->entities[name->entity];
        int weight;

        if (!fits(reading, entity, wanted))
            continue;
        if (wanted->role != NULL &&
            compare_roles(reading, wanted->role, or_role_of(reading, &entity->office)) == 0)
            continue;
        if (wanted->role == NULL &&
            sentence - or_sentence_of(reading, name->tokens.begin) > FARTHEST_SENTENCE)
            break;
        weight = weigh(reading, name, sentence, speaker, wanted);
        if (best == OR_NO_INDEX || weight > best_weight) {
            best = n - 1;
            best_weight = weight;
        }
    }
    return best;
}

/* Somebody named for the first time soon after, in the same role. */
static bool has_spoken(const OrSpeaker *before, uint32_t before_count, uint32_t entity)
{
    for (uint32_t i = before_count; i > 0 && i + MOST_NAMES_WEIGHED > before_count; i--) {
        if (before[i - 1].entity == entity)
            return true;
    }
    return false;
}

uint32_t or_find_holder_later(const OrReading *reading, OrRange tokens, const OrVocabularyRow *role,
                              const OrSpeaker *before, uint32_t before_count)
{
    const OrDocument *document = reading->document;
    uint32_t block = document->sentences[or_sentence_of(reading, tokens.begin)].block;

    for (uint32_t n = or_names_before(reading, tokens.end), seen = 0;
         n < reading->name_count && seen < MOST_NAMES_WEIGHED; n++, seen++) {
        const OrName *name = &reading->names[n];
        const OrEntity *entity = &reading->entities[name->entity];
        const OrVocabularyRow *has = or_role_of(reading, &entity->office);

        if (document->sentences[or_sentence_of(reading, name->tokens.begin)].block > block + BLOCKS_AHEAD)
            break;
        if (entity->kind == OR_ENTITY_PERSON && has != NULL &&
            (entity->first_name == n || or_word_is(reading, name->tokens.begin - 1, OR_WORD(ROLE))) &&
            or_same_string(or_lexicon_string(has->value), or_lexicon_string(role->value)) &&
            !has_spoken(before, before_count, name->entity))
            return n;
    }
    return OR_NO_INDEX;
}

/* The last speaker of this role, where nobody named had it since: "a senior lawmaker", then "the lawmaker".
 */
const OrSpeaker *or_unnamed_before(const OrReading *reading, const OrVocabularyRow *role,
                                   const OrSpeaker *before, uint32_t before_count)
{
    for (uint32_t i = before_count; i > 0 && i + SPEAKERS_BACK > before_count; i--) {
        const OrVocabularyRow *has = or_role_of(reading, &before[i - 1].office);

        if (has == NULL || compare_roles(reading, role, has) == 0)
            continue;
        return before[i - 1].kind == OR_SPEAKER_UNNAMED &&
                       or_same_string(or_lexicon_string(has->word), or_lexicon_string(role->word))
                   ? &before[i - 1]
                   : NULL;
    }
    return NULL;
}

/*
 * "The president of the federation apologised on Monday", and in the next
 * paragraph "Ana Li said": the first person who is named without an office.
 */
uint32_t or_find_bare_later(const OrReading *reading, OrRange tokens, const OrVocabularyRow *role)
{
    const OrDocument *document = reading->document;
    uint32_t block = document->sentences[or_sentence_of(reading, tokens.begin)].block;

    for (uint32_t n = or_names_before(reading, tokens.end), seen = 0;
         n < reading->name_count && seen < MOST_NAMES_WEIGHED; n++, seen++) {
        const OrName *name = &reading->names[n];
        const OrEntity *entity = &reading->entities[name->entity];

        if (document->sentences[or_sentence_of(reading, name->tokens.begin)].block > block + 2)
            break;
        if (entity->first_name != n || entity->kind == OR_ENTITY_BODY || entity->kind == OR_ENTITY_STATE ||
            name->tokens.end - name->tokens.begin < 2 || !name->subject || name->quoted)
            continue;
        return entity->office.role == OR_NO_INDEX &&
                       ((int) role->gender == OR_GENDER_UNKNOWN || entity->gender == OR_GENDER_UNKNOWN ||
                        (int) entity->gender == (int) role->gender)
                   ? n
                   : OR_NO_INDEX;
    }
    return OR_NO_INDEX;
}
