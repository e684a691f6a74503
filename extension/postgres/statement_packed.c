/*
 * statement_packed.c: the one pack and the one unpack function of the form
 * drawn in statement_packed.h.
 */
#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/datetime.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "statement_check.h"
#include "statement_packed.h"

#define FORMAT_VERSION 1

/* The head: the bytes of fixed place. Only byte members, so that it may lie anywhere. */
typedef struct Head {
    uint8 version;
    uint8 present[3];
    uint8 act;
    uint8 labels;
    char language[2];
    uint8 said[4];
    uint8 confidence[4];
} Head;

StaticAssertDecl(offsetof(Head, version) == 0, "statement head: version");
StaticAssertDecl(offsetof(Head, present) == 1, "statement head: present");
StaticAssertDecl(offsetof(Head, act) == 4, "statement head: act");
StaticAssertDecl(offsetof(Head, labels) == 5, "statement head: labels");
StaticAssertDecl(offsetof(Head, language) == 6, "statement head: language");
StaticAssertDecl(offsetof(Head, said) == 8, "statement head: said");
StaticAssertDecl(offsetof(Head, confidence) == 12, "statement head: confidence");
StaticAssertDecl(sizeof(Head) == 16, "statement head: size");
StaticAssertDecl(sizeof(float) == 4, "confidence is an IEEE single");
StaticAssertDecl(STATEMENT_KEY_COUNT <= 24, "present has a bit for every key");
StaticAssertDecl(OR_ACT_COUNT <= 256, "an act fits a byte");

#define MODE_SHIFT 0
#define KIND_SHIFT 2
#define PRECISION_SHIFT 4
#define NESTED_SHIFT 6

/* The string keys of the tail, content last because its length is not stored. */
static const StatementKey tail_keys[] = {STATEMENT_SPEAKER,   STATEMENT_TITLE,  STATEMENT_ORGANISATION,
                                         STATEMENT_ADDRESSEE, STATEMENT_TARGET, STATEMENT_CUE,
                                         STATEMENT_CONTENT};

static const struct {
    const char *name;
    int string; /* offset of its member in OrStatement, or -1 */
} keys[STATEMENT_KEY_COUNT] = {
    [STATEMENT_SPEAKER] = {"speaker", offsetof(OrStatement, speaker)},
    [STATEMENT_SPEAKER_KIND] = {"speaker_kind", -1},
    [STATEMENT_TITLE] = {"title", offsetof(OrStatement, title)},
    [STATEMENT_ORGANISATION] = {"organisation", offsetof(OrStatement, organisation)},
    [STATEMENT_ADDRESSEE] = {"addressee", offsetof(OrStatement, addressee)},
    [STATEMENT_TARGET] = {"target", offsetof(OrStatement, target)},
    [STATEMENT_CUE] = {"cue", offsetof(OrStatement, cue)},
    [STATEMENT_ACT] = {"act", -1},
    [STATEMENT_MODE] = {"mode", -1},
    [STATEMENT_SAID] = {"said", -1},
    [STATEMENT_CONTENT] = {"content", offsetof(OrStatement, content)},
    [STATEMENT_QUOTED] = {"quoted", -1},
    [STATEMENT_SPANS] = {"spans", -1},
    [STATEMENT_LANGUAGE] = {"language", offsetof(OrStatement, language)},
    [STATEMENT_NESTED] = {"nested", -1},
    [STATEMENT_ANSWERS] = {"answers", -1},
    [STATEMENT_CONFIDENCE] = {"confidence", -1},
};

const char *statement_key_name(StatementKey key)
{
    return keys[key].name;
}

int statement_key_from_name(OrString name)
{
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (strlen(keys[key].name) == name.length && memcmp(keys[key].name, name.data, name.length) == 0)
            return key;
    }
    return STATEMENT_NO_KEY;
}

OrString *statement_string_member(OrStatement *statement, StatementKey key)
{
    return keys[key].string < 0 ? NULL : (OrString *) ((char *) statement + keys[key].string);
}

/* Dates */

int32 statement_first_day(OrDate date)
{
    return date2j(date.year, Max(date.month, 1), Max(date.day, 1)) - POSTGRES_EPOCH_JDATE;
}

int32 statement_end_day(OrDate date)
{
    switch (date.precision) {
    case OR_PRECISION_YEAR:
        return date2j(date.year + 1, 1, 1) - POSTGRES_EPOCH_JDATE;
    case OR_PRECISION_MONTH:
        return date2j(date.year, date.month + 1, 1) - POSTGRES_EPOCH_JDATE; /* date2j takes month 13 */
    default:
        return statement_first_day(date) + 1;
    }
}

OrDate statement_date_from_day(int32 day, OrPrecision precision)
{
    int year, month, day_of_month;

    j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &day_of_month);
    return (OrDate){.year = year,
                    .month = precision >= OR_PRECISION_MONTH ? month : 0,
                    .day = precision >= OR_PRECISION_DAY ? day_of_month : 0,
                    .precision = precision};
}

/* Little-endian words and varints */

static void put_word(uint8 *at, uint32 word)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8) (word >> (8 * i));
}

static uint32 get_word(const uint8 *at)
{
    return at[0] | (uint32) at[1] << 8 | (uint32) at[2] << 16 | (uint32) at[3] << 24;
}

static Size number_size(uint32 number)
{
    Size size = 1;

    for (; number >= 0x80; number >>= 7)
        size++;
    return size;
}

static uint8 *put_number(uint8 *at, uint32 number)
{
    for (; number >= 0x80; number >>= 7)
        *at++ = (uint8) (number | 0x80);
    *at++ = (uint8) number;
    return at;
}

static uint32 get_number(const uint8 **at)
{
    uint32 number = 0;
    int shift = 0;

    while (**at & 0x80) {
        number |= (uint32) (*(*at)++ & 0x7f) << shift;
        shift += 7;
    }
    return number | (uint32) * (*at)++ << shift;
}

/* Packing */

static Size ranges_size(const OrRange *ranges, uint32 count)
{
    Size size = number_size(count);

    for (uint32 i = 0; i < count; i++)
        size += number_size(ranges[i].begin - (i > 0 ? ranges[i - 1].end : 0)) +
                number_size(or_range_length(ranges[i]));
    return size;
}

static uint8 *put_ranges(uint8 *at, const OrRange *ranges, uint32 count)
{
    at = put_number(at, count);
    for (uint32 i = 0; i < count; i++) {
        at = put_number(at, ranges[i].begin - (i > 0 ? ranges[i - 1].end : 0));
        at = put_number(at, or_range_length(ranges[i]));
    }
    return at;
}

static Size tail_size(const StatementFields *fields)
{
    const OrStatement *value = &fields->value;
    Size size = 0;

    for (int i = 0; i < lengthof(tail_keys); i++) {
        if (statement_has(fields, tail_keys[i])) {
            Size length = statement_string_member((OrStatement *) value, tail_keys[i])->length;

            if (length > MaxAllocSize)
                ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("statement is too long")));
            size += length + (tail_keys[i] == STATEMENT_CONTENT ? 0 : number_size(length));
        }
    }
    if (statement_has(fields, STATEMENT_ANSWERS))
        size += number_size(value->answers);
    if (statement_has(fields, STATEMENT_QUOTED))
        size += ranges_size(value->quoted, value->quoted_count);
    if (statement_has(fields, STATEMENT_SPANS))
        size += ranges_size(value->spans, value->span_count);
    return size;
}

static void put_head(Head *head, const StatementFields *fields)
{
    const OrStatement *value = &fields->value;
    uint32 confidence = 0;

    memset(head, 0, sizeof(Head));
    head->version = FORMAT_VERSION;
    for (int i = 0; i < 3; i++)
        head->present[i] = (uint8) (fields->present >> (8 * i));
    if (statement_has(fields, STATEMENT_ACT))
        head->act = value->act;
    if (statement_has(fields, STATEMENT_MODE))
        head->labels |= value->mode << MODE_SHIFT;
    if (statement_has(fields, STATEMENT_SPEAKER_KIND))
        head->labels |= value->speaker_kind << KIND_SHIFT;
    if (statement_has(fields, STATEMENT_NESTED))
        head->labels |= value->nested << NESTED_SHIFT;
    if (statement_has(fields, STATEMENT_LANGUAGE))
        memcpy(head->language, value->language.data, sizeof(head->language));
    if (statement_has(fields, STATEMENT_SAID)) {
        head->labels |= value->said.precision << PRECISION_SHIFT;
        put_word(head->said, (uint32) statement_first_day(value->said));
    }
    if (statement_has(fields, STATEMENT_CONFIDENCE) && value->confidence != 0) /* one zero: no -0 */
        memcpy(&confidence, &value->confidence, sizeof(confidence));
    put_word(head->confidence, confidence);
}

static uint8 *put_tail(uint8 *at, const StatementFields *fields)
{
    OrStatement *value = (OrStatement *) &fields->value;

    for (int i = 0; tail_keys[i] != STATEMENT_CONTENT; i++) {
        if (statement_has(fields, tail_keys[i]))
            at = put_number(at, statement_string_member(value, tail_keys[i])->length);
    }
    if (statement_has(fields, STATEMENT_ANSWERS))
        at = put_number(at, value->answers);
    if (statement_has(fields, STATEMENT_QUOTED))
        at = put_ranges(at, value->quoted, value->quoted_count);
    if (statement_has(fields, STATEMENT_SPANS))
        at = put_ranges(at, value->spans, value->span_count);
    for (int i = 0; i < lengthof(tail_keys); i++) {
        if (statement_has(fields, tail_keys[i])) {
            OrString string = *statement_string_member(value, tail_keys[i]);

            memcpy(at, string.data, string.length);
            at += string.length;
        }
    }
    return at;
}

/* Is what was packed what was meant, and does it keep the rules? */
static void assert_sound(const Statement *packed)
{
#ifdef USE_ASSERT_CHECKING
    StatementOrigin origin = {.sqlstate = ERRCODE_INTERNAL_ERROR};
    StatementFields fields;

    statement_unpack(packed, &fields);
    Assert(statement_check(&fields, &origin));
#endif
}

Statement *statement_pack_fields(const StatementFields *fields)
{
    Size size = VARHDRSZ + sizeof(Head) + tail_size(fields);
    Statement *packed;
    uint8 *end PG_USED_FOR_ASSERTS_ONLY;

    if (size > MaxAllocSize)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("statement is too long")));
    packed = palloc(size);
    SET_VARSIZE(packed, size);
    put_head((Head *) VARDATA(packed), fields);
    end = put_tail((uint8 *) VARDATA(packed) + sizeof(Head), fields);
    Assert(end == (uint8 *) packed + size);
    assert_sound(packed);
    return packed;
}

static void set_present(StatementFields *fields, StatementKey key, bool present)
{
    if (present)
        fields->present |= STATEMENT_BIT(key);
}

Statement *statement_pack(const OrStatement *statement)
{
    StatementOrigin origin = {.sqlstate = ERRCODE_INTERNAL_ERROR};
    StatementFields fields = {.value = *statement};

    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        OrString *string = statement_string_member(&fields.value, key);

        if (string == NULL || string->length == 0)
            continue;
        set_present(&fields, key, true);
        if (GetDatabaseEncoding() != PG_UTF8) {
            string->data = pg_any_to_server(pnstrdup(string->data, string->length), string->length, PG_UTF8);
            string->length = strlen(string->data);
        }
    }
    set_present(&fields, STATEMENT_SPEAKER_KIND, statement_has(&fields, STATEMENT_SPEAKER));
    set_present(&fields, STATEMENT_SAID, statement->said.precision != OR_PRECISION_NONE);
    set_present(&fields, STATEMENT_QUOTED, statement->quoted_count > 0);
    set_present(&fields, STATEMENT_SPANS, statement->span_count > 0);
    set_present(&fields, STATEMENT_ANSWERS, statement->answers > 0);
    fields.present |= STATEMENT_BIT(STATEMENT_ACT) | STATEMENT_BIT(STATEMENT_MODE) |
                      STATEMENT_BIT(STATEMENT_NESTED) | STATEMENT_BIT(STATEMENT_CONFIDENCE);
    statement_check(&fields, &origin);
    return statement_pack_fields(&fields);
}

/* Unpacking */

static const Head *head_of(const Statement *packed)
{
    const Head *head = (const Head *) VARDATA_ANY(packed);

    if (VARSIZE_ANY_EXHDR(packed) < sizeof(Head) || head->version != FORMAT_VERSION)
        ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED), errmsg("statement of an unknown format"),
                        errdetail("This build of onrecord reads format %d.", FORMAT_VERSION)));
    return head;
}

void statement_unpack_head(const Statement *packed, StatementFields *fields)
{
    const Head *head = head_of(packed);
    OrStatement *value = &fields->value;
    uint32 confidence = get_word(head->confidence);

    memset(fields, 0, sizeof(StatementFields));
    fields->present = head->present[0] | (uint32) head->present[1] << 8 | (uint32) head->present[2] << 16;
    value->act = head->act;
    value->mode = head->labels >> MODE_SHIFT & 3;
    value->speaker_kind = head->labels >> KIND_SHIFT & 3;
    value->nested = head->labels >> NESTED_SHIFT & 1;
    if (statement_has(fields, STATEMENT_LANGUAGE))
        value->language = (OrString){head->language, sizeof(head->language)};
    if (statement_has(fields, STATEMENT_SAID))
        value->said =
            statement_date_from_day((int32) get_word(head->said), head->labels >> PRECISION_SHIFT & 3);
    memcpy(&value->confidence, &confidence, sizeof(confidence));
}

/* NULL, the ranges skipped, unless they are wanted. */
static OrRange *get_ranges(const uint8 **at, uint32 *count, bool wanted)
{
    OrRange *ranges = NULL;
    uint32 end = 0;

    *count = get_number(at);
    if (wanted)
        ranges = palloc(sizeof(OrRange) * Max(*count, 1));
    for (uint32 i = 0; i < *count; i++) {
        OrRange range;

        range.begin = end + get_number(at);
        end = range.end = range.begin + get_number(at);
        if (wanted)
            ranges[i] = range;
    }
    return ranges;
}

static void unpack(const Statement *packed, StatementFields *fields, bool with_ranges)
{
    const uint8 *at = (const uint8 *) VARDATA_ANY(packed) + sizeof(Head);
    const uint8 *end = (const uint8 *) VARDATA_ANY(packed) + VARSIZE_ANY_EXHDR(packed);
    OrStatement *value = &fields->value;

    statement_unpack_head(packed, fields);
    for (int i = 0; tail_keys[i] != STATEMENT_CONTENT; i++) {
        if (statement_has(fields, tail_keys[i]))
            statement_string_member(value, tail_keys[i])->length = get_number(&at);
    }
    if (statement_has(fields, STATEMENT_ANSWERS))
        value->answers = get_number(&at);
    if (statement_has(fields, STATEMENT_QUOTED))
        value->quoted = get_ranges(&at, &value->quoted_count, with_ranges);
    if (statement_has(fields, STATEMENT_SPANS))
        value->spans = get_ranges(&at, &value->span_count, with_ranges);
    for (int i = 0; i < lengthof(tail_keys); i++) {
        if (statement_has(fields, tail_keys[i])) {
            OrString *string = statement_string_member(value, tail_keys[i]);

            if (tail_keys[i] == STATEMENT_CONTENT)
                string->length = end - at;
            string->data = (const char *) at;
            at += string->length;
        }
    }
}

void statement_unpack(const Statement *packed, StatementFields *fields)
{
    unpack(packed, fields, true);
}

void statement_unpack_strings(const Statement *packed, StatementFields *fields)
{
    unpack(packed, fields, false);
}

void statement_free_ranges(StatementFields *fields)
{
    if (fields->value.quoted != NULL)
        pfree(fields->value.quoted);
    if (fields->value.spans != NULL)
        pfree(fields->value.spans);
}

OrString statement_bytes(const Statement *packed)
{
    return (OrString){VARDATA_ANY(packed), VARSIZE_ANY_EXHDR(packed)};
}
