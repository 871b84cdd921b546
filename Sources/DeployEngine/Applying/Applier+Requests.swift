internal import Documents
internal import HTTP
internal import Kubernetes

extension Applier {
  /// How often an object is sent again after an answer that may be over in a moment.
  private static let mostRetries = 3
  /// How often, and how far apart, an object is sent whose kind has only just become known.
  private static let mostLookups = 40
  private static let lookupPause = Duration.milliseconds(250)

  /// Sends one object until it is clear what became of it.
  ///
  /// Sending it again does no harm: to apply the same object twice is to apply it once.
  func apply(_ item: PlannedObject) async -> ChangeSet.Outcome {
    if item.isSettled { return .unchanged }
    var retries = 0
    var lookups = 0
    var mayHaveArrived = false
    // An earlier attempt may have been carried out even where the last one was refused.
    func failure(_ error: DeployError) -> ChangeSet.Outcome {
      mayHaveArrived ? .uncertain(error) : .failed(error)
    }
    while true {
      switch await request(item) {
      case .success(let written):
        return Self.outcome(written, item, isRepeated: mayHaveArrived)
      case .failure(.conflict(let status)):
        let conflicts = FieldConflict.read(status)
        return failure(conflicts.isEmpty ? .server(.conflict(status)) : .conflict(conflicts))
      case .failure(let error):
        if error.leavesDoubt { mayHaveArrived = true }
        let pause: Duration
        if case .notFound = error, case .definition? = item.prerequisite,
          lookups < Self.mostLookups
        {
          lookups += 1
          pause = Self.lookupPause
        } else if error.mayPass, retries < Self.mostRetries {
          pause = .milliseconds(500 << retries)
          retries += 1
        } else {
          return failure(.server(error))
        }
        // Cancelled while waiting: this object isn't sent again.
        guard (try? await pacing.sleep(pause)) != nil else { return failure(.server(error)) }
      }
    }
  }

  /// Sends one object and waits for the answer even if the task is cancelled meanwhile: half a
  /// request would leave it open what was done.
  private func request(_ item: PlannedObject) async -> Result<Written, KubernetesError> {
    let options = ApplyOptions(
      fieldManager: Planner.fieldManager, isForced: options.forcesConflicts,
      fieldValidation: Self.fieldValidation)
    return await Task { () async -> Result<Written, KubernetesError> in
      do throws(KubernetesError) {
        return .success(try await client.apply(item.key, item.payload.object, options))
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
    if version != nil, version == item.version { return .unchanged }
    // Only who owns which field may have changed.
    let isSame = Masking.mask(ServerFields.remove(from: written.object)) == item.before
    return isSame && item.verdict == .unchanged ? .unchanged : .configured
  }

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

extension KubernetesError {
  /// Whether the same request may well succeed in a moment.
  fileprivate var mayPass: Bool {
    switch self {
    case .tooManyRequests, .server: true
    case .transport(let error):
      switch error.reason {
      case .cannotConnect, .timedOut, .connectionLost: true
      default: false
      }
    default: false
    }
  }

  /// Whether the request may have been carried out nevertheless.
  fileprivate var leavesDoubt: Bool {
    switch self {
    case .server: true
    case .transport(let error):
      switch error.reason {
      case .timedOut, .connectionLost, .protocolViolation, .tooLarge, .cancelled, .other: true
      default: false
      }
    default: false
    }
  }
}
