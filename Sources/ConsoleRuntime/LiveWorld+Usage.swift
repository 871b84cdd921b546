import Console
import Kubernetes

extension LiveWorld {
  /// How long what was measured is shown before it is asked for anew; a metrics server measures
  /// every 15 to 60 seconds.
  private static let usageInterval = Duration.seconds(15)
  /// A pane that is in view for less than that asks nothing.
  private static let usageHesitation = Duration.milliseconds(200)

  /// Asks again and again what pods or nodes use, one question after the other: there is nothing to
  /// watch.
  func runUsage(
    _ query: ResourceQuery, _ client: Client,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    guard (try? await sleep(Self.usageHesitation)) != nil else { return }
    var nodes: Set<ObjectName> = []
    while !Task.isCancelled {
      do throws(KubernetesError) {
        let rows = try await client.usage(query)
        // What nodes have changes seldom: asked for when there is one that nothing is known of.
        if query.kind == .nodeMetrics, !nodes.isSuperset(of: rows.map(\.name)),
          let allocatable = try? await client.allocatable()
        {
          nodes = Set(rows.map(\.name))
          await send(.allocatable(allocatable))
        }
        let byName = Dictionary(rows.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        await send(.usage(query, UsageTable.Report(rows: byName)))
      } catch {
        if Task.isCancelled { return }
        await send(.usage(query, UsageTable.Report(problem: error)))
      }
      guard (try? await sleep(Self.usageInterval)) != nil else { return }
    }
  }
}
