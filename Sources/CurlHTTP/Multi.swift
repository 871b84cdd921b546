internal import CCurl

/// A multi handle: everything libcurl does at once, and the connections it keeps.
///
/// Not Sendable: it lives and dies on the curl thread.
final class Multi {
  private let handle: UnsafeMutableRawPointer

  /// Makes the handle; the first one in a process initialises libcurl and OpenSSL, which takes
  /// some milliseconds.
  init() {
    curl_global_init(Int(CURL_GLOBAL_ALL))
    guard let handle = curl_multi_init() else { preconditionFailure("out of memory") }
    self.handle = handle
    // More than the 100 that is the default: every watch of a wide screen, on one connection.
    _ = curl_multi_set_number(handle, CURLMOPT_MAX_CONCURRENT_STREAMS, 250)
  }

  deinit {
    curl_multi_cleanup(handle)
  }

  /// Puts an easy handle to work.
  func add(_ easy: UnsafeMutableRawPointer) -> Bool {
    curl_multi_add_handle(handle, easy) == CURLM_OK
  }

  /// Takes an easy handle off, whatever it is doing.
  func remove(_ easy: UnsafeMutableRawPointer) {
    curl_multi_remove_handle(handle, easy)
  }

  /// Moves what can be moved without waiting, and tells finished transfers so.
  func perform() {
    var running: Int32 = 0
    curl_multi_perform(handle, &running)
    var left: Int32 = 0
    while let message = curl_multi_info_read(handle, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let context = curl_get_private(easy)
      else { continue }
      // The message dies when its handle is removed.
      let code = curl_message_result(message)
      Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().finish(code)
    }
  }

  /// Waits until a socket is ready, one of libcurl's own timers is due, the bell rings, or time is up.
  func wait(upTo limit: Duration, bell: Int32) {
    var fds = [curl_waitfd(fd: bell, events: Int16(CURL_WAIT_POLLIN), revents: 0)]
    let (seconds, attoseconds) = limit.components
    // Rounded up: a wait that ends just before a deadline would be followed by another one.
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
    curl_multi_poll(
      handle, &fds, 1, Int32(clamping: milliseconds), nil)
    bell_reset(bell)
  }
}
