/*
 * options.h: "name=value" arguments.
 */
#ifndef ONRECORD_TRAIN_OPTIONS_H
#define ONRECORD_TRAIN_OPTIONS_H

typedef struct Options {
    int count;
    char **arguments;
} Options;

const char *text_option(const Options *options, const char *name, const char *otherwise);
double number_option(const Options *options, const char *name, double otherwise);

#endif
