#!/usr/bin/perl
#
# table.pl: how well predicted statements meet the gold ones, by case class.
#
#   table.pl PREDICTED.jsonl [--documents REGEX] [--misses CLASS]
#
# One predicted statement a line: {"doc", "spans": [[begin, end], ...], "speaker", "title", "organisation", "act",
# "mode", "date", "target"}; doc is relative to this folder, spans are code points of the document. A prediction
# meets a gold statement when intersection over union of their spans is at least a half; each is taken once, the
# best overlap first. Optional gold neither earns nor costs. Classes are those of cases.tsv, and for every statement
# its mode, its kind of speaker, its act and its folder. --misses prints the statements of a class that no
# prediction met or whose speaker is wrong. --documents takes only the documents whose path matches.

use strict;
use warnings;
use utf8;
use JSON::PP;

my $json = JSON::PP->new->utf8;

sub lines_of {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "cannot read $path: $!\n";
    my @lines = <$file>;
    close $file;
    return grep { /\S/ } @lines;
}

# Names are compared without case, articles, possessives and punctuation.
sub words_of {
    my ($name) = @_;
    $name = lc($name // '');
    $name =~ s/[’']s\b//g;
    $name =~ s/spokes(?:wo)?man\b/spokesperson/g;
    return grep { !/^(?:the|a|an|of|for)$/ } $name =~ /\w+/g;
}

sub same { return join(' ', words_of($_[0])) eq join(' ', words_of($_[1])) }

# One name's words contain the other's.
sub close_to {
    my %first  = map { $_ => 1 } words_of($_[0]);
    my %second = map { $_ => 1 } words_of($_[1]);
    return 0 if !%first != !%second;
    my $shared = grep { $second{$_} } keys %first;
    return $shared == keys %first || $shared == keys %second;
}

# Intersection over union of two lists of ranges; the ranges of one list do not overlap.
sub overlap {
    my ($first, $second) = @_;
    my ($shared, $total) = (0, 0);
    for my $span (@$first, @$second) { $total += $span->[1] - $span->[0] }
    for my $one (@$first) {
        for my $other (@$second) {
            my $begin = $one->[0] > $other->[0] ? $one->[0] : $other->[0];
            my $end   = $one->[1] < $other->[1] ? $one->[1] : $other->[1];
            $shared += $end - $begin if $end > $begin;
        }
    }
    return $total > $shared ? $shared / ($total - $shared) : 0;
}

# Pair gold with predicted statements of one document; returns the partner of each gold index and of each predicted.
sub pair {
    my ($gold, $predicted) = @_;
    my @pairs;
    for my $i (0 .. $#$gold) {
        for my $j (0 .. $#$predicted) {
            my $share = overlap($gold->[$i]{spans}, $predicted->[$j]{spans});
            my $right = same($gold->[$i]{speaker}, $predicted->[$j]{speaker}) ? 1 : 0;
            push @pairs, [ $share, $right, $i, $j ] if $share >= 0.5;
        }
    }
    my (%of_gold, %of_predicted);
    for my $pair (sort { $b->[0] <=> $a->[0] || $b->[1] <=> $a->[1] || $a->[2] <=> $b->[2] } @pairs) {
        my ($i, $j) = @$pair[ 2, 3 ];
        next if exists $of_gold{$i} || exists $of_predicted{$j};
        $of_gold{$i} = $j;
        $of_predicted{$j} = $i;
    }
    return (\%of_gold, \%of_predicted);
}

sub percent { return $_[1] ? sprintf('%5.1f', 100 * $_[0] / $_[1]) : '    -' }

sub main {
    my $path   = shift;
    my %option = @_ % 2 ? (usage => 1) : @_;
    my ($documents, $wanted) = delete @option{qw(--documents --misses)};
    die "usage: table.pl PREDICTED.jsonl [--documents REGEX] [--misses CLASS]\n" if !$path || %option;
    $documents //= '.';
    my (%gold, %predicted, %classes);
    push @{ $predicted{ $_->{doc} } }, $_ for map { $json->decode($_) } lines_of($path);
    chdir $1 if $0 =~ m{^(.*)/};
    push @{ $gold{ $_->{doc} } }, $_ for map { $json->decode($_) } lines_of('gold.jsonl');
    for (lines_of('cases.tsv')) {
        chomp;
        my ($doc, $ordinal, $class) = split /\t/;
        $classes{$doc}[ $ordinal - 1 ]{$class} = 1;
    }
    my (%count, $extra, @fields);
    $extra  = 0;
    @fields = qw(title organisation act mode date target);
    for my $doc (grep { /$documents/ } sort keys %gold) {
        my ($statements, $found) = ($gold{$doc}, $predicted{$doc} || []);
        my ($of_gold, $of_predicted) = pair($statements, $found);
        $extra += grep { !exists $of_predicted->{$_} } 0 .. $#$found;
        for my $i (0 .. $#$statements) {
            my $statement = $statements->[$i];
            next if $statement->{optional};
            my $match = exists $of_gold->{$i} ? $found->[ $of_gold->{$i} ] : undef;
            my $right = $match && same($statement->{speaker}, $match->{speaker});
            my @of = ('(all)', "folder " . ($doc =~ m{^(\w+)/} ? $1 : ''), "mode $statement->{mode}",
                "act $statement->{act}", "kind $statement->{speaker_kind}", keys %{ $classes{$doc}[$i] || {} });
            for my $class (@of) {
                $count{$class}{gold}++;
                $count{$class}{content}++ if $match;
                $count{$class}{speaker}++ if $right;
                for my $field (@fields) {
                    next if !$match || !defined $statement->{$field};
                    $count{$class}{"with $field"}++;
                    my $is = $field =~ /^(?:title|organisation|target)$/
                        ? close_to($statement->{$field}, $match->{$field})
                        : $statement->{$field} eq ($match->{$field} // '');
                    $count{$class}{$field}++ if $is;
                }
            }
            if (defined $wanted && !$right && grep { $_ eq $wanted } @of) {
                my $line = "$doc " . ($i + 1) . ": $statement->{speaker}: " . join(' + ', @{ $statement->{content} })
                    . ($match ? '  [found: ' . ($match->{speaker} // '-') . ']' : '  [not found]') . "\n";
                utf8::encode($line);
                print $line;
            }
        }
    }
    printf "%-22s %6s %8s %8s " . '%7s' x @fields . "\n", 'class', 'gold', 'content', 'speaker',
        map { substr $_, 0, 6 } @fields;
    for my $class (sort { $count{$b}{gold} <=> $count{$a}{gold} || $a cmp $b } keys %count) {
        my $row = $count{$class};
        printf "%-22s %6d %8s %8s " . '%7s' x @fields . "\n", $class, $row->{gold},
            percent($row->{content} // 0, $row->{gold}), percent($row->{speaker} // 0, $row->{gold}),
            map { percent($row->{$_} // 0, $row->{"with $_"} // 0) } @fields;
    }
    print "$extra predicted statements meet none\n";
    return 0;
}

exit main(@ARGV);
