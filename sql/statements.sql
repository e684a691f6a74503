-- Who said what, in what office, doing what to whom, by one report of the kind that agencies send.
CREATE TEMPORARY TABLE report AS SELECT $document$Orland denies shadowing Sond survey ship

By Lena Quist | Varrel Daily | Published: 2031-03-09 14:10

Orland's Ministry of Maritime Affairs (MMA) on Friday rejected accusations that its patrol boats had shadowed a Sond survey ship, and urged Sond to stop spreading rumours.

"The claims are groundless," ministry spokeswoman Ada Brenn told a news briefing in Port Varrel. "No boat of ours was within forty miles."

Sond accused the MMA of jamming the ship's radios. The ministry has denied it.

The spokeswoman declined to comment on reports that a boat had been recalled.

Iven Dahl, a professor of sea law at Varrel University, told the Varrel Daily that the two sides should publish their logs. "Somebody is not telling the truth," the expert said. He added that Sond had "a long history of theatre."

According to Dahl, the quarrel began in January.

Sond's transport minister, Col. Rutger van der Meer, warned that the row could delay talks on fishing. Van der Meer did not deny that the ship had carried soldiers.
$document$ AS document;
SELECT speaker(s), speaker_kind(s), title(s), organisation(s), s['act'] AS act, target(s), addressee(s), s['said'] AS said
FROM report, statements(document) WITH ORDINALITY AS x (s, n) ORDER BY n;
SELECT n, s['cue'] AS cue, s['mode'] AS mode, content(s), s['quoted'] AS quoted, nested(s)
FROM report, statements(document) WITH ORDINALITY AS x (s, n) ORDER BY n;

-- Each span is where its part of the content stands in the document, in code points, not bytes.
SELECT bool_and(replace(substr(d, a + 1, b - a), E'\n', ' ') <> '') AS inside,
       bool_and(position(replace(substr(d, a + 1, b - a), E'\n', ' ') IN content(s)) > 0) AS same
FROM (SELECT replace(document, 'Brenn', 'Brænn') FROM report) AS t (d), statements(d) AS s,
    LATERAL (SELECT (r ->> 0)::int, (r ->> 1)::int FROM jsonb_array_elements(s::jsonb -> 'spans') AS r) AS r (a, b);

-- The day of publication: as given, else as the document states it, else none; an infinite one is none given.
SELECT s['said'] FROM statements('Ada Brenn said on Friday that the boat was back.', '2031-03-09') AS s;
SELECT s['said'] FROM statements('Ada Brenn said on Friday that the boat was back.') AS s;
SELECT s['said'] FROM statements('Ada Brenn said on Friday that the boat was back.', 'infinity') AS s;

-- Why.
SELECT field, value, rule, evidence FROM report, explain_statements(document) AS e WHERE e.statement = 1;
SELECT count(DISTINCT e.statement) = (SELECT count(*) FROM report, statements(document)) AS all_explained,
       bool_and(e.rule <> '') AS by_rules
FROM report, explain_statements(document) AS e;

-- Nothing to read.
SELECT count(*) FROM statements('');
SELECT count(*) FROM statements(NULL);
SELECT count(*) FROM statements(NULL, '2031-03-09');
SELECT count(*) FROM explain_statements(NULL);
SELECT count(*) FROM statements('The boats are back in harbour.');
SELECT count(*) FROM statements(repeat('“', 5000));
SELECT count(*) FROM statements(repeat('said ', 5000));
