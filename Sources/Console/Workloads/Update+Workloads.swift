import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI

/// What keys ask for about workloads and nodes: it is prepared, asked about, done and followed.
extension ConsoleState {
  /// What is being prepared before it is asked about.
  struct AwaitedChange: Equatable, Sendable {
    var keys: [ObjectKey]
    var request: WorkloadRequest

    /// What is said meanwhile.
    var words: String { "preparing the \(request.noun) of \(keys.words) …" }
  }

  /// Has the cluster asked what a request comes to; the answer becomes a question.
  mutating func prepare(_ request: WorkloadRequest, _ keys: [ObjectKey]) -> [Command] {
    guard !keys.isEmpty else { return [] }
    let change = AwaitedChange(keys: keys, request: request)
    awaitedChange = change
    say(change.words)
    return [.cluster(cluster.id, .prepare(keys, request, namespace: inventoryNamespace))]
  }

  /// No question comes up under the fingers of somebody who has gone on.
  mutating func forgetChange() {
    guard let change = awaitedChange else { return }
    awaitedChange = nil
    toasts.removeAll { $0.toast.text == change.words }
    say("\(change.request.noun): not done, since you went on; the same key asks again", .warning)
  }

  /// Takes in what a request comes to.
  mutating func prepared(_ request: WorkloadRequest, _ changes: [PreparedChange]) {
    let change = AwaitedChange(keys: changes.map(\.key), request: request)
    guard awaitedChange == change else { return }
    awaitedChange = nil
    toasts.removeAll { $0.toast.text == change.words }
    guard changes.contains(where: { $0.change != nil }) else {
      return tellRefusals(
        changes.compactMap {
          if case .refused(let reason) = $0.outcome { ($0.key, request, reason) } else { nil }
        })
    }
    ask(.change(request, changes))
  }

  /// Says why something isn't done: one toast for each of a few, one for the rest.
  private mutating func tellRefusals(_ refused: [(ObjectKey, WorkloadRequest, String)]) {
    for (key, request, reason) in refused.prefix(2) {
      say("\(request.noun) of \(key.name.name): \(reason)", .error)
    }
    if refused.count > 2, let first = refused.first {
      say("… and the \(first.1.noun) of \(refused.count - 2) more not done", .error)
    }
  }

  /// Does what was agreed to.
  mutating func agreed(_ changes: [PreparedChange]) -> [Command] {
    let edits = changes.compactMap(\.edit)
    guard !edits.isEmpty else { return [] }
    return begin(add(EditFlow(reviewed: edits, in: cluster.id.context)), EditDecision(edits))
  }

  /// Shows the review of changes with all that can be decided about them.
  mutating func decideMore(_ changes: [PreparedChange]) -> [Command] {
    let edits = changes.compactMap(\.edit)
    guard !edits.isEmpty else { return [] }
    return decideMore(add(EditFlow(reviewed: edits, in: cluster.id.context)))
  }

  // MARK: - Keys

  /// Suspends the jobs that are meant, or where all of them are suspended resumes them.
  mutating func suspendOrResumeJobs() -> [Command] {
    let isSuspended =
      tree.map { $0.list.selected?.health == .suspended }
      ?? table.chosen.allSatisfy { $0.isSuspendedJob }
    return prepare(.setSuspended(!isSuspended), subjects)
  }

  /// Opens the revisions of the workload that is meant.
  mutating func openRevisions() {
    guard let key = subjects.first else { return }
    open(.revisions(key))
  }

  /// Whether the selected revision can be gone back to.
  var rollingBackWorkload: Availability {
    guard let (key, number) = selectedRevision else {
      return .disabled(because: "no revision is selected")
    }
    for right in key.kind.rights(for: .rollBackWorkload, in: key.name.namespace) {
      guard case .denied(let reason) = cluster.access[right] else { continue }
      return .disabled(because: right.denial(reason))
    }
    if let object = cluster.subjects[key]?.value,
      cluster.revisions[key]?.rows.values.first(where: { $0.number == number })?
        .isCurrent(of: object) == true
    {
      return .disabled(because: "it is as in revision \(number) now")
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  /// Prepares to go back to the selected revision.
  mutating func rollBackWorkload() -> [Command] {
    guard let (key, number) = selectedRevision else { return [] }
    return prepare(.rollBack(to: number), [key])
  }

  /// The workload whose revisions are in front, and the number of the selected one.
  private var selectedRevision: (key: ObjectKey, number: Int64)? {
    guard let document, case .revisions(let key) = document.content,
      let number = document.anchor(where: { RevisionsPage.revision(at: $0) != nil })
        .flatMap(RevisionsPage.revision)
    else { return nil }
    return (key, number)
  }

  /// The lines of the page of a workload's revisions.
  func revisionLines(of key: ObjectKey) -> [DocumentLine] {
    RevisionsPage(
      key: key, subject: cluster.subjects[key] ?? ClusterState.Subject(),
      revisions: cluster.revisions[key] ?? Reflection(), following: rollouts[key]?.words ?? "",
      now: now.seconds, width: pageWidth
    ).lines
  }

  // MARK: - The question

  /// What has to be typed before a change is made; nil for nothing.
  func phrase(of changes: [PreparedChange]) -> String? {
    guard isProtected else { return nil }
    let ready = changes.filter { $0.change != nil }
    return ready.count == 1 ? ready[0].key.name.name : cluster.id.context
  }

  /// What stands above a question about changes.
  func title(of request: WorkloadRequest, _ changes: [PreparedChange]) -> String {
    let keys = changes.filter { $0.change != nil }.map(\.key)
    guard keys.count == 1, let key = keys.first else { return "\(request.heading) \(keys.words)" }
    return "\(request.heading) \(key.kind.singular) \(key.name.name)"
  }

  /// What a question about changes says: what is done, to what, and who undoes it.
  func text(of request: WorkloadRequest, _ changes: [PreparedChange]) -> [StyledText] {
    let ready = changes.filter { $0.change != nil }
    var lines = [StyledText(request.explanation)]
    for prepared in ready.prefix(4) {
      lines.append(StyledText("  \(prepared.key.kind.kind) \(prepared.key.name)", Role.strong))
      if let change = prepared.change { lines.append(StyledText("    \(change.words)")) }
      lines += prepared.notes.map { StyledText("    ▲ \($0)", Role.warning) }
      let forecast = prepared.forecast?.styledLines ?? []
      lines += (ready.count == 1 ? forecast[...] : forecast.prefix(1)).map {
        StyledText("    ") + $0
      }
    }
    if ready.count > 4 { lines.append(StyledText("  … and \(ready.count - 4) more")) }
    let refused = changes.filter { $0.change == nil }
    if !refused.isEmpty { lines.append(StyledText("Left out:", Role.warning)) }
    for prepared in refused.prefix(3) {
      guard case .refused(let reason) = prepared.outcome else { continue }
      lines.append(StyledText("  ✖ \(prepared.key.name.name): \(reason)", Role.error))
    }
    if refused.count > 3 { lines.append(StyledText("  … and \(refused.count - 3) more")) }
    lines.append(
      StyledText(
        "in context \(cluster.id.context)\(isProtected ? ", which is protected" : "")",
        Role.warning))
    return lines
  }
}

extension [ObjectKey] {
  /// The one by its name, several by their number.
  var words: String { count == 1 ? self[0].name.name : "\(count) objects" }
}

extension Kubernetes.TableRow {
  /// Whether a row of jobs or scheduled jobs says that it is suspended.
  fileprivate var isSuspendedJob: Bool {
    for (column, cell) in zip(columns.columns, cells) {
      if column.name == "Suspend" { return cell == .text("True") || cell == .flag(true) }
      if column.name == "Status", cell == .text("Suspended") { return true }
    }
    return false
  }
}
