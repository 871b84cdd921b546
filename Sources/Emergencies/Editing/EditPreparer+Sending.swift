public import Documents
internal import GitOps
internal import Kubernetes

extension EditPreparer {
  // Fields that the kind doesn't have are an error, not dropped without a word.
  private static let fieldValidation = "Strict"

  /// Sends what was prepared, for the object as it was then: throws a conflict where it isn't any more.
  ///
  /// Returns the object as it is then; `null` for one that was deleted.
  func send(
    _ prepared: PreparedEdit, isDryRun: Bool = false
  ) async throws(KubernetesError) -> Written {
    let options = WriteOptions(
      fieldManager: Self.fieldManager, isDryRun: isDryRun, fieldValidation: Self.fieldValidation)
    let key = prepared.key
    switch prepared.draft.aim {
    case .change:
      return try await client.patch(key, .merge, prepared.patch, options)
    case .scale:
      return try await scale(prepared, options)
    case .creation(let object):
      return try await client.create(
        key.kind, namespace: key.name.namespace.isEmpty ? nil : key.name.namespace, object, options)
    case .deletion(let propagation):
      try await client.delete(
        key,
        DeleteOptions(
          propagation: propagation, uid: prepared.live.map(\.uid).flatMap { $0.isEmpty ? nil : $0 },
          isDryRun: isDryRun))
      return Written(object: .null, isCreated: false)
    }
  }

  /// Scales where there are still as many as were seen: status changes all the time, and the version
  /// with it, so that only the number counts.
  private func scale(
    _ prepared: PreparedEdit, _ options: WriteOptions
  ) async throws(KubernetesError) -> Written {
    let key = prepared.key
    guard let edit = prepared.edits.first, let replicas = edit.after else {
      throw .conflict(Status(code: 409, reason: "Conflict", message: "there is nothing to scale"))
    }
    for attempt in 1... {
      let scale = try await client.value(Requests.get(key, subresource: "scale"))
      guard scale["spec"]?["replicas"] ?? 0 == edit.before ?? 0 else {
        throw .conflict(
          Status(code: 409, reason: "Conflict", message: "it has been scaled meanwhile"))
      }
      let patch: Value = [
        "metadata": ["resourceVersion": scale["metadata"]?["resourceVersion"] ?? ""],
        "spec": ["replicas": replicas],
      ]
      do throws(KubernetesError) {
        let written = try await client.patch(
          key, subresource: "scale", .merge, patch, options)
        // A scale says nothing of the rest: the object itself does, once it is changed.
        let object = options.isDryRun ? nil : try? await client.get(key).naming(key.kind)
        return Written(
          object: object ?? prepared.wanted ?? .null, isCreated: false, warnings: written.warnings)
      } catch {
        guard case .conflict = error, attempt < Self.attempts else { throw error }
      }
    }
    preconditionFailure("unreachable: the loop ends by returning")
  }
}

extension PreparedEdit {
  /// The merge patch that makes the live object the one that is wanted, if it is still of the version
  /// that was seen.
  public var patch: Value {
    let live = live ?? [:]
    var patch = live.mergePatch(to: wanted ?? live)
    patch["metadata"]?["resourceVersion"] = live["metadata"]?["resourceVersion"]
    if patch["metadata"] == nil, let version = live["metadata"]?["resourceVersion"] {
      patch["metadata"] = ["resourceVersion": version]
    }
    return patch
  }
}
