/*
 * html_page.c: HTML into the page of the core, by libxml2.
 *
 * libxml2's HTML parser mends whatever it is given and reports elements and
 * text as it meets them (SAX); no tree is built, so that memory stays near the
 * size of the page. Two things in it take time in the square of their number:
 * attributes of one tag and elements inside one another. Both are bounded here.
 *
 * No callback may leave by ereport, as the parser's own frames are below it:
 * it notes the failure, stops the parser, and the error is raised afterwards.
 */
#include "postgres.h"

#include <ctype.h>

#include <libxml/HTMLparser.h>
#include <libxml/encoding.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "html/page.h"
#include "lexicon/lexicon.h"

#include "html_page.h"

#define DEEPEST_ELEMENT 512
#define MOST_ATTRIBUTES 1000

typedef enum Failure { NO_FAILURE, OUT_OF_MEMORY, TOO_DEEP, INTERRUPTED } Failure;

typedef struct Element {
    const xmlChar *name; /* lives in the parser's dictionary */
    OrHtmlElementsRole role;
    bool is_block;     /* it begins and ends a paragraph */
    bool skipped;      /* it or one around it is not read */
    bool furniture;    /* it or one around it is furniture */
    bool link;         /* it or one around it is a link */
    bool preformatted; /* it or one around it keeps its line ends */
    uint32_t heading;
    uint32_t container;
} Element;

typedef struct Buffer {
    char *data;
    size_t length;
    size_t capacity;
} Buffer;

typedef struct PageReader {
    htmlParserCtxtPtr parser;
    Failure failure;
    Element elements[DEEPEST_ELEMENT];
    uint32_t depth;
    Buffer text;
    Buffer blocks;       /* OrPageBlock */
    Buffer containers;   /* OrPageContainer */
    Buffer title;        /* of <title> */
    size_t block_begin;  /* in text, of the paragraph being read */
    uint32_t link_bytes; /* of it */
    bool space_pending;  /* blanks were read, and more text may follow them */
    OrPageFacts facts;
} PageReader;

static void fail(PageReader *reader, Failure failure)
{
    reader->failure = failure;
    xmlStopParser(reader->parser);
}

/* Append bytes without ever raising an error. */
static void append(PageReader *reader, Buffer *buffer, const void *data, size_t length)
{
    if (reader->failure != NO_FAILURE)
        return;
    if (buffer->length + length > buffer->capacity) {
        size_t capacity = Max(2 * buffer->capacity, buffer->length + length + 1024);
        char *grown = palloc_extended(capacity, MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);

        if (grown == NULL) {
            fail(reader, OUT_OF_MEMORY);
            return;
        }
        if (buffer->data != NULL) {
            memcpy(grown, buffer->data, buffer->length);
            pfree(buffer->data);
        }
        buffer->data = grown;
        buffer->capacity = capacity;
    }
    memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
}

static OrString string_of(const xmlChar *text)
{
    return (OrString){(const char *) text, text == NULL ? 0 : strlen((const char *) text)};
}

static Element *current_element(PageReader *reader)
{
    return &reader->elements[reader->depth - 1];
}

/* End the paragraph being read, if there is one. */
static void end_block(PageReader *reader)
{
    Element *element = current_element(reader);
    OrPageBlock block = {.text = {(uint32_t) reader->block_begin, (uint32_t) reader->text.length},
                         .container = element->container,
                         .link_bytes = reader->link_bytes,
                         .heading = element->heading,
                         .furniture = element->furniture};

    if (!or_range_is_empty(block.text))
        append(reader, &reader->blocks, &block, sizeof(block));
    reader->block_begin = reader->text.length;
    reader->link_bytes = 0;
    reader->space_pending = false;
}

static uint32_t add_container(PageReader *reader, uint32_t parent, bool is_main)
{
    OrPageContainer container = {parent, is_main};
    uint32_t index = reader->containers.length / sizeof(container);

    append(reader, &reader->containers, &container, sizeof(container));
    return index;
}

/* The parts that the words of a class, id or role name. */
static void read_class(OrString name, bool *is_main, bool *is_furniture)
{
    size_t begin = 0;

    for (size_t i = 0; i <= name.length; i++) {
        bool ends =
            i == name.length || !isalnum((unsigned char) name.data[i]) ||
            (i > begin && isupper((unsigned char) name.data[i]) && islower((unsigned char) name.data[i - 1]));

        if (ends) {
            OrHtmlClassesMatch match =
                or_find_html_classes(OR_LANGUAGE_ANY, (OrString){name.data + begin, i - begin});

            if (match.count > 0 && match.rows[0].part == OR_HTML_CLASSES_PART_MAIN)
                *is_main = true;
            else if (match.count > 0)
                *is_furniture = true;
            begin = i + (i < name.length && !isalnum((unsigned char) name.data[i]));
        }
    }
}

static const xmlChar *find_attribute(const xmlChar **attributes, const char *name)
{
    for (int i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
        if (pg_strcasecmp((const char *) attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

/* Keep a fact of the page, if it is the first of its kind. */
static void keep_fact(PageReader *reader, OrHtmlFactsFact fact, OrString value)
{
    OrString *place = fact == OR_HTML_FACTS_FACT_TITLE    ? &reader->facts.title
                      : fact == OR_HTML_FACTS_FACT_OUTLET ? &reader->facts.outlet
                      : fact == OR_HTML_FACTS_FACT_URL    ? &reader->facts.url
                                                          : &reader->facts.published;
    Buffer copy = {NULL, 0, 0};

    if (place->data != NULL || value.length == 0)
        return;
    append(reader, &copy, value.data, value.length);
    *place = (OrString){copy.data, copy.length};
}

static void read_metadata(PageReader *reader, const xmlChar **attributes)
{
    static const char *const names[] = {"property", "name", "itemprop", "rel"};
    const xmlChar *value = find_attribute(attributes, "content");

    if (value == NULL)
        value = find_attribute(attributes, "href");
    for (int i = 0; value != NULL && i < lengthof(names); i++) {
        OrHtmlFactsMatch match =
            or_find_html_facts(OR_LANGUAGE_ANY, string_of(find_attribute(attributes, names[i])));

        if (match.count > 0)
            keep_fact(reader, match.rows[0].fact, string_of(value));
    }
}

static bool ends_paragraph(OrHtmlElementsRole role)
{
    switch (role) {
    case OR_HTML_ELEMENTS_ROLE_INLINE:
    case OR_HTML_ELEMENTS_ROLE_SKIP:
    case OR_HTML_ELEMENTS_ROLE_BREAK:
    case OR_HTML_ELEMENTS_ROLE_LINK:
    case OR_HTML_ELEMENTS_ROLE_METADATA:
    case OR_HTML_ELEMENTS_ROLE_TIME:
    case OR_HTML_ELEMENTS_ROLE_PAGE_TITLE:
        return false;
    default:
        return true;
    }
}

/* What an element adds to what it inherits from the one around it. */
static void describe_element(PageReader *reader, Element *element, const xmlChar **attributes)
{
    OrHtmlElementsMatch match = or_find_html_elements(OR_LANGUAGE_ANY, string_of(element->name));
    OrHtmlElementsRole role = match.count > 0 ? match.rows[0].role : OR_HTML_ELEMENTS_ROLE_INLINE;
    bool is_container;
    bool is_main = false;
    bool is_furniture = false;

    element->role = role;
    read_class(string_of(find_attribute(attributes, "class")), &is_main, &is_furniture);
    read_class(string_of(find_attribute(attributes, "id")), &is_main, &is_furniture);
    read_class(string_of(find_attribute(attributes, "role")), &is_main, &is_furniture);
    is_furniture = is_furniture && !is_main;
    is_container = role == OR_HTML_ELEMENTS_ROLE_CONTAINER || role == OR_HTML_ELEMENTS_ROLE_MAIN;
    /* Classes of <html>, <body> and <main> tell what else is on the page. */
    if (role == OR_HTML_ELEMENTS_ROLE_MAIN || strcmp((const char *) element->name, "body") == 0 ||
        strcmp((const char *) element->name, "html") == 0)
        is_furniture = false;
    element->is_block = is_furniture || ends_paragraph(role);
    element->furniture |= is_furniture || role == OR_HTML_ELEMENTS_ROLE_FURNITURE;
    element->skipped |= role == OR_HTML_ELEMENTS_ROLE_SKIP;
    element->link |= role == OR_HTML_ELEMENTS_ROLE_LINK;
    element->preformatted |= role == OR_HTML_ELEMENTS_ROLE_PREFORMATTED;
    if (role == OR_HTML_ELEMENTS_ROLE_TITLE || role == OR_HTML_ELEMENTS_ROLE_HEADING)
        element->heading = role == OR_HTML_ELEMENTS_ROLE_TITLE ? 1 : 2;
    if (is_container)
        element->container =
            add_container(reader, element->container, is_main || role == OR_HTML_ELEMENTS_ROLE_MAIN);
}

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
    PageReader *reader = context;
    Element element;

    if (reader->failure != NO_FAILURE)
        return;
    if (reader->depth == DEEPEST_ELEMENT) {
        fail(reader, TOO_DEEP);
        return;
    }
    if ((QueryCancelPending || ProcDiePending) && INTERRUPTS_CAN_BE_PROCESSED()) {
        fail(reader, INTERRUPTED);
        return;
    }
    element = *current_element(reader);
    element.name = name;
    describe_element(reader, &element, attributes);
    if (element.is_block)
        end_block(reader);
    reader->elements[reader->depth++] = element;
    if (element.skipped)
        return;
    if (element.role == OR_HTML_ELEMENTS_ROLE_METADATA)
        read_metadata(reader, attributes);
    else if (element.role == OR_HTML_ELEMENTS_ROLE_TIME)
        keep_fact(reader, OR_HTML_FACTS_FACT_PUBLISHED, string_of(find_attribute(attributes, "datetime")));
    else if (element.role == OR_HTML_ELEMENTS_ROLE_BREAK && reader->text.length > reader->block_begin) {
        append(reader, &reader->text, "\n", 1);
        reader->space_pending = false;
    }
}

/* The parser closes what it opened; an end without a start is ignored. */
static void end_element(void *context, const xmlChar *name)
{
    PageReader *reader = context;

    if (reader->failure != NO_FAILURE || reader->depth < 2 ||
        strcmp((const char *) current_element(reader)->name, (const char *) name) != 0)
        return;
    if (current_element(reader)->is_block)
        end_block(reader);
    reader->depth--;
}

static bool is_space(const xmlChar *text, int length, int *width)
{
    *width = 1;
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        return true;
    *width = 2;
    return length > 1 && text[0] == 0xc2 && text[1] == 0xa0; /* no-break space */
}

/* Append text with its runs of blanks as one. */
static void append_collapsed(PageReader *reader, const xmlChar *text, int length)
{
    Element *element = current_element(reader);
    int position = 0;

    while (position < length) {
        int width;
        int end = position;

        if (is_space(text + position, length - position, &width)) {
            if (element->preformatted && text[position] == '\n' && reader->text.length > reader->block_begin)
                append(reader, &reader->text, "\n", 1);
            else
                reader->space_pending = true;
            position += width;
            continue;
        }
        while (end < length && !is_space(text + end, length - end, &width))
            end++;
        if (reader->space_pending && reader->text.length > reader->block_begin &&
            reader->text.data[reader->text.length - 1] != '\n')
            append(reader, &reader->text, " ", 1);
        reader->space_pending = false;
        append(reader, &reader->text, text + position, end - position);
        if (element->link)
            reader->link_bytes += end - position;
        position = end;
    }
}

static void read_characters(void *context, const xmlChar *text, int length)
{
    PageReader *reader = context;
    Element *element = current_element(reader);

    if (reader->failure != NO_FAILURE || element->skipped)
        return;
    if ((QueryCancelPending || ProcDiePending) && INTERRUPTS_CAN_BE_PROCESSED())
        fail(reader, INTERRUPTED);
    else if (element->role == OR_HTML_ELEMENTS_ROLE_PAGE_TITLE)
        append(reader, &reader->title, text, length);
    else
        append_collapsed(reader, text, length);
}

static void ignore_message(void *context, const char *message, ...)
{
}

static void set_handlers(PageReader *reader)
{
    htmlSAXHandler *handler = reader->parser->sax;

    memset(handler, 0, sizeof(*handler));
    handler->startElement = start_element;
    handler->endElement = end_element;
    handler->characters = read_characters;
    handler->ignorableWhitespace = read_characters;
    handler->error = ignore_message;
    handler->warning = ignore_message;
    reader->parser->userData = reader;
}

/* Parse into a fresh reader; the parser is freed whatever happens. */
static void run_parser(PageReader *reader, OrString html, const char *charset)
{
    MemSet(reader, 0, sizeof(*reader));
    reader->parser = htmlNewParserCtxt();
    if (reader->parser == NULL)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
    set_handlers(reader);
    reader->depth = 1; /* the page itself */
    add_container(reader, 0, false);
    htmlCtxtReadMemory(reader->parser, html.data, (int) html.length, NULL, charset,
                       HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    if (reader->failure == NO_FAILURE && reader->parser->errNo == XML_ERR_NO_MEMORY)
        reader->failure = OUT_OF_MEMORY;
    reader->depth = 1;
    end_block(reader);
    htmlFreeParserCtxt(reader->parser);
    reader->parser = NULL;
}

static bool is_raw_text(OrString name)
{
    return (name.length == 6 && pg_strncasecmp(name.data, "script", 6) == 0) ||
           (name.length == 5 && pg_strncasecmp(name.data, "style", 5) == 0);
}

/* Skip to the end of a comment or of a script; where it has none, to the end of the text. */
static size_t skip_past(OrString html, size_t position, const char *end)
{
    size_t length = strlen(end);

    while (position + length <= html.length && pg_strncasecmp(html.data + position, end, length) != 0)
        position++;
    return position + length;
}

/* The number of attributes of the tag whose name ends at *position, which moves to its end. */
static uint32_t count_attributes(OrString html, size_t *position)
{
    uint32_t count = 0;
    char quote = '\0';
    bool in_word = false;

    for (; *position < html.length; (*position)++) {
        char c = html.data[*position];

        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            break;
        } else if (isspace((unsigned char) c) || c == '/') {
            in_word = false;
        } else if (!in_word) {
            in_word = true;
            count++;
        }
    }
    return count;
}

static void check_attributes(OrString html)
{
    size_t position = 0;

    while (position + 1 < html.length) {
        size_t name = position + 1;

        if (html.data[position] != '<') {
            position++;
        } else if (html.length - position >= 4 && memcmp(html.data + position, "<!--", 4) == 0) {
            position = skip_past(html, position, "-->");
        } else if (!isalpha((unsigned char) html.data[name])) {
            position++;
        } else {
            OrString element = {html.data + name, 0};

            for (position = name; position < html.length && isalnum((unsigned char) html.data[position]);
                 position++)
                element.length++;
            if (count_attributes(html, &position) > MOST_ATTRIBUTES)
                ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the HTML cannot be read"),
                                errdetail("A tag has more than %d attributes.", MOST_ATTRIBUTES)));
            if (is_raw_text(element))
                position = skip_past(html, position, "</");
        }
    }
}

static void raise_failure(Failure failure)
{
    if (failure == OUT_OF_MEMORY)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"),
                        errdetail("Failed while reading HTML.")));
    if (failure == TOO_DEEP)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the HTML cannot be read"),
                        errdetail("It has more than %d elements inside one another.", DEEPEST_ELEMENT)));
}

void read_html_page(OrString html, const char *charset, OrPage *page)
{
    PageReader *reader = palloc(sizeof(PageReader));

    if (charset != NULL && xmlFindCharEncodingHandler(charset) == NULL)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("character set \"%s\" is not known", charset),
                        errhint("Leave it out where the page itself states it.")));
    check_attributes(html);
    do {
        CHECK_FOR_INTERRUPTS();
        run_parser(reader, html, charset);
    } while (reader->failure == INTERRUPTED);
    raise_failure(reader->failure);
    if (reader->facts.title.data == NULL && reader->title.length > 0)
        reader->facts.title = (OrString){reader->title.data, reader->title.length};
    *page = (OrPage){.text = reader->text.data,
                     .blocks = (OrPageBlock *) reader->blocks.data,
                     .block_count = reader->blocks.length / sizeof(OrPageBlock),
                     .containers = (OrPageContainer *) reader->containers.data,
                     .container_count = reader->containers.length / sizeof(OrPageContainer),
                     .facts = reader->facts};
}
