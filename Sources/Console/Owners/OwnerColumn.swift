public import GitOps
public import Kubernetes
import TUI

/// What a column of owners has to know of the objects of a table.
public struct OwnerColumn: Hashable, Sendable {
  /// What they are.
  public var kind: ResourceKind
  /// What is known of owners.
  public var known: KnownOwners

  /// Makes a column's knowledge.
  public init(kind: ResourceKind, known: KnownOwners) {
    self.kind = kind
    self.known = known
  }

  /// Who owns an object, in one word: whose controller made it, or else who applies it; empty for
  /// nobody.
  func word(_ row: Kubernetes.TableRow) -> String {
    let marks = OwnerMarks(row, kind)
    if let owner = known.owners(of: marks).first { return owner.word(known) }
    return ClusterObjects.maker(of: marks) == nil ? "" : "cluster"
  }

  var column: Column<Kubernetes.TableRow> {
    Column("OWNER", minimumWidth: 10, expendability: 90, isFlexible: true) { row in
      let word = word(row)
      return word.isEmpty ? "-" : word
    }
  }
}

extension OwnerMarks {
  /// What the row of an object of that kind says of its owners.
  init(_ row: Kubernetes.TableRow, _ kind: ResourceKind) {
    self.init(
      ResourceIdentity(group: kind.group, kind: kind.kind, name: row.name), uid: row.uid,
      references: row.owner.map { [OwnerMarks.Reference($0)] } ?? [], labels: row.labels,
      annotations: row.annotations)
  }
}

extension OwnerMarks.Reference {
  /// The controller that a row names, of which it doesn't say the group.
  init(_ owner: Owner) {
    self.init(apiVersion: "", kind: owner.kind, name: owner.name, isController: true)
  }
}
