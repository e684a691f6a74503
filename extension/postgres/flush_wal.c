/*
 * flush_wal.c: what this session has written so far, on disk now rather than at
 * its commit. Marks that have to outlive a crash of the session need it.
 */
#include "postgres.h"

#include "access/xlog.h"
#include "fmgr.h"

#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_flush_wal);

/* flush_wal() -> void */
Datum onrecord_flush_wal(PG_FUNCTION_ARGS)
{
    XLogFlush(XactLastRecEnd);
    PG_RETURN_VOID();
}
