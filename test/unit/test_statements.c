/*
 * From attributions to statements: who speaks, in which office, what is kept.
 * The attributions are given by the words of their source, cue and content, so
 * that no model is needed.
 */
#include "given.h"
#include "tap.h"

typedef struct Expected {
    const char *speaker;
    const char *title;
    const char *organisation;
    const char *target;
    OrSpeakerKind kind;
    OrAct act;
} Expected;

static void check(const char *name, const char *text, const Given *given, uint32_t count,
                  const Expected *expected, uint32_t expected_count)
{
    OrStatements result = read_with(text, given, count);

    is_int(result.count, expected_count, "%s: statements", name);
    for (uint32_t i = 0; i < result.count && i < expected_count; i++) {
        const OrStatement *got = &result.items[i];

        is_string(got->speaker, expected[i].speaker, "%s: speaker %u", name, i + 1);
        is_string(got->title, expected[i].title, "%s: title %u", name, i + 1);
        is_string(got->organisation, expected[i].organisation, "%s: organisation %u", name, i + 1);
        is_string(got->target, expected[i].target, "%s: target %u", name, i + 1);
        is_int(got->speaker_kind, expected[i].kind, "%s: kind %u", name, i + 1);
        is_int(got->act, expected[i].act, "%s: act %u", name, i + 1);
    }
}

#define CHECK(name, text, given, expected)                                                                   \
    check(name, text, given, sizeof(given) / sizeof((given)[0]), expected,                                   \
          sizeof(expected) / sizeof((expected)[0]))

static void test_people(void)
{
    const Given given[] = {
        {"Oda Brandt, deputy director of the Harbour Board", "said", "the quay was safe"},
        {"Piet Haller", "told", "he doubted it"},
        {"she", "said", "\"We measured it twice,\""},
        {"the engineer", "added", "the harbour had been warned"},
        {"Haller", "urged", "the Harbour Board to close the quay"},
    };
    const Expected expected[] = {
        {"Oda Brandt", "deputy director", "Harbour Board", NULL, OR_SPEAKER_PERSON, OR_ACT_DEFEND},
        {"Piet Haller", "engineer", "Acme Bridges", NULL, OR_SPEAKER_PERSON, OR_ACT_STATE},
        {"Oda Brandt", "deputy director", "Harbour Board", NULL, OR_SPEAKER_PERSON, OR_ACT_STATE},
        {"Piet Haller", "engineer", "Acme Bridges", NULL, OR_SPEAKER_PERSON, OR_ACT_STATE},
        {"Piet Haller", "engineer", "Acme Bridges", "Harbour Board", OR_SPEAKER_PERSON, OR_ACT_URGE},
    };

    CHECK("people",
          "Oda Brandt, deputy director of the Harbour Board, said that the quay was safe. Mr Piet Haller, an "
          "engineer at "
          "Acme Bridges, told the Courier that he doubted it.\n\nMs Brandt did not agree. \"We measured it "
          "twice,\" she "
          "said.\n\nBut the engineer added that the harbour had been warned. Haller urged the Harbour Board "
          "to close the "
          "quay.",
          given, expected);
}

static void test_bodies(void)
{
    const Given given[] = {
        {"Orland's Ministry of Sea Trade (MST)", "rejected", "claims of smuggling"},
        {"the MST", "said", "its ships are clean"},
        {"The ministry", "accused", "Sond of spreading rumours"},
        {"A spokesperson for the Sond coast guard", "said", "the ships had fled"},
        {"Recorded Tides, a consultancy,", "warned", "the dispute could widen"},
        {"the company", "said", "it would publish its maps"},
    };
    const Expected expected[] = {
        {"Orland's Ministry of Sea Trade", NULL, NULL, NULL, OR_SPEAKER_BODY, OR_ACT_DENY},
        {"Orland's Ministry of Sea Trade", NULL, NULL, NULL, OR_SPEAKER_BODY, OR_ACT_STATE},
        {"Orland's Ministry of Sea Trade", NULL, NULL, "Sond", OR_SPEAKER_BODY, OR_ACT_ACCUSE},
        {"Ivo Kann", "Spokesperson", "Sond coast guard", NULL, OR_SPEAKER_PERSON, OR_ACT_STATE},
        {"Recorded Tides", NULL, NULL, NULL, OR_SPEAKER_BODY, OR_ACT_WARN},
        {"Recorded Tides", NULL, NULL, NULL, OR_SPEAKER_BODY, OR_ACT_PLEDGE},
    };

    CHECK("bodies",
          "On Friday Orland's Ministry of Sea Trade (MST) rejected claims of smuggling, and the MST said "
          "that its ships are "
          "clean. The ministry accused Sond of spreading rumours.\n\nA spokesperson for the Sond coast guard "
          "said that the "
          "ships had fled. Spokesperson Ivo Kann made the remarks on the quay.\n\nRecorded Tides, a "
          "consultancy, warned that "
          "the dispute could widen. Later the company said that it would publish its maps.",
          given, expected);
}

static void test_what_is_kept(void)
{
    const Given given[] = {
        {"Ada Brenn", "believes", "that the boats are lost"},
        {"Ada Brenn", "said", "\"I believe they are lost.\""},
        {"the boats", "accused of", "leaving"},
        {"Ada Brenn", "denied", "that she had urged anybody to leave"},
        {"Ada Brenn", "did not deny", "that she was tired"},
    };
    const Expected expected[] = {
        {"Ada Brenn", NULL, NULL, NULL, OR_SPEAKER_PERSON, OR_ACT_STATE},
        {"Ada Brenn", NULL, NULL, NULL, OR_SPEAKER_PERSON, OR_ACT_DENY},
        {"Ada Brenn", NULL, NULL, NULL, OR_SPEAKER_PERSON, OR_ACT_ADMIT},
    };

    CHECK("kept",
          "Ada Brenn believes that the boats are lost. Ada Brenn said: \"I believe they are lost.\" So the "
          "boats are accused of "
          "leaving. Ada Brenn denied that she had urged anybody to leave. Ada Brenn did not deny that she "
          "was tired.",
          given, expected);
}

/* Whom an act is aimed at, and whose doing it speaks of. */
static void test_targets(void)
{
    const Given given[] = {
        {"Oda Brandt", "said", "the shipyard had broken its word"},
        {"Piet Haller", "accused", "her of lying"},
        {"He", "said", "she had cheated everybody"},
        {"Brandt", "said", "\"We urge the two sides to stop smearing each other.\""},
        {"Haller", "said", "he had never taken bribes"},
        {"He", "said", "he would sue the Harbour Board"},
    };
    const Expected expected[] = {
        {"Oda Brandt", "mayor", NULL, "the shipyard", OR_SPEAKER_PERSON, OR_ACT_ACCUSE},
        {"Piet Haller", "engineer", NULL, "Oda Brandt", OR_SPEAKER_PERSON, OR_ACT_ACCUSE},
        {"Piet Haller", "engineer", NULL, "Oda Brandt", OR_SPEAKER_PERSON, OR_ACT_ACCUSE},
        {"Oda Brandt", "mayor", NULL, "the two sides", OR_SPEAKER_PERSON, OR_ACT_URGE},
        {"Piet Haller", "engineer", NULL, NULL, OR_SPEAKER_PERSON, OR_ACT_DENY},
        {"Piet Haller", "engineer", NULL, "Harbour Board", OR_SPEAKER_PERSON, OR_ACT_THREATEN},
    };

    CHECK(
        "targets",
        "Ms Oda Brandt, the mayor, said that the shipyard had broken its word. Mr Piet Haller, an engineer, "
        "accused her of lying. He said she had cheated everybody.\n\nBrandt said: \"We urge the two sides to "
        "stop smearing each other.\"\n\nHaller said he had never taken bribes. He said he would sue the "
        "Harbour Board.",
        given, expected);
}

static void test_nested(void)
{
    const Given given[] = {
        {"Ada Brenn", "said", "that the Sond Navy had openly declared that the strait was closed"},
    };
    OrStatements result = read_with(
        "Ada Brenn said that the Sond Navy had openly declared that the strait was closed.", given, 1);

    is_int(result.count, 2, "a statement inside another is found");
    is_string(result.items[1].speaker, "Sond Navy", "with its own speaker");
    is_string(result.items[1].content, "the strait was closed", "and content");
    ok(result.items[1].nested && !result.items[0].nested, "and is marked");
}

static void test_going_on(void)
{
    const Given given[] = {{"Ada Brenn", "said", "\"The boats are lost,\""}};
    OrStatements result =
        read_with("\"The boats are lost,\" Ada Brenn said in an online statement. \"Nobody will look for "
                  "them now.\"\n\nThe search is over, she said at a news briefing.\n\nNobody answered.",
                  given, 1);

    is_int(result.count, 3, "a quotation and a clause without attribution are taken");
    for (uint32_t i = 0; i < result.count; i++)
        is_string(result.items[i].speaker, "Ada Brenn", "speaker %u", i + 1);
    is_string(result.items[2].content, "The search is over", "the clause before its cue");
    is_int(result.items[1].mode, OR_MODE_DIRECT, "the quotation is direct");
    is_int(result.items[2].mode, OR_MODE_INDIRECT, "the clause is not");
}

int main(void)
{
    test_people();
    test_bodies();
    test_what_is_kept();
    test_targets();
    test_nested();
    test_going_on();
    return tap_done();
}
