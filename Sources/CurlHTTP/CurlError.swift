internal import CCurl
internal import HTTP

extension TransportError {
  /// What libcurl's result means to a person.
  ///
  /// Its own words become the detail. They name hosts and OpenSSL's reasons, never a header field
  /// or a key.
  init(_ code: CURLcode, of easy: EasyHandle, for plan: TransferPlan) {
    let words = easy.words.isEmpty ? String(cString: curl_easy_strerror(code)) : easy.words
    self.init(Self.reason(code, words: words, of: easy, for: plan), detail: words)
  }

  private static func reason(
    _ code: CURLcode, words: String, of easy: EasyHandle, for plan: TransferPlan
  ) -> Reason {
    let hasProxy = !plan.server.proxy.isEmpty
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return .nameNotFound(host: plan.server.address.host)
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
      return .proxyFailed
    case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED:
      // With a proxy, the only connection made is the one to it.
      return hasProxy ? .proxyFailed : .cannotConnect
    case CURLE_OPERATION_TIMEDOUT:
      return .timedOut
    case CURLE_PEER_FAILED_VERIFICATION:
      return verification(easy, words: words)
    case CURLE_SSL_CACERT_BADFILE:
      return .badCredentialMaterial("the certificate authority")
    case CURLE_SSL_CERTPROBLEM:
      return .badCredentialMaterial(
        words.contains("key") && !words.contains("no key found")
          ? "the client key" : "the client certificate")
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_SHUTDOWN_FAILED,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
      // A server that is going down, or not up yet, cuts the connection without a word about TLS.
      let isCut = words.contains("reset by peer") || words.contains("SSL_ERROR_SYSCALL")
      return isCut ? .cannotConnect : .tlsFailed
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
      // A server that refuses our certificate under TLS 1.3 says so only when it is read from.
      if words.contains("alert") { return .tlsFailed }
      if hasProxy, words.contains("CONNECT") { return .proxyFailed }
      return words.contains("chunk") ? .protocolViolation : .connectionLost
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND:
      return .connectionLost
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_HTTP2,
      CURLE_BAD_CONTENT_ENCODING:
      return .protocolViolation
    default:
      return .other
    }
  }

  /// Tells apart why a certificate didn't do, by OpenSSL's `X509_V_ERR` numbers.
  private static func verification(_ easy: EasyHandle, words: String) -> Reason {
    switch easy.number(CURLINFO_SSL_VERIFYRESULT) {
    case 9, 10: .certificateExpired
    case 62, 64: .certificateForOtherName
    // Not OpenSSL's word but what libcurl begins with: it was libcurl that compared names.
    case 0...1 where words.contains("name"): .certificateForOtherName
    default: .certificateNotTrusted
    }
  }
}
