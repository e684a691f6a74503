-- A corpus from its making to its end, on documents small enough to follow.
SET client_min_messages = warning;
SET datestyle = ISO;
\set SHOW_CONTEXT never
SELECT create_corpus('Odd "name"');
SELECT corpus, may_use FROM corpora;
SET search_path = "Odd ""name""", public;

-- One report, and an empty one.
INSERT INTO inbox (payload, url, outlet, published) VALUES (
'The ferry will sail

The ferry will sail before the end of the month, the harbour board of Port Varrel said on Monday, and nobody on the quay doubted it for a moment.

"We have two crews and they are ready to go to sea," said Ilka Torvane, the head of the board.',
 'https://courier.example/ferry', 'The Varrel Courier', '2025-03-03 10:00');
INSERT INTO inbox (payload) VALUES (' ');
SELECT stored, revised, repeated, failed, statements FROM ingest('Odd "name"');
SELECT outlet, headline, published, day, url, revision, language, kind FROM documents ORDER BY document_id;
SELECT speaker, act, mode, said_from, said_to, content FROM statement_details ORDER BY document_id, ordinal;
SELECT payload, attempts, sqlstate, error FROM inbox;
SELECT outlet, language FROM outlets;

-- It comes again: same url, other url, changed, in another outlet.
INSERT INTO inbox (payload, url, outlet, published) SELECT text, url, outlet, published FROM documents;
INSERT INTO inbox (payload, url, outlet, published) SELECT text, url || '?from=feed', outlet, published FROM documents;
INSERT INTO inbox (payload, url, outlet, published)
SELECT text || E'\n\nFares stay as they are, the board said.', url, outlet, published FROM documents;
INSERT INTO inbox (payload, url, outlet, published)
SELECT text, 'https://lantern.example/1', 'Lantern Wire', published FROM documents;
SELECT stored, revised, repeated, failed FROM ingest('Odd "name"');
SELECT document_id, outlet, revision, superseded_by, copy_of, similarity, url FROM documents ORDER BY document_id;
SELECT document_id, url FROM sightings ORDER BY url;
-- Statements of superseded revisions stay in their table and leave the view.
SELECT document_id, count(*) AS stored, count(v.statement_id) AS shown
FROM statements s LEFT JOIN statement_details v USING (statement_id, document_id) GROUP BY 1 ORDER BY 1;

-- Payloads of every kind; what is wrong with one does not touch the others.
TRUNCATE inbox;
INSERT INTO inbox (payload, payload_bytes, media_type) VALUES
('{"text": "Rain.\n\n\"It rains,\" said Oskar Lind.", "url": "u:json", "outlet": "Sond Gazette", "published": "2025-04-05T06:07:08+09:00"}', NULL, NULL),
('<html><head><meta property="og:site_name" content="Sond Gazette"><meta property="article:published_time" content="2025-04-06"></head>'
 '<body><nav><a href="/">Home</a></nav><h1>Snow</h1><p>"It snows," said Oskar Lind, who looked out of the window.</p></body></html>', NULL, NULL),
(NULL, 'Na\357ve Hail.'::bytea, 'text/plain; charset=ISO-8859-1'),
('{"url": "u:empty"}', NULL, 'application/json'),
('{"text": ', NULL, 'application/json'),
('%PDF-1.4', NULL, 'application/pdf'),
(NULL, 'Na\357ve Hail.'::bytea, NULL),
(NULL, 'Rain\000drops'::bytea, NULL);
\set VERBOSITY terse
INSERT INTO inbox (payload) VALUES (NULL);
\set VERBOSITY default
SELECT stored, failed FROM ingest('Odd "name"');
SELECT outlet, headline, published, text FROM documents ORDER BY document_id DESC LIMIT 3;
SELECT left(coalesce(payload, '(bytes)'), 20) AS payload, attempts, sqlstate, error FROM inbox ORDER BY item_id;

-- A limit, raised; retry reads again what failed for it.
UPDATE corpus_settings SET largest_document = 50;
INSERT INTO inbox (payload) VALUES ('Frost.

"It is cold," said Oskar Lind, who had looked at the thermometer.');
SELECT failed FROM ingest('Odd "name"');
SELECT sqlstate, error, error_detail FROM inbox WHERE sqlstate = '54000';
UPDATE corpus_settings SET largest_document = 1000;
SELECT retry('Odd "name"', '54%');
SELECT stored, failed FROM ingest('Odd "name"');
SELECT stored, failed FROM ingest('Odd "name"');
SELECT retry('Odd "name"'), (SELECT failed FROM ingest('Odd "name"'));
SELECT min(attempts), max(attempts) FROM inbox;

-- Runs are remembered, the last ones.
SELECT kind, outcome, planned, stored, revised, repeated, failed, statements > 0 AS spoke, bytes > 0 AS read, ended >= started AS ended
FROM runs ORDER BY run_id;
UPDATE corpus_settings SET runs_kept = 2;
SELECT stored FROM ingest('Odd "name"');
SELECT count(*) FROM runs;
SELECT count(*) FROM progress;

-- Read again: statements that are still there keep their numbers.
SELECT * FROM reparse('Odd "name"');
CREATE TEMPORARY TABLE before AS SELECT * FROM statements;
UPDATE documents SET analysis = 'onrecord 0.0';
UPDATE statements SET statement = jsonb(statement) || '{"act": "deny"}' WHERE ordinal = 1 AND document_id = 1;
DELETE FROM statements WHERE ordinal = 1 AND document_id = (SELECT max(document_id) FROM documents);
INSERT INTO statements (document_id, day, ordinal, statement) VALUES (1, '2025-03-03', 9,
    '{"speaker": "Nobody", "speaker_kind": "person", "cue": "say", "act": "state", "mode": "indirect", "content": "x", "spans": [[1, 2]], "language": "en"}');
SELECT renewed, failed FROM reparse('Odd "name"', 2);
SELECT renewed, failed FROM reparse('Odd "name"');
SELECT count(*) FILTER (WHERE analysis = analysis_version()) AS renewed, count(*) FROM documents;
SELECT count(*) AS same FROM before b JOIN statements s USING (statement_id, document_id, ordinal) WHERE b.statement = s.statement;
SELECT b.statement_id IS NULL AS new, s.statement_id IS NULL AS gone, coalesce(s.ordinal, b.ordinal) AS ordinal
FROM before b FULL JOIN statements s USING (statement_id) WHERE b.statement_id IS NULL OR s.statement_id IS NULL ORDER BY 1;

-- Who is meant.
SELECT name FROM speakers WHERE kind = 'person' ORDER BY name;
INSERT INTO speakers (name, note) VALUES ('Oskar Lind', 'the poet');
INSERT INTO inbox (payload, published) VALUES ('Fog.

"It is foggy," said Oskar Lind, the mayor of Sond.', '2025-05-05');
SELECT stored FROM ingest('Odd "name"');
SELECT speaker, organisation, statements, cardinality(candidates) AS candidates FROM unlinked_speakers;
INSERT INTO offices (speaker_id, title, held) SELECT speaker_id, 'mayor', '[2020-01-01,2026-01-01)' FROM speakers WHERE name = 'Oskar Lind' AND note IS NULL;
SELECT link_speakers('Odd "name"');
SELECT d.speaker, d.title, k.note FROM statement_details d JOIN speakers k USING (speaker_id) WHERE d.day = '2025-05-05';
SELECT decide_speaker('Odd "name"', 'Oskar Lind', (SELECT speaker_id FROM speakers WHERE note = 'the poet')) > 0 AS changed;
INSERT INTO inbox (payload) VALUES ('Dew.

"There is dew," said Oskar Lind.');
SELECT stored FROM ingest('Odd "name"');
SELECT DISTINCT d.speaker, k.note FROM statement_details d JOIN speakers k USING (speaker_id) WHERE d.speaker = 'Oskar Lind';

-- Another reading of who speaks is linked anew; the same one keeps its link.
UPDATE statements SET statement = jsonb(statement) || '{"speaker": "Ilka Torvane"}'
WHERE document_id = (SELECT max(document_id) FROM documents) AND speaker(statement) = 'Oskar Lind';
UPDATE statements s SET speaker_id = k.speaker_id FROM speakers k WHERE k.name = 'Ilka Torvane' AND speaker(s.statement) = k.name;
UPDATE documents SET analysis = 'old';
SELECT failed FROM reparse('Odd "name"');
SELECT d.speaker, k.name, k.note FROM statement_details d JOIN speakers k USING (speaker_id)
WHERE document_id = (SELECT max(document_id) FROM documents);

-- A deleted document is one that may come again, also at its url; a url may go back to what it has shown.
TRUNCATE inbox;
INSERT INTO inbox (payload, url) VALUES ('Mist. A first text.', 'u:back'), ('Mist. A second text.', 'u:back'), ('Sleet.', 'u:gone'), ('Drizzle.', NULL);
SELECT stored, revised, failed FROM ingest('Odd "name"');
DELETE FROM documents WHERE text IN ('Sleet.', 'Drizzle.');
INSERT INTO inbox (payload, url) VALUES ('Mist. A first text.', 'u:back'), ('Sleet, changed.', 'u:gone'), ('Drizzle.', NULL), ('Drizzle.', 'u:drizzle');
SELECT stored, revised, repeated, failed FROM ingest('Odd "name"');
SELECT url, revision, text, superseded_by IS NULL AS present FROM documents WHERE text ~ '^(Mist|Sleet|Drizzle)' ORDER BY document_id;

UPDATE corpus_settings SET largest_document = 10000000;
-- A copy of a copy is a copy of the original; what only repeats phrases of many documents is none.
INSERT INTO inbox (payload, outlet)
SELECT 'The lighthouse of Port Varrel was painted in the night of Thursday by four men on ropes, whom nobody had asked to do so. '
    || CASE WHEN i > 1 THEN 'Our correspondent adds that the paint was still wet. ' ELSE '' END
    || CASE WHEN i > 2 THEN 'It is the colour of the sea. ' ELSE '' END, 'Outlet ' || i FROM generate_series(1, 3) i;
INSERT INTO inbox (payload, outlet)
SELECT format('%s %s %s %s %s %s. You are reading a free article. Subscribe to our newsletter at the foot of this page.',
              md5(i::text), md5(i || 'a'), md5(i || 'b'), md5(i || 'c'), md5(i || 'd'), string_agg(md5(i || 'e' || j), ' ')), 'Gazette'
FROM generate_series(1, 20) i, generate_series(1, 30) j GROUP BY i ORDER BY i;
SELECT stored, failed FROM ingest('Odd "name"');
SELECT d.outlet, o.outlet AS copy_of, d.similarity > 0.5 AS mostly FROM documents d LEFT JOIN documents o ON o.document_id = d.copy_of
WHERE d.text LIKE 'The lighthouse%' ORDER BY d.document_id;
SELECT count(*), count(copy_of) AS copies FROM documents WHERE outlet = 'Gazette';
SELECT max(uses) AS uses FROM (SELECT count(*) AS uses FROM wording GROUP BY hash) w;

-- A vector holds a megabyte: of a longer document the beginning is found.
INSERT INTO inbox (payload, outlet) SELECT 'lighthousekeeper ' || string_agg(md5(j::text), ' ') || ' lampwick', 'Long' FROM generate_series(1, 40000) j;
INSERT INTO inbox (payload, outlet) SELECT 'Fog. ' || repeat('All words of this text are found in its vector. ', 20000) || 'lampwick', 'Long' FROM generate_series(1, 1) j;
SELECT stored, failed FROM ingest('Odd "name"');
SELECT length(text), searchable, words @@ to_tsquery('onrecord', 'lighthousekeeper') AS beginning, words @@ to_tsquery('onrecord', 'lampwick') AS ending FROM documents WHERE outlet = 'Long' ORDER BY document_id;
INSERT INTO inbox (payload, url) VALUES ('Fog again.', repeat('u', 3000));
SELECT failed FROM ingest('Odd "name"');
SELECT sqlstate, error, error_detail FROM inbox;

-- A document at which sessions end is tried three times; its neighbours go on. (inbox_mark holds twice the item, and
-- one more if that is certain.)
TRUNCATE inbox;
INSERT INTO inbox (item_id, payload) VALUES (900001, 'Hoarfrost.'), (900002, 'Black ice.');
SELECT setval('inbox_mark', 2 * 900001);
SELECT stored FROM ingest('Odd "name"', 0);
SELECT item_id, attempts, sqlstate, error FROM inbox ORDER BY 1;
SELECT setval('inbox_mark', 2 * 900001 + 1);
SELECT stored, failed FROM ingest('Odd "name"');
SELECT item_id, attempts, sqlstate, error FROM inbox ORDER BY 1;
UPDATE inbox SET attempts = 2;
SELECT setval('inbox_mark', 2 * 900001 + 1);
SELECT stored, failed FROM ingest('Odd "name"');
SELECT item_id, attempts, sqlstate, error, error_detail FROM inbox ORDER BY 1;
SELECT stored, failed FROM ingest('Odd "name"');
SELECT retry('Odd "name"');
SELECT stored, failed FROM ingest('Odd "name"');
SELECT last_value FROM inbox_mark;

-- Search.
SELECT headline FROM documents WHERE words @@ websearch_to_tsquery('onrecord', 'crews ready') AND superseded_by IS NULL ORDER BY document_id;

-- What cannot be.
SELECT create_corpus('Odd "name"');
SELECT create_corpus('x', 'week');
SELECT create_corpus(NULL);
SELECT ingest('nowhere');
SELECT grant_corpus('Odd "name"', current_user, 'everything');
SELECT drop_corpus('public');
\set VERBOSITY terse
SELECT schedule_ingest('Odd "name"', '* * * * *');
\set VERBOSITY default
SELECT unschedule_ingest('Odd "name"');
RESET search_path;
SELECT drop_corpus('Odd "name"');
SELECT count(*) FROM corpora;

-- The same by month.
SELECT create_corpus('monthly', partition_by => 'month');
INSERT INTO monthly.inbox (payload, published) SELECT format(E'Day %s\n\n"It is day %1$s," said Oskar Lind.', i), '2025-01-30'::date + i
FROM generate_series(1, 4) i;
SELECT stored, statements FROM ingest('monthly');
SELECT d.tableoid::regclass AS documents, s.tableoid::regclass AS statements, count(*)
FROM monthly.documents d JOIN monthly.statements s USING (document_id, day) GROUP BY 1, 2 ORDER BY 1;
SELECT create_partition('monthly', '2025-01-15'), create_partition('monthly', '2025-03-15');
UPDATE monthly.documents SET analysis = 'old';
SELECT renewed, failed FROM reparse('monthly');
SELECT drop_corpus('monthly');
