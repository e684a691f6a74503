/*
 * search_phrases.c: see search_phrases.h.
 *
 * A node of the query is evaluated to the stretches that it matches. Within a
 * phrase, AND means the same places and OR either's; the phrase operator joins
 * a stretch on its left with one on its right that begins the right distance
 * behind it. Elsewhere, AND too means the same places if there are any: those
 * are lexemes of one thing, such as a date. Of several stretches with the same end only the longest is kept,
 * so that no node has more stretches than the text has places.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "search_phrases.h"

void add_place_span(PlaceSpans *spans, int begin, int end)
{
    if (spans->count == spans->room) {
        spans->room = spans->room > 0 ? 2 * spans->room : 16;
        spans->items = spans->items != NULL ? repalloc_huge(spans->items, spans->room * sizeof(PlaceSpan))
                                            : palloc(spans->room * sizeof(PlaceSpan));
    }
    spans->items[spans->count++] = (PlaceSpan){begin, end};
}

/* Stretches of both; of those with the same end the longer one. */
static PlaceSpans unite(PlaceSpans left, PlaceSpans right)
{
    PlaceSpans result = {NULL, 0, 0};
    int l = 0;
    int r = 0;

    while (l < left.count || r < right.count) {
        if (r == right.count || (l < left.count && left.items[l].end < right.items[r].end)) {
            add_place_span(&result, left.items[l].begin, left.items[l].end);
            l++;
        } else if (l == left.count || right.items[r].end < left.items[l].end) {
            add_place_span(&result, right.items[r].begin, right.items[r].end);
            r++;
        } else {
            add_place_span(&result, Min(left.items[l].begin, right.items[r].begin), left.items[l].end);
            l++;
            r++;
        }
    }
    return result;
}

/* Stretches that end at the same place in both. */
static PlaceSpans intersect(PlaceSpans left, PlaceSpans right)
{
    PlaceSpans result = {NULL, 0, 0};
    int r = 0;

    for (int l = 0; l < left.count; l++) {
        while (r < right.count && right.items[r].end < left.items[l].end)
            r++;
        if (r < right.count && right.items[r].end == left.items[l].end)
            add_place_span(&result, Min(left.items[l].begin, right.items[r].begin), left.items[l].end);
    }
    return result;
}

/* The stretch that ends at this place, or NULL. */
static const PlaceSpan *find_end(const PlaceSpans *spans, int end)
{
    int low = 0;
    int high = spans->count;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (spans->items[middle].end < end)
            low = middle + 1;
        else
            high = middle;
    }
    return low < spans->count && spans->items[low].end == end ? &spans->items[low] : NULL;
}

static PlaceSpans join(PlaceSpans left, PlaceSpans right, int distance)
{
    PlaceSpans result = {NULL, 0, 0};

    for (int r = 0; r < right.count; r++) {
        const PlaceSpan *found = find_end(&left, right.items[r].begin - distance);

        if (found != NULL)
            add_place_span(&result, found->begin, right.items[r].end);
    }
    return result;
}

static bool is_negation(const QueryItem *item)
{
    return item->type == QI_OPR && item->qoperator.oper == OP_NOT;
}

static PlaceSpans evaluate(const QueryItem *items, const QueryItem *item, const PlaceSpans *operands,
                           bool in_phrase)
{
    const QueryItem *right, *left;

    check_stack_depth();
    if (item->type == QI_VAL)
        return operands[item - items];
    if (is_negation(item))
        return (PlaceSpans){NULL, 0, 0};
    right = item + 1;
    left = item + item->qoperator.left;
    if (item->qoperator.oper == OP_PHRASE) {
        if (is_negation(right))
            return evaluate(items, left, operands, true);
        if (is_negation(left))
            return evaluate(items, right, operands, true);
        return join(evaluate(items, left, operands, true), evaluate(items, right, operands, true),
                    item->qoperator.distance);
    }
    if (item->qoperator.oper == OP_AND) {
        PlaceSpans left_spans = evaluate(items, left, operands, in_phrase);
        PlaceSpans right_spans = evaluate(items, right, operands, in_phrase);
        PlaceSpans common = intersect(left_spans, right_spans);

        return in_phrase || common.count > 0 ? common : unite(left_spans, right_spans);
    }
    return unite(evaluate(items, left, operands, in_phrase), evaluate(items, right, operands, in_phrase));
}

PlaceSpans find_query_spans(TSQuery query, const PlaceSpans *operands)
{
    return query->size > 0 ? evaluate(GETQUERY(query), GETQUERY(query), operands, false)
                           : (PlaceSpans){NULL, 0, 0};
}
