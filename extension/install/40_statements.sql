-- 40_statements.sql: who said what, when, doing what to whom.

CREATE FUNCTION statements(document text, published date DEFAULT NULL)
RETURNS SETOF statement
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150000 ROWS 20
AS 'MODULE_PATHNAME', 'onrecord_statements';
COMMENT ON FUNCTION statements(text, date) IS
    'the statements of a press report or transcript; relative dates count from published, else from the day that the document states';

CREATE FUNCTION explain_statements(document text, published date DEFAULT NULL, OUT statement integer, OUT field text,
                                   OUT value text, OUT rule text, OUT evidence text)
RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150000 ROWS 100
AS 'MODULE_PATHNAME', 'onrecord_explain_statements';
COMMENT ON FUNCTION explain_statements(text, date) IS
    'why: for each statement, numbered in the order of statements(), the rule behind speaker, title, organisation, said, act and target, and the words of the document that it leans on';
