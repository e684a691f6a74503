#!/usr/bin/perl
# compile_lexicon.pl: word lists in, static const C tables out.
#
#   perl compile_lexicon.pl CORE_FOLDER OUT.h OUT.c
#
# Reads CORE_FOLDER/lexicon/*.tsv (words of no particular language) and
# CORE_FOLDER/lexicon/LANGUAGE/*.tsv, checks them, and writes one table for each
# kind (file name) and language. README.md beside this script is the manual of
# the files; the shape of a table is in lexicon.h.
use strict;
use warnings;

use constant LONGEST_KEY => 255;         # bytes; lookups fold a key into a buffer of this size
use constant LONGEST_HEAD => 6;          # bytes; OR_LEXICON_LONGEST_HEAD
use constant HEAD_BITS => 4096;          # OR_LEXICON_HEAD_BITS
use constant MAX_POOL => 0xffffffff;

my ($core, $header_path, $source_path) = @ARGV;
die "usage: compile_lexicon.pl CORE_FOLDER OUT.h OUT.c\n" unless defined $source_path;

my $errors = 0;
my %enums = read_core_enums();
my @languages = map { m{([^/]+)/$} ? $1 : () } sort glob("$core/lexicon/*/");
my %kinds;    # kind => {columns, declaration, unique, rows => {language => [row ...]}}
my %pool;     # string => offset
my $pool_text = '';

read_file($_, 'any') for sort glob("$core/lexicon/*.tsv");
for my $language (@languages) {
    read_file($_, $language) for sort glob("$core/lexicon/$language/*.tsv");
}
exit 1 if $errors;
write_if_changed($header_path, header_text());
write_if_changed($source_path, source_text());

sub complain
{
    my ($path, $line, $message) = @_;
    print STDERR "$path:$line: error: $message\n";
    $errors++;
    return;
}

# Every `typedef enum Name { ... } Name;` of the core's headers, so that a
# column may name it: Name => {header, values => {label => constant}}.
sub read_core_enums
{
    my %found;
    for my $path (sort glob("$core/*/*.h")) {
        my $text = slurp($path);
        $text =~ s{/\*.*?\*/}{}gs;
        while ($text =~ /typedef\s+enum\s+\w+\s*\{([^}]*)\}\s*(\w+)\s*;/g) {
            my ($body, $name) = ($1, $2);
            my @constants = map { /^\s*(\w+)/ ? $1 : () } split /,/, $body;
            my $prefix = common_prefix(@constants);
            my %values = map { lc(substr($_, length $prefix)) => $_ } @constants;
            (my $include = $path) =~ s{^\Q$core\E/}{};
            $found{$name} = {header => $include, values => \%values};
        }
    }
    return %found;
}

# The longest prefix shared by all constants that ends in "_".
sub common_prefix
{
    my ($prefix, @others) = @_;
    for my $other (@others) {
        chop $prefix while substr($other, 0, length $prefix) ne $prefix;
    }
    $prefix =~ s/[^_]*$//;
    return $prefix;
}

sub slurp
{
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!\n";
    local $/;
    my $text = <$file>;
    return defined $text ? $text : '';
}

sub read_file
{
    my ($path, $language) = @_;
    my ($name) = $path =~ m{([^/]+)\.tsv$};
    return complain($path, 1, 'a file name is lower-case letters, digits and "_"') unless $name =~ /^[a-z][a-z0-9_]*$/;
    my ($number, $columns, %seen, %seen_keys) = (0);
    my $unique = 0;
    for my $line (split /\n/, slurp($path), -1) {
        $number++;
        if ($line =~ /^#columns:\s*(.*)$/) {
            return complain($path, $number, 'a second #columns line') if $columns;
            $columns = declare($path, $number, $name, $1) or return;
        } elsif ($line =~ /^#unique\s*$/) {
            $unique = 1;
        } elsif ($line =~ /^(#|$)/) {
            next;
        } elsif (!$columns) {
            return complain($path, $number, 'the #columns line must come before the first row');
        } else {
            if (exists $seen{$line}) {
                complain($path, $number, "the same row is in line $seen{$line} already");
                next;
            }
            $seen{$line} = $number;
            my $row = read_row($path, $number, $columns, $line) or next;
            my $key = $row->[0];
            if ($unique && exists $seen_keys{$key}) {
                complain($path, $number, "\"$key\" is in line $seen_keys{$key} already, and the file says #unique");
                next;
            }
            $seen_keys{$key} = $number;
            push @{$kinds{$name}{rows}{$language}}, $row;
        }
    }
    complain($path, 1, 'no #columns line') unless $columns;
    return;
}

# The columns of a kind from its #columns line, which is the same in every language.
sub declare
{
    my ($path, $number, $kind, $text) = @_;
    $text =~ s/\s+/ /g;
    $text =~ s/ $//;
    if (my $known = $kinds{$kind}) {
        return $known->{columns} if $known->{declaration} eq $text;
        complain($path, $number, "columns differ from those of another $kind.tsv: \"$known->{declaration}\"");
        return;
    }
    my @columns;
    for my $word (split / /, $text) {
        my ($name, $type) = $word =~ /^([a-z][a-z0-9_]*)(?::(.+))?$/;
        if (!defined $name) {
            complain($path, $number, "\"$word\" is not name or name:type");
            return;
        }
        my $column = column_type($kind, $name, defined $type ? $type : 'string');
        if (!$column) {
            complain($path, $number,
                "column type \"$type\" is none of string, folded, integer, boolean, {a,b}, set{a,b} and the core's enums");
            return;
        }
        push @columns, $column;
    }
    if (!@columns || !$columns[0]{is_string}) {
        complain($path, $number, 'the first column is the key: string or folded');
        return;
    }
    if (grep { $_->{folded} } @columns[1 .. $#columns]) {
        complain($path, $number, 'only the key, the first column, can be folded');
        return;
    }
    $kinds{$kind} = {columns => \@columns, declaration => $text, rows => {}};
    return \@columns;
}

sub column_type
{
    my ($kind, $name, $type) = @_;
    my $c_name = camel($kind) . camel($name);
    my $constant = uc("OR_${kind}_${name}_");
    return {name => $name, is_string => 1, c => 'OrLexiconString'} if $type eq 'string';
    return {name => $name, is_string => 1, c => 'OrLexiconString', folded => 1} if $type eq 'folded';
    return {name => $name, is_integer => 1, c => 'int32_t'} if $type eq 'integer';
    return {name => $name, values => {yes => 'true', no => 'false', '' => 'false'}, c => 'bool'} if $type eq 'boolean';
    if ($type =~ /^(set)?\{([a-z0-9_,]+)\}$/) {
        my ($is_set, @labels) = ($1, split /,/, $2);
        my %values = map { $_ => $constant . uc } @labels;
        return {name => $name, values => \%values, labels => \@labels, set => 1, c => 'uint32_t', constant => $constant}
            if $is_set;
        return {name => $name, values => \%values, labels => \@labels, c => "Or$c_name", constant => $constant};
    }
    return {name => $name, values => $enums{$type}{values}, c => $type, header => $enums{$type}{header}} if $enums{$type};
    return;
}

sub camel
{
    my ($name) = @_;
    return join '', map { ucfirst } split /_/, $name;
}

# One row as the C text of each cell but the key, which stays a string.
sub read_row
{
    my ($path, $number, $columns, $line) = @_;
    my @cells = split /\t/, $line, -1;
    if (@cells != @$columns) {
        complain($path, $number, sprintf('%d cells, but %d columns are declared', scalar @cells, scalar @$columns));
        return;
    }
    my $decoded = $line;
    if (!utf8::decode($decoded)) {
        complain($path, $number, 'not UTF-8');
        return;
    }
    if ($decoded =~ /[\x00-\x08\x0b-\x1f]/) {
        complain($path, $number, 'a control character (is the line end CR LF?)');
        return;
    }
    if ($decoded =~ /(^|\t) | (\t|$)/) {
        complain($path, $number, 'a cell begins or ends with a space');
        return;
    }
    my $key = $cells[0];
    return complain_key($path, $number, 'the key is empty') if $key eq '';
    return complain_key($path, $number, 'the key is over ' . LONGEST_KEY . ' bytes') if length $key > LONGEST_KEY;
    if ($columns->[0]{folded}) {
        my $folded = $key;
        utf8::decode($folded);
        my $is_folded = $folded eq simple_fold($folded);
        return complain_key($path, $number, "the key \"$key\" is not in lower case, but its column is folded")
            unless $is_folded;
    }
    my @row = ($key);
    for my $i (1 .. $#cells) {
        my $value = read_cell($columns->[$i], $cells[$i]);
        if (!defined $value) {
            my @labels = sort keys %{$columns->[$i]{values} || {}};
            complain($path, $number,
                "\"$cells[$i]\" is no value of column $columns->[$i]{name}"
                    . (@labels ? ': ' . join(', ', map { $_ eq '' ? 'empty' : $_ } @labels) : ', an integer'));
            return;
        }
        push @row, $value;
    }
    return \@row;
}

sub complain_key
{
    complain(@_);
    return;
}

# As or_lexicon_find folds: letter by letter, never one letter into two.
sub simple_fold
{
    my ($text) = @_;
    return join '', map { my $low = lc; length $low == 1 ? $low : $_ } split //, $text;
}

sub read_cell
{
    my ($column, $cell) = @_;
    return pooled($cell) if $column->{is_string};
    return $cell =~ /^-?\d{1,9}$/ ? $cell : undef if $column->{is_integer};
    if ($column->{set}) {
        my @constants = map { $column->{values}{$_} } split /,/, $cell;
        return if grep { !defined } @constants;
        return @constants ? join(' | ', @constants) : '0';
    }
    return $column->{values}{$cell};
}

# Where a string lies in the pool: equal strings are stored once.
sub pooled
{
    my ($text) = @_;
    return '{0, 0}' if $text eq '';
    if (!exists $pool{$text}) {
        $pool{$text} = length $pool_text;
        $pool_text .= $text;
        die "compile_lexicon.pl: the word lists are too long\n" if length $pool_text > MAX_POOL;
    }
    return "{$pool{$text}, " . length($text) . '}';
}

sub write_if_changed
{
    my ($path, $text) = @_;
    return if -e $path && slurp($path) eq $text;
    open my $file, '>:raw', "$path.new" or die "$path.new: $!\n";
    print $file $text;
    close $file or die "$path.new: $!\n";
    rename "$path.new", $path or die "$path: $!\n";
    return;
}

sub header_text
{
    my %headers = map { $_->{header} => 1 } grep { $_->{header} } map { @{$_->{columns}} } values %kinds;
    my $text = "/* Written by compile_lexicon.pl from the word lists; do not edit. */\n"
        . "#ifndef ONRECORD_LEXICON_TABLES_H\n#define ONRECORD_LEXICON_TABLES_H\n\n";
    $text .= "#include \"$_\"\n" for sort keys %headers;
    $text .= "\n/* ANY holds the words of no particular language; the others are the folders of word lists. */\n";
    $text .= "typedef enum OrLanguage {\n    OR_LANGUAGE_ANY,\n";
    $text .= '    OR_LANGUAGE_' . uc($_) . ",\n" for @languages;
    $text .= "    OR_LANGUAGE_COUNT\n} OrLanguage;\n\n";
    $text .= "/* ISO 639-1 code of a language: \"en\"; \"\" for ANY. */\n"
        . "extern const char or_language_codes[OR_LANGUAGE_COUNT][8];\n";
    $text .= kind_header($_, $kinds{$_}) for sort keys %kinds;
    return "$text\n#endif\n";
}

sub kind_header
{
    my ($kind, $info) = @_;
    my $name = 'Or' . camel($kind);
    my $text = "\n/* $kind.tsv */\n";
    for my $column (grep { $_->{labels} } @{$info->{columns}}) {
        my $bit = 0;
        my @constants = map { $column->{constant} . uc($_) . ($column->{set} ? sprintf(' = 0x%x', 1 << $bit++) : '') }
            @{$column->{labels}};
        $text .= $column->{set} ? 'enum {' : "typedef enum $column->{c} {";
        $text .= "\n    " . join(",\n    ", @constants) . "\n}" . ($column->{set} ? '' : " $column->{c}") . ";\n";
    }
    $text .= "typedef struct ${name}Row {\n";
    $text .= "    $_->{c} $_->{name};\n" for @{$info->{columns}};
    $text .= "} ${name}Row;\n\n";
    $text .= "typedef struct ${name}Match {\n    const ${name}Row *rows; /* neighbours, in the order of the file */\n"
        . "    uint32_t count;\n} ${name}Match;\n\n";
    $text .= "extern const OrLexiconTable or_${kind}_tables[OR_LANGUAGE_COUNT];\n\n";
    $text .= <<"END";
/* The rows whose key is `word`. */
static inline ${name}Match or_find_$kind(OrLanguage language, OrString word)
{
    OrLexiconMatch match = or_lexicon_find(&or_${kind}_tables[language], word);
    return (${name}Match){(const ${name}Row *) match.rows, match.count};
}

/* The rows of the longest key that `text` begins with; its bytes of `text` go to *length. */
static inline ${name}Match or_find_longest_$kind(OrLanguage language, OrString text, size_t *length)
{
    OrLexiconMatch match = or_lexicon_find_longest(&or_${kind}_tables[language], text, length);
    return (${name}Match){(const ${name}Row *) match.rows, match.count};
}

/* All rows, in the order of their keys' bytes. */
static inline ${name}Match or_all_$kind(OrLanguage language)
{
    const OrLexiconTable *table = &or_${kind}_tables[language];
    return (${name}Match){(const ${name}Row *) table->rows, table->count};
}
END
    return $text;
}

sub source_text
{
    my $tables = join '', map { kind_source($_, $kinds{$_}) } sort keys %kinds;    # fills the pool
    my $codes = join ', ', '""', map { "\"$_\"" } @languages;
    return "/* Written by compile_lexicon.pl from the word lists; do not edit. */\n"
        . "#include \"lexicon/lexicon.h\"\n\n"
        . "const char or_language_codes[OR_LANGUAGE_COUNT][8] = {$codes};\n\n"
        . "const char or_lexicon_pool[] =\n" . pool_literal() . ";\n" . $tables;
}

# The pool as C string literals; three-digit octal escapes end where they should.
sub pool_literal
{
    my @lines = unpack '(a64)*', $pool_text;
    @lines = ('') unless @lines;
    for (@lines) {
        s/([^ !#-\[\]-~])/sprintf '\\%03o', ord $1/ge;
        s/\?/\\?/g;
    }
    return join "\n", map { "    \"$_\"" } @lines;
}

sub kind_source
{
    my ($kind, $info) = @_;
    my $name = 'Or' . camel($kind);
    my ($text, @tables) = ("\n/* $kind.tsv */\n");
    for my $language ('any', @languages) {
        my $rows = $info->{rows}{$language};
        next unless $rows && @$rows;
        my $order = 0;
        my %order = map { $_ => $order++ } @$rows;
        my @sorted = sort { $a->[0] cmp $b->[0] || $order{$a} <=> $order{$b} } @$rows;
        my ($slots, $mask) = hash_index(\@sorted);
        my $longest = (sort { $a <=> $b } map { length $_->[0] } @sorted)[-1];
        my ($heads, $head_mask, $head_lengths, $head_bits) = head_index(\@sorted);
        $text .= "static const ${name}Row ${kind}_${language}_rows[] = {\n";
        $text .= '    {' . join(', ', pooled($_->[0]), @$_[1 .. $#$_]) . "},\n" for @sorted;
        $text .= "};\n\nstatic const uint32_t ${kind}_${language}_slots[] = {\n";
        $text .= '    ' . join(', ', @$_) . ",\n" for chunks(16, @$slots);
        $text .= "};\n\nstatic const OrLexiconHead ${kind}_${language}_heads[] = {\n";
        $text .= '    ' . join(', ', @$_) . ",\n" for chunks(8, @$heads);
        $text .= "};\n\n";
        $text .= "static const uint32_t ${kind}_${language}_head_bits[] = {\n";
        $text .= '    ' . join(', ', @$_) . ",\n" for chunks(16, @$head_bits);
        $text .= "};\n\n";
        my $table = "${kind}_$language";
        push @tables, sprintf "    [OR_LANGUAGE_%s] = {%s_rows, %s_slots, %d, 0x%x, sizeof(%sRow), %d, %s_heads, 0x%x, 0x%x, %s_head_bits, %s},\n",
            uc $language, $table, $table, scalar @sorted, $mask, $name, $longest, $table, $head_mask, $head_lengths, $table,
            $info->{columns}[0]{folded} ? 'true' : 'false';
    }
    return $text . "const OrLexiconTable or_${kind}_tables[OR_LANGUAGE_COUNT] = {\n" . join('', @tables) . "};\n";
}

sub chunks
{
    my ($size, @items) = @_;
    my @chunks;
    push @chunks, [splice @items, 0, $size] while @items;
    return @chunks;
}

# Open addressing over the distinct keys, at most half full: a slot is 0 or 1 + the first row of its key.
sub hash_index
{
    my ($sorted) = @_;
    my $distinct = grep { $_ == 0 || $sorted->[$_][0] ne $sorted->[$_ - 1][0] } 0 .. $#$sorted;
    my $size = 2;
    $size *= 2 while $size < 2 * $distinct;
    my @slots = (0) x $size;
    for my $i (0 .. $#$sorted) {
        next if $i > 0 && $sorted->[$i][0] eq $sorted->[$i - 1][0];
        my $slot = fnv1a($sorted->[$i][0]) & ($size - 1);
        $slot = ($slot + 1) & ($size - 1) while $slots[$slot];
        $slots[$slot] = $i + 1;
    }
    return (\@slots, $size - 1);
}

# The same over the heads of the keys (lexicon.h): a slot is {head, first row, rows}. With it go a bit for each
# length of a head, and words of bits for the hashes of three bytes of each.
sub head_index
{
    my ($sorted) = @_;
    my @heads = map { unpack 'Q<', substr($_->[0], 0, LONGEST_HEAD) . "\0" x 8 } @$sorted;
    my (%rows, $lengths);
    $rows{$_}++ for @heads;
    $lengths |= 1 << length substr $_->[0], 0, LONGEST_HEAD for @$sorted;
    my $size = 2;
    $size *= 2 while $size < 2 * keys %rows;
    my @slots = (undef) x $size;
    for my $i (0 .. $#heads) {
        next if $i > 0 && $heads[$i] == $heads[$i - 1];
        my $slot = hash_head($heads[$i]) & ($size - 1);
        $slot = ($slot + 1) & ($size - 1) while $slots[$slot];
        $slots[$slot] = sprintf '{UINT64_C(0x%x), %d, %d}', $heads[$i], $i, $rows{$heads[$i]};
    }
    my @bits = (0) x (HEAD_BITS / 32);
    for my $head (keys %rows) {
        my $bit = ((($head & 0xffffff) * 2654435761 & 0xffffffff) >> 16) % HEAD_BITS;
        $bits[$bit / 32] |= 1 << $bit % 32;
    }
    return ([map { $_ || '{0, 0, 0}' } @slots], $size - 1, $lengths, \@bits);
}

# The hash of a head: bits 40 to 63 of a product that wraps.
sub hash_head
{
    my ($head) = @_;
    use integer;
    return ($head * -7046029254386353131 >> 40) & 0xffffff;
}

# The hash of lexicon.c, over bytes.
sub fnv1a
{
    my ($key) = @_;
    my $hash = 2166136261;
    $hash = (($hash ^ $_) * 16777619) & 0xffffffff for unpack 'C*', $key;
    return $hash;
}
