import Kubernetes
import TUI

/// Shells in pods, and what else of a pod gets the terminal.
extension ConsoleState {
  /// The pod that a key means now: that of the page or the tree in front, or the selected row.
  var targetPod: PodRow? {
    if let tree { return tree.list.selected?.pod }
    guard let subject, subject.kind == .pods else { return nil }
    return pods[subject.name]
  }

  /// The context of the keys that are there for the listed kind alone; nil for most kinds.
  var kindContext: BindingContext? {
    showsPods ? .podActions : deliveryContext ?? changeContext
  }

  /// Opens a session in the only container that runs, or asks in which.
  mutating func enter(_ kind: PodSession.Kind) -> [Command] {
    guard let pod = targetPod else { return [] }
    let running = pod.runningContainers
    guard running.count > 1 else {
      return running.first.map {
        enterOrAsk(PodSession(kind, pod: pod.name, container: $0.name))
      } ?? []
    }
    // Those that the pod is for come first.
    let choices = (running.filter { $0.role == .regular } + running.filter { $0.role != .regular })
      .map { PickerState.Choice($0.name, note: "\($0.role.note)\($0.image)") }
    overlays.append(.picker(PickerState(.session(kind, pod.name), choices: choices)))
    return []
  }

  /// Opens a session; where the context is protected, or something is added to the pod, only after
  /// a question.
  mutating func enterOrAsk(_ session: PodSession) -> [Command] {
    if case .debug = session.kind {
      ask(.session(session))
      return []
    }
    guard isProtected else { return begin(session) }
    ask(.session(session))
    return []
  }

  /// Opens a session.
  mutating func begin(_ session: PodSession) -> [Command] {
    // Keys are the program's from now on.
    self.session = session
    return [.enter(cluster.id, session)]
  }

  /// Takes in how a session ended.
  mutating func left(_ session: PodSession, _ ending: PodSessionEnding) {
    guard self.session == session else { return }
    self.session = nil
    switch ending {
    case .noShell:
      // Who may not add containers has nothing to be asked.
      let debug = PodSession(
        .debug(image: PodSession.debuggingImage), pod: session.pod, container: session.container)
      if case .disabled(let reason) = availability(of: debug) {
        say("\(session.container) of \(session.pod.name) has no shell; \(reason)", .warning)
      } else {
        ask(.session(debug))
      }
    case .over(let ending, let complaint) where !complaint.isEmpty:
      say("\(session.words): \(complaint) (\(ending.words))", .error)
    case .over(.notStarted(let reason), _): say("\(session.words): \(reason)", .error)
    case .over(.exited(0), _): break
    case .over(let ending, _): say("\(session.words) ended: \(ending.words)")
    }
  }

  // MARK: - Whether it can be done

  /// Whether a session can be opened in the pod that is meant.
  func entering(_ kind: PodSession.Kind) -> Availability {
    guard let pod = targetPod else { return .disabled(because: "no pod is selected") }
    guard let container = pod.runningContainers.first else {
      return .disabled(because: "no container of it is running")
    }
    return availability(of: PodSession(kind, pod: pod.name, container: container.name))
  }

  private func availability(of session: PodSession) -> Availability {
    let (verb, part) =
      switch session.kind {
      case .shell: ("create", "exec")
      case .attach: ("create", "attach")
      case .debug: ("patch", "ephemeralcontainers")
      }
    return kubectlAvailability(verb, part, in: session.pod.namespace)
  }

  /// Whether kubectl can be used for a part of the pods of a namespace.
  func kubectlAvailability(_ verb: String, _ part: String, in namespace: String) -> Availability {
    if let problem = settings.kubectlProblem { return .disabled(because: problem) }
    if let denial = denial(verb, .pods, part, in: namespace) { return .disabled(because: denial) }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  /// Why the user may not do something, as far as the server has said; nil where they may.
  func denial(
    _ verb: String, _ kind: ResourceKind, _ part: String? = nil, in namespace: String
  ) -> String? {
    let question = AccessQuestion(
      verb: verb, kind: kind, subresource: part, namespace: namespace)
    guard case .denied(let reason) = cluster.access[question] else { return nil }
    let what = part.map { "\(kind.plural)/\($0)" } ?? kind.qualifiedName
    let place = namespace.isEmpty ? "" : " in namespace \(namespace)"
    let why = reason.isEmpty ? "" : " (\(reason))"
    return "you aren't allowed to \(verb) \(what)\(place)\(why)"
  }

  // MARK: - The question before it

  /// What a question about a session says.
  func text(of session: PodSession) -> [StyledText] {
    var lines: [StyledText]
    switch session.kind {
    case .shell:
      lines = [StyledText("A shell is opened in"), StyledText("  \(session.name)", Role.strong)]
    case .attach:
      lines = [
        StyledText("The terminal becomes that of"), StyledText("  \(session.name)", Role.strong),
      ]
    case .debug(let image):
      lines = [
        StyledText("  \(session.name)", Role.strong),
        StyledText(
          "Its image has no shell. A container of the image \(image) can be added to the pod, which "
            + "sees its processes; it can't be taken away again, and goes with the pod."),
      ]
    }
    if isProtected { lines.append(StyledText("▲ The context is protected.", Role.warning)) }
    lines.append(StyledText("in context \(cluster.id.context)", Role.warning))
    return lines
  }
}

extension PodSession {
  /// For the button that agrees to it.
  var title: String {
    switch kind {
    case .shell: "Shell"
    case .attach: "Attach"
    case .debug: "Debug"
    }
  }

  fileprivate var name: String { "\(pod) (\(container))" }
}

extension PodRow {
  /// Its containers that run at this moment.
  var runningContainers: [ContainerRow] { containers.filter { $0.state == .running } }
}

extension ContainerRow.Role {
  fileprivate var note: String {
    switch self {
    case .initial: "init, "
    case .sidecar: "sidecar, "
    case .regular: ""
    case .ephemeral: "ephemeral, "
    }
  }
}

extension AccessQuestion {
  /// What has to be allowed for the keys on pods, besides deleting them.
  static func podActions(in namespace: String) -> [AccessQuestion] {
    ["exec", "attach", "portforward", "eviction"].map {
      AccessQuestion(verb: "create", kind: .pods, subresource: $0, namespace: namespace)
    } + [
      AccessQuestion(
        verb: "patch", kind: .pods, subresource: "ephemeralcontainers", namespace: namespace)
    ]
  }
}
