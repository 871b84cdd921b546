import GitOps
import Kubernetes
import TUI

/// The forms of rollbacks and deletions.
extension FormState {
  /// Asks how to roll back.
  static func rollback(of name: ObjectName, to id: HistoryEntry.ID) -> FormState {
    FormState(
      .rollBack(name, id: id),
      fields: [
        Field(.prune, "Prune", "Delete what wasn't in Git then.", .tick(false)),
        Field(.dryRun, "Dry run", "Only try what it would do, and change nothing.", .tick(false)),
      ])
  }

  private static let cascades: [(DeletionCascade, String)] = [
    (.foreground, "foreground"), (.background, "background"), (.none, "orphan"),
  ]

  /// Asks what becomes of applications' resources.
  static func deletion(of names: [ObjectName]) -> FormState {
    let field = Field(
      .cascade, "Resources",
      "foreground: they are deleted, each once what it owns is gone. background: they are deleted, "
        + "and what they own goes after. orphan: they stay, and belong to nobody.",
      .choice(0, of: cascades.map(\.1)))
    return FormState(.delete(names), fields: [field])
  }

  /// What becomes of the resources.
  var cascade: DeletionCascade {
    guard case .choice(let index, _)? = self[.cascade] else { return .foreground }
    return Self.cascades[index].0
  }

  /// Begins with what becomes of an application's resources as it is.
  mutating func suggestCascade(_ cascade: DeletionCascade) {
    guard let index = Self.cascades.firstIndex(where: { $0.0 == cascade }) else { return }
    suggest(.cascade, .choice(index, of: Self.cascades.map(\.1)))
  }
}
