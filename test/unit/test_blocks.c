/*
 * test_blocks.c: texts split into blocks.
 */
#include "tap.h"

#include "text/document.h"

/* Block count and the text of one block. */
static OrString split(const char *text, size_t length, uint32_t index, uint32_t *count)
{
    static OrDocument document;

    or_split_blocks(or_standard_host(), &document, text, length);
    *count = document.block_count;
    if (index >= document.block_count)
        return (OrString){NULL, 0};
    return (OrString){text + document.blocks[index].range.begin,
                      or_range_length(document.blocks[index].range)};
}

static void check(const char *text, uint32_t want_count, uint32_t index, const char *want, const char *name)
{
    uint32_t count;
    OrString block = split(text, strlen(text), index, &count);

    is_int(count, want_count, "%s: number of blocks", name);
    is_string(block, want, "%s: the block", name);
}

int main(void)
{
    OrDocument document;
    uint32_t count;
    char bytes[256];

    check("", 0, 0, NULL, "empty text");
    check(" \n\t\xC2\xA0\n\xE3\x80\x80", 0, 0, NULL, "nothing but blanks");
    check("one\ntwo", 2, 1, "two", "lines");
    check("one\r\ntwo\rthree", 3, 2, "three", "CR LF and CR");
    check("one\xE2\x80\xA8two\xE2\x80\xA9three\ffour", 4, 3, "four",
          "line and paragraph separators, form feed");
    check("\xEF\xBB\xBF one \xC2\xA0\xE2\x80\x8B\n", 1, 0, "one", "byte-order mark and unseen blanks");
    check("The ministry of ferries said on Monday that the crews of both ships\n"
          "would stay at home until the quay had been mended and the last of\n"
          "the mines was gone.\n\nA second paragraph follows it.",
          2, 1, "A second paragraph follows it.", "a paragraph wrapped at a column");
    check("The ministry of ferries said on Monday that the crews of both ships\n"
          "would stay at home until the quay had been mended and the last of\n"
          "the mines was gone.\n  An indented line begins the next paragraph, which is wrapped as\n"
          "well.",
          2, 1, "An indented line begins the next paragraph, which is wrapped as\nwell.",
          "indented paragraphs");
    check("Roses are red,\nviolets are blue,\nferries are late\nand trams are too.", 4, 3,
          "and trams are too.", "verses are not joined");
    check("* the ferry that sailed on Monday with all of its crew and no cargo\n"
          "* the ferry that did not sail, since its captain had the only key to\n"
          "* the tram",
          3, 2, "* the tram", "items of a list are not joined");
    or_split_blocks(or_standard_host(), &document, "a\nb\n\nc", 6);
    ok(document.blocks[0].starts_paragraph && !document.blocks[1].starts_paragraph &&
           document.blocks[2].starts_paragraph,
       "empty lines start paragraphs");
    for (int i = 0; i < 256; i++)
        bytes[i] = (char) (255 - i);
    split(bytes, sizeof(bytes), 0, &count);
    ok(count > 0, "any bytes are read");
    return tap_done();
}
