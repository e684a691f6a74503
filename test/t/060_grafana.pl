# Every query of the Grafana dashboard, filled in as Grafana does it, runs as a role that may only read, finds something
# and follows the filters.
use strict;
use warnings;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $dashboard = decode_json(slurp_file('../dashboards/grafana/onrecord.json'));
my @panels = @{$dashboard->{panels}};
my %variables = map { $_->{name} => $_ } @{$dashboard->{templating}{list}};

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => ['--encoding=UTF8', '--locale=C.UTF-8']);
$node->start;
my $corpus = "$ENV{TESTDATADIR}/test/corpus";
$node->safe_psql('postgres', qq{CREATE EXTENSION onrecord; SELECT create_corpus('news');
    SELECT ingest_directory('news', '$corpus/articles', '%.txt'), ingest_directory('news', '$corpus/transcripts', '%.txt');
    INSERT INTO news.inbox (media_type, payload, outlet) VALUES ('application/pdf', '%PDF-1.7', 'LNS');
    SELECT ingest('news');
    CREATE ROLE grafana LOGIN; SELECT grant_corpus('news', 'grafana', 'read')});

# What Grafana makes of a query: values of a choice as a list of literals, "All" as the value that the file gives.
sub fill_in
{
    my ($sql, %values) = @_;
    my $literal = sub { my $text = shift; $text =~ s/'/''/g; return "'$text'" };
    for my $name (qw(speaker act outlet)) {
        my $list = $values{$name} ? join(',', map { $literal->($_) } @{$values{$name}}) : $variables{$name}{allValue};
        $sql =~ s/\$$name\b/$list/g;
    }
    my $words = $literal->($values{words} // '');
    my ($from, $to) = ($values{from} // '2020-01-01T00:00:00Z', $values{to} // '2030-01-01T00:00:00Z');
    $sql =~ s/\$__timeFilter\(([^)]*)\)/$1 BETWEEN '$from' AND '$to'/g;
    $sql =~ s/\$corpus\b/news/g;
    $sql =~ s/\$bucket\b/week/g;
    die "not filled in: $1" if $sql =~ /(\$(?!\{words:sqlstring\})[\w{]+)/;
    $sql =~ s/\$\{words:sqlstring\}/$words/g;
    return $sql;
}

sub result
{
    my ($sql, %values) = @_;
    my ($status, $out, $err) = $node->psql('postgres', fill_in($sql, %values), extra_params => ['-U', 'grafana']);
    diag("$err\n" . fill_in($sql, %values)) if $status;
    return $status ? undef : $out;
}

for my $name (qw(corpus speaker act outlet)) {
    like(result($variables{$name}{query}), qr/./, "choices of $name");
}
like(result($variables{corpus}{query}), qr/^news$/, 'the corpus can be chosen');

my %filters = (
    words => [words => 'port OR navy'],
    speaker => [speaker => ['Niall Halloran', "o'Clock"]],
    act => [act => ['deny', 'accuse']],
    outlet => [outlet => ['Norpress']],
    time => [from => '2026-03-01T00:00:00Z', to => '2026-03-31T23:59:59Z'],
);
my %seen;
for my $panel (@panels) {
    my ($title, $sql) = ($panel->{title}, $panel->{targets}[0]{rawSql});
    ok(!$seen{$title}++ && !$seen{$panel->{id}}++ && $panel->{description}, "$title: told apart and described");
    my $all = result($sql);
    like($all, qr/[^|\n]/, "$title: finds something");
    for my $filter (sort keys %filters) {
        next unless $filter eq 'time' ? $sql =~ /timeFilter/ : $sql =~ /\$\{?$filter\b/;
        my $some = result($sql, @{$filters{$filter}});
        ok(defined $some && $some ne $all, "$title: changes with $filter") or diag($some);
    }
    is(result($sql, words => $_), result($sql, words => $_), "$title: bears $_") for grep { $sql =~ /words/ } q{'"; DROP -- $1};
}

# Filters that Grafana's own charts would mislead about: one number by two ways.
my ($totals) = grep { $_->{title} eq 'What the filters leave' } @panels;
is((split /\|/, result($totals->{targets}[0]{rawSql}, act => ['deny']))[0],
    $node->safe_psql('postgres', "SELECT count(*) FROM news.statement_details WHERE act = 'deny'"), 'totals count what there is');
my ($over_time) = grep { $_->{type} eq 'timeseries' } @panels;
my $sum = 0;
$sum += (split /\|/)[2] for split /\n/, result($over_time->{targets}[0]{rawSql});
is($sum, $node->safe_psql('postgres', 'SELECT count(*) FROM news.statement_details'), 'every act is in a group of the chart');

# Panels lie beside each other on a grid of 24 columns.
my %taken;
for my $place (map { $_->{gridPos} } @panels) {
    for my $x ($place->{x} .. $place->{x} + $place->{w} - 1) {
        $taken{"$x,$_"}++ for $place->{y} .. $place->{y} + $place->{h} - 1;
    }
}
ok(!(grep { $_ > 1 } values %taken) && !(grep { /^(\d+),/ && $1 > 23 } keys %taken), 'no panel covers another');

$node->stop;
done_testing();
