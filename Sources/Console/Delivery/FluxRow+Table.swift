import GitOps
import Kubernetes

extension FluxRow {
  /// The columns of a list of a kind.
  static func columns(_ kind: FluxKind) -> TableColumns {
    TableColumns([
      .init(name: "Name", format: "name"), .init(name: "Ready"), .init(name: suspension),
      .init(name: "Revision"), .init(name: kind.isSource ? "Address" : "Source"),
      .init(name: "Message"), .init(name: "Every", priority: 1), .init(name: "Age", type: "date"),
    ])
  }

  /// The column that says whether it is left alone.
  private static let suspension = "Suspended"

  /// Its cells, for ``columns(_:)``.
  var cells: [Kubernetes.TableRow.Cell] {
    let from = source.map { "\($0.kind.rawValue)/\($0.name.name)" } ?? address
    return [
      .text(name.name), .text(readiness), .flag(isSuspended), .text(shortRevision), .text(from),
      .text(message), .text(interval), .none,
    ]
  }

  /// Whether a row of a list says that it is left alone.
  static func isSuspended(_ row: Kubernetes.TableRow) -> Bool {
    guard let index = row.columns.columns.firstIndex(where: { $0.name == suspension }),
      row.cells.indices.contains(index)
    else { return false }
    return row.cells[index] == .flag(true)
  }

  private var readiness: String {
    if isRequested { return "◐ asked for" }
    switch isReady {
    case true?: return "● True"
    case false?: return "✖ False"
    case nil: return "◐ Unknown"
    }
  }

  /// The revision with the first characters of its commit: `main@sha1:3f2a9c1`.
  private var shortRevision: String {
    guard let colon = revision.lastIndex(of: ":") else { return revision }
    let digest = revision[revision.index(after: colon)...]
    guard digest.count >= 40, digest.allSatisfy(\.isHexDigit) else { return revision }
    return "\(revision[...colon])\(digest.prefix(7))"
  }
}
