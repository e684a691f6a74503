/*
 * article.c: what a document says of itself, in SQL.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "article/article.h"

#include "host.h"
#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_article);

/* The columns of article(), in order. */
enum { KIND, OUTLET, HEADLINE, BYLINE, DATELINE, PUBLISHED, LANGUAGE, BODY, COLUMNS };

static Timestamp published_timestamp(const OrArticle *article)
{
    struct pg_tm tm = {0};
    Timestamp result;

    tm.tm_year = article->published.year;
    tm.tm_mon = article->published.month;
    tm.tm_mday = article->published.day;
    tm.tm_hour = article->clock.hour;
    tm.tm_min = article->clock.minute;
    tm.tm_sec = article->clock.second;
    if (tm2timestamp(&tm, 0, NULL, &result) != 0)
        ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
    return result;
}

/* article(document text, OUT kind, outlet, headline, byline, dateline, published, language, body) */
Datum onrecord_article(PG_FUNCTION_ARGS)
{
    OrString source = onrecord_utf8(PG_GETARG_TEXT_PP(0));
    OrHost *host = onrecord_host();
    OrDocument document;
    OrArticle article;
    OrString strings[COLUMNS];
    Datum values[COLUMNS];
    bool nulls[COLUMNS];
    TupleDesc description;

    if (get_call_result_type(fcinfo, NULL, &description) != TYPEFUNC_COMPOSITE)
        elog(ERROR, "article must return a row");
    or_split_blocks(host, &document, source.data, source.length);
    or_read_article(host, &document, &article);
    strings[KIND] = document.kind == OR_TRANSCRIPT ? (OrString){"transcript", 10} : (OrString){"article", 7};
    strings[OUTLET] = article.outlet;
    strings[HEADLINE] = or_plain_text(host, &document, article.headline);
    strings[BYLINE] = or_plain_text(host, &document, article.byline);
    strings[DATELINE] = or_plain_text(host, &document, article.dateline);
    strings[LANGUAGE] = article.language;
    strings[BODY] = or_article_body(host, &document);
    for (int i = 0; i < COLUMNS; i++) {
        if (i == PUBLISHED) {
            nulls[i] = article.published.precision != OR_PRECISION_DAY;
            values[i] = nulls[i] ? (Datum) 0 : TimestampGetDatum(published_timestamp(&article));
        } else {
            nulls[i] = strings[i].data == NULL;
            values[i] = nulls[i] ? (Datum) 0 : PointerGetDatum(onrecord_text(strings[i]));
        }
    }
    PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(description), values, nulls)));
}
