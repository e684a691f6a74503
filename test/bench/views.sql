-- views.sql: the measurements of views.sh over the corpus press. Planning is part of each run. $1 is a speaker, $2 a word,
-- $3 a day, all chosen anew for each round; the one by hand gets the same.
SET max_parallel_workers_per_gather = 0;
SET jit = off;
SET client_min_messages = warning;
CREATE TEMPORARY TABLE questions (n serial, question text, view_query text, hand_query text);
INSERT INTO questions (question, view_query, hand_query) VALUES
('statement_details: the latest 50',
 'SELECT published, outlet, headline, speaker, act, target, content, verbatim, context_before, context_after
  FROM press.statement_details ORDER BY published DESC LIMIT 50',
 'SELECT d.published, d.outlet, d.headline, speaker(s.statement), act(s.statement), target(s.statement), content(s.statement),
         quoted(s.statement), substr(d.text, lower(spans(s.statement)) - 160, 160), substr(d.text, upper(spans(s.statement)) + 1, 160)
  FROM (SELECT * FROM press.documents d ORDER BY d.published DESC LIMIT 50) d JOIN press.statements s USING (document_id)
  ORDER BY d.published DESC LIMIT 50'),
('statement_details: the latest 50 of a speaker',
 'SELECT day, outlet, act, target, content FROM press.statement_details WHERE speaker = $1 ORDER BY day DESC LIMIT 50',
 'SELECT s.day, d.outlet, act(s.statement), target(s.statement), content(s.statement)
  FROM (SELECT * FROM press.statements s WHERE speaker(s.statement) = $1 ORDER BY s.day DESC LIMIT 50) s
  JOIN press.documents d USING (document_id) ORDER BY s.day DESC'),
('statement_details: outlets of a week',
 'SELECT outlet, count(*) FROM press.statement_details WHERE day BETWEEN $3 AND $3 + 6 GROUP BY outlet ORDER BY 2 DESC LIMIT 10',
 'SELECT d.outlet, sum(s.n) FROM (SELECT document_id, count(*) AS n FROM press.statements WHERE day BETWEEN $3 AND $3 + 6 GROUP BY 1) s
  JOIN press.documents d USING (document_id) GROUP BY 1 ORDER BY 2 DESC LIMIT 10'),
('statement_details: acts of a week',
 'SELECT act, count(*) FROM press.statement_details WHERE day BETWEEN $3 AND $3 + 6 GROUP BY act',
 'SELECT act(statement), count(*) FROM press.statements WHERE day BETWEEN $3 AND $3 + 6 AND NOT superseded GROUP BY 1'),
('speaker_activity: the 20 most active',
 'SELECT * FROM press.speaker_activity ORDER BY statements DESC LIMIT 20',
 'SELECT speaker, speaker_kind, statements, verbatim, first_day, last_day FROM press.speaker_counts ORDER BY statements DESC LIMIT 20'),
('speaker_activity: one speaker',
 'SELECT * FROM press.speaker_activity WHERE speaker = $1',
 'SELECT * FROM press.speaker_counts WHERE key = md5($1)::uuid'),
('acts_by_day: by month, all years',
 'SELECT date_trunc(''month'', day), act, sum(statements) FROM press.acts_by_day GROUP BY 1, 2 ORDER BY 1, 2',
 'SELECT date_trunc(''month'', day), act, sum(statements) FROM press.act_counts GROUP BY 1, 2 ORDER BY 1, 2'),
('acts_by_day: 90 days',
 'SELECT day, act, statements FROM press.acts_by_day WHERE day BETWEEN $3 AND $3 + 90 ORDER BY 1, 2',
 'SELECT day, act, statements FROM press.act_counts WHERE day BETWEEN $3 AND $3 + 90 ORDER BY 1, 2'),
('who_about_whom: the 30 most frequent',
 'SELECT * FROM press.who_about_whom ORDER BY statements DESC LIMIT 30',
 'SELECT speaker, target, act, statements, verbatim FROM press.target_counts ORDER BY statements DESC LIMIT 30'),
('who_about_whom: one speaker',
 'SELECT target, act, statements FROM press.who_about_whom WHERE speaker = $1 ORDER BY 3 DESC LIMIT 50',
 'SELECT target, act, statements FROM press.target_counts WHERE speaker = $1 ORDER BY 3 DESC LIMIT 50'),
('answers: the latest 20',
 'SELECT * FROM press.answers ORDER BY day DESC LIMIT 20',
 'SELECT q.statement, a.statement, d.outlet, d.headline
  FROM (SELECT * FROM press.statements a WHERE answers(a.statement) IS NOT NULL ORDER BY day DESC LIMIT 20) a
  CROSS JOIN LATERAL (SELECT p.statement FROM press.statements p WHERE p.document_id = a.document_id AND p.ordinal < a.ordinal
                      AND act(p.statement) = ''ask'' ORDER BY p.ordinal DESC LIMIT 1) q
  JOIN press.documents d USING (document_id)'),
('answers: the latest 20 replies',
 'SELECT * FROM press.answers WHERE kind = ''reply'' ORDER BY day DESC LIMIT 20',
 'SELECT a.statement, q.statement, d.outlet, d.headline
  FROM (SELECT a.* FROM press.statements a WHERE act(a.statement) IN (''deny'', ''reject'', ''defend'', ''admit'', ''apologize'',
            ''decline_comment'', ''oppose'', ''protest'', ''criticize'', ''accuse'', ''empathize'') ORDER BY a.day DESC) a
  JOIN press.statements q ON q.document_id = a.document_id AND act(q.statement) IN (''accuse'', ''criticize'')
       AND lower(target(q.statement)) IN (lower(speaker(a.statement)), lower(organisation(a.statement)))
  JOIN press.documents d ON d.document_id = a.document_id LIMIT 20'),
('recent_failures: the latest 50',
 'SELECT * FROM press.recent_failures ORDER BY failed_at DESC NULLS LAST LIMIT 50',
 'SELECT failed_at, url, sqlstate, error FROM press.inbox WHERE sqlstate IS NOT NULL ORDER BY failed_at DESC LIMIT 50'),
('search_statements: a word',
 'SELECT * FROM search_statements(''press'', $2)',
 'SELECT rank, ts_headline(''onrecord'', content(s.statement), q), s.statement, d.outlet, d.headline, d.url
  FROM (SELECT q, s.statement, s.document_id, bm25(tsvector(s.statement), q, x) AS rank
        FROM websearch_to_tsquery(''onrecord'', $2) q, query_statistics(''press'', q) x, press.statements s
        WHERE s.statement @@ q AND NOT s.superseded ORDER BY rank DESC LIMIT 20) s JOIN press.documents d USING (document_id)'),
('search_statements: two words',
 'SELECT * FROM search_statements(''press'', $2 || '' '' || $4)',
 'SELECT rank, ts_headline(''onrecord'', content(s.statement), q), s.statement, d.outlet, d.headline, d.url
  FROM (SELECT q, s.statement, s.document_id, bm25(tsvector(s.statement), q, x) AS rank
        FROM websearch_to_tsquery(''onrecord'', $2 || '' '' || $4) q, query_statistics(''press'', q) x, press.statements s
        WHERE s.statement @@ q AND NOT s.superseded ORDER BY rank DESC LIMIT 20) s JOIN press.documents d USING (document_id)'),
('search_statements: either of two words',
 'SELECT * FROM search_statements(''press'', $2 || '' or '' || $4)',
 'SELECT rank, ts_headline(''onrecord'', content(s.statement), q), s.statement, d.outlet, d.headline, d.url
  FROM (SELECT q, s.statement, s.document_id, bm25(tsvector(s.statement), q, x) AS rank
        FROM websearch_to_tsquery(''onrecord'', $2 || '' or '' || $4) q, query_statistics(''press'', q) x, press.statements s
        WHERE s.statement @@ q AND NOT s.superseded ORDER BY rank DESC LIMIT 20) s JOIN press.documents d USING (document_id)'),
('search_statements: a phrase',
 'SELECT * FROM search_statements(''press'', ''"'' || $2 || '' '' || $4 || ''"'')',
 'SELECT rank, ts_headline(''onrecord'', content(s.statement), q), s.statement, d.outlet, d.headline, d.url
  FROM (SELECT q, s.statement, s.document_id, bm25(tsvector(s.statement), q, x) AS rank
        FROM websearch_to_tsquery(''onrecord'', ''"'' || $2 || '' '' || $4 || ''"'') q, query_statistics(''press'', q) x, press.statements s
        WHERE s.statement @@ q AND NOT s.superseded ORDER BY rank DESC LIMIT 20) s JOIN press.documents d USING (document_id)'),
('search_statements: a word of a speaker',
 'SELECT * FROM search_statements(''press'', $2, speaker => $1)',
 'SELECT rank, ts_headline(''onrecord'', content(s.statement), q), s.statement, d.outlet, d.headline, d.url
  FROM (SELECT q, s.statement, s.document_id, bm25(tsvector(s.statement), q, x) AS rank
        FROM websearch_to_tsquery(''onrecord'', $2) q, query_statistics(''press'', q) x, press.statements s
        WHERE s.statement @@ q AND s.statement @> statement(speaker => $1) AND NOT s.superseded ORDER BY rank DESC LIMIT 20) s
  JOIN press.documents d USING (document_id)'),
('search_statements: a word, said in 90 days',
 'SELECT * FROM search_statements(''press'', $2, since => $3, until => $3 + 90)',
 'SELECT rank, ts_headline(''onrecord'', content(s.statement), q), s.statement, d.outlet, d.headline, d.url
  FROM (SELECT q, s.statement, s.document_id, bm25(tsvector(s.statement), q, x) AS rank
        FROM websearch_to_tsquery(''onrecord'', $2) q, query_statistics(''press'', q) x, press.statements s
        WHERE s.statement @@ q AND said(s.statement) && daterange($3, $3 + 91) AND NOT s.superseded ORDER BY rank DESC LIMIT 20) s
  JOIN press.documents d USING (document_id)'),
('search_statements: the newest of an act',
 'SELECT * FROM search_statements(''press'', act => ''accuse'')',
 'SELECT s.statement, d.outlet, d.headline, d.url
  FROM (SELECT * FROM press.statements s WHERE act(s.statement) = ''accuse'' AND NOT superseded ORDER BY day DESC, document_id DESC LIMIT 20) s
  JOIN press.documents d USING (document_id)'),
('timeline: a word, by month',
 'SELECT * FROM timeline(''press'', $2)',
 'SELECT date_trunc(''month'', day), count(*), count(*) FILTER (WHERE mode(statement) <> ''indirect'') FROM press.statements
  WHERE statement @@ websearch_to_tsquery(''onrecord'', $2) AND NOT superseded GROUP BY 1 ORDER BY 1'),
('concordance: a word, 200 lines',
 'SELECT * FROM concordance(''press'', $2) ORDER BY sort_right',
 'SELECT substr(d.text, lower(spans(s.statement)) - 40, 400), ts_headline(''onrecord'', content(s.statement), q, ''HighlightAll=true''), s.statement
  FROM (SELECT q, s.statement, s.document_id, s.day FROM websearch_to_tsquery(''onrecord'', $2) q, press.statements s
        WHERE s.statement @@ q AND NOT superseded ORDER BY s.day DESC LIMIT 200) s JOIN press.documents d USING (document_id)');

CREATE TEMPORARY TABLE runs (n integer, view_ms numeric, hand_ms numeric);
CREATE FUNCTION pg_temp.milliseconds(query text, speaker text, word text, day date, other_word text) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
    start timestamptz := clock_timestamp();
BEGIN
    EXECUTE format('SELECT count(*) FROM (SELECT x.*::text FROM (%s) x OFFSET 0) y', query) USING speaker, word, day, other_word;
    RETURN round(extract(epoch FROM clock_timestamp() - start)::numeric * 1000, 2);
END $$;
SELECT set_config('bench.rounds', :'rounds', false) \g /dev/null
-- Speakers and words as often as they are frequent, as readers ask for them.
DO $$
DECLARE
    rounds CONSTANT integer := current_setting('bench.rounds');
    speakers CONSTANT text[] := ARRAY(SELECT speaker FROM (SELECT speaker, row_number() OVER (ORDER BY statements DESC) AS place
                                      FROM press.speaker_counts) s WHERE place IN (1, 3, 10, 30, 100, 300, 1000, 3000, 10000));
    words CONSTANT text[] := ARRAY(SELECT lexeme FROM (SELECT lexeme, row_number() OVER (ORDER BY statements DESC) AS place
                                   FROM press.word_counts WHERE lexeme ~ '^[a-z]+$') w
                                   WHERE place IN (20, 40, 60, 80, 120, 160, 240, 400, 800, 1600, 3200) ORDER BY place);
    question record;
BEGIN
    PERFORM setseed(0.5);
    FOR question IN SELECT * FROM questions ORDER BY n LOOP
        FOR run IN 0..rounds LOOP
            DECLARE
                speaker CONSTANT text := speakers[1 + floor(random() * cardinality(speakers))];
                word CONSTANT text := words[1 + floor(random() * cardinality(words))];
                other CONSTANT text := words[1 + floor(random() * cardinality(words))];
                day CONSTANT date := '2019-01-01'::date + floor(random() * 2400)::integer;
                result numeric;
            BEGIN
                result := pg_temp.milliseconds(question.view_query, speaker, word, day, other);
                IF run > 0 THEN
                    INSERT INTO runs VALUES (question.n, result, pg_temp.milliseconds(question.hand_query, speaker, word, day, other));
                END IF;
            END;
        END LOOP;
    END LOOP;
END $$;
\pset format aligned
\pset tuples_only off
\pset footer off
\echo 95th percentile in milliseconds: asked from the view or function, and by hand
SELECT q.question, percentile_disc(0.5) WITHIN GROUP (ORDER BY view_ms) AS median,
       percentile_disc(0.95) WITHIN GROUP (ORDER BY view_ms) AS p95,
       percentile_disc(0.95) WITHIN GROUP (ORDER BY hand_ms) AS "p95 by hand",
       CASE WHEN percentile_disc(0.95) WITHIN GROUP (ORDER BY view_ms) <= 100
              OR percentile_disc(0.95) WITHIN GROUP (ORDER BY view_ms) <= 2 * percentile_disc(0.95) WITHIN GROUP (ORDER BY hand_ms)
            THEN 'ok' ELSE 'SLOW' END AS verdict
FROM runs r JOIN questions q USING (n) GROUP BY q.n, q.question ORDER BY q.n;
