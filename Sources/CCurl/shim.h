#ifndef DUET_CURL_SHIM_H
#define DUET_CURL_SHIM_H

#include <curl/curl.h>
#include <sys/eventfd.h>
#include <unistd.h>

// `curl_easy_setopt` takes its value as a variadic argument, which Swift cannot pass: one wrapper
// for each type a value can have. The types are libcurl's promise for the option; the caller keeps it.

/// For options that take a `long`: switches, numbers, bit masks.
static inline CURLcode curl_set_number(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

/// For options that take text, which libcurl copies; NULL goes back to the default or switches off.
static inline CURLcode curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

/// For options that take a `void *` libcurl hands back, or a buffer it writes to.
static inline CURLcode curl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

/// For options that take a list, which must outlive the transfer.
static inline CURLcode curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

/// For options that take bytes from memory, copied here: the `CURL_BLOB_COPY` flag is a macro, and
/// the struct holds a pointer Swift would have to keep alive by hand.
static inline CURLcode curl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob;
  blob.data = (void *)bytes;
  blob.len = count;
  blob.flags = CURL_BLOB_COPY;
  return curl_easy_setopt(easy, option, &blob);
}

/// Sets the request body, copied: the size is a `curl_off_t` and has to be set before the bytes.
static inline CURLcode curl_set_body(CURL *easy, const void *bytes, size_t count) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  return code ? code : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes);
}

/// For `CURLOPT_WRITEFUNCTION` and `CURLOPT_HEADERFUNCTION`: function pointers are variadic too.
static inline CURLcode curl_set_writer(
    CURL *easy, CURLoption option,
    size_t (*function)(char *bytes, size_t size, size_t count, void *context)) {
  return curl_easy_setopt(easy, option, function);
}

/// For `CURLOPT_SOCKOPTFUNCTION`, as above.
static inline CURLcode curl_set_socket_function(
    CURL *easy, int (*function)(void *context, curl_socket_t socket, curlsocktype purpose)) {
  return curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, function);
}

// `curl_easy_getinfo` writes through a variadic pointer; these return the value, or 0 or NULL when
// libcurl has none.

/// For answers that are a `long`.
static inline long curl_get_number(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

/// For answers that are a `curl_off_t`: byte counts and microseconds.
static inline curl_off_t curl_get_offset(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

/// For `CURLINFO_PRIVATE`.
static inline void *curl_get_private(CURL *easy) {
  char *value = NULL;
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}

/// `curl_multi_setopt` is variadic like the easy one.
static inline CURLMcode curl_multi_set_number(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/// The result inside a message lives in a union that shares its place with a pointer.
static inline CURLcode curl_message_result(const CURLMsg *message) { return message->data.result; }

// The bell that ends a wait. libcurl's own (`curl_multi_wakeup`) needs the multi handle on the
// ringing thread; a file descriptor is a number, which may be anywhere.

/// Makes a bell, or returns -1. Swift's Glibc module leaves out `sys/eventfd.h`.
static inline int bell_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/// Rings, from any thread; ringing a bell that rings already changes nothing.
static inline void bell_ring(int bell) {
  uint64_t one = 1;
  ssize_t written = write(bell, &one, sizeof one);
  (void)written;
}

/// Silences a bell.
static inline void bell_reset(int bell) {
  uint64_t count;
  ssize_t got = read(bell, &count, sizeof count);
  (void)got;
}

#endif
