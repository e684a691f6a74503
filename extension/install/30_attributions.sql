-- 30_attributions.sql: the raw layer: who is quoted, by which word, saying what.

CREATE FUNCTION attributions(document text, OUT source int4multirange, OUT cue int4multirange,
                             OUT content int4multirange, OUT confidence real)
RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 20
AS 'MODULE_PATHNAME', 'onrecord_attributions';
COMMENT ON FUNCTION attributions(text) IS
    'the attributions of a press report or transcript, beliefs and intentions included: source, cue and content as ranges of code points from 0, and a confidence from 0 to 1';
