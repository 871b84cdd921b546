internal import Documents
internal import HTTP
internal import Kubernetes

extension Applier {
  /// Does with one object what the plan says, until it is clear what became of it.
  func apply(_ item: PlannedObject, _ send: @escaping Send) async -> Applied {
    if item.isSettled { return Applied(.unchanged, item.target) }
    if case .recreate = item.verdict { return await recreate(item, send) }
    if let managed = item.managedFields, !options.isDryRun {
      if let error = await migrate(item, managed) { return Applied(.failed(.server(error))) }
    }
    return await submit(item, send)
  }

  /// Sends one object until it is clear what became of it.
  ///
  /// Sending it again does no harm: to apply the same object twice is to apply it once.
  func submit(_ item: PlannedObject, _ send: @escaping Send) async -> Applied {
    var patience = Patience()
    var mayHaveArrived = false
    // An earlier attempt may have been carried out even where the last one was refused.
    func failure(_ error: DeployError) -> Applied {
      Applied(mayHaveArrived ? .uncertain(error) : .failed(error))
    }
    var isNewKind = false
    if case .definition? = item.prerequisite { isNewKind = true }
    while true {
      switch await request(item) {
      case .success(let written):
        return Applied(
          Self.outcome(written, item, isRepeated: mayHaveArrived),
          WaitTarget(key: item.key, applied: written.object))
      case .failure(let error):
        if error.leavesDoubt, error.webhook == nil { mayHaveArrived = true }
        guard let pause = patience.pause(after: error, isNewKind: isNewKind) else {
          if case .conflict(let status) = error {
            let conflicts = FieldConflict.read(status)
            if !conflicts.isEmpty { return failure(.conflict(conflicts)) }
          }
          return failure(.server(error))
        }
        send(.retrying(item.key, .server(error), after: pause))
        // Cancelled while waiting: this object isn't sent again.
        guard (try? await pacing.sleep(pause)) != nil else { return failure(.server(error)) }
      }
    }
  }

  /// Sends one object and waits for the answer even if the task is cancelled meanwhile: half a
  /// request would leave it open what was done.
  private func request(_ item: PlannedObject) async -> Result<Written, KubernetesError> {
    var isForced = false
    // Only what was shown as a conflict is taken over.
    if case .conflict = item.verdict { isForced = options.forcesConflicts }
    // A dry run of what belongs to a predecessor conflicts with it, a deploy has migrated it before.
    if options.isDryRun, item.managedFields != nil { isForced = true }
    var apply = ApplyOptions(
      fieldManager: Planner.fieldManager, isForced: isForced, isDryRun: options.isDryRun,
      fieldValidation: Self.fieldValidation)
    let answer = await send(item, apply)
    // Fields that were changed by hand are taken back, and no others along with them.
    guard !isForced, !item.takenBack.isEmpty, case .failure(.conflict(let status)) = answer,
      FieldConflict.read(status).allSatisfy({
        $0.manager == Planner.editManager && item.takenBack.isSuperset(of: $0.fields)
      })
    else { return answer }
    apply.isForced = true
    return await send(item, apply)
  }

  private func send(
    _ item: PlannedObject, _ apply: ApplyOptions
  ) async -> Result<Written, KubernetesError> {
    await Self.uncancelled { () async throws(KubernetesError) in
      try await client.apply(item.key, item.payload.object, apply)
    }
  }

  /// Asks something whose answer is waited for even if the task is cancelled meanwhile.
  static func uncancelled<Answer: Sendable>(
    _ ask: @escaping @Sendable () async throws(KubernetesError) -> Answer
  ) async -> Result<Answer, KubernetesError> {
    await Task { () async -> Result<Answer, KubernetesError> in
      do throws(KubernetesError) {
        return .success(try await ask())
      } catch {
        return .failure(error)
      }
    }.value
  }

  private static func outcome(
    _ written: Written, _ item: PlannedObject, isRepeated: Bool
  ) -> ChangeSet.Outcome {
    if written.isCreated || isRepeated && item.verdict == .create { return .created }
    let version = written.object["metadata"]?["resourceVersion"]?.string
    if version != nil, version == item.version, item.managedFields == nil { return .unchanged }
    // Only the label of the inventory and who owns which field may have changed.
    let clean = ServerFields.remove(from: written.object)
    guard item.verdict == .unchanged, clean == item.expected?.object else { return .configured }
    return item.adoption == nil ? .unchanged : .adopted
  }

  // MARK: Adoption

  /// Makes the fields of those who applied the object before Duet's own, as kubectl does when it
  /// turns to server-side apply; nil when it is done, or nothing is to be done.
  private func migrate(_ item: PlannedObject, _ planned: ManagedFields) async -> KubernetesError? {
    var (managed, version) = (planned, item.version ?? "")
    var patience = Patience()
    while true {
      let patch = JSONPatch([
        .replace(
          ["metadata", "managedFields"], managed.migrated(to: Planner.fieldManager).value),
        // To replace it is to have the server compare it.
        .replace(["metadata", "resourceVersion"], .string(version)),
      ]).value
      let answer = await Self.uncancelled { () async throws(KubernetesError) in
        try await client.patch(item.key, .json, patch)
      }
      guard case .failure(let error) = answer else { return nil }
      if case .notFound = error { return nil }
      guard let pause = patience.pause(after: error, isNewKind: false),
        (try? await pacing.sleep(pause)) != nil
      else { return error }
      switch await Self.uncancelled({ () async throws(KubernetesError) in
        try await client.get(item.key)
      }) {
      case .success(let live):
        managed = ManagedFields(of: live)
        version = live["metadata"]?["resourceVersion"]?.string ?? ""
        if managed.predecessors(of: Planner.fieldManager).isEmpty { return nil }
      case .failure(.notFound): return nil
      case .failure: continue
      }
    }
  }

  // MARK: Definitions

  /// Waits until the server serves the kind that a definition describes; nil when it does.
  func waitForDefinition(_ key: ObjectKey) async -> DeployError? {
    let deadline = pacing.now().advanced(by: options.definitionTimeout)
    var pause = Duration.milliseconds(50)
    var reason = ""
    while true {
      do throws(KubernetesError) {
        let conditions = try await client.get(key)["status"]?["conditions"]?.array ?? []
        func condition(_ type: String) -> Value? { conditions.first { $0["type"]?.string == type } }
        if condition("Established")?["status"] == "True" { return nil }
        if let names = condition("NamesAccepted"), names["status"] == "False" {
          return .definitionNotEstablished(reason: names["message"]?.string ?? "")
        }
        reason = condition("Established")?["message"]?.string ?? reason
      } catch {
        guard error.mayPass else { return Task.isCancelled ? .cancelled : .server(error) }
        reason = error.summary
      }
      guard pacing.now() < deadline else { return .definitionNotEstablished(reason: reason) }
      guard (try? await pacing.sleep(pause)) != nil else { return .cancelled }
      pause = min(pause * 2, .seconds(1))
    }
  }
}

extension PlannedObject {
  /// The live object that the plan was compared with, to be waited for.
  var target: WaitTarget {
    WaitTarget(key: key, uid: uid ?? "", generation: generation)
  }
}
