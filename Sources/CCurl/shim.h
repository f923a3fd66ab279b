#include <curl/curl.h>

// Swift cannot call functions with variable arguments. Each of these passes one type of argument,
// so that a wrong one does not compile.

typedef size_t (*curl_bytes_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode curl_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode curl_easy_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode curl_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode curl_easy_set_list(
    CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode curl_easy_set_bytes_callback(
    CURL *easy, CURLoption option, curl_bytes_callback value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode curl_easy_set_open_socket_callback(
    CURL *easy, curl_opensocket_callback value) {
  return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode curl_easy_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode curl_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode curl_easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode curl_multi_set_socket_callback(
    CURLM *multi, curl_socket_callback value, void *context) {
  CURLMcode result = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  return result ? result : curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode curl_multi_set_timer_callback(
    CURLM *multi, curl_multi_timer_callback value, void *context) {
  CURLMcode result = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
  return result ? result : curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

// The result is in a union whose other member is a pointer.
static inline CURLcode curl_message_result(const CURLMsg *message) { return message->data.result; }

// The address is longer than the type of its first member says.
static inline const void *curl_sockaddr_bytes(const struct curl_sockaddr *address) {
  return &address->addr;
}
