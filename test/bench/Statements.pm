# Statements.pm: documents of a JSON Lines file, and what statements() reads in them; for the measurements of this folder.
package Statements;
use strict;
use utf8;
use warnings;
use Exporter 'import';
use File::Temp;
use JSON::PP;

our @EXPORT_OK = qw(read_documents read_statements text_of);

# The objects of the lines of a file.
sub read_documents
{
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!\n";
    my @documents = map { decode_json($_) } <$file>;
    close $file;
    return @documents;
}

# The page as a reader sees it: its title, where it has one, above its text.
sub text_of
{
    my ($document) = @_;
    return (defined $document->{title} ? "$document->{title}\n\n" : '') . $document->{text};
}

# Of every text {kind, published, statements}.
sub read_statements
{
    my @texts = @_;
    my $script = File::Temp->new;
    binmode $script, ':encoding(UTF-8)';
    print $script "CREATE TEMP TABLE document (i int, t text);\nCOPY document FROM STDIN;\n";
    for my $i (0 .. $#texts) {
        my $escaped = $texts[$i];
        $escaped =~ s/\\/\\\\/g;
        $escaped =~ s/\n/\\n/g;
        $escaped =~ s/\r/\\r/g;
        $escaped =~ s/\t/\\t/g;
        print $script "$i\t$escaped\n";
    }
    print $script "\\.\n",
        "SELECT i, a.kind, a.published, coalesce((SELECT jsonb_agg(s::jsonb - 'content') FROM statements(t) AS s), '[]')\n",
        "  FROM document, LATERAL article(t) AS a ORDER BY i;\n";
    close $script;
    my @read;
    open my $psql, '-|', 'psql', '-qAtX', '-F', "\t", '-v', 'ON_ERROR_STOP=1', '-f', $script->filename or die "psql: $!\n";
    while (my $line = <$psql>) {
        my ($i, $kind, $published, $json) = split /\t/, $line, 4;
        $read[$i] = {kind => $kind, published => $published, statements => decode_json($json)};
    }
    close $psql or die "psql failed\n";
    return @read;
}

1;
