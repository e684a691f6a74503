/*
 * Who speaks, in which office, of which body: one construction of press reports
 * a case. The last statement that is given is looked at.
 */
#include "given.h"
#include "tap.h"

#define MOST_GIVEN 3

typedef struct Case {
    const char *text;
    Given given[MOST_GIVEN];
    const char *speaker;
    OrSpeakerKind kind;
    const char *title;        /* NULL: none */
    const char *organisation; /* NULL: none */
} Case;

static const Case OFFICES[] = {
    {"The league's chairwoman, Smt. Leela Varkad, said the vote was fair.",
     {{"Smt. Leela Varkad", "said", "the vote was fair"}},
     "Leela Varkad",
     OR_SPEAKER_PERSON,
     "chairwoman",
     "league"},
    {"Chief Inspector Dana Kole of Northmere Police said he had fled.",
     {{"Chief Inspector Dana Kole of Northmere Police", "said", "he had fled"}},
     "Dana Kole",
     OR_SPEAKER_PERSON,
     "Chief Inspector",
     "Northmere Police"},
    {"Acme Corp. chief executive Jane Roth said profits would rise.",
     {{"Acme Corp. chief executive Jane Roth", "said", "profits would rise"}},
     "Jane Roth",
     OR_SPEAKER_PERSON,
     "chief executive",
     "Acme Corp."},
    {"Gamma's CEO, Lara Quist, said it was a bad year.",
     {{"Gamma's CEO, Lara Quist,", "said", "it was a bad year"}},
     "Lara Quist",
     OR_SPEAKER_PERSON,
     "CEO",
     "Gamma"},
    {"The Norvian president, Ola Brandt, said he regretted it.",
     {{"The Norvian president, Ola Brandt,", "said", "he regretted it"}},
     "Ola Brandt",
     OR_SPEAKER_PERSON,
     "president",
     NULL},
    {"Lady Anne Carver, the shadow chancellor, said it was a mess.",
     {{"Lady Anne Carver, the shadow chancellor,", "said", "it was a mess"}},
     "Anne Carver",
     OR_SPEAKER_PERSON,
     "shadow chancellor",
     NULL},
    {"Rep. Ma Dong, a spokesperson for the Unity Party, said it would wait.",
     {{"Rep. Ma Dong", "said", "it would wait"}},
     "Ma Dong",
     OR_SPEAKER_PERSON,
     "spokesperson",
     "Unity Party"},
    {"The elder son, Kim Do, 63, is the chairman of Daehwa. Kim Do said it was his.",
     {{"Kim Do", "said", "it was his"}},
     "Kim Do",
     OR_SPEAKER_PERSON,
     "chairman",
     "Daehwa"},
    {"A spokesman for its embassy in Port Ost, Hendrik Aalders, said Sond could read.",
     {{"Hendrik Aalders", "said", "Sond could read"}},
     "Hendrik Aalders",
     OR_SPEAKER_PERSON,
     "spokesman",
     "embassy in Port Ost"},
    {"Former harbour agency chairman Dr. M. R. Lal Behz said the logs must be public.",
     {{"Dr. M. R. Lal Behz", "said", "the logs must be public"}},
     "M. R. Lal Behz",
     OR_SPEAKER_PERSON,
     "Former harbour agency chairman",
     "harbour agency"},
    {"The auditor-general, Mrs Hedda Lund, said the cost had doubled.",
     {{"Mrs Hedda Lund", "said", "the cost had doubled"}},
     "Hedda Lund",
     OR_SPEAKER_PERSON,
     "auditor-general",
     NULL},
    {"Rikard Stav, for the Civic List, said the bill was late.",
     {{"Rikard Stav", "said", "the bill was late"}},
     "Rikard Stav",
     OR_SPEAKER_PERSON,
     NULL,
     "Civic List"},
    {"Ada Nolan, who studies comets at Quill University, said it was dust.",
     {{"Ada Nolan", "said", "it was dust"}},
     "Ada Nolan",
     OR_SPEAKER_PERSON,
     NULL,
     "Quill University"},
    {"Foreign Minister Erika Holm, who heads the Plain Party, said no.",
     {{"Foreign Minister Erika Holm", "said", "no"}},
     "Erika Holm",
     OR_SPEAKER_PERSON,
     "Foreign Minister",
     NULL},
    {"Drummer Oskar \"Bones\" Lind said he would wait.",
     {{"Drummer Oskar \"Bones\" Lind", "said", "he would wait"}},
     "Oskar \"Bones\" Lind",
     OR_SPEAKER_PERSON,
     "Drummer",
     NULL},
    {"Senator Ann Baker of Osterkade said the bill was dead.",
     {{"Senator Ann Baker of Osterkade", "said", "the bill was dead"}},
     "Ann Baker",
     OR_SPEAKER_PERSON,
     "Senator",
     NULL},
    {"NATO Secretary General Jens Holt said the alliance would answer.",
     {{"NATO Secretary General Jens Holt", "said", "the alliance would answer"}},
     "Jens Holt",
     OR_SPEAKER_PERSON,
     "Secretary General",
     "NATO"},
    {"Ministry of Sea Trade spokeswoman Gu Lian said it was bullying.",
     {{"Ministry of Sea Trade spokeswoman Gu Lian", "said", "it was bullying"}},
     "Gu Lian",
     OR_SPEAKER_PERSON,
     "spokeswoman",
     "Ministry of Sea Trade"},
    {"Defense Ministry spokesperson Senior Colonel Wu Qi said the army was ready.",
     {{"Senior Colonel Wu Qi", "said", "the army was ready"}},
     "Wu Qi",
     OR_SPEAKER_PERSON,
     "spokesperson",
     "Defense Ministry"},
    {"Acme's chief technology officer, Carl Mak, said it was over.",
     {{"Carl Mak", "said", "it was over"}},
     "Carl Mak",
     OR_SPEAKER_PERSON,
     "chief technology officer",
     "Acme"},
    {"Song Zhong, a Chinese military expert, said it was wrong.",
     {{"Song Zhong", "said", "it was wrong"}},
     "Song Zhong",
     OR_SPEAKER_PERSON,
     "military expert",
     NULL},
    {"Her mother and former manager, Delia Konrad, said the family was glad.",
     {{"Delia Konrad", "said", "the family was glad"}},
     "Delia Konrad",
     OR_SPEAKER_PERSON,
     "mother and former manager",
     NULL},
    {"Ma Dong, a spokesperson for the ruling Unity Party, said it would wait.",
     {{"Ma Dong", "said", "it would wait"}},
     "Ma Dong",
     OR_SPEAKER_PERSON,
     "spokesperson",
     "ruling Unity Party"},
};

static const Case OWNERS[] = {
    {"The defence ministry welcomed it. Its spokesman, Colonel Ruben Och, said the press was free.",
     {{"Colonel Ruben Och", "said", "the press was free"}},
     "Ruben Och",
     OR_SPEAKER_PERSON,
     "spokesman",
     "defence ministry"},
    {"Orland's commerce ministry lodged a protest, with spokesperson Rao Jing saying that it was wrong.",
     {{"spokesperson Rao Jing", "saying", "it was wrong"}},
     "Rao Jing",
     OR_SPEAKER_PERSON,
     "spokesperson",
     "Orland's commerce ministry"},
    {"A spokesperson for the sea ministry denied it. Prices rose.\n\nThe Lysk Board met for an hour.\n\nThe "
     "day "
     "was long.\n\nOthers came.\n\nSpokesperson Gu Lian said later that no evidence was shown.",
     {{"Spokesperson Gu Lian", "said", "no evidence was shown"}},
     "Gu Lian",
     OR_SPEAKER_PERSON,
     "Spokesperson",
     "sea ministry"},
    {"The Nurses' Guild was not content. Its president, Sister Berna Li, said it had waited.",
     {{"Sister Berna Li", "said", "it had waited"}},
     "Berna Li",
     OR_SPEAKER_PERSON,
     "president",
     "Nurses' Guild"},
    {"Acme Motors lost money. The company's chief financial officer, Sven Holt, said costs were too high.",
     {{"Sven Holt", "said", "costs were too high"}},
     "Sven Holt",
     OR_SPEAKER_PERSON,
     "chief financial officer",
     "Acme Motors"},
    {"The Harin District Court found him guilty. Judge Eom Ji said he had slept.",
     {{"Judge Eom Ji", "said", "he had slept"}},
     "Eom Ji",
     OR_SPEAKER_PERSON,
     "Judge",
     "Harin District Court"},
    {"The Ministry of Public Order met on Friday. A ministry official said the campaign went on.",
     {{"A ministry official", "said", "the campaign went on"}},
     "A ministry official",
     OR_SPEAKER_UNNAMED,
     "official",
     "Ministry of Public Order"},
    {"Two officials at the ministry said it was late.",
     {{"Two officials at the ministry", "said", "it was late"}},
     "Two officials at the ministry",
     OR_SPEAKER_UNNAMED,
     "officials",
     "ministry"},
    {"Three people familiar with the matter said a deal was near.",
     {{"Three people familiar with the matter", "said", "a deal was near"}},
     "Three people familiar with the matter",
     OR_SPEAKER_UNNAMED,
     NULL,
     NULL},
    {"Officials in the CGA said it was late.",
     {{"Officials in the CGA", "said", "it was late"}},
     "Officials in the CGA",
     OR_SPEAKER_UNNAMED,
     "Officials",
     "CGA"},
};

static void check(const Case *item)
{
    uint32_t count = 0;
    OrStatements result;
    const OrStatement *got;

    while (count < MOST_GIVEN && item->given[count].content != NULL)
        count++;
    result = read_with(item->text, item->given, count);
    ok(result.count > 0, "a statement: %s", item->text);
    if (result.count == 0)
        return;
    got = &result.items[result.count - 1];
    is_string(got->speaker, item->speaker, "speaker");
    is_int(got->speaker_kind, item->kind, "kind");
    is_string(got->title, item->title, "title");
    is_string(got->organisation, item->organisation, "organisation");
}

#define CHECK_ALL(cases)                                                                                     \
    for (size_t i = 0; i < sizeof(cases) / sizeof((cases)[0]); i++)                                          \
    check(&(cases)[i])

int main(void)
{
    CHECK_ALL(OFFICES);
    CHECK_ALL(OWNERS);
    return tap_done();
}
