# The extension comes and goes: a fresh database, any schema, a hostile search_path, a library of another version.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

$node->safe_psql('postgres', 'CREATE EXTENSION onrecord; DROP EXTENSION onrecord');
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_proc WHERE probin LIKE '%onrecord%'"),
    '0', 'DROP EXTENSION leaves nothing behind');

$node->safe_psql('postgres', 'CREATE SCHEMA "odd name"; CREATE EXTENSION onrecord SCHEMA "odd name"');
like($node->safe_psql('postgres', 'SELECT "odd name".onrecord_version()'), qr/^\d+\.\d+$/, 'it lives in any schema');

$node->safe_psql('postgres', 'CREATE ROLE plain LOGIN; CREATE DATABASE plain OWNER plain');
$node->safe_psql('plain', 'CREATE EXTENSION onrecord', extra_params => ['-U', 'plain']);
pass('it is trusted: the owner of a database may create it');

# A script for another version than the library's.
my $share = `$ENV{PG_CONFIG} --sharedir`;
chomp $share;
my ($script) = glob("$share/extension/onrecord--*.sql");
my ($version) = $script =~ /--([\d.]+)\.sql$/;
my $text = slurp_file($script);
$text =~ s/(^\$guard\$;\n).*/$1/ms;    # psql stops there and would not read on
$text =~ s/\Q'$version'\E/'99.9'/g;
$text =~ s/^\\echo.*\n//m;
$text =~ s/\@extschema\@/public/g;
$text =~ s/MODULE_PATHNAME/\$libdir\/onrecord/g;
$node->safe_psql('postgres', 'CREATE DATABASE stale');
my ($status, $out, $err) = $node->psql('stale', $text);
like($err, qr/library and its SQL script are of different versions/, 'a stale library is refused');
like($err, qr/The library says \Q$version\E, the script is for 99\.9/, 'and named');
like($err, qr/HINT: .*reconnect/, 'with the way out');

$node->stop;
done_testing();
