-- 10_article.sql: what a document says of itself.

CREATE FUNCTION article(document text, OUT kind text, OUT outlet text, OUT headline text, OUT byline text,
                        OUT dateline text, OUT published timestamp, OUT language text, OUT body text)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'onrecord_article';
COMMENT ON FUNCTION article(text) IS 'kind (article or transcript), outlet, headline, byline, dateline, time of publication as printed, language and body of a document; null where the text does not say';
