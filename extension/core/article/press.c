/*
 * press.c: reading lines of authors, outlet and time.
 *
 * Such lines differ from site to site in order, words and signs, but all of
 * them consist of the same few things. So the line is read from left to right
 * as a row of labels ("By", "Published:"), dates, outlets and names, with signs
 * between them; a word that is none of these is left over. A line in which
 * nothing (or next to nothing) is left over, and in which a label, a date or an
 * outlet vouches for the rest, is a press line. A headline written in capitals
 * reads as one long name, hence the limits on names without a label.
 */
#include "press.h"

#include "../lexicon/lexicon.h"

#define MAX_PRESS_BYTES 240

#define KIND(name) (1u << OR_PRESS_WORDS_KIND_##name)

/* What the words after a label are. */
typedef enum Role { NO_ROLE, AUTHOR, SOURCE, EDITOR, PUBLISHED, UPDATED } Role;

typedef struct Parse {
    OrReader reader;
    OrPressLine *press;
    Role role;
    OrRange name;         /* the capitalised words being read */
    uint32_t name_words;  /* all of them, outlets not counted */
    uint32_t other_words; /* what is left over */
    uint32_t firm_labels; /* labels with a colon */
    uint32_t authors;
    uint32_t staff;
    uint32_t credits; /* "Editing by" and the like */
    uint32_t outlets;
    uint32_t dates;
    uint32_t separators;
    uint32_t names; /* runs of them */
    OrRange first_name;
    bool by;
    bool after_staff; /* the name to come is whom the words before describe */
} Parse;

static bool is_separator(int32_t c)
{
    return c == '|' || c == ',' || c == ';' || c == ':' || c == '/' || c == '(' || c == ')' || c == '[' ||
           c == ']' || c == '.' || c == '>' || c == '*' || c == '^' || c == 0x300A || c == 0x300B ||
           c == 0xFF0F || c == 0xB7 || c == 0x2022 || c == 0xFF0C || c == 0xFF1A || c == 0xFF08 ||
           c == 0xFF09 || c == 0xFF5C || c == 0x3010 || c == 0x3011 || c == 0x3001 ||
           (c >= 0x25A0 && c <= 0x27BF) || or_is_dash(c);
}

/* The longest press word of the wanted kinds at the reader. */
static const OrPressWordsRow *read_press_word(OrReader *reader, uint32_t kinds)
{
    const OrPressWordsRow *best = NULL;
    size_t best_length = 0;

    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        size_t length;
        OrPressWordsMatch match =
            or_find_longest_press_words((OrLanguage) language, or_reader_rest(reader), &length);

        for (uint32_t i = 0; i < match.count && length > best_length; i++) {
            if ((kinds >> match.rows[i].kind & 1) && or_ends_word(reader, length)) {
                best = &match.rows[i];
                best_length = length;
            }
        }
    }
    reader->at += (uint32_t) best_length;
    return best;
}

bool or_find_press_word(const OrReader *reader, OrPressWordsKind kind, size_t *length)
{
    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        OrPressWordsMatch match =
            or_find_longest_press_words((OrLanguage) language, or_reader_rest(reader), length);

        if (match.count == 0 || !or_ends_word(reader, *length))
            continue;
        for (uint32_t i = 0; i < match.count; i++) {
            if (match.rows[i].kind == kind)
                return true;
        }
    }
    return false;
}

static void take_outlet(Parse *parse, OrOutlet outlet)
{
    int weight = outlet.known && !outlet.agency ? 6 : 4;

    parse->outlets++;
    if (parse->role == SOURCE)
        weight++;
    if (parse->role == EDITOR)
        weight = 0;
    if (weight > parse->press->outlet_weight) {
        parse->press->outlet = outlet;
        parse->press->outlet_weight = weight;
    }
    if (parse->role == AUTHOR && or_range_is_empty(parse->press->author))
        parse->press->author = outlet.range;
}

/* The capitalised words read so far are complete. */
static void end_name(Parse *parse)
{
    OrOutlet outlet;
    OrRange name = parse->name;

    parse->name = (OrRange){0, 0};
    if (or_range_is_empty(name))
        return;
    if (or_is_outlet(parse->reader.text, name, &outlet)) {
        take_outlet(parse, outlet);
        return;
    }
    for (uint32_t at = name.begin; at < name.end; at++)
        parse->name_words += at == name.begin || parse->reader.text[at - 1] == ' ';
    parse->names++;
    if (parse->names == 1)
        parse->first_name = name;
    if (parse->role != AUTHOR)
        return;
    parse->authors++;
    if (or_range_is_empty(parse->press->author) || parse->after_staff)
        parse->press->author = name;
    else
        parse->press->author.end = name.end;
}

static bool take_separator(Parse *parse)
{
    int32_t c = or_peek_character(&parse->reader);

    if (or_is_blank(c)) {
        or_next_character(&parse->reader);
        return true;
    }
    if (!is_separator(c) || (c == '.' && !or_range_is_empty(parse->name)))
        return false;
    or_next_character(&parse->reader);
    end_name(parse);
    parse->after_staff = false;
    parse->separators++;
    if (c == '|' || c == 0x2022 || c == 0xB7 || c == 0xFF5C)
        parse->role = NO_ROLE;
    return true;
}

static bool follows_colon(const OrReader *reader)
{
    OrReader ahead = *reader;

    or_skip_blanks(&ahead);
    return or_skip_character(&ahead, ':') || or_skip_character(&ahead, 0xFF1A);
}

static void take_label(Parse *parse, const OrPressWordsRow *row)
{
    bool firm = follows_colon(&parse->reader);

    parse->firm_labels += firm;
    switch (row->kind) {
    case OR_PRESS_WORDS_KIND_BY:
        parse->by = true;
        parse->role = AUTHOR;
        break;
    case OR_PRESS_WORDS_KIND_SOURCE:
        parse->role = SOURCE;
        break;
    case OR_PRESS_WORDS_KIND_EDITOR:
        parse->role = EDITOR;
        parse->credits++;
        break;
    case OR_PRESS_WORDS_KIND_PUBLISHED:
        parse->role = PUBLISHED;
        break;
    case OR_PRESS_WORDS_KIND_UPDATED:
        parse->role = UPDATED;
        break;
    case OR_PRESS_WORDS_KIND_STAFF:
        parse->staff++;
        parse->after_staff = true;
        break;
    case OR_PRESS_WORDS_KIND_PLACE:
        parse->role = NO_ROLE;
        break;
    default: /* "and" joins names; asides say nothing */
        break;
    }
}

static bool read_label(Parse *parse)
{
    uint32_t begin = parse->reader.at;
    uint32_t kinds =
        KIND(BY) | KIND(SOURCE) | KIND(EDITOR) | KIND(PUBLISHED) | KIND(UPDATED) | KIND(STAFF) | KIND(ASIDE);
    OrReader ahead = parse->reader;
    OrReader outlet_reader = parse->reader;
    const OrPressWordsRow *row;
    OrOutlet outlet;

    kinds |= KIND(AND);
    if (parse->by || parse->staff > 0)
        kinds |= KIND(PLACE);
    row = read_press_word(&ahead, kinds);
    if (row == NULL)
        return false;
    if (row->kind == OR_PRESS_WORDS_KIND_BY && !or_range_is_empty(parse->name) &&
        or_is_ascii_letter(or_peek(&parse->reader, 0)))
        return false; /* a name before "by" is what was done by somebody */
    if (!follows_colon(&ahead) && or_read_outlet(&outlet_reader, &outlet))
        return false;
    parse->reader = ahead;
    end_name(parse);
    take_label(parse, row);
    if (row->kind == OR_PRESS_WORDS_KIND_STAFF && parse->role == AUTHOR &&
        or_range_is_empty(parse->press->author))
        parse->press->author = (OrRange){begin, ahead.at};
    return true;
}

static bool read_day(Parse *parse)
{
    OrDateReading reading;
    int weight = parse->role == PUBLISHED ? 3 : parse->role == UPDATED ? 1 : 2;

    if (!or_read_date(parse->reader.text, parse->reader.at, parse->reader.end, &reading) ||
        reading.date.precision != OR_PRECISION_DAY || !reading.has_month)
        return false;
    parse->reader.at = reading.range.end;
    end_name(parse);
    parse->dates++;
    if (reading.has_year && weight > parse->press->date_weight) {
        parse->press->date = reading;
        parse->press->date_weight = weight;
    }
    return true;
}

static bool read_known_outlet(Parse *parse)
{
    OrOutlet outlet;

    if (!or_range_is_empty(parse->name) || !or_read_outlet(&parse->reader, &outlet))
        return false;
    /* "Xinhua Writer", "China Daily USA": more capitals make it a longer name or the name of a person. */
    take_outlet(parse, outlet);
    return true;
}

static bool is_word_character(int32_t c)
{
    return c >= 0 && !or_is_blank(c) && (!is_separator(c) || or_is_dash(c) || c == '.');
}

/* Small words inside a name ("van", "de"), "the" before one, and numbers are not left over. */
static bool may_be_left_out(const Parse *parse, uint32_t begin, OrCharacterClass first)
{
    OrString word = {parse->reader.text + begin, parse->reader.at - begin};

    if (first == OR_CHARACTER_DIGIT)
        return word.length <= 2;
    return word.length <= 3 &&
           (!or_range_is_empty(parse->name) || or_find_function_words(OR_LANGUAGE_EN, word).count > 0);
}

/* A capitalised word goes to the name, any other is left over. */
static void read_word(Parse *parse)
{
    uint32_t begin = parse->reader.at;
    int32_t first = or_peek_character(&parse->reader);
    OrCharacterClass class = or_character_class((uint32_t) first);

    do
        or_next_character(&parse->reader);
    while (is_word_character(or_peek_character(&parse->reader)));
    if (class == OR_CHARACTER_IDEOGRAPH || or_is_upper((uint32_t) first)) {
        if (or_range_is_empty(parse->name))
            parse->name.begin = begin;
        parse->name.end = parse->reader.at;
    } else if (!may_be_left_out(parse, begin, class)) {
        parse->other_words++;
    }
}

static void read_part(Parse *parse)
{
    if (take_separator(parse) || read_day(parse) || read_label(parse) || read_known_outlet(parse))
        return;
    read_word(parse);
}

/* Do the parts read vouch for the line as a whole? */
static bool is_press_line(const Parse *parse, const OrLine *line)
{
    bool names = parse->name_words > 0;

    if (line->ends_sentence && parse->other_words > 0)
        return false;
    if (parse->dates > 0 && parse->name_words <= 6 && parse->other_words <= 1)
        return true;
    if (parse->by && parse->other_words == 0 && parse->name_words <= 14 &&
        (parse->authors > 0 || parse->outlets > 0 || parse->staff > 0))
        return true;
    if (parse->credits > 0 && parse->other_words <= 1 && names)
        return true;
    if (parse->firm_labels > 0 && parse->other_words <= 2 && line->words <= 16 &&
        (names || parse->outlets > 0 || parse->dates > 0))
        return true;
    if (parse->other_words > 0 || parse->name_words > 4 || (names && line->ends_sentence))
        return false;
    return (parse->outlets > 0 && (!names || parse->separators > 0)) || (parse->staff > 0 && names);
}

bool or_read_press_line(const char *text, const OrLine *line, OrPressLine *press)
{
    Parse parse = {.reader = {text, line->range.begin, line->range.end}, .press = press};

    *press = (OrPressLine){0};
    if (or_range_length(line->range) > MAX_PRESS_BYTES)
        return false;
    while (parse.reader.at < parse.reader.end)
        read_part(&parse);
    end_name(&parse);
    if (parse.names == 1 && parse.name_words == 1 && parse.dates > 0 && parse.outlets == 0 && !parse.by)
        press->single = parse.first_name;
    press->only_names = parse.name_words >= 2 && parse.name_words <= 9 && parse.names <= 4 &&
                        parse.other_words == 0 &&
                        parse.dates + parse.outlets + parse.firm_labels + parse.staff == 0 && !parse.by;
    if (parse.staff > 0 && or_range_is_empty(press->author)) /* "Jane Doe, staff writer" */
        press->author = parse.first_name;
    press->byline = parse.by || (parse.staff > 0 && parse.name_words > 0) || parse.credits > 0;
    return is_press_line(&parse, line);
}
