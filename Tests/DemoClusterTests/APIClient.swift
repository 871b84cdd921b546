import Documents
import HTTP

@testable import DemoCluster

/// What tests say to the server, and what it answers.
struct APIClient {
  struct Answer {
    var status: Int
    var headers: Headers
    var text: String

    /// The body as a value; null if it isn't JSON.
    var value: Value { (try? Value(json: text)) ?? .null }
    var reason: String { value["reason"]?.string ?? "" }
    var message: String { value["message"]?.string ?? "" }
    var items: [Value] { value["items"]?.array ?? [] }
    var names: [String] { items.map(\.objectName) }
    var resourceVersion: String { value.at("metadata", "resourceVersion")?.string ?? "" }
  }

  var server = DemoAPIServer()

  func send(
    _ method: Request.Method, _ target: String, _ body: String? = nil,
    type: String = "application/json", accept: String? = nil
  ) async throws -> Answer {
    var headers: Headers = ["User-Agent": "tests/1.0"]
    if body != nil { headers["Content-Type"] = type }
    if let accept { headers["Accept"] = accept }
    let response = try await server.send(
      Request(method, target, headers: headers, body: body.map { Array($0.utf8) }))
    let bytes = try await response.body.collect()
    return Answer(
      status: response.status, headers: response.headers,
      text: String(decoding: bytes, as: UTF8.self))
  }

  func get(_ target: String, accept: String? = nil) async throws -> Answer {
    try await send(.get, target, accept: accept)
  }

  func post(_ target: String, _ body: Value) async throws -> Answer {
    try await send(.post, target, body.json)
  }

  func apply(
    _ target: String, _ body: Value, as manager: String, force: Bool = false, _ more: String = ""
  ) async throws -> Answer {
    try await send(
      .patch, "\(target)?fieldManager=\(manager)\(force ? "&force=true" : "")\(more)", body.json,
      type: "application/apply-patch+yaml")
  }

  func patch(_ target: String, _ body: Value, _ kind: String) async throws -> Answer {
    try await send(.patch, target, body.json, type: "application/\(kind)-patch+json")
  }

  /// Opens a watch; its lines come one by one.
  func watch(_ target: String, accept: String? = nil) async throws -> WatchReader {
    var headers = Headers()
    if let accept { headers["Accept"] = accept }
    let response = try await server.send(Request(.get, target, headers: headers))
    return WatchReader(body: response.body)
  }

  @discardableResult
  func makeConfigMap(
    _ name: String, _ data: Value = [:], labels: Value = [:], in namespace: String = "default"
  ) async throws -> Answer {
    try await post(
      "/api/v1/namespaces/\(namespace)/configmaps",
      ["metadata": ["name": .string(name), "labels": labels], "data": data])
  }
}

/// Reads the events of a watch.
struct WatchReader {
  private var chunks: Body.Iterator
  private var buffer: [UInt8] = []

  init(body: Body) { chunks = body.makeAsyncIterator() }

  /// The next event; nil at the end of the stream.
  mutating func next() async throws -> Value? {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        let line = buffer[..<end]
        buffer = Array(buffer[(end + 1)...])
        return try Value(json: line)
      }
      guard let chunk = try await chunks.next() else { return nil }
      buffer += chunk
    }
  }

  /// The type and name of the next event, such as `ADDED web`.
  mutating func nextTitle() async throws -> String {
    guard let event = try await next() else { return "end" }
    return "\(event["type"]?.string ?? "") \(event["object"]?.objectName ?? "")"
  }
}
