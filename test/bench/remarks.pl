#!/usr/bin/perl
# remarks.pl: how well are the turns of ministry briefings read? Scores statements() against remarks.gold.tsv.
#
#   PGHOST=... test/bench/remarks.pl FILE.jsonl [-v]
#
# FILE.jsonl holds the pages, one a line: {"link", "title", "text"}; they are not part of the project. The gold holds no
# text, only places and names. Its forty pages are a seeded random draw of six hundred; they were annotated before the
# rules were tuned, and half of them, drawn too, were never looked at while tuning. Columns: page (the last part of its
# link), set (tuned, held), begin and end of the content in code points of title, empty line and text, speaker, act,
# target, the question answered, and flags: nested, optional (neither earns nor costs). How contents are bounded is told
# in ../corpus/README.md.
#
# A statement is found when its content shares half of what both hold; each is taken once, best overlap first. Prints
# for each set F1 of contents, F1 where the speaker is right too, the same for turns and for what is nested in them, and
# over the statements found the shares of right acts, targets, dates and questions answered. -v lists what differs.
use strict;
use utf8;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Statements qw(read_documents read_statements text_of);

binmode STDOUT, ':encoding(UTF-8)';
my ($path, $verbose) = @ARGV;
die "usage: remarks.pl FILE.jsonl [-v]\n" unless defined $path;
my %gold = read_gold("$FindBin::Bin/remarks.gold.tsv");
my @documents = grep { $gold{page_of($_)} } read_documents($path);
my @read = read_statements(map { text_of($_) } @documents);
my %score;
for my $i (0 .. $#documents) {
    score_page($gold{page_of($documents[$i])}, $read[$i]{statements}, text_of($documents[$i]), page_of($documents[$i]));
}
for my $set (sort keys %score) {
    my $s = $score{$set};
    printf "%s\n", $set;
    printf "  content F1              %5.1f   (%d right, %d predicted, %d gold)\n", f1($s, 'found', ''), map { $s->{$_} } qw(found predicted gold);
    printf "  content and speaker F1  %5.1f   turns %.1f, nested %.1f\n", f1($s, 'speaker', ''), f1($s, 'speaker', '_turn'), f1($s, 'speaker', '_nested');
    printf "  %-22s  %5.1f   (%d of %d)\n", $_, 100 * ($s->{$_} // 0) / ($s->{"with_$_"} || 1), $s->{$_} // 0, $s->{"with_$_"} // 0
        for qw(act act_of_answers target date answers);
}

sub page_of
{
    my ($document) = @_;
    return $document->{link} =~ m{([^/]+?)(?:\.\w+)?$} ? $1 : '';
}

sub read_gold
{
    my ($file) = @_;
    my %pages;
    open my $in, '<:encoding(UTF-8)', $file or die "$file: $!\n";
    while (<$in>) {
        chomp;
        next if /^#/;
        my ($page, $set, $begin, $end, $speaker, $act, $target, $date, $answers, $flags) = split /\t/, $_, -1;
        push @{$pages{$page}}, {set => $set, begin => $begin, end => $end, speaker => $speaker, act => $act,
            target => $target, date => $date, answers => $answers, nested => index($flags, "n") >= 0, optional => index($flags, "o") >= 0};
    }
    close $in;
    return %pages;
}

# Letters and digits alone: names are the same whatever marks are around them.
sub plain
{
    my $name = lc($_[0] // '');
    $name =~ s/\W+//g;
    return $name;
}

sub f1
{
    my ($s, $right, $kind) = @_;
    my $all = ($s->{"predicted$kind"} // 0) + ($s->{"gold$kind"} // 0);
    return $all ? 200 * ($s->{"$right$kind"} // 0) / $all : 0;
}

# The characters that a gold statement and a predicted one share, and those that one of them holds.
sub overlap
{
    my ($gold, $spans) = @_;
    my ($shared, $held) = (0, 0);
    for my $span (@$spans) {
        my $begin = $span->[0] > $gold->{begin} ? $span->[0] : $gold->{begin};
        my $end = $span->[1] < $gold->{end} ? $span->[1] : $gold->{end};
        $shared += $end - $begin if $end > $begin;
        $held += $span->[1] - $span->[0];
    }
    return $shared / ($held + $gold->{end} - $gold->{begin} - $shared || 1);
}

sub pair
{
    my ($gold, $predicted) = @_;
    my @pairs;
    for my $g (0 .. $#$gold) {
        for my $p (0 .. $#$predicted) {
            my $share = overlap($gold->[$g], $predicted->[$p]{spans});
            push @pairs, [$share, plain($gold->[$g]{speaker}) eq plain($predicted->[$p]{speaker}), $g, $p] if $share >= 0.5;
        }
    }
    my (%gold_taken, %taken);
    for (sort { $b->[0] <=> $a->[0] || $b->[1] <=> $a->[1] || $a->[2] <=> $b->[2] } @pairs) {
        my (undef, undef, $g, $p) = @$_;
        next if defined $gold_taken{$g} || $taken{$p};
        $gold_taken{$g} = $p;
        $taken{$p} = 1;
    }
    return \%gold_taken, \%taken;
}

sub score_page
{
    my ($gold, $predicted, $text, $page) = @_;
    my $s = $score{$gold->[0]{set}} //= {};
    my ($pairs, $taken) = pair($gold, $predicted);
    for my $p (@$predicted) {
        $s->{predicted}++;
        $s->{$p->{nested} ? 'predicted_nested' : 'predicted_turn'}++;
    }
    for my $g (0 .. $#$gold) {
        my $one = $gold->[$g];
        my $kind = $one->{nested} ? '_nested' : '_turn';
        my $match = defined $pairs->{$g} ? $predicted->[$pairs->{$g}] : undef;
        if ($one->{optional}) {
            $s->{predicted}--, $s->{$match->{nested} ? 'predicted_nested' : 'predicted_turn'}-- if $match;
            next;
        }
        $s->{gold}++, $s->{"gold$kind"}++;
        if (!$match) {
            show($page, 'missed', $one, undef, $text);
            next;
        }
        $s->{found}++;
        if (plain($one->{speaker}) eq plain($match->{speaker})) {
            $s->{speaker}++, $s->{"speaker$kind"}++;
        } else {
            show($page, 'speaker', $one, $match, $text);
        }
        compare($s, $page, $one, $match, $text);
    }
    for my $p (grep { !$taken->{$_} } 0 .. $#$predicted) {
        show($page, 'invented', undef, $predicted->[$p], $text);
    }
}

sub compare
{
    my ($s, $page, $one, $match, $text) = @_;
    for my $field (qw(act target date answers)) {
        next if $one->{$field} eq '';
        my $value = plain($match->{$field eq 'date' ? 'said' : $field});
        my $wanted = plain($one->{$field});
        my $right = $value eq $wanted ||
            ($field eq 'target' && $value ne '' && (index($value, $wanted) >= 0 || index($wanted, $value) >= 0));
        for my $name ($field, $field eq 'act' && $one->{act} ne 'ask' ? 'act_of_answers' : ()) {
            $s->{"with_$name"}++;
            $s->{$name}++ if $right;
        }
        show($page, $field, $one, $match, $text) unless $right;
    }
}

sub show
{
    my ($page, $what, $gold, $predicted, $text) = @_;
    return unless $verbose;
    my @spans = $predicted ? @{$predicted->{spans}} : [$gold->{begin}, $gold->{end}];
    my $wanted = $gold ? join ' ', map { $gold->{$_} } qw(speaker act target answers) : '-';
    my $got = $predicted ? join ' ', map { $predicted->{$_} // '' } qw(speaker act target answers) : '-';
    my $content = join ' … ', map { substr $text, $_->[0], $_->[1] - $_->[0] } @spans;
    my $held = $gold ? substr($text, $gold->{begin}, $gold->{end} - $gold->{begin}) : '';
    s/\s+/ /g for $content, $held;
    print "$page\t$what\t", ($gold // $predicted)->{nested} ? 'nested' : 'turn', "\t$wanted\t$got\t$content\t$held\n";
}
