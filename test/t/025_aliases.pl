# Aliases seen from several sessions, and through a dump.
use strict;
use warnings;
use IPC::Run qw(start pump finish timeout);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION onrecord');

# A psql that stays open.
sub open_session
{
    my %session = (in => '', out => '', asked => 0);
    $session{psql} = start [ 'psql', '-XAtq', '-d', $node->connstr('postgres') ], \$session{in}, \$session{out}, timeout(60);
    return \%session;
}

sub ask
{
    my ($session, $query) = @_;
    my $mark = 'asked ' . ++$session->{asked};

    $session->{in} .= "$query;\n\\echo $mark\n";
    pump $session->{psql} until $session->{out} =~ s/^(.*?)\n?\Q$mark\E\n//s;
    return $1;
}

sub close_session
{
    my ($session) = @_;
    $session->{in} .= "\\q\n";
    finish $session->{psql};
}

my $found = q{SELECT to_tsvector('onrecord', 'the BCS said') @@ phraseto_tsquery('onrecord', 'Bureau of Coastal Surveys said')};
my $insert = q{INSERT INTO onrecord_aliases (alias, name, match_case) VALUES ('BCS', 'Bureau of Coastal Surveys', true)};

# A change is everybody's once it is committed, and its own transaction's at once.
my ($reader, $writer) = (open_session(), open_session());
is(ask($reader, $found), 'f', 'before');
is(ask($writer, "BEGIN; $insert; $found"), 't', 'a transaction sees its own change');
is(ask($reader, $found), 'f', 'others do not yet');
is(ask($writer, "ROLLBACK; $found"), 'f', 'nobody does after a rollback');
ask($writer, $insert);
is(ask($reader, $found), 't', 'everybody does after a commit');
ask($writer, 'TRUNCATE onrecord_alias_changes');
ask($reader, 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1');
ask($writer, q{UPDATE onrecord_aliases SET name = NULL WHERE alias = 'BCS'});
is(ask($reader, $found), 'f', 'also where the snapshot is older');
ask($reader, 'COMMIT');
ask($writer, q{UPDATE onrecord_aliases SET name = 'Bureau of Coastal Surveys' WHERE alias = 'BCS'});

# Memory: a backend that has searched a lot keeps little.
my $kept = ask($reader, q{SELECT count(onrecord_tsvector(md5(n::text) || ' ' || n || ' 外交部发言人' || chr(20000 + n % 5000))) FROM generate_series(1, 200000) AS n;
    SELECT sum(total_bytes) FROM pg_backend_memory_contexts WHERE name LIKE 'onrecord%'}) =~ s/.*\n//sr;
cmp_ok($kept, '<', 5 * 1024 * 1024, 'less than 5 MB is kept');
close_session($_) for $reader, $writer;

# A dump has the user's rows, the restored database all of them, each once.
$node->safe_psql('postgres', q{UPDATE onrecord_aliases SET name = 'Grand Duchy of Varrel' WHERE alias = 'PRC';
    UPDATE onrecord_aliases SET name = NULL WHERE alias = 'IS'});
my $rows = q{SELECT alias, name, kind, match_case, shipped FROM onrecord_aliases ORDER BY alias, shipped};
my $before = $node->safe_psql('postgres', $rows);
my $changes = $node->safe_psql('postgres', 'SELECT alias, name, changed FROM onrecord_alias_changes ORDER BY changed');
my $dump = $node->basedir . '/dump.sql';
$node->command_ok([ 'pg_dump', '-d', $node->connstr('postgres'), '-f', $dump ], 'dump');
unlike(slurp_file($dump), qr/Ministry of State Security/, 'rows that were shipped are not dumped');
$node->safe_psql('postgres', 'CREATE DATABASE restored');
$node->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('restored'), '-f', $dump ], 'restore');
is($node->safe_psql('restored', $rows), $before, 'the same aliases');
like($node->safe_psql('restored', 'SELECT alias, name, changed FROM onrecord_alias_changes ORDER BY changed'), qr/^\Q$changes\E/,
    'and the record of their changes, to which the restore has added its own');
is($node->safe_psql('restored', $found), 't', 'in use');

# A database of another encoding is refused, clearly.
$node->safe_psql('postgres', q{CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'});
$node->safe_psql('latin', 'CREATE EXTENSION onrecord');
my ($status, $out, $error) = $node->psql('latin', q{SELECT onrecord_tsvector('x')});
like($error, qr/onrecord cannot search text in encoding LATIN1/, 'a database that is not UTF-8');

$node->stop;
done_testing();
