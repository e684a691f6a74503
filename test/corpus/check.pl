#!/usr/bin/perl
#
# check.pl: read the annotations of the test corpus and hold them against its texts.
#
#   check.pl            validate; fail if the generated files are not up to date
#   check.pl --write    validate and write gold.jsonl, articles.gold.jsonl and cases.tsv
#   check.pl --show     also print every statement, for reading them over
#
# Each text NAME.txt has its annotations beside it in NAME.gold; the form is described in README.md.
# Spans are never counted by hand: an annotation names the first and the last words of a content, and this
# script finds them. Only perl itself is needed, no modules.

use strict;
use warnings;
use utf8;

my @folders = qw(articles transcripts chinese);
my @fields  = qw(kind outlet headline byline dateline published language);
my %required_field = map { $_ => 1 } qw(kind language);
my @acts = qw(state decline_comment admit deny empathize pledge praise defend apologize urge demand oppose
    criticize accuse protest reject warn threaten ask believe intend);
my %is_act   = map { $_ => 1 } @acts;
my %is_kind  = map { $_ => 1 } qw(person body unnamed);
my %is_mode  = map { $_ => 1 } qw(direct mixed indirect);
my %is_class = map { $_ => 1 } qw(
    cue-before cue-after cue-inside according-to colon dash noun-cue passive aside unusual-cue no-cue
    pronoun role surname family-first particle initials honorific metonym body unnamed competing alias
    relay nested scare-quote single-quote multi-paragraph unclosed orphan continuation caption headline
    weekday month day-and-month relative-date year-end future carried-date no-date
    negation decline question apology reported-act turn remark);

my $mark    = qr/[“”"«»「」『』‘’']/;
my $opening = qr/[“"«「『‘']/;
my $closing = qr/[”"»」』’']/;

my $errors = 0;

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "cannot read $path: $!\n";
    local $/;
    my $bytes = <$file>;
    close $file;
    utf8::decode($bytes) or die "$path is not valid UTF-8\n";
    return $bytes;
}

sub complain {
    my ($where, $what) = @_;
    my $line = "$where: $what\n";
    utf8::encode($line);
    print STDERR $line;
    $errors++;
}

# A string of the annotations as a pattern over the text: any run of white space matches any other, since
# wire texts are wrapped in the middle of a sentence.
sub pattern_of {
    my ($words) = @_;
    my $pattern = join '\s+', map { quotemeta } split /\s+/, $words;
    return qr/$pattern/;
}

# The half-open range of one span line: "first words ~ last words", or the whole content. "#2" after the first
# words takes their second occurrence; words in angle brackets are looked for but are no part of the content.
sub locate {
    my ($where, $text, $line) = @_;
    my ($first, $last) = split /\s+~\s+/, $line, 2;
    my $wanted;
    $wanted = $1 if $first =~ s/\s+#(\d+)$//;
    my ($before, $after) = ('', '');
    $before = pattern_of($1) if $first =~ s/^<(.*?)>\s*//;
    $after  = pattern_of($1) if $first =~ s/\s*<(.*?)>$//;
    my $pattern = pattern_of($first);
    my @found;
    pos($$text) = 0;
    while ($$text =~ /$before\s*($pattern)\s*$after/g) {
        push @found, [ $-[1], $+[1] ];
        pos($$text) = $-[1] + 1;
    }
    if (!@found) {
        complain($where, "does not occur: $first");
        return;
    }
    if (!$wanted && @found > 1) {
        complain($where, "occurs " . @found . " times, say which: $first");
        return;
    }
    my $found = $found[ ($wanted || 1) - 1 ];
    if (!$found) {
        complain($where, "has only " . @found . " occurrences: $first");
        return;
    }
    return @$found if !defined $last;
    $after = '';
    $after = pattern_of($1) if $last =~ s/\s*<(.*?)>$//;
    my $end = pattern_of($last);
    pos($$text) = $found->[0];
    if ($$text !~ /($end)\s*$after/g) {
        complain($where, "does not occur after its beginning: $last");
        return;
    }
    return ($found->[0], $+[1]);
}

# Direct: nothing but quoted words; mixed: some; indirect: none. An annotation overrides it with mode=
# where quotation marks hold a title or the turn of a transcript has none.
sub mode_of {
    my (@content) = @_;
    my $direct = 1;
    for my $part (@content) {
        if ($part !~ /^$opening/) { $direct = 0; last; }
        my $inside = substr $part, 1;
        $inside =~ s/$closing[.,]?$//;
        my $first = substr $part, 0, 1;
        my $close = { '“' => '”', '"' => '"', '«' => '»', '「' => '」', '『' => '』' }->{$first} or next;
        $direct = 0 if index($inside, $close) >= 0;
    }
    return 'direct' if $direct;
    return (grep { /["“«「『]|(?:^|[\s(])[‘']/ } @content) ? 'mixed' : 'indirect';
}

sub valid_date {
    my ($date) = @_;
    return 'year' if $date =~ /^\d{4}$/;
    return ($1 >= 1 && $1 <= 12) ? 'month' : undef if $date =~ /^\d{4}-(\d\d)$/;
    return undef if $date !~ /^(\d{4})-(\d\d)-(\d\d)$/;
    my @days = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
    $days[2] = 29 if $1 % 4 == 0 && ($1 % 100 != 0 || $1 % 400 == 0);
    return undef if $2 < 1 || $2 > 12 || $3 < 1 || $3 > $days[$2];
    return 'day';
}

# Whether a name stands in the text; straight and curly apostrophes are one, case is not looked at.
sub named_in {
    my ($text, $name) = @_;
    my ($haystack, $needle) = (lc $$text, lc $name);
    s/’/'/g, s/\s+/ /g for $haystack, $needle;
    return index($haystack, $needle) >= 0;
}

sub json_string {
    my ($value) = @_;
    return 'null' if !defined $value;
    $value =~ s/(["\\])/\\$1/g;
    $value =~ s/\n/\\n/g;
    $value =~ s/\r/\\r/g;
    $value =~ s/\t/\\t/g;
    return "\"$value\"";
}

sub read_document {
    my ($folder, $name) = @_;
    my $doc  = "$folder/$name.txt";
    my $text = slurp($doc);
    my %document = (doc => $doc, text => \$text, statements => []);
    my (%speakers, $statement);
    my $number = 0;
    for my $line (split /\n/, slurp("$folder/$name.gold")) {
        $number++;
        my $where = "$folder/$name.gold:$number";
        next if $line =~ /^\s*(#|$)/;
        if ($line =~ /^\s+(.*\S)/) {
            if (!$statement) { complain($where, "a span before any statement"); next; }
            my ($begin, $end) = locate($where, \$text, $1);
            push @{ $statement->{spans} }, [ $begin, $end ] if defined $begin;
        } elsif ($line =~ /^(\w+):\s*(.*?)\s*$/) {
            my ($field, $value) = ($1, $2);
            complain($where, "unknown field $field") if !grep { $_ eq $field } @fields;
            next if $value eq '';
            complain($where, "does not stand in the text: $value")
                if $field =~ /^(outlet|headline|byline|dateline)$/ && !named_in(\$text, $value);
            complain($where, "no such time: $value")
                if $field eq 'published' && ($value !~ /^(\S+)( [0-2]\d:[0-5]\d)?$/ || !valid_date($1));
            complain($where, "no such kind: $value") if $field eq 'kind' && $value !~ /^(article|transcript)$/;
            $document{$field} = $value;
        } elsif ($line =~ /^speaker (\S+) = (.*?)\s*$/) {
            my ($key, @parts) = ($1, split /\s*\|\s*/, $2);
            complain($where, "no such kind of speaker") if !$is_kind{ $parts[1] // '' };
            complain($where, "a second speaker $key") if $speakers{$key};
            for my $part (@parts[ 0, 2 .. $#parts ]) {
                complain($where, "does not stand in the text: $part")
                    if $part ne '' && !named_in(\$text, $part);
            }
            $speakers{$key} = [ map { $_ eq '' ? undef : $_ } @parts ];
        } elsif ($line =~ /^(\S+) (\S+) (\S+)(.*)$/) {
            $statement = read_statement($where, \$text, \%speakers, $1, $2, $3, $4);
            push @{ $document{statements} }, $statement;
        } else {
            complain($where, "cannot be read: $line");
        }
    }
    for my $field (@fields) {
        complain("$folder/$name.gold", "has no $field") if $required_field{$field} && !$document{$field};
    }
    finish_statements(\%document);
    for my $key (sort keys %speakers) {
        complain("$folder/$name.gold", "speaker $key is never used")
            if !grep { $_->{key} eq $key } @{ $document{statements} };
    }
    return \%document;
}

sub read_statement {
    my ($where, $text, $speakers, $key, $cue, $act, $rest) = @_;
    my $speaker = $speakers->{$key};
    complain($where, "unknown speaker $key") if !$speaker;
    complain($where, "unknown act $act")     if !$is_act{$act};
    $cue =~ s/_/ /g;
    my %statement = (where => $where, key => $key, speaker => $speaker || [], act => $act, spans => [],
        cue => $cue eq '-' ? undef : $cue);
    my @classes = $rest =~ s/\s+::\s*(.*)$// ? split(/\s+/, $1) : ();
    for my $class (@classes) {
        complain($where, "unknown case class $class") if !$is_class{$class};
    }
    $statement{classes} = \@classes;
    while ($rest =~ /\G\s+(?:(\w+)="([^"]*)"|(\w+)=(\S+)|(\S+))/gc) {
        my ($option, $value) = defined $1 ? ($1, $2) : defined $3 ? ($3, $4) : ($5, 1);
        if ($option =~ /^\d{4}/) {
            ($option, $value) = ('date', $option);
            $statement{precision} = valid_date($value);
            complain($where, "no such date $value") if !$statement{precision};
        } elsif ($option =~ /^(target|to)$/) {
            complain($where, "does not stand in the text: $value") if !named_in($text, $value);
            complain($where, "a pronoun is no name: $value") if $value =~ /^(he|him|she|her|it|they|them|me|us)$/;
        } elsif ($option eq 'mode') {
            complain($where, "unknown mode $value") if !$is_mode{$value};
        } elsif ($option !~ /^(nested|optional|answers)$/) {
            complain($where, "unknown option $option");
        }
        $statement{$option} = $value;
    }
    return \%statement;
}

sub finish_statements {
    my ($document) = @_;
    my (%seen, $before);
    for my $statement (@{ $document->{statements} }) {
        my $where = $statement->{where};
        if (!@{ $statement->{spans} }) { complain($where, "has no span"); next; }
        my @content = map { substr ${ $document->{text} }, $_->[0], $_->[1] - $_->[0] } @{ $statement->{spans} };
        $statement->{content} = \@content;
        my $turn = $document->{kind} eq 'transcript' && !$statement->{nested};
        $statement->{mode} ||= $turn ? 'direct' : mode_of(@content);
        for my $part (@content) {
            complain($where, "blank at its edge: $part") if $part =~ /^\s|\s$/;
            complain($where, "starts with \"that\": $part") if $part =~ /^that (?:the|an?|it|he|she|they|there|his|her|its|their|we|no|all)\b/;
            complain($where, "ends in a comma: $part") if $part =~ /[,，]$/;
            complain($where, "ends in a full stop: $part")
                if !$turn && $part =~ /[^.]\.$|。$/ && $part !~ /\b[ap]\.m\.$/ && $statement->{mode} eq 'indirect';
        }
        my $end = -1;
        for my $span (@{ $statement->{spans} }) {
            complain($where, "spans overlap or are out of order") if $span->[0] < $end;
            $end = $span->[1];
        }
        my $id = join ' ', $statement->{key}, map { "$_->[0]-$_->[1]" } @{ $statement->{spans} };
        complain($where, "stands twice") if $seen{$id}++;
        complain($where, "comes before the statement above it")
            if $before && $statement->{spans}[0][0] < $before->{spans}[0][0];
        $before = $statement;
    }
    check_nesting($document->{statements});
}

# A statement is nested exactly when its words lie inside the content of another.
sub check_nesting {
    my ($statements) = @_;
    for my $inner (@$statements) {
        my $inside = 0;
        for my $outer (@$statements) {
            next if $outer == $inner;
            my ($in, $out) = ($inner->{spans}, $outer->{spans});
            next if !@$in || !@$out;
            $inside ||= $in->[0][0] >= $out->[0][0] && $in->[-1][1] <= $out->[-1][1]
                && !($in->[0][0] == $out->[0][0] && $in->[-1][1] == $out->[-1][1]);
        }
        complain($inner->{where}, 'lies inside another statement and is not marked nested') if $inside && !$inner->{nested};
        complain($inner->{where}, 'is marked nested and lies inside no other statement')    if !$inside && $inner->{nested};
    }
}

sub statement_line {
    my ($document, $statement) = @_;
    my ($name, $kind, $title, $organisation) = @{ $statement->{speaker} };
    my @pairs = (
        [ doc          => json_string($document->{doc}) ],
        [ speaker      => json_string($name) ],
        [ speaker_kind => json_string($kind) ],
        [ title        => json_string($title) ],
        [ organisation => json_string($organisation) ],
        [ cue          => json_string($statement->{cue}) ],
        [ act          => json_string($statement->{act}) ],
        [ mode         => json_string($statement->{mode}) ],
        [ date         => json_string($statement->{date}) ],
        [ precision    => json_string($statement->{precision}) ],
        [ target       => json_string($statement->{target}) ],
        [ addressee    => json_string($statement->{to}) ],
        [ nested       => $statement->{nested} ? 'true' : 'false' ],
        [ spans        => '[' . join(', ', map { "[$_->[0], $_->[1]]" } @{ $statement->{spans} }) . ']' ],
        [ content      => '[' . join(', ', map { json_string($_) } @{ $statement->{content} }) . ']' ],
        [ optional     => $statement->{optional} ? 'true' : 'false' ],
    );
    push @pairs, [ answers => $statement->{answers} ] if $statement->{answers};
    return '{' . join(', ', map { "\"$_->[0]\": $_->[1]" } @pairs) . "}\n";
}

sub article_line {
    my ($document) = @_;
    return '{' . join(', ', map { "\"$_\": " . json_string($document->{$_}) } 'doc', @fields) . "}\n";
}

sub show {
    my ($document) = @_;
    my $out = "=== $document->{doc}\n";
    my $ordinal = 0;
    for my $s (@{ $document->{statements} }) {
        $ordinal++;
        my ($name, $kind, $title, $organisation) = map { $_ // '-' } @{ $s->{speaker} }[ 0 .. 3 ];
        $out .= "$ordinal. $name ($kind; $title; $organisation) " . join(' ', map { $_ // '-' } @$s{qw(cue act mode date)});
        $out .= " target=$s->{target}"  if $s->{target};
        $out .= " to=$s->{to}"          if $s->{to};
        $out .= " answers=$s->{answers}" if $s->{answers};
        $out .= ' nested'               if $s->{nested};
        $out .= ' optional'             if $s->{optional};
        $out .= " [@{ $s->{classes} }]\n      " . join("\n    + ", @{ $s->{content} || [] }) . "\n";
    }
    return $out;
}

sub main {
    my ($option) = @_;
    $option //= '';
    die "usage: check.pl [--write | --show [NAME]]\n" if $option !~ /^(|--write|--show)$/;
    chdir $1 if $0 =~ m{^(.*)/};
    my %made = map { $_ => '' } qw(gold.jsonl articles.gold.jsonl cases.tsv);
    my ($documents, $statements, $optional) = (0, 0, 0);
    for my $folder (@folders) {
        my %names;
        m{^\Q$folder\E/(.*)\.(txt|gold)$} and $names{$1}{$2} = 1 for glob "$folder/*";
        for my $name (sort keys %names) {
            if (keys %{ $names{$name} } != 2) {
                complain("$folder/$name", "has no .txt or no .gold");
                next;
            }
            my $document = read_document($folder, $name);
            $documents++;
            $made{'articles.gold.jsonl'} .= article_line($document);
            my $ordinal = 0;
            for my $statement (@{ $document->{statements} }) {
                next if !$statement->{content};
                $ordinal++;
                $statements++;
                $optional++ if $statement->{optional};
                $made{'gold.jsonl'} .= statement_line($document, $statement);
                $made{'cases.tsv'} .= "$document->{doc}\t$ordinal\t$_\n" for @{ $statement->{classes} };
            }
            if ($option eq '--show' && (!@ARGV || $ARGV[0] eq $name)) {
                my $out = show($document);
                utf8::encode($out);
                print $out;
            }
        }
    }
    die "$errors errors\n" if $errors;
    for my $file (sort keys %made) {
        if ($option eq '--write') {
            open my $out, '>:raw', $file or die "cannot write $file: $!\n";
            my $bytes = $made{$file};
            utf8::encode($bytes);
            print $out $bytes;
            close $out or die "cannot write $file: $!\n";
        } elsif ($option eq '' && (!-e $file || slurp($file) ne $made{$file})) {
            die "$file is not up to date: run check.pl --write\n";
        }
    }
    print "$documents documents, $statements statements ($optional optional)\n";
    return 0;
}

exit main(shift @ARGV);
