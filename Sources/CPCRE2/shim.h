// Imported by the Patterns target alone.
#ifndef DUET_CPCRE2_SHIM_H
#define DUET_CPCRE2_SHIM_H

// Functions have this in their names; texts are UTF-8.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// Macros that Swift doesn't see.
static inline pcre2_code *duet_pcre2_compile(
    const unsigned char *pattern, size_t length, uint32_t options, int *error, size_t *offset) {
  return pcre2_compile(pattern, length, options, error, offset, NULL);
}

static inline int duet_pcre2_jit_compile(pcre2_code *code) {
  return pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
}

static inline pcre2_match_context *duet_pcre2_match_context_create(void) {
  return pcre2_match_context_create(NULL);
}

static inline void duet_pcre2_set_match_limit(pcre2_match_context *context, uint32_t limit) {
  pcre2_set_match_limit(context, limit);
}

static inline void duet_pcre2_match_context_free(pcre2_match_context *context) {
  pcre2_match_context_free(context);
}

static inline pcre2_match_data *duet_pcre2_match_data_create(void) {
  return pcre2_match_data_create(1, NULL);
}

static inline void duet_pcre2_match_data_free(pcre2_match_data *data) {
  pcre2_match_data_free(data);
}

static inline int duet_pcre2_match(
    const pcre2_code *code, const unsigned char *subject, size_t length, size_t start,
    uint32_t options, pcre2_match_data *data, pcre2_match_context *context) {
  return pcre2_match(code, subject, length, start, options, data, context);
}

static inline const size_t *duet_pcre2_ovector(pcre2_match_data *data) {
  return pcre2_get_ovector_pointer(data);
}

static inline void duet_pcre2_code_free(pcre2_code *code) { pcre2_code_free(code); }

static inline int duet_pcre2_error_message(int code, unsigned char *buffer, size_t size) {
  return pcre2_get_error_message(code, buffer, size);
}

static const uint32_t duet_pcre2_utf = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
static const uint32_t duet_pcre2_caseless = PCRE2_CASELESS;
static const uint32_t duet_pcre2_literal = PCRE2_LITERAL;
static const uint32_t duet_pcre2_never_backslash_c = PCRE2_NEVER_BACKSLASH_C;

#endif
