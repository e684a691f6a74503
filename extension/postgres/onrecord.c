/*
 * onrecord.c: the module itself: its magic block, what is done when it is
 * loaded, and its version.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "onrecord.h"
#include "statement_packed.h"
#include "statement_planner.h"

/* The library hides its symbols; the server must still find this one. */
extern __attribute__((visibility("default"))) const Pg_magic_struct *Pg_magic_func(void);
PG_MODULE_MAGIC;

extern __attribute__((visibility("default"))) void _PG_init(void);

void _PG_init(void)
{
    onrecord_add_statement_paths_to_planner();
}

ONRECORD_FUNCTION(onrecord_version);

/* onrecord_version() -> text: the version this library was built as. */
Datum onrecord_version(PG_FUNCTION_ARGS)
{
    PG_RETURN_TEXT_P(cstring_to_text(ONRECORD_VERSION));
}
