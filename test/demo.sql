-- demo.sql: what `make demo` shows; needs :columns, the width of the terminal, :rows, and :sought, empty for a word of
-- the documents themselves.
SET search_path = demo, public;
\pset footer off

-- As much of a text as fits a width: ideographs take two columns.
CREATE FUNCTION pg_temp.cut(words text, width bigint) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN max(total) <= width THEN max(line)
           ELSE left(max(line), count(*) FILTER (WHERE total < width)::integer) || '…' END
    FROM (SELECT line, sum(CASE WHEN letter >= U&'\2E80' COLLATE "C" THEN 2 ELSE 1 END) OVER (ORDER BY n) AS total
          FROM translate(words, E'\n', ' ') line, regexp_split_to_table(line, '') WITH ORDINALITY AS l (letter, n)) letters
$$;

\echo
\echo Documents: outlet, headline, date
SELECT pg_temp.cut(outlet, 24) AS outlet, pg_temp.cut(headline, :columns - 54) AS headline, published::date AS published,
       (SELECT count(*) FROM statements s WHERE s.document_id = d.document_id) AS statements
FROM documents d ORDER BY published NULLS LAST, document_id LIMIT :rows;

SELECT count(*) AS statements, count(*) > :rows AS too_many FROM statement_details \gset
\if :too_many
\echo Who said what, the first :rows of :statements
\else
\echo Who said what
\endif
SELECT pg_temp.cut(speaker, 22) AS speaker, act, mode, pg_temp.cut(content, :columns - 57) AS content
FROM statement_details ORDER BY published NULLS LAST, document_id, ordinal LIMIT :rows;

\echo Acts by speaker
SELECT speaker, sum(times) AS statements,
       pg_temp.cut(string_agg(act || CASE WHEN times > 1 THEN ' ×' || times ELSE '' END, ', ' ORDER BY times DESC, act),
                   :columns - 50) AS acts
FROM (SELECT speaker, act, count(*) AS times FROM statement_details WHERE speaker_kind <> 'unnamed' GROUP BY 1, 2) acts
GROUP BY speaker ORDER BY statements DESC, speaker LIMIT 10;

SELECT coalesce(nullif(:'sought', ''), (SELECT substring(speaker FROM '\S+$') FROM statement_details
                                        WHERE speaker_kind = 'person' GROUP BY speaker
                                        ORDER BY count(*) DESC, speaker LIMIT 1)) AS sought \gset
\if :{?sought}
\echo Search: :sought
SELECT pg_temp.cut(outlet, 24) AS outlet,
       pg_temp.cut(ts_headline('onrecord', translate(body, E'\n', ' '), q,
                               'StartSel=«, StopSel=», MaxFragments=1, MaxWords=14, MinWords=7'), :columns - 28) AS found
FROM documents, websearch_to_tsquery('onrecord', :'sought') q
WHERE words @@ q ORDER BY ts_rank(words, q) DESC, document_id LIMIT 5;
\endif

SELECT count(*) > 0 AS unread FROM inbox \gset
\if :unread
\echo Not read, and why
SELECT pg_temp.cut(url, 40) AS document, sqlstate, error FROM inbox ORDER BY item_id LIMIT :rows;
\endif
