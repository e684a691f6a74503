#!/usr/bin/perl
# statement_generator.pl: statements by the million, the same for the same seed.
#
#   perl statement_generator.pl COUNT [SEED]
#
# Writes one statement a line, as JSON. People, bodies and words are invented and chosen Zipf-like: the k-th is
# 1/k as frequent as the first. A person has one office; acts are skewed and follow the cue; contents have 20 to 60
# words. The random numbers are made here, so that no version of perl changes them.
use strict;
use warnings;

my ($count, $seed) = @ARGV;
die "usage: statement_generator.pl COUNT [SEED]\n" unless defined $count && $count =~ /^\d+$/;
my $state = defined $seed ? $seed : 20251121;

use constant {PEOPLE => 20_000, BODIES => 2_000, TOPICS => 3_000, WORDS => 20_000, FIRST_YEAR => 2019};

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

my @onsets = qw(b br ch d dr f g gr h j k kr l m n p pr qu r s sh sk st t tr v w z);
my @vowels = qw(a e i o u ai ea ou);
my @codas = ('', '', '', qw(l m n nd r rk s st t x));

sub word
{
    my ($syllables) = @_;
    return join '', map { $onsets[below(scalar @onsets)] . $vowels[below(scalar @vowels)] . $codas[below(scalar @codas)] }
        1 .. $syllables;
}

sub distinct_words
{
    my ($wanted, $syllables) = @_;
    my (%seen, @words);
    while (@words < $wanted) {
        my $word = word(1 + below($syllables));
        push @words, $word unless $seen{$word}++;
    }
    return @words;
}

# Frequent words are short, as in any language.
sub short_first
{
    my %place = map { $_ => length($_) + 9 * random() } @_;
    return sort { $place{$a} <=> $place{$b} || $a cmp $b } @_;
}

my @words = (qw(the of to and in will that for is on we with it our not), short_first(distinct_words(WORDS, 4)));
$words[30 + $_ * 40] = (qw(tariff ceasefire embargo treaty hegemony))[$_] for 0 .. 4;
my @titles = ('spokesperson', 'minister', 'director', 'secretary', 'chair', 'governor', 'envoy', 'analyst');
my @bodies = map { (('Ministry of ', 'Agency for ', 'Council of ', 'Bank of ')[below(4)]) . ucfirst word(3) } 1 .. BODIES;
my @topics = map { ucfirst word(3) } 1 .. TOPICS;
my @people = map { [ucfirst(word(2)) . ' ' . ucfirst(word(3)), $titles[zipf(scalar @titles)], $bodies[zipf(BODIES)]] } 1 .. PEOPLE;
my @cues = (['say', 'state'], ['tell', 'state'], ['add', 'state'], ['urge', 'urge'], ['warn', 'warn'], ['deny', 'deny'],
    ['criticize', 'criticize'], ['accuse', 'accuse'], ['pledge', 'pledge'], ['reject', 'reject'], ['praise', 'praise'],
    ['ask', 'ask'], ['protest', 'protest'], ['threaten', 'threaten'], ['apologize', 'apologize']);

sub speaker
{
    my $kind = random();
    if ($kind < 0.15) {
        return sprintf '"speaker": "%s", "speaker_kind": "body"', $bodies[zipf(BODIES)];
    }
    if ($kind < 0.2) {
        return sprintf '"speaker": "a senior official", "speaker_kind": "unnamed", "organisation": "%s"', $bodies[zipf(BODIES)];
    }
    return sprintf '"speaker": "%s", "speaker_kind": "person", "title": "%s", "organisation": "%s"', @{$people[zipf(PEOPLE)]};
}

sub said
{
    return sprintf '%04d-%02d-%02d', FIRST_YEAR + below(7), 1 + below(12), 1 + below(28);
}

sub statement
{
    my @content = map { $words[zipf(scalar @words)] } 1 .. 20 + below(41);
    my $content = ucfirst join ' ', @content;
    my $length = length $content;
    my $mode = (qw(indirect indirect mixed direct))[below(4)];
    my @parts = (speaker());

    push @parts, sprintf '"target": "%s"', $topics[zipf(TOPICS)] if random() < 0.3;
    push @parts, sprintf '"cue": "%s", "act": "%s"', @{$cues[zipf(scalar @cues)]};
    push @parts, sprintf '"mode": "%s", "said": "%s", "content": "%s"', $mode, said(), $content;
    if ($mode eq 'direct') {
        push @parts, "\"quoted\": [[0, $length]]";
    } elsif ($mode eq 'mixed') {
        my $begin = below($length - 12);
        push @parts, sprintf '"quoted": [[%d, %d]]', $begin, $begin + 1 + below($length - $begin);
    }
    my $start = below(6000);
    push @parts, sprintf '"spans": [[%d, %d]], "language": "en", "nested": %s, "confidence": %.3f', $start, $start + $length,
        (random() < 0.04 ? 'true' : 'false'), 0.5 + random() / 2;
    return '{' . join(', ', @parts) . "}\n";
}

print statement() for 1 .. $count;
