-- Speakers and their offices from lists.
SET client_min_messages = warning;
SET datestyle = ISO;
\set SHOW_CONTEXT never
SELECT create_corpus('c');
SELECT csv_cells('a,"b, ""c""",,d '), csv_cells('"open'), csv_cells(''), csv_cells('"a"');
SELECT * FROM import_speakers('c', E'name,kind,title,organisation,held_from,held_to
Ilka Torvane,person,"Minister, acting",Ministry of Harbours,2020-01-01,2021-12-31
Ilka Torvane,,mayor,Sond,2022-01-01,
Harbour Board,body,,,,
Too,few
,person,mayor,Sond,,
Oskar Lind,saint,mayor,Sond,,
Oskar Lind,person,mayor,Sond,2022-13-01,
Oskar Lind,person,mayor,Sond,2022-02-01,2021-02-01
"Oskar Lind,person,mayor,Sond,,
');
SELECT name, k.kind, title, organisation, held FROM c.speakers k LEFT JOIN c.offices USING (speaker_id) ORDER BY name, held;
-- Again: nothing twice.
SELECT count(*) FROM import_speakers('c', E'name,title,organisation,held_from\nIlka Torvane,mayor,Sond,2022-01-01\n');
SELECT count(*) FROM c.offices;
SELECT import_speakers('c', 'title,organisation');

SELECT petrarch_day('991231'), petrarch_day('050203'), petrarch_day('20110405'), petrarch_day('991332'), petrarch_day('99');
-- Aliases are of the whole database: they are rolled back.
BEGIN;
SELECT * FROM import_petrarch_actors('c', E'# actors of the Sond\n\t[XXX 990101]
MARIT_QUELL_ ; a comment
+MARIT_ANN_QUELL_
\t[SONGOV 990101-061231]
\t[SONOPP >070101]
\t[SON <990101]
\t[SONELI]
\t[SONMIL 061399]
\t[SON
JON_ASVERD_ [SONJUD 010101-]\n');
SELECT name, organisation, held FROM c.speakers JOIN c.offices USING (speaker_id) WHERE title IS NULL ORDER BY name, held, organisation;
SELECT alias, name FROM onrecord_aliases WHERE name = 'Marit Quell';
ROLLBACK;
SELECT upgrade_corpus('c');
SELECT count(*) FROM upgrade_corpus('c', really => true);
SELECT drop_corpus('c');
