# Bent binary input is refused or is a statement; never a crash. HOSTILE_MUTATIONS and HOSTILE_SEED set how many and which.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $mutations = $ENV{HOSTILE_MUTATIONS} || 10_000;
my $seed = $ENV{HOSTILE_SEED} || 20251121;

my $node = PostgreSQL::Test::Cluster->new('hostile');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION onrecord');

# A file that is rewritten thousands of times had better be in memory.
my $folder = -w '/dev/shm' ? '/dev/shm' : PostgreSQL::Test::Utils::tempdir();
my $file = "$folder/onrecord-mutation-$$";
my ($status, $out, $err) = $node->psql('postgres', slurp_file("hostile/statement_mutations.sql"),
    extra_params => ['-v', "mutations=$mutations", '-v', "seed=$seed", '-v', "file=$file"]);
unlink $file;
is($status, 0, 'the server lived') or diag($err);
like($out, qr/^sound t, $mutations mutations, \d+ refused, \d+ accepted, 0 wrong *$/, "$mutations mutations, seed $seed")
    or diag("$out\n$err");
note($out);
$node->stop;
done_testing();
