#!/usr/bin/perl
# The lexicon: what compile_lexicon.pl makes of word lists of its own, looked up
# from C, and what it says of lists that are wrong.
use strict;
use warnings;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $top = "@{[__FILE__ =~ m{^(.*)/} ? $1 : '.']}/../..";
my $core = "$top/extension/core";
my $cc = $ENV{CC} || 'cc';

# A core of its own: the real lexicon.c over the lists given as {path => text}.
sub make_core
{
    my (%files) = @_;
    my $folder = tempdir(CLEANUP => 1);
    make_path("$folder/base", "$folder/lexicon", "$folder/speech", "$folder/out");
    for my $shared ('base/range.h', 'base/host.h', 'lexicon/lexicon.h', 'lexicon/lexicon.c') {
        write_file("$folder/$shared", read_file("$core/$shared"));
    }
    write_file("$folder/speech/speech.h", "typedef enum OrAct { OR_ACT_STATE, OR_ACT_ASK, OR_ACT_PRAISE } OrAct;\n");
    for my $path (keys %files) {
        make_path("$folder/lexicon/$1") if $path =~ m{^(.*)/};
        write_file("$folder/lexicon/$path", $files{$path});
    }
    return $folder;
}

sub read_file
{
    my ($path) = @_;
    open my $file, '<', $path or die "$path: $!";
    local $/;
    return scalar <$file>;
}

sub write_file
{
    my ($path, $text) = @_;
    open my $file, '>', $path or die "$path: $!";
    print $file $text;
    close $file or die "$path: $!";
    return;
}

# Exit status and messages of the generator, the folder's name taken out.
sub compile
{
    my ($folder) = @_;
    my $output = `perl $core/lexicon/compile_lexicon.pl $folder $folder/out/lexicon_tables.h $folder/out/lexicon_tables.c 2>&1`;
    my $status = $? >> 8;
    $output =~ s/\Q$folder\E\/lexicon\///g;
    return ($status, $output);
}

sub refused
{
    my ($name, $text, $message) = @_;
    my ($status, $output) = compile(make_core('en/things.tsv' => $text));
    is($status, 1, "$name: the build stops");
    is($output, "en/things.tsv:$message\n", "$name: says where and why");
    return;
}

refused('a row twice', "#columns: word lemma\nsaid\tsay\nsaid\tsay\n",
    '3: error: the same row is in line 2 already');
refused('a key twice', "#columns: word lemma\n#unique\nsaid\tsay\nsaid\tsaid\n",
    '4: error: "said" is in line 3 already, and the file says #unique');
refused('too few cells', "#columns: word lemma\nsaid\n", '2: error: 1 cells, but 2 columns are declared');
refused('an unknown act', "#columns: word act:OrAct\nsaid\tmumble\n",
    '2: error: "mumble" is no value of column act: ask, praise, state');
refused('an unknown type', "#columns: word act:OrAkt\nsaid\tstate\n",
    '1: error: column type "OrAkt" is none of string, folded, integer, boolean, {a,b}, set{a,b} and the core\'s enums');
refused('a capital in a folded key', "#columns: word:folded\nSaid\n",
    '2: error: the key "Said" is not in lower case, but its column is folded');
refused('an empty key', "#columns: word lemma\n\tsay\n", '2: error: the key is empty');
refused('a blank too many', "#columns: word lemma\nsaid \tsay\n", '2: error: a cell begins or ends with a space');
refused('a line end of Windows', "#columns: word\nsaid\r\n",
    '2: error: a control character (is the line end CR LF?)');
refused('not UTF-8', "#columns: word\nsa\xefd\n", '2: error: not UTF-8');
refused('a row before the columns', "said\n#columns: word\n",
    '1: error: the #columns line must come before the first row');
refused('an integer that is none', "#columns: word rank:integer\nsaid\tten\n",
    '2: error: "ten" is no value of column rank, an integer');

my $folder = make_core(
    'en/things.tsv' => <<"END",
# comment
#columns: word:folded lemma act:OrAct rank:integer formal:boolean shape:{round,square} uses:set{noun,verb}
said\tsay\tstate\t1\tyes\tround\tverb
say\tsay\tstate\t2\tno\tsquare\tnoun,verb
say\tsay\task\t-3\t\tround\t
according to\t\tstate\t4\tno\tround\t
according\taccord\tstate\t5\tno\tround\tverb
éclair\téclair\tpraise\t6\tno\tround\tnoun
END
    'zh/things.tsv' => <<"END",
#columns: word:folded lemma act:OrAct rank:integer formal:boolean shape:{round,square} uses:set{noun,verb}
表示\t表示\tstate\t1\tyes\tround\tverb
表\t表\tstate\t1\tyes\tround\tnoun
END
    'names.tsv' => "#columns: name\nNATO\nNew\nNew York\nNew York Times\n");
my ($status, $output) = compile($folder);
is("$status$output", '0', 'good lists compile');
write_file("$folder/main.c", <<'END');
#include <stdio.h>
#include <string.h>
#include "lexicon/lexicon.h"

static OrString s(const char *t) { return (OrString){t, strlen(t)}; }

static void show(OrLanguage language, const char *word)
{
    OrThingsMatch match = or_find_things(language, s(word));
    printf("%s:", word);
    for (uint32_t i = 0; i < match.count; i++) {
        const OrThingsRow *row = &match.rows[i];
        OrString lemma = or_lexicon_string(row->lemma);
        printf(" %.*s,%d,%d,%d,%d,%u", (int) lemma.length, lemma.data ? lemma.data : "", row->act == OR_ACT_ASK,
               row->rank, row->formal, row->shape == OR_THINGS_SHAPE_SQUARE, row->uses);
    }
    printf("\n");
}

static void longest(OrLanguage language, const char *text)
{
    size_t length;
    OrThingsMatch match = or_find_longest_things(language, s(text), &length);
    printf("%s> %zu %u\n", text, length, match.count);
}

static void longest_name(const char *text)
{
    size_t length;
    OrNamesMatch match = or_find_longest_names(OR_LANGUAGE_ANY, s(text), &length);
    printf("%s> %zu %u\n", text, length, match.count);
}

int main(void)
{
    show(OR_LANGUAGE_EN, "said");
    show(OR_LANGUAGE_EN, "SAY");
    show(OR_LANGUAGE_EN, "According To");
    show(OR_LANGUAGE_EN, "ÉCLAIR");
    show(OR_LANGUAGE_EN, "sai");
    show(OR_LANGUAGE_EN, "");
    show(OR_LANGUAGE_EN, "said\xff");
    show(OR_LANGUAGE_EN, "表示");
    show(OR_LANGUAGE_ZH, "表示");
    show(OR_LANGUAGE_ANY, "said");
    longest(OR_LANGUAGE_EN, "ACCORDING to her");
    longest(OR_LANGUAGE_EN, "according tea");
    longest(OR_LANGUAGE_EN, "Éclairs");
    longest(OR_LANGUAGE_EN, "acc");
    longest(OR_LANGUAGE_ZH, "表示遗憾");
    longest(OR_LANGUAGE_ZH, "表明");
    longest(OR_LANGUAGE_ANY, "表明");
    longest_name("New York Tim");
    longest_name("New Yorkers");
    longest_name("New Yankee");
    longest_name("new york");
    printf("%s %s %u\n", or_language_codes[OR_LANGUAGE_EN], or_language_codes[OR_LANGUAGE_ZH],
           or_all_things(OR_LANGUAGE_EN).count);
    return 0;
}
END
my $flags = "-std=c11 -Wall -Wextra -Werror -I$folder -I$folder/out `pkg-config --cflags --libs icu-uc`";
my $built = system("$cc -o $folder/main $folder/main.c $folder/lexicon/lexicon.c $folder/out/lexicon_tables.c $flags");
is($built, 0, 'the tables compile without a warning');
is(`$folder/main`, <<"END", 'lookups find what the lists say');
said: say,0,1,1,0,2
SAY: say,0,2,0,1,3 say,1,-3,0,0,0
According To: ,0,4,0,0,0
ÉCLAIR: éclair,0,6,0,0,1
sai:
:
said\xff:
表示:
表示: 表示,0,1,1,0,2
said:
ACCORDING to her> 12 1
according tea> 9 1
Éclairs> 7 1
acc> 0 0
表示遗憾> 6 1
表明> 3 1
表明> 0 0
New York Tim> 8 1
New Yorkers> 8 1
New Yankee> 3 1
new york> 0 0
en zh 6
END
my @before = stat "$folder/out/lexicon_tables.h";
compile($folder);
is((stat "$folder/out/lexicon_tables.h")[1], $before[1], 'unchanged lists leave the tables alone');
done_testing();
