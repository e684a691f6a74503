#!/usr/bin/perl
# documents.pl: press reports by the hundred thousand, the same for the same seed.
#
#   perl documents.pl COUNT [SEED]
#
# Writes rows for COPY inbox (payload, url, outlet, published). A report has 150 to 1,500 words, 600 on average,
# in paragraphs, under a headline and a dateline, and a statement in about every third sentence. Words and names are
# invented and chosen Zipf-like: the k-th is 1/k as frequent as the first, so that wording repeats about as much as it
# does in newspapers. Every outlet ends its reports in the same two lines. One report in twelve is a light edit of one
# of the last 500, in another outlet; one in fifty comes again as it was; one in fifty is a revision at the same url.
# The random numbers are made here, so that no version of perl changes them.
use strict;
use warnings;

my ($count, $seed) = @ARGV;
die "usage: documents.pl COUNT [SEED]\n" unless defined $count && $count =~ /^\d+$/;
my $state = defined $seed ? $seed : 20251121;

use constant {NOUNS => 3_000, VERBS => 600, ADJECTIVES => 1_500, PEOPLE => 20_000, BODIES => 1_500, PLACES => 800, OUTLETS => 60};

# Numerical Recipes' generator of 32 bits; the high ones are the good ones.
sub random
{
    $state = ($state * 1664525 + 1013904223) & 0xffffffff;
    return $state / 4294967296;
}

sub below
{
    my ($limit) = @_;
    return int(random() * $limit);
}

# A number from 0, k having about the weight 1 / (k + 1).
sub zipf
{
    my ($limit) = @_;
    my $k = int(exp(random() * log($limit + 1))) - 1;
    return $k < $limit ? $k : $limit - 1;
}

sub one
{
    my ($list) = @_;
    return $list->[zipf(scalar @$list)];
}

my @onsets = qw(b br ch d dr f g gr h j k kr l m n p pr qu r s sh sk st t tr v w z);
my @vowels = qw(a e i o u ai ea ou);
my @codas = ('', '', '', qw(l m n nd r rk s st t x));
my %seen;

sub word
{
    my ($syllables) = @_;
    return join '', map { $onsets[below(scalar @onsets)] . $vowels[below(scalar @vowels)] . $codas[below(scalar @codas)] }
        1 .. $syllables;
}

sub new_word
{
    my ($syllables) = @_;
    my $word;
    do { $word = word($syllables) } while $seen{$word}++;
    return $word;
}

my @nouns = (qw(ferry harbour bridge contract report border treaty budget school mine dam ship protest committee election
        tariff satellite fishery railway hospital strike fare vote talks ceasefire), map { new_word(2 + below(2)) } 1 .. NOUNS);
my @verbs = (qw(sold opened signed rejected repaired delayed inspected promised closed planned built moved cut raised),
    map { new_word(2) . 'ed' } 1 .. VERBS);
my @adjectives = (qw(new old large small early late public private northern southern), map { new_word(2) . 'al' } 1 .. ADJECTIVES);
my @places = map { ucfirst new_word(2 + below(2)) } 1 .. PLACES;
my @bodies = map { (('Ministry of ', 'Agency for ', 'Council of ', 'Bank of ', 'Union of ')[below(5)]) . ucfirst one(\@nouns) } 1 .. BODIES;
my @titles = qw(minister spokeswoman spokesman director mayor chairwoman ambassador prosecutor governor);
my @people = map { [ucfirst(word(2)) . ' ' . ucfirst(word(3)), one(\@titles), $bodies[zipf(BODIES)]] } 1 .. PEOPLE;
my @outlets = map { (('The ', '', 'The ')[below(3)]) . ucfirst(word(2)) . ' ' . (qw(Courier Gazette Herald Post Wire Journal))[below(6)] }
    1 .. OUTLETS;
my @cues = qw(said said said said told added warned announced denied urged stressed promised);

sub thing
{
    return (random() < 0.4 ? one(\@adjectives) . ' ' : '') . one(\@nouns);
}

sub clause
{
    my @forms = (
        sub { sprintf 'the %s will not be %s before the %s', thing(), one(\@verbs), thing() },
        sub { sprintf 'the %s has %s the %s of %s', thing(), one(\@verbs), thing(), one(\@places) },
        sub { sprintf 'there are %d reasons for the %s and none for the %s', 2 + below(90), thing(), thing() },
        sub { sprintf 'nobody %s a %s in %s since the %s of %d', one(\@verbs), thing(), one(\@places), thing(), 1950 + below(76) },
        sub { sprintf 'both the %s and the %s were %s by the %s', thing(), thing(), one(\@verbs), thing() },
    );
    return $forms[below(scalar @forms)]->();
}

sub sentence
{
    my ($people) = @_;
    my $who = $people->[zipf(scalar @$people)];
    my $kind = random();
    my $cue = $cues[below(scalar @cues)];
    return sprintf '"%s," said %s, the %s of the %s.', ucfirst clause(), @$who if $kind < 0.1;
    return sprintf '"%s," %s said. "%s."', ucfirst clause(), (split / /, $who->[0])[-1], ucfirst clause() if $kind < 0.17;
    return sprintf 'The %s %s that %s.', $who->[2], $cue eq 'told' ? 'said' : $cue, clause() if $kind < 0.26;
    return sprintf '%s, %s said on Monday, as %s.', ucfirst clause(), $who->[0], clause() if $kind < 0.33;
    return sprintf 'In %s, %s, while %s.', one(\@places), clause(), clause() if $kind < 0.6;
    return sprintf '%s, and %s.', ucfirst clause(), clause();
}

sub report
{
    my $words = 150 + int(1350 * random() ** 2);
    my @present = map { one(\@people) } 1 .. 2 + below(4);
    my $headline = ucfirst(thing()) . ' ' . one(\@verbs) . ' in ' . one(\@places) . ' as ' . thing() . ' waits';
    my $text = uc(one(\@places)) . ' - ';
    my ($length, $in_paragraph) = (0, 0);
    while ($length < $words) {
        my $sentence = sentence(\@present);
        $length += ($sentence =~ tr/ //) + 1;
        my $break = ++$in_paragraph > 1 + below(4);
        $text .= $sentence . ($break ? '\n\n' : ' ');
        $in_paragraph = 0 if $break;
    }
    return [$headline, $text];
}

# Some sentences of another report, with a line of one's own.
sub edited
{
    my ($other) = @_;
    my @paragraphs = split /\\n\\n/, $other->[1];
    splice @paragraphs, 1 + below(scalar @paragraphs), 0, sentence([one(\@people)]);
    pop @paragraphs if @paragraphs > 6;
    return [ucfirst(thing()) . ' ' . one(\@verbs), join('\n\n', @paragraphs) . '\n\n'];
}

my @recent;
for my $n (1 .. $count) {
    my $url = "https://news.example/$n";
    my $outlet = one(\@outlets);
    my $fate = random();
    my $old = @recent > 100 ? $recent[below(scalar @recent)] : undef;
    my $report = $old && $fate < 0.02 ? $old->{report} : $old && $fate < 0.12 ? edited($old->{report}) : report();
    ($url, $outlet) = ($old->{url}, $old->{outlet}) if $old && $fate < 0.04;
    push @recent, {report => $report, url => $url, outlet => $outlet};
    shift @recent if @recent > 500;
    printf "%s\\n\\n%sYou are reading %s free of charge. Subscribe to our morning letter to hear of it first.\\n\t%s\t%s\t%s\n",
        $report->[0], $report->[1] =~ /\\n$/ ? $report->[1] : $report->[1] . '\n\n', $outlet, $url, $outlet,
        sprintf('2020-%02d-%02d %02d:00', 1 + int($n * 12 / ($count + 1)), 1 + $n % 28, $n % 24);
}
