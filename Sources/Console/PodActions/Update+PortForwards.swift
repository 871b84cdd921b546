import Kubernetes
import TUI

/// Ports that lead to pods.
extension ConsoleState {
  // MARK: - Beginning

  /// Whether ports can be forwarded to the pod that is meant.
  var forwardingPorts: Availability {
    guard let pod = targetPod else { return .disabled(because: "no pod is selected") }
    guard !pod.runningContainers.isEmpty else {
      return .disabled(because: "no container of it is running")
    }
    return kubectlAvailability("create", "portforward", in: pod.name.namespace)
  }

  /// Finds out which ports the pod has, to ask which of them to forward.
  mutating func forwardPorts() -> [Command] {
    guard let pod = targetPod else { return [] }
    awaitedInquiry = .ports(pod.name)
    return [.cluster(cluster.id, .ports(of: pod.name))]
  }

  /// Asks which ports to forward, if nobody has gone on to something else.
  mutating func apply(_ result: Result<[PodPort], KubernetesError>, of pod: ObjectName) {
    guard awaitedInquiry == .ports(pod) else { return }
    awaitedInquiry = nil
    switch result {
    case .success(let ports): overlays.append(.form(.portForward(to: pod, ports: ports)))
    case .failure(let error): say("ports of \(pod.name): \(error.summary)", .error)
    }
  }

  /// Begins what a form says.
  mutating func beginForward(_ form: FormState, to name: ObjectName) {
    guard let pod = pods[name], case .success(let ports) = form.forwardedPorts else {
      return say("pod \(name.name) isn't there any more", .error)
    }
    forwardCount += 1
    forwards[PortForward.ID(forwardCount)] = PortForward(
      to: pod, ports: ports, address: form.forwardAddress, context: cluster.id.context)
    say(
      "forwarding \(ports.map { String($0.remote) }.joined(separator: ", ")) of \(name.name); "
        + ":portforwards lists it")
  }

  /// Why a form can't be gone on with; nil where it can.
  func problem(of form: FormState) -> String? {
    guard case .portForward = form.purpose else { return nil }
    switch form.forwardedPorts {
    case .failure(let problem): return problem.words
    case .success(let ports):
      let taken = Set(forwards.values.flatMap(\.localPorts))
      return ports.first { taken.contains($0.local) }.map {
        "port \($0.local) is forwarded already; :portforwards lists it"
      }
    }
  }

  // MARK: - Going on

  /// Takes in what kubectl does for a forward.
  mutating func apply(_ event: PortForwardEvent, of id: PortForward.ID, run number: Int) {
    // What an earlier start still has to say is of no interest.
    guard var forward = forwards[id], forward.run.number == number else { return }
    switch event {
    case .wrote(let line):
      if forward.take(line, at: now) {
        say("\(forward.places) leads to \(forward.run.pod.name)", .success)
      }
    case .ended(let ending):
      let wasRunning = forward.isRunning
      forward.ended(ending, at: now)
      if wasRunning, forward.phase == .failed {
        say("port-forward to \(forward.run.pod.name): \(forward.problem)", .error)
      }
    }
    forwards[id] = forward
  }

  /// Lets every forward look after its pod.
  mutating func followForwards() {
    guard !forwards.isEmpty else { return forwardedPods = [:] }
    let namespaces = forwardedNamespaces
    forwardedPods = forwardedPods.filter { namespaces.contains($0.key) }
    for (id, forward) in forwards {
      guard let pods = forwardedPods[forward.run.pod.namespace], pods.isComplete else { continue }
      var followed = forward
      followed.follow(pods.rows, at: now)
      if followed != forward { forwards[id] = followed }
    }
  }

  /// The namespaces whose pods forwards have to know.
  var forwardedNamespaces: Set<String> { Set(forwards.values.map(\.run.pod.namespace)) }

  // MARK: - The page

  /// The forward of the selected line of the page in front.
  var selectedForward: PortForward.ID? {
    guard document?.content == .portForwards,
      let anchor = document?.anchor(where: { PortForwardsPage.forward(at: $0) != nil }),
      let id = PortForwardsPage.forward(at: anchor), forwards[id] != nil
    else { return nil }
    return id
  }

  /// Where the selected forward can be reached; nil where that isn't known yet.
  var forwardAddress: String? {
    guard let forward = selectedForward.flatMap({ forwards[$0] }) else { return nil }
    return zip(forward.addresses, forward.run.ports).first { $1.local > 0 }?.0
  }

  /// Ends the selected forward.
  mutating func stopForward() {
    guard let id = selectedForward, let forward = forwards.removeValue(forKey: id) else { return }
    say("\(forward.places) leads nowhere any more")
  }

  /// Starts the selected forward again.
  mutating func restartForward() {
    guard let id = selectedForward, var forward = forwards[id] else { return }
    forward.restart(forwardedPods[forward.run.pod.namespace]?.rows ?? [:], at: now)
    forwards[id] = forward
  }

  /// Ends all forwards, because their cluster is left.
  mutating func endForwards() {
    guard !forwards.isEmpty else { return }
    let count = forwards.count
    say("\(count) port-forward\(count == 1 ? "" : "s") to \(cluster.id.context) ended", .warning)
    forwards = [:]
    forwardedPods = [:]
  }
}

/// What kubectl does for a forward.
public enum PortForwardEvent: Hashable, Sendable {
  /// It wrote this line.
  case wrote(String)
  /// It is over.
  case ended(ProgramEnding)
}

extension PortForward {
  /// Where it can be reached: `localhost:8080`.
  var addresses: [String] {
    let host = run.address.contains(":") ? "[\(run.address)]" : run.address
    // It listens on all of this machine's; one of them is enough to get there.
    let name = ["0.0.0.0", "[::]"].contains(host) ? "localhost" : host
    return run.ports.map { $0.local == 0 ? "\(name):…" : "\(name):\($0.local)" }
  }

  /// The same, for a sentence.
  var places: String { addresses.joined(separator: ", ") }
}
