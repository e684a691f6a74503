/*
 * features.h: what the attribution model sees of each token.
 *
 * A token is described by a fixed number of categorical features, each an index
 * into a table of vectors that the model learned; the model starts from their
 * sum. The word itself is a hash here, which the model's vocabulary turns into
 * an index.
 */
#ifndef ONRECORD_CORE_ATTRIBUTION_FEATURES_H
#define ONRECORD_CORE_ATTRIBUTION_FEATURES_H

#include "../text/document.h"

typedef enum OrFeature {
    OR_FEATURE_SUFFIX2, /* last 2, 3, 4 and first 3, 5 bytes of the folded word, hashed */
    OR_FEATURE_SUFFIX3,
    OR_FEATURE_SUFFIX4,
    OR_FEATURE_PREFIX3,
    OR_FEATURE_PREFIX5,
    OR_FEATURE_SHAPE, /* kind, capitals, white space before, first of its sentence */
    OR_FEATURE_QUOTE, /* where it stands in the outermost and innermost quotation */
    OR_FEATURE_PLACE, /* where it stands in its sentence and block, and how the block ends */
    OR_FEATURE_NAME,  /* how often the document has this word beside a verb of speech */
    OR_FEATURE_GAP,   /* distances to the nearest quotation marks before and behind */
    OR_FEATURE_COUNT
} OrFeature;

/* The first of them are a matter of the word's form alone. */
#define OR_FORM_FEATURE_COUNT OR_FEATURE_SHAPE

/* The number of values each feature can take, in the order of OrFeature. */
extern const uint32_t or_feature_sizes[OR_FEATURE_COUNT];

typedef struct OrTokenFeatures {
    uint32_t word; /* hash of the folded word */
    uint16_t values[OR_FEATURE_COUNT];
} OrTokenFeatures;

/* Fill in what the word's form alone gives: `word` and the first OR_FORM_FEATURE_COUNT values. */
void or_describe_form(OrString word, OrTokenFeatures *features);

/* How often each word of a document stands beside a verb of speech: who speaks in it. */
typedef struct OrSpeakingNames OrSpeakingNames;

OrSpeakingNames *or_count_speaking_names(OrHost *host, const OrDocument *document);

/*
 * Fill in the other values of the tokens [tokens.begin, tokens.end), whose
 * `word` is known: features[0] is that of the first.
 */
void or_describe_context(const OrDocument *document, const OrSpeakingNames *names, OrRange tokens,
                         OrTokenFeatures *features);

#endif
