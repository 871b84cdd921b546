internal import Documents

/// Argo CD's rules for GitOps Promoter.
extension Health {
  static let promoter: [RuleEntry] = [
    (
      "promoter.argoproj.io", ["PromotionStrategy"],
      promoted("promotion strategy", ofPromotionStrategy)
    ),
    (
      "promoter.argoproj.io", ["ChangeTransferPolicy"],
      promoted("change transfer policy", ofChangeTransferPolicy)
    ),
    (
      "promoter.argoproj.io", ["CommitStatus"],
      promoted("commit status") { object in
        guard let commit = object.text(["sha"]), let phase = object.text(["phase"]) else {
          return ObjectHealth(.healthy, "Commit status is healthy")
        }
        return ObjectHealth(.healthy, "Commit status for commit \(commit) reports \(phase)")
      }
    ),
    (
      "promoter.argoproj.io", ["ArgoCDCommitStatus"],
      promoted("Argo CD commit status") { object in
        let count = object.status["applicationsSelected"]?.array?.count ?? 0
        return count == 0
          ? ObjectHealth(.degraded, "Argo CD commit status has no applications configured")
          : ObjectHealth(
            .healthy,
            "Argo CD commit status is healthy and is tracking \(count) applications")
      }
    ),
    (
      "promoter.argoproj.io", ["PullRequest"],
      promoted("pull request", types: ["Reconciled", "Ready"], failsForAny: true) { object in
        guard let id = object.text(["id"]), let state = object.text(["state"]) else {
          return ObjectHealth(.healthy, "Pull request is healthy")
        }
        return ObjectHealth(.healthy, "Pull request is \(state) as PR \(id)")
      }
    ),
    ("promoter.argoproj.io", ["ScmProvider"], checked("SCM provider")),
    ("promoter.argoproj.io", ["ClusterScmProvider"], checked("Cluster SCM provider")),
    ("promoter.argoproj.io", ["GitRepository"], checked("Git repository")),
    ("promoter.argoproj.io", ["GitCommitStatus"], gate("Git commit validation")),
    ("promoter.argoproj.io", ["TimedCommitStatus"], gate("Timed commit gate")),
    ("promoter.argoproj.io", ["WebRequestCommitStatus"], gate("Web request commit validation")),
  ]

  /// A rule for what has to be reconciled before anything else is looked at.
  private static func promoted(
    _ what: String, types: Set<String> = ["Ready"], failsForAny: Bool = false,
    _ rule: @escaping Rule
  ) -> Rule {
    let name = what.prefix(1).uppercased() + what.dropFirst()
    return { object in
      guard !object.status.isNull else { return ObjectHealth(.progressing, "Initializing \(what)") }
      let conditions = object.conditions.filter { types.contains($0.type) }
      for condition in conditions {
        guard condition.generation ?? object.generation == object.generation else {
          return ObjectHealth(.progressing, "Waiting for \(what) spec update to be observed")
        }
        let isError = condition.reason == "ReconciliationError"
        guard condition.isFalse, isError || failsForAny else { continue }
        let message = condition.message.isEmpty ? "Unknown error" : condition.message
        let reason = condition.reason.isEmpty ? "Unknown" : condition.reason
        return ObjectHealth(
          .degraded,
          "\(name) reconciliation failed\(isError ? "" : " (\(reason))"): \(message)")
      }
      return conditions.isEmpty
        ? ObjectHealth(.progressing, "\(name) is not ready yet") : rule(object)
    }
  }

  /// A rule for what is well where it's ready.
  private static func checked(
    _ what: String, failed: String = "validation failed",
    _ rule: @escaping Rule = { _ in ObjectHealth(.healthy) }
  ) -> Rule {
    let lowered = what.hasPrefix("SCM") ? what : what.prefix(1).lowercased() + what.dropFirst()
    return { object in
      guard !object.status.isNull else {
        let name = object.kind == "GitRepository" ? what : lowered
        return ObjectHealth(.progressing, "Initializing \(name)")
      }
      guard let ready = object.condition("Ready") else {
        return ObjectHealth(.progressing, "\(object.kind) Ready condition is missing")
      }
      guard ready.generation ?? object.generation == object.generation else {
        return ObjectHealth(
          .progressing, "Waiting for \(object.kind) spec update to be observed")
      }
      let reason = ready.reason.isEmpty ? "Unknown" : ready.reason
      if ready.isFalse {
        let message = ready.message.isEmpty ? "Unknown error" : ready.message
        return ObjectHealth(
          .degraded,
          reason == "ReconciliationError"
            ? "\(what) \(failed): \(message)" : "\(what) not ready (\(reason)): \(message)")
      }
      if ready.status == "Unknown" {
        let message = ready.message.isEmpty ? "Unknown" : ready.message
        let state = failed == "failed" ? "status unknown" : "readiness unknown"
        return ObjectHealth(.progressing, "\(what) \(state) (\(reason)): \(message)")
      }
      let verdict = rule(object)
      return verdict.message.isEmpty ? ObjectHealth(.healthy, "\(what) is ready") : verdict
    }
  }

  /// A rule for a check that every branch has to pass.
  private static func gate(_ what: String) -> Rule {
    checked(what, failed: "failed") { object in
      let branches = (object.status["environments"]?.array ?? []).map {
        (name: $0["branch"]?.string ?? "?", phase: $0["phase"]?.string ?? "pending")
      }
      guard !branches.isEmpty else { return ObjectHealth(.healthy, "\(what) reconciled") }
      let failed = branches.filter { $0.phase == "failure" }.map(\.name)
      let pending = branches.filter { !["failure", "success"].contains($0.phase) }.map(\.name)
      if !failed.isEmpty {
        return ObjectHealth(
          .degraded, "\(what) failed for branch(es): \(failed.joined(separator: ", "))")
      }
      if !pending.isEmpty {
        return ObjectHealth(
          .progressing, "\(what) pending for branch(es): \(pending.joined(separator: ", "))")
      }
      let passed = object.kind == "TimedCommitStatus" ? "satisfied" : "passed"
      return ObjectHealth(.healthy, "\(what) \(passed) for \(branches.count) environment(s)")
    }
  }

  // MARK: Promotion

  private static func ofPromotionStrategy(_ object: AssessedObject) -> ObjectHealth {
    let branches = (object.status["environments"]?.array ?? []).map { Promotion($0) }
    guard let first = branches.first else {
      return ObjectHealth(.degraded, "Promotion strategy has no environments configured")
    }
    for branch in branches {
      for (commit, word) in [(branch.active, "active"), (branch.proposed, "proposed")]
      where commit.isEmpty {
        return ObjectHealth(
          .progressing,
          "The \(word) commit DRY SHA is missing or empty in environment '\(branch.name)'.")
      }
    }
    if branches.contains(where: { $0.proposed != first.proposed }) {
      return ObjectHealth(
        .progressing,
        "Not all environments have the same proposed commit SHA. This likely means the hydrator"
          + " has not run for all environments yet.")
    }
    if let moving = branches.first(where: { $0.proposed != $0.active }) {
      return ObjectHealth(
        .progressing,
        "Promotion in progress for environment '\(moving.name)' \(moving.summary)")
    }
    let troubled = branches.compactMap { branch in
      branch.pending.isEmpty && branch.failed.isEmpty
        ? nil
        : "\(branch.name) (\(branch.failed.count) failed, \(branch.pending.count) pending)"
    }
    guard troubled.isEmpty else {
      return ObjectHealth(
        .healthy,
        "Environments are up-to-date, but some environments have non-successful commit statuses:"
          + " \(troubled.joined(separator: ", ")).")
    }
    return ObjectHealth(
      .healthy, "All environments are up-to-date on commit '\(first.proposed.prefix(7))'.")
  }

  private static func ofChangeTransferPolicy(_ object: AssessedObject) -> ObjectHealth {
    let branch = Promotion(object.status)
    for (commit, word) in [(branch.active, "active"), (branch.proposed, "proposed")]
    where commit.isEmpty {
      return ObjectHealth(.progressing, "The \(word) commit DRY SHA is missing or empty.")
    }
    if branch.active != branch.proposed {
      return ObjectHealth(.progressing, "Promotion in progress \(branch.summary)")
    }
    guard branch.pending.isEmpty, branch.failed.isEmpty else {
      return ObjectHealth(
        .healthy,
        "Environment is up-to-date, but there are non-successful active commit statuses:"
          + " \(branch.counts)")
    }
    return ObjectHealth(
      .healthy, "Environment is up-to-date on commit \(branch.active.prefix(7)).")
  }
}

/// How far a branch is with a promotion.
private struct Promotion {
  var name: String
  /// The commits that it has and that it's to get; empty where they aren't told.
  var active: String
  var proposed: String
  /// The keys of the checks of the commit that it's about.
  var pending: [String] = []
  var failed: [String] = []
  private var successful = 0

  init(_ value: Value) {
    name = value["branch"]?.string ?? ""
    active = value["active"]?["dry"]?["sha"]?.string ?? ""
    let dry = value["proposed"]?["dry"]?["sha"]?.string ?? ""
    // Hydrating a commit again without a change leaves only a note of the newer one.
    let note = value["proposed"]?["note"]?["drySha"]?.string ?? ""
    proposed = note.isEmpty || dry == active ? dry : note
    let current = value[active == proposed ? "active" : "proposed"]
    for check in current?["commitStatuses"]?.array ?? [] {
      let key = check["key"]?.string ?? ""
      switch check["phase"]?.string {
      case "pending": pending.append(key)
      case "failure": failed.append(key)
      case "success": successful += 1
      default: break
      }
    }
  }

  var counts: String {
    var text =
      "\(pending.count) pending, \(successful) successful, \(failed.count) failed. "
    if !pending.isEmpty {
      text += "Pending commit statuses: \(pending.joined(separator: ", ")). "
    }
    if !failed.isEmpty { text += "Failed commit statuses: \(failed.joined(separator: ", ")). " }
    return text
  }

  var summary: String { "from '\(active.prefix(7))' to '\(proposed.prefix(7))': \(counts)" }
}
