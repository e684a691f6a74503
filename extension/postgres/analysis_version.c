/*
 * analysis_version.c: what read a document: ICU's rules change what a word is,
 * so that its version belongs to onrecord's.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_analysis_version);

/* analysis_version() -> text */
Datum onrecord_analysis_version(PG_FUNCTION_ARGS)
{
    UVersionInfo version;
    char icu[U_MAX_VERSION_STRING_LENGTH];

    u_getVersion(version);
    u_versionToString(version, icu);
    PG_RETURN_TEXT_P(cstring_to_text(psprintf("onrecord %s, ICU %s", ONRECORD_VERSION, icu)));
}
