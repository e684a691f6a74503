/*
 * reading.h: what the stages of statement reading share about one document.
 *
 *   words -> names -> entities -> sources -> speakers, dates, acts, targets
 *
 * A word is a token and what the lexicon knows of it. A name is a run of tokens
 * that names somebody or something; an entity is what several names stand for.
 * All arrays belong to the host. Nothing here is seen outside core/statement.
 */
#ifndef ONRECORD_CORE_STATEMENT_READING_H
#define ONRECORD_CORE_STATEMENT_READING_H

#include "../attribution/attribution.h"
#include "../lexicon/lexicon.h"
#include "../text/document.h"
#include "statement.h"

#define OR_NO_INDEX UINT32_MAX
#define OR_LONGEST_LEMMA 48

/* What a token is, one bit a class of vocabulary.tsv, and seven that other lists and the place in the text
 * tell. */
#define OR_WORD(class) ((uint64_t) 1 << OR_VOCABULARY_CLASS_##class)
#define OR_WORD_PARTICLE_NAME ((uint64_t) 1 << 57) /* "al-Masri": a name that opens in lower case */
#define OR_WORD_FAMILY ((uint64_t) 1 << 58)        /* a family name that is a word for a role or body too */
#define OR_WORD_CALENDAR ((uint64_t) 1 << 59)      /* a month */
#define OR_WORD_GIVEN ((uint64_t) 1 << 60)         /* a given name */
#define OR_WORD_FAMILY_FIRST ((uint64_t) 1 << 61)  /* a family name that comes first */
#define OR_WORD_QUOTED ((uint64_t) 1 << 62)        /* inside quotation marks */
#define OR_WORD_OPENS                                                                                        \
    ((uint64_t) 1 << 63) /* first word of its sentence or quotation: its capital says nothing */

typedef struct OrWord {
    uint64_t classes;
    uint16_t row;         /* first row of or_all_vocabulary with this word */
    uint8_t row_count;    /* 0: not in the vocabulary */
    uint8_t state_tokens; /* how many tokens the state name that starts here covers; 0: none does */
    uint16_t state_row;   /* row of or_all_state_names */
    uint8_t gender;       /* OrPersonNamesGender of a given name */
} OrWord;

typedef enum OrGender { OR_GENDER_UNKNOWN, OR_GENDER_MALE, OR_GENDER_FEMALE } OrGender;

typedef enum OrEntityKind {
    OR_ENTITY_UNKNOWN, /* a single name that nothing explains */
    OR_ENTITY_PERSON,
    OR_ENTITY_BODY,
    OR_ENTITY_STATE /* a state, its capital or its people, by this very name */
} OrEntityKind;

/* How an office came to its organisation; the sentences that tell a person are in evidence.c. */
typedef enum OrOwnerRule {
    OR_OWNER_BESIDE,  /* it stands beside the title or name */
    OR_OWNER_KIND,    /* "the company's": the company named before */
    OR_OWNER_PRONOUN, /* "its": what the sentences before are about */
    OR_OWNER_TOPIC,   /* nothing says whose: what the sentences before are about */
    OR_OWNER_BEFORE   /* nothing says whose: of whom the last speaker of this role was */
} OrOwnerRule;

/* What is known of somebody's office; ranges are bytes, empty where nothing is known. */
typedef struct OrOffice {
    OrRange title;
    OrRange organisation;
    uint32_t organisation_entity; /* instead of a range: "its spokesman"; OR_NO_INDEX: none */
    uint32_t role;                /* token of the role word; OR_NO_INDEX: none */
    int16_t state_row;            /* the state named before the role, a row of or_all_state_names; -1: none */
    OrOwnerRule owner_rule;
} OrOffice;

typedef struct OrEntity {
    OrRange name; /* tokens of the fullest name, a state's possessive before it included */
    OrEntityKind kind;
    OrGender gender;
    OrOffice office;
    uint32_t first_name;   /* indexes into OrReading.names: the first */
    uint32_t last_name;    /* and the last that name it */
    uint32_t name_count;   /* how often it is named */
    int16_t state_row;     /* the state it belongs to, a row of or_all_state_names; -1: not known */
    int32_t points;        /* for a person, below 0 for a body, while nothing settles the kind */
    int32_t gender_points; /* for a woman, below 0 for a man */
    uint32_t inside_count; /* how often it stands behind "in" */
    bool place;            /* it never stands elsewhere */
    bool plural;
} OrEntity;

/* One naming of an entity in the text. */
typedef struct OrName {
    OrRange tokens; /* the name alone: no title, no possessive after it */
    uint32_t entity;
    bool subject; /* a verb follows: it is what the clause speaks of */
    bool quoted;
} OrName;

typedef struct OrAlias {
    uint32_t hash;
    uint32_t entity;
    uint32_t next; /* alias of the same slot, older; OR_NO_INDEX ends */
    OrString key;
} OrAlias;

/*
 * What the lists of verbs, acts and dates say of a word, looked up once while
 * it stays in the cache: most words of a text are the same few hundred.
 */
typedef struct OrWordFacts {
    OrString word;         /* in the text; data == NULL: empty */
    OrString lemma;        /* in the lexicon or in `buffer` */
    const OrCuesRow *cue;  /* the word alone as a cue; NULL: none */
    OrActPhrasesMatch act; /* the word alone as a phrase of an act */
    bool cue_goes_on;      /* longer cues begin with it */
    bool act_goes_on;      /* longer phrases begin with it */
    bool may_begin_date;
    char buffer[OR_LONGEST_LEMMA];
} OrWordFacts;

typedef struct OrReading {
    OrHost *host;
    const OrDocument *document;
    OrLanguage language;
    OrDate published;  /* precision NONE: not known */
    OrWord *words;     /* one a token */
    uint32_t *name_at; /* for each token 1 + the name it lies in, or 0 */
    OrName *names;     /* in text order */
    uint32_t name_count;
    uint32_t name_capacity;
    OrEntity *entities;
    uint32_t entity_count;
    uint32_t entity_capacity;
    OrAlias *aliases;
    uint32_t alias_count;
    uint32_t alias_capacity;
    uint32_t *alias_slots;
    uint32_t alias_mask;
    int16_t home_state; /* the state named most, for ministries that say not whose they are; -1: none */
    struct OrOccasion *occasions;
    uint32_t occasion_count;
    uint32_t occasion_capacity;
    OrWordFacts *facts; /* OR_FACTS_COUNT of them, by hash */
    uint8_t *openers;   /* bits by hash: words that begin a longer key of a list */
    uint8_t *capitals;  /* a set of words (bits by hash) that have a capital where none is due */
} OrReading;

/* words.c */
void or_read_words(OrReading *reading);
bool or_word_is(const OrReading *reading, uint32_t token, uint64_t classes);
/* The vocabulary row of a class for a token, NULL where it has none. */
const OrVocabularyRow *or_word_row(const OrReading *reading, uint32_t token, OrVocabularyClass class);
bool or_word_equals(const OrReading *reading, uint32_t token, const char *lower_case);
bool or_is_capital(const OrReading *reading, uint32_t token);
/* ",", "(" ...: a punctuation token of one ASCII sign. */
bool or_is_sign(const OrReading *reading, uint32_t token, char sign);
/* The state named at a token, NULL where none is. */
const OrStateNamesRow *or_state_at(const OrReading *reading, uint32_t token);

/* Whether the word of a token is written with a capital inside a sentence somewhere. */
bool or_is_known_capital(const OrReading *reading, uint32_t token);

/* lemma.c */
#define OR_FACTS_COUNT 512
void or_prepare_facts(OrReading *reading);
const OrWordFacts *or_facts(const OrReading *reading, uint32_t token);
/* The lemma of a verb form that `known` holds, else the best guess; at most `room` bytes go to `buffer`. */
OrString or_verb_lemma(OrLanguage language, OrString word, char *buffer, size_t room);
/* The cue that begins at a token, by lemma and perhaps words behind it; *length its tokens. NULL: none. */
const OrCuesRow *or_cue_at(const OrReading *reading, uint32_t token, uint32_t end, uint32_t *length);
/* Whether a verb form is a past participle by its ending or the list of irregular forms. */
bool or_ends_in_participle(const OrReading *reading, uint32_t token);
bool or_is_verb_form(const OrReading *reading, uint32_t token);

/* names.c */
void or_read_names(OrReading *reading);

/* name_chunks.c */
extern const uint64_t OR_NEVER_IN_NAMES;
bool or_is_name_word(const OrReading *reading, uint32_t token, OrRange sentence);
/* A word with a capital by its place alone, as far as the lexicon and the rest of the text tell. */
bool or_is_plain_opening(const OrReading *reading, uint32_t token, OrRange sentence);
uint32_t or_chunk_end(const OrReading *reading, uint32_t begin, OrRange sentence);
/* "Ana Baker": a word for a role that is here the name itself. */
bool or_is_family_name(const OrReading *reading, uint32_t token, OrRange chunk);
/* "the Harbour Workers' Guild": where a name begins that many own; `begin` where it is not like that. */
uint32_t or_with_owners(const OrReading *reading, uint32_t begin, OrRange sentence);
/* "US-based", "China-linked" */
bool or_is_state_compound(const OrReading *reading, uint32_t token);
/* Note that the tokens name the entity; the index of the name. Names are added in text order. */
uint32_t or_add_name(OrReading *reading, OrRange tokens, uint32_t entity);

/* entities.c */
/* `gender`: what is known of it here; nobody of the other is meant. */
uint32_t or_entity_of_name(OrReading *reading, OrRange tokens, OrEntityKind kind, OrGender gender);
/* A new entity that no key leads to yet. */
uint32_t or_append_entity(OrReading *reading, OrRange tokens, OrEntityKind kind);
void or_add_alias(OrReading *reading, OrString key, uint32_t entity);
uint32_t or_find_alias(const OrReading *reading, OrString key, OrEntityKind kind);
uint32_t or_find_body_before(const OrReading *reading, OrString key, uint32_t token);
void or_learn_gender(OrReading *reading, uint32_t entity, int gender);
/* `beside`: the office stands beside the one known, as in "Rep. Ana Li, a spokeswoman for Acme". */
void or_learn_office(OrReading *reading, uint32_t entity, OrOffice office, bool beside);

/* kinds.c: kinds and genders that the whole text tells. */
void or_settle_kinds(OrReading *reading);

/* phrases.c */
/* Where the words of a noun phrase begin that ends before a token, and where one ends that begins there, its
 * complements included. */
uint32_t or_phrase_begin(const OrReading *reading, uint32_t token, uint32_t limit);
uint32_t or_phrase_end(const OrReading *reading, uint32_t token, uint32_t limit);
/* The head of the noun phrase, where it is a role; OR_NO_INDEX: none. */
uint32_t or_find_role(const OrReading *reading, OrRange tokens);
bool or_is_plural_role(const OrReading *reading, uint32_t token);
/* "Ministry of Trade", "Energy and Water": words that join capitals into one name, and one inside that of a
 * body. */
bool or_joins_capitals(const OrReading *reading, uint32_t token, uint32_t limit);
bool or_joins_body(const OrReading *reading, uint32_t token, OrRange phrase);

/* offices.c */
OrOffice or_no_office(void);
OrOffice or_read_office(const OrReading *reading, OrRange phrase, uint32_t role);
/* Whether a preposition right behind a name leads to the body somebody is of; "at" leads to where they are,
 * "on" to a subject. */
bool or_leads_to_body(const OrReading *reading, uint32_t token);
/* Whether a phrase names a body, by a word for one or a capital that is no state's. */
bool or_names_organisation(const OrReading *reading, OrRange tokens);

/* owners.c: give an office the body it belongs to where the text leaves that to what came before. */
void or_find_owner(const OrReading *reading, uint32_t phrase, uint32_t sentence, OrOffice *office);

/* speakers.c */
typedef enum OrSpeakerRule {
    OR_RULE_NO_SPEAKER,
    OR_RULE_NAMED,       /* the source holds the name */
    OR_RULE_NAMED_BODY,  /* the source holds the name of a body or state */
    OR_RULE_SHORT_NAME,  /* a part of the name or an acronym, named in full elsewhere */
    OR_RULE_PRONOUN,     /* he, she, it, they */
    OR_RULE_ROLE,        /* "the spokesperson" */
    OR_RULE_BODY_AGAIN,  /* "the ministry" */
    OR_RULE_NAMED_LATER, /* "a spokesperson", whom the text names further on */
    OR_RULE_UNNAMED,     /* stays as the text has it */
    OR_RULE_DOCUMENT,    /* "the statement", of who spoke through it before */
    OR_RULE_CARRIED,     /* no source: the speaker before goes on */
    OR_RULE_TURN_LABEL,  /* the label of the turn */
    OR_RULE_TURN_HEADING /* the label, and the heading of the transcript */
} OrSpeakerRule;

typedef struct OrSpeaker {
    OrSpeakerKind kind;
    OrSpeakerRule rule;
    uint32_t entity; /* OR_NO_INDEX: none */
    OrRange name;    /* bytes */
    OrOffice office;
    OrRange source;    /* tokens of the source, empty where there is none */
    uint32_t evidence; /* name that the rule leans on; OR_NO_INDEX: none */
    bool plural;
} OrSpeaker;

/* Who speaks by this source; `before` are the speakers so far, the latest last. */
OrSpeaker or_resolve_speaker(OrReading *reading, const OrRole *source, const OrSpeaker *before,
                             uint32_t before_count);

/* What led to an act, a target and a date; the sentences that tell a person are in evidence.c. */
typedef enum OrActRule {
    OR_ACT_RULE_NONE,      /* nothing says more than that it was said */
    OR_ACT_RULE_CUE,       /* the cue is the act */
    OR_ACT_RULE_NEGATED,   /* the cue is negated */
    OR_ACT_RULE_DISMISSAL, /* a rejection of claims, not of demands */
    OR_ACT_RULE_CONTENT,   /* the words of the content */
    OR_ACT_RULE_SIGNS,     /* whom it speaks of and how, without words of the act */
    OR_ACT_RULE_TURN       /* the turn is a questioner's */
} OrActRule;

typedef enum OrTargetRule {
    OR_TARGET_RULE_NONE,
    OR_TARGET_RULE_OBJECT,    /* the object of the cue */
    OR_TARGET_RULE_PRONOUN,   /* whom a pronoun as that object means */
    OR_TARGET_RULE_MEANT,     /* whom a pronoun means of which they are said */
    OR_TARGET_RULE_SUBJECT,   /* of whom the words that are the act are said */
    OR_TARGET_RULE_GOVERNED,  /* governed by the phrase of the content that is the act */
    OR_TARGET_RULE_OTHER_SIDE /* the first in the content that is not of the speaker's side */
} OrTargetRule;

typedef enum OrSaidRule {
    OR_SAID_RULE_NONE,
    OR_SAID_RULE_SENTENCE, /* named in the cue's sentence */
    OR_SAID_RULE_CARRIED,  /* from the statement before by the same speaker */
    OR_SAID_RULE_SIDE,     /* from a statement before by the speaker's government or body */
    OR_SAID_RULE_TOLD,     /* of an occasion that the text tells of before */
    OR_SAID_RULE_OCCASION  /* the day of the briefing */
} OrSaidRule;

/* A statement while it is made. Token ranges unless said otherwise. */
typedef struct OrDraft {
    OrRole source;
    OrRole cue;
    OrRole content;
    const OrCuesRow *cue_row; /* NULL: a colon, a dash, a word unknown */
    OrRange cue_words;        /* the words that cue_row was read from */
    bool negated;
    OrSpeaker speaker;
    OrAct act;
    OrActRule act_rule;
    OrRange act_evidence;
    uint32_t act_clause; /* first token of the clause in which the evidence stands */
    bool act_performed;  /* the act's phrase governs its target */
    OrRange target;      /* bytes */
    OrTargetRule target_rule;
    OrRange addressee; /* bytes */
    OrDate said;
    OrSaidRule said_rule;
    OrRange said_evidence; /* bytes */
    OrMode mode;
    uint32_t parent; /* draft whose content holds it; OR_NO_INDEX: none */
    uint32_t turn;   /* 1 + the turn whose words it is; 0: none */
    float confidence;
} OrDraft;

/* cues.c: the cue's row, and the content without "that" and the final full stop. */
void or_read_cue(const OrReading *reading, OrDraft *draft);
void or_trim_content(const OrReading *reading, OrDraft *draft);

/* acts.c, targets.c, said.c; `before` is the speaker's statement before, NULL where there is none. */
void or_judge_act(const OrReading *reading, OrDraft *draft, const OrDraft *before);
void or_find_target(const OrReading *reading, OrDraft *draft);
void or_find_said(const OrReading *reading, OrDraft *drafts, uint32_t index, uint32_t count);

/* lemma.c: the phrase of a list that begins at a token, by lemma; *length its tokens. */
OrActPhrasesMatch or_act_phrase_at(const OrReading *reading, uint32_t token, uint32_t end, uint32_t *length);
/* Whether a capitalised word of the tokens stands in a range of bytes. */
bool or_shares_word(const OrReading *reading, OrRange tokens, OrRange bytes);
/* Whether one speaker is the other, or the state or organisation of the other. */
bool or_is_of_side(const OrReading *reading, const OrSpeaker *speaker, const OrSpeaker *side);
uint32_t or_sentence_of(const OrReading *reading, uint32_t token);
bool or_same_string(OrString a, OrString b);

static inline OrRange or_byte_range(const OrReading *reading, OrRange tokens)
{
    const OrToken *all = reading->document->tokens;

    if (or_range_is_empty(tokens))
        return (OrRange){0, 0};
    return (OrRange){all[tokens.begin].begin, all[tokens.end - 1].begin + all[tokens.end - 1].length};
}

static inline OrString or_token_text(const OrReading *reading, uint32_t token)
{
    return or_token_string(reading->document, token);
}

#endif
