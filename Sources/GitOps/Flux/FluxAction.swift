public import Documents
public import Kubernetes

/// What can be done to an object of Flux's, as its command line does it.
public enum FluxAction: Hashable, Sendable {
  /// Look after it now.
  case reconcile
  /// Leave it alone.
  case suspend
  /// Leave it alone, with a note of who wants that, why and until when.
  case pause(AutomationPause)
  /// Look after it again.
  case resume

  static let requestAnnotation = "reconcile.fluxcd.io/requestedAt"
}

extension FluxRow {
  /// Why something can't be done to it, in a sentence; nil where it can.
  public func refusal(of action: FluxAction) -> String? {
    switch action {
    case .reconcile: isSuspended ? "it is suspended; resume it first" : nil
    case .suspend: isSuspended ? "it is suspended already" : nil
    // A pause may be made longer; what others suspended for good isn't to be resumed at its end.
    case .pause: isSuspended && pause == nil ? "it is suspended already" : nil
    case .resume: isSuspended ? nil : "it isn't suspended"
    }
  }

  /// What to send for it, as a merge patch; a request to reconcile is marked by its moment.
  public func patch(_ action: FluxAction, at now: Timestamp) -> Value {
    switch action {
    case .reconcile:
      [
        "metadata": ["annotations": [FluxAction.requestAnnotation: .string(now.rfc3339)]]
      ]
    case .suspend: ["spec": ["suspend": true]]
    case .pause(let pause): Self.suspension(pause, kind, name)
    // What is false isn't written.
    case .resume:
      pause == nil ? ["spec": ["suspend": .null]] : Self.resumption
    }
  }

  /// The change by which an object of Flux's is paused, with the note on it.
  public static func suspension(
    _ pause: AutomationPause, _ kind: FluxKind, _ name: ObjectName
  ) -> Value {
    var note = pause
    note.settings = [:]
    note.command = AutomationPause.command(
      "\(kind.rawValue.lowercased())s.\(kind.group)", name.namespace, name.name, resumption)
    return [
      "metadata": ["annotations": [AutomationPause.annotation: .string(note.text)]],
      "spec": ["suspend": true],
    ]
  }

  private static var resumption: Value {
    [
      "metadata": ["annotations": [AutomationPause.annotation: .null]],
      "spec": ["suspend": .null],
    ]
  }
}

/// Asks Flux to do things.
public struct FluxOperator: Sendable {
  /// Why something wasn't done.
  public enum Failure: Error, Hashable, Sendable {
    /// It can't be done as things are, and why.
    case refused(FluxRow.Reference, String)
    /// The cluster has no such kind.
    case kindMissing(FluxKind)
    /// The server said no, or couldn't be reached.
    case kubernetes(KubernetesError)
  }

  private let client: Client
  /// The kinds that the server has.
  public let kinds: [FluxKind: ResourceKind]
  private let now: @Sendable () -> Timestamp

  /// Makes an operator for the kinds that a server has.
  public init(
    _ client: Client, kinds: [FluxKind: ResourceKind], now: @escaping @Sendable () -> Timestamp
  ) {
    self.client = client
    self.kinds = kinds
    self.now = now
  }

  /// Does something to an object; gives it as it is then.
  ///
  /// `withSource` has where it comes from fetched anew first, which is asked for and not waited for:
  /// what is new there makes Flux look after the object by itself.
  public func perform(
    _ action: FluxAction, on object: FluxRow.Reference, withSource: Bool = false
  ) async throws(Failure) -> FluxRow {
    let row = try await read(object)
    if let reason = row.refusal(of: action) { throw .refused(object, reason) }
    if withSource, case .reconcile = action, let source = row.source {
      let from = try await read(source)
      if let reason = from.refusal(of: .reconcile) { throw .refused(source, reason) }
      _ = try await send(from.patch(.reconcile, at: now()), source)
    }
    return try await send(row.patch(action, at: now()), object)
  }

  /// Resumes an object whose pause is over; nil where somebody has ended it or made it longer
  /// meanwhile.
  ///
  /// Sent for the very version that was read: where several do it at once, one of them is heard.
  public func resumeExpired(_ object: FluxRow.Reference) async throws(Failure) -> FluxRow? {
    let key = try key(object)
    for _ in 0..<Self.mostAttempts {
      do throws(KubernetesError) {
        let document = try await client.get(key)
        let row = FluxRow(object.kind, document)
        guard row.isSuspended, row.pause?.isOver(at: now().seconds) == true else { return nil }
        var patch = row.patch(.resume, at: now())
        patch[["metadata", "resourceVersion"] as Pointer] =
          document[objectAt: "metadata"]["resourceVersion"]
        return FluxRow(object.kind, try await client.patch(key, .merge, patch).object)
      } catch {
        guard case .conflict = error else { throw .kubernetes(error) }
      }
    }
    return nil
  }

  private static let mostAttempts = 5

  private func key(_ object: FluxRow.Reference) throws(Failure) -> ObjectKey {
    guard let kind = kinds[object.kind] else { throw .kindMissing(object.kind) }
    return ObjectKey(kind, object.name)
  }

  /// Reads an object, for those who need more of it than its row.
  public func document(
    _ object: FluxRow.Reference
  ) async throws(Failure) -> (row: FluxRow, document: Value) {
    let key = try key(object)
    do throws(KubernetesError) {
      let document = try await client.get(key)
      return (FluxRow(object.kind, document), document)
    } catch {
      throw .kubernetes(error)
    }
  }

  private func read(_ object: FluxRow.Reference) async throws(Failure) -> FluxRow {
    try await document(object).row
  }

  private func send(
    _ patch: Value, _ object: FluxRow.Reference
  ) async throws(Failure) -> FluxRow {
    let key = try key(object)
    do throws(KubernetesError) {
      let written = try await client.patch(key, .merge, patch)
      return FluxRow(object.kind, written.object)
    } catch {
      throw .kubernetes(error)
    }
  }
}
