internal import HTTP

/// A request as libcurl has to be told about it, checked before it reaches the curl thread.
struct TransferPlan: Sendable {
  let server: Server
  let method: Request.Method
  let url: String
  /// Header fields in libcurl's notation.
  let headerLines: [String]
  let body: [UInt8]?
  let hasUserAgent: Bool
  let idleTimeout: Duration

  /// Throws if the target or a header field contains what could end it early.
  init(_ request: Request, to server: Server) throws(TransportError) {
    guard request.target.utf8.first == UInt8(ascii: "/"),
      request.target.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "#") })
    else {
      throw TransportError(.other, detail: "the request's target isn't a percent-encoded path")
    }
    self.server = server
    method = request.method
    url = server.origin + server.address.prefix + request.target
    body = request.body
    hasUserAgent = request.headers["User-Agent"] != nil
    idleTimeout = request.idleTimeout ?? server.configuration.idleTimeout
    var lines: [String] = []
    for field in request.headers.fields {
      guard Self.isToken(field.name), Self.isFieldValue(field.value) else {
        // Not the value: it may be a credential.
        throw TransportError(
          .other, detail: "the header field \(Self.printable(field.name)) can't be sent")
      }
      // Without a value, libcurl takes the colon as the wish to send no such field.
      lines.append(field.value.isEmpty ? field.name + ";" : "\(field.name): \(field.value)")
    }
    if let host = server.hostField { lines.append("Host: \(host)") }
    if body != nil {
      // Asking for permission first costs a round trip, and some servers never give it.
      lines.append("Expect:")
      if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    }
    headerLines = lines
  }

  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  private static func isFieldValue(_ value: String) -> Bool {
    value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 }
  }

  private static func printable(_ name: String) -> String {
    String(name.unicodeScalars.map { $0.isASCII && $0.value > 0x20 ? Character($0) : "?" })
  }
}
