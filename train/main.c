/*
 * main.c: train the attribution model, or see how good it is.
 *
 *   onrecord-train train ANNOTATIONS model=FILE [parses=FILE] [hold_out=N] [hold_out_since=DATE]
 * [setting=value ...] onrecord-train evaluate ANNOTATIONS model=FILE [since=DATE] [least_speech=P]
 * [least_other=P] [output=FILE]
 *
 * ANNOTATIONS are JSON lines, plain or .xz (corpus.h). hold_out=N keeps every
 * Nth document out of training, hold_out_since=DATE those of a day and later,
 * and scores on them at the end; since=DATE scores on these alone. The settings
 * are those of network.h by name; their defaults are the shipped model's.
 * output= takes the predictions as JSON lines.
 */
#include "train.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    Options options = {argc - 3, argv + 3};

    if (argc >= 3 && strcmp(argv[1], "train") == 0)
        return train(argv[2], &options);
    if (argc >= 3 && strcmp(argv[1], "evaluate") == 0)
        return evaluate(argv[2], &options);
    fprintf(stderr, "usage: %s train|evaluate ANNOTATIONS model=FILE [name=value ...]\n", argv[0]);
    return 2;
}
