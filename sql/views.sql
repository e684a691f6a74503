-- The flat views of a corpus and the functions that search it, on documents small enough to count by hand.
SET client_min_messages = warning;
SET datestyle = ISO;
SET timezone = 'UTC';
\set SHOW_CONTEXT never
SELECT create_corpus('Desk "%s"');
SET search_path = "Desk ""%s""", public;

-- Two reports, a briefing, a page that cannot be read.
INSERT INTO inbox (payload, url, outlet, published) VALUES
('Ferry report stays closed

The northern ferry sails in May, the Ministry of Harbours said on Monday.

Oskar Lind, the mayor of Sond, accused the ministry of hiding the ferry report. "The ferry report belongs to the public," Lind said.

The Ministry of Harbours denied that it had hidden the report.',
 'https://courier.example/1', 'The Varrel Courier', '2025-03-03 10:00'),
('Crews wait

"The ferry crews are ready," said Oskar Lind, the mayor of Sond.

The Chinese Foreign Ministry said on Tuesday that the ferry was a matter for Varrel.',
 'https://gazette.example/1', 'Sond Gazette', '2025-04-08 08:30'),
('Daily briefing of the Ministry of Harbours

MS. TORVANE: Good afternoon. The ferry sails on Friday.

Q: Will the fares go up?

MS. TORVANE: The fares will stay as they are.

Q: And the crews?

MS. TORVANE: We have two crews, and they are ready.',
 'https://harbours.example/b1', 'Ministry of Harbours', '2025-04-09 12:00'),
('%PDF-1.7', 'https://courier.example/2', 'The Varrel Courier', '2025-04-10');
UPDATE inbox SET media_type = 'application/pdf' WHERE payload LIKE '%PDF%';
SELECT stored, failed FROM ingest('Desk "%s"');

SELECT document_id AS d, ordinal AS o, speaker, speaker_kind AS kind, title, organisation, country, act, cameo, target, mode,
       said_from, said_to, published, content, verbatim
FROM statement_details ORDER BY document_id, ordinal;
-- What stands around a statement continues it, to the letter.
SELECT count(*) AS statements,
       count(*) FILTER (WHERE strpos(d.text, v.context_before || substr(d.text, lower(spans(s.statement)) + 1,
                                     upper(spans(s.statement)) - lower(spans(s.statement))) || v.context_after) > 0) AS in_place,
       count(*) FILTER (WHERE length(v.context_before) <= 160 AND length(v.context_after) <= 160) AS short
FROM statement_details v JOIN statements s USING (statement_id) JOIN documents d ON d.document_id = v.document_id;
SELECT context_before(s.statement, d.text, 12), context_after(s.statement, d.text, 14), context_before(s.statement, d.text, 0)
FROM statements s JOIN documents d USING (document_id) WHERE s.document_id = 1 AND s.ordinal = 1;
SELECT context_after(statement, '', -1) FROM statements LIMIT 1;

-- Countries: by name, adjective or capital, of body, title or description; not of what a body studies or is called.
SELECT organisation, title, speaker, country(statement(speaker => speaker, speaker_kind => kind::speaker_kind, title => title, organisation => organisation))
FROM (VALUES (NULL, 'French ambassador', 'Odile Verne', 'person'), ('Embassy of Japan', NULL, 'Ken Asano', 'person'),
             (NULL, NULL, 'Beijing', 'body'), (NULL, NULL, 'a senior US official', 'unnamed'), (NULL, NULL, 'Paris Holm', 'person'),
             ('Department of European Studies', NULL, 'Ada Holm', 'person'), ('the turkey farmers', NULL, 'Ada Holm', 'person'),
             ('Nigerian Navy', NULL, 'Ada Holm', 'person'), ('European Commission', 'spokesman', 'Ada Holm', 'person'))
     AS t (organisation, title, speaker, kind);

SELECT * FROM speaker_activity ORDER BY statements DESC, speaker;
SELECT * FROM acts_by_day ORDER BY day, act;
SELECT * FROM who_about_whom ORDER BY speaker, target, act;
SELECT kind, document_id, question_speaker, question_act, question, answer_speaker, answer_act, answer FROM answers ORDER BY question_id, answer_id;
SELECT stage, item_id, outlet, url, media_type, attempts, sqlstate, error, failed_at IS NOT NULL AS dated FROM recent_failures;

-- Every column is of a type that every driver knows, and commented.
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, col_description(c.oid, a.attnum) IS NULL AS uncommented
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = '"Desk ""%s"""'::regnamespace
  AND c.relname IN ('statement_details', 'speaker_activity', 'acts_by_day', 'who_about_whom', 'answers', 'recent_failures')
  AND (a.atttypid NOT IN ('text'::regtype, 'date'::regtype, 'timestamptz'::regtype, 'integer'::regtype, 'bigint'::regtype,
                          'numeric'::regtype, 'boolean'::regtype, 'text[]'::regtype) OR col_description(c.oid, a.attnum) IS NULL);
SELECT a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a WHERE a.attrelid = 'found_statement'::regclass AND a.attnum > 0
  AND a.atttypid NOT IN ('text'::regtype, 'date'::regtype, 'timestamptz'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype);
SELECT c.relname, a.attname AS uncommented FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE (c.relnamespace = '"Desk ""%s"""'::regnamespace AND c.relkind = 'v' OR c.oid = 'found_statement'::regclass)
  AND col_description(c.oid, a.attnum) IS NULL;
SELECT relname AS reads_with_owners_rights FROM pg_class
WHERE relnamespace = '"Desk ""%s"""'::regnamespace AND relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false);

-- Search: the best by BM25, with the words marked; filters.
SELECT row_number() OVER () AS place, rank > 0 AS ranked, snippet, speaker, act, day FROM search_statements('Desk "%s"', 'ferry report');
SELECT speaker, content FROM search_statements('Desk "%s"', '"ferry crews" OR fares') ORDER BY statement_id;
SELECT speaker, act FROM search_statements('Desk "%s"', 'ferry', speaker => 'OSKAR LIND') ORDER BY statement_id;
SELECT content FROM search_statements('Desk "%s"', 'ferry', act => 'accuse', target => 'The MINISTRY');
SELECT content FROM search_statements('Desk "%s"', 'ferry', mode => 'direct', since => '2025-04-01', until => '2025-04-08');
SELECT day, speaker FROM search_statements('Desk "%s"', "limit" => 2);
SELECT count(*) FROM search_statements('Desk "%s"', 'submarine');
SELECT count(*) FROM search_statements('Desk "%s"', 'the');
SELECT count(*) FROM search_statements('Desk "%s"', '-ferry');
SELECT count(*) FROM search_statements('Desk "%s"', 'report or -ferry');
SELECT count(*) FROM search_statements('Desk "%s"', 'ferry -report');
SELECT act FROM search_statements('Desk "%s"', act => 'shout');
SELECT count(*) FROM search_statements('nowhere', 'ferry');
-- As bm25 ranks them that is asked for itself.
SELECT count(*) AS found, count(*) FILTER (WHERE f.rank = b.rank::numeric) AS same
FROM search_statements('Desk "%s"', 'ferry OR report', "limit" => NULL) f
JOIN (SELECT s.statement_id, bm25(tsvector(s.statement), 'ferri | report',
                                  (SELECT search_statistics(tsvector(statement)) FROM statements)) AS rank
      FROM statements s) b USING (statement_id);

SELECT * FROM timeline('Desk "%s"', 'ferry');
SELECT period, statements FROM timeline('Desk "%s"', NULL, 'quarter');
SELECT count(*), sum(statements) FROM timeline('Desk "%s"', 'ferry', 'day');
SELECT * FROM timeline('Desk "%s"', 'submarine');
SELECT * FROM timeline('Desk "%s"', 'ferry', 'fortnight');

SELECT before, keyword, after, begins, ends, speaker FROM concordance('Desk "%s"', 'ferry', 12) ORDER BY sort_right;
SELECT keyword, sort_left, sort_right FROM concordance('Desk "%s"', '"ferry report"', 12) ORDER BY sort_left;
SELECT bool_and(substr(d.text, c.begins + 1, c.ends - c.begins) = c.keyword) AS exact, count(*)
FROM concordance('Desk "%s"', 'ferry OR report OR crews') c JOIN documents d USING (document_id);
SELECT count(*) FROM concordance('Desk "%s"', 'ferry', -1);

-- The counts are what one counts, whatever happens to the statements.
CREATE FUNCTION pg_temp.wrong() RETURNS TABLE (pending bigint, acts bigint, speakers bigint, targets bigint) LANGUAGE sql AS $$
    SELECT (SELECT count(*) FROM statement_changes),
        (SELECT count(*) FROM (SELECT day, act, cameo, count(*) AS statements, count(*) FILTER (WHERE mode <> 'indirect') AS verbatim
                               FROM statement_details GROUP BY 1, 2, 3) l
         FULL JOIN acts_by_day v USING (day, act, cameo, statements, verbatim) WHERE l IS NULL OR v IS NULL),
        (SELECT count(*) FROM (SELECT speaker, speaker_kind, count(*) AS statements, count(*) FILTER (WHERE mode <> 'indirect') AS verbatim,
                                      min(day) AS first_day, max(day) AS last_day
                               FROM statement_details WHERE speaker IS NOT NULL GROUP BY 1, 2) l
         FULL JOIN speaker_activity v USING (speaker, speaker_kind, statements, verbatim, first_day, last_day) WHERE l IS NULL OR v IS NULL),
        (SELECT count(*) FROM (SELECT speaker, target, act, count(*) AS statements
                               FROM statement_details WHERE speaker IS NOT NULL AND target IS NOT NULL GROUP BY 1, 2, 3) l
         FULL JOIN who_about_whom v USING (speaker, target, act, statements) WHERE l IS NULL OR v IS NULL)
$$;
SELECT * FROM pg_temp.wrong();
INSERT INTO statements (document_id, day, ordinal, statement) SELECT document_id, day, 90, statement FROM statements WHERE document_id = 1;
SELECT * FROM pg_temp.wrong();
UPDATE statements SET statement = jsonb(statement) || '{"act": "urge", "target": "Sond"}' WHERE document_id = 1 AND ordinal IN (1, 90);
DELETE FROM statements WHERE document_id = 2 AND speaker(statement) = 'Oskar Lind';
SELECT * FROM pg_temp.wrong();
SELECT last_day FROM speaker_activity WHERE speaker = 'Oskar Lind';
SELECT fold_counts('Desk "%s"') > 0 AS folded;
SELECT * FROM pg_temp.wrong();
DELETE FROM documents WHERE document_id = 2;
INSERT INTO inbox (payload, url, outlet, published) SELECT 'Ferry report opened

"The archive is open," said Oskar Lind, the mayor of Sond.', url, outlet, published FROM documents WHERE document_id = 1;
SELECT revised FROM ingest('Desk "%s"');
SELECT superseded, count(*) FROM statements GROUP BY 1 ORDER BY 1;
SELECT * FROM pg_temp.wrong();
SELECT speaker, statements, first_day, last_day FROM speaker_activity ORDER BY 1;
BEGIN;
DELETE FROM statements;
SELECT * FROM pg_temp.wrong();
SELECT count(*) FROM speaker_activity;
ROLLBACK;
SELECT * FROM pg_temp.wrong();
UPDATE documents SET analysis = 'old';
SELECT renewed, failed FROM reparse('Desk "%s"');
SELECT * FROM pg_temp.wrong();
BEGIN;
TRUNCATE statements;
SELECT * FROM pg_temp.wrong();
ROLLBACK;
SELECT recount('Desk "%s"') = (SELECT count(*) FROM statement_details) AS recounted;
SELECT * FROM pg_temp.wrong();

-- Who may read: all of it, but not what waits in the inbox; under row security, what the policy shows.
CREATE ROLE regress_reader;
CREATE ROLE regress_courier;
SELECT grant_corpus('Desk "%s"', 'regress_reader', 'read'), grant_corpus('Desk "%s"', 'regress_courier', 'read');
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE statements ENABLE ROW LEVEL SECURITY;
CREATE POLICY courier ON documents TO regress_courier USING (outlet = 'The Varrel Courier');
CREATE POLICY courier ON statements TO regress_courier
USING (EXISTS (SELECT FROM documents d WHERE d.document_id = statements.document_id));
CREATE POLICY nothing ON documents TO regress_reader USING (false);
CREATE FUNCTION pg_temp.seen() RETURNS TABLE (details bigint, acts numeric, speakers numeric, targets numeric, answers bigint,
                                              failures bigint, found bigint, timeline numeric, lines bigint, counts bigint) LANGUAGE sql AS $$
    SELECT (SELECT count(*) FROM statement_details), (SELECT sum(statements) FROM acts_by_day),
           (SELECT sum(statements) FROM speaker_activity), (SELECT sum(statements) FROM who_about_whom),
           (SELECT count(*) FROM answers), (SELECT count(*) FROM recent_failures),
           (SELECT count(*) FROM search_statements('Desk "%s"', 'archive OR ferry')),
           (SELECT sum(statements) FROM timeline('Desk "%s"', 'archive OR ferry')),
           (SELECT count(*) FROM concordance('Desk "%s"', 'archive OR ferry')), (SELECT count(*) FROM act_counts)
$$;
SELECT * FROM pg_temp.seen();
SET ROLE regress_courier;
SELECT * FROM pg_temp.seen();
SELECT speaker, statements FROM speaker_activity;
SELECT payload FROM inbox;
RESET ROLE;
SET ROLE regress_reader;
SELECT * FROM pg_temp.seen();
RESET ROLE;
ALTER TABLE documents DISABLE ROW LEVEL SECURITY;
ALTER TABLE statements DISABLE ROW LEVEL SECURITY;
SET ROLE regress_reader;
SELECT * FROM pg_temp.seen();
RESET ROLE;

-- Nobody's search_path or name of a corpus gets between.
CREATE SCHEMA trap;
CREATE FUNCTION trap.lower(text) RETURNS text LANGUAGE sql AS $$ SELECT 'trapped' $$;
CREATE FUNCTION trap.speaker(statement) RETURNS text LANGUAGE sql AS $$ SELECT 'trapped' $$;
CREATE TABLE trap.statements (statement_id bigint);
SET search_path = trap, pg_catalog;
SELECT speaker, snippet FROM public.search_statements('Desk "%s"', 'archive');
SELECT keyword, sort_left FROM public.concordance('Desk "%s"', 'archive');
SELECT statements FROM public.timeline('Desk "%s"', 'archive');
SELECT count(*) FROM "Desk ""%s""".speaker_activity WHERE speaker = 'trapped';
SELECT count(*) FROM public.search_statements('Desk "%s".statements; DROP SCHEMA "Desk ""%s""" CASCADE; --', 'archive');
SELECT count(*) FROM public.timeline('x', E'\\'' ; DROP TABLE trap.statements');
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA trap CASCADE;
SET search_path = "Desk ""%s""", public;

-- A corpus of the first layout gets counts and views, and its readers may read them.
CREATE ROLE regress_worker;
SELECT grant_corpus('Desk "%s"', 'regress_worker', 'ingest');
DROP VIEW speaker_activity, acts_by_day, who_about_whom, recent_failures, answers, statement_details, counts_hold;
DROP TABLE statement_changes, act_counts, speaker_counts, target_counts, word_counts, word_totals, counted_partitions;
DROP TRIGGER statements_came ON statements;
DROP TRIGGER statements_went ON statements;
DROP TRIGGER statements_changed ON statements;
DROP TRIGGER statements_emptied ON statements;
DROP TRIGGER documents_superseded ON documents;
ALTER TABLE statements DROP COLUMN superseded;
DROP SEQUENCE inbox_mark;
DROP TABLE wording;
ALTER TABLE documents DROP COLUMN searchable CASCADE;
DROP INDEX statements_day, statements_impacts, documents_published_utc, documents_published_last, documents_problem, inbox_failed;
CREATE VIEW statement_details AS SELECT statement_id, statement FROM statements;
UPDATE corpus_settings SET layout = 1;
SELECT upgrade_corpus('Desk "%s"');
SELECT count(*) FROM upgrade_corpus('Desk "%s"', really => true);
SELECT grant_corpus('Desk "%s"', 'regress_worker', 'ingest');
SELECT count(*) > 0 AS noted, bool_and(d.words IS NOT NULL) AS searchable FROM wording w JOIN documents d USING (document_id);
SELECT * FROM pg_temp.wrong();
SET ROLE regress_reader;
SELECT * FROM pg_temp.seen();
RESET ROLE;
INSERT INTO inbox (payload) VALUES ('Fog. "It is foggy," said Oskar Lind.');
SET ROLE regress_worker;
SELECT stored, statements FROM ingest('Desk "%s"');
RESET ROLE;
SELECT * FROM pg_temp.wrong();
SELECT upgrade_corpus('Desk "%s"');
RESET search_path;
SELECT drop_corpus('Desk "%s"');
DROP ROLE regress_reader;
DROP ROLE regress_worker;
DROP ROLE regress_courier;

-- By month: documents take their statements with them; a month that is removed is not counted.
SELECT create_corpus('monthly', partition_by => 'month');
SET search_path = monthly, public;
INSERT INTO inbox (payload, published) SELECT format(E'Day %s\n\n"It is day %1$s," said Oskar Lind.', i), '2025-01-30'::date + i
FROM generate_series(1, 4) i;
SELECT stored, statements FROM ingest('monthly');
SELECT * FROM pg_temp.wrong();
SELECT speaker, statements, first_day, last_day FROM speaker_activity;
DELETE FROM documents WHERE day = '2025-02-03';
DELETE FROM statements_2025_02 WHERE day = '2025-02-02';
SELECT count(*) FROM statements;
SELECT * FROM pg_temp.wrong();
SELECT speaker, statements, first_day, last_day FROM speaker_activity;
DROP TABLE documents_2025_01, statements_2025_01;
SELECT hold FROM counts_hold;
SELECT * FROM pg_temp.wrong();
SELECT speaker, statements, first_day, last_day FROM speaker_activity;
SELECT stored FROM ingest('monthly');
SELECT hold FROM counts_hold;
SELECT * FROM pg_temp.wrong();
SELECT speaker, statements FROM speaker_activity;
RESET search_path;
SELECT drop_corpus('monthly');

-- Of many statements the best are found without looking at all of them; they are those that looking at all finds.
SELECT create_corpus('many');
SET search_path = many, public;
INSERT INTO documents (day, kind, outlet, text, received, analysis) SELECT '2025-01-01', 'article', 'Bulk', 'x', now(), 'by hand';
-- Word k is in about every k-th statement, more often in some than in others; they have 1 to 40 words besides.
INSERT INTO statements (document_id, day, ordinal, statement)
SELECT 1, '2025-01-01', i, statement(speaker => 'Speaker ' || i % 7, speaker_kind => 'person', act => 'state', mode => 'indirect', content =>
    (SELECT string_agg(repeat(w.word || ' ', 1 + i * w.k % 5 * (i % 3 / 2)), '' ORDER BY w.k)
     FROM (VALUES (2, 'harbour'), (3, 'ferry'), (5, 'tariff'), (7, 'treaty'), (401, 'embargo')) w (k, word)
     WHERE i * 7919 % w.k = 0) || (SELECT string_agg('filler' || n, ' ') FROM generate_series(1, 1 + i * 31 % 40) n))
FROM generate_series(1, 6000) i WHERE i * 7919 % 2 = 0 OR i * 7919 % 3 = 0 OR i * 7919 % 5 = 0 OR i * 7919 % 7 = 0;
SELECT fold_counts('many') = (SELECT count(*) FROM statements) AS counted;
ANALYZE statements;
CREATE FUNCTION pg_temp.best(words text, wanted integer) RETURNS TABLE (query text, found bigint, same boolean) LANGUAGE sql AS $$
    SELECT words, cardinality(searched), searched = looked
    FROM (SELECT array_agg(f.rank ORDER BY f.rank DESC) AS searched FROM search_statements('many', words, "limit" => wanted) f) s,
         (SELECT array_agg(l.rank::numeric ORDER BY l.rank DESC) AS looked
          FROM (SELECT bm25(tsvector(statement), q, x) AS rank
                FROM statements, websearch_to_tsquery('onrecord', words) q, query_statistics('many', q) x
                WHERE statement @@ q ORDER BY 1 DESC LIMIT wanted) l) a
$$;
SELECT b.* FROM (VALUES ('harbour', 5), ('ferry', 20), ('treaty', 100), ('tariff or embargo', 10), ('harbour or ferry or tariff or treaty', 20),
                        ('harbour ferry', 10), ('"harbour ferry"', 10), ('"ferry harbour"', 10), ('harbour -ferry', 10), ('embargo', 5),
                        ('ferry', 3000), ('filler1', 7), ('harbour -filler1', 5), ('ferry or -harbour', 5), ('ferry ferry', 5)) AS t (words, wanted),
     pg_temp.best(t.words, t.wanted) b;
SELECT count(*) FROM search_statements('many', 'ferry', speaker => 'Speaker 3', "limit" => 50) WHERE speaker = 'Speaker 3';
RESET search_path;
SELECT drop_corpus('many');
