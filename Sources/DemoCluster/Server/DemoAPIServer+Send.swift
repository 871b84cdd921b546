import Documents
public import HTTP

extension DemoAPIServer {
  /// Answers a request.
  ///
  /// By the time it returns, the controllers have reacted to what the request changed, as far as
  /// they do so at once.
  public nonisolated func send(_ request: Request) async throws(TransportError) -> Response {
    let delay = await faults.latency
    if delay > .zero {
      do { try await Task.sleep(for: delay) } catch { throw TransportError(.cancelled) }
    }
    if Task.isCancelled { throw TransportError(.cancelled) }
    return try await handle(request)
  }

  private func handle(_ request: Request) throws(TransportError) -> Response {
    bootstrap()
    if !faults.isReachable {
      throw TransportError(.cannotConnect, detail: "the demo cluster has been made unreachable")
    }
    requestCount += 1
    defer { drainChanges() }
    do throws(APIFailure) {
      if let failure = faults.nextFailure(for: request) { throw failure }
      guard let target = RequestTarget(request.target) else {
        throw .badRequest("the path or query is not validly encoded")
      }
      return try route(request, target)
    } catch {
      return failed(error, MediaType.accepted(request.headers)?.format ?? .json)
    }
  }

  private func route(_ request: Request, _ target: RequestTarget) throws(APIFailure) -> Response {
    let path = target.path
    switch path.first {
    case nil: return try readOnly(request) { rootPaths() }
    case "version": return try readOnly(request) { versionDocument }
    case "livez", "readyz", "healthz": return text(200, "ok")
    case "openapi": return try openAPI(request, target)
    case "api" where path.count >= 3:
      return try resources(request, target, group: "", version: path[1], path.dropFirst(2))
    case "apis" where path.count >= 4:
      return try resources(request, target, group: path[1], version: path[2], path.dropFirst(3))
    case "api", "apis": return try discovery(request, target)
    default: throw .noSuchPath()
    }
  }

  private func readOnly(
    _ request: Request, _ document: () -> Value
  ) throws(APIFailure) -> Response {
    guard request.method == .get else { throw .methodNotAllowed() }
    return json(200, document())
  }

  private func resources(
    _ request: Request, _ target: RequestTarget, group: String, version: String,
    _ rest: ArraySlice<String>
  ) throws(APIFailure) -> Response {
    if let answer = try review(request, target, group: group, version: version, rest) {
      return answer
    }
    guard groups.contains(where: { $0.name == group && $0.versions.contains(version) }) else {
      // Nobody is responsible for this path, so nobody answers in the form of the API.
      return text(404, "404 page not found\n")
    }
    if isUnavailable(group) { return unavailable() }
    let asked = try resourceRequest(request, target, group: group, version: version, rest)
    try authorize(asked)
    let media = try mediaType(asked)
    if let subresource = asked.subresource, subresource != .status {
      return try answer(subresource, asked, media)
    }
    guard asked.type.verbs.contains(asked.verb.rawValue) else { throw .methodNotAllowed() }
    switch asked.verb {
    case .get: return try get(asked, media)
    case .list: return try list(asked, media)
    case .watch: return try watch(asked, media)
    case .create: return try create(asked, media)
    case .update: return try update(asked, media)
    case .patch: return try patch(asked, media)
    case .delete: return try delete(asked, media)
    case .deletecollection: return try deleteCollection(asked, media)
    }
  }

  private func mediaType(_ asked: ResourceRequest) throws(APIFailure) -> MediaType {
    // Logs are text whatever is asked for.
    if asked.subresource == .log { return MediaType.accepted([:]) ?? .json }
    if let media = MediaType.accepted(asked.headers) { return media }
    throw APIFailure(
      406, "NotAcceptable",
      "only the following media types are accepted: application/json, application/yaml")
  }
}

extension DemoAPIServer {
  /// An answer in JSON.
  nonisolated func json(_ status: Int, _ value: Value, warnings: [String] = []) -> Response {
    respond(status, "application/json", JSONWriter().bytes(value) + [10], warnings: warnings)
  }

  nonisolated func text(_ status: Int, _ text: String) -> Response {
    respond(status, "text/plain; charset=utf-8", Array(text.utf8))
  }

  nonisolated func respond(
    _ status: Int, _ type: String, _ bytes: [UInt8], warnings: [String] = []
  ) -> Response {
    Response(
      status: status, headers: headers(type, warnings: warnings), body: Body(bytes))
  }

  nonisolated func headers(_ type: String, warnings: [String] = []) -> Headers {
    var headers: Headers = ["Cache-Control": "no-cache, private", "Content-Type": type]
    for warning in warnings {
      headers.add("Warning", "299 - \(JSONWriter().string(.string(warning)))")
    }
    return headers
  }

  /// The answer to a request that is refused.
  nonisolated func failed(_ failure: APIFailure, _ format: MediaType.Format) -> Response {
    var response = encoded(failure.code, failure.status, format)
    if let seconds = failure.details?.retryAfterSeconds {
      response.headers.add("Retry-After", String(seconds))
    }
    return response
  }

  /// An answer in the format asked for.
  nonisolated func encoded(
    _ status: Int, _ value: Value, _ format: MediaType.Format, warnings: [String] = []
  ) -> Response {
    switch format {
    case .json: json(status, value, warnings: warnings)
    case .yaml:
      respond(status, "application/yaml", YAMLText.bytes(value), warnings: warnings)
    }
  }
}
