/*
 * ideographic_speakers.c: who speaks by a source in writing without blanks.
 *
 * A source that holds a name is whom it names. A pronoun is whom the text spoke
 * of last, which is not always who spoke last; a role alone ("发言人") is the last
 * person of that title; "that company" the last body of its kind. Other sources
 * with a role stay unnamed; without one they are bodies, by their ending or by
 * their length, or people by a name that the text never introduced.
 */
#include "candidates.h"
#include "ideographs.h"

#include <string.h>

#define MOST_SPEAKERS_BACK 200
#define MOST_NAMES_BACK 60
#define LONGEST_UNKNOWN_NAME 5 /* tokens; a longer name without a dot is rather a body */

static uint32_t word_at(const OrReading *reading, uint32_t token, OrCueWordsClass class)
{
    OrUnspaced text = or_unspaced(reading);

    return or_unspaced_word(&text, token, class);
}

static OrSpeaker make_speaker(const OrReading *reading, OrRange name, OrSpeakerKind kind, OrSpeakerRule rule)
{
    OrSpeaker speaker = {
        .kind = kind, .rule = rule, .entity = OR_NO_INDEX, .name = or_byte_range(reading, name)};

    speaker.office = or_no_office();
    speaker.evidence = OR_NO_INDEX;
    return speaker;
}

static OrSpeaker speaker_of_entity(const OrReading *reading, uint32_t index, OrSpeakerRule rule)
{
    const OrEntity *entity = &reading->entities[index];
    OrSpeaker speaker = make_speaker(
        reading, entity->name, entity->kind == OR_ENTITY_PERSON ? OR_SPEAKER_PERSON : OR_SPEAKER_BODY, rule);

    speaker.entity = index;
    if (entity->kind == OR_ENTITY_PERSON)
        speaker.office = entity->office;
    return speaker;
}

/* The last of a kind that a clause spoke of before a token. */
static uint32_t subject_before(const OrReading *reading, uint32_t token, OrEntityKind kind, uint32_t *name)
{
    uint32_t named = or_names_before(reading, token);

    for (uint32_t i = named, seen = 0; i > 0 && seen < MOST_NAMES_BACK; i--, seen++) {
        const OrName *it = &reading->names[i - 1];

        if (it->subject && (kind == OR_ENTITY_UNKNOWN || reading->entities[it->entity].kind == kind)) {
            *name = i - 1;
            return it->entity;
        }
    }
    return OR_NO_INDEX;
}

static OrString bytes_of(const OrReading *reading, OrRange range)
{
    return (OrString){reading->document->text + range.begin, or_range_length(range)};
}

static bool ends_with(OrString text, OrString ending)
{
    return ending.length > 0 && text.length >= ending.length &&
           memcmp(text.data + text.length - ending.length, ending.data, ending.length) == 0;
}

/* The last speaker of a kind: of a title that ends so, where one is given. */
static bool find_before(const OrReading *reading, const OrSpeaker *before, uint32_t count, OrSpeakerKind kind,
                        OrString title, OrSpeakerRule rule, OrSpeaker *speaker)
{
    for (uint32_t back = 1; back <= count && back <= MOST_SPEAKERS_BACK; back++) {
        const OrSpeaker *it = &before[count - back];

        if (it->kind != kind || or_range_is_empty(it->name) ||
            (title.data != NULL && !ends_with(bytes_of(reading, it->office.title), title)))
            continue;
        *speaker = *it;
        speaker->rule = rule;
        return true;
    }
    return false;
}

/* He, she: whom the text spoke of last, be it as a speaker. */
static OrSpeaker resolve_pronoun(const OrReading *reading, OrRange tokens, const OrSpeaker *before,
                                 uint32_t count)
{
    uint32_t name = OR_NO_INDEX;
    uint32_t entity = subject_before(reading, tokens.begin, OR_ENTITY_PERSON, &name);
    OrSpeaker speaker = make_speaker(reading, tokens, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    bool spoke = find_before(reading, before, count, OR_SPEAKER_PERSON, (OrString){NULL, 0}, OR_RULE_PRONOUN,
                             &speaker);

    if (entity == OR_NO_INDEX ||
        (spoke && (speaker.entity == OR_NO_INDEX || or_range_is_empty(speaker.source) ||
                   speaker.source.begin > reading->names[name].tokens.begin)))
        return speaker;
    speaker = speaker_of_entity(reading, entity, OR_RULE_PRONOUN);
    speaker.evidence = name;
    return speaker;
}

/* The last body before a token whose name ends in these tokens. */
static uint32_t body_before(const OrReading *reading, uint32_t token, OrRange ending)
{
    OrString words = bytes_of(reading, or_byte_range(reading, ending));

    for (uint32_t i = reading->entity_count, seen = 0; i > 0 && seen < MOST_SPEAKERS_BACK; i--, seen++) {
        const OrEntity *entity = &reading->entities[i - 1];

        if (entity->kind == OR_ENTITY_BODY && entity->name.begin < token &&
            ends_with(bytes_of(reading, or_byte_range(reading, entity->name)), words))
            return i - 1;
    }
    return OR_NO_INDEX;
}

/* "该公司": the last body whose name ends so, else the last body. */
static OrSpeaker resolve_body_pronoun(const OrReading *reading, OrRange tokens, const OrSpeaker *before,
                                      uint32_t count)
{
    uint32_t name;
    uint32_t entity = body_before(reading, tokens.begin, (OrRange){tokens.begin + 1, tokens.end});
    OrSpeaker speaker;

    if (entity == OR_NO_INDEX && or_range_length(tokens) > 1)
        entity = subject_before(reading, tokens.begin, OR_ENTITY_BODY, &name);
    if (entity != OR_NO_INDEX)
        return speaker_of_entity(reading, entity, OR_RULE_BODY_AGAIN);
    if (find_before(reading, before, count, OR_SPEAKER_BODY, (OrString){NULL, 0}, OR_RULE_BODY_AGAIN,
                    &speaker))
        return speaker;
    return make_speaker(reading, tokens, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
}

/* The last person named in the source; OR_NO_INDEX where none is. */
static uint32_t person_in(const OrReading *reading, OrRange source)
{
    for (uint32_t t = source.end; t > source.begin; t--) {
        uint32_t name = reading->name_at[t - 1];

        if (name > 0 && reading->entities[reading->names[name - 1].entity].kind == OR_ENTITY_PERSON)
            return name - 1;
    }
    return OR_NO_INDEX;
}

/* The last role in a range; empty where none is. */
static OrRange role_in(const OrReading *reading, OrRange range)
{
    OrRange role = {range.begin, range.begin};

    for (uint32_t t = range.begin; t < range.end; t++) {
        uint32_t length = or_ideographic_role_at(reading, t);

        if (length == 0 || t + length > range.end)
            continue;
        role = (OrRange){t, t + length};
        t += length - 1;
    }
    /* "总理|办公室" is a body */
    if (!or_range_is_empty(role) && role.end < range.end &&
        or_ideographic_body_end(reading, (OrRange){role.end - 1, range.end}) == range.end)
        return (OrRange){range.begin, range.begin};
    return role;
}

/* "发言人", "该发言人", "这位部长": somebody named before. */
static bool resolve_role_alone(const OrReading *reading, OrRange source, OrRange role,
                               const OrSpeaker *before, uint32_t count, OrSpeaker *speaker)
{
    OrString title = bytes_of(reading, or_byte_range(reading, role));
    bool alone = role.begin == source.begin ||
                 (role.begin - source.begin <= 2 &&
                  (word_at(reading, source.begin, OR_CUE_WORDS_CLASS_POINTER) == role.begin - source.begin));

    if (!alone)
        return false;
    return find_before(reading, before, count, OR_SPEAKER_PERSON, title, OR_RULE_ROLE, speaker) ||
           find_before(reading, before, count, OR_SPEAKER_UNNAMED, title, OR_RULE_ROLE, speaker);
}

/* "一名不愿具名的|财政部官员", "蓝桥通信|一名工程师": what is between "a" and the office tells nothing of it.
 */
static OrOffice office_of_unnamed(const OrReading *reading, OrRange source, OrRange role)
{
    OrUnspaced text = or_unspaced(reading);
    uint32_t begin = source.begin;
    uint32_t article = source.begin;

    for (uint32_t t = source.begin; t < role.begin; t++) {
        uint32_t unnamed = or_unspaced_word(&text, t, OR_CUE_WORDS_CLASS_UNNAMED);

        if (unnamed > 0 && begin == source.begin)
            article = t;
        if (unnamed > 0)
            begin = t + unnamed;
        else if (memcmp(or_token_text(reading, t).data, "的", 3) == 0 && begin > source.begin)
            begin = t + 1;
    }
    if (begin > role.begin)
        begin = role.begin;
    if (article > source.begin) {
        OrOffice office = or_read_ideographic_office(reading, (OrRange){begin, role.end}, role.begin);

        if (or_range_is_empty(office.organisation))
            office.organisation = or_byte_range(reading, (OrRange){source.begin, article});
        return office;
    }
    return or_read_ideographic_office(reading, (OrRange){begin, role.end}, role.begin);
}

static OrSpeaker resolve_role(const OrReading *reading, OrRange source, OrRange role, const OrSpeaker *before,
                              uint32_t count)
{
    OrSpeaker speaker;

    if (resolve_role_alone(reading, source, role, before, count, &speaker))
        return speaker;
    speaker = make_speaker(reading, source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    speaker.office = office_of_unnamed(reading, source, role);
    return speaker;
}

/* "研究所的…": the body before the particle, the name behind. */
static bool read_possessive(OrReading *reading, OrRange source, OrSpeaker *speaker)
{
    for (uint32_t t = source.begin + 1; t + 2 < source.end; t++) {
        OrRange owner = {source.begin, t};
        uint32_t entity;

        if (memcmp(or_token_text(reading, t).data, "的", 3) != 0)
            continue;
        if (or_ideographic_body_end(reading, owner) != t)
            return false;
        entity = or_add_ideographic_person(reading, (OrRange){t + 1, source.end});
        reading->entities[entity].office.organisation = or_byte_range(reading, owner);
        *speaker = speaker_of_entity(reading, entity, OR_RULE_NAMED);
        return true;
    }
    return false;
}

/* "被列入名单的…公司": what is told of a body before its name. */
static OrRange without_description(const OrReading *reading, OrRange source)
{
    uint32_t begin = source.begin;

    for (uint32_t t = source.begin; t + 3 < source.end; t++) {
        if (memcmp(or_token_text(reading, t).data, "的", 3) == 0)
            begin = t + 1;
    }
    return or_without_descriptor(reading, (OrRange){begin, source.end});
}

static OrSpeaker resolve_name(OrReading *reading, OrRange source)
{
    OrSpeaker speaker;
    uint32_t entity;
    bool body;

    if (read_possessive(reading, source, &speaker))
        return speaker;
    if (word_at(reading, source.begin, OR_CUE_WORDS_CLASS_UNNAMED) > 0)
        return make_speaker(reading, source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    source = without_description(reading, source);
    if (or_range_length(source) < 2)
        return make_speaker(reading, source, OR_SPEAKER_UNNAMED, OR_RULE_UNNAMED);
    body = or_ideographic_body_end(reading, source) == source.end ||
           or_range_length(source) > LONGEST_UNKNOWN_NAME ||
           or_find_ideographic_body(reading, source) != OR_NO_INDEX;
    entity = body ? or_add_ideographic_body(reading, source) : or_add_ideographic_person(reading, source);
    return speaker_of_entity(reading, entity, body ? OR_RULE_NAMED_BODY : OR_RULE_NAMED);
}

/* "院士", "大校" behind a name. */
static bool is_rank(const OrReading *reading, OrRange role)
{
    OrString words = bytes_of(reading, or_byte_range(reading, role));
    OrTurnWordsMatch match = or_find_turn_words(reading->language, words);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].kind == OR_TURN_WORDS_KIND_RANK)
            return true;
    }
    return false;
}

/* "维兰《灯塔报》": a paper by its name alone. */
static OrRange within_title_marks(const OrReading *reading, OrRange source)
{
    OrUnspaced text = or_unspaced(reading);
    OrRange inside = source;

    for (uint32_t t = source.begin; t < source.end; t++) {
        if (or_unspaced_sign(&text, t) == 0x300A)
            inside = (OrRange){t + 1, source.end};
        else if (or_unspaced_sign(&text, t) == 0x300B)
            inside.end = t;
    }
    return or_range_length(inside) > 0 && inside.begin < inside.end ? inside : source;
}

OrSpeaker or_resolve_ideographic_speaker(OrReading *reading, OrRange tokens, const OrSpeaker *before,
                                         uint32_t count)
{
    OrSpeaker speaker;
    OrRange role;
    uint32_t name;

    tokens = within_title_marks(reading, tokens);
    if (word_at(reading, tokens.begin, OR_CUE_WORDS_CLASS_PRONOUN_PERSON) == or_range_length(tokens)) {
        speaker = resolve_pronoun(reading, tokens, before, count);
    } else if (word_at(reading, tokens.begin, OR_CUE_WORDS_CLASS_PRONOUN_BODY) == or_range_length(tokens)) {
        speaker = resolve_body_pronoun(reading, tokens, before, count);
    } else {
        name = person_in(reading, tokens);
        role =
            role_in(reading, (OrRange){name == OR_NO_INDEX ? tokens.begin : reading->names[name].tokens.end,
                                       tokens.end});
        if (name != OR_NO_INDEX && (or_range_is_empty(role) || is_rank(reading, role))) {
            speaker = speaker_of_entity(reading, reading->names[name].entity, OR_RULE_NAMED);
            speaker.evidence = name;
        } else {
            speaker = or_range_is_empty(role) ? resolve_name(reading, tokens)
                                              : resolve_role(reading, tokens, role, before, count);
        }
    }
    speaker.source = tokens;
    return speaker;
}

OrSpeaker or_ideographic_speaker_before(OrReading *reading, uint32_t cue, const OrSpeaker *before,
                                        uint32_t count)
{
    OrRange sentence = reading->document->sentences[or_sentence_of(reading, cue)].tokens;
    uint32_t name = OR_NO_INDEX;
    uint32_t entity = subject_before(reading, cue, OR_ENTITY_UNKNOWN, &name);
    OrSpeaker speaker;

    if (entity != OR_NO_INDEX && reading->names[name].tokens.begin >= sentence.begin) {
        speaker = speaker_of_entity(reading, entity, OR_RULE_CARRIED);
    } else if (count > 0) {
        speaker = before[count - 1];
        speaker.rule = OR_RULE_CARRIED;
    } else {
        speaker = make_speaker(reading, (OrRange){cue, cue}, OR_SPEAKER_UNNAMED, OR_RULE_NO_SPEAKER);
    }
    speaker.source = (OrRange){0, 0};
    return speaker;
}
