/*
 * turn_speakers.c: who speaks in the turns of a transcript.
 *
 * Labels are short ("MR. QUILL", "答", "THE PRESIDENT"); the heading says more
 * ("Press Briefing by Press Secretary Ana Quill"). The name of the label is
 * looked up in the heading, where title and organisation stand around it, and
 * else among the people of the text. A label that is only a word for answering
 * stands for the one the heading announces, or for the one who answers by name
 * elsewhere. An asker goes by the outlet, and an unnamed one by the label.
 */
#include "turns.h"

#include <string.h>

#include "../text/reader.h"
#include "../transcript/announcement.h"
#include "../transcript/labels.h"

#define HEADING_TOKENS 600
#define HEADING_BYTES 3000
#define MOST_NAME_WORDS 3
#define MOST_TURNS_BACK 40
#define LONGEST_WORD_LABEL 40
#define TITLE_OPEN "\xE3\x80\x8A"
#define TITLE_CLOSE "\xE3\x80\x8B"

typedef struct Heading {
    OrRange tokens;
    OrRange bytes;
} Heading;

static OrString bytes_of(const OrReading *reading, OrRange range)
{
    return (OrString){reading->document->text + range.begin, or_range_length(range)};
}

static OrSpeaker unnamed(OrRange name)
{
    OrSpeaker speaker = {
        .kind = OR_SPEAKER_UNNAMED, .rule = OR_RULE_TURN_LABEL, .entity = OR_NO_INDEX, .name = name};

    speaker.office = or_no_office();
    speaker.evidence = OR_NO_INDEX;
    return speaker;
}

/* What stands above the first turn. */
static Heading find_heading(const OrReading *reading, const OrTranscript *transcript)
{
    const OrDocument *document = reading->document;
    Heading heading = {{0, 0}, {0, 0}};
    uint32_t end = transcript->count > 0 ? transcript->turns[0].blocks.begin : 0;

    for (uint32_t b = 0; b < end && b < document->block_count; b++) {
        const OrBlock *block = &document->blocks[b];

        if (block->kind == OR_BLOCK_SPEAKER || block->kind == OR_BLOCK_TURN ||
            block->range.end > HEADING_BYTES)
            break;
        heading.bytes.end = block->range.end;
        if (!or_range_is_empty(block->sentences))
            heading.tokens.end = document->sentences[block->sentences.end - 1].tokens.end;
    }
    if (heading.tokens.end > HEADING_TOKENS)
        heading.tokens.end = HEADING_TOKENS;
    return heading;
}

static bool same_letters(OrString a, OrString b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        char x = a.data[i];
        char y = b.data[i];

        x = x >= 'A' && x <= 'Z' ? x + 32 : x;
        y = y >= 'A' && y <= 'Z' ? y + 32 : y;
        if (x != y)
            return false;
    }
    return true;
}

static bool is_office_word(const OrReading *reading, uint32_t token)
{
    OrReader reader = {reading->document->text, reading->document->tokens[token].begin,
                       reading->document->tokens[token].begin + reading->document->tokens[token].length};

    return or_word_is(reading, token, OR_WORD(ROLE) | OR_WORD(OFFICE) | OR_WORD(HONORIFIC)) ||
           or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_HONORIFIC) > 0;
}

static bool is_name_token(const OrReading *reading, uint32_t token)
{
    const OrToken *it = &reading->document->tokens[token];

    return it->kind == OR_TOKEN_WORD && (it->flags & OR_TOKEN_CAPITAL) && !is_office_word(reading, token) &&
           !or_word_is(reading, token, OR_WORD(PREPOSITION) | OR_WORD(CONJUNCTION) | OR_WORD(DETERMINER));
}

/* The name is complete to the left: it opens with a given name, or with a word that may be one. */
static bool has_given_name(const OrReading *reading, OrRange name)
{
    return name.end - name.begin > 1 && (reading->words[name.begin].classes & OR_WORD_GIVEN ||
                                         !(or_token_text(reading, name.begin).length <= 2));
}

/* The words before a name that say what its bearer is: "Ministry of Trade Spokesperson". */
static OrRange phrase_before(const OrReading *reading, uint32_t begin, uint32_t name)
{
    uint32_t at = name;

    while (at > begin && reading->document->tokens[at - 1].kind == OR_TOKEN_WORD &&
           !or_word_equals(reading, at - 1, "by") && !or_word_equals(reading, at - 1, "with") &&
           !or_word_equals(reading, at - 1, "and"))
        at--;
    return (OrRange){at, name};
}

/* The words behind a name up to the end of its part of the line: ", Deputy Adviser for Trade;". */
static OrRange phrase_behind(const OrReading *reading, uint32_t name_end, uint32_t end)
{
    uint32_t at = name_end + 1;

    if (name_end >= end || !or_is_sign(reading, name_end, ','))
        return (OrRange){0, 0};
    while (at < end && !or_is_sign(reading, at, ';') && !or_is_sign(reading, at, '.'))
        at++;
    return (OrRange){name_end + 1, at};
}

static void read_office_around(OrReading *reading, OrRange name, OrRange line, OrSpeaker *speaker)
{
    OrRange phrase = phrase_before(reading, line.begin, name.begin);
    uint32_t role = OR_NO_INDEX;

    if (!or_range_is_empty(phrase) && or_word_is(reading, phrase.end - 1, OR_WORD(ROLE) | OR_WORD(OFFICE)))
        role = phrase.end - 1;
    if (role == OR_NO_INDEX)
        role = or_find_role(reading, phrase);
    if (role == OR_NO_INDEX) {
        phrase = phrase_behind(reading, name.end, line.end);
        role = or_find_role(reading, phrase);
    }
    if (role != OR_NO_INDEX)
        speaker->office = or_read_office(reading, phrase, role);
}

/* The name in the heading that ends with the words of the label. */
static bool find_in_heading(OrReading *reading, const Heading *heading, OrString name, OrSpeaker *speaker)
{
    for (uint32_t t = heading->tokens.begin; t < heading->tokens.end; t++) {
        OrRange tokens = {t, t + 1};
        OrRange line = reading->document->sentences[or_sentence_of(reading, t)].tokens;

        if (!same_letters(or_token_text(reading, t), name))
            continue;
        while (tokens.begin > line.begin && tokens.end - tokens.begin < MOST_NAME_WORDS &&
               is_name_token(reading, tokens.begin - 1) && !has_given_name(reading, tokens))
            tokens.begin--;
        speaker->kind = OR_SPEAKER_PERSON;
        speaker->rule = OR_RULE_TURN_HEADING;
        speaker->name = or_byte_range(reading, tokens);
        read_office_around(reading, tokens, line, speaker);
        return true;
    }
    return false;
}

/* A name behind its title in the heading: "PRESIDENT ADEYEMI" for the label "THE PRESIDENT". */
static bool find_by_title(OrReading *reading, const Heading *heading, OrString title, OrSpeaker *speaker)
{
    for (uint32_t t = heading->tokens.begin; t + 1 < heading->tokens.end; t++) {
        OrRange tokens = {t + 1, t + 1};
        uint32_t end = reading->document->sentences[or_sentence_of(reading, t)].tokens.end;

        if (!same_letters(or_token_text(reading, t), title))
            continue;
        while (tokens.end < end && tokens.end - tokens.begin < MOST_NAME_WORDS &&
               is_name_token(reading, tokens.end))
            tokens.end++;
        if (or_range_is_empty(tokens))
            continue;
        speaker->kind = OR_SPEAKER_PERSON;
        speaker->rule = OR_RULE_TURN_HEADING;
        speaker->name = or_byte_range(reading, tokens);
        speaker->office.title = or_byte_range(reading, (OrRange){t, t + 1});
        return true;
    }
    return false;
}

/* The longest title that the label opens with; empty where it has none. */
static OrRange title_of(const OrReading *reading, OrRange label)
{
    OrReader reader = {reading->document->text, label.begin, label.end};

    return (OrRange){label.begin,
                     label.begin + (uint32_t) or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_HONORIFIC)};
}

static OrString last_word(OrString name)
{
    size_t at = name.length;

    while (at > 0 && name.data[at - 1] != ' ')
        at--;
    return (OrString){name.data + at, name.length - at};
}

/* "Mr." says nothing, "SECRETARY" is a title. */
static bool is_title(const OrReading *reading, OrRange title)
{
    return or_range_length(title) > 4 && reading->document->text[title.end - 1] != '.';
}

static OrSpeaker speaker_of_alphabetic_label(OrReading *reading, const Heading *heading, OrRange label)
{
    OrSpeaker speaker = unnamed(label);
    OrRange title = title_of(reading, label);
    OrRange name = or_trim(reading->document->text, (OrRange){title.end, label.end});
    uint32_t entity;

    if (or_range_is_empty(name)) {
        find_by_title(reading, heading, last_word(bytes_of(reading, title)), &speaker);
        return speaker;
    }
    speaker.name = name;
    speaker.kind = OR_SPEAKER_PERSON;
    if (is_title(reading, title))
        speaker.office.title = title;
    if (find_in_heading(reading, heading, last_word(bytes_of(reading, name)), &speaker))
        return speaker;
    entity = or_find_alias(reading, bytes_of(reading, name), OR_ENTITY_PERSON);
    if (entity != OR_NO_INDEX) {
        speaker.entity = entity;
        speaker.rule = OR_RULE_SHORT_NAME;
        speaker.name = or_byte_range(reading, reading->entities[entity].name);
        if (or_range_is_empty(speaker.office.title))
            speaker.office = reading->entities[entity].office;
    }
    return speaker;
}

static bool is_ideographic(const OrReading *reading, OrRange range)
{
    return !or_range_is_empty(range) && (unsigned char) reading->document->text[range.begin] >= 0xE3;
}

/* The role word that ends at `end` in writing without blanks ("发言人"): its bytes, or 0. */
static size_t role_ending_at(const OrReading *reading, uint32_t begin, uint32_t end)
{
    const char *text = reading->document->text;

    for (uint32_t at = begin; at < end; at++) {
        OrReader reader = {text, at, end};
        size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ROLE);

        if (length > 0 && at + length == end)
            return length;
    }
    return 0;
}

/* Where the run of ideographs that ends at `end` begins, dates and the signs of lists aside. */
static uint32_t phrase_start(const OrReading *reading, uint32_t begin, uint32_t end)
{
    OrReader reader = {reading->document->text, begin, end};
    uint32_t start = begin;

    while (reader.at < end) {
        int32_t c = or_next_character(&reader);

        if (or_character_class((uint32_t) c) != OR_CHARACTER_IDEOGRAPH || c == 0x65E5 || c == 0x53F7)
            start = reader.at;
    }
    return start;
}

/* "《信使报》|主编": the paper whose name ends at `end`, without its marks. */
static OrRange paper_before(const OrReading *reading, uint32_t begin, uint32_t end)
{
    const char *text = reading->document->text;

    for (uint32_t at = end - 3; at-- > begin;) {
        if (memcmp(text + at, TITLE_OPEN, 3) == 0)
            return (OrRange){at + 3, end - 3};
    }
    return (OrRange){0, 0};
}

/* Title and organisation before a name: "外交部发言人" + name. */
static bool read_ideographic_office(const OrReading *reading, uint32_t begin, uint32_t name, OrOffice *office)
{
    uint32_t end = or_trim(reading->document->text, (OrRange){begin, name}).end;
    uint32_t start = phrase_start(reading, begin, end);
    size_t length = role_ending_at(reading, start, end);

    if (length == 0)
        return false;
    office->title = (OrRange){end - (uint32_t) length, end};
    office->organisation = (OrRange){start, end - (uint32_t) length};
    if (start > begin + 3 && memcmp(reading->document->text + start - 3, TITLE_CLOSE, 3) == 0) {
        office->title.begin = start;
        office->organisation = paper_before(reading, begin, start);
    }
    return true;
}

static bool find_ideographic_name(const OrReading *reading, const Heading *heading, OrRange name,
                                  OrSpeaker *speaker)
{
    const char *text = reading->document->text;
    uint32_t length = or_range_length(name);

    for (uint32_t at = heading->bytes.begin; at + length <= heading->bytes.end; at++) {
        if (memcmp(text + at, text + name.begin, length) != 0)
            continue;
        speaker->rule = OR_RULE_TURN_HEADING;
        read_ideographic_office(reading, heading->bytes.begin, at, &speaker->office);
        return true;
    }
    return false;
}

/* "外交部发言人耿爽" as a label: title before the name. */
static void split_titled_name(const OrReading *reading, OrSpeaker *speaker)
{
    const char *text = reading->document->text;

    for (uint32_t at = speaker->name.begin; at < speaker->name.end; at++) {
        OrReader reader = {text, at, speaker->name.end};
        size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ROLE);

        if (length == 0 || at + length >= speaker->name.end)
            continue;
        speaker->office.title = (OrRange){at, at + (uint32_t) length};
        speaker->office.organisation = (OrRange){speaker->name.begin, at};
        speaker->name.begin = at + (uint32_t) length;
        return;
    }
}

/* A role in the heading, and behind it a name that begins with `family`, which may be empty. */
static bool find_bearer(const OrReading *reading, const Heading *heading, OrString role, OrString family,
                        OrSpeaker *speaker)
{
    const char *text = reading->document->text;

    for (uint32_t at = heading->bytes.begin; at + role.length < heading->bytes.end; at++) {
        OrRange name;

        if (memcmp(text + at, role.data, role.length) != 0)
            continue;
        name = or_read_announced_name(text, at + (uint32_t) role.length, heading->bytes.end);
        if (or_range_length(name) <= family.length ||
            memcmp(text + name.begin, family.data, family.length) != 0)
            continue;
        speaker->rule = OR_RULE_TURN_HEADING;
        speaker->name = name;
        read_ideographic_office(reading, heading->bytes.begin, name.begin, &speaker->office);
        return true;
    }
    return false;
}

/* "陶大使" is the ambassador of that family name, "发言人" whoever has the office. */
static bool find_by_role(const OrReading *reading, const Heading *heading, OrRange label, OrSpeaker *speaker)
{
    size_t length = role_ending_at(reading, label.begin, label.end);
    OrRange family = {label.begin, label.end - (uint32_t) length};

    return length > 0 && or_range_length(family) <= 6 &&
           find_bearer(reading, heading, bytes_of(reading, (OrRange){family.end, label.end}),
                       bytes_of(reading, family), speaker);
}

static OrSpeaker speaker_of_ideographic_label(OrReading *reading, const Heading *heading, OrRange label)
{
    OrSpeaker speaker = unnamed(label);

    speaker.kind = OR_SPEAKER_PERSON;
    if (find_by_role(reading, heading, label, &speaker))
        return speaker;
    split_titled_name(reading, &speaker);
    find_ideographic_name(reading, heading, speaker.name, &speaker);
    return speaker;
}

/* The one whom a Chinese heading announces: between the role and the verb. */
static bool find_announced_ideographic(const OrReading *reading, const Heading *heading, OrSpeaker *speaker)
{
    OrAnnouncement announcement;

    if (!or_find_announcement(reading->document->text, heading->bytes, &announcement))
        return false;
    speaker->kind = OR_SPEAKER_PERSON;
    speaker->rule = OR_RULE_TURN_HEADING;
    speaker->name = announcement.name;
    read_ideographic_office(reading, heading->bytes.begin, announcement.name.begin, &speaker->office);
    return true;
}

/* The one whom an English heading announces: the capitalised words behind a role. */
static bool find_announced(OrReading *reading, const Heading *heading, OrSpeaker *speaker)
{
    for (uint32_t t = heading->tokens.begin; t + 1 < heading->tokens.end; t++) {
        OrRange name = {t + 1, t + 1};
        uint32_t end = reading->document->sentences[or_sentence_of(reading, t)].tokens.end;

        if (!or_word_is(reading, t, OR_WORD(ROLE) | OR_WORD(OFFICE)))
            continue;
        while (name.end < end && name.end - name.begin < MOST_NAME_WORDS && is_name_token(reading, name.end))
            name.end++;
        if (or_range_is_empty(name))
            continue;
        speaker->kind = OR_SPEAKER_PERSON;
        speaker->rule = OR_RULE_TURN_HEADING;
        speaker->name = or_byte_range(reading, name);
        read_office_around(reading, name, reading->document->sentences[or_sentence_of(reading, t)].tokens,
                           speaker);
        return true;
    }
    return false;
}

/* A label that names nobody: it is missing, or a word for asking or answering. */
static bool is_nameless(const OrReading *reading, OrRange label)
{
    OrReader reader = {reading->document->text, label.begin, label.end};
    size_t asking = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_QUESTION);
    size_t answering = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ANSWER);

    return or_range_is_empty(label) || asking == or_range_length(label) ||
           answering == or_range_length(label);
}

static OrSpeaker speaker_of_name(OrReading *reading, const Heading *heading, OrRange name)
{
    return is_ideographic(reading, name) ? speaker_of_ideographic_label(reading, heading, name)
                                         : speaker_of_alphabetic_label(reading, heading, name);
}

/* The first who answers under a name. */
static bool find_named_answerer(OrReading *reading, const Heading *heading, const OrTranscript *transcript,
                                OrSpeaker *speaker)
{
    for (uint32_t t = 0; t < transcript->count; t++) {
        const OrTurn *turn = &transcript->turns[t];
        OrRange name = or_range_is_empty(turn->speaker.party) ? turn->speaker.label : turn->speaker.party;

        if (turn->role == OR_TURN_QUESTION || is_nameless(reading, name))
            continue;
        *speaker = speaker_of_name(reading, heading, name);
        return true;
    }
    return false;
}

/* For whom labels without a name stand. */
static OrSpeaker main_speaker(OrReading *reading, const Heading *heading, const OrTranscript *transcript)
{
    OrSpeaker speaker = unnamed((OrRange){0, 0});

    if (find_announced_ideographic(reading, heading, &speaker) ||
        find_announced(reading, heading, &speaker) ||
        find_named_answerer(reading, heading, transcript, &speaker))
        return speaker;
    for (uint32_t t = 0; t < transcript->count; t++) {
        if (transcript->turns[t].role == OR_TURN_ANSWER)
            return unnamed(transcript->turns[t].speaker.label);
    }
    return speaker;
}

/* "有记者问": who asks is called by the word for reporters in the label, where it has one; longer words hide
 * it. */
static OrRange reporter_in(const OrReading *reading, OrRange label)
{
    if (!is_ideographic(reading, label) || or_range_length(label) > LONGEST_WORD_LABEL)
        return label;
    for (uint32_t begin = label.begin; begin < label.end; begin++) {
        for (uint32_t end = label.end; end > begin; end--) {
            OrReader reader = {reading->document->text, begin, end};

            if (or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_REPORTER) == end - begin)
                return (OrRange){begin, end};
        }
    }
    return label;
}

/* "《健康日报》" without its marks. */
static OrRange without_title_marks(const OrReading *reading, OrRange range)
{
    const char *text = reading->document->text;

    if (or_range_length(range) > 6 && memcmp(text + range.begin, TITLE_OPEN, 3) == 0)
        range.begin += 3;
    if (or_range_length(range) > 3 && memcmp(text + range.end - 3, TITLE_CLOSE, 3) == 0)
        range.end -= 3;
    return range;
}

static bool is_one_word(const OrReading *reading, OrRange name)
{
    return !is_ideographic(reading, name) &&
           last_word(bytes_of(reading, name)).length == or_range_length(name);
}

/* An asker by name, with the outlet as organisation; by outlet; or by the label alone. */
static OrSpeaker speaker_of_asker(OrReading *reading, const Heading *heading, const OrTurnSpeaker *asker)
{
    OrSpeaker speaker = unnamed(reporter_in(reading, asker->label));
    OrRange name = asker->name;
    OrRange party = without_title_marks(reading, asker->party);
    bool within = party.begin >= asker->label.begin && party.begin < asker->label.end;

    if (or_range_is_empty(name) && !within && !is_nameless(reading, asker->label))
        name = asker->label;
    if (!or_range_is_empty(name)) {
        speaker = speaker_of_name(reading, heading, name);
        if (!or_range_is_empty(party))
            speaker.office.organisation = party;
        else if (speaker.rule == OR_RULE_TURN_LABEL && or_range_is_empty(speaker.office.title) &&
                 is_one_word(reading, speaker.name))
            speaker.kind = OR_SPEAKER_BODY; /* people have two names where they are named first */
    } else if (!or_range_is_empty(party)) {
        speaker.kind = OR_SPEAKER_BODY;
        speaker.name = party;
    }
    return speaker;
}

/* "Renn" after "Tobias Renn": the fuller label of a turn before, the latest few. */
static void take_fuller_label(const OrReading *reading, OrSpeaker *speakers, uint32_t turn)
{
    OrString name = bytes_of(reading, speakers[turn].name);

    if (speakers[turn].rule != OR_RULE_TURN_LABEL || speakers[turn].kind == OR_SPEAKER_UNNAMED)
        return;
    for (uint32_t back = 1; back <= MOST_TURNS_BACK && back <= turn; back++) {
        OrString fuller = bytes_of(reading, speakers[turn - back].name);

        if (fuller.length > name.length && fuller.data[fuller.length - name.length - 1] == ' ' &&
            same_letters((OrString){fuller.data + fuller.length - name.length, name.length}, name)) {
            speakers[turn] = speakers[turn - back];
            return;
        }
    }
}

OrSpeaker *or_turn_speakers(OrReading *reading, const OrTranscript *transcript)
{
    Heading heading = find_heading(reading, transcript);
    OrSpeaker leading = main_speaker(reading, &heading, transcript);
    OrSpeaker last_answer = leading;
    OrSpeaker last_question = leading;
    bool answered = false;
    bool asked = false;
    OrSpeaker *speakers = reading->host->allocate(reading->host, (transcript->count + 1) * sizeof(OrSpeaker));

    for (uint32_t t = 0; t < transcript->count; t++) {
        const OrTurn *turn = &transcript->turns[t];
        OrRange name = or_range_is_empty(turn->speaker.party) ? turn->speaker.label : turn->speaker.party;

        if (turn->role == OR_TURN_QUESTION && or_range_is_empty(name) && asked)
            speakers[t] = last_question;
        else if (turn->role == OR_TURN_QUESTION)
            speakers[t] = speaker_of_asker(reading, &heading, &turn->speaker);
        else if (or_range_is_empty(name) && answered)
            speakers[t] = last_answer;
        else if (is_nameless(reading, name))
            speakers[t] = leading;
        else
            speakers[t] = speaker_of_name(reading, &heading, name);
        take_fuller_label(reading, speakers, t);
        if (turn->role == OR_TURN_ANSWER) {
            answered = true;
            last_answer = speakers[t];
        } else if (turn->role == OR_TURN_QUESTION) {
            asked = true;
            last_question = speakers[t];
        }
        reading->host->interrupt(reading->host);
    }
    return speakers;
}
