/*
 * tokens.h: what the tokenizer and the sentence splitter share.
 */
#ifndef ONRECORD_CORE_TEXT_TOKENS_H
#define ONRECORD_CORE_TEXT_TOKENS_H

#include "document.h"

/* A longer run of letters is cut into tokens of at most this many bytes. */
#define OR_MAX_TOKEN_LENGTH 240

/* Append the tokens of one block to document->tokens; *capacity is the array's room. */
void or_tokenize_block(OrHost *host, OrDocument *document, OrRange block, uint32_t *capacity);

/* Append the sentences of one block over tokens [first_token, token_count). */
void or_split_sentences(OrHost *host, OrDocument *document, uint32_t block_index, uint32_t first_token,
                        uint32_t *capacity);

#endif
