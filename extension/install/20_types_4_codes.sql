-- 20_types_4_codes.sql: what event data calls the acts of statements.

CREATE FUNCTION cameo(act statement_act, OUT root text, OUT code text)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'onrecord_cameo';
COMMENT ON FUNCTION cameo(statement_act) IS 'the act in CAMEO (Conflict and Mediation Event Observations): its root and its code';

CREATE FUNCTION plover(act statement_act, OUT event text, OUT mode text)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'onrecord_plover';
COMMENT ON FUNCTION plover(statement_act) IS 'the act in PLOVER (Political Language Ontology for Verifiable Event Records): its event and mode; NULL for acts that are no event there, such as a denial';
