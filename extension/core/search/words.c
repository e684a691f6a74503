/*
 * words.c: the scanner of words.
 *
 * ASCII letters and digits, nearly all there is in an English text, are read
 * in one loop over a table. Only where that loop stops is there anything to
 * decide: an apostrophe, a hyphen or a full stop may be inside a word, and a
 * byte above 127 may begin a letter.
 */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "han.h"
#include "hash.h"
#include "lexicon/lexicon.h"
#include "text/characters.h"
#include "words.h"

/* Of a host name or the first part of an address. */
#define LONGEST_LABEL 64

#define LOWER 0x01
#define UPPER 0x02
#define DIGIT 0x04
#define UNDERSCORE 0x08
#define FOREIGN 0x10
#define AMPERSAND 0x20
#define SPACE 0x40
#define ENDING 0x80
#define ANY_LETTER (LOWER | UPPER | FOREIGN)
#define IN_WORD (LOWER | UPPER | DIGIT | UNDERSCORE)

#define TEN(x) x, x, x, x, x, x, x, x, x, x
#define ALPHABET(x) TEN(x), TEN(x), x, x, x, x, x, x

#define BLANK (SPACE | ENDING)

/* Bytes above 127 are 0, as most punctuation is: the loop stops there. */
static const uint8_t kinds[256] = {
    ['\t'] = BLANK,     ['\n'] = BLANK,          ['\v'] = BLANK,     ['\f'] = BLANK,         ['\r'] = BLANK,
    [' '] = BLANK,      ['"'] = ENDING,          [')'] = ENDING,     [','] = ENDING,         [';'] = ENDING,
    ['0'] = TEN(DIGIT), ['A'] = ALPHABET(UPPER), ['_'] = UNDERSCORE, ['a'] = ALPHABET(LOWER)};

static uint8_t kind_at(const OrWordScanner *scanner, size_t position)
{
    return position < scanner->length ? kinds[(unsigned char) scanner->text[position]] : 0;
}

/* What the character before `*position`'s new value is in a word; 0: it ends the word. */
static uint8_t read_unicode(const OrWordScanner *scanner, size_t *position)
{
    uint32_t c = or_next_code_point(scanner->text, scanner->length, position);
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script;

    switch (or_character_class(c)) {
    case OR_CHARACTER_LETTER:
        script = uscript_getScript((UChar32) c, &status);
        if (script == USCRIPT_LATIN)
            return u_isUUppercase((UChar32) c) ? UPPER : LOWER;
        return script == USCRIPT_INHERITED || script == USCRIPT_COMMON ? LOWER : FOREIGN;
    case OR_CHARACTER_DIGIT:
        return DIGIT;
    default:
        return 0;
    }
}

static bool is_invisible(const OrWordScanner *scanner, size_t *position)
{
    size_t next = *position;

    if (or_character_class(or_next_code_point(scanner->text, scanner->length, &next)) != OR_CHARACTER_IGNORED)
        return false;
    *position = next;
    return true;
}

/* Does a letter or digit stand at this place? */
static uint8_t word_kind_at(const OrWordScanner *scanner, size_t position)
{
    uint8_t kind = kind_at(scanner, position);

    if (position >= scanner->length || (unsigned char) scanner->text[position] < 0x80)
        return kind & IN_WORD;
    return read_unicode(scanner, &position);
}

/* Letters and digits in a row, as far as a token may reach; their kinds are added to *found. */
static size_t scan_run(const OrWordScanner *scanner, size_t position, uint8_t *found)
{
    size_t left = scanner->length - position;
    size_t stop = position + (left < OR_SEARCH_LONGEST_TOKEN ? left : OR_SEARCH_LONGEST_TOKEN);

    for (;;) {
        size_t next;
        uint8_t kind;

        while (position < stop && (kinds[(unsigned char) scanner->text[position]] & IN_WORD) != 0)
            *found |= kinds[(unsigned char) scanner->text[position++]];
        if (position >= stop || (unsigned char) scanner->text[position] < 0x80)
            return position;
        next = position;
        kind = read_unicode(scanner, &next);
        if (kind == 0) {
            next = position;
            if (!is_invisible(scanner, &next))
                return position;
        }
        *found |= kind;
        position = next;
    }
}

/* Where the digits of "COVID19" begin: three letters or more and a number are two words. */
static size_t split_digits(const OrWordScanner *scanner, size_t begin, size_t end)
{
    size_t position = begin;

    while (position < end && (kind_at(scanner, position) & (LOWER | UPPER)) != 0)
        position++;
    return position - begin >= 3 && position < end && (kind_at(scanner, position) & DIGIT) != 0 ? position
                                                                                                : end;
}

/* The ending after an apostrophe at `position`: 's and the like are words of their own. */
static bool is_clitic(const OrWordScanner *scanner, size_t position, size_t *end)
{
    static const char *const clitics[] = {"s", "re", "ve", "ll", "d", "m"};
    size_t width = or_apostrophe_width(scanner->text, scanner->length, position);

    if (width == 0)
        return false;
    position += width;
    for (size_t i = 0; i < sizeof(clitics) / sizeof(clitics[0]); i++) {
        size_t length = strlen(clitics[i]);
        size_t matched = 0;

        while (matched < length && position + matched < scanner->length &&
               (scanner->text[position + matched] | 0x20) == clitics[i][matched])
            matched++;
        if (matched == length && word_kind_at(scanner, position + length) == 0) {
            *end = position + length;
            return true;
        }
    }
    return false;
}

static bool is_joining_prefix(const OrWordScanner *scanner, size_t begin, size_t end)
{
    return or_find_search_prefixes(OR_LANGUAGE_EN, (OrString){scanner->text + begin, end - begin}).count > 0;
}

static size_t hyphen_width(const OrWordScanner *scanner, size_t position)
{
    if (position < scanner->length && scanner->text[position] == '-')
        return 1;
    if (scanner->length - position < 3 || memcmp(scanner->text + position, "\xE2\x80", 2) != 0)
        return 0;
    return scanner->text[position + 2] == '\x90' || scanner->text[position + 2] == '\x91' ? 3 : 0;
}

/*
 * Does the mark at `position` belong to the word that began at `begin`? Returns
 * its width, or 0. An apostrophe does between letters (Xi'an), a hyphen after a
 * prefix that is written either way (co-operate) and before the number of a
 * short code (F-16), an ampersand between capitals (AT&T).
 */
static size_t joining_width(const OrWordScanner *scanner, size_t begin, size_t position, uint8_t found)
{
    size_t width = or_apostrophe_width(scanner->text, scanner->length, position);
    size_t clitic_end;
    uint8_t next;

    if (width > 0) {
        next = word_kind_at(scanner, position + width);
        return (found & ANY_LETTER) && (next & ANY_LETTER) && !is_clitic(scanner, position, &clitic_end)
                   ? width
                   : 0;
    }
    width = hyphen_width(scanner, position);
    if (width > 0) {
        next = word_kind_at(scanner, position + width);
        if ((next & DIGIT) && position - begin <= 2 && (found & UPPER) && !(found & DIGIT))
            return width;
        return (next & ANY_LETTER) && is_joining_prefix(scanner, begin, position) ? width : 0;
    }
    if (scanner->text[position] == '&' && found == UPPER && (word_kind_at(scanner, position + 1) & UPPER))
        return 1;
    return 0;
}

static void classify(const OrWordScanner *scanner, OrSearchWord *word, uint8_t found)
{
    size_t length = word->end - word->begin;
    const char *text = scanner->text + word->begin;

    if (length > OR_SEARCH_LONGEST_WORD)
        word->shape = OR_SHAPE_OTHER;
    else if (found & FOREIGN)
        word->shape = OR_SHAPE_FOREIGN;
    else if ((found & (LOWER | UPPER)) == 0)
        word->shape = found & UNDERSCORE ? OR_SHAPE_CODE : OR_SHAPE_NUMBER;
    else
        word->shape = found & (DIGIT | UNDERSCORE) ? OR_SHAPE_CODE : OR_SHAPE_LETTERS;

    if ((found & LOWER) == 0 && length > 1)
        word->letter_case = OR_CASE_CAPITALS;
    else if ((word_kind_at(scanner, word->begin) & UPPER) == 0)
        word->letter_case = OR_CASE_LOWER;
    else
        word->letter_case = OR_CASE_CAPITAL;
    if (length >= 3 && word->letter_case == OR_CASE_CAPITAL && text[length - 1] == 's') {
        bool capitals = true;

        for (size_t i = 0; i + 1 < length && capitals; i++)
            capitals = (kinds[(unsigned char) text[i]] & (UPPER | DIGIT)) != 0;
        if (capitals)
            word->letter_case = OR_CASE_PLURAL;
    }
}

/* A word of letters and digits, with the marks that it has inside. */
static void scan_plain(const OrWordScanner *scanner, OrSearchWord *word)
{
    uint8_t found = 0;
    size_t end = scan_run(scanner, word->begin, &found);
    size_t width;

    if ((found & DIGIT) && (found & (LOWER | UPPER)) && !(found & UNDERSCORE)) {
        size_t split = split_digits(scanner, word->begin, end);

        if (split < end) {
            word->end = split;
            classify(scanner, word, found & ~DIGIT);
            return;
        }
    }
    while (end < scanner->length && end - word->begin <= OR_SEARCH_LONGEST_WORD &&
           (width = joining_width(scanner, word->begin, end, found)) > 0) {
        if (scanner->text[end] == '&')
            found |= AMPERSAND;
        end = scan_run(scanner, end + width, &found);
    }
    word->end = end;
    classify(scanner, word, found);
    if (found & AMPERSAND)
        word->shape = OR_SHAPE_INITIALS;
}

/* A run too long to be a word is given back in parts that fit a token, cut between characters. */
static void cut_long_word(const OrWordScanner *scanner, OrSearchWord *word)
{
    size_t end = word->begin + OR_SEARCH_LONGEST_TOKEN;

    if (word->end - word->begin > OR_SEARCH_LONGEST_WORD && word->shape != OR_SHAPE_IDEOGRAPHS)
        word->shape = OR_SHAPE_OTHER;
    if (word->end <= end)
        return;
    while (end > word->begin && ((unsigned char) scanner->text[end] & 0xC0) == 0x80)
        end--;
    word->end = end;
}

static bool is_ideograph_at(const OrWordScanner *scanner, size_t position)
{
    if (or_is_han_at(scanner->text, scanner->length, position))
        return true;
    if (position >= scanner->length || (unsigned char) scanner->text[position] < 0xE0)
        return false;
    return or_character_class(or_next_code_point(scanner->text, scanner->length, &position)) ==
           OR_CHARACTER_IDEOGRAPH;
}

/* Bytes of a unit of dates at `position`: 年, 月, 日. */
static size_t date_unit_width(const OrWordScanner *scanner, size_t position)
{
    size_t length = 0;
    OrString rest = {scanner->text + position, scanner->length - position};
    OrCalendarMatch found = or_find_longest_calendar(OR_LANGUAGE_ZH, rest, &length);

    if (found.count == 0 || found.rows[0].kind < OR_CALENDAR_KIND_YEAR_UNIT ||
        found.rows[0].kind > OR_CALENDAR_KIND_DAY_UNIT)
        return 0;
    return length;
}

/* A run of ideographs. After a number, a unit of dates is a word of its own. */
static void scan_ideographs(const OrWordScanner *scanner, OrSearchWord *word)
{
    size_t position = word->begin;
    size_t unit =
        scanner->previous_shape == OR_SHAPE_NUMBER && word->gap == 0 ? date_unit_width(scanner, position) : 0;
    int characters = 0;

    word->shape = OR_SHAPE_IDEOGRAPHS;
    word->letter_case = OR_CASE_LOWER;
    if (unit > 0) {
        word->end = position + unit;
        return;
    }
    for (; characters < OR_SEARCH_LONGEST_TOKEN / 4; characters++) {
        if (or_is_han_at(scanner->text, scanner->length, position))
            position += OR_HAN_BYTES;
        else if (is_ideograph_at(scanner, position))
            or_next_code_point(scanner->text, scanner->length, &position);
        else
            break;
    }
    word->end = position;
}

static bool set_shape(OrSearchWord *word, size_t end, OrWordShape shape, OrLetterCase letter_case)
{
    if (end == 0)
        return false;
    word->end = end;
    word->shape = shape;
    word->letter_case = letter_case;
    return true;
}

/* A dot, an at sign or a slash behind the first letters: is this one of the words with marks? */
static bool scan_marked(const OrWordScanner *scanner, OrSearchWord *word)
{
    const char *text = scanner->text;
    size_t length = scanner->length;
    size_t begin = word->begin;
    size_t run = begin;

    if (or_is_ascii_digit(text[begin])) {
        if (set_shape(word, or_scan_iso_date(text, length, begin), OR_SHAPE_DATE, OR_CASE_LOWER))
            return true;
        run = or_scan_number(text, length, begin);
        if (word_kind_at(scanner, run) == 0 && !(run < length && (text[run] == '@' || text[run] == '.')))
            return set_shape(word, run, OR_SHAPE_NUMBER, OR_CASE_LOWER);
        run = begin;
    }
    while (run < length && run - begin < LONGEST_LABEL &&
           ((kind_at(scanner, run) & IN_WORD) != 0 || text[run] == '-'))
        run++;
    if (run >= length || (text[run] != '.' && text[run] != '@' && text[run] != '+'))
        return false;
    if (run + 1 < length && (or_is_ascii_alnum(text[run + 1]) || run - begin == 1)) {
        if (run - begin == 1 && text[run] == '.' &&
            set_shape(word, or_scan_initials(text, length, begin), OR_SHAPE_INITIALS, OR_CASE_CAPITALS)) {
            word->letter_case = text[begin] >= 'a' ? OR_CASE_LOWER : OR_CASE_CAPITALS;
            return true;
        }
        return set_shape(word, or_scan_address(text, length, begin), OR_SHAPE_ADDRESS, OR_CASE_LOWER) ||
               set_shape(word, or_scan_host(text, length, begin, scanner->after_scheme), OR_SHAPE_HOST,
                         OR_CASE_LOWER);
    }
    return false;
}

/* What may follow the word before without a gap: 's, %, the path of a URL. */
static bool scan_attached(OrWordScanner *scanner, OrSearchWord *word)
{
    size_t position = scanner->position;
    size_t end;

    if (scanner->previous_end != position || position == 0 ||
        (kinds[(unsigned char) scanner->text[position]] & SPACE))
        return false;
    word->begin = (uint32_t) position;
    word->gap = 0;
    if (is_clitic(scanner, position, &end)) {
        bool possessive = (scanner->text[end - 1] | 0x20) == 's';

        return set_shape(word, end, possessive ? OR_SHAPE_POSSESSIVE : OR_SHAPE_LETTERS, OR_CASE_LOWER);
    }
    if (scanner->previous_shape == OR_SHAPE_HOST)
        return set_shape(word, or_scan_path(scanner->text, scanner->length, position), OR_SHAPE_OTHER,
                         OR_CASE_LOWER);
    return false;
}

/* The width of a percent sign, half or full width. */
static size_t percent_width(const OrWordScanner *scanner, size_t position)
{
    if (scanner->text[position] == '%')
        return 1;
    return scanner->length - position >= 3 && memcmp(scanner->text + position, "\xEF\xBC\x85", 3) == 0 ? 3
                                                                                                       : 0;
}

static uint8_t gap_of(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '\r':
        return OR_GAP_SPACE;
    case '-':
        return OR_GAP_HYPHEN;
    case '.':
        return OR_GAP_DOT;
    case ',':
        return OR_GAP_COMMA;
    default:
        return OR_GAP_OTHER;
    }
}

/* Move over one character that is in no word. */
static void skip_character(OrWordScanner *scanner, uint8_t *gap)
{
    const char *at = scanner->text + scanner->position;

    if (*at == '\n') {
        *gap |= *gap & OR_GAP_NEWLINE ? OR_GAP_EMPTY_LINE : OR_GAP_NEWLINE;
        scanner->position++;
    } else if ((unsigned char) *at < 0x80) {
        *gap |= gap_of(*at);
        scanner->position++;
    } else if (hyphen_width(scanner, scanner->position) > 0) {
        *gap |= OR_GAP_HYPHEN;
        scanner->position += 3;
    } else {
        uint32_t c = or_next_code_point(scanner->text, scanner->length, &scanner->position);
        OrCharacterClass class = or_character_class(c);

        *gap |= class == OR_CHARACTER_SPACE || class == OR_CHARACTER_IGNORED ? OR_GAP_SPACE : OR_GAP_OTHER;
    }
}

/* Scheme and slashes of a URL are no words. */
static bool skip_scheme(OrWordScanner *scanner, const OrSearchWord *word)
{
    if (word->shape != OR_SHAPE_LETTERS || scanner->length - word->end < 4 ||
        memcmp(scanner->text + word->end, "://", 3) != 0)
        return false;
    scanner->position = word->end + 3;
    scanner->after_scheme = true;
    return true;
}

static void scan_at(OrWordScanner *scanner, OrSearchWord *word)
{
    if (is_ideograph_at(scanner, word->begin))
        scan_ideographs(scanner, word);
    else if (!scan_marked(scanner, word))
        scan_plain(scanner, word);
    cut_long_word(scanner, word);
}

#define EVERY_BYTE 0x0101010101010101u
#define UPPER_BIT (0x80 * EVERY_BYTE)
#define CASE_BIT (0x20 * EVERY_BYTE)

/* How many of the first bytes of a chunk are ASCII letters. */
static unsigned count_letters(uint64_t chunk)
{
    uint64_t letters = (chunk | CASE_BIT) & ~UPPER_BIT;
    uint64_t from_a = letters + (0x80 - 'a') * EVERY_BYTE;
    uint64_t beyond_z = letters + (0x80 - 'z' - 1) * EVERY_BYTE;
    uint64_t others = (~from_a | beyond_z | chunk) & UPPER_BIT;

    if (others == 0)
        return sizeof(chunk);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return (unsigned) __builtin_clzll(others) / 8;
#else
    return (unsigned) __builtin_ctzll(others) / 8;
#endif
}

/* ASCII letters from `position` on, eight at a time; their cases are added to *found, and they are hashed. */
static size_t scan_letters(const OrWordScanner *scanner, size_t position, uint8_t *found, uint32_t *hash)
{
    size_t begin = position;
    uint64_t sum = OR_HASH_START;
    unsigned letters;

    do {
        uint64_t chunk = or_read_chunk(scanner->text, scanner->length, position);
        uint64_t in_word;

        letters = count_letters(chunk);
        if (letters == 0)
            break;
        in_word = letters < sizeof(chunk) ? or_first_bytes(letters) : ~(uint64_t) 0;
        *found |= (chunk & CASE_BIT & in_word) != 0 ? LOWER : 0;
        *found |= (~chunk & CASE_BIT & in_word) != 0 ? UPPER : 0;
        sum = or_hash_add(sum, (chunk | CASE_BIT) & in_word);
        position += letters;
    } while (letters == sizeof(uint64_t) && position - begin < OR_SEARCH_LONGEST_WORD);
    *hash = (uint32_t) sum;
    return position;
}

/* A word of ASCII letters that a space or a plain mark ends: nearly every word there is. */
static bool scan_simple(const OrWordScanner *scanner, OrSearchWord *word)
{
    const char *text = scanner->text;
    uint8_t found = 0;
    size_t position = scan_letters(scanner, word->begin, &found, &word->hash);
    char next;

    if (found == 0 || position - word->begin >= OR_SEARCH_LONGEST_WORD || scanner->after_scheme)
        return false;
    next = position < scanner->length ? text[position] : ' ';
    if (next == '.' && position - word->begin > 1)
        next = position + 1 < scanner->length ? text[position + 1] : ' ';
    if ((kinds[(unsigned char) next] & ENDING) == 0)
        return false;
    word->end = (uint32_t) position;
    word->shape = OR_SHAPE_LETTERS;
    word->letter_case = OR_CASE_LOWER;
    word->plain = true;
    if (found & UPPER)
        classify(scanner, word, found);
    return true;
}

/* Spaces and ASCII marks that can belong to no word, in one go; what may be more stops it. */
static uint8_t skip_plain_gap(OrWordScanner *scanner)
{
    const char *text = scanner->text;
    size_t position = scanner->position;
    uint8_t gap = 0;

    while (position < scanner->length && (text[position] == ' ' || text[position] == ',')) {
        gap |= text[position] == ' ' ? OR_GAP_SPACE : OR_GAP_COMMA;
        position++;
    }
    scanner->position = position;
    return gap;
}

/* A percent sign after a number is a word. */
static bool scan_percent(const OrWordScanner *scanner, OrSearchWord *word)
{
    size_t width = scanner->previous_shape == OR_SHAPE_NUMBER && (word->gap & ~OR_GAP_SPACE) == 0
                       ? percent_width(scanner, word->begin)
                       : 0;

    return width > 0 && set_shape(word, word->begin + width, OR_SHAPE_LETTERS, OR_CASE_LOWER);
}

/* An ASCII sign that neither is in a word nor begins what may follow one without a gap. */
static bool is_plain_mark(char c)
{
    switch (c) {
    case '\'':
    case '%':
    case '/':
    case '?':
    case '#':
    case ':':
        return false;
    default:
        return (unsigned char) c < 0x80 && (kinds[(unsigned char) c] & IN_WORD) == 0;
    }
}

/* Is there a word here? */
static bool scan_here(OrWordScanner *scanner, OrSearchWord *word)
{
    if (is_plain_mark(scanner->text[word->begin]))
        return false;
    if (scan_simple(scanner, word))
        return true;
    if (or_is_han_at(scanner->text, scanner->length, word->begin)) {
        scan_ideographs(scanner, word);
        return true;
    }
    if (scan_attached(scanner, word) || scan_percent(scanner, word))
        return true;
    if (word_kind_at(scanner, scanner->position) == 0 && !is_ideograph_at(scanner, scanner->position))
        return false;
    scan_at(scanner, word);
    return true;
}

bool or_scan_word(OrWordScanner *scanner, OrSearchWord *word)
{
    uint8_t gap = skip_plain_gap(scanner);

    while (scanner->position < scanner->length) {
        word->gap = gap;
        word->plain = false;
        word->begin = (uint32_t) scanner->position;
        if (!scan_here(scanner, word)) {
            skip_character(scanner, &gap);
            continue;
        }
        if (skip_scheme(scanner, word)) {
            gap |= OR_GAP_OTHER;
            continue;
        }
        scanner->position = word->end;
        scanner->previous_end = word->end;
        scanner->previous_shape = word->shape;
        scanner->after_scheme = false;
        return true;
    }
    return false;
}
