/*
 * dictionary.c: a walk through ICU's trie of words.
 *
 * The trie is a row of units of 16 bits, nodes one behind the other. What a
 * node is, its first unit tells:
 *
 *   0x0000 to 0x002f   a branch of so many units (and one), or of the number in
 *                      the next unit: a binary search, then a list, of units
 *                      with the way to go on from each
 *   0x0030 to 0x003f   one to sixteen units that must follow
 *   from 0x0040 on     a word ends here: its cost, in the upper bits or in the
 *                      units behind; with the bit 0x8000 no word goes on
 */
#include "dictionary.h"

#include <stddef.h>
#include <string.h>

#include <unicode/udata.h>
#include <unicode/utypes.h>

#define FIRST_LIST 0x30
#define FIRST_VALUE 0x40
#define NODE_BITS 0x3F
#define FINAL 0x8000

/* A branch is searched by halves down to this many units. */
#define LONGEST_LIST 5

/* Of the numbers in the header. */
enum { TRIE_OFFSET, TRIE_TYPE = 4, NUMBERS = 8 };
#define TRIE_TYPE_BITS 7
#define TRIE_OF_UNITS 1

static UBool is_dictionary(void *context, const char *type, const char *name, const UDataInfo *info)
{
    return memcmp(info->dataFormat, "Dict", 4) == 0 && info->formatVersion[0] == 1 &&
           info->isBigEndian == U_IS_BIG_ENDIAN && info->charsetFamily == U_ASCII_FAMILY;
}

OrDictionary or_open_dictionary(void)
{
    UErrorCode status = U_ZERO_ERROR;
    OrDictionary dictionary = {NULL, NULL};
    const int32_t *numbers;

    dictionary.data =
        udata_openChoice(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", is_dictionary, NULL, &status);
    if (U_FAILURE(status))
        return (OrDictionary){NULL, NULL};
    numbers = udata_getMemory(dictionary.data);
    if ((numbers[TRIE_TYPE] & TRIE_TYPE_BITS) == TRIE_OF_UNITS &&
        numbers[TRIE_OFFSET] >= NUMBERS * (int32_t) sizeof(int32_t))
        dictionary.units = (const uint16_t *) ((const char *) numbers + numbers[TRIE_OFFSET]);
    return dictionary;
}

void or_close_dictionary(OrDictionary *dictionary)
{
    if (dictionary->data != NULL)
        udata_close(dictionary->data);
    *dictionary = (OrDictionary){NULL, NULL};
}

/* A number of one to three units, the first of them with its upper bit clear. */
static const uint16_t *read_number(const uint16_t *at, int32_t *number)
{
    uint16_t lead = *at++ & ~FINAL;

    if (lead < 0x4000) {
        *number = lead;
    } else if (lead < 0x7FFF) {
        *number = (lead - 0x4000) << 16 | at[0];
        at += 1;
    } else {
        *number = (int32_t) ((uint32_t) at[0] << 16 | at[1]);
        at += 2;
    }
    return at;
}

/* The cost of a word in a node from which longer words go on; returns where the node itself goes on. */
static const uint16_t *read_node_cost(const uint16_t *at, int32_t *cost)
{
    uint16_t lead = *at++;

    if (lead < 0x4040) {
        *cost = (lead >> 6) - 1;
    } else if (lead < 0x7FC0) {
        *cost = ((lead & 0x7FC0) - 0x4040) << 10 | at[0];
        at += 1;
    } else {
        *cost = (int32_t) ((uint32_t) at[0] << 16 | at[1]);
        at += 2;
    }
    return at;
}

/* The other half of a branch is so many units away. */
static const uint16_t *jump(const uint16_t *at)
{
    uint32_t distance = *at++;

    if (distance == 0xFFFF) {
        distance = (uint32_t) at[0] << 16 | at[1];
        at += 2;
    } else if (distance >= 0xFC00) {
        distance = (distance - 0xFC00) << 16 | at[0];
        at += 1;
    }
    return at + distance;
}

static const uint16_t *skip_jump(const uint16_t *at)
{
    uint16_t distance = *at++;

    return distance == 0xFFFF ? at + 2 : distance >= 0xFC00 ? at + 1 : at;
}

static int32_t cost_at(const uint16_t *node)
{
    int32_t cost;

    if (*node < FIRST_VALUE)
        return OR_NO_WORD;
    if (*node & FINAL)
        read_number(node, &cost);
    else
        read_node_cost(node, &cost);
    return cost;
}

int32_t or_dictionary_cost(const OrDictionaryPlace *place)
{
    return place->left < 0 ? cost_at(place->at) : OR_NO_WORD;
}

/* The node that a unit leads to in a branch of `count` units, or NULL. */
static const uint16_t *branch(const uint16_t *at, uint32_t count, uint16_t unit)
{
    if (count == 0)
        count = *at++;
    count++;
    while (count > LONGEST_LIST) {
        if (unit < *at++) {
            count /= 2;
            at = jump(at);
        } else {
            count -= count / 2;
            at = skip_jump(at);
        }
    }
    for (; count > 1; count--) {
        int32_t distance;
        bool found = *at++ == unit;

        if (found && (*at & FINAL))
            return at;
        at = read_number(at, &distance);
        if (found)
            return at + distance;
    }
    return *at == unit ? at + 1 : NULL;
}

bool or_dictionary_step(OrDictionaryPlace *place, uint16_t character, int32_t *cost)
{
    const uint16_t *at = place->at;
    int32_t left = place->left;

    if (left < 0) {
        uint16_t node = *at;

        if (node & FINAL)
            return false;
        at = node >= FIRST_VALUE ? read_node_cost(at, cost) : at + 1;
        node &= NODE_BITS;
        if (node < FIRST_LIST) {
            at = branch(at, node, character);
            if (at == NULL)
                return false;
            *place = (OrDictionaryPlace){at, -1};
            *cost = cost_at(at);
            return true;
        }
        left = node - FIRST_LIST;
    }
    *cost = OR_NO_WORD;
    if (*at++ != character)
        return false;
    *place = (OrDictionaryPlace){at, left - 1};
    if (left == 0)
        *cost = cost_at(at);
    return true;
}
