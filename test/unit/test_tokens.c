/*
 * test_tokens.c: tokens, sentences and quotations.
 */
#include "tap.h"

#include <stdlib.h>

#include "text/document.h"

static OrDocument read_text(const char *text)
{
    OrHost *host = or_standard_host();
    OrDocument document;

    memset(&document, 0, sizeof document);
    or_split_blocks(host, &document, text, strlen(text));
    or_tokenize(host, &document);
    or_find_quotations(host, &document);
    return document;
}

static void release(OrDocument *document)
{
    free(document->blocks);
    free(document->sentences);
    free(document->tokens);
    free(document->quotations);
}

/* The tokens with bars between, sentences with double bars. */
static void tokens_are(const char *text, const char *want)
{
    OrDocument document = read_text(text);
    char got[4096] = "";
    size_t n = 0;

    for (uint32_t s = 0; s < document.sentence_count; s++) {
        for (uint32_t t = document.sentences[s].tokens.begin; t < document.sentences[s].tokens.end; t++) {
            OrString word = or_token_string(&document, t);
            bool first = t == document.sentences[s].tokens.begin;

            n += (size_t) snprintf(got + n, sizeof got - n, "%s%.*s",
                                   !first  ? "|"
                                   : s > 0 ? "||"
                                           : "",
                                   (int) word.length, word.data);
        }
    }
    is_string(((OrString){got, n}), want, "tokens of: %.60s", text);
    release(&document);
}

/* The quotations as text, brackets for closed ones, braces for unclosed, a plus before continued ones. */
static void quotations_are(const char *text, const char *want)
{
    OrDocument document = read_text(text);
    char got[4096] = "";
    size_t n = 0;

    for (uint32_t q = 0; q < document.quotation_count; q++) {
        const OrQuotation *quotation = &document.quotations[q];
        const OrToken *first = &document.tokens[quotation->tokens.begin];
        const OrToken *last = &document.tokens[quotation->tokens.end - 1];

        n += (size_t) snprintf(got + n, sizeof got - n, "%s%s%c%.*s%c", q > 0 ? " " : "",
                               quotation->continues ? "+" : "", quotation->closed ? '[' : '{',
                               (int) (last->begin + last->length - first->begin), text + first->begin,
                               quotation->closed ? ']' : '}');
    }
    is_string(((OrString){got, n}), want, "quotations of: %.60s", text);
    release(&document);
}

static void test_words(void)
{
    tokens_are("The ministry's note isn't new.", "The|ministry|'s|note|is|n't|new|.");
    tokens_are("We can\u2019t, they\u2019ll see.", "We|ca|n\u2019t|,|they|\u2019ll|see|.");
    tokens_are("the states' rights and O'Dell's D'Arca", "the|states|'|rights|and|O'Dell|'s|D'Arca");
    tokens_are("English-speaking allies", "English-speaking|allies");
    tokens_are("1,250 of 3.5 at 5:02 on 9/11", "1,250|of|3.5|at|5:02|on|9/11");
    tokens_are("R&D, AT&T; and/or", "R&D|,|AT&T|;|and|/|or");
    tokens_are("write to @Velmora or #Velmora now", "write|to|@Velmora|or|#Velmora|now");
    tokens_are("see https://example.org/a?b=1, please", "see|https://example.org/a?b=1|,|please");
    tokens_are("wait... what -- no", "wait|...|what|--|no");
    tokens_are("in the '90s and \u201980s", "in|the|'90s|and|\u201980s");
    tokens_are("Qo'noz won.The end", "Qo'noz|won|.|The|end");
    tokens_are("so\u00ADft hy\u00ADphens", "so\u00ADft|hy\u00ADphens");
    tokens_are("\u53d1\u8a00\u4eba\u3002\u597d", "\u53d1|\u8a00|\u4eba|\u3002||\u597d");
}

static void test_sentences(void)
{
    tokens_are("Mr. Tal met Dr. Osk. He left.", "Mr.|Tal|met|Dr.|Osk|.||He|left|.");
    tokens_are("It met the U.S. envoy.", "It|met|the|U.S.|envoy|.");
    tokens_are("He is in the U.S. They left.", "He|is|in|the|U.S.||They|left|.");
    tokens_are("J. K. Osk spoke. So did R. Tal.", "J.|K.|Osk|spoke|.||So|did|R.|Tal|.");
    tokens_are("\u201cWho knows?\u201d he said. \u201cNobody.\u201d",
               "\u201c|Who|knows|?|\u201d|he|said|.||\u201c|Nobody|.|\u201d");
    tokens_are("It ended at 5 p.m. on Friday. Then rain.", "It|ended|at|5|p.m.|on|Friday|.||Then|rain|.");
    tokens_are("It was no. 5 or no. Nobody knew.", "It|was|no.|5|or|no|.||Nobody|knew|.");
    tokens_are("One line\nand another", "One|line||and|another");
}

static void test_quotations(void)
{
    quotations_are("He said \"yes\" and \"no\".", "[\"yes\"] [\"no\"]");
    quotations_are("\u201cShe said \u2018no\u2019 twice,\u201d he said.",
                   "[\u201cShe said \u2018no\u2019 twice,\u201d] [\u2018no\u2019]");
    quotations_are("'It is late,' he said. 'Go.'", "['It is late,'] ['Go.']");
    quotations_are("the ministers' note and 'a plan'", "['a plan']");
    quotations_are("\u00abC'est fini\u00bb, he said", "[\u00abC'est fini\u00bb]");
    quotations_are("``Old style'' marks", "[``Old style'']");
    quotations_are("\u201cOne.\n\n\u201cTwo.\u201d", "{\u201cOne.} +[\u201cTwo.\u201d]");
    quotations_are("\"One.\n\n\"Two,\" he said.", "{\"One.} +[\"Two,\"]");
    quotations_are("\u201cNever closed.\n\nA new paragraph.", "{\u201cNever closed.}");
    quotations_are("\u300c\u4ed6\u8aaa\u300e\u597d\u300f\u300d",
                   "[\u300c\u4ed6\u8aaa\u300e\u597d\u300f\u300d] [\u300e\u597d\u300f]");
    quotations_are("An orphan closes here.\u201d Then.", "");
}

static void test_hostile(void)
{
    char bytes[2048];
    char *long_word = malloc(1000001);
    OrDocument document;

    srand(7);
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof bytes - 1; i++)
            bytes[i] = (char) (1 + rand() % 255);
        bytes[sizeof bytes - 1] = 0;
        document = read_text(bytes);
        for (uint32_t t = 1; t < document.token_count; t++)
            if (document.tokens[t].begin < document.tokens[t - 1].begin + document.tokens[t - 1].length)
                ok(false, "tokens of random bytes overlap");
        release(&document);
    }
    ok(true, "random bytes are read");
    memset(long_word, 'x', 1000000);
    long_word[1000000] = 0;
    document = read_text(long_word);
    ok(document.token_count > 1 && document.tokens[0].length <= 250, "a word of a million letters is cut");
    release(&document);
    free(long_word);
    document = read_text("");
    is_int(document.token_count, 0, "the empty text has no token");
    release(&document);
}

int main(void)
{
    test_words();
    test_sentences();
    test_quotations();
    test_hostile();
    return tap_done();
}
