#!/usr/bin/perl
# transcripts.pl: are transcripts read whole? Compares statements() with a count of turn markers that knows nothing
# of the extension's rules but the markers of two kinds of transcripts.
#
#   PGHOST=... test/bench/transcripts.pl mfa|wh FILE.jsonl
#
# FILE.jsonl holds one document a line, {"text": ...} and perhaps {"title": ...}. The database needs the extension.
# Prints the share of documents read as transcripts, of those with as many questions as markers, of those whose
# statements cover 98 % of the characters of the turns, and how many characters are in two statements that are not
# nested in one another.
use strict;
use utf8;
use warnings;
use JSON::PP;
use File::Temp;

my ($kind, $path) = @ARGV;
die "usage: transcripts.pl mfa|wh FILE.jsonl\n" unless defined $path && $kind =~ /^(mfa|wh)$/;

# A marker of a question, and of any turn, at the beginning of a line or behind the end of a sentence.
my $reporter = qr/[（(]?(?:问|追问[一二]?|(?:会后，?)?有?记者(?:追?问及?)?|[^：:。，？\s]{0,16}记者)[ \x{3000}]*[：:]/;
my %question = (
    mfa => qr/^[\s\x{3000}]*(?:[一二三四]、)?$reporter/m,
    wh => qr/(?:(?<=[.!?)\]"\x{201D}\x{2019}\x{2026}\-\x{2014},])\s+|^\s*)Q[.:]?[ \xA0]+(?=[A-Z"\x{201C}(\[\d\-\x{2014}\x{2026}\x{2018}'*<])/m,
);
my %turn = (
    mfa => qr/^[\s\x{3000}]*(?:[一二三四]、)?(?:$reporter|答[ \x{3000}]*[：:])/m,
    wh => qr/(?:^|(?<=\s))(?:Q[.:]?[ \xA0]|(?:[A-Z][A-Za-z.\x{2019}'-]*[ ]){0,5}[A-Z]{2}[A-Za-z.\x{2019}'-]*:\s)/m,
);
my $direction = qr/[(\[（](?:Laugh|Applause|Inaud|Cross|Off|Through|As inter|Begin|End|In |记者会|笑)[^)\]）]{0,80}[)\]）]/i;

open my $file, '<:raw', $path or die "$path: $!\n";
my @documents = map { my $d = decode_json($_); (defined $d->{title} ? "$d->{title}\n\n" : '') . $d->{text} } <$file>;
close $file;
my @statements = read_statements(@documents);

my ($transcripts, $equal, $covered, $twice, $with_turns) = (0, 0, 0, 0, 0);
for my $i (0 .. $#documents) {
    my ($text, $read) = ($documents[$i], $statements[$i]);
    my $questions = () = $text =~ /$question{$kind}/g;
    my $asked = grep { $_->{act} eq 'ask' && !$_->{answers} } @{$read->{statements}};
    $transcripts++ if $read->{kind} eq 'transcript';
    $equal++ if $questions == $asked;
    my ($share, $double) = coverage($text, $read->{statements});
    $twice += $double;
    next unless defined $share;
    $with_turns++;
    $covered++ if $share >= 0.98;
}
printf "documents %d\nread as transcripts %.1f %%\nas many questions as markers %.1f %%\n", scalar @documents,
    100 * $transcripts / @documents, 100 * $equal / @documents;
printf "statements cover 98 %% of the turns %.1f %%\ncharacters in two statements %d\n",
    100 * $covered / ($with_turns || 1), $twice;

# Kind and statements that are not nested, of every document.
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
        "SELECT i, (article(t)).kind, coalesce((SELECT jsonb_agg(s::jsonb - 'content') FROM statements(t) AS s\n",
        "  WHERE NOT coalesce((s::jsonb->>'nested')::boolean, false)), '[]') FROM document ORDER BY i;\n";
    close $script;
    my @read;
    open my $psql, '-|', 'psql', '-qAtX', '-F', "\t", '-v', 'ON_ERROR_STOP=1', '-f', $script->filename or die "psql: $!\n";
    while (my $line = <$psql>) {
        my ($i, $kind, $json) = split /\t/, $line, 3;
        $read[$i] = {kind => $kind, statements => decode_json($json)};
    }
    close $psql or die "psql failed\n";
    return @read;
}

# The share of the characters behind the first marker that statements hold (markers, directions and blanks aside), and
# the number of characters that two hold.
sub coverage
{
    my ($text, $read) = @_;
    my $wanted = $text;
    $wanted =~ s/$turn{$kind}/' ' x length $&/ge;
    $wanted =~ s/$direction/' ' x length $&/ge;
    $wanted =~ s/\s-?END-?\s.{0,60}\z/' ' x length $&/se;
    return (undef, 0) unless $text =~ /$turn{$kind}/;
    my $begin = $-[0];
    my @held = (0) x length $text;
    for my $statement (@$read) {
        for my $span (@{$statement->{spans}}) {
            $held[$_]++ for $span->[0] .. $span->[1] - 1;
        }
    }
    my ($total, $in) = (0, 0);
    for my $i ($begin .. length($text) - 1) {
        next if substr($wanted, $i, 1) =~ /\s/;
        $total++;
        $in++ if $held[$i];
    }
    return ($total ? $in / $total : undef, scalar grep { $_ > 1 } @held);
}
