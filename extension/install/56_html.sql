-- 56_html.sql: the reports in HTML pages.

CREATE FUNCTION html_to_text(html text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'onrecord_html_to_text';
COMMENT ON FUNCTION html_to_text(text) IS 'headline and paragraphs of the report in an HTML page, apart from navigation and notices';

-- Null in, null out, but for charset, which may be null.
CREATE FUNCTION read_html(html bytea, charset text DEFAULT NULL,
                          OUT document text, OUT title text, OUT outlet text, OUT published text, OUT url text)
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'onrecord_read_html';
COMMENT ON FUNCTION read_html(bytea, text) IS 'the report in an HTML page of any encoding, and what the page''s head says of itself';
