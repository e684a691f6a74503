-- 20_types.sql: the type `statement`, the enums of its labels, its casts and its accessors.

CREATE TYPE statement_act AS ENUM (
    'state', 'decline_comment', 'admit', 'deny', 'empathize', 'pledge', 'praise', 'defend', 'apologize', 'urge',
    'demand', 'oppose', 'criticize', 'accuse', 'protest', 'reject', 'warn', 'threaten', 'ask', 'believe', 'intend');
COMMENT ON TYPE statement_act IS 'the speech act of a statement: what was done by saying it';

CREATE TYPE statement_mode AS ENUM ('direct', 'mixed', 'indirect');
COMMENT ON TYPE statement_mode IS 'verbatim, a paraphrase with verbatim parts, or a paraphrase';

CREATE TYPE speaker_kind AS ENUM ('person', 'body', 'unnamed');
COMMENT ON TYPE speaker_kind IS 'a person, a body that speaks as one (ministry, agency, company), or somebody unnamed';

-- The type

CREATE TYPE statement;

CREATE FUNCTION statement_in(cstring) RETURNS statement
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_in';
COMMENT ON FUNCTION statement_in(cstring) IS 'input of statement: a JSON object';

CREATE FUNCTION statement_out(statement) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_out';
COMMENT ON FUNCTION statement_out(statement) IS 'output of statement: a JSON object, its keys in canonical order';

CREATE FUNCTION statement_recv(internal) RETURNS statement
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_recv';
COMMENT ON FUNCTION statement_recv(internal) IS 'binary input of statement';

CREATE FUNCTION statement_send(statement) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_send';
COMMENT ON FUNCTION statement_send(statement) IS 'binary output of statement';

CREATE FUNCTION statement_typanalyze(internal) RETURNS boolean
LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_typanalyze';
COMMENT ON FUNCTION statement_typanalyze(internal) IS 'ANALYZE of statements';

CREATE FUNCTION statement_subscript(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_subscript';
COMMENT ON FUNCTION statement_subscript(internal) IS 'subscripts of statements: s[''speaker'']';

CREATE TYPE statement (
    INPUT = statement_in,
    OUTPUT = statement_out,
    RECEIVE = statement_recv,
    SEND = statement_send,
    ANALYZE = statement_typanalyze,
    SUBSCRIPT = statement_subscript,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE statement IS 'who said what about whom, and when: written as a JSON object';

-- Casts

CREATE FUNCTION statement(jsonb) RETURNS statement
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_from_jsonb';
COMMENT ON FUNCTION statement(jsonb) IS 'the statement that a JSON object writes';

CREATE FUNCTION jsonb(statement) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_to_jsonb';
COMMENT ON FUNCTION jsonb(statement) IS 'the statement as a JSON object';

CREATE CAST (jsonb AS statement) WITH FUNCTION statement(jsonb) AS ASSIGNMENT;
COMMENT ON CAST (jsonb AS statement) IS 'the statement that a JSON object writes';
CREATE CAST (statement AS jsonb) WITH FUNCTION jsonb(statement) AS ASSIGNMENT;
COMMENT ON CAST (statement AS jsonb) IS 'the statement as a JSON object';

-- Constructor

CREATE FUNCTION statement(
    speaker text DEFAULT NULL, speaker_kind speaker_kind DEFAULT NULL, title text DEFAULT NULL,
    organisation text DEFAULT NULL, addressee text DEFAULT NULL, target text DEFAULT NULL, cue text DEFAULT NULL,
    act statement_act DEFAULT NULL, mode statement_mode DEFAULT NULL, said anycompatible DEFAULT NULL::text,
    content text DEFAULT NULL, quoted int4multirange DEFAULT NULL, spans int4multirange DEFAULT NULL,
    language text DEFAULT NULL, nested boolean DEFAULT NULL, answers integer DEFAULT NULL,
    confidence real DEFAULT NULL
) RETURNS statement
LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_construct';
COMMENT ON FUNCTION statement(text, speaker_kind, text, text, text, text, text, statement_act, statement_mode, anycompatible, text, int4multirange, int4multirange, text, boolean, integer, real)
IS 'a statement of the values given by name; said is a text such as 2025-01, a date or a daterange';

-- Accessors

CREATE FUNCTION statement_accessor_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_accessor_support';
COMMENT ON FUNCTION statement_accessor_support(internal) IS 'planner support of the accessors: conditions on a key may use the GIN index';

CREATE FUNCTION speaker(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_speaker';
COMMENT ON FUNCTION speaker(statement) IS 'who said it: a name, or the description of somebody unnamed';

CREATE FUNCTION speaker_kind(statement) RETURNS speaker_kind
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_speaker_kind';
COMMENT ON FUNCTION speaker_kind(statement) IS 'person, body or unnamed';

CREATE FUNCTION title(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_title';
COMMENT ON FUNCTION title(statement) IS 'the office of the speaker';

CREATE FUNCTION organisation(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_organisation';
COMMENT ON FUNCTION organisation(statement) IS 'the body the speaker spoke for; absent where the speaker is that body';

CREATE FUNCTION addressee(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_addressee';
COMMENT ON FUNCTION addressee(statement) IS 'to whom it was said';

CREATE FUNCTION target(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_target';
COMMENT ON FUNCTION target(statement) IS 'whom or what the act is aimed at';

CREATE FUNCTION cue(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_cue';
COMMENT ON FUNCTION cue(statement) IS 'the word that attributes it, as its lemma';

CREATE FUNCTION act(statement) RETURNS statement_act
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_act';
COMMENT ON FUNCTION act(statement) IS 'what was done by saying it';

CREATE FUNCTION mode(statement) RETURNS statement_mode
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_mode';
COMMENT ON FUNCTION mode(statement) IS 'direct, mixed or indirect speech';

CREATE FUNCTION said(statement) RETURNS daterange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_said';
COMMENT ON FUNCTION said(statement) IS 'the day, month or year it was said';

CREATE FUNCTION content(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_content';
COMMENT ON FUNCTION content(statement) IS 'what was said';

CREATE FUNCTION quoted(statement) RETURNS int4multirange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_quoted';
COMMENT ON FUNCTION quoted(statement) IS 'the verbatim parts of the content, in characters from 0';

CREATE FUNCTION spans(statement) RETURNS int4multirange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_spans';
COMMENT ON FUNCTION spans(statement) IS 'where in its document the content was taken from, in characters from 0';

CREATE FUNCTION language(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_language';
COMMENT ON FUNCTION language(statement) IS 'the language of the content, ISO 639-1';

CREATE FUNCTION nested(statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_nested';
COMMENT ON FUNCTION nested(statement) IS 'whether it was reported inside another statement';

CREATE FUNCTION answers(statement) RETURNS integer
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_answers';
COMMENT ON FUNCTION answers(statement) IS 'the ordinal of the question it answers, in a transcript';

CREATE FUNCTION confidence(statement) RETURNS real
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT statement_accessor_support
AS 'MODULE_PATHNAME', 'onrecord_statement_confidence';
COMMENT ON FUNCTION confidence(statement) IS 'the probability, from 0 to 1, that somebody said this';
