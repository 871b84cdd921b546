public import GitOps
public import Kubernetes

/// What became of an emergency.
public enum EmergencyState: Hashable, Sendable {
  /// It was begun, and nothing more is known: its program may have been killed.
  case pending
  /// The object is as the emergency left it.
  case live
  /// Some of its fields are, these aren't any more.
  case partly([FieldPath])
  /// The fields are as they were before: put back by somebody, as far as can be told.
  case reverted(by: String?, at: Timestamp?)
  /// What is to be by Git says the same now.
  case inGit
  /// Somebody has set something else.
  case superseded(by: String?, at: Timestamp?)
  /// It was taken back.
  case undone
  /// The object is gone.
  case gone
  /// It was refused, or never arrived; why.
  case failed(String)

  /// Whether it isn't settled: what becomes of it has still to be seen.
  public var isOpen: Bool {
    switch self {
    case .pending, .live, .partly: true
    case .reverted, .inGit, .superseded, .undone, .gone, .failed: false
    }
  }

  /// In one word, as records, tables and `-o json` have it.
  public var word: String {
    switch self {
    case .pending: "pending"
    case .live: "live"
    case .partly: "partly"
    case .reverted: "reverted"
    case .inGit: "inGit"
    case .superseded: "superseded"
    case .undone: "undone"
    case .gone: "gone"
    case .failed: "failed"
    }
  }
}

extension EmergencyState: CustomStringConvertible {
  /// For a person: `reverted by argocd-controller`.
  public var description: String {
    func by(_ name: String?) -> String { name.map { " by \($0)" } ?? "" }
    return switch self {
    case .pending: "pending"
    case .live: "live"
    case .partly(let paths):
      "live but for \(paths.map(\.description).joined(separator: ", "))"
    case .reverted(let name, _): "reverted\(by(name))"
    case .inGit: "in Git"
    case .superseded(let name, _): "superseded\(by(name))"
    case .undone: "undone"
    case .gone: "gone with its object"
    case .failed(let reason): "failed: \(reason)"
    }
  }
}
