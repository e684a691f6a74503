/* Sketches: what is shared, what is contained, at what accuracy. */
#include "sketch/sketch.h"

#include <stdlib.h>

#include "tap.h"

#define WORDS 4000

/* A text of `count` made-up words, the same for the same seed. */
static char *make_text(uint32_t seed, int count)
{
    char *text = malloc((size_t) count * 12 + 1);
    char *end = text;

    for (int i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        end += sprintf(end, "w%u ", seed >> 12);
    }
    *end = '\0';
    return text;
}

static char *join(const char *left, const char *right)
{
    char *text = malloc(strlen(left) + strlen(right) + 1);

    strcpy(text, left);
    return strcat(text, right);
}

static OrSketch sketch_of(const char *text)
{
    OrSketch sketch;

    or_sketch(or_standard_host(), string_of(text), &sketch);
    return sketch;
}

static void near(double got, double want, double tolerance, const char *name)
{
    if (!ok(got >= want - tolerance && got <= want + tolerance, "%s", name))
        printf("#   got %.3f, want %.3f\n", got, want);
}

int main(void)
{
    OrSketch empty = sketch_of("");
    OrSketch blank = sketch_of(" ,.; \n");
    OrSketch words = sketch_of("The envoy left the room early");
    OrSketch shouted = sketch_of("the ENVOY, left: the... room (early)!");
    OrSketch three = sketch_of("no comment today");
    OrSketch chinese = sketch_of("发言人表示遗憾");
    OrSketch broken = sketch_of("abc \xff\xfe def");
    char *a = make_text(1, WORDS);
    char *b = make_text(2, WORDS);
    char *wire = make_text(3, 300);
    char *with_wire = join(a, wire);
    char *half = join(a, b);
    OrSketch sa = sketch_of(a), sb = sketch_of(b), sw = sketch_of(wire), saw = sketch_of(with_wire),
             shalf = sketch_of(half);

    is_int(empty.count, 0, "an empty text has an empty sketch");
    is_int(blank.count, 0, "so has one without words");
    near(or_sketch_similarity(&empty, &words), 0, 0, "an empty sketch resembles nothing");
    near(or_sketch_containment(&empty, &words), 0, 0, "and is contained in nothing");
    is_int(words.count, 3, "six words have three sequences of four");
    near(or_sketch_similarity(&words, &shouted), 1, 0, "case and punctuation do not count");
    is_int(three.count, 1, "a text of fewer words is one sequence");
    is_int(chinese.count, 4, "seven ideographs have four sequences");
    is_int(broken.count, 1, "bytes that are not UTF-8 separate words");
    is_int(sa.count, (WORDS - 3) / OR_SKETCH_SHARE, "a sketch holds an eighth");
    near(or_sketch_similarity(&sa, &sa), 1, 0, "a text resembles itself");
    near(or_sketch_similarity(&sa, &sb), 0, 0.005, "unrelated texts share nothing");
    near(or_sketch_similarity(&sa, &shalf), 0.5, 0.06, "half of the wording");
    near(or_sketch_containment(&sa, &shalf), 1, 0.001, "all of it is in the longer text");
    near(or_sketch_containment(&shalf, &sa), 0.5, 0.06, "half of the longer is in it");
    near(or_sketch_containment(&sw, &saw), 1, 0.001, "a short report inside a long page is found");
    near(or_sketch_containment(&saw, &sw), 300.0 / (WORDS + 300), 0.05, "and the page is not in the report");
    for (uint32_t i = 1; i < sa.count; i++)
        if (sa.hashes[i - 1] >= sa.hashes[i])
            return !ok(false, "hashes ascend");
    ok(true, "hashes ascend");
    return tap_done();
}
