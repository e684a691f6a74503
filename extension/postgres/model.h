/*
 * model.h: the attribution model that is installed beside the extension.
 */
#ifndef ONRECORD_POSTGRES_MODEL_H
#define ONRECORD_POSTGRES_MODEL_H

#include "attribution/model.h"

/*
 * The model, mapped read-only on first use and for the life of the backend; its
 * pages are the file's, shared by all backends. Ends by ereport where the file
 * is missing or damaged.
 */
extern const OrModel *onrecord_model(void);

#endif
