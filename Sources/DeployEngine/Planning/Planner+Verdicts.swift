internal import Documents
internal import GitOps
internal import Kubernetes

extension Planner {
  /// What became of asking about one object.
  struct Judgement: Sendable {
    var item: PlannedObject
    var restart: Consequence?
  }

  /// Asks the server about one object.
  func judge(_ subject: Subject, _ surroundings: Surroundings) async -> Judgement {
    var item = PlannedObject(
      key: subject.key, object: subject.object,
      isNamespaceDefaulted: subject.isNamespaceDefaulted, verdict: .create,
      after: Masking.mask(ServerFields.remove(from: subject.payload)), sending: subject.payload)
    if subject.isUnknown {
      item.verdict = .error(
        .unknownKind(apiVersion: subject.object.apiVersion, kind: subject.object.kind))
      return Judgement(item: item)
    }
    if let definition = subject.definition {
      item.prerequisite = .definition(definition)
      return Judgement(item: item)
    }
    async let current = live(subject.key)
    var conflicts: [FieldConflict] = []
    var answer = await dryRun(subject, isForced: false)
    if case .failure(.conflict(let status)) = answer {
      conflicts = FieldConflict.read(status)
      // What it would be like if the fields were taken over.
      if !conflicts.isEmpty { answer = await dryRun(subject, isForced: true) }
    }
    switch (answer, await current) {
    case (.failure(let error), _):
      refuse(error, subject, surroundings, &item)
      return Judgement(item: item)
    case (_, .failure(let error)):
      item.verdict = .error(.server(error))
      return Judgement(item: item)
    case (.success(let written), .success(let live)):
      return compare(live, written, conflicts, item)
    }
  }

  private func live(_ key: ObjectKey) async -> Result<Value?, KubernetesError> {
    do throws(KubernetesError) {
      return .success(try await client.get(key))
    } catch {
      if case .notFound = error { return .success(nil) }
      return .failure(error)
    }
  }

  private func dryRun(
    _ subject: Subject, isForced: Bool
  ) async -> Result<Written, KubernetesError> {
    let options = ApplyOptions(
      fieldManager: Self.fieldManager, isForced: isForced, isDryRun: true,
      fieldValidation: Applier.fieldValidation)
    do throws(KubernetesError) {
      return .success(try await client.apply(subject.key, subject.payload, options))
    } catch {
      return .failure(error)
    }
  }

  /// A namespace that isn't there is no error if the stack makes it.
  private func refuse(
    _ error: KubernetesError, _ subject: Subject, _ surroundings: Surroundings,
    _ item: inout PlannedObject
  ) {
    guard case .notFound(let status) = error, status.kind == "namespaces",
      !subject.object.namespace.isEmpty
    else {
      item.verdict = .error(.server(error))
      return
    }
    let namespace = subject.object.namespace
    if surroundings.namespaces.contains(namespace) {
      item.prerequisite = .namespace(namespace)
    } else {
      item.verdict = .error(.namespaceMissing(namespace))
    }
  }

  private func compare(
    _ live: Value?, _ written: Written, _ conflicts: [FieldConflict], _ item: PlannedObject
  ) -> Judgement {
    var item = item
    item.warnings = written.warnings
    let after = ServerFields.remove(from: written.object)
    guard let live else {
      item.verdict = conflicts.isEmpty ? .create : .conflict(conflicts)
      item.after = Masking.mask(after)
      return Judgement(item: item)
    }
    let before = ServerFields.remove(from: live)
    let masked = Masking.mask(before: before, after: after)
    (item.before, item.after) = (masked.before, masked.after)
    item.version = live["metadata"]?["resourceVersion"]?.string
    if !conflicts.isEmpty {
      item.verdict = .conflict(conflicts)
    } else {
      item.verdict = before == after ? .unchanged : .change
    }
    if before != after {
      let byName = Difference(from: masked.before, to: masked.after, matching: .byName)
      // Where only the order of a list has changed, that is what is shown.
      item.differences =
        (byName.isEmpty ? Difference(from: masked.before, to: masked.after) : byName).changes
    } else {
      item.isSettled =
        ServerFields.owned(by: Self.fieldManager, in: live)
        == ServerFields.owned(by: Self.fieldManager, in: written.object)
    }
    return Judgement(item: item, restart: restart(of: live, to: after, item))
  }

  /// Whether the pods of a workload are replaced.
  private func restart(
    of live: Value, to after: Value, _ item: PlannedObject
  ) -> Consequence? {
    guard item.object.group == "apps",
      ["Deployment", "StatefulSet", "DaemonSet"].contains(item.object.kind),
      live["spec"]?["template"] != after["spec"]?["template"],
      after["spec"]?["paused"]?.bool != true,
      after["spec"]?["updateStrategy"]?["type"]?.string != "OnDelete"
    else { return nil }
    let pods =
      live["spec"]?["replicas"]?.integer ?? live["status"]?["desiredNumberScheduled"]?.integer
    return Consequence(item.key, .restarts(pods: pods.map { Int(clamping: $0) }, .template))
  }
}
