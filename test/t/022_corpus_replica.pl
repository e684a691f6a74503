# A corpus on a second server: published and subscribed table by table, read there, and taken over when the first server
# is lost. And what ingest and reparse lock.
use strict;
use warnings;
use IPC::Run qw(start finish);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $first = PostgreSQL::Test::Cluster->new('first');
$first->init(allows_streaming => 'logical');
$first->start;
my $second = PostgreSQL::Test::Cluster->new('second');
$second->init;
$second->start;

sub submit
{
    my ($node, $corpus, $from, $to) = @_;
    $node->safe_psql('postgres', "INSERT INTO $corpus.inbox (payload, url, outlet, published)
        SELECT format(E'Harbour news, number %s\\n\\n\"The ferry number %s will sail,\" said Ilka Torvane, the harbour master '
                      'of Port Varrel.', i, i), 'https://courier.example/' || i, 'The Varrel Courier',
               '2025-01-01'::timestamp + i * interval '1 day' FROM generate_series($from, $to) i");
    return;
}

# Equal tables, whatever the order of their rows.
sub same_tables
{
    my ($corpus, $what) = @_;
    my @tables = split /\n/, $first->safe_psql('postgres', "SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = '$corpus'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1");
    my @different = grep {
        my $sum = "SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY t::text)) FROM $corpus.$_ t";
        $first->safe_psql('postgres', $sum) ne $second->safe_psql('postgres', $sum)
    } @tables;
    is("@different", '', $what);
    return;
}

$_->safe_psql('postgres', "CREATE EXTENSION onrecord; SELECT create_corpus('news'); SELECT create_corpus('monthly', 'month')")
    for $first, $second;
submit($first, 'news', 1, 40);
$first->safe_psql('postgres', "SELECT ingest('news', 30)");
# Rows that the second server has made for itself are the first one's to send.
$second->safe_psql('postgres', 'TRUNCATE news.corpus_settings, news.word_totals');
$first->safe_psql('postgres', 'CREATE PUBLICATION news FOR TABLES IN SCHEMA news');
my $source = $first->connstr . ' dbname=postgres';
$second->safe_psql('postgres', "CREATE SUBSCRIPTION news CONNECTION '$source' PUBLICATION news");
$second->wait_for_subscription_sync($first, 'news');
$first->safe_psql('postgres', "SELECT ingest('news'); UPDATE news.documents SET analysis = 'old' WHERE document_id < 5; SELECT reparse('news');
    SELECT decide_speaker('news', 'Ilka Torvane', NULL); INSERT INTO news.inbox (payload, url) VALUES ('Ferry news, once more.', 'https://courier.example/3');
    SELECT ingest('news')");
$first->wait_for_catchup('news');
same_tables('news', 'a replicated corpus has equal tables');
is($second->safe_psql('postgres', "SELECT count(*) FROM news.documents WHERE words @@ websearch_to_tsquery('onrecord', 'ferry number 17')"),
    $first->safe_psql('postgres', "SELECT count(*) FROM news.documents WHERE words @@ websearch_to_tsquery('onrecord', 'ferry number 17')"),
    'it is searched there');
for my $view ('statement_details', 'acts_by_day', 'speaker_activity', 'unlinked_speakers', 'progress') {
    my $sum = "SELECT count(*), md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM news.$view t";
    is($second->safe_psql('postgres', $sum), $first->safe_psql('postgres', $sum), "$view is equal");
}

# The first server is lost. Sequences do not come with the rows: the second one's go on behind them.
submit($first, 'news', 100, 102);
$first->wait_for_catchup('news');
$second->safe_psql('postgres', 'ALTER SUBSCRIPTION news DISABLE; ALTER SUBSCRIPTION news SET (slot_name = NONE); DROP SUBSCRIPTION news');
is($second->safe_psql('postgres', "SELECT continue_corpus('news') > 0"), 't', 'the second server takes over');
submit($second, 'news', 103, 105);
is($second->safe_psql('postgres', "SELECT stored, repeated, failed FROM ingest('news')"), '6|0|0', 'and ingests what the first one left, and more');
submit($second, 'news', 101, 104);
is($second->safe_psql('postgres', "SELECT stored, repeated, failed FROM ingest('news')"), '0|4|0', 'it knows what it has');

# Months: a partition is made there before its rows come.
submit($first, 'monthly', 1, 70);
$first->safe_psql('postgres', "SELECT ingest('monthly')");
$second->safe_psql('postgres', 'TRUNCATE monthly.corpus_settings, monthly.word_totals;' . join ';', map { "SELECT create_partition('monthly', '$_')" }
    ('2025-01-01', '2025-02-01', '2025-03-01'));
$second->safe_psql('postgres', 'TRUNCATE monthly.counted_partitions');
$first->safe_psql('postgres', 'CREATE PUBLICATION monthly FOR TABLES IN SCHEMA monthly WITH (publish_via_partition_root)');
$second->safe_psql('postgres', "CREATE SUBSCRIPTION monthly CONNECTION '$source' PUBLICATION monthly");
$second->wait_for_subscription_sync($first, 'monthly');
same_tables('monthly', 'a partitioned one as well');

# A reader holds ACCESS SHARE on everything. Whatever ingest and reparse wait for, it is not the reader, nor does a
# second reader wait behind them: no lock of theirs conflicts with reading.
{
    my ($in, $out) = ('', '');
    my $reader = start([ 'psql', '-XqAt', '-d', $first->connstr('postgres') ], '<', \$in, '>', \$out, IPC::Run::timeout(60));
    my @tables = split /\n/, $first->safe_psql('postgres', "SELECT c.oid::regclass FROM pg_class c
        WHERE c.relnamespace IN ('news'::regnamespace, 'monthly'::regnamespace) AND c.relkind IN ('r', 'p')");
    $in .= "BEGIN;\n" . join('', map { "LOCK TABLE $_ IN ACCESS SHARE MODE;\n" } @tables) . "SELECT 'held';\n";
    $reader->pump until $out =~ /held/;
    submit($first, $_, 200, 260) for 'news', 'monthly';
    $first->safe_psql('postgres', "UPDATE $_.documents SET analysis = 'old'") for 'news', 'monthly';
    # Months before and after those there are.
    $first->safe_psql('postgres', "INSERT INTO monthly.inbox (payload, published) VALUES ('An old ferry.', '1999-05-05'), ('A new one.', '2026-05-05')");
    for my $work ("CALL ingest_all('news', 10)", "CALL ingest_all('monthly', 10)", "CALL reparse_all('news', 10)", "CALL reparse_all('monthly', 10)") {
        is($first->psql('postgres', "SET lock_timeout = '5s'; $work"), 0, "$work waits for no reader");
    }
    $in .= "COMMIT;\n\\q\n";
    $reader->finish;
    my $work = $first->background_psql('postgres');
    $work->query_safe("BEGIN; INSERT INTO news.inbox (payload) VALUES ('A last ferry.');
        INSERT INTO monthly.inbox (payload, published) VALUES ('A last ferry.', '2027-01-01');
        SELECT ingest('news'), ingest('monthly'), reparse('news'), reparse('monthly')");
    is($first->psql('postgres', "SET lock_timeout = '2s'; " . join '; ', map { "SELECT count(*) FROM $_" } @tables), 0,
        'and no reader waits for a run that has not committed');
    $work->query_safe('COMMIT');
    $work->quit;
}
is($first->safe_psql('postgres', "SELECT count(*) FROM monthly.documents WHERE day IN ('1999-05-05', '2026-05-05', '2027-01-01')"), '3',
    'months may begin before and after those there are');

$first->stop;
$second->stop;
done_testing();
