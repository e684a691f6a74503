/*
 * lexicon.c: lookups in the tables that the build makes from the word lists.
 */
#include "lexicon.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

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
    if (character >= 0x3000 && character < 0xA000) /* Han, kana and their punctuation have no case */
        return character;
    return u_tolower(character);
}

/* A word in the form that the keys have; false where it is longer than any, or not UTF-8. */
static bool fold_word(const OrLexiconTable *table, OrString word, char *bytes, size_t *length)
{
    int32_t position = 0;

    *length = 0;
    while (position < (int32_t) word.length) {
        UChar32 character;

        U8_NEXT(word.data, position, (int32_t) word.length, character);
        if (character < 0)
            return false;
        character = fold_character(character, table->folded);
        if (*length + (size_t) U8_LENGTH(character) > table->longest_key)
            return false;
        U8_APPEND_UNSAFE(bytes, *length, character);
    }
    return true;
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
    char key[OR_LEXICON_LONGEST_KEY];
    size_t length;

    if (table->count == 0 || word.length > 2 * OR_LEXICON_LONGEST_KEY)
        return (OrLexiconMatch){NULL, 0};
    if (!table->folded)
        return match_key(table, word.data, word.length);
    if (word.length <= table->longest_key && fold_ascii(word, key))
        return match_key(table, key, word.length);
    if (!fold_word(table, word, key, &length))
        return (OrLexiconMatch){NULL, 0};
    return match_key(table, key, length);
}

/*
 * The next character of a text, in the form that the keys have: its bytes go to
 * `folded`. Returns how many they are; 0 at the end and where it is not UTF-8.
 */
static uint32_t next_folded(const OrLexiconTable *table, OrString text, int32_t *position, char *folded)
{
    UChar32 character;
    uint32_t width = 0;

    if (*position >= (int32_t) text.length)
        return 0;
    if ((text.data[*position] & 0x80) == 0) {
        char c = text.data[(*position)++];

        folded[0] = table->folded && c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        return 1;
    }
    U8_NEXT(text.data, *position, (int32_t) text.length, character);
    if (character < 0)
        return 0;
    U8_APPEND_UNSAFE(folded, width, fold_character(character, table->folded));
    return width;
}

/* ASCII letters, all at once: bit 7 of a sum tells that a byte is at least 'A', or more than 'Z'. */
static uint64_t fold_ascii_bytes(uint64_t bytes)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t from_a = bytes + (0x80 - 'A') * each;
    uint64_t behind_z = bytes + (0x80 - 'Z' - 1) * each;

    return bytes | ((from_a ^ behind_z) & 0x80 * each) >> 2;
}

/* The first byte of a character of a script without letter case: Han, kana and their punctuation. */
static bool begins_caseless(unsigned char byte)
{
    return byte >= 0xE3 && byte <= 0xE9;
}

/* Whether folding the head of a text is a matter of its ASCII letters alone; then it is done. */
static bool fold_plain_head(const OrLexiconTable *table, const char *text, uint64_t *head)
{
    const unsigned char *c = (const unsigned char *) text;
    uint32_t i = 0;

    *head = c[0] | (uint64_t) c[1] << 8 | (uint64_t) c[2] << 16 | (uint64_t) c[3] << 24 |
            (uint64_t) c[4] << 32 | (uint64_t) c[5] << 40;
    if (!table->folded)
        return true;
    if ((*head & UINT64_C(0x8080808080808080)) == 0) {
        *head = fold_ascii_bytes(*head);
        return true;
    }
    while (i < OR_LEXICON_LONGEST_HEAD && (c[i] < 0x80 || begins_caseless(c[i]))) {
        if (c[i] >= 'A' && c[i] <= 'Z')
            *head |= (uint64_t) 0x20 << 8 * i;
        i += c[i] < 0x80 ? 1 : 3;
    }
    return i >= OR_LEXICON_LONGEST_HEAD;
}

/* The head of a text in the form that the keys have; its bytes go to *length. */
static uint64_t fold_head(const OrLexiconTable *table, OrString text, uint32_t *length)
{
    int32_t position = 0;
    uint64_t head = 0;
    char bytes[U8_MAX_LENGTH];
    uint32_t width;

    *length = OR_LEXICON_LONGEST_HEAD;
    if (text.length >= OR_LEXICON_LONGEST_HEAD && fold_plain_head(table, text.data, &head))
        return head;
    *length = 0;
    head = 0;
    while (*length < OR_LEXICON_LONGEST_HEAD && (width = next_folded(table, text, &position, bytes)) > 0) {
        for (uint32_t i = 0; i < width && *length < OR_LEXICON_LONGEST_HEAD; i++)
            head |= (uint64_t) (unsigned char) bytes[i] << 8 * (*length)++;
    }
    return head;
}

static bool has_bit(const OrLexiconTable *table, uint32_t beginning)
{
    uint32_t bit = (beginning * 2654435761u >> 16) % OR_LEXICON_HEAD_BITS; /* as compile_lexicon.pl does */

    return table->head_bits[bit / 32] >> bit % 32 & 1;
}

/* Whether some key may begin as a text with this head does; false is certain. */
static bool may_begin_key(const OrLexiconTable *table, uint64_t head)
{
    return has_bit(table, (uint32_t) head & 0xFFFFFF) || has_bit(table, (uint32_t) head & 0xFFFF) ||
           has_bit(table, (uint32_t) head & 0xFF);
}

/* The slot of a head, or an empty one. */
static const OrLexiconHead *find_head(const OrLexiconTable *table, uint64_t head)
{
    uint32_t slot = (uint32_t) (head * UINT64_C(0x9E3779B97F4A7C15) >> 40) &
                    table->head_mask; /* as compile_lexicon.pl does */

    while (table->heads[slot].head != head && table->heads[slot].count != 0)
        slot = (slot + 1) & table->head_mask;
    return &table->heads[slot];
}

/* The bytes of `text` that stand for a key it begins with; 0 where it does not. */
static size_t covered_by(const OrLexiconTable *table, OrString text, OrString key)
{
    int32_t position = 0;
    uint32_t matched = 0;

    if (text.length >= key.length && memcmp(text.data, key.data, key.length) == 0)
        return key.length; /* keys are folded already */
    while (matched < key.length) {
        char bytes[U8_MAX_LENGTH];
        uint32_t width;

        if (position < (int32_t) text.length && text.data[position] != key.data[matched] &&
            begins_caseless((unsigned char) text.data[position]))
            return 0;
        width = next_folded(table, text, &position, bytes);
        if (width == 0 || matched + width > key.length)
            return 0;
        for (uint32_t i = 0; i < width; i++) {
            if (bytes[i] != key.data[matched++])
                return 0;
        }
    }
    return (size_t) position;
}

/*
 * Keys that begin with the same bytes are neighbours, and of those that one
 * text begins with each is the beginning of the next: from the end, the first
 * that fits is the longest.
 */
static OrLexiconMatch longest_of(const OrLexiconTable *table, const OrLexiconHead *rows, OrString text,
                                 size_t *length)
{
    for (uint32_t i = rows->count; i-- > 0;) {
        OrString key = key_at(table, rows->first + i);
        uint32_t others = i;

        *length = covered_by(table, text, key);
        if (*length == 0)
            continue;
        while (others > 0 && key_is(table, rows->first + others - 1, key.data, key.length))
            others--;
        return (OrLexiconMatch){row_at(table, rows->first + others), i - others + 1};
    }
    return (OrLexiconMatch){NULL, 0};
}

OrLexiconMatch or_lexicon_find_longest(const OrLexiconTable *table, OrString text, size_t *length)
{
    uint64_t head;
    uint32_t bytes;

    *length = 0;
    if (table->count == 0)
        return (OrLexiconMatch){NULL, 0};
    if (text.length > 2 * OR_LEXICON_LONGEST_KEY) /* more than any key can cover */
        text.length = 2 * OR_LEXICON_LONGEST_KEY;
    head = fold_head(table, text, &bytes);
    if (!may_begin_key(table, head))
        return (OrLexiconMatch){NULL, 0};
    for (; bytes > 0; bytes--) {
        head &= (UINT64_C(1) << 8 * bytes) - 1;
        if (table->head_lengths >> bytes & 1) {
            OrLexiconMatch match = longest_of(table, find_head(table, head), text, length);

            if (match.count > 0)
                return match;
        }
    }
    return (OrLexiconMatch){NULL, 0};
}
