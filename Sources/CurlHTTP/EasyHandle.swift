internal import CCurl
internal import Glibc

/// One easy handle, with what libcurl needs kept beside it.
///
/// Not Sendable: it lives and dies on the curl thread.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  /// Where it is at work.
  private var multi: Multi?
  /// The first option libcurl refused.
  private(set) var refusal: CURLcode = CURLE_OK

  init() {
    guard let pointer = curl_easy_init() else { preconditionFailure("out of memory") }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    note(curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText))
  }

  deinit {
    detach()
    curl_easy_cleanup(pointer)
    for list in lists { curl_slist_free_all(list) }
    errorText.deallocate()
  }

  /// Starts the transfer.
  func attach(to multi: Multi) -> Bool {
    guard multi.add(pointer) else { return false }
    self.multi = multi
    return true
  }

  /// Stops the transfer, wherever it is.
  func detach() {
    multi?.remove(pointer)
    multi = nil
  }

  /// Takes no more bytes from the connection.
  func pause() {
    curl_easy_pause(pointer, CURLPAUSE_RECV)
  }

  /// Ends a pause; refused bytes are offered again, now or in the next turn.
  func resume() {
    curl_easy_pause(pointer, CURLPAUSE_CONT)
  }

  /// libcurl's own words about what went wrong; empty if it has none.
  var words: String { String(cString: errorText) }

  func number(_ info: CURLINFO) -> Int { curl_get_number(pointer, info) }

  func offset(_ info: CURLINFO) -> Int { Int(curl_get_offset(pointer, info)) }

  func set(_ option: CURLoption, _ value: Int) {
    note(curl_set_number(pointer, option, value))
  }

  func set(_ option: CURLoption, _ value: Bool) {
    set(option, value ? 1 : 0)
  }

  func set(_ option: CURLoption, _ value: String?) {
    note(curl_set_text(pointer, option, value))
  }

  func set(_ option: CURLoption, blob: [UInt8]) {
    note(curl_set_blob(pointer, option, blob, blob.count))
  }

  func set(_ option: CURLoption, list values: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for value in values {
      guard let longer = curl_slist_append(list, value) else {
        preconditionFailure("out of memory")
      }
      list = longer
    }
    guard let list else { return }
    lists.append(list)
    note(curl_set_list(pointer, option, list))
  }

  func setBody(_ bytes: [UInt8]) {
    // An empty array may have no address, and NULL would make libcurl ask for the bytes.
    note(bytes.isEmpty ? curl_set_body(pointer, "", 0) : curl_set_body(pointer, bytes, bytes.count))
  }

  /// Records an option's result.
  func note(_ code: CURLcode) {
    if refusal == CURLE_OK { refusal = code }
  }
}
