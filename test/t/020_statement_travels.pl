# Statements stay what they are on every way out of a server and into another: pg_dump and pg_restore (text and custom,
# into another encoding, statement by statement), COPY in text and binary, logical replication in text and binary.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $origin = PostgreSQL::Test::Cluster->new('origin');
$origin->init(allows_streaming => 'logical', extra => ['--encoding=UTF8', '--locale=C']);
$origin->start;
my $other = PostgreSQL::Test::Cluster->new('other');
$other->init(extra => ['--encoding=UTF8', '--locale=C']);
$other->start;

# Values with every key and without, long and short, and everything that is made of them.
$origin->safe_psql('postgres', q{
    CREATE SCHEMA press;
    CREATE EXTENSION onrecord SCHEMA press;
    SET search_path = press, public;
    CREATE TABLE said_so (id int PRIMARY KEY, s statement, earlier statement DEFAULT '{"act": "state"}',
        short text GENERATED ALWAYS AS (speaker(s)) STORED, CHECK (s IS NULL OR NOT s @> '{"act": "ask"}'));
    INSERT INTO said_so (id, s) SELECT g, statement(
        speaker => CASE WHEN g % 2 = 0 THEN 'Élodie "E" Brandt ' || g END, speaker_kind => CASE WHEN g % 2 = 0 THEN 'person'::speaker_kind END,
        organisation => CASE WHEN g % 3 = 0 THEN 'Ministry of Tides' END, target => CASE WHEN g % 5 = 0 THEN 'Vardia' END,
        cue => 'say', act => (enum_range(NULL::statement_act))[1 + g % 17], mode => (enum_range(NULL::statement_mode))[1 + g % 3],
        said => (ARRAY['2025', '2025-02', '2025-02-03'])[1 + g % 3], content => repeat('é\\b ', 1 + g * g % 4000),
        quoted => CASE WHEN g % 4 = 0 THEN '{[0,1),[2,3)}'::int4multirange END, spans => int4multirange(int4range(g, g + 9)),
        language => 'en', nested => g % 7 = 0, answers => nullif(g % 9, 0), confidence => (g / 300.0)::real)
    FROM generate_series(1, 300) g;
    INSERT INTO said_so VALUES (301, NULL, NULL), (302, '{}', '{}');
    CREATE INDEX ON said_so USING gin (s);
    CREATE INDEX ON said_so (s);
    CREATE INDEX ON said_so USING hash (s);
    CREATE INDEX ON said_so ((act(s)), said(s));
    CREATE TABLE parts (s statement) PARTITION BY HASH (s);
    CREATE TABLE part_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
    CREATE TABLE part_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
    INSERT INTO parts SELECT s FROM said_so;
    CREATE VIEW who AS SELECT s['speaker'] AS speaker, act(s) AS act, (plover(act(s))).event FROM said_so;
    CREATE MATERIALIZED VIEW latest AS SELECT max(s) AS s FROM said_so;
});

# What is in a database: every value in both of its forms, and what the indexes find.
my $look = q{
    SET search_path = press, public;
    SELECT md5(string_agg(concat_ws('|', id, s::text, statement_send(s)::text, earlier, short), E'\n' ORDER BY id)) FROM said_so;
    SELECT count(*), count(DISTINCT tableoid) FROM parts;
    SELECT md5(string_agg(who::text, E'\n' ORDER BY who::text COLLATE "C")) FROM who;
    SELECT s FROM latest;
    SET enable_seqscan = off;
    SELECT count(*), sum(id) FROM said_so WHERE s @> '{"organisation": "MINISTRY of tides", "said": "2025"}';
    SELECT count(*), sum(id) FROM said_so WHERE s = (SELECT s FROM said_so WHERE id = 42);
    SELECT count(*), min(id) FROM said_so WHERE s < '{"said": "2025-02-03", "speaker": "M"}';
};
my $there = $origin->safe_psql('postgres', $look);
like($there, qr/^[0-9a-f]{32}\n302\|2\n/, 'there is something to compare');

# pg_dump and its kin.
my $folder = PostgreSQL::Test::Utils::tempdir();
my %ways = (
    'plain text' => ['--format=plain'],
    'custom' => ['--format=custom'],
    'INSERT commands' => ['--format=plain', '--inserts', '--rows-per-insert=50'],
);
for my $way (sort keys %ways) {
    my $file = "$folder/dump";
    (my $database = $way) =~ tr/ A-Z/_a-z/;
    $origin->command_ok(['pg_dump', @{$ways{$way}}, '-f', $file, 'postgres'], "pg_dump, $way");
    $other->safe_psql('postgres', "CREATE DATABASE $database");
    if ($way eq 'custom') {
        $other->command_ok(['pg_restore', '-d', $database, '--exit-on-error', $file], 'pg_restore');
    } else {
        $other->command_ok(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', $file], "psql, $way");
    }
    is($other->safe_psql($database, $look), $there, "$way brings every value to another server");
}

# A second dump of what was restored is the first.
$other->command_ok(['pg_dump', '-f', "$folder/again", 'plain_text'], 'pg_dump of the restored');
$origin->command_ok(['pg_dump', '-f', "$folder/first", 'postgres'], 'pg_dump of the origin');
# (Lines with a random key frame a dump since 2025.)
sub dumped { return join '', grep { !/^\\(un)?restrict |^-- (Started|Completed)|^SET default_table_access_method/ } split /^/, slurp_file($_[0]) }
is(dumped("$folder/again"), dumped("$folder/first"), 'a dump of the restored equals the first dump');

# Another encoding: Latin 1 holds all characters used here, ranges still count characters. Other bytes have other hashes,
# so rows find their partitions anew; the text search configuration is for UTF-8, so the index stays behind.
$other->safe_psql('postgres', "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
$origin->command_ok(['pg_dump', '--load-via-partition-root', '--section=pre-data', '--section=data', '-f', "$folder/by_root", 'postgres'], 'pg_dump for another encoding');
$other->command_ok(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', 'latin', '-f', "$folder/by_root"], 'restored into LATIN1');
my $texts = q{SET client_encoding = 'UTF8'; SET search_path = press, public; COPY (SELECT id, s FROM said_so ORDER BY id) TO STDOUT};
is($other->safe_psql('latin', $texts), $origin->safe_psql('postgres', $texts), 'the same texts in another encoding');
my $folds = q{SET search_path = press, public;
    SELECT id FROM said_so WHERE s @> '{"speaker": "elodie \\"E\\" brandt 42"}'};
is($other->safe_psql('latin', $folds), '42', 'names fold in another encoding');

# COPY between the two, as text and binary.
for my $format ('text', 'csv', 'binary') {
    $origin->safe_psql('postgres', "COPY (SELECT id, s FROM press.said_so) TO '$folder/copy' WITH (FORMAT $format)");
    $other->safe_psql('plain_text', "CREATE TABLE press.copy_$format (id int, s press.statement);
        COPY press.copy_$format FROM '$folder/copy' WITH (FORMAT $format)");
    is($other->safe_psql('plain_text', "SET search_path = press, public; SELECT count(*) FROM press.copy_$format c JOIN press.said_so o USING (id)
        WHERE c.s IS NOT DISTINCT FROM o.s AND press.statement_send(c.s) IS NOT DISTINCT FROM press.statement_send(o.s)"),
        '302', "COPY, $format");
}

# Logical replication, as text and binary: rows that were there, new ones, changed ones.
$origin->safe_psql('postgres', 'CREATE PUBLICATION everything FOR TABLE press.said_so');
my $connection = $origin->connstr . ' dbname=postgres';
for my $binary ('false', 'true') {
    my $database = "subscriber_$binary";
    $other->safe_psql('postgres', "CREATE DATABASE $database");
    $other->safe_psql($database, q{CREATE SCHEMA press; CREATE EXTENSION onrecord SCHEMA press;
        CREATE TABLE press.said_so (id int PRIMARY KEY, s press.statement, earlier press.statement,
            short text GENERATED ALWAYS AS (press.speaker(s)) STORED)});
    $other->safe_psql($database, "CREATE SUBSCRIPTION $database CONNECTION '$connection' PUBLICATION everything WITH (binary = $binary)");
    $other->wait_for_subscription_sync($origin, $database);
    $origin->safe_psql('postgres', q{SET search_path = press, public;
        INSERT INTO said_so SELECT id + 1000, s FROM said_so WHERE id < 100;
        UPDATE said_so SET s['content'] = 'a few words', s['quoted'] = NULL WHERE id > 1050 AND s['quoted'] IS NULL;
        DELETE FROM said_so WHERE id BETWEEN 1000 AND 1010});
    $origin->wait_for_catchup($database);
    # On a busy machine the last change, which settles the count, may still be under way.
    my $count = 'SELECT count(*) FROM press.said_so';
    $other->poll_query_until($database, $count, $origin->safe_psql('postgres', $count));
    my $rows = q{SET search_path = press, public; SELECT count(*), md5(string_agg(concat_ws('|', id, s::text, statement_send(s)::text, short), E'\n' ORDER BY id)) FROM said_so};
    is($other->safe_psql($database, $rows), $origin->safe_psql('postgres', $rows), "logical replication, binary $binary");
    $origin->safe_psql('postgres', 'DELETE FROM press.said_so WHERE id > 1000');
    $other->safe_psql($database, "DROP SUBSCRIPTION $database");
}

$other->stop;
$origin->stop;
done_testing();
