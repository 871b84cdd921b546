import Kubernetes

/// An object as the command line names it, in kubectl's words: `deployment/web`, or `deployment web`.
struct ObjectArgument: Hashable, Sendable {
  /// The kind, by any of its names.
  var kind: String
  /// The name.
  var name: String

  /// Reads the words of a command line; throws a `Problem` where they name nothing.
  ///
  /// Either each word is KIND/NAME, or the first is a kind and the others are names.
  static func parse(_ words: [String]) throws -> [ObjectArgument] {
    if let first = words.first, !first.contains("/"), words.count > 1 {
      return try words.dropFirst().map { word in
        guard !word.contains("/") else {
          throw Problem("\(SafeText.line(first)) is a kind, and \(SafeText.line(word)) has another")
        }
        return try ObjectArgument(kind: first, name: word)
      }
    }
    return try words.map { word in
      let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw unnamed(word) }
      return try ObjectArgument(kind: parts[0], name: parts[1])
    }
  }

  private init(kind: String, name: String) throws {
    // Nothing has such a name, and a path would be another request.
    guard !kind.isEmpty, !name.isEmpty, name != ".", name != "..", name.utf8.count <= 253,
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x25 && $0 != 0x2F && $0 != 0x3F })
    else { throw Self.unnamed("\(kind)/\(name)") }
    self.kind = kind
    self.name = name
  }

  private static func unnamed(_ text: String) -> Problem {
    Problem(
      "\(SafeText.line(text)) names nothing", advice: "name it as kubectl does: deployment/web")
  }

  /// The object's address; objects of kinds that have namespaces are in the one given.
  ///
  /// Kinds that every server has aren't asked for.
  func key(
    _ client: Client, namespace: String, discovery: Discovery? = nil
  ) async throws -> ObjectKey {
    let kind = try await found(client, discovery)
    return ObjectKey(kind, namespace: kind.isNamespaced ? namespace : "", name: name)
  }

  private func found(_ client: Client, _ discovery: Discovery?) async throws -> ResourceKind {
    let known =
      discovery
      ?? Discovery(kinds: [
        .pods, .services, .configMaps, .secrets, .serviceAccounts, .persistentVolumeClaims,
        .persistentVolumes, .nodes, .namespaces, .deployments, .replicaSets, .statefulSets,
        .daemonSets, .jobs, .cronJobs,
      ])
    if let kind = known.kind(named: kind) { return kind }
    do throws(KubernetesError) {
      if let kind = try await client.discover().kind(named: kind) { return kind }
    } catch {
      throw Problem(error)
    }
    throw Problem("the server has no kind \(SafeText.line(kind))")
  }
}
