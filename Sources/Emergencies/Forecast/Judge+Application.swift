import Documents
import GitOps
import Kubernetes

/// An application of Argo CD's.
///
/// What counts is what its controller would find different, and then when it syncs by itself
/// (controller/appcontroller.go `autoSync`, controller/state.go): a sync applies objects as a whole,
/// so that a field that doesn't count when comparing goes along with one that does.
extension Judge {
  func verdicts(
    on edits: [FieldEdit], by facts: ForecastOwner.ApplicationFacts
  ) -> [ForecastVerdict?] {
    let application: Application
    switch facts.application {
    case .unreadable(let why): return edits.map { _ in .unknown(.unreadable(why)) }
    case .found(let found): application = found
    }
    if application.isBeingDeleted { return edits.map { _ in .unknown(.ownerGoes) } }
    let status = application.status.resources.first { ResourceIdentity($0) == identity }
    if status == nil, !application.status.resources.isEmpty {
      // What other objects own isn't managed, whatever marks it has been given along.
      return edits.map { _ in isOwned ? nil : .survives(.notInGit(isPruned: false)) }
    }
    if status?.requiresPruning == true {
      let prunes = application.policy.isAutomated && application.policy.automation?.prunes == true
      let isKept = ObjectOptions(object).isKept || ObjectOptions(object).ignoresExtraneous
      return edits.map { _ in .survives(.notInGit(isPruned: prunes && !isKept)) }
    }
    let judged = edits.map { difference(of: $0, application, facts) }
    // One field that counts has the object synced, and all that is applied goes with it.
    let isSynced = judged.contains(.counts)
    let counting = zip(edits, judged).filter { $0.1 == .counts }.map(\.0)
    let moment = moment(of: application, facts, isSeen: isSeen(counting, facts))
    return judged.map { difference in
      switch difference {
      case .counts: moment
      case .settled(let verdict): verdict
      case .follows(let wait):
        isSynced ? moment : .reverted(.nextSync(moment.wait ?? wait))
      }
    }
  }

  /// What a change of a field comes to when the application is compared, and when it is synced.
  private enum Difference: Equatable {
    /// It is seen, and undone by a sync.
    case counts
    /// It isn't seen, but undone by a sync all the same.
    case follows(ForecastWait)
    /// Nothing undoes it, or it can't be told.
    case settled(ForecastVerdict)
  }

  private func difference(
    of edit: FieldEdit, _ application: Application, _ facts: ForecastOwner.ApplicationFacts
  ) -> Difference {
    let options = ObjectOptions(object)
    func has(_ option: String) -> Bool {
      options.syncing.contains("\(option)=true")
        || application.policy.has("\(option)=true") && !options.syncing.contains("\(option)=false")
    }
    let isServerSide = has("ServerSideApply")
    let isSettled =
      application.status.sync == .synced
      || application.status.resources.contains {
        ResourceIdentity($0) == identity && $0.sync == .synced
      }
    // Replacing goes before applying on the server's side.
    let desired = DesiredFields(
      of: object, desired: context.desired,
      by: DesiredFields.Applier(
        managers: ["argocd-controller"], isServerSide: isServerSide, isSettled: isSettled))
    let claim = desired.claim(on: edit, result: result)
    switch claim {
    case .same: return .settled(.survives(.same))
    case .silent: return has("Replace") ? .follows(.replaces) : .settled(.survives(.notNamed))
    case .unknown(let gap): return .settled(.unknown(gap))
    case .other: break
    }
    switch isIgnored(edit, application, facts) {
    case nil: return .settled(.unknown(.rule(unfollowed(application, facts))))
    case true?:
      return has("RespectIgnoreDifferences") ? .settled(.survives(.ignored)) : .follows(.ignored)
    case false?: return .counts
    }
  }

  private func rules(
    _ application: Application, _ facts: ForecastOwner.ApplicationFacts
  ) -> [IgnoredDifference] {
    (facts.settings.ignoredDifferences + application.ignoredDifferences).filter {
      $0.concerns(object)
    }
  }

  /// Whether a change doesn't count when comparing; nil where that can't be told.
  private func isIgnored(
    _ edit: FieldEdit, _ application: Application, _ facts: ForecastOwner.ApplicationFacts
  ) -> Bool? {
    var isTold = true
    for rule in rules(application, facts) {
      // Whoever edits a field takes it over.
      if rule.managers.contains(context.manager) { return true }
      for (object, place) in [
        (result, edit.path.pointer(in: result)), (object, edit.path.pointer(in: object)),
      ] {
        guard let place else { continue }
        switch rule.leavesOut(place, of: object) {
        case true?: return true
        case nil: isTold = false
        case false?: break
        }
      }
    }
    return isTold ? false : nil
  }

  private func unfollowed(
    _ application: Application, _ facts: ForecastOwner.ApplicationFacts
  ) -> String {
    rules(application, facts).flatMap(\.paths).first ?? ""
  }

  private var isOwned: Bool { object["metadata"]?["ownerReferences"]?.array?.isEmpty == false }

  // MARK: - When

  /// When what differs from Git is put back.
  private func moment(
    of application: Application, _ facts: ForecastOwner.ApplicationFacts, isSeen: Bool = true
  ) -> ForecastVerdict {
    if application.isSkipped { return .reverted(.nextSync(.skipped)) }
    if let obstacle = application.status.obstacles.first {
      return .unknown(.failing(obstacle.message))
    }
    guard let automation = application.policy.automation else {
      // Older versions of Argo CD are paused by taking the settings away.
      return AutomationPause(application).map { ending(of: $0, facts, application) }
        ?? .reverted(.nextSync(.manual))
    }
    guard automation.isEnabled else {
      return AutomationPause(application).map { ending(of: $0, facts, application) }
        ?? .reverted(.nextSync(.switchedOff))
    }
    let then = healing(application, automation, facts, from: context.now)
    if !isSeen, case .reverted(.atOnce) = then {
      return .reverted(.within(facts.settings.longestRefresh))
    }
    return then
  }

  /// Whether a change of these fields makes Argo CD look at once, rather than when it is time.
  private func isSeen(_ edits: [FieldEdit], _ facts: ForecastOwner.ApplicationFacts) -> Bool {
    let rules = facts.settings.ignoredUpdates.filter { $0.concerns(object) }
    return edits.contains { edit in
      guard let place = edit.path.pointer(in: result) ?? edit.path.pointer(in: object) else {
        return true
      }
      return !rules.contains { rule in
        rule.leavesOut(place, of: result) == true || rule.leavesOut(place, of: object) == true
      }
    }
  }

  /// What becomes of it when a pause ends.
  private func ending(
    of pause: AutomationPause, _ facts: ForecastOwner.ApplicationFacts, _ application: Application
  ) -> ForecastVerdict {
    let settings = pause.restored(in: application)
    let then = healing(application, settings, facts, from: pause.until ?? context.now)
    // An automation that doesn't heal doesn't put it back after the pause either.
    guard case .reverted(let moment) = then else { return then }
    let obstacle = ForecastObstacle.pause(user: pause.user, reason: pause.reason)
    switch moment {
    case .atOnce, .within, .noticed:
      return .reverted(pause.until.map { .at($0, obstacle) } ?? .lifted(obstacle))
    case .at(let end, let window):
      guard let until = pause.until else { return .reverted(.lifted(obstacle)) }
      return .reverted(.at(max(until, end), end > until ? window : obstacle))
    case .lifted, .nextSync, .nextUpgrade, .nextDeploy, .replaced: return then
    }
  }

  /// What automation does about a difference at a time.
  private func healing(
    _ application: Application, _ automation: Automation,
    _ facts: ForecastOwner.ApplicationFacts, from time: Int64
  ) -> ForecastVerdict {
    let last = application.status.operation
    let isAttempted =
      last.map { $0.revisions == application.status.revisions || !$0.phase.isOver } ?? false
    if isAttempted, let last {
      if last.phase.isOver, last.phase != .succeeded {
        return .reverted(.nextSync(.failed(last.message)))
      }
      guard automation.selfHeals else { return .reverted(.nextSync(.notHealing)) }
    }
    if let block = facts.windows?.block(isManual: false) {
      let obstacle = ForecastObstacle.window(block.words)
      guard let until = block.until else { return .reverted(.lifted(obstacle)) }
      if until > time { return .reverted(.at(until, obstacle)) }
    }
    let backoff = facts.settings.selfHealing.delay(
      attempts: application.healAttempts, since: last?.finished, now: time)
    return .reverted(.atOnce(delay: isAttempted ? backoff : 0))
  }

  // MARK: - Deletion

  func verdictOnDeletion(by facts: ForecastOwner.ApplicationFacts) -> ForecastVerdict? {
    let application: Application
    switch facts.application {
    case .unreadable(let why): return .unknown(.unreadable(why))
    case .found(let found): application = found
    }
    if application.isBeingDeleted { return .unknown(.ownerGoes) }
    let status = application.status.resources.first { ResourceIdentity($0) == identity }
    if status == nil, !application.status.resources.isEmpty {
      return isOwned ? nil : .survives(.notInGit(isPruned: false))
    }
    if status?.requiresPruning == true { return .survives(.notInGit(isPruned: false)) }
    return moment(of: application, facts)
  }
}

extension ForecastVerdict {
  /// Why an application doesn't sync by itself; nil where it does.
  fileprivate var wait: ForecastWait? {
    if case .reverted(.nextSync(let wait)) = self { wait } else { nil }
  }
}

extension SyncWindowBlock {
  /// What its authors say of the windows; empty for nothing.
  fileprivate var words: String { windows.map(\.summary).first { !$0.isEmpty } ?? "" }
}

extension Application {
  /// How often it was healed in a row, `autoHealAttemptsCount`.
  fileprivate var healAttempts: Int64 {
    let path: Pointer = ["status", "operationState", "operation", "sync", "autoHealAttemptsCount"]
    return document[path]?.integer ?? 0
  }
}
