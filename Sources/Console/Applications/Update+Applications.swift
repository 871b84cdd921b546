import GitOps
import Kubernetes
import TUI

/// What keys ask Argo CD for.
extension ConsoleState {
  /// The applications that a key means now: that of the page in front, or the marked or selected rows.
  var targetApplications: [ObjectName] {
    if let application = pageApplication { return [application] }
    guard !hasPage, focus == .applications else { return [] }
    return applications.chosen.map(\.name)
  }

  /// The application that the page in front is about as a whole.
  var pageApplication: ObjectName? { tree?.application }

  /// The application that a key for one means: that of the page in front, or the selected row.
  var targetApplication: ObjectName? {
    if let pageApplication { return pageApplication }
    return !hasPage && focus == .applications ? applications.selected?.name : nil
  }

  /// Whether Argo CD can be asked for something about the applications that are meant.
  var asking: Availability {
    let names = targetApplications
    guard !names.isEmpty else { return .disabled(because: "no application is selected") }
    for namespace in Set(names.map(\.namespace)).sorted() {
      let question = AccessQuestion(verb: "patch", kind: .applications, namespace: namespace)
      guard case .denied(let reason) = cluster.access[question] else { continue }
      let why = reason.isEmpty ? "" : " (\(reason))"
      return .disabled(
        because: "you aren't allowed to change applications in namespace \(namespace)\(why)")
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  /// Whether an operation of theirs can be ended.
  var terminating: Availability {
    guard case .enabled = asking else { return asking }
    let isAny = targetApplications.contains { applications[$0]?.isOperating == true }
    return isAny ? .enabled : .disabled(because: "no operation is in progress")
  }

  /// Has a sync checked; what the check says becomes a question.
  mutating func checkSync(_ names: [ObjectName], _ request: SyncRequest) -> [Command] {
    awaitedCheck = names
    say("asking whether \(Self.words(names)) can be synced …")
    return [.cluster(cluster.id, .check(names, request))]
  }

  /// Takes in what a check says.
  mutating func checked(_ request: SyncRequest, _ answers: [ApplicationAnswer]) {
    guard awaitedCheck == answers.map(\.name) else { return }
    awaitedCheck = nil
    toasts.removeAll { $0.toast.text.hasPrefix("asking whether") }
    guard answers.contains(where: { $0.problem == nil }) else {
      tell(answers, "can't be synced")
      return
    }
    ask(.request(.sync(request), answers))
  }

  /// Asks for something at once.
  mutating func request(_ request: ApplicationRequest, _ names: [ObjectName]) -> [Command] {
    guard !names.isEmpty else { return [] }
    return [.cluster(cluster.id, .request(names, request))]
  }

  /// Asks whether the operations of the applications that are meant should end.
  mutating func askToTerminate() {
    let names = targetApplications.filter { applications[$0]?.isOperating == true }
    let answers = names.map { name in
      ApplicationAnswer(name, notes: [applications[name]?.message].compactMap(\.self))
    }
    ask(.request(.terminate, answers))
  }

  /// Takes in what came of asking.
  mutating func requested(_ request: ApplicationRequest, _ answers: [ApplicationAnswer]) {
    let done = answers.filter { $0.problem == nil }
    if !done.isEmpty {
      say("\(request.noun) of \(Self.words(done.map(\.name))) asked for", .success)
    }
    for note in Set(done.flatMap(\.notes)).sorted() { say(note, .warning) }
    tell(answers, "\(request.noun) not asked for")
  }

  /// Says why something isn't done: one toast for each of a few, one for the rest.
  private mutating func tell(_ answers: [ApplicationAnswer], _ what: String) {
    let refused = answers.filter { $0.problem != nil }
    for answer in refused.prefix(2) {
      say("\(answer.name.name) \(what): \(answer.problem ?? "")", .error)
    }
    if refused.count > 2 { say("… and \(refused.count - 2) more \(what)", .error) }
  }

  private static func words(_ names: [ObjectName]) -> String {
    names.count == 1 ? names[0].name : "\(names.count) applications"
  }

  /// What stands above a question about applications.
  func title(of request: ApplicationRequest, _ answers: [ApplicationAnswer]) -> String {
    "\(request.title) \(Self.words(answers.map(\.name)))"
  }

  /// What a question about applications says.
  func text(of request: ApplicationRequest, _ answers: [ApplicationAnswer]) -> [StyledText] {
    let done = answers.filter { $0.problem == nil }
    let refused = answers.filter { $0.problem != nil }
    var lines = request.explanation(count: done.count).map { StyledText($0) }
    for answer in done.prefix(6) {
      lines.append(StyledText("  \(answer.name)", Role.strong))
      lines += answer.notes.map { StyledText("    ▲ \($0.firstLine)", Role.warning) }
    }
    if done.count > 6 { lines.append(StyledText("  … and \(done.count - 6) more")) }
    if !refused.isEmpty {
      lines.append(StyledText("Left out:", Role.warning))
      for answer in refused.prefix(4) {
        lines.append(StyledText("  ✖ \(answer.name.name): \(answer.problem ?? "")", Role.error))
      }
      if refused.count > 4 { lines.append(StyledText("  … and \(refused.count - 4) more")) }
    }
    lines.append(StyledText("in context \(cluster.id.context)", Role.warning))
    return lines
  }
}

extension ApplicationRequest {
  /// What is done, for the question whether to do it.
  fileprivate func explanation(count: Int) -> [String] {
    let its = count == 1 ? "its" : "their"
    switch self {
    case .sync(let sync):
      if sync.isDryRun { return ["Argo CD tries what a sync would do, and changes nothing:"] }
      var lines = ["Argo CD makes the cluster as Git says, changes made by hand included:"]
      if sync.prunes { lines.append("▲ What isn't in Git any more is deleted.") }
      if sync.isForced { lines.append("▲ What can't be changed is deleted and made anew.") }
      return lines
    case .rollBack(let rollback):
      return ["Argo CD makes it as it was synced before, number \(rollback.id), without hooks:"]
    case .refresh: return ["Argo CD compares anew:"]
    case .terminate:
      return ["Argo CD ends \(its) operation where it is; what was changed stays changed:"]
    case .pause: return ["Nothing is synced by itself until it is resumed:"]
    case .resume: return ["Argo CD syncs by itself again, with the settings there were:"]
    }
  }
}
