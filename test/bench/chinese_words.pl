#!/usr/bin/perl
# chinese_words.pl: sentences with the ranges of their words, for chinese_words.c.
#
#   chinese_words.pl chinese_words.tsv < remarks.jsonl
#
# A row of the table is a document, the range of a sentence in its text and the ranges of its words, in code points; a
# document is named by the last part of its link. Documents that are not there are left out.
use strict;
use warnings;
use JSON::PP;

my ($table) = @ARGV or die "usage: chinese_words.pl chinese_words.tsv < remarks.jsonl\n";
my %text;
while (my $line = <STDIN>) {
    my $document = decode_json($line);
    my ($name) = ($document->{link} // '') =~ m{([^/]+)\.shtml$} or next;
    $text{$name} = $document->{text};
}
sub bytes { my ($string) = @_; utf8::encode($string); return $string }
open(my $rows, '<', $table) or die "$table: $!\n";
while (my $row = <$rows>) {
    next if $row =~ /^#/;
    chomp $row;
    my ($name, $sentence, $words) = split /\t/, $row;
    my $document = $text{$name} // next;
    my ($begin, $end) = split /-/, $sentence;
    my @ranges = map {
        join '-', map { length bytes(substr($document, $begin, $_ - $begin)) } split /-/
    } split / /, $words;
    print bytes(substr($document, $begin, $end - $begin)), "\t@ranges\n";
}
