public import Documents

/// A port that a container of a pod says it listens on.
public struct PodPort: Hashable, Sendable {
  /// Its number.
  public var number: Int
  /// What the pod calls it; empty for nothing.
  public var name: String
  /// The container.
  public var container: String

  /// Makes a port.
  public init(_ number: Int, name: String = "", container: String = "") {
    self.number = number
    self.name = name
    self.container = container
  }

  /// The ports of a pod that can be forwarded, each number once: those of TCP.
  public static func ports(of pod: Value) -> [PodPort] {
    let spec = pod["spec"]
    let containers =
      (spec?["containers"]?.array ?? [])
      + (spec?["initContainers"]?.array ?? []).filter { $0["restartPolicy"]?.string == "Always" }
    var ports: [PodPort] = []
    for container in containers {
      for port in container["ports"]?.array ?? [] {
        guard port["protocol"]?.string ?? "TCP" == "TCP",
          let number = port["containerPort"]?.integer.flatMap({ Int(exactly: $0) }),
          !ports.contains(where: { $0.number == number })
        else { continue }
        ports.append(
          PodPort(
            number, name: port["name"]?.string ?? "", container: container["name"]?.string ?? ""))
      }
    }
    return ports
  }
}
