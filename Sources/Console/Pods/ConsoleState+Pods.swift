import Documents
import Kubernetes
import TUI

/// What pods and nodes use, and the pages of pods.
extension ConsoleState {
  // MARK: - What they use

  /// The lists of what is used that something on the screen shows.
  var usageQueries: Set<ResourceQuery> {
    guard cluster.measuresUsage else { return [] }
    var wanted: Set<ResourceQuery> = []
    let isPaneInView = !overlays.contains(where: \.isPage) && layout.panes[.resources] != nil
    if isPaneInView, showsPods { wanted.formUnion(queries(.podMetrics)) }
    if isPaneInView, resourceKind == .nodes { wanted.insert(ResourceQuery(.nodeMetrics)) }
    if let shownPod { wanted.insert(Self.usageQuery(of: shownPod)) }
    return wanted
  }

  private static func usageQuery(of pod: ObjectName) -> ResourceQuery {
    ResourceQuery(
      .podMetrics, namespace: pod.namespace, fieldSelector: "metadata.name=\(pod.name)")
  }

  /// Takes in what pods or nodes use.
  mutating func apply(_ report: UsageTable.Report, from query: ResourceQuery) {
    if query.kind == .nodeMetrics {
      changeNodeUsage { $0.take(report, for: query) }
    } else if var usage = pods.layout.usage {
      // The lists of the pane stay while a page is before it, and what only pages wanted goes.
      usage.keep(only: queries(.podMetrics).union(usageQueries))
      usage.take(report, for: query)
      var layout = pods.layout
      layout.usage = usage
      pods.setLayout(layout, changing: UsageColumns.titles)
    }
  }

  /// Takes in what nodes have for pods.
  mutating func apply(allocatable rows: [UsageRow]) {
    changeNodeUsage { $0.take(allocatable: rows) }
  }

  private mutating func changeNodeUsage(_ change: (inout UsageTable) -> Void) {
    guard var usage = table.layout.usage else { return }
    change(&usage)
    var layout = table.layout
    layout.usage = usage
    table.setLayout(layout, changing: UsageColumns.titles)
  }

  /// Has columns of what is used where somebody measures it, and none elsewhere.
  mutating func settleUsage() {
    if (pods.layout.usage != nil) != cluster.measuresUsage {
      var layout = pods.layout
      layout.usage = cluster.measuresUsage ? UsageTable() : nil
      pods.setLayout(layout)
    }
    let showsNodes = resourceKind == .nodes && cluster.measuresUsage
    if (table.layout.usage != nil) != showsNodes {
      var layout = table.layout
      layout.usage = showsNodes ? UsageTable() : nil
      table.setLayout(layout)
    }
  }

  // MARK: - Pages of pods

  /// The pod whose page is in view, whether or not a question is before it.
  private var shownPod: ObjectName? {
    guard case .document(let document) = overlays.last(where: \.isPage),
      case .pod(let name) = document.content
    else { return nil }
    return name
  }

  /// The last lines that the page in front wants to show.
  var wantedLastWords: [LastWords] {
    guard let shownPod, let pod = cluster.subjects[ObjectKey(.pods, shownPod)]?.value else {
      return []
    }
    return LastWords.wanted(for: shownPod, pod)
  }

  /// The lines of a pod's page.
  func podLines(of name: ObjectName) -> [DocumentLine] {
    let key = ObjectKey(.pods, name)
    let subject = cluster.subjects[key] ?? ClusterState.Subject()
    return PodPage(
      description: Description(
        key: key, subject: subject, now: now.seconds, width: pageWidth, owner: ownerLine(of: key)),
      usage: pods.layout.usage, lastWords: cluster.lastWords
    ).lines
  }

  /// The pod that the page in front is about, as far as logs have to know it.
  var pagePod: PodRow? {
    guard case .pod(let name) = document?.content else { return nil }
    return pods[name]
      ?? cluster.subjects[ObjectKey(.pods, name)]?.value.flatMap { PodRow.row(of: $0) }
  }

  /// The container that is selected on the page of a pod; nil where none is, or on other pages.
  public var selectedContainer: String? {
    guard case .pod = document?.content else { return nil }
    return document?.anchor { PodPage.container(at: $0) != nil }.flatMap(PodPage.container)
  }

  /// Follows the logs of the selected container of a pod's page, or of all its containers.
  mutating func showPageLogs(isPrevious: Bool) {
    guard let pod = pagePod else { return }
    let container = selectedContainer
    follow([pod], named: pod.name.name, isPrevious: isPrevious)
    logs.choose(container: container)
  }

  /// What enter does on the page of a pod: the logs of a container, and folding elsewhere.
  mutating func openPartOfPod() {
    if selectedContainer != nil, pagePod != nil { return showPageLogs(isPrevious: false) }
    changeDocument { $0.view.toggleFold() }
  }
}

extension ClusterState {
  /// Whether the cluster has somebody who measures what pods and nodes use, even if not at the
  /// moment.
  var measuresUsage: Bool {
    discovery.kinds.contains(.podMetrics)
      || discovery.gaps.contains { $0.groupVersion == ResourceKind.podMetrics.apiVersion }
  }
}
