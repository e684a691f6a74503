/*
 * model.c: see model.h.
 */
#include "postgres.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/memutils.h"

#include "host.h"
#include "model.h"

static char *model_path(void)
{
    char share[MAXPGPATH];

    get_share_path(my_exec_path, share);
    return psprintf("%s/extension/onrecord.model", share);
}

static void *map_file(const char *path, size_t *length)
{
    int file = OpenTransientFile(path, O_RDONLY | PG_BINARY);
    struct stat status;
    void *bytes;

    if (file < 0)
        ereport(ERROR,
                (errcode_for_file_access(), errmsg("could not open attribution model \"%s\": %m", path),
                 errhint("Install onrecord again: the model belongs to its files.")));
    if (fstat(file, &status) != 0)
        ereport(ERROR, (errcode_for_file_access(), errmsg("could not stat file \"%s\": %m", path)));
    *length = (size_t) status.st_size;
    bytes = *length == 0 ? MAP_FAILED : mmap(NULL, *length, PROT_READ, MAP_SHARED, file, 0);
    CloseTransientFile(file);
    if (bytes == MAP_FAILED)
        ereport(ERROR,
                (errcode_for_file_access(), errmsg("could not map attribution model \"%s\": %m", path)));
    return bytes;
}

const OrModel *onrecord_model(void)
{
    static OrModel model;
    static bool opened = false;

    if (!opened) {
        char *path = model_path();
        size_t length;
        void *bytes = map_file(path, &length);
        MemoryContext caller = MemoryContextSwitchTo(TopMemoryContext); /* where the model remembers words */
        const char *error = or_open_model(onrecord_host(), bytes, length, &model);

        MemoryContextSwitchTo(caller);
        if (error != NULL) {
            munmap(bytes, length);
            ereport(ERROR,
                    (errcode(ERRCODE_DATA_CORRUPTED), errmsg("attribution model \"%s\" cannot be used", path),
                     errdetail("The file was read, but %s.", error),
                     errhint("Install onrecord again: library and model belong together.")));
        }
        pfree(path);
        opened = true;
    }
    return &model;
}
