/*
 * test_search.c: the search part of the core without a server.
 */
#include <stdlib.h>

#include "base/host.h"
#include "search/aliases.h"
#include "search/dictionary.h"
#include "search/forms.h"
#include "search/segmenter.h"
#include "tap.h"

static OrString string(const char *text)
{
    return (OrString){text, strlen(text)};
}

static void check_stem(const char *word, const char *stem)
{
    OrForm form;

    or_fold_word(string(word), false, false, &form);
    or_spell_american(&form);
    or_stem_word(&form);
    is_string(or_form_string(&form), stem, "%s -> %s", word, stem);
}

static void test_stems(void)
{
    /* Words and stems of Porter's own description of the algorithm. */
    static const char *const pairs[][2] = {{"consign", "consign"},
                                           {"consigned", "consign"},
                                           {"consigning", "consign"},
                                           {"consistency", "consist"},
                                           {"consolation", "consol"},
                                           {"knightly", "knight"},
                                           {"knotted", "knot"},
                                           {"hopping", "hop"},
                                           {"hoped", "hope"},
                                           {"ties", "tie"},
                                           {"cries", "cri"},
                                           {"gas", "gas"},
                                           {"kiwis", "kiwi"},
                                           {"agreed", "agre"},
                                           {"happy", "happi"},
                                           {"by", "by"},
                                           {"saying", "say"},
                                           {"enjoying", "enjoy"},
                                           {"replacement", "replac"},
                                           {"adjustment", "adjust"},
                                           {"vietnamization", "vietnam"},
                                           {"controlling", "control"},
                                           {"rate", "rate"},
                                           {"luxuriated", "luxuri"}};

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        check_stem(pairs[i][0], pairs[i][1]);
    check_stem("International", "international");
    check_stem("chosen", "choos");
    check_stem("choose", "choos");
    check_stem("Organisations", "organization");
    check_stem("neighbours", "neighbor");
    check_stem("advised", "advis");
    check_stem("cancelled", "cancel");
    check_stem("fulfils", "fulfil");
    check_stem("fulfills", "fulfil");
    check_stem("spokeswomen", "spokesperson");
}

static void check_fold(const char *word, bool is_acronym, const char *folded)
{
    OrForm form;

    or_fold_word(string(word), is_acronym, false, &form);
    is_string(or_form_string(&form), folded, "%s folded", word);
}

static void test_folding(void)
{
    check_fold("Erdo\xC4\x9F"
               "an",
               false, "erdogan");
    check_fold("e\xCC\x81t\xC3\xA9", false, "ete");
    check_fold("so\xC2\xAD"
               "ft",
               false, "soft");
    check_fold("\xEF\xBC\xA1\xEF\xBD\x82", false, "ab");
    check_fold("stra\xC3\x9F"
               "e",
               false, "strasse");
    check_fold("\xC5\x81\xC3\xB3"
               "d\xC5\xBA",
               false, "lodz");
    check_fold("\xD0\xB9", false, "\xD0\xB9");
    check_fold("J. D.", true, "jd");
    check_fold("Xi\xE2\x80\x99"
               "an",
               false, "xian");
    check_fold("\xFF\xFE", false, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

/* The indexed tokens of a text, a bar between them. */
static void check_tokens(const OrAliases *aliases, OrSegmenter *segmenter, const char *text, const char *want)
{
    OrTokenizer *tokenizer = or_start_tokens(or_standard_host(), aliases, segmenter, text, strlen(text));
    OrSearchToken token;
    char tokens[1024] = "";

    while (or_next_indexed_token(tokenizer, &token))
        snprintf(tokens + strlen(tokens), sizeof(tokens) - strlen(tokens), "%s%.*s", tokens[0] ? "|" : "",
                 (int) or_range_length(token.range), text + token.range.begin);
    or_end_tokens(tokenizer);
    is_string(string(tokens), want, "tokens of %s", text);
}

static void test_tokens(void)
{
    static const OrAliasRow rows[] = {
        {{"BCS", 3}, {"Bureau of Coastal Surveys", 25}, true},
        {{"\xE6\xB5\xB7\xE6\xB5\x8B\xE5\xB1\x80", 9}, {"Bureau of Coastal Surveys", 25}, false},
        {{"old name", 8}, {NULL, 0}, false}};
    OrSegmenter *segmenter = or_open_segmenter(or_standard_host());
    OrAliases *aliases = or_build_aliases(or_standard_host(), segmenter, rows, 3);

    check_tokens(aliases, segmenter, "the BCS said", "the|BCS|said");
    check_tokens(aliases, segmenter, "Bureau of\nCoastal Surveys", "Bureau of\nCoastal Surveys");
    check_tokens(aliases, segmenter, "Bureau of\n\nCoastal Surveys", "Bureau|of|Coastal|Surveys");
    check_tokens(aliases, segmenter, "bureau of coastal surveys", "bureau of coastal surveys");
    check_tokens(aliases, segmenter, "old name", "old|name");
    check_tokens(aliases, segmenter, "U.S.-led co-operation, F-16s", "U.S.|led|co-operation|F-16s");
    check_tokens(NULL, NULL, "5 January 2025 and May 2", "5 January 2025|and|May 2");
    check_tokens(aliases, segmenter, "\xE4\xB8\xAD\xE5\x9B\xBD\xE6\xB5\xB7\xE6\xB5\x8B\xE5\xB1\x80",
                 "\xE4\xB8\xAD\xE5\x9B\xBD|\xE6\xB5\xB7\xE6\xB5\x8B\xE5\xB1\x80");
    ok(or_match_alias(aliases, string("bcs")) == NULL, "an alias that is told by its capitals");
    ok(or_match_alias(aliases, string("B.C.S.")) != NULL, "and may have dots");
    is_int(or_count_name_words(or_standard_host(), segmenter, string("one two-three")), 3, "words of a name");
    or_free_aliases(or_standard_host(), aliases);
    or_close_segmenter(segmenter);
    or_standard_host()->release(or_standard_host(), segmenter);
}

/* The cost of a word of at most three characters, a zero behind them. */
static int32_t cost_of(const OrDictionary *dictionary, const uint16_t *word)
{
    OrDictionaryPlace place = or_dictionary_start(dictionary);
    int32_t cost = OR_NO_WORD;

    for (; *word != 0; word++)
        if (!or_dictionary_step(&place, *word, &cost))
            return OR_NO_WORD;
    return cost;
}

/* ICU's dictionary is read as ICU itself reads it: a word in it is one word to its iterator, and no word is
 * not. */
static void test_dictionary(void)
{
    static const uint16_t words[][4] = {
        {0x4E2D, 0x56FD}, {0x5916, 0x4EA4, 0x90E8}, {0x4EBA}, {0x4E16, 0x754C}};
    static const uint16_t others[][4] = {{0x56FD, 0x4E2D, 0x56FD}, {0x0041}, {0x4EBA, 0x7684, 0x4EBA}};
    OrDictionary dictionary = or_open_dictionary();

    ok(dictionary.units != NULL, "ICU has its dictionary");
    for (int i = 0; i < 4; i++)
        ok(cost_of(&dictionary, words[i]) != OR_NO_WORD, "word %d of the dictionary", i);
    for (int i = 0; i < 3; i++)
        ok(cost_of(&dictionary, others[i]) == OR_NO_WORD, "no word of the dictionary, %d", i);
    ok(cost_of(&dictionary, words[0]) < cost_of(&dictionary, words[1]), "the rarer word costs more");
    or_close_dictionary(&dictionary);
}

static void test_chinese(void)
{
    OrSegmenter *segmenter = or_open_segmenter(or_standard_host());

    check_tokens(NULL, segmenter, "外交部长会见了发言人", "外交|部长|会见|了|发言人");
    check_tokens(NULL, segmenter, "他不会接受", "他|不|会|接受");
    check_tokens(NULL, segmenter, "干涉别国内政", "干涉|别国|内政");
    check_tokens(NULL, segmenter, "中美關係", "中美|關係");
    check_tokens(NULL, segmenter, "中华人民共和国", "中华|人民|共和国");
    check_tokens(NULL, segmenter, "東京タワー", "東京|タワー");
    or_close_segmenter(segmenter);
    or_standard_host()->release(or_standard_host(), segmenter);
}

/* An alias of many ideographs has a step for each; the table of steps must hold them. */
static void test_long_alias(void)
{
    char name[60 * 3 + 1] = "";
    OrAliasRow row = {{name, sizeof(name) - 1}, {"Long Name", 9}, false};
    OrAliases *aliases;

    for (int i = 0; i < 60; i++)
        memcpy(name + 3 * i, "\xE6\xB5\xB7", 3);
    aliases = or_build_aliases(or_standard_host(), NULL, &row, 1);
    ok(or_match_alias(aliases, row.alias) == NULL, "an alias of sixty words is not used");
    or_free_aliases(or_standard_host(), aliases);
    row = (OrAliasRow){{"\xCA\xBC", 2}, {"\xCA\xBC", 2}, false};
    or_free_aliases(or_standard_host(), or_build_aliases(or_standard_host(), NULL, &row, 1));
    row = (OrAliasRow){{name, 36}, {"Long Name", 9}, false};
    aliases = or_build_aliases(or_standard_host(), NULL, &row, 1);
    ok(or_match_alias(aliases, row.alias) != NULL, "one of twelve is");
    or_free_aliases(or_standard_host(), aliases);
}

int main(void)
{
    test_long_alias();
    test_stems();
    test_folding();
    test_tokens();
    test_dictionary();
    test_chinese();
    return tap_done();
}
