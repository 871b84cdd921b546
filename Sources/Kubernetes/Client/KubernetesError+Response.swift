import Documents
import HTTP

extension KubernetesError {
  /// Reads what a response that isn't a success says.
  init(_ response: Response) async {
    // A Status is small; what is longer is something else.
    let body = (try? await response.body.collect(upTo: 1 << 20)) ?? []
    self.init(response, body)
  }

  /// Makes the error of a response and its body.
  init(_ response: Response, _ body: [UInt8]) {
    var status: Status
    if let value = try? Value(json: body), value["kind"]?.string == "Status" {
      status = Status(value, code: response.status)
    } else {
      let type = response.headers["Content-Type"] ?? ""
      let isPage = type.hasPrefix("text/html")
      if isPage, response.status < 500 || (300...399).contains(response.status) {
        self = .undecodable(Undecodable(response, beginning: body, reason: "not a Status"))
        return
      }
      status = Status(code: response.status)
      // The API server answers some requests in plain words.
      if !isPage { status.message = Undecodable.firstLine(body) }
    }
    if let header = response.headers["Retry-After"].flatMap({ Int($0) }) {
      status.retryAfterSeconds = header
    }
    self.init(status)
  }

  /// Tells by code and reason what kind of failure a Status is.
  public init(_ status: Status) {
    self =
      switch (status.code, status.reason) {
      case (401, _): .unauthorized(status)
      case (403, _): .forbidden(Denial(status))
      case (404, _): .notFound(status)
      case (409, "AlreadyExists"): .alreadyExists(status)
      case (409, _): .conflict(status)
      case (410, _): .gone(status)
      case (422, _): .invalid(status)
      case (429, _): .tooManyRequests(status)
      case (500..., _): .server(status)
      default: .rejected(status)
      }
  }

  /// How long the server asks to wait before the request is sent again; nil if it doesn't.
  var serverWait: Duration? {
    switch self {
    case .tooManyRequests(let status): .seconds(status.retryAfterSeconds ?? 1)
    case .server(let status): status.retryAfterSeconds.map { .seconds($0) }
    default: nil
    }
  }

  /// The server's Status, where it sent one.
  public var status: Status? {
    switch self {
    case .unauthorized(let status), .notFound(let status), .alreadyExists(let status),
      .conflict(let status), .gone(let status), .invalid(let status),
      .tooManyRequests(let status), .server(let status), .rejected(let status):
      status
    case .forbidden(let denial): denial.status
    case .transport, .undecodable, .credentials: nil
    }
  }
}

extension Status {
  /// Reads a Status document; `code` is that of the response it came in.
  init(_ value: Value, code: Int) {
    let details = value["details"]
    self.init(
      code: value["code"]?.integer.flatMap { Int(exactly: $0) } ?? code,
      reason: value["reason"]?.string ?? "", message: value["message"]?.string ?? "",
      group: details?["group"]?.string ?? "", kind: details?["kind"]?.string ?? "",
      name: details?["name"]?.string ?? "",
      causes: (details?["causes"]?.array ?? []).map {
        Cause(
          reason: $0["reason"]?.string ?? "", message: $0["message"]?.string ?? "",
          field: $0["field"]?.string ?? "")
      },
      retryAfterSeconds: details?["retryAfterSeconds"]?.integer.flatMap { Int(exactly: $0) })
  }
}

extension Undecodable {
  init(_ response: Response, beginning body: [UInt8], reason: String) {
    var reason = reason
    if (300...399).contains(response.status), let place = response.headers["Location"] {
      reason = "a redirection to \(place)"
    }
    self.init(
      code: response.status, contentType: response.headers["Content-Type"] ?? "",
      beginning: Self.firstLine(body), reason: reason)
  }

  /// The beginning of a text in one line: at most 120 characters, none of them a control.
  static func firstLine(_ bytes: [UInt8]) -> String {
    var line = ""
    for scalar in String(decoding: bytes.prefix(600), as: UTF8.self).unicodeScalars {
      guard line.count < 120 else { return line + "…" }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        if line.last != " ", !line.isEmpty { line.append(" ") }
      case .format: line.append("\u{FFFD}")
      default: line.unicodeScalars.append(scalar)
      }
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
