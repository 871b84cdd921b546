import Kubernetes
import TUI

/// The forms of port-forwards and of cleaning up.
extension FormState {
  /// Why what was typed can't be forwarded.
  struct PortProblem: Error, Equatable {
    var words: String
  }

  /// Asks which ports of a pod to forward, and where to.
  static func portForward(to pod: ObjectName, ports: [PodPort]) -> FormState {
    var fields = ports.enumerated().map { index, port in
      let name = port.name.isEmpty ? "" : " \(port.name)"
      let local = port.number < 1024 ? 8000 + port.number : port.number
      return Field(
        .port(port.number), "\(port.number)\(name)",
        "The port here that leads to \(port.number) of \(port.container); 0 for any that is free. "
          + "Empty: it isn't forwarded.",
        .text(PromptState(index == 0 ? String(local) : ""), standard: "not forwarded"))
    }
    fields.append(
      Field(
        .otherPorts, ports.isEmpty ? "Ports" : "Others",
        "Ports that the pod doesn't name: HERE:THERE, or one number for both, with spaces between.",
        .text(PromptState(), standard: "none")))
    fields.append(
      Field(
        .address, "Address",
        "Where to listen. Anything but localhost lets others in who can reach this machine.",
        .text(PromptState(), standard: "localhost")))
    return FormState(.portForward(pod), fields: fields)
  }

  /// The ports to forward, or why that can't be done.
  var forwardedPorts: Result<[PortForward.Port], PortProblem> {
    var ports: [PortForward.Port] = []
    for field in fields {
      guard case .text(let line, _) = field.content else { continue }
      let text = line.text.trimmingSpaces
      switch field.item {
      case .port(let remote) where !text.isEmpty:
        guard let local = Self.port(text, allowsAny: true) else {
          return .failure(PortProblem(words: "\(text) is no port"))
        }
        ports.append(PortForward.Port(local: local, remote: remote))
      case .otherPorts:
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
          guard let port = Self.pair(String(word)) else {
            return .failure(PortProblem(words: "\(word) isn't a port, nor two with a colon"))
          }
          ports.append(port)
        }
      case .address where text.hasPrefix("-") || text.contains(" "):
        return .failure(PortProblem(words: "\(text) is no address"))
      default: break
      }
    }
    guard !ports.isEmpty else { return .failure(PortProblem(words: "no port is given")) }
    let locals = ports.map(\.local).filter { $0 > 0 }
    let remotes = ports.map(\.remote)
    guard Set(locals).count == locals.count, Set(remotes).count == remotes.count else {
      return .failure(PortProblem(words: "a port is given twice"))
    }
    return .success(ports)
  }

  /// Where to listen.
  var forwardAddress: String {
    guard case .text(let line, let standard)? = self[.address] else { return "localhost" }
    let text = line.text.trimmingSpaces
    return text.isEmpty ? standard : text
  }

  private static func port(_ text: String, allowsAny: Bool) -> Int? {
    Int(text).flatMap { ((allowsAny ? 0 : 1)...65535).contains($0) ? $0 : nil }
  }

  private static func pair(_ word: String) -> PortForward.Port? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let last = parts.last, let remote = port(last, allowsAny: false) else {
      return nil
    }
    guard parts.count == 2 else { return PortForward.Port(local: remote, remote: remote) }
    // As kubectl has it: nothing before the colon means any.
    let local = parts[0].isEmpty ? 0 : port(parts[0], allowsAny: true)
    return local.map { PortForward.Port(local: $0, remote: remote) }
  }

  /// Asks which of the pods that have ended to remove.
  static func cleanUp(_ pods: [LeftoverPod], in place: String) -> FormState {
    let fields = LeftoverPod.Category.allCases.compactMap { category -> Field? in
      let count = pods.count { $0.category == category }
      guard count > 0 else { return nil }
      return Field(
        .leftovers(category), "\(count) \(category.title)", category.explanation,
        .tick(category.isMeantByDefault))
    }
    return FormState(.cleanUp(pods, place: place), fields: fields)
  }

  /// The pods that were chosen to be removed.
  var chosenLeftovers: [PodTarget] {
    guard case .cleanUp(let pods, _) = purpose else { return [] }
    return pods.filter { isTicked(.leftovers($0.category)) }.map(\.target)
  }
}
