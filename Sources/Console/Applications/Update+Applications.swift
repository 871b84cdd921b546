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
  var pageApplication: ObjectName? {
    switch document?.content {
    case .operation(let name), .history(let name): name
    case .operations: selectedOperation
    default: tree?.application
    }
  }

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

  // MARK: - Checks

  /// What is being checked before it is asked for.
  struct AwaitedCheck: Equatable, Sendable {
    var names: [ObjectName]
    var request: ApplicationRequest

    /// What is said meanwhile.
    var words: String {
      "checking the \(request.noun) of \(ConsoleState.words(names)) …"
    }
  }

  /// Has something checked; what the check says becomes a question.
  mutating func check(_ names: [ObjectName], _ request: ApplicationRequest) -> [Command] {
    guard !names.isEmpty else { return [] }
    let check = AwaitedCheck(names: names, request: request)
    awaitedCheck = check
    say(check.words)
    return [.cluster(cluster.id, .check(names, request))]
  }

  /// Takes in what a check says.
  mutating func checked(_ request: ApplicationRequest, _ answers: [RequestAnswer]) {
    let check = AwaitedCheck(names: answers.map(\.name), request: request)
    guard awaitedCheck == check else { return }
    awaitedCheck = nil
    toasts.removeAll { $0.toast.text == check.words }
    guard answers.contains(where: { $0.problem == nil }) else {
      tell(request, answers)
      return
    }
    ask(.request(request, answers))
  }

  /// No question comes up under the fingers of somebody who has gone on.
  mutating func forgetCheck() {
    guard let check = awaitedCheck else { return }
    awaitedCheck = nil
    toasts.removeAll { $0.toast.text == check.words }
    say(
      "\(check.request.noun): not asked for, since you went on; the same key asks again", .warning)
  }

  // MARK: - Asking

  /// Asks for something at once.
  ///
  /// Operations are shown from then on.
  mutating func request(_ request: ApplicationRequest, _ names: [ObjectName]) -> [Command] {
    guard !names.isEmpty else { return [] }
    if request.startsOperation { follow(names) }
    return [.cluster(cluster.id, .request(names, request))]
  }

  /// Asks whether the operations of the applications that are meant should end.
  mutating func askToTerminate() {
    let names = targetApplications.filter { applications[$0]?.isOperating == true }
    let answers = names.map { name in
      RequestAnswer(name, notes: [applications[name]?.message].compactMap(\.self))
    }
    ask(.request(.terminate, answers))
  }

  /// Asks for how long to pause the automation of the applications that are meant, or where all of it
  /// is paused whether to resume it.
  mutating func pauseOrResume() -> [Command] {
    let rows = targetApplications.compactMap { applications[$0] }
    let running = rows.filter { $0.automation?.isEnabled == true }.map(\.name)
    guard running.isEmpty else {
      overlays.append(.form(.pause(.pause(running))))
      return []
    }
    let paused = rows.filter(\.isPaused).map(\.name)
    ask(.request(.resume, paused.map { RequestAnswer($0) }))
    return []
  }

  /// Whether there is automation to pause or resume.
  var pausing: Availability {
    guard case .enabled = asking else { return asking }
    let isAny = targetApplications.contains { applications[$0]?.automation != nil }
    return isAny ? .enabled : .disabled(because: "it isn't synced automatically")
  }

  /// Takes in what came of asking.
  mutating func requested(_ request: ApplicationRequest, _ answers: [RequestAnswer]) {
    let done = answers.filter { $0.problem == nil }
    for answer in answers where answer.problem != nil {
      operations[answer.name]?.isAwaited = false
    }
    if request.startsOperation { noteStaleOperations() }
    if !done.isEmpty {
      say("\(request.noun) of \(Self.words(done.map(\.name))) asked for", .success)
    }
    for note in Set(done.flatMap(\.notes)).sorted() { say(note, .warning) }
    tell(request, answers)
  }

  /// Says why something isn't done: one toast for each of a few, one for the rest.
  private mutating func tell(_ request: ApplicationRequest, _ answers: [RequestAnswer]) {
    let refused = answers.filter { $0.problem != nil }
    for answer in refused.prefix(2) {
      let problem = answer.problem ?? ""
      say("\(request.noun) of \(answer.name.name) not asked for: \(problem)", .error)
    }
    if refused.count > 2 {
      say("… and \(request.noun) of \(refused.count - 2) more not asked for", .error)
    }
  }

  static func words(_ names: [ObjectName]) -> String {
    names.count == 1 ? names[0].name : "\(names.count) applications"
  }
}
