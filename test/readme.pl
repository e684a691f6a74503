# readme.pl README FOLDER [--write]: see readme.sh. A query is a block ```sql that a plain block follows.
use strict;
use warnings;

my ($readme, $folder, $write) = @ARGV;
open my $file, '<', $readme or die "$readme: $!";
local $/;
my $text = <$file>;

my @queries;
push @queries, $1 while $text =~ /^```sql\n(.*?)^```\n```\n/msg;
my @results = run_queries(@queries);

my $count = 0;
for my $result (@results) {
    my $good = $result !~ /ERROR:|\(0 rows\)/ && $result =~ /\(\d+ rows?\)/;
    printf "%sok %d - README query: %s\n", $good ? '' : 'not ', ++$count, $queries[$count - 1] =~ /^(.*)/;
    print $result =~ s/^/# /gmr unless $good;
}
print "1..$count\n";
if ($write) {
    $text =~ s/^(```sql\n.*?^```\n```\n).*?^```\n/$1 . shift(@results) . "```\n"/gmse;
    my $reference = `psql -XqAt -f $folder/reference.sql`;
    $text =~ s/(<!-- reference:.*?-->\n).*?(<!-- end of reference -->)/$1$reference$2/s;
    open my $out, '>', $readme or die "$readme: $!";
    print $out $text;
}

# All in one session; a marker line parts the results.
sub run_queries
{
    my (@sql) = @_;
    my $marker = '=== end of query ===';
    open my $script, '>', "$folder/readme.sql" or die $!;
    print $script "\\pset null ''\nSET datestyle = ISO;\n";
    for my $query (@sql) {
        print $script $query =~ s{/path/to/onrecord/test/corpus}{$folder/corpus}gr, "\\echo $marker\n";
    }
    close $script;
    my $output = `psql -Xq -f $folder/readme.sql 2>&1`;
    my @parts = split /^\Q$marker\E\n/m, $output;
    s/ +$//mg, s/\n+\z/\n/ for @parts;
    return @parts;
}
