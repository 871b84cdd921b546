public import Kubernetes

/// What decides the columns of pods: whether all are wanted, and what is known of what pods use.
public struct PodLayout: Hashable, Sendable {
  /// Whether to show the columns of a wide view, too.
  public var isWide = false
  /// What pods use; nil where the cluster has nobody who measures it.
  public var usage: UsageTable?

  /// Makes the layout of a cluster where nothing is measured.
  public init() {}
}

/// What pods or nodes use, as was said last for each list of them.
public struct UsageTable: Hashable, Sendable {
  /// What was said for one list.
  public struct Report: Hashable, Sendable {
    /// What each uses; nothing where it couldn't be found out.
    public var rows: [ObjectName: UsageRow]
    /// Why it couldn't be found out; nil where it could.
    public var problem: KubernetesError?

    /// Makes a report.
    public init(rows: [ObjectName: UsageRow] = [:], problem: KubernetesError? = nil) {
      self.rows = rows
      self.problem = problem
    }
  }

  private var reports: [ResourceQuery: Report] = [:]
  /// What nodes have for pods; empty for pods.
  private var allocatable: [ObjectName: ResourceAmounts] = [:]

  /// Makes a table of which nothing is known yet.
  public init() {}

  /// What one of them uses; nil where that isn't known.
  public subscript(name: ObjectName) -> UsageRow? {
    for report in reports.values {
      if let row = report.rows[name] { return row }
    }
    return nil
  }

  /// What a node has for pods; nothing where that isn't known.
  public func allocatable(_ node: ObjectName) -> ResourceAmounts {
    allocatable[node] ?? ResourceAmounts()
  }

  /// Why what is used isn't known, where it couldn't be found out.
  public var problem: KubernetesError? { reports.values.lazy.compactMap(\.problem).first }

  /// Whether nothing has been said yet for some list.
  public var isWaiting: Bool { reports.isEmpty }

  /// Takes in what was said for a list.
  public mutating func take(_ report: Report, for query: ResourceQuery) { reports[query] = report }

  /// Takes in what nodes have for pods.
  public mutating func take(allocatable rows: [UsageRow]) {
    allocatable = Dictionary(rows.map { ($0.name, $0.usage) }, uniquingKeysWith: { $1 })
  }

  /// Forgets the lists that aren't among these.
  public mutating func keep(only queries: Set<ResourceQuery>) {
    reports = reports.filter { queries.contains($0.key) }
  }
}

/// What rows of pods can stand together by.
public enum PodGrouping: Hashable, Sendable, CaseIterable {
  case owner
  case node
  case status

  /// The next in turn; after the last, none.
  static func next(after grouping: Self?) -> Self? {
    guard let grouping, let index = allCases.firstIndex(of: grouping) else {
      return allCases.first
    }
    return allCases.dropFirst(index + 1).first
  }

  /// For the title of the pane, after *by*.
  public var title: String {
    switch self {
    case .owner: "owner"
    case .node: "node"
    case .status: "status"
    }
  }
}
