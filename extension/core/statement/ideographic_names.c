/*
 * ideographic_names.c: people and bodies in writing without blanks.
 *
 * A report introduces people with their office before the name, and from then on
 * names them alone. So names are learnt first: behind every word for a role, a
 * name goes on until a word that no name goes on with ("饶景文|29日", "阮庭佳|昨晚").
 * A family name that comes first has one or two characters more. Any other run
 * is a name if its characters are those that spell foreign sounds; where the run
 * is too long, as much of it is the name as stands elsewhere in the text too.
 *
 * Then the text is gone through once more: a name learnt is found wherever it
 * stands, of a foreign one the last part alone as well ("塔·维尔德"); and a clause
 * that begins with what ends like a body ("…委员会") names that body, which may
 * come back in short: by its end ("联席会议"), or by some of its characters in
 * their order ("国安部").
 */
#include "ideographs.h"

#include <string.h>

#include "../text/reader.h"

#define LONGEST_RUN 16
#define LONGEST_NAME 12
#define LONGEST_PHRASE 30
#define LONGEST_BODY 20
#define MOST_BODIES_BACK 64
#define SEARCHES_PER_BYTE 16
#define SEARCH_FLOOR (1u << 20)
#define FILTER_BYTES 2048

typedef struct Learner {
    OrReading *reading;
    OrUnspaced text;
    size_t searched;              /* bytes looked through for names that recur */
    uint8_t filter[FILTER_BYTES]; /* bits by hash: two tokens that begin a name */
} Learner;

static OrString text_of(const OrReading *reading, OrRange tokens)
{
    OrRange bytes = or_byte_range(reading, tokens);

    return (OrString){reading->document->text + bytes.begin, or_range_length(bytes)};
}

uint32_t or_ideographic_role_at(const OrReading *reading, uint32_t token)
{
    OrUnspaced text = or_unspaced(reading);
    size_t length;
    OrTurnWordsMatch match =
        or_find_longest_turn_words(reading->language, or_unspaced_rest(&text, token), &length);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].kind == OR_TURN_WORDS_KIND_ROLE)
            return or_unspaced_tokens(&text, token, length);
    }
    return 0;
}

static bool is_ideograph(const OrReading *reading, uint32_t token)
{
    return reading->document->tokens[token].kind == OR_TOKEN_IDEOGRAPH;
}

/* "·" between the parts of a foreign name. */
static bool is_dot(const OrUnspaced *text, uint32_t token)
{
    const OrToken *it = &text->document->tokens[token];
    OrReader reader = {text->document->text, it->begin, it->begin + it->length};
    int32_t c = or_next_character(&reader);

    return c == 0xB7 || c == 0x30FB || c == 0x2022 || c == 0x2027 || c == 0xFF65;
}

static bool is_sound(const OrUnspaced *text, uint32_t token)
{
    return or_unspaced_name_characters(text, token, OR_NAME_CHARACTERS_CLASS_SOUND) > 0 ||
           or_unspaced_name_characters(text, token, OR_NAME_CHARACTERS_CLASS_FAMILY) > 0;
}

/* "院士", "大校" behind a name. */
static bool is_rank(const OrUnspaced *text, uint32_t token)
{
    size_t length;
    OrTurnWordsMatch match =
        or_find_longest_turn_words(text->language, or_unspaced_rest(text, token), &length);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].kind == OR_TURN_WORDS_KIND_RANK)
            return true;
    }
    return false;
}

/* The tokens of a word at a token that no name goes on with; 0 where there is none. */
static uint32_t end_of_name(const OrUnspaced *text, uint32_t token)
{
    OrString rest = or_unspaced_rest(text, token);
    size_t length;
    OrCueWordsMatch word = or_find_longest_cue_words(text->language, rest, &length);
    OrCuesMatch cue;

    if (is_rank(text, token))
        return 1;
    if (word.count > 0) {
        uint32_t tokens = or_unspaced_tokens(text, token, length);

        switch (word.rows[0].class) {
        case OR_CUE_WORDS_CLASS_BODY:
            return tokens > 1 ? tokens : 0;
        case OR_CUE_WORDS_CLASS_OBJECT_END:
        case OR_CUE_WORDS_CLASS_PRONOUN_FIRST:
            break;
        default:
            return tokens;
        }
    }
    cue = or_find_longest_cues(text->language, rest, &length);
    return cue.count > 0 ? or_unspaced_tokens(text, token, length) : 0;
}

/* How far a name may reach that begins at a token. */
static uint32_t run_end(const OrUnspaced *text, uint32_t begin, uint32_t limit)
{
    uint32_t t = begin;

    if (begin >= limit || text->document->tokens[begin].kind != OR_TOKEN_IDEOGRAPH ||
        end_of_name(text, begin) > 1 || (end_of_name(text, begin) == 1 && !is_sound(text, begin)))
        return begin;
    while (t < limit && t - begin < LONGEST_RUN) {
        bool behind_dot = t > begin && is_dot(text, t - 1);

        if (is_dot(text, t) && t > begin) {
            t++;
            continue;
        }
        if (text->document->tokens[t].kind != OR_TOKEN_IDEOGRAPH ||
            (t >= begin + 2 && !behind_dot && end_of_name(text, t) > 0) ||
            (t == begin + 1 && end_of_name(text, t) > 1))
            break;
        t++;
    }
    return t > begin && is_dot(text, t - 1) ? t - 1 : t;
}

/* Where the words stand in the text from a place on; its end where they do not. */
static const char *find_words(const char *at, const char *end, OrString words)
{
    while ((size_t) (end - at) >= words.length) {
        at = memchr(at, words.data[0], (size_t) (end - at) - words.length + 1);
        if (at == NULL)
            return end;
        if (memcmp(at, words.data, words.length) == 0)
            return at;
        at++;
    }
    return end;
}

/* Whether the words stand elsewhere in the text; false once too much of it was looked through. */
static bool recurs(Learner *learner, OrString words)
{
    const OrDocument *document = learner->reading->document;
    const char *at = document->text;
    const char *end = document->text + document->length;

    while (learner->searched < SEARCHES_PER_BYTE * document->length + SEARCH_FLOOR) {
        const char *found = find_words(at, end, words);

        learner->searched += (size_t) (found - at);
        if (found == end)
            return false;
        if (found != words.data)
            return true;
        at = found + words.length;
    }
    return false;
}

static uint32_t count_sounds(const OrUnspaced *text, OrRange tokens)
{
    uint32_t count = 0;

    for (uint32_t t = tokens.begin; t < tokens.end; t++)
        count += is_sound(text, t);
    return count;
}

static bool has_dot(const OrUnspaced *text, OrRange tokens)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (is_dot(text, t))
            return true;
    }
    return false;
}

/* Whether characters make a name: all but a fifth of them spell sounds, or a family name has one or two
 * behind. */
static bool is_name_like(const OrUnspaced *text, OrRange name, uint32_t family)
{
    uint32_t length = or_range_length(name);

    return (family > 0 && length > family && length <= family + 2) ||
           count_sounds(text, name) * 5 >= length * 4;
}

/* The name that begins at a token, behind a role; empty where none does. */
static OrRange name_behind(Learner *learner, uint32_t begin, uint32_t limit)
{
    const OrUnspaced *text = &learner->text;
    OrRange run = {begin, run_end(text, begin, limit)};
    uint32_t length = or_range_length(run);
    uint32_t family =
        length > 0 ? or_unspaced_name_characters(text, begin, OR_NAME_CHARACTERS_CLASS_FAMILY) : 0;

    if (length < 2)
        return (OrRange){begin, begin};
    if (has_dot(text, run) || (family > 0 && length > family && length <= family + 2))
        return run;
    for (uint32_t end = begin + (length < LONGEST_NAME ? length : LONGEST_NAME); end >= begin + 2; end--) {
        OrRange name = {begin, end};

        if ((count_sounds(text, name) * 5 >= or_range_length(name) * 3 ||
             (family > 0 && or_range_length(name) <= family + 3)) &&
            recurs(learner, text_of(learner->reading, name)))
            return name;
    }
    if (is_name_like(text, run, family) && length <= LONGEST_NAME)
        return run;
    return family > 0 && length > family + 2 ? (OrRange){begin, begin + family + 2} : (OrRange){begin, begin};
}

static uint32_t filter_bit(const OrReading *reading, uint32_t token)
{
    OrString pair = text_of(reading, (OrRange){token, token + 2});
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < pair.length; i++)
        hash = (hash ^ (unsigned char) pair.data[i]) * 16777619u;
    return (hash ^ (hash >> 15)) % (FILTER_BYTES * 8);
}

static void add_key(Learner *learner, OrRange tokens, uint32_t entity)
{
    uint32_t bit = filter_bit(learner->reading, tokens.begin);

    learner->filter[bit / 8] |= (uint8_t) (1u << bit % 8);
    or_add_alias(learner->reading, text_of(learner->reading, tokens), entity);
}

uint32_t or_add_ideographic_person(OrReading *reading, OrRange tokens)
{
    uint32_t entity = or_find_alias(reading, text_of(reading, tokens), OR_ENTITY_PERSON);

    if (entity == OR_NO_INDEX) {
        entity = or_append_entity(reading, tokens, OR_ENTITY_PERSON);
        or_add_alias(reading, text_of(reading, tokens), entity);
    }
    return entity;
}

/* Where the phrase that ends in a role begins: behind the last word that is no part of it. */
static uint32_t phrase_begin(const OrUnspaced *text, uint32_t role, uint32_t limit)
{
    uint32_t begin = role;
    uint32_t t;

    while (begin > limit && role - begin < LONGEST_PHRASE &&
           text->document->tokens[begin - 1].kind == OR_TOKEN_IDEOGRAPH)
        begin--;
    for (t = begin; t < role;) {
        size_t length;
        OrCueWordsMatch word = or_find_longest_cue_words(text->language, or_unspaced_rest(text, t), &length);
        uint32_t tokens = word.count > 0 ? or_unspaced_tokens(text, t, length) : 1;
        bool ends = or_ends_subject(text, t) ||
                    (word.count > 0 && (word.rows[0].class == OR_CUE_WORDS_CLASS_RELAY ||
                                        word.rows[0].class == OR_CUE_WORDS_CLASS_UNNAMED ||
                                        word.rows[0].class == OR_CUE_WORDS_CLASS_PRONOUN_PERSON)) ||
                    memcmp(or_unspaced_rest(text, t).data, "的", 3) == 0;

        t += tokens;
        if (ends && t <= role)
            begin = t;
    }
    return begin;
}

/* The office is that of the first introduction; what a later one adds is taken. */
static void note_office(OrReading *reading, uint32_t entity, OrOffice office)
{
    OrOffice *known = &reading->entities[entity].office;

    if (or_range_is_empty(known->title))
        *known = office;
    else if (or_range_is_empty(known->organisation) && known->organisation_entity == OR_NO_INDEX) {
        known->organisation = office.organisation;
        known->organisation_entity = office.organisation_entity;
    }
}

/* The office before a name; a body in it is known from then on. */
static void learn_office(Learner *learner, uint32_t entity, OrRange phrase, uint32_t role)
{
    OrReading *reading = learner->reading;
    OrOffice office = or_read_ideographic_office(reading, phrase, role);
    OrRange body = {phrase.begin, phrase.begin};

    for (uint32_t t = phrase.begin; t < role; t++) {
        OrRange bytes = or_byte_range(reading, (OrRange){t, t + 1});

        if (bytes.begin == office.organisation.begin)
            body.begin = t;
        if (bytes.end == office.organisation.end)
            body.end = t + 1;
    }
    note_office(reading, entity, office);
    if (or_range_length(body) >= 2 && or_ideographic_body_end(reading, body) == body.end)
        add_key(learner, body, or_add_ideographic_body(reading, body));
}

static void learn_people(Learner *learner, OrRange sentence)
{
    OrReading *reading = learner->reading;

    for (uint32_t t = sentence.begin; t < sentence.end; t++) {
        uint32_t role = is_ideograph(reading, t) ? or_ideographic_role_at(reading, t) : 0;
        uint32_t entity;
        OrRange name;

        if (role == 0)
            continue;
        name = name_behind(learner, t + role, sentence.end);
        if (!or_range_is_empty(name)) {
            uint32_t last = name.end;

            entity = or_add_ideographic_person(reading, name);
            add_key(learner, name, entity);
            while (last > name.begin && !is_dot(&learner->text, last - 1))
                last--;
            if (last > name.begin && name.end - last >= 2)
                add_key(learner, (OrRange){last, name.end}, entity);
            learn_office(learner, entity,
                         (OrRange){phrase_begin(&learner->text, t, sentence.begin), t + role}, t);
        }
        t += role - 1;
    }
}

uint32_t or_ideographic_body_end(const OrReading *reading, OrRange tokens)
{
    OrUnspaced text = or_unspaced(reading);
    uint32_t end = tokens.begin;

    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        uint32_t length = or_unspaced_word(&text, t, OR_CUE_WORDS_CLASS_BODY);

        if (length == 0 || t + length > tokens.end || (length == 1 && t == tokens.begin))
            continue;
        end = t + length;
        t = end - 1;
    }
    return end;
}

OrRange or_without_descriptor(const OrReading *reading, OrRange tokens)
{
    OrUnspaced text = or_unspaced(reading);
    uint32_t begin = tokens.begin;

    for (uint32_t t = tokens.begin; t + 2 < tokens.end; t++) {
        uint32_t length = or_unspaced_word(&text, t, OR_CUE_WORDS_CLASS_DESCRIPTOR);

        if (length > 0 && t + length + 2 <= tokens.end)
            begin = t + length;
    }
    return (OrRange){begin, tokens.end};
}

/* Whether the characters of the short form stand in the full name in their order, the last one last. */
static bool is_short_form(const OrReading *reading, OrRange full, OrRange form)
{
    uint32_t t = full.begin;

    if (or_range_length(form) >= or_range_length(full) || or_range_length(form) < 2 ||
        !or_same_string(or_token_text(reading, full.end - 1), or_token_text(reading, form.end - 1)))
        return false;
    for (uint32_t f = form.begin; f < form.end; f++, t++) {
        while (t < full.end && !or_same_string(or_token_text(reading, t), or_token_text(reading, f)))
            t++;
        if (t == full.end)
            return false;
    }
    return true;
}

uint32_t or_find_ideographic_body(const OrReading *reading, OrRange tokens)
{
    uint32_t found = or_find_alias(reading, text_of(reading, tokens), OR_ENTITY_BODY);

    for (uint32_t i = reading->entity_count, seen = 0;
         found == OR_NO_INDEX && i > 0 && seen < MOST_BODIES_BACK; i--, seen++) {
        const OrEntity *entity = &reading->entities[i - 1];

        if (entity->kind == OR_ENTITY_BODY && entity->name.begin < tokens.begin &&
            is_short_form(reading, entity->name, tokens))
            found = i - 1;
    }
    return found;
}

/* A body known by a short form that stands further on: the name before it is the full one. */
static uint32_t body_named_later(OrReading *reading, OrRange tokens)
{
    for (uint32_t i = reading->entity_count, seen = 0; i > 0 && seen < MOST_BODIES_BACK; i--, seen++) {
        OrEntity *entity = &reading->entities[i - 1];

        if (entity->kind != OR_ENTITY_BODY || entity->name.begin <= tokens.begin ||
            !is_short_form(reading, tokens, entity->name))
            continue;
        entity->name = tokens;
        return i - 1;
    }
    return OR_NO_INDEX;
}

uint32_t or_add_ideographic_body(OrReading *reading, OrRange tokens)
{
    uint32_t entity = or_find_ideographic_body(reading, tokens);

    if (entity == OR_NO_INDEX)
        entity = body_named_later(reading, tokens);
    if (entity == OR_NO_INDEX)
        entity = or_append_entity(reading, tokens, OR_ENTITY_BODY);
    or_add_alias(reading, text_of(reading, tokens), entity);
    return entity;
}

static void add_name(OrReading *reading, OrRange tokens, uint32_t entity, bool subject)
{
    uint32_t name = or_add_name(reading, tokens, entity); /* which may move the names */

    reading->names[name].subject = subject;
}

/* The name learnt that begins at a token, at its longest. */
static OrRange known_name_at(const Learner *learner, uint32_t token, uint32_t limit, uint32_t *entity)
{
    const OrReading *reading = learner->reading;
    uint32_t bit;

    if (token + 2 > limit)
        return (OrRange){token, token};
    bit = filter_bit(reading, token);
    if ((learner->filter[bit / 8] >> bit % 8 & 1) == 0)
        return (OrRange){token, token};
    for (uint32_t end = token + LONGEST_RUN < limit ? token + LONGEST_RUN : limit; end >= token + 2; end--) {
        *entity = or_find_alias(reading, text_of(reading, (OrRange){token, end}), OR_ENTITY_UNKNOWN);
        if (*entity != OR_NO_INDEX)
            return (OrRange){token, end};
    }
    return (OrRange){token, token};
}

/* Whether the tokens end in a word for a body of more than one character. */
static bool ends_in_body_word(const OrReading *reading, OrRange tokens)
{
    OrUnspaced text = or_unspaced(reading);

    for (uint32_t t = tokens.begin; t + 1 < tokens.end; t++) {
        if (t + or_unspaced_word(&text, t, OR_CUE_WORDS_CLASS_BODY) == tokens.end)
            return true;
    }
    return false;
}

/* The subject up to its first cue, and where it goes on behind a name of a body, up to there. */
static OrRange body_phrase(const OrReading *reading, OrRange subject)
{
    OrUnspaced text = or_unspaced(reading);
    OrRange phrase;

    for (uint32_t t = subject.begin + 2; t < subject.end; t++) {
        size_t length;

        if (or_find_longest_cues(text.language, or_unspaced_rest(&text, t), &length).count > 0 &&
            or_unspaced_tokens(&text, t, length) > 1)
            subject.end = t;
    }
    phrase = or_without_descriptor(reading, subject);
    if (or_ideographic_body_end(reading, phrase) != phrase.end) {
        OrRange prefix = {phrase.begin, or_unspaced_somebody(&text, phrase.begin, phrase.end)};

        if (ends_in_body_word(reading, prefix))
            return prefix;
    }
    return phrase;
}

/* A body that the clause begins with: its subject, where that ends in a name of a body; empty where it does
 * not. */
static OrRange body_of_clause(const OrReading *reading, OrRange subject)
{
    OrUnspaced text = or_unspaced(reading);
    OrRange body = body_phrase(reading, subject);

    if (or_range_length(body) < 2 || or_range_length(body) > LONGEST_BODY ||
        or_ideographic_body_end(reading, body) != body.end ||
        or_unspaced_word(&text, body.begin, OR_CUE_WORDS_CLASS_PRONOUN_BODY) > 0 ||
        or_unspaced_word(&text, body.begin, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) > 0 ||
        or_unspaced_word(&text, body.begin, OR_CUE_WORDS_CLASS_UNNAMED) > 0)
        return (OrRange){body.begin, body.begin};
    for (uint32_t t = body.begin; t < body.end; t++) {
        if (!is_ideograph(reading, t) || memcmp(or_token_text(reading, t).data, "的", 3) == 0 ||
            or_ideographic_role_at(reading, t) > 0)
            return (OrRange){body.begin, body.begin};
    }
    return body;
}

/* The clause speaks of a name that it begins with, offices before it aside. */
static bool is_subject(const OrReading *reading, OrRange subject, OrRange name)
{
    if (name.begin < subject.begin || name.end > subject.end)
        return false;
    if (name.begin == subject.begin)
        return true;
    for (uint32_t t = name.begin; t > subject.begin && name.begin - t < 8; t--) {
        if (t - 1 + or_ideographic_role_at(reading, t - 1) == name.begin)
            return true;
    }
    return false;
}

/* "公司", "委员会": what names a kind of body, and no one. */
static bool is_kind_of_body(const OrReading *reading, OrRange body)
{
    OrUnspaced text = or_unspaced(reading);

    return !or_range_is_empty(body) &&
           or_unspaced_word(&text, body.begin, OR_CUE_WORDS_CLASS_BODY) == or_range_length(body);
}

static uint32_t clause_end(const OrUnspaced *text, uint32_t begin, uint32_t limit)
{
    uint32_t t = begin;

    while (t < limit) {
        int32_t sign = or_unspaced_sign(text, t);

        if (or_is_clause_comma(sign) || or_is_clause_colon(sign) || or_is_clause_stop(sign))
            break;
        t++;
    }
    return t;
}

static void find_names(Learner *learner, OrRange sentence)
{
    OrReading *reading = learner->reading;
    uint32_t end = sentence.begin;
    OrRange subject = {0, 0};

    for (uint32_t t = sentence.begin; t < sentence.end;) {
        uint32_t entity = OR_NO_INDEX;
        OrRange name;

        if (t >= end) {
            OrRange body;

            end = clause_end(&learner->text, t, sentence.end);
            subject = or_unspaced_subject(&learner->text, (OrRange){t, end});
            body = body_of_clause(reading, subject);
            if (is_kind_of_body(reading, body) && or_find_ideographic_body(reading, body) == OR_NO_INDEX)
                body.end = body.begin;
            if (!or_range_is_empty(body)) {
                add_key(learner, body, or_add_ideographic_body(reading, body));
                add_name(reading, body, or_find_ideographic_body(reading, body), true);
                t = body.end;
                continue;
            }
            end++;
        }
        name = is_ideograph(reading, t) ? known_name_at(learner, t, sentence.end, &entity) : (OrRange){t, t};
        if (or_range_is_empty(name)) {
            t++;
            continue;
        }
        add_name(reading, name, entity, is_subject(reading, subject, name));
        t = name.end;
    }
}

void or_read_ideographic_names(OrReading *reading)
{
    const OrDocument *document = reading->document;
    Learner *learner = reading->host->allocate(reading->host, sizeof(*learner));

    memset(learner, 0, sizeof(*learner));
    learner->reading = reading;
    learner->text = or_unspaced(reading);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t s = 0; s < document->sentence_count; s++) {
            OrBlockKind kind = document->blocks[document->sentences[s].block].kind;

            if (!or_block_is_read(kind) || (pass == 1 && kind != OR_BLOCK_BODY && kind != OR_BLOCK_TURN))
                continue;
            if (pass == 0)
                learn_people(learner, document->sentences[s].tokens);
            else
                find_names(learner, document->sentences[s].tokens);
            reading->host->interrupt(reading->host);
        }
    }
    reading->host->release(reading->host, learner);
}
