-- One statement made of values by name, and the keys of a statement by subscript.

-- The constructor takes each key in its own type; NULL and not given are absent.
SELECT statement();
SELECT statement(speaker => 'Ilse Marn', speaker_kind => 'person', title => 'spokesperson', organisation => 'Ministry of Tides',
    addressee => 'reporters', target => 'Vardia', cue => 'tell', act => 'deny', mode => 'mixed', said => '2025-02',
    content => 'they have not paid', quoted => '{[5,13)}', spans => '{[100,112),[130,147)}', language => 'en',
    nested => false, answers => 3, confidence => 0.9::real);
SELECT statement(speaker => NULL, act => NULL, said => NULL, content => 'so be it');
SELECT statement(act => a, speaker => n) FROM (VALUES ('deny'::statement_act, 'Ilse'::varchar), (NULL, 'Bram')) v(a, n);
-- The date as a text, a date or a range of days that is one day, month or year.
SELECT statement(said => '2025'), statement(said => date '2025-02-03'), statement(said => daterange('2024-02-01', '2024-03-01')),
       statement(said => daterange('2024-01-01', '2025-01-01')), statement(said => '2025-02'::varchar);
SELECT statement(said => daterange('2024-01-01', '2024-01-03'));
SELECT statement(said => daterange('2024-01-01', NULL));
SELECT statement(said => 'empty'::daterange);
SELECT statement(said => date 'infinity');
SELECT statement(said => date '0044-03-15 BC');
SELECT statement(said => date '10000-01-01');
SELECT statement(said => now());
SELECT statement(said => 'yesterday');
-- The same rules as for text.
SELECT statement(speaker => '');
SELECT statement(content => 'abc', quoted => '{[0,4)}');
SELECT statement(content => 'abc', quoted => '{[-1,2)}');
SELECT statement(spans => '{[0,)}');
SELECT statement(confidence => 'NaN');
SELECT statement(answers => 0);
SELECT statement(language => 'english');
-- Taken apart and put together again, a statement is the same.
SELECT count(*), bool_and(s = statement(speaker(s), speaker_kind(s), title(s), organisation(s), addressee(s), target(s), cue(s),
    act(s), mode(s), said(s), content(s), quoted(s), spans(s), language(s), nested(s), answers(s), confidence(s))) AS same
FROM (VALUES ('{}'::statement), ('{"said": "2024-02-29"}'), ('{"said": "2024"}'), ('{"content": "abc", "quoted": []}'),
    ('{"speaker": "Ilse", "nested": true, "spans": [[1, 2], [4, 9]], "confidence": 0.1, "answers": 7}')) v(s);

-- Subscripts read a key as text.
CREATE TABLE notes (id int, s statement);
INSERT INTO notes VALUES (1, '{"speaker": "Ilse \"I\" Marn", "act": "deny", "said": "2025-02", "content": "no money", "quoted": [[0, 2]], "nested": true, "answers": 3, "confidence": 0.9}'),
    (2, '{}'), (3, NULL);
SELECT id, s['speaker'], s['act'], s['said'], s['quoted'], s['nested'], s['answers'], s['confidence'], pg_typeof(s['answers']) FROM notes;
SELECT k, s[k] FROM notes, unnest('{speaker,said,title,NULL}'::text[]) k WHERE id = 1;
SELECT id FROM notes WHERE s['speaker'] LIKE 'Ilse%';
SELECT s['speakers'] FROM notes;
SELECT s[1] FROM notes;
SELECT s['speaker']['x'] FROM notes;
SELECT s['a':'b'] FROM notes;

-- And assign it; NULL takes it away, and a statement that is NULL begins as {}.
UPDATE notes SET s['speaker'] = 'Bram Oort', s['said'] = '2025-03-01', s['act'] = 'praise'::statement_act,
    s['confidence'] = 0.5, s['answers'] = 4, s['nested'] = false, s['content'] = 'well done', s['spans'] = '[[0, 9]]';
SELECT * FROM notes;
UPDATE notes SET s['quoted'] = NULL, s['act'] = NULL, s['language'] = 'en' WHERE id = 1;
SELECT s FROM notes WHERE id = 1;
INSERT INTO notes (id, s['speaker'], s['act']) VALUES (4, 'Vera Holm', 'warn');
SELECT s FROM notes WHERE id = 4;
DO $$ DECLARE s statement; BEGIN s['speaker'] := 'Vera'; s['answers'] := 2; RAISE NOTICE '%', s; END $$;
-- One key at a time must leave a statement; so ranges go before the content they lie in.
UPDATE notes SET s['quoted'] = '[[0, 9]]' WHERE id = 1;
UPDATE notes SET s['content'] = 'well' WHERE id = 1;
UPDATE notes SET s['quoted'] = NULL, s['content'] = 'well' WHERE id = 1;
SELECT s['content'] FROM notes WHERE id = 1;
-- A value is one value, and cannot bring in keys.
\set VERBOSITY terse
UPDATE notes SET s['answers'] = '5, "act": "deny"';
\set VERBOSITY default
UPDATE notes SET s['speaker'] = '", "act": "deny' WHERE id = 2;
SELECT s['speaker'], s['act'] FROM notes WHERE id = 2;
UPDATE notes SET s['act'] = 'sing';
UPDATE notes SET s['said'] = '2025-02-30';
UPDATE notes SET s['confidence'] = '2';
\set VERBOSITY terse
UPDATE notes SET s['answers'] = 'many';
UPDATE notes SET s['nested'] = 'yes';
\set VERBOSITY default
UPDATE notes SET s['spans'] = '[[3, 1]]';
UPDATE notes SET s['speakers'] = 'x';
UPDATE notes SET s[NULL] = 'x';
UPDATE notes SET s['speaker']['x'] = 'x';
DROP TABLE notes;

-- Acts and their codes.
SELECT a AS act, (cameo(a)).*, (plover(a)).*, plover(a) IS NULL AS no_event FROM unnest(enum_range(NULL::statement_act)) a;
SELECT cameo(NULL), plover(NULL), enum_range(NULL::statement_mode), enum_range(NULL::speaker_kind);
