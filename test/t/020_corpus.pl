# What a DBA does with a corpus: rights, dump and restore, readers beside writers, cancelling, looking on.
use strict;
use warnings;
use IPC::Run qw(start finish);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep time);

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

my $report = q{format(E'Harbour news, number %s\n\n"The ferry number %s will sail," said Ilka Torvane, the harbour master }
    . q{of Port Varrel.\n\n%s', i, i, repeat(format('Ferry %s has its berth, and its crew is ready. ', i), 20))};

sub fill
{
    my ($corpus, $from, $to) = @_;
    return $node->safe_psql('postgres', "INSERT INTO $corpus.inbox (payload, url, outlet, published)
        SELECT $report, 'https://courier.example/' || i, 'The Varrel Courier', '2025-01-01'::timestamp + i * interval '1 day'
        FROM generate_series($from, $to) i");
}

sub sql
{
    my ($role, $text) = @_;
    my ($out, $err) = ('', '');
    $node->psql('postgres', $text, stdout => \$out, stderr => \$err, extra_params => [ '-U', $role ]);
    return $err ne '' ? $err =~ s/.*ERROR:\s+//sr =~ s/\n.*//sr : $out;
}

# Rights.
$node->safe_psql('postgres', 'CREATE EXTENSION onrecord; CREATE ROLE owner LOGIN; GRANT CREATE ON DATABASE postgres TO owner;
    CREATE ROLE reader LOGIN; CREATE ROLE crawler LOGIN; CREATE ROLE worker LOGIN; CREATE ROLE stranger LOGIN');
$node->safe_psql('postgres', "SELECT create_corpus('news')", extra_params => [ '-U', 'owner' ]);
$node->safe_psql('postgres', "SELECT grant_corpus('news', 'reader', 'read'), grant_corpus('news', 'crawler', 'submit'),
    grant_corpus('news', 'worker', 'ingest')", extra_params => [ '-U', 'owner' ]);
is(sql('crawler', "INSERT INTO news.inbox (payload) VALUES ('Rain.\n\n\"It rains,\" said Oskar Lind.')"), '', 'a crawler submits');
is(sql('crawler', 'SELECT payload FROM news.inbox'), 'permission denied for table inbox', 'and reads nothing');
is(sql('crawler', 'INSERT INTO news.inbox (payload, sqlstate) VALUES (1, 2)'), 'permission denied for table inbox',
    'nor writes what is not its own');
is(sql('reader', "SELECT stored FROM ingest('news')"), 'permission denied for table runs', 'a reader does not ingest');
is(sql('worker', "SELECT stored FROM ingest('news')"), '1', 'a worker does');
is(sql('reader', 'SELECT count(*) FROM news.documents'), '1', 'a reader reads documents');
is(sql('reader', 'SELECT count(*) > 0 FROM news.statement_details'), 't', 'and statements');
is(sql('reader', 'SELECT payload FROM news.inbox'), 'permission denied for table inbox', 'but not what waits in the inbox');
is(sql('worker', 'DROP TABLE news.documents'), 'must be owner of table documents', 'a worker owns nothing');
is(sql('stranger', "SELECT ingest('news')"), 'permission denied for schema news', 'a stranger sees no corpus');
is(sql('stranger', "SELECT drop_corpus('news')"), 'permission denied for schema news', 'and drops none');
is(sql('stranger', "SELECT create_corpus('mine')"), 'permission denied for database postgres',
    'making one takes the right to make schemas');
is(sql('owner', q{SELECT create_corpus('a"; DROP TABLE news.documents; --')}), '', 'a name is a name');
is(sql('owner', q{SELECT drop_corpus('a"; DROP TABLE news.documents; --')}), '', 'whatever is in it');

# Row security, added columns and indexes are the owner's business.
$node->safe_psql('postgres', q{ALTER TABLE news.documents ADD desk text DEFAULT 'sea';
    ALTER TABLE news.documents ENABLE ROW LEVEL SECURITY;
    CREATE POLICY sea ON news.documents TO reader USING (outlet = 'The Varrel Courier');
    CREATE POLICY work ON news.documents TO worker USING (true);
    CREATE INDEX ON news.documents (desk)}, extra_params => [ '-U', 'owner' ]);
fill('news', 1, 30);
is(sql('worker', "SELECT stored FROM ingest('news')"), '30', 'ingest works beside them');
is(sql('reader', 'SELECT count(*), min(desk) FROM news.documents'), '30|sea', 'and they hold');

# Readers are not blocked, nor do they block.
{
    my ($in, $out) = ('', '');
    my $session = start([ 'psql', '-XqAt', '-d', $node->connstr('postgres') ], '<', \$in, '>', \$out,
        IPC::Run::timeout(60));
    $in .= "BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT 'seen ' || count(*) FROM news.statements;\n";
    $session->pump until $out =~ /seen \d+/;
    fill('news', 31, 60);
    $node->safe_psql('postgres', "UPDATE news.documents SET analysis = 'old' WHERE document_id <= 10");
    $node->safe_psql('postgres', "SET statement_timeout = '30s'; SET lock_timeout = '5s'; CALL ingest_all('news'); CALL reparse_all('news')");
    is($node->safe_psql('postgres', "SELECT count(*) FROM news.documents WHERE analysis = 'old'"), '0',
        'ingest and reparse run beside a long reader');
    $out = '';
    $in .= "SELECT 'again ' || count(*) FROM news.statements;\nCOMMIT;\n\\q\n";
    $session->finish;
    like($out, qr/again \d+/, 'which reads on');
}

# Partitions begin while others read.
$node->safe_psql('postgres', "SELECT create_corpus('monthly', 'month')");
fill('monthly', 1, 100);
{
    my ($in, $out) = ('', '');
    my $session = start([ 'psql', '-XqAt', '-d', $node->connstr('postgres') ], '<', \$in, '>', \$out,
        IPC::Run::timeout(60));
    $in .= "BEGIN;\nSELECT 'seen ' || count(*) FROM monthly.documents;\n";
    $session->pump until $out =~ /seen 0/;
    $node->safe_psql('postgres', "SET statement_timeout = '30s'; CALL ingest_all('monthly', 10)");
    is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT tableoid) FROM monthly.documents'), '100|4',
        'months are made while a reader has the tables open');
    is($node->safe_psql('postgres', 'SELECT count(*) FROM monthly.statements s JOIN monthly.documents d USING (document_id, day)'),
        $node->safe_psql('postgres', 'SELECT count(*) FROM monthly.statements'), 'statements lie beside their documents');
    $in .= "COMMIT;\n\\q\n";
    $session->finish;
}
$node->safe_psql('postgres', "INSERT INTO monthly.inbox (payload, published) VALUES ('An old ship.', '0001-01-01 BC'),
    ('A ship to come.', '9999-12-31')");
is($node->safe_psql('postgres', "SELECT stored, failed FROM ingest('monthly')"), '2|0', 'days no newspaper has are stored');

# A worker that is not the owner stores what has a partition, and says what is missing for the rest.
$node->safe_psql('postgres', "ALTER TABLE monthly.documents ENABLE ROW LEVEL SECURITY;
    CREATE POLICY courier ON monthly.documents TO reader USING (outlet = 'The Varrel Courier');
    CREATE POLICY work ON monthly.documents TO worker USING (true) WITH CHECK (outlet IS DISTINCT FROM 'Banned Wire');
    SELECT grant_corpus('monthly', 'reader', 'read'), grant_corpus('monthly', 'worker', 'ingest'),
           grant_corpus('monthly', 'worker', 'read')");
fill('monthly', 101, 102);
$node->safe_psql('postgres', "INSERT INTO monthly.inbox (payload, published, outlet) VALUES ('Old rain.', '2019-05-05', 'Lantern'),
    ('Banned rain.', '2025-01-05', 'Banned Wire')");
is(sql('worker', "SELECT stored, failed FROM ingest('monthly')"), '2|2', 'a worker stores what it may');
is($node->safe_psql('postgres', 'SELECT sqlstate, error, error_detail FROM monthly.inbox ORDER BY 2'),
    "42501|corpus \"monthly\" has no partitions for 2019-05, and you may not make them|"
        . "Its owner may: SELECT create_partition('monthly', '2019-05-01')\n"
        . '42501|new row violates row-level security policy for table "documents"|', 'the rest is kept with what is missing');
$node->safe_psql('postgres', "SELECT create_partition('monthly', '2019-05-01'), retry('monthly')");
is(sql('worker', "SELECT stored, failed FROM ingest('monthly')"), '1|1', 'and comes in once the owner has made the month');
is(sql('reader', 'SELECT count(DISTINCT outlet) FROM monthly.documents'), '1', 'row security holds for all partitions');
is(sql('reader', 'SELECT count(*) FROM monthly.documents_2025_01'), 'permission denied for table documents_2025_01',
    'which nobody reads past it');
$node->safe_psql('postgres', 'REVOKE INSERT ON monthly.wording FROM worker');
$node->safe_psql('postgres', "INSERT INTO monthly.inbox (payload, published) VALUES ('New rain.', '2025-01-05')");
is(sql('worker', "SELECT stored, failed FROM ingest('monthly')"), 'permission denied for table wording',
    'a right that is missing altogether ends the run');
is($node->safe_psql('postgres', 'SELECT count(*) FROM monthly.inbox WHERE sqlstate IS NULL'), '1', 'and blames no document');
$node->safe_psql('postgres', 'GRANT INSERT ON monthly.wording TO worker');

# Looking on, cancelling.
$node->safe_psql('postgres', "SELECT create_corpus('long')");
fill('long', 1, 3000);
{
    my ($out, $err) = ('', '');
    my $session = start([ 'psql', '-XqAt', '-d', $node->connstr('postgres'), '-c', "CALL ingest_all('long', 20)" ],
        '<', \undef, '>', \$out, '2>', \$err);
    $node->poll_query_until('postgres', 'SELECT done > 0 FROM long.progress') or die 'no progress';
    like($node->safe_psql('postgres', 'SELECT kind, planned, done > 0, documents_per_second > 0, time_left IS NOT NULL
        FROM long.progress'), qr/^ingest\|3000\|t\|t\|t$/, 'another session sees the run, its rate and time left');
    $node->safe_psql('postgres', "SELECT grant_corpus('long', 'reader', 'read'), grant_corpus('long', 'worker', 'ingest')");
    is(sql('reader', 'SELECT count(*) FROM long.progress'), '1', 'also one of another role');
    is(sql('worker', "SELECT failed FROM ingest('long', 1); SELECT count(*) FROM long.runs WHERE outcome = 'abandoned'"), "0\n0",
        'which does not take it for abandoned');
    $node->safe_psql('postgres', "SELECT pg_cancel_backend(pid) FROM long.progress");
    finish $session;
    like($err, qr/canceling statement due to user request/, 'it can be cancelled');
    is($node->safe_psql('postgres', 'SELECT (SELECT count(*) FROM long.documents) + (SELECT count(*) FROM long.inbox)'),
        '3000', 'which loses nothing');
    is($node->safe_psql('postgres', 'SELECT count(*) FROM long.progress'), '0', 'and its run is no longer shown');
}

# A dump restores into a server of its own: equal tables, working ingest.
my $copy = PostgreSQL::Test::Cluster->new('copy');
$copy->init;
$copy->start;
$copy->safe_psql('postgres', 'CREATE ROLE owner; CREATE ROLE reader; CREATE ROLE crawler; CREATE ROLE worker');
my $dump = $node->basedir . '/dump.sql';
$node->command_ok([ 'pg_dump', '-f', $dump, '-d', $node->connstr('postgres') ], 'a corpus dumps');
$copy->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', $dump, '-d', $copy->connstr('postgres') ], 'and restores');
for my $corpus ('news', 'monthly', 'long') {
    for my $table ('documents', 'statements', 'inbox', 'runs', 'document_keys', 'sightings', 'speakers', 'outlets', 'corpus_settings') {
        my $sum = "SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY t::text)) FROM $corpus.$table t";
        is($copy->safe_psql('postgres', $sum), $node->safe_psql('postgres', $sum), "$corpus.$table is equal");
    }
}
$copy->safe_psql('postgres', "INSERT INTO news.inbox (payload) VALUES ('Snow.\n\n\"It snows,\" said Oskar Lind.')");
is($copy->safe_psql('postgres', "SELECT stored FROM ingest('news')"), '1', 'the restored corpus ingests');
is($copy->safe_psql('postgres', "INSERT INTO monthly.inbox (payload, published) VALUES ('Hail.', '2026-07-01');
    SELECT stored FROM ingest('monthly')"), '2', 'the partitioned one too');

$node->stop;
$copy->stop;
done_testing();
