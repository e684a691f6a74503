# core.mk: the core, built without PostgreSQL into build/libonrecord-core.a, for
# unit tests, fuzzers and the trainer. Include it from a Makefile that has set
# ROOT, the way from there to the top folder (empty for the top itself).
CORE := $(ROOT)extension/core
BUILD := $(ROOT)build
CORE_SOURCES := $(sort $(wildcard $(CORE)/*/*.c))
LEXICONS := $(sort $(wildcard $(CORE)/lexicon/*.tsv $(CORE)/lexicon/*/*.tsv))
LEXICON_TABLES := $(BUILD)/lexicon_tables.c
CORE_CPPFLAGS := -I$(CORE) -I$(BUILD) $(shell pkg-config --cflags icu-uc icu-i18n)
CORE_LIBS := $(shell pkg-config --libs icu-uc icu-i18n) -lm
CORE_CFLAGS ?= -O2 -g
CORE_WARNINGS := -std=c11 -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare
CORE_LIBRARY := $(BUILD)/libonrecord-core.a
CORE_OBJECTS := $(patsubst $(CORE)/%.c,$(BUILD)/core/%.o,$(CORE_SOURCES)) $(BUILD)/core/lexicon_tables.o

# The tables are rewritten only where their text changes; the stamp remembers the look.
LEXICON_STAMP := $(BUILD)/lexicon_tables.stamp
$(LEXICON_STAMP): $(LEXICONS) $(CORE)/lexicon/compile_lexicon.pl $(wildcard $(CORE)/*/*.h) $(CORE)/core.mk \
		$(wildcard $(CORE)/lexicon $(CORE)/lexicon/*/)
	@mkdir -p $(BUILD)
	perl $(CORE)/lexicon/compile_lexicon.pl $(CORE) $(BUILD)/lexicon_tables.h $(LEXICON_TABLES)
	@touch $@
$(LEXICON_TABLES) $(BUILD)/lexicon_tables.h: $(LEXICON_STAMP) ;

$(BUILD)/core/%.o: $(CORE)/%.c | $(LEXICON_STAMP)
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) $(CORE_WARNINGS) $(COPT) $(CORE_CPPFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/core/lexicon_tables.o: $(LEXICON_TABLES)
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) $(CORE_WARNINGS) $(COPT) $(CORE_CPPFLAGS) -MMD -MP -c -o $@ $<
$(CORE_LIBRARY): $(CORE_OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^
-include $(CORE_OBJECTS:.o=.d)
