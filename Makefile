# onrecord: see README.md. `make` builds, `make install` installs, `make demo` and `make dashboard` show, `make test` proves.
EXTENSION = extension/onrecord
EXTVERSION = 0.1

ifneq ($(filter demo dashboard test,$(MAKECMDGOALS)),)
# These start on a machine that may not even have a compiler.
.PHONY: demo dashboard test
demo test:
	@test/prepare.sh $@
	@test/$@.sh
dashboard:
	@test/prepare.sh $@
	@test/show_dashboard.sh
else

all:
ROOT :=
include extension/core/core.mk

MODULE_big = onrecord
POSTGRES_SOURCES = $(sort $(wildcard extension/postgres/*.c))
INSTALL_PARTS = $(sort $(wildcard extension/install/*.sql))

OBJS = $(CORE_SOURCES:.c=.o) $(LEXICON_TABLES:.c=.o) $(POSTGRES_SOURCES:.c=.o)
DATA_built = extension/onrecord--$(EXTVERSION).sql
DATA = $(wildcard extension/upgrade/*.sql extension/*.model)
REGRESS = $(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql)))
REGRESS_OPTS = --load-extension=onrecord
EXTRA_CLEAN = $(DATA_built) $(OBJS:.o=.d) build

# The libraries are found by pkg-config; libxml2 reads HTML.
PG_CPPFLAGS = $(CORE_CPPFLAGS) $(shell pkg-config --cflags libxml-2.0) -DONRECORD_VERSION='"$(EXTVERSION)"'
PG_CFLAGS = -std=gnu11 -Wall -Wextra -Wno-declaration-after-statement -Wno-unused-parameter -Wno-sign-compare \
	-fvisibility=hidden -MMD -MP
SHLIB_LINK = $(CORE_LIBS) $(shell pkg-config --libs libxml-2.0)

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

$(OBJS): | $(LEXICON_STAMP)
$(OBJS:.o=.bc): %.bc: %.o
-include $(OBJS:.o=.d)

extension/onrecord--$(EXTVERSION).sql: $(INSTALL_PARTS) Makefile
	cat $(INSTALL_PARTS) | sed "s/@EXTVERSION@/$(EXTVERSION)/g" > $@

# Each prints TAP or pg_regress lines; all but unit need the extension installed.
.PHONY: unit check-regress check-tap check-drivers check-dashboard check bench bench-ingest sanitize
unit:
	$(MAKE) -s -C test/unit check
check-regress:
	PG_CONFIG='$(PG_CONFIG)' test/regress.sh $(REGRESS)
check-tap:
	PG_CONFIG='$(PG_CONFIG)' test/tap.sh $(TAP)
check-drivers:
	PG_CONFIG='$(PG_CONFIG)' test/drivers.sh $(DRIVERS)
check-dashboard:
	PG_CONFIG='$(PG_CONFIG)' test/dashboard.sh
check: unit check-regress check-tap check-drivers check-dashboard

# Bent binary input under AddressSanitizer and UndefinedBehaviorSanitizer; install first.
sanitize:
	PG_CONFIG='$(PG_CONFIG)' test/hostile/sanitized.sh
# Speeds, each printed by a script of test/bench; install first.
bench:
	@for script in test/bench/*.sh; do PG_CONFIG='$(PG_CONFIG)' $$script || exit 1; done
# Of a corpus of DOCUMENTS documents, for as long as that takes: half an hour.
bench-ingest:
	PG_CONFIG='$(PG_CONFIG)' test/bench/ingest.sh $(or $(DOCUMENTS),100000)

# The attribution model: train/README.md. CORPUS and PARSES are files of annotated documents.
.PHONY: train evaluate
MODEL ?= extension/onrecord.model
train: trainer
	@test -n "$(CORPUS)" || { echo "make train CORPUS=annotations.jsonl[.xz] [PARSES=parses.tsv[.xz]]" >&2; exit 2; }
	build/onrecord-train train '$(CORPUS)' $(if $(PARSES),parses='$(PARSES)') model='$(MODEL)' $(OPTIONS)
evaluate: trainer
	@test -n "$(CORPUS)" || { echo "make evaluate CORPUS=annotations.jsonl[.xz]" >&2; exit 2; }
	build/onrecord-train evaluate '$(CORPUS)' model='$(MODEL)' $(OPTIONS)
.PHONY: trainer
trainer:
	@pkg-config --exists jansson || { echo "The trainer reads JSON with jansson: apt-get install libjansson-dev xz-utils" >&2; exit 2; }
	$(MAKE) -s -C train
endif
