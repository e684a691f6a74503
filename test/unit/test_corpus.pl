#!/usr/bin/perl
# The test corpus: its annotations fit its texts, the files made from them are fresh, and check.pl sees what is wrong.
use strict;
use warnings;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $corpus = "@{[__FILE__ =~ m{^(.*)/} ? $1 : '.']}/../corpus";

my $said = `perl $corpus/check.pl 2>&1`;
is($?, 0, 'every annotation fits its text, and the gold files are fresh') or diag($said);
like($said, qr/^\d+ documents, \d+ statements/, 'it says how many there are');

my @table = `perl $corpus/table.pl $corpus/gold.jsonl`;
is($?, 0, 'the gold scored against itself');
like($table[1], qr/^\(all\) +\d+( +100\.0){8}$/, 'is right in every field');

# check.pl over one document of its own; returns what it says.
sub check
{
    my ($text, $gold) = @_;
    my $folder = tempdir(CLEANUP => 1);
    make_path(map { "$folder/$_" } qw(articles transcripts chinese));
    system('cp', "$corpus/check.pl", $folder);
    for (['txt', $text], ['gold', "kind: article\nlanguage: en\nspeaker a = Ann Lee | person\n\n$gold\n"]) {
        open my $file, '>', "$folder/articles/one.$_->[0]" or die $!;
        print $file $_->[1];
        close $file;
    }
    my $answer = `perl $folder/check.pl --write 2>&1`;
    return $? == 0 ? do { open my $made, '<', "$folder/gold.jsonl" or die $!; local $/; <$made> } : $answer;
}

my $text = qq{"We will stay," Ann Lee said on Friday. She said the roof leaked, and that she had said "no" twice.\n};
like(check($text, qq{a say state\n  "We will stay,"}), qr/"spans": \[\[0, 15\]\], "content": \["\\"We will stay,\\""\]/,
    'a content is found and counted in code points');
like(check($text, qq{a say state\n  the roof ~ twice}), qr/"mode": "mixed"/, 'first and last words name a content');
like(check($text, qq{a say state\n  the floor}), qr/one\.gold:6: does not occur: the floor/, 'one that does not occur');
like(check($text, qq{a say state\n  said}), qr/occurs 3 times, say which: said/, 'one that occurs more than once');
like(check($text, qq{a say shout\n  the roof leaked}), qr/unknown act shout/, 'an act that is none');
like(check($text, qq{b say state\n  the roof leaked}), qr/unknown speaker b/, 'a speaker nobody introduced');
like(check($text, qq{a say state 2026-02-29\n  the roof leaked}), qr/no such date 2026-02-29/, 'a day that is none');
like(check($text, qq{a say state target="Bo"\n  the roof leaked}), qr/does not stand in the text: Bo/, 'a target not named');
like(check($text, qq{a say state nested\n  the roof leaked}), qr/marked nested and lies inside no other/, 'nested in nothing');
like(check($text, qq{a say state\n  the roof leaked\na say state\n  "We will stay,"}), qr/comes before the statement above/,
    'statements out of order');
like(check($text, qq{a say state\n  "We will stay," ~ said #9}), qr/does not occur after/, 'an end that never comes');

done_testing();
