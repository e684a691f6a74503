-- 55_sketch.sql: sketches of texts, for finding copies.

CREATE FUNCTION sketch(document text) RETURNS integer[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'onrecord_sketch';
COMMENT ON FUNCTION sketch(text) IS 'a sample of the wording of a text, the same for the same wording';

CREATE FUNCTION sketch_keys(sketch integer[]) RETURNS integer[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'onrecord_sketch_keys';
COMMENT ON FUNCTION sketch_keys(integer[]) IS 'the few numbers of a sketch to be indexed: texts with half the wording of another share some of them, which a GIN index finds with &&';

CREATE FUNCTION sketch_similarity(integer[], integer[]) RETURNS real
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'onrecord_sketch_similarity';
COMMENT ON FUNCTION sketch_similarity(integer[], integer[]) IS 'share of the wording of two texts that is common to both, 0 to 1, from their sketches';

CREATE FUNCTION sketch_containment(part integer[], whole integer[]) RETURNS real
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'onrecord_sketch_containment';
COMMENT ON FUNCTION sketch_containment(integer[], integer[]) IS 'share of the first text''s wording that the second has too, 0 to 1, from their sketches';
