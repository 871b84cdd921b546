public import Documents
public import Kubernetes

/// Why something wasn't done to an application.
public enum OperationError: Error, Hashable, Sendable {
  /// It wasn't asked for, and why.
  case refused([OperationRefusal])
  /// The server said no, or couldn't be reached before anything was sent.
  case kubernetes(KubernetesError)
  /// The connection was lost while it was being sent, and it can't be found out whether it arrived.
  case uncertain(KubernetesError)
  /// The application changed again and again while it was being changed.
  case contended
}

/// Asks Argo CD to do things, by writing what its own server would write.
///
/// Everything is checked against the application as it is at that moment, and sent for exactly that
/// version of it; where it has changed meanwhile everything is read and checked anew. Nothing is sent
/// a second time as long as the first might have arrived.
public struct ApplicationOperator: Sendable {
  private let client: Client
  private let installation: ArgoInstallation
  private let user: String
  private let zones: TimeZones
  private let pacing: Pacing
  private let now: @Sendable () -> Int64

  private static let mostAttempts = 10
  private static let mostSends = 4

  /// Makes an operator for the applications of one Argo CD.
  ///
  /// `user` is who asks, for the record; `now` gives the seconds since 1970.
  public init(
    _ client: Client, _ installation: ArgoInstallation, user: String,
    zones: TimeZones = TimeZones(), pacing: Pacing = .real, now: @escaping @Sendable () -> Int64
  ) {
    self.client = client
    self.installation = installation
    self.user = user
    self.zones = zones
    self.pacing = pacing
    self.now = now
  }

  // MARK: Operations

  /// Starts a sync; gives the application as it is then.
  public func sync(
    _ name: ObjectName, _ request: SyncRequest = SyncRequest()
  ) async throws(OperationError) -> Application {
    try await perform(name, concernsOperation: true) { $0.sync(request, $1) }
  }

  /// Starts a rollback.
  public func rollBack(
    _ name: ObjectName, _ request: RollbackRequest
  ) async throws(OperationError) -> Application {
    try await perform(name, concernsOperation: true) { $0.rollback(request, $1) }
  }

  /// Ends the operation that is running.
  public func terminate(_ name: ObjectName) async throws(OperationError) -> Application {
    try await perform(name) { $0.termination($1) }
  }

  /// Has it compared anew.
  public func refresh(
    _ name: ObjectName, isHard: Bool = false
  ) async throws(OperationError) -> Application {
    try await perform(name) { $0.refresh(isHard: isHard, $1) }
  }

  /// Switches automation off until it is resumed.
  ///
  /// `until` is remembered and shown; keeping to it is up to whoever watches. A pause that lasts
  /// longer already stays as it is.
  public func pause(
    _ name: ObjectName, reason: String = "", until: Int64? = nil
  ) async throws(OperationError) -> Application {
    let note = AutomationPause(user: user, reason: reason, since: now(), until: until)
    let application = try await read(name)
    if let earlier = AutomationPause(application), !application.policy.isAutomated,
      earlier.outlasts(note)
    {
      return application
    }
    let paused = try await perform(name) { $0.pause(note, $1) }
    guard paused.policy.isAutomated else { return paused }
    return try await perform(name) { $0.pause(note, by: .removing, $1) }
  }

  /// Switches automation on again.
  public func resume(_ name: ObjectName) async throws(OperationError) -> Application {
    try await perform(name) { $0.resumption($1) }
  }

  /// Switches automation on again where a pause is over.
  ///
  /// As often as several do it at once, one of them is heard: the others are refused as `notPaused`.
  public func resumeExpired(_ name: ObjectName) async throws(OperationError) -> Application {
    let now = now()
    return try await perform(name) { $0.expiry($1, at: now) }
  }

  /// Deletes the application, and its resources as told.
  public func delete(
    _ name: ObjectName, _ cascade: DeletionCascade
  ) async throws(OperationError) {
    var application = try await read(name)
    let context = try await context(application, verb: "delete", needsProject: false)
    if case .refused(let refusals) = application.deletion(cascade, context) {
      throw .refused(refusals)
    }
    if application.cascade != cascade {
      application = try await perform(name) { $0.deletion(cascade, $1) }
    }
    do {
      // Only this one, with these finalizers: another of its name may be there by now.
      try await client.delete(application.key, DeleteOptions(uid: application.uid))
    } catch {
      throw error.isUncertain ? .uncertain(error) : Self.failure(error, verb: "delete")
    }
  }

  /// Checks a sync without asking for it.
  public func check(
    _ name: ObjectName, _ request: SyncRequest
  ) async throws(OperationError) -> OperationCheck {
    try await check(name, concernsOperation: true) { $0.sync(request, $1) }.check
  }

  /// Checks a rollback without asking for it.
  public func check(
    _ name: ObjectName, _ request: RollbackRequest
  ) async throws(OperationError) -> OperationCheck {
    try await check(name, concernsOperation: true) { $0.rollback(request, $1) }.check
  }

  /// Checks a pause without asking for it, and finds who would undo it.
  public func checkPause(
    _ name: ObjectName
  ) async throws(OperationError) -> (check: OperationCheck, overseers: [Overseer]) {
    let note = AutomationPause(user: user, since: now())
    let (application, check) = try await check(name) { $0.pause(note, $1) }
    guard case .ready = check else { return (check, []) }
    return (check, await overseers(of: application, field: AutomationPause.field))
  }

  /// Checks a deletion without asking for it, and finds who would make the application anew.
  public func checkDeletion(
    _ name: ObjectName, _ cascade: DeletionCascade
  ) async throws(OperationError) -> (check: OperationCheck, overseers: [Overseer]) {
    let (application, check) = try await check(name, verb: "delete") { $0.deletion(cascade, $1) }
    guard case .ready = check else { return (check, []) }
    return (
      check,
      await overseers(of: application) {
        application.verdictOnDeletion(of: $0)
      } byParent: {
        application.verdictOnDeletion(of: $0)
      }
    )
  }

  /// Who would undo a change of a field of the application.
  public func overseers(
    of application: Application, field: Pointer
  ) async -> [Overseer] {
    await overseers(of: application) {
      application.verdict(of: $0, on: field)
    } byParent: {
      application.verdict(of: $0, on: field)
    }
  }

  // MARK: Parts

  private func overseers(
    of application: Application, bySet: (ApplicationSet?) -> Overseer.Verdict,
    byParent: (Application?) -> Overseer.Verdict
  ) async -> [Overseer] {
    var found: [Overseer] = []
    if let name = application.applicationSet {
      var set = (try? await client.get(ObjectKey(.applicationSets, name))).map {
        ApplicationSet($0)
      }
      // What the controller is told counts for all of its sets.
      if let rights = installation.settings.applicationSetRights { set?.rights = rights }
      found.append(Overseer(kind: "ApplicationSet", name: name, verdict: bySet(set)))
    }
    if let name = application.parent(
      controlNamespace: installation.namespace, settings: installation.settings)
    {
      let parent = (try? await client.get(ObjectKey(.applications, name))).map { Application($0) }
      found.append(Overseer(kind: "Application", name: name, verdict: byParent(parent)))
    }
    return found
  }

  private typealias Decision = @Sendable (Application, OperationContext) -> OperationCheck

  private func check(
    _ name: ObjectName, verb: String = "patch", concernsOperation: Bool = false,
    _ decide: Decision
  ) async throws(OperationError) -> (application: Application, check: OperationCheck) {
    let application = try await read(name)
    let context = try await context(application, verb: verb, needsProject: concernsOperation)
    return (application, decide(application, context))
  }

  /// Reads, checks and sends, until the application holds still for long enough.
  private func perform(
    _ name: ObjectName, verb: String = "patch", concernsOperation: Bool = false,
    _ decide: Decision
  ) async throws(OperationError) -> Application {
    for _ in 0..<Self.mostAttempts {
      let application = try await read(name)
      let context = try await context(application, verb: verb, needsProject: concernsOperation)
      let patch: ApplicationPatch
      switch decide(application, context) {
      case .refused(let refusals): throw .refused(refusals)
      case .ready(let ready, _): patch = ready
      }
      if let changed = try await send(patch, to: application) { return changed }
    }
    throw .contended
  }

  /// Sends a change; nil where the application had changed before.
  private func send(
    _ patch: ApplicationPatch, to application: Application
  ) async throws(OperationError) -> Application? {
    var doubt: KubernetesError?
    var attempt = 0
    while true {
      attempt += 1
      do throws(KubernetesError) {
        let written = try await client.patch(patch.key, .merge, patch.patch)
        return Application(written.object)
      } catch {
        if case .conflict = error {
          guard let doubt else { return nil }
          return try await resolve(doubt, patch, application)
        }
        guard error.isUncertain else { throw Self.failure(error, verb: "patch") }
        // It is for one version only: if it arrived after all, the server refuses it now.
        guard patch.isGuarded, attempt < Self.mostSends, !Task.isCancelled else {
          throw .uncertain(error)
        }
        doubt = error
        // A pause that is cut short ends at the check above.
        try? await pacing.sleep(.seconds(attempt))
      }
    }
  }

  /// After a lost answer the application has changed: by this patch, or by somebody else.
  private func resolve(
    _ doubt: KubernetesError, _ patch: ApplicationPatch, _ before: Application
  ) async throws(OperationError) -> Application? {
    let after: Application
    do throws(OperationError) {
      after = try await read(before.name)
    } catch {
      throw .uncertain(doubt)
    }
    if let operation = patch.patch["operation"] {
      let state = after.status.operation
      let candidates = [after.operation?.document, state?.operation.document].compactMap { $0 }
      if candidates.contains(where: { $0.isSame(as: operation) }) { return after }
      // Nothing was started since: it didn't arrive.
      if after.operation == nil, state?.started == before.status.operation?.started { return nil }
      throw .uncertain(doubt)
    }
    // What the patch asks for is so, by whomever; else it is checked and asked for anew.
    return after.document.applying(mergePatch: patch.unguarded) == after.document ? after : nil
  }

  /// What a refusal by the server comes to; `verb` is nil for what changes nothing.
  private static func failure(_ error: KubernetesError, verb: String? = nil) -> OperationError {
    switch error {
    case .forbidden(let denial):
      verb.map { .refused([.forbidden(verb: $0, reason: denial.status.message)]) }
        ?? .kubernetes(error)
    // There is no such kind, rather than no such object.
    case .notFound(let status) where status.name.isEmpty: .refused([.notInstalled])
    default: .kubernetes(error)
    }
  }

  private func read(_ name: ObjectName) async throws(OperationError) -> Application {
    do {
      return Application(try await client.get(ObjectKey(.applications, name)))
    } catch {
      throw Self.failure(error)
    }
  }

  private func context(
    _ application: Application, verb: String, needsProject: Bool
  ) async throws(OperationError) -> OperationContext {
    let access = Access(
      verb, .applications, namespace: application.name.namespace, name: application.name.name)
    async let verdict = try? client.review(access)
    var project = OperationContext.Project.unreadable
    var inherited: [ApplicationProject] = []
    var lacksWindows = false
    if needsProject {
      project = try await self.project(application.project)
      if case .found(let own) = project {
        for name in installation.settings.projects(inheritedBy: own) {
          switch try await self.project(name) {
          case .found(let other): inherited.append(other)
          case .unreadable: lacksWindows = true
          // As Argo CD does, one that isn't there is passed over.
          case .missing: break
          }
        }
      }
    }
    var context = OperationContext(
      for: application, project: project, inherited: inherited, access: await verdict, user: user,
      now: now(), zones: zones)
    context.isForeign = application.name.namespace != installation.namespace
    context.isServed = installation.serves(application.name.namespace)
    context.lacksWindows = lacksWindows
    context.mayReplace = installation.settings.allowsReplacing
    return context
  }

  private func project(
    _ name: String
  ) async throws(OperationError) -> OperationContext.Project {
    let key = ObjectKey(.appProjects, namespace: installation.namespace, name: name)
    do throws(KubernetesError) {
      return .found(ApplicationProject(try await client.get(key)))
    } catch {
      switch error {
      case .notFound: return .missing
      case .forbidden: return .unreadable
      default: throw .kubernetes(error)
      }
    }
  }
}

extension Value {
  /// Whether an operation that was read is the one that was written.
  ///
  /// An Argo CD of another version drops fields that it doesn't know, and every one writes down that
  /// nothing is said about retries.
  fileprivate func isSame(as operation: Value) -> Bool {
    var own = self
    if own["retry"] == [:] { own["retry"] = nil }
    return own["sync"] != nil && own["initiatedBy"] == operation["initiatedBy"]
      && operation.applying(mergePatch: own) == operation
  }
}

extension ApplicationPatch {
  /// The change without the version it was made for.
  var unguarded: Value {
    var change = patch
    change[["metadata", "resourceVersion"] as Pointer] = nil
    if change["metadata"] == [:] { change["metadata"] = nil }
    return change
  }
}

extension KubernetesError {
  /// Whether what was asked for may have been done all the same.
  var isUncertain: Bool {
    switch self {
    case .transport, .server, .undecodable: true
    default: false
    }
  }
}
