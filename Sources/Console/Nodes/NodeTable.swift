import Documents
public import GitOps
public import Kubernetes

/// The list of nodes, with what is wrong with each and what it runs, where the server's own columns say
/// less.
public enum NodeTable {
  /// What reads a row of the list; nil for other kinds.
  public static func decoder(of kind: ResourceKind) -> DocumentRowDecoder<Kubernetes.TableRow>? {
    guard kind == .nodes else { return nil }
    return DocumentRowDecoder { row(of: $0) }
  }

  static let columns = TableColumns([
    .init(name: "Name", format: "name"), .init(name: "Status"), .init(name: "Roles"),
    .init(name: "Age", type: "date"), .init(name: "Version"), .init(name: "System"),
    .init(name: "Address"), .init(name: "Taints", type: "integer", priority: 1),
    .init(name: "Kernel", priority: 1), .init(name: "Containers", priority: 1),
  ])

  static func row(of document: Value) -> Kubernetes.TableRow {
    let node = NodeFacts(document)
    let metadata = document["metadata"] ?? [:]
    let labels = (metadata["labels"]?.object ?? [:]).compactMap { key, value in
      value.string.map { Labels.Label(key, $0) }
    }
    let address = node.addresses.first { $0.type == "InternalIP" } ?? node.addresses.first
    return Kubernetes.TableRow(
      name: ObjectName(name: node.name), uid: metadata["uid"]?.string ?? "",
      labels: Labels(labels),
      created: metadata["creationTimestamp"]?.string.flatMap { Timestamp($0)?.seconds },
      deletion: metadata["deletionTimestamp"]?.string.flatMap { Timestamp($0)?.seconds },
      columns: columns,
      cells: [
        .text(node.name), .text(status(of: node)),
        .text(node.roles.isEmpty ? "<none>" : node.roles.joined(separator: ",")), .none,
        .text(node.version), .text(node.system), .text(address?.address ?? "-"),
        .integer(Int64(node.taints.count)), .text(node.kernel), .text(node.containerRuntime),
      ])
  }

  /// `● Ready`, `◌ Ready, cordoned`, `✖ NotReady`, `▲ Ready, disk is short`.
  private static func status(of node: NodeFacts) -> String {
    let ready =
      switch node.isReady {
      case true?: "Ready"
      case false?: "NotReady"
      case nil: "Unknown"
      }
    let glyph =
      node.isReady != true ? "✖" : !node.troubles.isEmpty ? "▲" : node.isCordoned ? "‖" : "●"
    let words = [ready] + (node.isCordoned ? ["cordoned"] : []) + node.troubles.map(\.words)
    return "\(glyph) \(words.joined(separator: ", "))"
  }
}
