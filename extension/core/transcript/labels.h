/*
 * labels.h: the labels by which transcripts say who speaks.
 */
#ifndef ONRECORD_CORE_TRANSCRIPT_LABELS_H
#define ONRECORD_CORE_TRANSCRIPT_LABELS_H

#include "../lexicon/lexicon.h"
#include "../text/reader.h"

typedef enum OrLabelKind {
    OR_LABEL_QUESTION, /* "Q", "问", "Reuters reporter" */
    OR_LABEL_ANSWER,   /* "A", "答" */
    OR_LABEL_NAME      /* whoever is named */
} OrLabelKind;

typedef struct OrLabel {
    OrLabelKind kind;
    bool firm;      /* it is a label by its form alone; others must recur */
    bool titled;    /* a title or capitals with a colon: one who is introduced, and answers */
    bool announces; /* a verb of saying stands before its colon: "外交部发言人…宣布：" */
    OrRange name;   /* the label without colon and brackets */
    OrRange
        party; /* who asks or answers, where the label adds it: "Q (Reuters)", "答（鹿秋平）"; else empty */
    OrRange person; /* behind a word for reporters: who asks for that party; else empty */
    uint32_t end;   /* where the words begin */
} OrLabel;

/* The label that a line begins with. The reader stands at the line's first byte and moves to the words. */
bool or_read_label(OrReader *reader, OrLabel *label);

/* A whole line that is nothing but a name, as transcripts without colons have them. */
bool or_read_bare_label(const char *text, OrRange line, OrLabel *label);

/* A label inside a line, behind a sentence: only forms that prose does not have. */
bool or_read_inner_label(OrReader *reader, OrLabel *label);

/* Equal for equal labels. */
uint64_t or_fingerprint_label(const char *text, OrRange label);

/* The last sign of a line is a question mark, a closing bracket aside. */
bool or_ends_in_question(const char *text, OrRange range);

/* A sign that ends a sentence, or closes one: marks and brackets count. */
bool or_is_sentence_end(int32_t c);

/* The words of a kind at the reader, at their longest; their length, or 0. */
size_t or_measure_turn_words(const OrReader *reader, OrTurnWordsKind kind);

#endif
