public import GitOps
public import Kubernetes

/// Pauses the automation of those who look after objects for a while, and resumes it when that is over.
///
/// Who, why and until when is written on the owner itself, so that it is seen and ended by whoever
/// runs Duet next, or with the command that is in the note.
public struct OwnerPauser: Sendable {
  /// Why somebody isn't paused or resumed, in a sentence.
  public struct Problem: Error, Hashable, Sendable {
    /// Who.
    public var owner: ObjectOwner
    /// Why not.
    public var words: String
  }

  private let client: Client
  private let known: KnownOwners
  private let flux: FluxOperator
  private let user: String
  private let pacing: Pacing
  private let now: @Sendable () -> Int64

  /// Makes one for a cluster.
  ///
  /// `known` has its Argo CDs, `discovery` its kinds; `user` is who asks, for the note; `now` gives the
  /// seconds since 1970.
  public init(
    _ client: Client, known: KnownOwners, discovery: Discovery, user: String,
    pacing: Pacing = .real, now: @escaping @Sendable () -> Int64
  ) {
    self.client = client
    self.known = known
    flux = FluxOperator(
      client, kinds: FluxKind.all(in: discovery.kinds), now: { Timestamp(seconds: now()) })
    self.user = user
    self.pacing = pacing
    self.now = now
  }

  /// Why the automation of an owner can't be paused at all, in a sentence; nil where there is some.
  public static func obstacle(to owner: ObjectOwner) -> String? {
    switch owner {
    case .application, .fluxKustomization, .fluxRelease: nil
    case .controller: "controllers can't be paused: change what they work for instead"
    case .helmRelease, .applySet, .stack: "nothing puts it back by itself"
    }
  }

  /// Who would undo the pause of an owner, in sentences: application sets, and applications that have
  /// applications; `problem` says why it can't be paused.
  public func check(_ owner: ObjectOwner) async -> (problem: String?, overseers: [String]) {
    if let obstacle = Self.obstacle(to: owner) { return (obstacle, []) }
    switch owner {
    case .application(let name):
      do throws(OperationError) {
        let (check, overseers) = try await applications(of: name).checkPause(name)
        if case .refused(let refusals) = check {
          return (refusals.map(\.summary).joined(separator: "; "), [])
        }
        return (nil, overseers.filter(\.mayUndo).map(\.summary))
      } catch {
        return (error.summary, [])
      }
    case .fluxKustomization(let name): return await check(.kustomization, name)
    case .fluxRelease(let name): return await check(.helmRelease, name)
    case .controller, .helmRelease, .applySet, .stack: return (nil, [])
    }
  }

  /// What is applied by Flux may itself be applied by another Kustomization, which names `suspend` or
  /// doesn't.
  private func check(
    _ kind: FluxKind, _ name: ObjectName
  ) async -> (problem: String?, overseers: [String]) {
    do throws(FluxOperator.Failure) {
      let (row, document) = try await flux.document(FluxRow.Reference(kind, name))
      if row.isSuspended, row.pause == nil { return ("it is suspended already", []) }
      let owners = KnownOwners().owners(of: OwnerMarks(document))
      guard case .fluxKustomization(let parent)? = owners.first, parent != name else {
        return (nil, [])
      }
      let field: FieldPath = ["spec", "suspend"]
      let isNamed = DesiredFields.isNamed(field, in: document, by: "kustomize-controller")
      return (
        nil,
        isNamed
          ? ["Kustomization \(parent) undoes it when it next reconciles: Git names that field"] : []
      )
    } catch {
      return (error.words, [])
    }
  }

  /// Pauses an owner; one that is paused for longer already stays as it is.
  ///
  /// `until` is in seconds since 1970; nil for until somebody resumes it.
  public func pause(
    _ owner: ObjectOwner, reason: String, until: Int64?
  ) async throws(Problem) {
    if let obstacle = Self.obstacle(to: owner) { throw Problem(owner: owner, words: obstacle) }
    switch owner {
    case .application(let name):
      do throws(OperationError) {
        _ = try await applications(of: name).pause(name, reason: reason, until: until)
      } catch {
        throw Problem(owner: owner, words: error.summary)
      }
    case .fluxKustomization(let name):
      try await pause(owner, FluxRow.Reference(.kustomization, name), reason, until)
    case .fluxRelease(let name):
      try await pause(owner, FluxRow.Reference(.helmRelease, name), reason, until)
    case .controller, .helmRelease, .applySet, .stack: break
    }
  }

  private func pause(
    _ owner: ObjectOwner, _ object: FluxRow.Reference, _ reason: String, _ until: Int64?
  ) async throws(Problem) {
    let note = AutomationPause(user: user, reason: reason, since: now(), until: until)
    do throws(FluxOperator.Failure) {
      let (row, _) = try await flux.document(object)
      if row.isSuspended, let earlier = row.pause, earlier.outlasts(note) { return }
      _ = try await flux.perform(.pause(note), on: object)
    } catch {
      throw Problem(owner: owner, words: error.words)
    }
  }

  /// Resumes an owner, whether its pause is over or not.
  public func resume(_ owner: ObjectOwner) async throws(Problem) {
    switch owner {
    case .application(let name):
      do throws(OperationError) {
        _ = try await applications(of: name).resume(name)
      } catch {
        throw Problem(owner: owner, words: error.summary)
      }
    case .fluxKustomization(let name):
      try await resume(owner, FluxRow.Reference(.kustomization, name))
    case .fluxRelease(let name):
      try await resume(owner, FluxRow.Reference(.helmRelease, name))
    case .controller, .helmRelease, .applySet, .stack: break
    }
  }

  private func resume(
    _ owner: ObjectOwner, _ object: FluxRow.Reference
  ) async throws(Problem) {
    do throws(FluxOperator.Failure) {
      _ = try await flux.perform(.resume, on: object)
    } catch {
      throw Problem(owner: owner, words: error.words)
    }
  }

  func applications(of name: ObjectName) -> ApplicationOperator {
    let installation =
      known.installations.first { $0.serves(name.namespace) }
      ?? known.installations.first ?? ArgoInstallation(namespace: name.namespace)
    return ApplicationOperator(client, installation, user: user, pacing: pacing, now: now)
  }
}

extension OwnerPauser {
  /// What came of a pause that was over.
  public struct Resumption: Hashable, Sendable {
    /// Whose it was.
    public var owner: ObjectOwner
    /// The pause.
    public var pause: AutomationPause
    /// Why it isn't resumed, in a sentence; nil where it is, by whomever.
    public var problem: String?

    /// Describes what came of a pause.
    public init(owner: ObjectOwner, pause: AutomationPause, problem: String? = nil) {
      self.owner = owner
      self.pause = pause
      self.problem = problem
    }
  }

  /// Resumes one whose pause is over, unless somebody has ended it or made it longer meanwhile.
  public func resumeExpired(_ owner: ObjectOwner) async throws(Problem) {
    switch owner {
    case .application(let name):
      do throws(OperationError) {
        _ = try await applications(of: name).resumeExpired(name)
      } catch .refused(let refusals) where refusals.contains(.notPaused) {
        return
      } catch {
        throw Problem(owner: owner, words: error.summary)
      }
    case .fluxKustomization(let name):
      try await resumeExpired(owner, FluxRow.Reference(.kustomization, name))
    case .fluxRelease(let name):
      try await resumeExpired(owner, FluxRow.Reference(.helmRelease, name))
    case .controller, .helmRelease, .applySet, .stack: return
    }
  }

  private func resumeExpired(
    _ owner: ObjectOwner, _ object: FluxRow.Reference
  ) async throws(Problem) {
    do throws(FluxOperator.Failure) {
      _ = try await flux.resumeExpired(object)
    } catch {
      throw Problem(owner: owner, words: error.words)
    }
  }

  /// Finds all pauses of the cluster that are over and resumes them; what can't be listed is passed
  /// over.
  ///
  /// For programs that run once; a deck sees them in its lists.
  public func resumeExpired() async -> [Resumption] {
    var found: [Resumption] = []
    for owner in await pausedOwners() where owner.pause.isOver(at: now()) {
      var resumption = owner
      do {
        try await resumeExpired(owner.owner)
      } catch {
        resumption.problem = error.words
      }
      found.append(resumption)
    }
    return found
  }

  /// Who is paused, with what is written about it.
  public func pausedOwners() async -> [Resumption] {
    var found: [Resumption] = []
    if let documents = try? await client.list(ResourceQuery(.applications)) {
      for application in documents.map({ Application($0) }) where !application.policy.isAutomated {
        guard let pause = AutomationPause(application) else { continue }
        found.append(Resumption(owner: .application(application.name), pause: pause))
      }
    }
    for (kind, resource) in flux.kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard kind == .kustomization || kind == .helmRelease,
        let documents = try? await client.list(ResourceQuery(resource))
      else { continue }
      for row in documents.map({ FluxRow(kind, $0) }) where row.isSuspended {
        guard let pause = row.pause else { continue }
        found.append(Resumption(owner: row.owner, pause: pause))
      }
    }
    return found
  }
}

extension FluxRow {
  /// It as somebody who looks after objects.
  public var owner: ObjectOwner {
    kind == .helmRelease ? .fluxRelease(name) : .fluxKustomization(name)
  }
}

extension Overseer {
  /// Whether a person has to know of it: it undoes the change, or may.
  fileprivate var mayUndo: Bool {
    if case .unknown = verdict { return true }
    return reverts
  }
}

extension FluxOperator.Failure {
  /// The reason in a sentence.
  fileprivate var words: String {
    switch self {
    case .refused(_, let reason): reason
    case .kindMissing(let kind): "the cluster has no \(kind.rawValue)"
    case .kubernetes(let error): error.summary
    }
  }
}
