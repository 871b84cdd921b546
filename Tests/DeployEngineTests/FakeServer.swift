import Documents
import HTTP
import Kubernetes

/// A server of a few lines: it keeps objects by path, answers get and apply, and does as it is told.
actor FakeServer: Transport {
  /// One request, as a test reads it.
  struct Call: Hashable, Sendable, CustomStringConvertible {
    var method: String
    var target: String
    var body: Value

    var description: String { "\(method) \(target)" }
  }

  private(set) var calls: [Call] = []
  private var objects: [String: Value] = [:]
  private var namespaces: Set<String> = ["default"]
  private var version = 100
  private var requestsLeft: Int?
  private var answers: [String: [Answer]] = [:]
  private var gate:
    (path: String, arrived: AsyncStream<Void>.Continuation, open: AsyncStream<Void>)?

  /// What to answer instead.
  enum Answer: Sendable {
    case status(Int, Value)
    case fails(TransportError.Reason)
    /// The request is carried out, and the connection lost before the answer.
    case lost
  }

  /// Puts an object there.
  func store(_ path: String, _ object: Value) {
    var object = object
    version += 1
    object["metadata"]?["resourceVersion"] = .string(String(version))
    objects[path] = object
    if path.hasPrefix("/api/v1/namespaces/"), path.split(separator: "/").count == 4 {
      namespaces.insert(String(path.split(separator: "/")[3]))
    }
  }

  /// Makes the next requests for a path answer so, in order: dry runs under `dry <path>`.
  func answer(_ path: String, _ all: Answer...) { answers[path, default: []] += all }

  /// Makes applies of a path wait until the second stream says to go on; the first says when one is.
  func hold(_ path: String) -> (arrived: AsyncStream<Void>, open: AsyncStream<Void>.Continuation) {
    let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
    let (opened, open) = AsyncStream.makeStream(of: Void.self)
    gate = (path, arrive, opened)
    return (arrived, open)
  }

  /// Lets nothing through any more once so many requests have come from now on.
  func goAway(after count: Int) { requestsLeft = count }

  /// The applies that weren't dry runs, by path.
  var applied: [String] {
    calls.filter { $0.method == "PATCH" && !$0.target.contains("dryRun") }
      .map { String($0.target.prefix { $0 != "?" }) }
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
    let path = String(request.target.prefix { $0 != "?" })
    let isDryRun = request.target.contains("dryRun=All")
    let body = request.body.flatMap { try? Value(json: $0) } ?? .null
    if let left = requestsLeft {
      guard left > 0 else { throw TransportError(.cannotConnect) }
      requestsLeft = left - 1
    }
    calls.append(Call(method: request.method.rawValue, target: request.target, body: body))
    if request.method == .patch, !isDryRun, let gate, gate.path == path {
      gate.arrived.yield()
      for await _ in gate.open { break }
    }
    let key = request.method == .get ? "get \(path)" : isDryRun ? "dry \(path)" : path
    if var queue = answers[key], !queue.isEmpty {
      let next = queue.removeFirst()
      answers[key] = queue
      switch next {
      case .status(let code, let body): return Self.response(code, body)
      case .fails(let reason): throw TransportError(reason)
      case .lost:
        _ = apply(path, body, isDryRun: isDryRun)
        throw TransportError(.connectionLost)
      }
    }
    switch request.method {
    case .get: return objects[path].map { Self.response(200, $0) } ?? notFound("x", path)
    case .patch: return apply(path, body, isDryRun: isDryRun)
    default: return Self.response(405, .null)
    }
  }

  private func apply(_ path: String, _ body: Value, isDryRun: Bool) -> Response {
    if let namespace = body["metadata"]?["namespace"]?.string, !namespaces.contains(namespace) {
      return notFound("namespaces", namespace)
    }
    let live = objects[path]
    var merged = live ?? .object([:])
    merged = merged.applying(mergePatch: body)
    merged["metadata"]?["uid"] = "u"
    merged["metadata"]?["managedFields"] = [
      ["manager": "duet", "operation": "Apply", "fieldsV1": ["f:all": [:]]]
    ]
    if merged == live { return Self.response(200, merged) }
    if isDryRun { return Self.response(live == nil ? 201 : 200, merged) }
    store(path, merged)
    return Self.response(live == nil ? 201 : 200, objects[path] ?? .null)
  }

  private func notFound(_ kind: String, _ name: String) -> Response {
    Self.response(
      404,
      [
        "kind": "Status", "code": 404, "reason": "NotFound",
        "message": .string("\(kind) \"\(name)\" not found"),
        "details": ["kind": .string(kind), "name": .string(name)],
      ])
  }

  private static func response(_ code: Int, _ body: Value) -> Response {
    Response(
      status: code, headers: ["Content-Type": "application/json"],
      body: Body(JSONWriter().bytes(body)))
  }
}

/// What a server says when fields belong to another manager.
func conflict(_ manager: String, _ fields: String...) -> FakeServer.Answer {
  .status(
    409,
    [
      "kind": "Status", "code": 409, "reason": "Conflict", "message": "Apply failed",
      "details": [
        "causes": .array(
          fields.map {
            [
              "reason": "FieldManagerConflict", "field": .string($0),
              "message": .string("conflict with \"\(manager)\" using apps/v1"),
            ]
          })
      ],
    ])
}
