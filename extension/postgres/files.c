/*
 * files.c: documents in the server's file system, for those who may read it.
 */
#include "postgres.h"

#include <sys/stat.h>

#include "catalog/pg_authid.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_read_document_file);
ONRECORD_FUNCTION(onrecord_list_document_files);

static void check_may_read_files(void)
{
    if (!has_privs_of_role(GetUserId(), ROLE_PG_READ_SERVER_FILES))
        ereport(ERROR,
                (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
                 errmsg("permission denied to read files of the server"),
                 errdetail("Only members of the role pg_read_server_files may."),
                 errhint("Documents can also be sent from the client, by INSERT or COPY into the inbox.")));
}

static void check_absolute(const char *path)
{
    if (!is_absolute_path(path))
        ereport(ERROR, (errcode(ERRCODE_INVALID_NAME), errmsg("\"%s\" is not an absolute path", path)));
}

/* read_document_file(path text) -> bytea */
Datum onrecord_read_document_file(PG_FUNCTION_ARGS)
{
    char *path = text_to_cstring(PG_GETARG_TEXT_PP(0));
    FILE *file;
    struct stat status;
    bytea *result;
    size_t read_bytes;

    check_may_read_files();
    check_absolute(path);
    file = AllocateFile(path, PG_BINARY_R);
    if (file == NULL || fstat(fileno(file), &status) != 0)
        ereport(ERROR, (errcode_for_file_access(), errmsg("could not open file \"%s\": %m", path)));
    if (!S_ISREG(status.st_mode))
        ereport(ERROR, (errcode(ERRCODE_WRONG_OBJECT_TYPE), errmsg("\"%s\" is not a regular file", path)));
    if (status.st_size > (off_t) (MaxAllocSize - VARHDRSZ))
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("file \"%s\" is too large", path)));
    result = palloc(VARHDRSZ + status.st_size);
    read_bytes = fread(VARDATA(result), 1, status.st_size, file);
    if (ferror(file))
        ereport(ERROR, (errcode_for_file_access(), errmsg("could not read file \"%s\": %m", path)));
    FreeFile(file);
    SET_VARSIZE(result, VARHDRSZ + read_bytes);
    PG_RETURN_BYTEA_P(result);
}

static bool is_regular_file(const char *directory, const char *name)
{
    char path[MAXPGPATH];
    struct stat status;

    snprintf(path, sizeof(path), "%s/%s", directory, name);
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* list_document_files(directory text) -> text[]: names of its regular files, hidden ones apart */
Datum onrecord_list_document_files(PG_FUNCTION_ARGS)
{
    char *path = text_to_cstring(PG_GETARG_TEXT_PP(0));
    ArrayBuildState *names = initArrayResult(TEXTOID, CurrentMemoryContext, true);
    DIR *directory;
    struct dirent *entry;

    check_may_read_files();
    check_absolute(path);
    directory = AllocateDir(path);
    while ((entry = ReadDir(directory, path)) != NULL) {
        CHECK_FOR_INTERRUPTS();
        if (entry->d_name[0] != '.' && is_regular_file(path, entry->d_name))
            names = accumArrayResult(names, CStringGetTextDatum(entry->d_name), false, TEXTOID,
                                     CurrentMemoryContext);
    }
    FreeDir(directory);
    PG_RETURN_DATUM(makeArrayResult(names, CurrentMemoryContext));
}
