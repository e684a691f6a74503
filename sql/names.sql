-- Which names name the same: the two languages, the two Chinese scripts, a user's own aliases.
SET client_min_messages = warning;

SELECT name_key('  Guo   JIAKUN '), name_key('習近平'), name_key('Côte d''Ivoire'), name_key('');
SELECT name, canonical_name(name)
FROM unnest(ARRAY['美国', '美國', 'US', 'us', 'U.S.', 'United States', '郭嘉昆', 'guo jiakun', 'Lin Zhou', '中方']) AS names (name);
SELECT array_agg(n ORDER BY n COLLATE "C") FROM names_of('郭嘉昆') n;
SELECT array_agg(n ORDER BY n COLLATE "C") FROM names_of('Lin Zhou') n;
SELECT left(name, 12) AS name, latin_letters(name) FROM unnest(ARRAY['林舟', '林 舟', 'Lin Zhou', 'LÍN Zhōu', '42', '', repeat('林', 600)]) AS names (name);

-- What the user says of a name goes before what was shipped.
INSERT INTO onrecord_aliases (alias, name) VALUES ('郭嘉昆', NULL);
SELECT canonical_name('郭嘉昆');
DELETE FROM onrecord_aliases WHERE NOT shipped;
SELECT canonical_name('郭嘉昆');

-- A corpus in both languages.
SELECT create_corpus('harbour');
SET search_path = harbour, public;
INSERT INTO inbox (url, published, payload) VALUES
    ('a', '2031-03-04', E'Harbour board denies delay\n\nBy Ida Brandt\n\nSOND, March 4 - Harbour Board spokesperson Lin Zhou said on Tuesday that the ferry would sail at noon. "Nobody was hurt," Lin said. The crew had been told in the morning.'),
    ('b', '2031-03-05', E'港务局：渡轮照常\n\n港务局发言人林舟5日表示，渡轮将于中午启航。“没有人受伤。”林舟说。船员早上已接到通知，港口一切正常，旅客可以放心出行。'),
    ('c', '2031-03-06', E'港務局：渡輪停航\n\n港務局發言人林舟6日表示，渡輪因風暴停航，旅客可以退票。林舟強調，乘客的安全比時刻表重要，港口將在風暴過後重新開放。');
SELECT stored, failed FROM ingest('harbour');
SELECT k.name, count(*) FROM speakers k JOIN statements s USING (speaker_id) GROUP BY 1 ORDER BY min(speaker(s.statement)) COLLATE "C";
-- They sound alike, which a person has to decide.
SELECT name, other_name, statements, other_statements FROM speaker_proposals;
INSERT INTO onrecord_aliases (alias, name, kind) VALUES ('林舟', 'Lin Zhou', 'person');
SELECT link_speakers('harbour') AS newly_linked;
SELECT k.name, count(*), count(DISTINCT speaker(s.statement)) AS names FROM speakers k JOIN statements s USING (speaker_id) GROUP BY 1 ORDER BY min(speaker(s.statement)) COLLATE "C";
SELECT count(*) FROM speaker_proposals;
SELECT speaker(statement), language(statement), count(*) FROM statements
WHERE speaker(statement) IN (SELECT names_of('Lin Zhou')) GROUP BY 1, 2 ORDER BY min(speaker(statement)) COLLATE "C";
-- What comes later is linked as it arrives.
INSERT INTO inbox (url, published, payload) VALUES
    ('d', '2031-03-07', E'港务局：渡轮复航\n\n港务局发言人林舟7日表示，渡轮已经复航，港口恢复正常。“我们的船准时。”林舟说。旅客可以凭原票乘船，不另收费用。');
SELECT stored, failed FROM ingest('harbour');
SELECT k.name, count(*) FROM speakers k JOIN statements s USING (speaker_id) GROUP BY 1 ORDER BY min(speaker(s.statement)) COLLATE "C";
SELECT count(*) FROM unlinked_speakers;
-- Rows of which people have said something are not joined.
INSERT INTO speakers (name) VALUES ('顾远'), ('Gu Yuan');
INSERT INTO offices (speaker_id, title) SELECT speaker_id, '船长' FROM speakers WHERE name = '顾远';
INSERT INTO onrecord_aliases (alias, name) VALUES ('顾远', 'Gu Yuan');
SELECT join_speakers('harbour');
RESET search_path;
SELECT drop_corpus('harbour');
DELETE FROM onrecord_aliases WHERE NOT shipped;
TRUNCATE onrecord_alias_changes;
