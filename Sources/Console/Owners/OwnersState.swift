public import Emergencies
public import GitOps
public import Kubernetes

/// What the console knows of who owns what.
public struct OwnersState: Equatable, Sendable {
  /// How marks are read, and what owners are called.
  public internal(set) var known = KnownOwners()
  /// What objects in view were made for, up to the root, as it was when somebody last looked.
  var chains: [ObjectKey: Ownership] = [:]
  /// Who owns what, where that was asked for; for the namespaces that were shown then.
  var coverage: CoverageReport?
  /// Of which namespaces that is.
  var coveredNamespaces: Set<String> = []
}

/// How far counting has come of who owns what.
public enum CoverageReport: Equatable, Sendable {
  /// So many lists of so many are there.
  case counting(Int, of: Int)
  /// It is done.
  case counted(Coverage, Timestamp)
  /// It can't be done, and why.
  case failed(KubernetesError)
}
