/// The configuration that every pod is given.
public enum InCluster {
  private static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// Whether this looks like a pod with a service account.
  static func isPod(_ surroundings: Surroundings) -> Bool {
    guard let host = surroundings.environment("KUBERNETES_SERVICE_HOST"), !host.isEmpty,
      let port = surroundings.environment("KUBERNETES_SERVICE_PORT"), !port.isEmpty
    else { return false }
    return (try? surroundings.readFile("\(folder)/token")) != nil
  }

  /// How to reach the cluster this pod runs in.
  public static func connection(
    _ choice: ConnectionChoice = ConnectionChoice(), from surroundings: Surroundings = .current
  ) throws(ConfigurationError) -> Connection {
    let host = surroundings.environment("KUBERNETES_SERVICE_HOST") ?? ""
    let port = surroundings.environment("KUBERNETES_SERVICE_PORT") ?? ""
    // An address of IPv6 needs brackets before a port.
    let server = host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)"
    var connection = Connection(server: server)
    do {
      connection.certificateAuthority = try surroundings.readFile("\(folder)/ca.crt")
    } catch {
      throw .inCluster(error)
    }
    connection.credentials = .tokenFile(path: "\(folder)/token")
    connection.impersonation = choice.impersonation
    if let namespace = choice.namespace {
      connection.namespace = namespace
    } else if let bytes = try? surroundings.readFile("\(folder)/namespace") {
      let name = String(decoding: bytes, as: UTF8.self).trimmingWhitespace()
      if !name.isEmpty { connection.namespace = name }
    }
    return connection
  }
}

extension Connection {
  /// Finds out whom to ask, as kubectl does: from the kubeconfig, or, in a pod without one, from
  /// what the pod was given.
  public static func resolve(
    _ choice: ConnectionChoice = ConnectionChoice(), from surroundings: Surroundings = .current,
    now: Timestamp = .current()
  ) throws(ConfigurationError) -> Connection {
    guard let kubeconfig = try Kubeconfig.load(choice, from: surroundings) else {
      return try InCluster.connection(choice, from: surroundings)
    }
    return try kubeconfig.connection(choice, from: surroundings, now: now)
  }
}
