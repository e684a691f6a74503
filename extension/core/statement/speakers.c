/*
 * speakers.c: from the words of a source to who speaks.
 *
 * The head of the source decides: a name is looked up among the entities; a
 * pronoun, a role with a definite article ("the spokesperson") or a body with
 * one ("the ministry") point back to somebody named before; anything else stays
 * as the text has it, unnamed.
 *
 * An indefinite role ("a spokesperson for the ministry said") is no one named
 * before, but may be somebody named soon after: "Spokesperson Ana Li made the
 * remarks ...".
 */
#include "antecedents.h"
#include "ideographs.h"
#include "reading.h"
#include "sources.h"

#include <string.h>

#define MOST_SPEAKERS_BACK 40
#define TOKENS_BACK 600

static OrSpeaker no_speaker(void)
{
    OrSpeaker speaker = {.kind = OR_SPEAKER_UNNAMED, .rule = OR_RULE_NO_SPEAKER, .entity = OR_NO_INDEX};

    speaker.office = or_no_office();
    speaker.evidence = OR_NO_INDEX;
    return speaker;
}

uint32_t or_sentence_of(const OrReading *reading, uint32_t token)
{
    const OrDocument *document = reading->document;
    uint32_t low = 0;
    uint32_t high = document->sentence_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (document->sentences[middle].tokens.end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool or_same_string(OrString a, OrString b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static OrSpeakerKind kind_of(const OrEntity *entity)
{
    return entity->kind == OR_ENTITY_PERSON ? OR_SPEAKER_PERSON : OR_SPEAKER_BODY;
}

static OrSpeaker speaker_of_name(OrReading *reading, uint32_t name, OrSpeakerRule rule)
{
    OrSpeaker speaker = no_speaker();
    uint32_t index = reading->names[name].entity;
    const OrEntity *entity = &reading->entities[index];
    /* a capital speaks for its government under its own name */
    OrRange tokens = entity->kind == OR_ENTITY_STATE ? reading->names[name].tokens : entity->name;

    speaker.kind = kind_of(entity);
    speaker.rule = rule;
    speaker.entity = index;
    speaker.name = or_byte_range(reading, tokens);
    speaker.evidence = name;
    speaker.plural = entity->plural;
    if (speaker.kind == OR_SPEAKER_PERSON)
        speaker.office = entity->office;
    return speaker;
}

/* A name that nothing explained so far speaks: two words or more are a person, "the X" and one word a body.
 */
static void settle_kind(OrReading *reading, uint32_t name)
{
    OrRange tokens = reading->names[name].tokens;
    OrEntity *entity = &reading->entities[reading->names[name].entity];
    bool article = tokens.begin > 0 && or_word_is(reading, tokens.begin - 1, OR_WORD(DETERMINER));

    if (entity->kind != OR_ENTITY_UNKNOWN)
        return;
    if (article)
        entity->kind = OR_ENTITY_BODY;
    else if (entity->name.end - entity->name.begin > 1)
        entity->kind = OR_ENTITY_PERSON;
}

static OrSpeaker resolve_tokens(OrReading *reading, OrRange tokens, const OrSpeaker *before,
                                uint32_t before_count);

static bool is_determiner(const OrReading *reading, uint32_t token, const char *value, size_t length)
{
    const OrVocabularyRow *row = or_word_row(reading, token, OR_VOCABULARY_CLASS_DETERMINER);

    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){value, length});
}

static OrOffice read_own_office(const OrReading *reading, OrRange tokens, uint32_t role)
{
    OrOffice office = or_read_office(reading, tokens, role);
    bool opened = or_word_is(reading, tokens.begin, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR));

    or_find_owner(reading, tokens.begin + opened, tokens.begin, &office);
    return office;
}

static OrSpeaker unnamed_speaker(const OrReading *reading, OrRange tokens, uint32_t core)
{
    OrSpeaker speaker = no_speaker();
    uint32_t role = or_find_role(reading, tokens);
    const OrVocabularyRow *row =
        core > tokens.begin ? or_word_row(reading, core - 1, OR_VOCABULARY_CLASS_ROLE) : NULL;
    const OrVocabularyRow *body =
        core > tokens.begin ? or_word_row(reading, core - 1, OR_VOCABULARY_CLASS_BODY) : NULL;

    speaker.rule = OR_RULE_UNNAMED;
    speaker.plural = (row != NULL && row->plural) || (body != NULL && body->plural);
    /* "the port authority" and "its foreign ministry" are one, "a union" and "its office" any */
    if (body != NULL && !body->plural && row == NULL &&
        !or_word_is(reading, tokens.begin, OR_WORD(QUANTIFIER)) &&
        !(or_word_is(reading, tokens.begin, OR_WORD(POSSESSOR)) && core - tokens.begin < 3) &&
        !is_determiner(reading, tokens.begin, "indefinite", 10)) {
        speaker.kind = OR_SPEAKER_BODY;
        if (or_word_is(reading, tokens.begin, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR)) &&
            core - tokens.begin > 1)
            tokens.begin++;
    }
    tokens.end = or_without_clauses(reading, tokens, core);
    speaker.name = or_byte_range(reading, tokens);
    if (role != OR_NO_INDEX && role < core && speaker.kind == OR_SPEAKER_UNNAMED)
        speaker.office = read_own_office(reading, tokens, role);
    return speaker;
}

/* "they": the last speakers that are several or a body. */
static const OrSpeaker *speakers_before(const OrSpeaker *before, uint32_t before_count)
{
    for (uint32_t i = before_count; i > 0 && i + 4 > before_count; i--) {
        if (before[i - 1].plural || before[i - 1].kind == OR_SPEAKER_BODY)
            return &before[i - 1];
    }
    return NULL;
}

/*
 * Whether the last speaker, who has no name, is meant rather than somebody
 * named: when nobody fits who is named since.
 */
static bool is_last_speaker(const OrReading *reading, uint32_t token, const OrSpeaker *last, uint32_t name,
                            const OrWanted *wanted)
{
    const OrVocabularyRow *role = or_role_of(reading, &last->office);
    const OrSentence *all = reading->document->sentences;
    uint32_t in;

    if (last->entity != OR_NO_INDEX || last->plural || or_range_is_empty(last->source))
        return false;
    if (wanted->person ? last->kind != OR_SPEAKER_UNNAMED : last->kind != OR_SPEAKER_BODY)
        return false;
    if (role != NULL && (int) role->gender != OR_GENDER_UNKNOWN && (int) role->gender != (int) wanted->gender)
        return false;
    if (name == OR_NO_INDEX)
        return true;
    in = or_sentence_of(reading, last->source.begin);
    if (reading->names[name].tokens.begin > last->source.begin || or_sentence_of(reading, token) - in > 2 ||
        all[in].block != all[or_sentence_of(reading, token)].block)
        return false;
    return true;
}

/* "it is clear that", "it was reported that": nobody. */
static bool is_expletive(const OrReading *reading, uint32_t pronoun)
{
    uint32_t next = pronoun + 1;
    uint32_t end = reading->document->sentences[or_sentence_of(reading, pronoun)].tokens.end;

    if (next + 1 >= end || !(or_word_is(reading, next, OR_WORD(PASSIVE)) ||
                             reading->document->tokens[next].kind == OR_TOKEN_CONTRACTION ||
                             reading->document->tokens[next].kind == OR_TOKEN_POSSESSIVE))
        return false;
    /* but "it is denouncing" */
    return !or_is_verb_form(reading, next + 1) || or_ends_in_participle(reading, next + 1);
}

static OrSpeaker resolve_pronoun(OrReading *reading, OrRange tokens, const OrVocabularyRow *pronoun,
                                 const OrSpeaker *before, uint32_t before_count)
{
    OrSpeaker speaker;
    OrString person = or_lexicon_string(pronoun->value);
    OrWanted wanted = {or_same_string(person, (OrString){"third", 5}), (OrGender) pronoun->gender, NULL,
                       NULL};
    const OrSpeaker *last = before_count > 0 ? &before[before_count - 1] : NULL;
    OrRange phrase;
    uint32_t name;

    if (!wanted.person && !or_same_string(person, (OrString){"third_thing", 11}))
        return unnamed_speaker(reading, tokens, tokens.end);
    if (!wanted.person && is_expletive(reading, tokens.begin))
        return no_speaker();
    phrase = or_phrase_antecedent(reading, tokens.begin, pronoun);
    name = pronoun->plural ? OR_NO_INDEX
                           : or_find_candidate_before(reading, tokens.begin, before, before_count, &wanted);
    if (!or_range_is_empty(phrase) && (name == OR_NO_INDEX || !reading->names[name].subject ||
                                       reading->names[name].tokens.begin < phrase.begin)) {
        speaker = resolve_tokens(reading, phrase, before, before_count);
        speaker.rule = OR_RULE_PRONOUN;
        /* "the former senator", of whom nothing else is known, is somebody named */
        if (name == OR_NO_INDEX || speaker.entity != OR_NO_INDEX ||
            !is_determiner(reading, phrase.begin, "definite", 8))
            return speaker;
    }
    if (pronoun->plural)
        last = speakers_before(before, before_count);
    else if (last != NULL && !is_last_speaker(reading, tokens.begin, last, name, &wanted))
        last = NULL;
    if (last != NULL) {
        speaker = *last;
        speaker.rule = OR_RULE_PRONOUN;
        return speaker;
    }
    if (name == OR_NO_INDEX)
        return unnamed_speaker(reading, tokens, tokens.end);
    speaker = speaker_of_name(reading, name, OR_RULE_PRONOUN);
    if (wanted.person)
        speaker.kind = OR_SPEAKER_PERSON;
    return speaker;
}

/* "the president of the federation" is no president of anything else. */
static bool office_agrees(const OrReading *reading, uint32_t name, OrRange complement)
{
    const OrEntity *entity = &reading->entities[reading->names[name].entity];
    bool named = false;

    for (uint32_t t = complement.begin; t < complement.end; t++)
        named = named || or_is_capital(reading, t);
    return !named || or_range_is_empty(entity->office.organisation) ||
           or_shares_word(reading, complement, entity->office.organisation);
}

static OrSpeaker resolve_role(OrReading *reading, OrRange tokens, uint32_t core, const OrVocabularyRow *role,
                              const OrSpeaker *before, uint32_t before_count)
{
    bool definite = is_determiner(reading, tokens.begin, "definite", 8);
    OrWanted wanted = {true, (OrGender) role->gender, role, NULL};
    OrSpeaker speaker = unnamed_speaker(reading, tokens, core);
    OrSpeaker named;
    uint32_t name = OR_NO_INDEX;

    if (role->plural)
        return speaker;
    if (definite && core == or_without_clauses(reading, tokens, core)) {
        const OrSpeaker *again = or_unnamed_before(reading, role, before, before_count);

        if (again != NULL) {
            speaker = *again;
            speaker.rule = OR_RULE_ROLE;
            return speaker;
        }
    }
    if (definite && core - tokens.begin <= (or_is_capital(reading, tokens.begin + 1) ? 5 : 3))
        name = or_find_candidate_before(reading, tokens.begin, before, before_count, &wanted);
    if (name != OR_NO_INDEX && office_agrees(reading, name, (OrRange){core, tokens.end}))
        return speaker_of_name(reading, name, OR_RULE_ROLE);
    name = or_find_holder_later(reading, tokens, role, before, before_count);
    if (name == OR_NO_INDEX && definite && tokens.end - tokens.begin >= 3)
        name = or_find_bare_later(reading, tokens, role);
    if (name == OR_NO_INDEX || (!definite && or_range_is_empty(speaker.office.organisation)))
        return speaker;
    named = speaker_of_name(reading, name, OR_RULE_NAMED_LATER);
    if (or_range_is_empty(named.office.organisation)) {
        named.office.organisation = speaker.office.organisation;
        reading->entities[named.entity].office.organisation = speaker.office.organisation;
    }
    if (named.office.role == OR_NO_INDEX) {
        named.office = speaker.office;
        named.kind = OR_SPEAKER_PERSON;
        reading->entities[named.entity].kind = OR_ENTITY_PERSON;
        reading->entities[named.entity].office = speaker.office;
    }
    return named;
}

static bool has_words(const OrReading *reading, OrRange name, OrRange words)
{
    for (uint32_t w = words.begin; w < words.end; w++) {
        bool found = false;

        for (uint32_t t = name.begin; t < name.end && !found; t++)
            found = or_same_string(or_token_text(reading, t), or_token_text(reading, w));
        if (!found)
            return false;
    }
    return true;
}

/* "the electoral commission" somewhere before "the commission": its fuller phrase, without the article. */
static OrRange body_phrase_before(const OrReading *reading, uint32_t body)
{
    OrString word = or_token_text(reading, body);

    for (uint32_t t = body; t > 0 && body - t < TOKENS_BACK; t--) {
        uint32_t begin;

        if (!or_same_string(or_token_text(reading, t - 1), word))
            continue;
        begin = or_phrase_begin(reading, t - 1,
                                reading->document->sentences[or_sentence_of(reading, t - 1)].tokens.begin);
        if (begin < t - 1 && t - 1 - begin <= 4)
            return (OrRange){begin, t};
    }
    return (OrRange){0, 0};
}

static OrSpeaker resolve_body(OrReading *reading, OrRange tokens, uint32_t core, const OrSpeaker *before,
                              uint32_t before_count)
{
    bool definite = or_word_is(reading, tokens.begin, OR_WORD(DETERMINER)) && core == tokens.end &&
                    core - tokens.begin <= 4;
    uint32_t entity = or_find_body_before(reading, or_token_text(reading, core - 1), tokens.begin);
    const OrVocabularyRow *body = or_word_row(reading, core - 1, OR_VOCABULARY_CLASS_BODY);
    OrWanted wanted = {false, OR_GENDER_UNKNOWN, NULL, body};
    uint32_t name;

    if (!definite || body->plural)
        return unnamed_speaker(reading, tokens, core);
    if (entity != OR_NO_INDEX &&
        has_words(reading, reading->entities[entity].name, (OrRange){tokens.begin + 1, core - 1}))
        return speaker_of_name(reading, reading->entities[entity].last_name, OR_RULE_BODY_AGAIN);
    for (uint32_t i = before_count;
         i > 0 && i + MOST_SPEAKERS_BACK > before_count && core - tokens.begin == 2; i--) {
        if (before[i - 1].entity == OR_NO_INDEX && before[i - 1].kind == OR_SPEAKER_BODY &&
            has_words(reading, before[i - 1].source, (OrRange){core - 1, core})) {
            OrSpeaker again = before[i - 1];

            again.rule = OR_RULE_BODY_AGAIN;
            return again;
        }
    }
    if (core - tokens.begin == 2) {
        OrRange phrase = body_phrase_before(reading, core - 1);

        if (!or_range_is_empty(phrase)) {
            OrSpeaker again = unnamed_speaker(reading, phrase, phrase.end);

            again.rule = OR_RULE_BODY_AGAIN;
            return again;
        }
    }
    if (core - tokens.begin == 2 && or_may_be_unnamed_kind(body)) {
        name = or_find_candidate_before(reading, tokens.begin, before, before_count, &wanted);
        if (name != OR_NO_INDEX)
            return speaker_of_name(reading, name, OR_RULE_BODY_AGAIN);
    }
    return unnamed_speaker(reading, tokens, core);
}

static OrSpeaker joint_speaker(OrReading *reading, OrRange tokens, uint32_t last)
{
    OrSpeaker speaker = speaker_of_name(reading, last, OR_RULE_NAMED);

    speaker.entity = OR_NO_INDEX;
    speaker.evidence = OR_NO_INDEX;
    speaker.office = or_no_office();
    speaker.name = or_byte_range(reading, tokens);
    speaker.plural = true;
    return speaker;
}

/* A document speaks for who made it; else it stays as the text has it. */
static OrSpeaker resolve_document(OrReading *reading, OrRange tokens, uint32_t document,
                                  const OrSpeaker *before, uint32_t before_count)
{
    OrRange author = or_document_author(reading, tokens, document + 1);
    const OrSpeaker *maker = NULL;
    OrSpeaker speaker;

    if (!or_range_is_empty(author) && author.begin < tokens.end)
        return resolve_tokens(reading, author, before, before_count);
    if (is_determiner(reading, tokens.begin, "definite", 8) && document == tokens.begin + 1 &&
        document + 1 == tokens.end)
        maker = or_document_speaker(reading, document, before, before_count);
    if (maker == NULL)
        return unnamed_speaker(reading, tokens, document + 1);
    speaker = *maker;
    speaker.rule = OR_RULE_DOCUMENT;
    return speaker;
}

static OrSpeaker resolve_tokens(OrReading *reading, OrRange tokens, const OrSpeaker *before,
                                uint32_t before_count)
{
    uint32_t core = or_core_end(reading, tokens);
    uint32_t name = or_head_name(reading, tokens, core);
    uint32_t document;
    const OrVocabularyRow *row;

    if (name != OR_NO_INDEX && or_is_coordination(reading, tokens, name))
        return joint_speaker(reading, tokens, name);
    if (name != OR_NO_INDEX) {
        OrRange own = reading->names[name].tokens;
        uint32_t entity = reading->names[name].entity;
        bool whole;

        settle_kind(reading, name);
        whole =
            own.end - own.begin >= reading->entities[entity].name.end - reading->entities[entity].name.begin;
        return speaker_of_name(
            reading, name,
            reading->entities[entity].kind == OR_ENTITY_STATE ? OR_RULE_NAMED_BODY
            : whole
                ? (reading->entities[entity].kind == OR_ENTITY_PERSON ? OR_RULE_NAMED : OR_RULE_NAMED_BODY)
                : OR_RULE_SHORT_NAME);
    }
    if (core == tokens.begin + 1 && or_word_is(reading, tokens.begin, OR_WORD(RELATIVE))) {
        name = or_name_ahead(reading, tokens.begin);
        if (name != OR_NO_INDEX)
            return speaker_of_name(reading, name, OR_RULE_PRONOUN);
    }
    row = core == tokens.begin + 1 ? or_word_row(reading, tokens.begin, OR_VOCABULARY_CLASS_PRONOUN) : NULL;
    if (row != NULL)
        return resolve_pronoun(reading, tokens, row, before, before_count);
    document = or_document_head(reading, tokens, core);
    if (document != OR_NO_INDEX)
        return resolve_document(reading, tokens, document, before, before_count);
    name = or_apposed_name(reading, core, tokens.end);
    if (name == OR_NO_INDEX && or_word_is(reading, core - 1, OR_WORD(ROLE)))
        name = or_name_right_behind(reading, tokens.end);
    if (name != OR_NO_INDEX) {
        settle_kind(reading, name);
        return speaker_of_name(reading, name, OR_RULE_NAMED);
    }
    if (or_word_is(reading, tokens.begin, OR_WORD(QUANTIFIER)) &&
        or_behind_comma(reading, tokens).begin < tokens.end)
        return resolve_tokens(reading, or_behind_comma(reading, tokens), before, before_count);
    row = or_word_row(reading, core - 1, OR_VOCABULARY_CLASS_ROLE);
    if (row != NULL)
        return resolve_role(reading, tokens, core, row, before, before_count);
    if (or_word_is(reading, core - 1, OR_WORD(BODY)))
        return resolve_body(reading, tokens, core, before, before_count);
    return unnamed_speaker(reading, tokens, core);
}

OrSpeaker or_resolve_speaker(OrReading *reading, const OrRole *source, const OrSpeaker *before,
                             uint32_t before_count)
{
    OrSpeaker speaker;
    OrRange tokens;

    if (source->count == 0) {
        if (before_count == 0)
            return no_speaker();
        speaker = before[before_count - 1];
        speaker.rule = OR_RULE_CARRIED;
        return speaker;
    }
    if (reading->document->tokens[source->ranges[0].begin].kind == OR_TOKEN_IDEOGRAPH)
        return or_resolve_ideographic_speaker(reading, source->ranges[0], before, before_count);
    tokens = or_trim_source(reading, (OrRange){source->ranges[0].begin, source->ranges[0].end});
    if (or_range_is_empty(tokens))
        return no_speaker();
    speaker = resolve_tokens(reading, tokens, before, before_count);
    speaker.source = tokens;
    return speaker;
}
