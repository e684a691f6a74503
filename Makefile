# onrecord: see README.md. `make` builds, `make install` installs, `make demo` shows, `make test` proves.
EXTENSION = extension/onrecord
EXTVERSION = 0.1
MODULE_big = onrecord

LEXICONS = $(wildcard extension/core/lexicon/*.tsv)
CORE_SOURCES = $(wildcard extension/core/*/*.c)
POSTGRES_SOURCES = $(wildcard extension/postgres/*.c)
INSTALL_PARTS = $(sort $(wildcard extension/install/*.sql))

OBJS = $(CORE_SOURCES:.c=.o) $(POSTGRES_SOURCES:.c=.o)
DATA_built = extension/onrecord--$(EXTVERSION).sql
DATA = $(wildcard extension/upgrade/*.sql)
REGRESS = $(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql)))
REGRESS_OPTS = --load-extension=onrecord
EXTRA_CLEAN = extension/onrecord--$(EXTVERSION).sql

PG_CPPFLAGS = -Iextension/core $(shell pkg-config --cflags icu-uc icu-i18n)
PG_CFLAGS = -std=gnu11 -Wall -Wextra -Wno-declaration-after-statement -Wno-unused-parameter -Wno-sign-compare \
	-fvisibility=hidden
SHLIB_LINK = $(shell pkg-config --libs icu-uc icu-i18n) -lm

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

extension/onrecord--$(EXTVERSION).sql: $(INSTALL_PARTS)
	cat $^ > $@
