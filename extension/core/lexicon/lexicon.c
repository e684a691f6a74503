/*
 * lexicon.c: lookups in the tables that the build makes from the word lists.
 */
#include "lexicon.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

/*
 * The beginning of a text in the form that a table's keys have, at most as
 * long as its longest key. source_ends[i] is the number of bytes of the text
 * that the first i bytes of the key stand for, 0 inside a character: folding
 * may change the length of a character in UTF-8.
 */
typedef struct FoldedText {
    size_t length;
    bool complete; /* all of the text is in it */
    char bytes[OR_LEXICON_LONGEST_KEY];
    uint16_t source_ends[OR_LEXICON_LONGEST_KEY + 1];
} FoldedText;

static const char *row_at(const OrLexiconTable *table, uint32_t index)
{
    return (const char *) table->rows + (size_t) index * table->row_size;
}

static OrString key_at(const OrLexiconTable *table, uint32_t index)
{
    OrLexiconString key;

    memcpy(&key, row_at(table, index), sizeof(key));
    return or_lexicon_string(key);
}

static bool key_is(const OrLexiconTable *table, uint32_t index, const char *bytes, size_t length)
{
    OrString key = key_at(table, index);

    return key.length == length && memcmp(key.data, bytes, length) == 0;
}

/* FNV-1a, as compile_lexicon.pl computes it. */
static uint32_t hash_key(const char *bytes, size_t length)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char) bytes[i]) * 16777619u;
    return hash;
}

/* The rows of one key, which are neighbours. */
static OrLexiconMatch match_key(const OrLexiconTable *table, const char *bytes, size_t length)
{
    uint32_t slot;

    if (length == 0 || length > table->longest_key)
        return (OrLexiconMatch){NULL, 0};
    slot = hash_key(bytes, length) & table->mask;
    while (table->slots[slot] != 0) {
        uint32_t first = table->slots[slot] - 1;

        if (key_is(table, first, bytes, length)) {
            uint32_t end = first + 1;

            while (end < table->count && key_is(table, end, bytes, length))
                end++;
            return (OrLexiconMatch){row_at(table, first), end - first};
        }
        slot = (slot + 1) & table->mask;
    }
    return (OrLexiconMatch){NULL, 0};
}

static UChar32 fold_character(UChar32 character, bool folded)
{
    if (!folded)
        return character;
    if (character < 0x80)
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    return u_tolower(character);
}

/* Read `text` into `result` until it is longer than any key or not UTF-8. */
static void fold_text(const OrLexiconTable *table, OrString text, FoldedText *result)
{
    int32_t position = 0;
    int32_t end =
        (int32_t) (text.length > 2 * OR_LEXICON_LONGEST_KEY ? 2 * OR_LEXICON_LONGEST_KEY : text.length);

    result->length = 0;
    while (position < end) {
        UChar32 character;
        int32_t width;

        U8_NEXT(text.data, position, end, character);
        if (character < 0)
            break;
        character = fold_character(character, table->folded);
        width = U8_LENGTH(character);
        if (result->length + width > table->longest_key)
            break;
        memset(&result->source_ends[result->length + 1], 0, width * sizeof(uint16_t));
        U8_APPEND_UNSAFE(result->bytes, result->length, character);
        result->source_ends[result->length] = (uint16_t) position;
    }
    result->complete = result->length > 0 && result->source_ends[result->length] == text.length;
}

/* Most words are ASCII: fold them without a thought to where their characters end. */
static bool fold_ascii(OrString word, char *bytes)
{
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i];

        if ((c & 0x80) != 0)
            return false;
        bytes[i] = (char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return true;
}

OrLexiconMatch or_lexicon_find(const OrLexiconTable *table, OrString word)
{
    FoldedText key;

    if (table->count == 0)
        return (OrLexiconMatch){NULL, 0};
    if (!table->folded)
        return match_key(table, word.data, word.length);
    if (word.length <= table->longest_key && fold_ascii(word, key.bytes))
        return match_key(table, key.bytes, word.length);
    fold_text(table, word, &key);
    if (!key.complete)
        return (OrLexiconMatch){NULL, 0};
    return match_key(table, key.bytes, key.length);
}

static size_t common_length(OrString key, const char *bytes, size_t length)
{
    size_t shorter = key.length < length ? key.length : length;
    size_t common = 0;

    while (common < shorter && key.data[common] == bytes[common])
        common++;
    return common;
}

static int compare_key(OrString key, const char *bytes, size_t length)
{
    size_t shorter = key.length < length ? key.length : length;
    int order = memcmp(key.data, bytes, shorter);

    if (order != 0)
        return order;
    return key.length < length ? -1 : key.length > length;
}

/* The number of keys that sort at or before `bytes`. */
static uint32_t count_up_to(const OrLexiconTable *table, const char *bytes, size_t length)
{
    uint32_t low = 0;
    uint32_t high = table->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (compare_key(key_at(table, middle), bytes, length) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * A key that `text` begins with sorts at or before it. Let K be the last key
 * that does. If `text` begins with K, K is the longest such key. If not, the
 * longest one is also the beginning of what K and `text` share, since it sorts
 * before K and after the point where they part: look again with that shorter
 * text, which ends after as many turns as a key has bytes, in practice two.
 */
OrLexiconMatch or_lexicon_find_longest(const OrLexiconTable *table, OrString text, size_t *length)
{
    FoldedText key;

    *length = 0;
    if (table->count == 0)
        return (OrLexiconMatch){NULL, 0};
    fold_text(table, text, &key);
    while (key.length > 0) {
        uint32_t position = count_up_to(table, key.bytes, key.length);
        OrString found;
        size_t common;

        if (position == 0)
            break;
        found = key_at(table, position - 1);
        common = common_length(found, key.bytes, key.length);
        if (common == found.length && key.source_ends[common] > 0) {
            *length = key.source_ends[common];
            return match_key(table, key.bytes, common);
        }
        key.length = common < key.length ? common : common - 1;
    }
    return (OrLexiconMatch){NULL, 0};
}
