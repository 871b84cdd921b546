import GitOps
import Kubernetes
import TUI

/// The pages of applications, and what keys on them do.
extension ConsoleState {
  // MARK: - Operations

  func operationLines(of name: ObjectName) -> [DocumentLine] {
    let followed = operations[name]
    if followed?.isAwaited == true {
      return [DocumentLine(StyledText("◐ being asked for …", Role.progressing))]
    }
    guard let application = application(name) else { return waitingLines(for: name) }
    let key = awaited(by: name)
    return OperationPage(
      application: application, since: followed?.since.seconds,
      awaited: key.map { ($0, cluster.subjects[$0] ?? ClusterState.Subject()) },
      kinds: cluster.kinds, pods: key.map(pods(of:)) ?? [], hasController: hasController,
      now: now.seconds, width: pageWidth
    ).lines
  }

  var operationsPage: OperationsPage {
    OperationsPage(
      rows: Array(applications.all), followed: operations, now: now.seconds, width: pageWidth)
  }

  private func waitingLines(for name: ObjectName) -> [DocumentLine] {
    let subject = cluster.subjects[ObjectKey(.applications, name)]
    if let error = subject?.error {
      return [DocumentLine(StyledText("✖ \(error.summary)", Role.error))]
    }
    return [
      DocumentLine(
        StyledText(
          subject?.isGone == true
            ? "The application \(name) isn't there any more." : "waiting for \(name) …", Role.muted)
      )
    ]
  }

  /// The pods of a workload among those listed.
  private func pods(of key: ObjectKey) -> [PodRow] {
    pods.all.filter { pod in
      guard pod.name.namespace == key.name.namespace else { return false }
      return key.kind == .pods
        ? pod.name == key.name
        : [pod.workload, pod.owner].contains {
          $0?.kind == key.kind.kind && $0?.name == key.name.name
        }
    }.sorted { $0.name < $1.name }
  }

  /// Whether a pod of the application controller is ready; nil where not all pods are listed.
  private var hasController: Bool? {
    guard namespaces.isEmpty, pods.isComplete else { return nil }
    let component = ArgoComponent.applicationController.rawValue
    return pods.all.contains {
      $0.labels["app.kubernetes.io/name"] == component && $0.ready > 0
    }
  }

  // MARK: - History

  func historyLines(of name: ObjectName) -> [DocumentLine] {
    guard let application = application(name) else { return waitingLines(for: name) }
    return HistoryPage(
      application: application, subjects: commitSubjects, now: now.seconds, width: pageWidth
    ).lines
  }

  /// Asks once what the commits of a history in view are about.
  mutating func unknownCommits() -> [Command] {
    guard let document, case .history(let name) = document.content,
      let application = application(name)
    else { return [] }
    let history = application.status.history
    let commits = Set(history.flatMap(\.revisions)).filter {
      $0.isCommit && commitSubjects[$0] == nil
    }
    guard !commits.isEmpty else { return [] }
    for commit in commits { commitSubjects[commit] = "" }
    let repositories = Set(history.flatMap(\.sources).map(\.repository)).sorted()
    return [
      .readCommits(commits.sorted(), application: name.name, repositories: repositories)
    ]
  }

  /// The application whose history is in front, and the selected entry of it.
  private var selectedHistoryEntry: (application: Application, entry: HistoryEntry)? {
    guard let document, case .history(let name) = document.content,
      let application = application(name),
      let id = document.anchor(where: { HistoryPage.entry(at: $0) != nil }).flatMap(
        HistoryPage.entry),
      let entry = application.status.history.first(where: { $0.id == id })
    else { return nil }
    return (application, entry)
  }

  /// Whether the selected entry of the history can be gone back to.
  var rollingBackApplication: Availability {
    guard let (application, entry) = selectedHistoryEntry else {
      return .disabled(because: "no entry is selected")
    }
    if case .disabled = asking { return asking }
    if application.policy.isAutomated {
      return .disabled(because: OperationRefusal.automationEnabled.summary)
    }
    if entry.sources.isEmpty {
      return .disabled(because: OperationRefusal.entryWithoutSource(entry.id).summary)
    }
    return .enabled
  }

  /// Opens what is to be decided about a rollback.
  mutating func openRollbackForm() {
    guard let (application, entry) = selectedHistoryEntry else { return }
    overlays.append(.form(.rollback(of: application.name, to: entry.id)))
  }

  /// Whether the resources that a sync is limited to can be chosen now.
  var choosesResources: Bool {
    switch overlays.last {
    case .form(let form): form[.resources] != nil
    case .picker(let picker): if case .resources = picker.purpose { true } else { false }
    default: false
    }
  }
}

extension ResourceKind {
  /// Whether it is Argo CD's applications, in whatever version.
  var isApplications: Bool { group == "argoproj.io" && kind == "Application" }
}
