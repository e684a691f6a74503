#!/usr/bin/perl
# transcripts.pl: are transcripts read whole? Compares article() and statements() with what this script finds in the
# pages by itself, which knows nothing of the extension's rules but the markers of two kinds of transcripts.
#
#   PGHOST=... test/bench/transcripts.pl mfa|wh FILE.jsonl [-v]
#
# FILE.jsonl holds one document a line, {"text": ...} and perhaps {"title": ...}. The database needs the extension.
# Prints the share of documents read as transcripts, of those with as many questions as markers, of those whose
# statements cover 98 % of the characters of the turns, and how many characters are in two statements that are not
# nested in one another; then, of the pages whose heading states the day, the share where it was found, and of the pages
# that state who answers, by heading or labels, the share where every statement of an answer has that speaker.
# -v lists the pages that differ.
use strict;
use utf8;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Statements qw(read_documents read_statements text_of);

binmode STDOUT, ':encoding(UTF-8)';
my ($kind, $path, $verbose) = @ARGV;
die "usage: transcripts.pl mfa|wh FILE.jsonl [-v]\n" unless defined $path && $kind =~ /^(mfa|wh)$/;

# A marker of a question, and of any turn, at the beginning of a line or behind the end of a sentence.
my $reporter = qr/[（(]?(?:问|追问[一二]?|(?:会后，?)?有?记者(?:追?问及?)?|[^：:。，？\s]{0,16}记者)[ \x{3000}]*[：:]/;
my %question = (
    mfa => qr/^[\s\x{3000}]*(?:[一二三四]、)?$reporter/m,
    wh => qr/(?:(?<=[.!?)\]"\x{201D}\x{2019}\x{2026}\-\x{2014},])\s+|^\s*)Q[.:]?[ \xA0]+(?=[A-Z"\x{201C}(\[\d\-\x{2014}\x{2026}\x{2018}'*<])/m,
);
my $name = qr/(?:\p{Lu}[\p{L}.\x{2019}'-]*[ ]){0,5}(?:Ma?c)?\p{Lu}{2}[\p{L}.\x{2019}'-]*/;
my %turn = (
    mfa => qr/^[\s\x{3000}]*(?:[一二三四]、)?(?:$reporter|答[ \x{3000}]*[：:])/m,
    wh => qr/(?:^|(?<=\s))(?:Q[.:]?[ \xA0]|$name:\s)/m,
);
my $direction = qr/[(\[（](?:Laugh|Applause|Inaud|Cross|Off|Through|As inter|Begin|End|In |记者会|笑)[^)\]）]{0,80}[)\]）]/i;
my $month = qr/January|February|March|April|May|June|July|August|September|October|November|December/;
my @months = qw(January February March April May June July August September October November December);

my @documents = read_documents($path);
my @read = read_statements(map { text_of($_) } @documents);
my %count = map { $_ => 0 } qw(transcripts equal covered twice turns dated day named speaker);
for my $i (0 .. $#documents) {
    my ($text, $read) = (text_of($documents[$i]), $read[$i]);
    my @said = grep { !$_->{nested} } @{$read->{statements}};
    my $questions = () = $text =~ /$question{$kind}/g;
    my $asked = grep { $_->{act} eq 'ask' && !$_->{answers} } @said;
    my ($share, $double) = coverage($text, \@said);
    tally($i, 'transcripts', undef, $read->{kind} eq 'transcript', $read->{kind});
    tally($i, 'equal', undef, $questions == $asked, "$questions marked, $asked read");
    tally($i, 'covered', 'turns', $share >= 0.98, $share) if defined $share;
    $count{twice} += $double;
    my $day = stated_day($text);
    tally($i, 'day', 'dated', substr($read->{published}, 0, 10) eq $day, "$day stated, $read->{published} read") if $day;
    my $wrong = $kind eq 'mfa' ? wrong_announced($text, \@said) : wrong_labelled($text, \@said);
    tally($i, 'speaker', 'named', $wrong eq '', $wrong) if defined $wrong;
}
printf "documents %d\n", scalar @documents;
printf "read as transcripts %.1f %%\n", share_of('transcripts', scalar @documents);
printf "as many questions as markers %.1f %%\n", share_of('equal', scalar @documents);
printf "statements cover 98 %% of the turns %.1f %%\n", share_of('covered', $count{turns});
printf "characters in two statements %d\n", $count{twice};
printf "day found %.1f %% of %d pages that state it\n", share_of('day', $count{dated}), $count{dated};
printf "speaker found %.1f %% of %d pages that state one\n", share_of('speaker', $count{named}), $count{named};

sub share_of
{
    my ($what, $of) = @_;
    return 100 * $count{$what} / ($of || 1);
}

sub tally
{
    my ($i, $what, $of, $right, $detail) = @_;
    $count{$of}++ if defined $of;
    $count{$what}++ if $right;
    print join("\t", $what, $documents[$i]{link} // $documents[$i]{file} // $i, $detail), "\n" if $verbose && !$right;
}

# What stands above the first marker.
sub heading_of
{
    my ($text) = @_;
    return $text =~ /$turn{$kind}/ ? substr($text, 0, $-[0]) : substr($text, 0, 400);
}

# The day that the heading states, in ISO form, or ''.
sub stated_day
{
    my ($text) = @_;
    my ($title) = $text =~ /^\s*(.*)/;
    return sprintf '%04d-%02d-%02d', $1, $2, $3 if $title =~ /(\d{4})年(\d+)月(\d+)日/;
    return '' if $kind eq 'mfa';
    return sprintf '%04d-%02d-%02d', $3 < 100 ? 2000 + $3 : $3, $1, $2 if $title =~ m{\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)\b};
    return '' unless heading_of($text) =~ /\b($month)\s+(\d{1,2}),\s+(\d{4})\b/i;
    my ($name, $day, $year) = ($1, $2, $3);
    my ($index) = grep { lc $months[$_] eq lc $name } 0 .. 11;
    return sprintf '%04d-%02d-%02d', $year, $index + 1, $day;
}

# Which speakers of answers are not the one whom the first lines announce; undef where they announce nobody.
sub wrong_announced
{
    my ($text, $said) = @_;
    return undef unless substr($text, 0, 200) =~ /发言人(\p{Han}{2,3}?)(?=主持|就|答|发表|表示|宣布)/;
    my $announced = $1;
    my %wrong = map { ($_->{speaker} // '-') => 1 } grep { $_->{act} ne 'ask' && ($_->{speaker} // '') ne $announced } @$said;
    return join ' ', sort keys %wrong;
}

# Where labels name who speaks ("MR. QUILL:"), the words behind them are that one's, under the full name where the
# heading has it; undef where no label names anybody.
sub wrong_labelled
{
    my ($text, $said) = @_;
    my $heading = heading_of($text);
    my @labels;
    while ($text =~ /(?:^|(?<=\s))(Q[.:]?[ \xA0]|($name):\s)/mg) {
        push @labels, [$-[0], defined $2 ? $2 : ''];
    }
    my ($named, %wrong);
    for my $statement (grep { $_->{act} ne 'ask' } @$said) {
        my ($label) = grep { $_->[0] < $statement->{spans}[0][0] } reverse @labels;
        next unless $label && $label->[1] =~ /\b(?:MR|MS|MRS|DR|SECRETARY|AMBASSADOR|GENERAL)\b\.? .*?((?:Ma?c)?\p{Lu}[\p{Lu}'\x{2019}-]+)$/;
        my $family = $1;
        my $speaker = $statement->{speaker} // '-';
        $named = 1;
        my $full = $heading =~ /\b(?!Secretary|President|Director|Ambassador|General|Mr|Ms|Dr)[A-Z][a-z]+ (?:[A-Z]\. )?\Q$family\E\b/i;
        $wrong{"$label->[1] $speaker"} = 1 unless $speaker =~ ($full ? qr/\S \Q$family\E$/i : qr/\b\Q$family\E$/i);
    }
    return $named ? join(', ', sort keys %wrong) : undef;
}

# The share of the characters behind the first marker that statements hold (markers, directions and blanks aside), and
# the number of characters that two hold.
sub coverage
{
    my ($text, $said) = @_;
    my $wanted = $text;
    $wanted =~ s/$turn{$kind}/' ' x length $&/ge;
    $wanted =~ s/$direction/' ' x length $&/ge;
    $wanted =~ s/^[\s\x{3000}*]*\*{4,}\s*$/" " x length $&/gme;
    $wanted =~ s/\s-?END-?\s.{0,60}\z/' ' x length $&/se;
    return (undef, 0) unless $text =~ /$turn{$kind}/;
    my $begin = $-[0];
    my @held = (0) x length $text;
    for my $statement (@$said) {
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
