#!/usr/bin/perl
# statement_generator.pl: statements by the million, the same for the same seed.
#
#   perl statement_generator.pl COUNT [SEED [FOLDER]]
#
# Writes one statement a line, as JSON. With a folder, writes a corpus of documents that hold so many statements, for
# COPY in its csv format with the quote \x01 and the delimiter \x02: FOLDER/documents (document_id, day, kind,
# language, outlet, headline, published, url, text, body, received, analysis) and FOLDER/statements (document_id, day,
# ordinal, statement). Every seventh document is a transcript, in which journalists ask; in every fifth report one
# speaker accuses another, who replies. People, bodies and words are invented and chosen Zipf-like: the k-th is
# 1/k as frequent as the first. A person has one office; acts are skewed and follow the cue; contents have 20 to 60
# words. The random numbers are made here, so that no version of perl changes them.
use strict;
use warnings;

my ($count, $seed, $folder) = @ARGV;
die "usage: statement_generator.pl COUNT [SEED [FOLDER]]\n" unless defined $count && $count =~ /^\d+$/;
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

sub day
{
    return sprintf '%04d-%02d-%02d', FIRST_YEAR + below(7), 1 + below(12), 1 + below(28);
}

sub content
{
    return ucfirst join ' ', map { $words[zipf(scalar @words)] } 1 .. 20 + below(41);
}

# A statement of some content; what the caller gives overrides what chance does.
sub statement
{
    my (%given) = @_;
    my $content = $given{content} // content();
    my $length = length $content;
    my $mode = (qw(indirect indirect mixed direct))[below(4)];
    my @parts = ($given{speaker} // speaker());

    my $target = random() < 0.3 ? $topics[zipf(TOPICS)] : undef;
    $target = $given{target} // $target;
    push @parts, sprintf '"target": "%s"', $target if defined $target;
    my @cue = @{$cues[zipf(scalar @cues)]};
    @cue = @{$given{cue}} if $given{cue};
    push @parts, sprintf '"cue": "%s", "act": "%s"', @cue;
    push @parts, sprintf '"mode": "%s", "said": "%s", "content": "%s"', $mode, $given{said} // day(), $content;
    if ($mode eq 'direct') {
        push @parts, "\"quoted\": [[0, $length]]";
    } elsif ($mode eq 'mixed') {
        my $begin = below($length - 12);
        push @parts, sprintf '"quoted": [[%d, %d]]', $begin, $begin + 1 + below($length - $begin);
    }
    my $start = $given{start} // below(6000);
    push @parts, sprintf '"spans": [[%d, %d]], "language": "en", "nested": %s', $start, $start + $length,
        (random() < 0.04 && !%given ? 'true' : 'false');
    push @parts, sprintf '"answers": %d', $given{answers} if $given{answers};
    push @parts, sprintf '"confidence": %.3f', 0.5 + random() / 2;
    return '{' . join(', ', @parts) . '}';
}

sub name_of
{
    return $_[0] =~ /"speaker": "(.*?)"/ ? $1 : die;
}

my @outlets; # made last, so that statements without documents are what they were

# What the statements of a document are told, besides their content and place.
sub roles
{
    my ($number) = @_;
    my $wanted = 4 + below(13);

    if ($number % 7 == 0) {
        my $host = speaker();
        return map {
            ({speaker => sprintf('"speaker": "%s", "speaker_kind": "unnamed"', $outlets[zipf(200)]), cue => ['ask', 'ask']},
             {speaker => $host, answers => $_})
        } 1 .. 1 + int($wanted / 2);
    }
    my @roles = map { {} } 1 .. $wanted;
    if ($number % 5 == 0) {
        my ($accuser, $accused) = (speaker(), speaker());
        $roles[1] = {speaker => $accuser, target => name_of($accused), cue => ['accuse', 'accuse']};
        $roles[2] = {speaker => $accused, cue => ['deny', 'deny']};
    }
    return @roles;
}

sub document
{
    my ($number, $statements, $documents) = @_;
    my $day = day();
    my $headline = ucfirst join ' ', map { $words[zipf(scalar @words)] } 1 .. 8;
    my $text = "$headline\n\n";
    my $ordinal = 0;

    for my $role (roles($number)) {
        my $content = content();
        my $speaker = $role->{speaker} // speaker();
        print $statements join("\x02", $number, $day, ++$ordinal, statement(%$role, speaker => $speaker,
            content => $content, start => length $text, said => $day)), "\n";
        $text .= "$content, " . name_of($speaker) . " said.\n\n";
    }
    # The body is csv: line feeds need quotes.
    print $documents join("\x02", $number, $day, $number % 7 == 0 ? 'transcript' : 'article', 'en', $outlets[zipf(200)],
        $headline, sprintf('%s %02d:%02d', $day, below(24), below(60)), "https://press.example/$number",
        map({ "\x01$_\x01" } $text, $text), "$day 23:59+00", 'generated'), "\n";
    return $ordinal;
}

if (!defined $folder) {
    print statement(), "\n" for 1 .. $count;
} else {
    open my $statements, '>', "$folder/statements" or die "$folder/statements: $!";
    open my $documents, '>', "$folder/documents" or die "$folder/documents: $!";
    @outlets = map { 'The ' . ucfirst(word(3)) . ' ' . (qw(Times Courier Post Herald))[below(4)] } 1 .. 200;
    my $number = 0;
    while ($count > 0) {
        $count -= document(++$number, $statements, $documents);
    }
    close $_ or die "$folder: $!" for $statements, $documents;
}
