# pg_cron, where the server has it, ingests what another session inserts.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $libraries = `$ENV{PG_CONFIG} --pkglibdir`;
chomp $libraries;
plan skip_all => 'the server has no pg_cron' unless -e "$libraries/pg_cron.so";

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "max_worker_processes = 20\n");
$node->start;
$node->safe_psql('postgres', "CREATE EXTENSION onrecord; SELECT create_corpus('news')");
my ($status, $out, $err) = $node->psql('postgres', "SELECT schedule_ingest('news', '* * * * *')");
like($err, qr/ingest cannot be scheduled: pg_cron is not in this database/, 'without pg_cron it says so');
like($err, qr/DETAIL:  The server has it; .*HINT: .*shared_preload_libraries = 'pg_cron'/s, 'and what to do');

$node->append_conf('postgresql.conf', "shared_preload_libraries = 'pg_cron'\ncron.database_name = 'postgres'\n"
        . "cron.use_background_workers = on\n");
$node->restart;
$node->safe_psql('postgres', 'CREATE EXTENSION pg_cron');
like($node->safe_psql('postgres', "SELECT schedule_ingest('news', '0 5 1 1 *')"), qr/^\d+$/, 'with it there is a job');
$node->safe_psql('postgres', "SELECT schedule_ingest('news', '* * * * *')");
is($node->safe_psql('postgres', 'SELECT schedule, command FROM cron.job'), "* * * * *|CALL public.ingest_all('news')",
    'scheduling again changes it');
$node->safe_psql('postgres', q{INSERT INTO news.inbox (payload) VALUES (E'Rain.\n\n"It rains," said Oskar Lind.')});
ok($node->poll_query_until('postgres', 'SELECT count(*) = 1 FROM news.documents'), 'what another session inserts is ingested');
is($node->safe_psql('postgres', 'SELECT count(*) FROM news.inbox'), '0', 'and leaves the inbox');
is($node->safe_psql('postgres', "SELECT unschedule_ingest('news'), unschedule_ingest('news')"), 't|f', 'the schedule ends once');
is($node->safe_psql('postgres', 'SELECT count(*) FROM cron.job'), '0', 'and is gone');

$node->stop;
done_testing();
