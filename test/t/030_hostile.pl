# A thousand payloads made to break a reader: each is stored or kept with a clear error, none stops the run, takes more
# than ten seconds or makes the backend grow beyond a gigabyte. ONRECORD_SEED repeats a run.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
my $seed = $ENV{ONRECORD_SEED} || time;
note "seed $seed";
my $fraction = ($seed % 1000) / 1000;

my $payloads = <<'SQL';
    CREATE EXTENSION onrecord;
    SELECT create_corpus('c');
    CREATE TABLE page (html text);
    INSERT INTO page VALUES ('<!DOCTYPE html><html><head><title>T</title><meta charset="utf-8"></head><body><nav><a href="/">x</a>'
        || '</nav><article><h1>The ferry</h1><p>"The ferry will sail," said Ilka Torvane, the harbour master.</p>'
        || '<p>She said that <b>nobody</b> had asked &quot;the board&quot;.</p></article><script>if (a < b) c();</script></body></html>');
    SELECT setseed(FRACTION);
    -- Pages cut off anywhere, with bytes changed, and elements shuffled.
    INSERT INTO c.inbox (payload, media_type) SELECT left(html, (random() * length(html))::integer + 1), 'text/html'
        FROM page, generate_series(1, 150);
    INSERT INTO c.inbox (payload_bytes, media_type)
        SELECT set_byte(set_byte(b, (random() * (length(b) - 1))::integer, (random() * 255)::integer),
                        (random() * (length(b) - 1))::integer, (random() * 255)::integer),
               (ARRAY['text/html', 'text/html; charset=utf-8', 'text/html; charset=gb18030', 'text/plain', NULL])[i % 5 + 1]
        FROM (SELECT convert_to(html, 'UTF8') AS b FROM page) p, generate_series(1, 200) i;
    INSERT INTO c.inbox (payload, media_type)
        SELECT (SELECT string_agg(part, '' ORDER BY random()) FROM regexp_split_to_table(html || i, '(?=<)') part), 'text/html'
        FROM page, generate_series(1, 100) i;
    -- Noise in every encoding and none.
    INSERT INTO c.inbox (payload_bytes, media_type)
        SELECT (SELECT decode(string_agg(md5(format('%s %s', i, j)), ''), 'hex') FROM generate_series(1, i * 3) j),
               (ARRAY['text/html', 'text/plain; charset=latin1', 'text/html; charset=shift_jis', 'text/plain; charset=klingon',
                      'application/json', 'text/html; charset=utf-16', NULL, 'application/pdf'])[i % 8 + 1]
        FROM generate_series(1, 200) i;
    INSERT INTO c.inbox (payload_bytes, media_type)
        SELECT convert_to(left(html, i), 'UTF8') || '\x00'::bytea || convert_to(html, 'UTF8'),
               (ARRAY['text/html', 'text/plain', NULL])[i % 3 + 1]
        FROM page, generate_series(1, 60) i;
    -- Nesting, attributes, entities, comments, quotation marks, without measure.
    INSERT INTO c.inbox (payload)
        SELECT '<html>' || repeat((ARRAY['<div>', '<b>', '<table><tr><td>', '<ul><li>', '</p>', '<p', '<!--', '&#', '<a b="',
                                        '<svg>', '<![CDATA[', '<script>'])[i % 12 + 1], i * i * 5) || '"It rains," said Oskar Lind.'
        FROM generate_series(1, 120) i;
    INSERT INTO c.inbox (payload)
        SELECT '<!DOCTYPE html [<!ENTITY a "' || repeat('x', 1000) || '"><!ENTITY b "' || repeat('&a;', i) || '">]><html><p>'
               || repeat('&b;', i) FROM generate_series(1, 20) i;
    INSERT INTO c.inbox (payload)
        SELECT '<html><p ' || string_agg('a' || j || '=' || j, ' ') || '>"It rains," said Oskar Lind.'
        FROM generate_series(1, 20) i, generate_series(1, i * 300) j GROUP BY i;
    INSERT INTO c.inbox (payload)
        SELECT repeat(p, CASE WHEN i <= 20 THEN 999999 / octet_length(p) ELSE 4000 END)
        FROM generate_series(1, 120) i, LATERAL (SELECT (ARRAY['[', '{"text":', '{"text":"\u0000"}', '"', '“', '‘ ', 'said ', 'He said, "', 'a', '。', '「', U&'e\0301',
                             U&'\202E', '. ', E'\n', 'said that ', 'Mr. ', '" said "', '——', '"said he" '])[i % 20 + 1] AS p) w;
    INSERT INTO c.inbox (payload) SELECT '{"text": ' || repeat('[', i * 20000) FROM generate_series(1, 7) i;
    -- Size: as large as may be read, and larger.
    INSERT INTO c.inbox (payload) VALUES (repeat('word', 249990)), (repeat('He said that it rains. ', 28000)),
        (repeat('"It rains," said Oskar Lind. ', 22000)), ('<html><p>' || repeat('<b>x</b> ', 110000)),
        ('<html>' || repeat('<p>It rains, she said.', 43000)), (repeat(E'“It rains\n\n', 60000)),
        (repeat('雨下了。他说：“好”。', 30000)), ((SELECT string_agg(md5(j::text), ' ') FROM generate_series(1, 30000) j));
    INSERT INTO c.inbox (payload) VALUES (repeat('0123456789', 10000000)), ('<html>' || repeat('<p>0123456', 10000000)),
        ('{"text":"' || repeat('0123456789', 10000000) || '"}');
SQL
$payloads =~ s/FRACTION/$fraction/;
$node->safe_psql('postgres', $payloads);
my $count = $node->safe_psql('postgres', 'SELECT count(*) FROM c.inbox');
cmp_ok($count, '>=', 1000, "$count payloads");

# One session, so that its memory and each document's time can be seen.
$node->safe_psql('postgres', 'CREATE TABLE took (item_id bigint, seconds float8)');
my $memory = $node->safe_psql('postgres', q{
    SET statement_timeout = '600s';
    DO $$
    DECLARE item bigint; began timestamptz;
    BEGIN
        LOOP
            SELECT min(item_id) INTO item FROM c.inbox WHERE sqlstate IS NULL;
            EXIT WHEN item IS NULL;
            began := clock_timestamp();
            PERFORM ingest('c', 1);
            INSERT INTO took VALUES (item, extract(epoch FROM clock_timestamp() - began));
            COMMIT;
        END LOOP;
    END $$;
    SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)');
});
is($node->safe_psql('postgres', 'SELECT count(*) FROM c.inbox WHERE sqlstate IS NULL'), '0', 'the run met them all');
is($node->safe_psql('postgres', 'SELECT (SELECT count(*) FROM c.documents) + (SELECT count(*) FROM c.sightings)
    + (SELECT count(*) FROM c.inbox)'), $count, 'each is stored, known already, or kept');
is($node->safe_psql('postgres', "SELECT DISTINCT sqlstate || ' ' || error FROM c.inbox WHERE sqlstate LIKE 'XX%' OR error = ''"),
    '', 'no error is an internal one');
is($node->safe_psql('postgres', 'SELECT count(*) FROM took WHERE seconds > 10'), '0', 'none took more than ten seconds');
note 'slowest: ' . $node->safe_psql('postgres', q{SELECT string_agg(format('item %s: %s s', item_id, round(seconds::numeric, 1)), ', ')
    FROM (SELECT * FROM took ORDER BY seconds DESC LIMIT 5) t});
cmp_ok($memory, '<', 1024 * 1024, "the backend stayed under 1 GB ($memory kB at most)");
note $node->safe_psql('postgres', "SELECT string_agg(format('%s %s %s', n, sqlstate, error), chr(10) ORDER BY n DESC)
    FROM (SELECT count(*) AS n, sqlstate, regexp_replace(error, '[:(] .*|[0-9]+', '', 'g') AS error FROM c.inbox GROUP BY 2, 3) e");
is($node->safe_psql('postgres', "INSERT INTO c.inbox (payload) VALUES ('\"It is over,\" said Ilka Torvane.'); SELECT stored FROM ingest('c')"),
    '1', 'and an honest report is read as before');

$node->stop;
done_testing();
