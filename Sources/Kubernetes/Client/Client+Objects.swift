public import Documents
import HTTP

/// What the server made of an object that was written.
public struct Written: Hashable, Sendable {
  /// The object as it is now, or would be after a dry run.
  public var object: Value
  /// Whether it wasn't there before.
  public var isCreated: Bool
  /// What the server had to remark: deprecated versions, unknown fields.
  public var warnings: [String]

  /// Makes a result.
  public init(object: Value, isCreated: Bool, warnings: [String] = []) {
    self.object = object
    self.isCreated = isCreated
    self.warnings = warnings
  }
}

extension Client {
  /// Reads one object.
  public func get(_ key: ObjectKey) async throws(KubernetesError) -> Value {
    try await value(Requests.get(key))
  }

  /// Reads all objects of a query, whole; for few.
  ///
  /// Many are for `live`.
  public func list(_ query: ResourceQuery) async throws(KubernetesError) -> [Value] {
    var items: [Value] = []
    var continuation: String?
    repeat {
      let page = try await value(
        Requests.list(query, ListOptions(limit: 500, continuation: continuation)))
      items += page["items"]?.array ?? []
      continuation = page["metadata"]?["continue"]?.string
    } while continuation?.isEmpty == false
    return items
  }

  /// Creates an object.
  public func create(
    _ kind: ResourceKind, namespace: String? = nil, _ object: Value,
    _ options: WriteOptions = WriteOptions()
  ) async throws(KubernetesError) -> Written {
    try await write(Requests.create(kind, namespace: namespace, object, options))
  }

  /// Replaces an object.
  public func replace(
    _ key: ObjectKey, _ object: Value, _ options: WriteOptions = WriteOptions()
  ) async throws(KubernetesError) -> Written {
    try await write(Requests.replace(key, object, options))
  }

  /// Applies a configuration on the server's side.
  public func apply(
    _ key: ObjectKey, _ object: Value, _ options: ApplyOptions = ApplyOptions()
  ) async throws(KubernetesError) -> Written {
    try await write(Requests.apply(key, object, options))
  }

  /// Changes a part of an object.
  public func patch(
    _ key: ObjectKey, subresource: String? = nil, _ type: PatchType, _ patch: Value,
    _ options: WriteOptions = WriteOptions()
  ) async throws(KubernetesError) -> Written {
    try await write(Requests.patch(key, subresource: subresource, type, patch, options))
  }

  /// Deletes an object.
  ///
  /// It may still be there for a while, with its deletion under way.
  public func delete(
    _ key: ObjectKey, _ options: DeleteOptions = DeleteOptions()
  ) async throws(KubernetesError) {
    _ = try await bytes(Requests.delete(key, options))
  }

  /// Sets how many replicas there are to be.
  public func scale(
    _ key: ObjectKey, to replicas: Int, _ options: WriteOptions = WriteOptions()
  ) async throws(KubernetesError) {
    _ = try await write(Requests.scale(key, to: replicas, options))
  }

  /// Asks for a pod to be removed where its disruption budget allows it.
  ///
  /// Where the budget doesn't, that is told at once (`KubernetesError.disruptionBudget`): whether and
  /// when to ask again is for the caller to say.
  public func evict(
    _ pod: ObjectName, _ options: DeleteOptions = DeleteOptions()
  ) async throws(KubernetesError) {
    do {
      try await sendEviction(Requests.evict(pod, options))
    } catch .notFound(let status) where status.kind != "pods" || status.name.isEmpty {
      // Not the pod is missing but the version: servers before 1.22 have an older one.
      try await sendEviction(Requests.evict(pod, version: "v1beta1", options))
    } catch .rejected {
      try await sendEviction(Requests.evict(pod, version: "v1beta1", options))
    }
  }

  private func sendEviction(_ request: Request) async throws(KubernetesError) {
    let response: Response
    do {
      response = try await send(request, isPatient: false)
    } catch {
      // A budget answers 429 as an overloaded server does, and only the latter is waited for.
      guard case .tooManyRequests = error, error.disruptionBudget == nil else { throw error }
      response = try await send(request)
    }
    // Read to its end, or the connection is of no use to the next request.
    _ = try? await response.body.collect()
  }

  private func write(_ request: Request) async throws(KubernetesError) -> Written {
    let response = try await send(request)
    let warnings = response.headers.fields.filter { $0.name.lowercased() == "warning" }
    return Written(
      object: try await Self.value(of: response), isCreated: response.status == 201,
      warnings: warnings.compactMap { Self.warning($0.value) })
  }

  /// The text of a warning: `299 - "…"`, with quotes and backslashes escaped.
  static func warning(_ field: String) -> String? {
    guard let start = field.firstIndex(of: "\"") else { return nil }
    var text = ""
    var isEscaped = false
    for character in field[field.index(after: start)...] {
      if isEscaped {
        text.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        return text
      } else {
        text.append(character)
      }
    }
    return nil
  }
}
