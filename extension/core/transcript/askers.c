/*
 * askers.c: who asks in a transcript.
 *
 * A label may be a name and no more; those whose turns mostly end with question
 * marks ask. Many askers introduce themselves in their first words, since the
 * label is only "Q" or "问": "我是《健康日报》记者。", "Thank you. Ida Brandt with
 * Norpress."
 */
#include "askers.h"

#include <string.h>

#include "../article/outlet.h"
#include "announcement.h"
#include "labels.h"

#define MAX_PARTY_BYTES 60
#define MANNER_SLOTS 1024
#define LONGEST_HEADING 3000
#define MOST_NAME_WORDS 4
#define MOST_OUTLET_WORDS 6
#define SENTENCES_OF_GREETING 3
#define LONGEST_GREETING 40

/* How the one of a label speaks. */
typedef struct Manner {
    uint32_t turns;
    uint32_t questions;
} Manner;

static bool ends_in_question(const OrDocument *document, const OrTurn *turn)
{
    for (uint32_t b = turn->blocks.end; b > turn->blocks.begin; b--) {
        if (document->blocks[b - 1].kind == OR_BLOCK_TURN)
            return or_ends_in_question(document->text, document->blocks[b - 1].range);
    }
    return false;
}

/* Whoever the heading announces is there to answer; empty where it announces nobody. */
static OrRange find_announced(const OrDocument *document, const OrTranscript *transcript)
{
    OrRange heading = {0, transcript->count > 0 ? transcript->turns[0].speaker.label.begin : 0};
    OrAnnouncement announcement;

    if (heading.end > LONGEST_HEADING)
        heading.end = LONGEST_HEADING;
    return or_find_announcement(document->text, heading, &announcement) ? announcement.name : (OrRange){0, 0};
}

static bool is_same_text(const char *text, OrRange a, OrRange b)
{
    return or_range_length(a) == or_range_length(b) &&
           memcmp(text + a.begin, text + b.begin, or_range_length(a)) == 0;
}

/*
 * The table of labels is kept by the fingerprint of the name; two names in one
 * slot are taken for one, which in a table far larger than the cast of any
 * briefing does not happen. Titles and capitals are for those who answer.
 */
static void find_asking_names(OrHost *host, const OrDocument *document, OrTranscript *transcript)
{
    Manner *manners = host->allocate(host, MANNER_SLOTS * sizeof(Manner));
    OrRange announced = find_announced(document, transcript);

    memset(manners, 0, MANNER_SLOTS * sizeof(Manner));
    for (uint32_t i = 0; i < transcript->count; i++) {
        const OrTurn *turn = &transcript->turns[i];
        Manner *manner = &manners[or_fingerprint_label(document->text, turn->speaker.label) % MANNER_SLOTS];

        manner->turns++;
        manner->questions += ends_in_question(document, turn);
    }
    for (uint32_t i = 0; i < transcript->count; i++) {
        OrTurn *turn = &transcript->turns[i];
        const Manner *manner =
            &manners[or_fingerprint_label(document->text, turn->speaker.label) % MANNER_SLOTS];

        if (turn->role == OR_TURN_ANSWER && !turn->speaker.titled && manner->questions > 0 &&
            manner->questions * 2 >= manner->turns &&
            !is_same_text(document->text, announced, turn->speaker.label))
            turn->role = OR_TURN_QUESTION;
    }
    host->release(host, manners);
}

/* Behind "我是", which may follow a greeting; where the asker does not say it, the reader stays. */
static void skip_greeting(OrReader *reader)
{
    OrReader ahead = *reader;

    while (ahead.at < ahead.end && ahead.at - reader->at < LONGEST_GREETING) {
        size_t length = or_measure_turn_words(&ahead, OR_TURN_WORDS_KIND_SELF);

        if (length > 0) {
            reader->at = ahead.at + (uint32_t) length;
            return;
        }
        or_next_character(&ahead);
    }
}

/* "我是《健康日报》记者。", "南方电视台记者。": an asker who opens with the outlet. */
static bool read_ideographic_introduction(OrReader reader, OrTurnSpeaker *speaker)
{
    uint32_t begin;

    skip_greeting(&reader);
    begin = reader.at;
    while (reader.at < reader.end && reader.at - begin < MAX_PARTY_BYTES) {
        size_t length = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ASKING);
        OrReader behind = reader;

        behind.at += (uint32_t) length;
        if (length > 0 && (unsigned char) reader.text[begin] >= 0xE0 && reader.at > begin &&
            (or_is_sentence_end(or_peek_character(&behind)) || or_peek_character(&behind) == 0xFF0C)) {
            speaker->party = (OrRange){begin, reader.at};
            return true;
        }
        if (or_is_sentence_end(or_next_character(&reader)))
            return false;
    }
    return false;
}

/* Words that begin with capitals, at most so many; empty where there are none. */
static OrRange read_capitals(OrReader *reader, uint32_t most)
{
    OrRange words = {reader->at, reader->at};

    for (uint32_t count = 0; count < most && or_is_upper((uint32_t) or_peek_character(reader)); count++) {
        while (reader->at < reader->end) {
            int32_t c = or_peek_character(reader);

            if (or_character_class((uint32_t) c) != OR_CHARACTER_LETTER && c != '-' && c != '\'' &&
                c != 0x2019 && c != '&')
                break;
            or_next_character(reader);
        }
        words.end = reader->at;
        if (!or_skip_blanks(reader))
            break;
    }
    reader->at = words.end;
    return words;
}

/* What joins a name to an outlet: "with" is said of no town, "from" and a comma are. */
typedef enum Joint { JOINT_NONE, JOINT_LOOSE, JOINT_FIRM } Joint;

static Joint read_joint(OrReader *reader)
{
    Joint joint = or_skip_character(reader, ',') ? JOINT_LOOSE : JOINT_NONE;
    size_t length;

    or_skip_blanks(reader);
    length = or_measure_turn_words(reader, OR_TURN_WORDS_KIND_ASKING);
    if (length > 0)
        joint = JOINT_FIRM;
    else if ((length = or_measure_turn_words(reader, OR_TURN_WORDS_KIND_COMING)) > 0)
        joint = JOINT_LOOSE;
    reader->at += (uint32_t) length;
    or_skip_blanks(reader);
    reader->at += (uint32_t) or_measure_turn_words(reader, OR_TURN_WORDS_KIND_ARTICLE);
    or_skip_blanks(reader);
    return joint;
}

static bool has_two_words(const char *text, OrRange name)
{
    return memchr(text + name.begin, ' ', or_range_length(name)) != NULL;
}

/* "Ida Brandt with Norpress.", "Ida Brandt, the Port Courier.": name and outlet, and the sentence is over. */
static bool read_alphabetic_introduction(OrReader reader, OrTurnSpeaker *speaker)
{
    size_t introduced = or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_SELF);
    OrRange name;
    OrRange party;
    Joint joint;
    OrOutlet outlet;
    int32_t sign;

    reader.at += (uint32_t) introduced;
    or_skip_blanks(&reader);
    name = read_capitals(&reader, MOST_NAME_WORDS);
    or_skip_blanks(&reader);
    joint = read_joint(&reader);
    party = read_capitals(&reader, MOST_OUTLET_WORDS);
    sign = or_peek_character(&reader);
    if (joint == JOINT_NONE || or_range_is_empty(party) ||
        (sign != '.' && sign != ',' && !or_is_dash(sign)) ||
        (introduced == 0 && !has_two_words(reader.text, name)) ||
        (joint == JOINT_LOOSE && !or_is_outlet(reader.text, party, &outlet)))
        return false;
    speaker->name = name;
    speaker->party = party;
    return true;
}

/* To the next clause of the words; false behind the last that may greet. */
static bool skip_clause(OrReader *reader, int *sentences)
{
    while (reader->at < reader->end) {
        int32_t c = or_next_character(reader);

        if (or_is_sentence_end(c))
            (*sentences)++;
        if (c == ',' || or_is_sentence_end(c))
            break;
    }
    or_skip_blanks(reader);
    return reader->at < reader->end && *sentences < SENTENCES_OF_GREETING;
}

/* "All right. Ida Brandt, Daily Anchor.": the last words before a question call the one who asks it. */
static bool read_call(const OrDocument *document, const OrTurn *before, OrTurnSpeaker *speaker)
{
    OrRange range;
    OrReader reader;
    OrRange name;
    OrRange party;
    uint32_t start;

    for (uint32_t b = before->blocks.end; b > before->blocks.begin; b--) {
        if (document->blocks[b - 1].kind != OR_BLOCK_TURN)
            continue;
        range = document->blocks[b - 1].range;
        for (start = range.end - 1; start > range.begin && !or_is_sentence_end(document->text[start - 1]);
             start--)
            ;
        reader = (OrReader){document->text, start, range.end};
        or_skip_blanks(&reader);
        name = read_capitals(&reader, MOST_NAME_WORDS);
        if (!has_two_words(document->text, name) || !or_skip_character(&reader, ','))
            return false;
        or_skip_blanks(&reader);
        reader.at += (uint32_t) or_measure_turn_words(&reader, OR_TURN_WORDS_KIND_ARTICLE);
        or_skip_blanks(&reader);
        party = read_capitals(&reader, MOST_OUTLET_WORDS);
        if (or_range_is_empty(party) || reader.at + 1 < range.end)
            return false;
        speaker->name = name;
        speaker->party = party;
        return true;
    }
    return false;
}

/* An asker introduces himself with the first words, or after a greeting, or is called by name. */
static void find_introduction(const OrDocument *document, OrTurn *turn, const OrTurn *before)
{
    OrRange range;
    OrReader reader;
    int sentences = 0;

    if (turn->role != OR_TURN_QUESTION || !or_range_is_empty(turn->speaker.party) ||
        turn->blocks.begin >= turn->blocks.end)
        return;
    range = document->blocks[turn->blocks.begin].range;
    reader = (OrReader){document->text, range.begin, range.end};
    if (read_ideographic_introduction(reader, &turn->speaker))
        return;
    do {
        if (read_alphabetic_introduction(reader, &turn->speaker))
            return;
    } while (skip_clause(&reader, &sentences));
    if (before != NULL && before->role != OR_TURN_QUESTION)
        read_call(document, before, &turn->speaker);
}

void or_find_askers(OrHost *host, const OrDocument *document, OrTranscript *transcript)
{
    find_asking_names(host, document, transcript);
    for (uint32_t i = 0; i < transcript->count; i++)
        find_introduction(document, &transcript->turns[i], i > 0 ? &transcript->turns[i - 1] : NULL);
}
