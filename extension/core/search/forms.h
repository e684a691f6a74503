/*
 * forms.h: one form for the many ways of writing a word.
 */
#ifndef ONRECORD_CORE_SEARCH_FORMS_H
#define ONRECORD_CORE_SEARCH_FORMS_H

#include "search.h"

/* A word in a form that is compared. Longer ones are cut: hosts and dates are the longest. */
#define OR_FORM_BYTES 1024

typedef struct OrForm {
    size_t length;
    char bytes[OR_FORM_BYTES + 1]; /* NUL-terminated */
} OrForm;

/*
 * The folded form: lower case, no accents, ligatures and full-width forms
 * undone, apostrophes, soft hyphens and other invisible signs gone; where
 * `is_acronym`, dots, hyphens and spaces as well. With `keep_case`, case is kept.
 */
void or_fold_word(OrString word, bool is_acronym, bool keep_case, OrForm *form);

/* American spelling, in place; the form must be folded. */
void or_spell_american(OrForm *form);

/* The stem of a folded English word, in place: exceptions first, then the stemmer. */
void or_stem_word(OrForm *form);

/* The stemmer itself: Porter's second algorithm for English ("Porter2"). */
size_t or_stem_english(char *word, size_t length);

static inline OrString or_form_string(const OrForm *form)
{
    return (OrString){form->bytes, form->length};
}

#endif
