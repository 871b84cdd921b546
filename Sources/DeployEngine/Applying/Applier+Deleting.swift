internal import Documents
internal import Kubernetes

extension Applier {
  /// Deletes what isn't rendered any more, the kinds that others need last.
  func prune(_ plan: Plan, _ progress: inout DeployProgress, _ send: @escaping Send) async {
    let items = plan.items.filter { $0.verdict == .prune }
    for stage in KindOrder.Stage.allCases.reversed() where !progress.isStopped {
      let members = items.filter { $0.stage == stage }
      let inventory = plan.inventory
      await run(members, &progress, send) { await prune($0, inventory, send) }
    }
  }

  /// Deletes one object of the inventory, as it was when the plan was made, or as it is now if it
  /// still is the inventory's.
  private func prune(
    _ item: PlannedObject, _ inventory: Inventory, _ send: @escaping Send
  ) async -> Applied {
    send(.deleting(item.key))
    var version = item.version
    var patience = Patience()
    while true {
      let deletion = DeleteOptions(
        propagation: .background, uid: item.uid, resourceVersion: version,
        isDryRun: options.isDryRun)
      let error: KubernetesError
      switch await delete(item.key, deletion) {
      case nil, .notFound?: return Applied(.pruned)
      case let refusal?: error = refusal
      }
      guard let pause = patience.pause(after: error, isNewKind: false) else {
        return Applied(.failed(.server(error)))
      }
      send(.retrying(item.key, .server(error), after: pause))
      guard (try? await pacing.sleep(pause)) != nil else {
        return Applied(error.leavesDoubt ? .uncertain(.server(error)) : .failed(.server(error)))
      }
      guard case .conflict = error else { continue }
      switch await look(at: item.key) {
      case .failure(.notFound): return Applied(.pruned)
      case .failure(let error): return Applied(.failed(.server(error)))
      case .success(let live):
        let metadata = live["metadata"]
        // Another one of the same name isn't what the plan was about.
        if metadata?["uid"]?.string != item.uid { return Applied(.pruned) }
        let label = metadata?["labels"]?[ApplySet.partOf]?.string
        guard label == inventory.id else {
          return Applied(.failed(.belongsElsewhere(label ?? "no inventory any more")))
        }
        version = metadata?["resourceVersion"]?.string
      }
    }
  }

  // MARK: Making anew

  /// Kinds whose objects have others below them that must be gone first: pods that would go on with
  /// the volumes and names that their successors need.
  private static let groupsWithDependents: Set = ["apps", "batch"]

  /// Deletes an object, waits until it is gone, and applies it.
  ///
  /// It isn't interrupted: to stop half-way would leave nothing there.
  func recreate(_ item: PlannedObject, _ send: @escaping Send) async -> Applied {
    guard !options.isDryRun else { return Applied(.recreated) }
    return await Task { await recreateToTheEnd(item, send) }.value
  }

  private func recreateToTheEnd(_ item: PlannedObject, _ send: @escaping Send) async -> Applied {
    let propagation: DeleteOptions.Propagation =
      Self.groupsWithDependents.contains(item.key.kind.group) ? .foreground : .background
    let deletion = DeleteOptions(propagation: propagation, uid: item.uid)
    var patience = Patience()
    var mayHaveArrived = false
    deleting: while true {
      switch await delete(item.key, deletion) {
      case nil, .notFound?: break deleting
      case let error?:
        if error.leavesDoubt, error.webhook == nil { mayHaveArrived = true }
        if case .conflict = error { return Applied(.failed(.server(error))) }
        guard let pause = patience.pause(after: error, isNewKind: false) else {
          return Applied(mayHaveArrived ? .uncertain(.server(error)) : .failed(.server(error)))
        }
        send(.retrying(item.key, .server(error), after: pause))
        try? await pacing.sleep(pause)
      }
    }
    send(.deleting(item.key))
    if let error = await waitUntilGone(item) { return Applied(.failed(error)) }
    let applied = await submit(item, send)
    switch applied.outcome {
    case .failed(let error): return Applied(.lost(error))
    case .uncertain: return applied
    default: return Applied(.recreated, applied.target)
    }
  }

  private func waitUntilGone(_ item: PlannedObject) async -> DeployError? {
    let deadline = pacing.now().advanced(by: options.deletionTimeout)
    var pause = Duration.milliseconds(50)
    var finalizers: [String] = []
    while true {
      switch await look(at: item.key) {
      case .failure(.notFound): return nil
      case .failure(let error): if !error.mayPass { return .server(error) }
      case .success(let live):
        let metadata = live["metadata"]
        if metadata?["uid"]?.string != item.uid { return nil }
        finalizers = (metadata?["finalizers"]?.array ?? []).compactMap(\.string)
      }
      guard pacing.now() < deadline else { return .notGone(finalizers: finalizers) }
      try? await pacing.sleep(pause)
      pause = min(pause * 2, .seconds(1))
    }
  }

  // MARK: Requests

  private func delete(
    _ key: ObjectKey, _ deletion: DeleteOptions
  ) async -> KubernetesError? {
    let answer = await Self.uncancelled { () async throws(KubernetesError) in
      try await client.delete(key, deletion)
    }
    guard case .failure(let error) = answer else { return nil }
    return error
  }

  func look(at key: ObjectKey) async -> Result<Value, KubernetesError> {
    await Self.uncancelled { () async throws(KubernetesError) in try await client.get(key) }
  }
}
