internal import CCurl
internal import Glibc
internal import HTTP

extension EasyHandle {
  /// Sets everything but the callbacks.
  func configure(_ plan: TransferPlan) {
    let configuration = plan.server.configuration
    set(CURLOPT_URL, plan.url)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    // The path is an object's name, and goes out as it was built.
    set(CURLOPT_PATH_AS_IS, true)
    set(CURLOPT_NOSIGNAL, true)
    // Ending a transfer would otherwise wait, and everything with it, for its name to be looked up.
    set(CURLOPT_QUICK_EXIT, true)
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(clamping: configuration.connectTimeout.milliseconds))
    if plan.server.isCompressed {
      set(CURLOPT_ACCEPT_ENCODING, "gzip")
      // What one read may expand to is in memory at once: a thousand times as much.
      set(CURLOPT_BUFFERSIZE, 16 << 10)
    } else {
      // A read and a turn of the loop for each: with the 16 KiB that are the default, half as fast.
      set(CURLOPT_BUFFERSIZE, 128 << 10)
    }
    configureRequest(plan)
    configureConnection(plan.server)
    configureTrust(configuration)
  }

  private func configureRequest(_ plan: TransferPlan) {
    let body = plan.body ?? (plan.method.hasBody ? [] : nil)
    if let body { setBody(body) }
    if plan.method != .get || body != nil { set(CURLOPT_CUSTOMREQUEST, plan.method.rawValue) }
    set(CURLOPT_HTTPHEADER, list: plan.headerLines)
    if !plan.hasUserAgent { set(CURLOPT_USERAGENT, plan.server.configuration.userAgent) }
  }

  private func configureConnection(_ server: Server) {
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Rather wait for a connection being made that may be shared than make another one. Without TLS
    // none can be, and libcurl doesn't wake those that wait before the first transfer is over, which
    // a watch never is.
    set(CURLOPT_PIPEWAIT, server.address.isSecure)
    set(CURLOPT_TCP_KEEPALIVE, true)
    set(CURLOPT_TCP_KEEPIDLE, 15)
    set(CURLOPT_TCP_KEEPINTVL, 5)
    // A connection whose peer is gone (the lid was closed, the VPN went away) would otherwise keep
    // all its requests, and take new ones, for a quarter of an hour.
    note(
      curl_set_socket_function(pointer) { _, socket, _ in
        // An editor or a credential plug-in has no business with it.
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        var milliseconds: UInt32 = 20_000
        setsockopt(
          socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &milliseconds,
          socklen_t(MemoryLayout<UInt32>.size))
        return Int32(CURL_SOCKOPT_OK)
      })
    // Always said, because libcurl would read the environment by its own rules.
    set(CURLOPT_PROXY, server.proxy)
    set(CURLOPT_NOPROXY, "")
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    if let connectTo = server.connectTo { set(CURLOPT_CONNECT_TO, list: [connectTo]) }
  }

  private func configureTrust(_ configuration: CurlConfiguration) {
    if let authority = configuration.caPEM {
      set(CURLOPT_CAINFO_BLOB, blob: authority)
      set(CURLOPT_PROXY_CAINFO_BLOB, blob: authority)
      // The folder of the system's authorities would be looked through as well.
      set(CURLOPT_CAINFO, nil)
      set(CURLOPT_CAPATH, nil)
      set(CURLOPT_PROXY_CAINFO, nil)
      set(CURLOPT_PROXY_CAPATH, nil)
    }
    if configuration.isInsecure {
      set(CURLOPT_SSL_VERIFYPEER, false)
      set(CURLOPT_SSL_VERIFYHOST, 0)
      set(CURLOPT_PROXY_SSL_VERIFYPEER, false)
      set(CURLOPT_PROXY_SSL_VERIFYHOST, 0)
    }
    if let certificate = configuration.clientCertificatePEM {
      set(CURLOPT_SSLCERT_BLOB, blob: certificate)
      set(CURLOPT_SSLKEY_BLOB, blob: configuration.clientKeyPEM ?? certificate)
      // An encrypted key would make OpenSSL ask for a pass phrase on the terminal.
      set(CURLOPT_KEYPASSWD, "")
    }
  }
}

extension Request.Method {
  /// Whether a request without a body has to say that it has none.
  fileprivate var hasBody: Bool {
    switch self {
    case .post, .put, .patch: true
    case .get, .delete: false
    }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up.
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
