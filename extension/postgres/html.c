/*
 * html.c: the text and the facts of HTML pages in SQL.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "host.h"
#include "html_page.h"
#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_html_to_text);
ONRECORD_FUNCTION(onrecord_read_html);

/* html_to_text(html text) -> text */
Datum onrecord_html_to_text(PG_FUNCTION_ARGS)
{
    OrPage page;

    read_html_page(onrecord_utf8(PG_GETARG_TEXT_PP(0)), "UTF-8", &page);
    PG_RETURN_TEXT_P(onrecord_text(or_page_main_text(onrecord_host(), &page)));
}

/* read_html(html bytea, charset text, OUT document, title, outlet, published, url text) */
Datum onrecord_read_html(PG_FUNCTION_ARGS)
{
    bytea *html;
    char *charset;
    OrPage page;
    OrString fields[5];
    Datum values[5];
    bool nulls[5];
    TupleDesc description;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    if (get_call_result_type(fcinfo, NULL, &description) != TYPEFUNC_COMPOSITE)
        elog(ERROR, "read_html must return a row");
    html = PG_GETARG_BYTEA_PP(0);
    charset = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
    read_html_page(ONRECORD_STRING(html), charset, &page);
    fields[0] = or_page_main_text(onrecord_host(), &page);
    fields[1] = page.facts.title;
    fields[2] = page.facts.outlet;
    fields[3] = page.facts.published;
    fields[4] = page.facts.url;
    for (int i = 0; i < lengthof(fields); i++) {
        nulls[i] = fields[i].data == NULL;
        values[i] = nulls[i] ? (Datum) 0 : PointerGetDatum(onrecord_text(fields[i]));
    }
    PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(description), values, nulls)));
}
