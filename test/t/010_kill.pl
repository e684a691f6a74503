# Four workers ingest while backends and the whole server are killed (SIGKILL) at random moments: afterwards every
# document is stored exactly once. ONRECORD_KILLS says how often (8), ONRECORD_SEED repeats a run.
use strict;
use warnings;
use IPC::Run qw(start finish kill_kill);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $kills = $ENV{ONRECORD_KILLS} || 8;
my $seed = $ENV{ONRECORD_SEED} || time;
srand $seed;
note "seed $seed";

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "restart_after_crash = on\nmax_connections = 30\n");
$node->start;
$node->safe_psql('postgres', q{
    CREATE EXTENSION onrecord;
    SELECT create_corpus('news');
    -- Reports of some length, each with its number; every tenth comes twice, every twentieth in two outlets.
    CREATE FUNCTION submit(first integer, last integer) RETURNS void LANGUAGE sql AS $$
        INSERT INTO news.inbox (payload, url, outlet, published)
        SELECT format(E'Harbour news, number %s\n\n"The ferry number %s will sail," said Ilka Torvane, the harbour '
                      'master of Port Varrel.\n\n%s', i, i, repeat(format('Ferry %s has its berth. ', i), 40)),
               'https://courier.example/' || i || copy, 'Outlet ' || copy, '2025-01-01'::timestamp + i * interval '1 hour'
        FROM generate_series(first, last) i, generate_series(0, (i % 20 = 0)::integer) copy,
             generate_series(0, (i % 10 = 0)::integer) again
    $$});

my $submitted = 0;

sub submit
{
    my ($count) = @_;
    my $from = $submitted + 1;
    $submitted += $count;
    $node->safe_psql('postgres', "SELECT submit($from, $submitted)");
    return;
}

sub start_workers
{
    my ($count) = @_;
    my @workers;
    for (1 .. $count) {
        my ($out, $err) = ('', '');
        push @workers, start([ 'psql', '-XqAt', '-d', $node->connstr('postgres'), '-c', "CALL ingest_all('news', 7)" ],
            '<', \undef, '>', \$out, '2>', \$err);
    }
    return @workers;
}

# The server answers again after a crash.
sub wait_for_server
{
    for (1 .. 600) {
        return if $node->psql('postgres', 'SELECT 1') == 0;
        usleep(100_000);
    }
    BAIL_OUT('the server did not come back');
    return;
}

my ($hits, $stopped) = (0, 0);
for my $round (1 .. 5 * $kills) {
    last if $hits + $stopped >= $kills;
    submit(200);
    my @workers = start_workers(4);
    usleep(50_000 + int rand 300_000);
    if ($round % 4 == 0) {
        $node->kill9;
        $stopped++;
        eval { finish $_ } for @workers;
        usleep(200_000);
        for (1 .. 50) {
            last if $node->start(fail_ok => 1);
            $node->{_pid} = undef;    # of the dead server, read from its file
            usleep(200_000);
        }
    } else {
        my $pid = $node->safe_psql('postgres',
            "SELECT pid FROM pg_stat_activity WHERE query LIKE 'CALL ingest_all%' ORDER BY random() LIMIT 1");
        $hits += kill 'KILL', $pid if $pid;
        eval { finish $_ } for @workers;
    }
    wait_for_server();
}
note "$hits backends and $stopped servers killed";
is($hits + $stopped, $kills, 'the kills met running workers or the server');

# A document that three sessions ended with by chance is taken for the reason, until somebody says try again.
note $node->safe_psql('postgres', q{SELECT count(*) || ' documents were hit, ' || count(sqlstate) || ' of them three times'
    FROM news.inbox WHERE attempts > 0});
is($node->safe_psql('postgres', "SELECT count(*) FROM news.inbox WHERE sqlstate <> '57000'"), '0', 'no document failed by itself');
$node->safe_psql('postgres', "SELECT retry('news')");
my @workers = start_workers(4);
finish $_ for @workers;

my $expected = $node->safe_psql('postgres', "SELECT count(*) FROM generate_series(1, $submitted) i,
    generate_series(0, (i % 20 = 0)::integer)");
is($node->safe_psql('postgres', 'SELECT count(*) FROM news.inbox'), '0', 'nothing is left in the inbox');
is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT (outlet, text)), count(DISTINCT url) FROM news.documents'),
    "$expected|$expected|$expected", 'every document is stored exactly once');
is($node->safe_psql('postgres', 'SELECT count(*) FROM news.documents d WHERE NOT EXISTS
        (SELECT FROM news.statements s WHERE s.document_id = d.document_id)'), '0', 'each with its statements');
is($node->safe_psql('postgres', 'SELECT count(*) FROM news.document_keys k LEFT JOIN news.documents d USING (document_id)
        WHERE d.document_id IS NULL'), '0', 'every key leads to a document');
is($node->safe_psql('postgres', 'SELECT count(*) FROM news.sightings'),
    $node->safe_psql('postgres', "SELECT count(*) FROM generate_series(1, $submitted) i,
        generate_series(0, (i % 20 = 0)::integer) WHERE i % 10 = 0"), 'every repetition was seen');
is($node->safe_psql('postgres', "SELECT sum(stored) FROM news.runs"), $expected, 'the runs count what they stored');
is($node->safe_psql('postgres', "SELECT count(*) FROM news.runs WHERE outcome = 'running'"), '0', 'no run is left open');
cmp_ok($node->safe_psql('postgres', "SELECT count(*) FROM news.runs WHERE outcome = 'abandoned'"), '>', 0,
    'those that were killed are known');
is($node->safe_psql('postgres', q{SELECT
        (SELECT count(*) FROM (SELECT day, act, count(*) AS statements FROM news.statement_details GROUP BY 1, 2) l
         FULL JOIN news.acts_by_day v USING (day, act, statements) WHERE l IS NULL OR v IS NULL),
        (SELECT count(*) FROM (SELECT speaker, speaker_kind, count(*) AS statements, min(day) AS first_day, max(day) AS last_day
                               FROM news.statement_details WHERE speaker IS NOT NULL GROUP BY 1, 2) l
         FULL JOIN news.speaker_activity v USING (speaker, speaker_kind, statements, first_day, last_day) WHERE l IS NULL OR v IS NULL),
        (SELECT count(*) FROM (SELECT speaker, target, act, count(*) AS statements FROM news.statement_details
                               WHERE speaker IS NOT NULL AND target IS NOT NULL GROUP BY 1, 2, 3) l
         FULL JOIN news.who_about_whom v USING (speaker, target, act, statements) WHERE l IS NULL OR v IS NULL)}),
    '0|0|0', 'the counts are what one counts');
is($node->safe_psql('postgres', q{SELECT fold_counts('news') >= 0, (SELECT count(*) FROM
        (SELECT w.lexeme, count(*) AS statements FROM news.statements s, unnest(tsvector(s.statement)) w GROUP BY 1) l
         FULL JOIN news.word_counts v USING (lexeme, statements) WHERE l IS NULL OR v IS NULL)}), 't|0', 'those of words too');

$node->stop;
done_testing();
