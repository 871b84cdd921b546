/// A node to be shown as a row of a tree.
public struct TreeNode<ID: Hashable & Sendable>: Sendable {
  /// What tells it from all others.
  public var id: ID
  /// What is below it.
  public var children: [TreeNode]

  /// Makes a node.
  public init(_ id: ID, children: [TreeNode] = []) {
    self.id = id
    self.children = children
  }
}

/// One row of a tree that has been laid out.
public struct TreeRow<ID: Hashable & Sendable>: Hashable, Sendable {
  /// Which node it shows.
  public var id: ID
  /// How far it is from the root.
  public var depth: Int
  /// Whether there is anything below it.
  public var hasChildren: Bool
  /// Whether what is below it is shown.
  public var isExpanded: Bool
  /// The lines to the left of it, and the sign that shows whether it is folded.
  public var guide: String

  /// The rows of some trees, without what is below folded nodes.
  public static func rows(of roots: [TreeNode<ID>], folded: Set<ID> = []) -> [TreeRow] {
    var rows: [TreeRow] = []
    for root in roots { append(root, depth: 0, lead: "", branch: "", folded: folded, to: &rows) }
    return rows
  }

  private static func append(
    _ node: TreeNode<ID>, depth: Int, lead: String, branch: String, folded: Set<ID>,
    to rows: inout [TreeRow]
  ) {
    let isExpanded = !folded.contains(node.id)
    let sign = node.children.isEmpty ? "" : isExpanded ? "▾ " : "▸ "
    rows.append(
      TreeRow(
        id: node.id, depth: depth, hasChildren: !node.children.isEmpty, isExpanded: isExpanded,
        guide: branch + sign))
    guard isExpanded else { return }
    for (index, child) in node.children.enumerated() {
      let isLast = index == node.children.count - 1
      append(
        child, depth: depth + 1, lead: lead + (isLast ? "  " : "│ "),
        branch: lead + (isLast ? "└─" : "├─"), folded: folded, to: &rows)
    }
  }
}
