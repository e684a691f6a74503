/*
 * main_text.c: the report of an HTML page, apart from the furniture around it.
 *
 * Reports are runs of long paragraphs with few links, side by side in one
 * element; menus, teasers and notices are short and mostly links. Each
 * paragraph therefore votes for the element it lies in, and half as much for
 * the one around it, by its length outside of links and its commas. Elements
 * that call themselves the report start ahead. The winner's paragraphs are the
 * text, without those that are mostly links. (Arc90's Readability, 2009, works
 * by the same observation.)
 */
#include "page.h"

#include <string.h>

#define SHORTEST_VOTER 25     /* bytes outside of links: captions and buttons do not vote */
#define BYTES_PER_POINT 100.0 /* a paragraph is worth a point, and one more for each of these */
#define MOST_LENGTH_POINTS 3.0
#define MAIN_BONUS 1.5 /* factor for an element that calls itself the report */

static OrString block_text(const OrPage *page, const OrPageBlock *block)
{
    return (OrString){page->text + block->text.begin, or_range_length(block->text)};
}

static bool is_mostly_links(const OrPageBlock *block)
{
    return block->link_bytes > or_range_length(block->text) / 2;
}

static double count_commas(OrString text)
{
    double count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == ',';
    return count;
}

static double block_points(const OrPage *page, const OrPageBlock *block)
{
    uint32_t own_bytes = or_range_length(block->text) - block->link_bytes;
    double points;

    if (block->furniture || block->heading > 0 || own_bytes < SHORTEST_VOTER || is_mostly_links(block))
        return 0;
    points = own_bytes / BYTES_PER_POINT;
    return 1 + (points < MOST_LENGTH_POINTS ? points : MOST_LENGTH_POINTS) +
           count_commas(block_text(page, block));
}

/* The element with most points; container_count where nothing voted. */
static uint32_t choose_container(OrHost *host, const OrPage *page)
{
    double *points = host->allocate(host, page->container_count * sizeof(double));
    uint32_t best = page->container_count;
    double most = 0;

    memset(points, 0, page->container_count * sizeof(double));
    for (uint32_t i = 0; i < page->block_count; i++) {
        const OrPageBlock *block = &page->blocks[i];
        double vote = block_points(page, block);
        uint32_t parent = page->containers[block->container].parent;

        points[block->container] += vote;
        if (parent != block->container)
            points[parent] += vote / 2;
    }
    for (uint32_t i = 0; i < page->container_count; i++) {
        if (page->containers[i].is_main)
            points[i] *= MAIN_BONUS;
        if (points[i] > most) {
            most = points[i];
            best = i;
        }
    }
    host->release(host, points);
    return best;
}

/* Which elements lie in `container`; a parent comes before its children. */
static bool *mark_inside(OrHost *host, const OrPage *page, uint32_t container)
{
    bool *inside = host->allocate(host, page->container_count * sizeof(bool));

    for (uint32_t i = 0; i < page->container_count; i++)
        inside[i] = container == page->container_count || i == container ||
                    (page->containers[i].parent != i && inside[page->containers[i].parent]);
    return inside;
}

static bool strings_equal(OrString left, OrString right)
{
    return left.length == right.length && memcmp(left.data, right.data, left.length) == 0;
}

/* The headline: the only or first heading of the page's own, or the title that its head states. */
static OrString find_headline(const OrPage *page)
{
    for (uint32_t i = 0; i < page->block_count; i++) {
        const OrPageBlock *block = &page->blocks[i];

        if (block->heading == 1 && !block->furniture)
            return block_text(page, block);
    }
    return page->facts.title;
}

static void append(char *buffer, size_t *length, OrString text)
{
    if (*length > 0) {
        memcpy(buffer + *length, "\n\n", 2);
        *length += 2;
    }
    memcpy(buffer + *length, text.data, text.length);
    *length += text.length;
}

OrString or_page_main_text(OrHost *host, const OrPage *page)
{
    bool *inside = mark_inside(host, page, choose_container(host, page));
    OrString headline = find_headline(page);
    size_t capacity = headline.length;
    size_t length = 0;
    char *buffer;

    for (uint32_t i = 0; i < page->block_count; i++)
        capacity += or_range_length(page->blocks[i].text) + 2;
    buffer = host->allocate(host, capacity + 1);
    if (headline.data != NULL)
        append(buffer, &length, headline);
    for (uint32_t i = 0; i < page->block_count; i++) {
        const OrPageBlock *block = &page->blocks[i];
        OrString text = block_text(page, block);

        if (inside[block->container] && !block->furniture && !is_mostly_links(block) &&
            !(headline.data != NULL && strings_equal(text, headline)))
            append(buffer, &length, text);
    }
    host->release(host, inside);
    return (OrString){buffer, length};
}
