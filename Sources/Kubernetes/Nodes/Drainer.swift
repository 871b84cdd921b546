import Documents
import HTTP

/// Empties a node, as `kubectl drain` does: cordons it, and has its pods evicted, all at once, each
/// as soon as its disruption budget allows it.
///
/// Cancelling the task stops it where it is: what was evicted is, the rest stays, and the node stays
/// cordoned.
public struct Drainer: Sendable {
  private let client: Client

  /// How long after a refusal the server is asked again.
  public static let retryDelay = Duration.seconds(5)
  private static let pollInterval = Duration.seconds(1)

  /// Makes a drainer.
  public init(_ client: Client) { self.client = client }

  /// Finds out which pods would go; changes nothing.
  public func plan(
    _ node: String, _ options: DrainOptions
  ) async throws(KubernetesError) -> DrainPlan {
    let query = ResourceQuery(.pods, fieldSelector: "spec.nodeName=\(node)")
    let pods = try await client.list(query)
    var errors: [ObjectName: KubernetesError] = [:]
    for set in DrainPlan.daemonSets(of: pods).sorted() {
      do throws(KubernetesError) {
        _ = try await client.get(ObjectKey(.daemonSets, set))
      } catch {
        errors[set] = error
      }
    }
    return DrainPlan(pods: pods, options, daemonSetErrors: errors)
  }

  /// Drains the node; the events end with `finished`, unless the task is cancelled.
  public func drain(
    _ node: String, _ options: DrainOptions,
    send: @escaping @Sendable (DrainEvent) async -> Void
  ) async {
    let plan: DrainPlan
    do throws(KubernetesError) {
      await send(.cordoned(wasAlready: try await cordon(node)))
      plan = try await self.plan(node, options)
    } catch {
      return await send(.finished(.failed(error.summary)))
    }
    await send(.planned(plan))
    guard plan.obstacles.isEmpty else { return await send(.finished(.blocked)) }
    let isComplete = await withTaskGroup(of: Bool.self) { group in
      if let seconds = options.timeoutSeconds {
        group.addTask {
          // Cancelled once all pods are gone.
          try? await client.pacing.sleep(.seconds(seconds))
          return false
        }
      }
      group.addTask {
        await withDiscardingTaskGroup { pods in
          for item in plan.going {
            pods.addTask { await remove(item, options) { await send(.pod(item.name, $0)) } }
          }
        }
        return true
      }
      let first = await group.next() ?? true
      group.cancelAll()
      return first
    }
    guard !Task.isCancelled else { return }
    await send(.finished(isComplete ? .complete : .timedOut))
  }

  /// Returns whether it was so before.
  private func cordon(_ node: String) async throws(KubernetesError) -> Bool {
    let key = ObjectKey(.nodes, name: node)
    guard try await client.get(key)["spec"]?["unschedulable"]?.bool != true else { return true }
    _ = try await client.patch(key, .strategicMerge, ["spec": ["unschedulable": true]])
    return false
  }

  // MARK: - One pod

  private enum Attempt {
    case accepted
    case isGone
    case again(String)
    case failed(String)
  }

  private func remove(
    _ item: DrainPlan.Item, _ options: DrainOptions,
    tell: @Sendable (DrainEvent.PodStep) async -> Void
  ) async {
    await tell(.evicting)
    while !Task.isCancelled {
      let attempt = await self.attempt(item, options)
      // A request that was cut off may have arrived all the same: nothing is said of it.
      guard !Task.isCancelled else { return }
      switch attempt {
      case .isGone: return await tell(.gone)
      case .failed(let reason): return await tell(.failed(reason))
      case .accepted:
        await tell(.ending)
        if await waitUntilGone(item) { await tell(.gone) }
        return
      case .again(let reason):
        await tell(.refused(reason))
        do { try await client.pacing.sleep(Self.retryDelay) } catch { return }
        await tell(.evicting)
      }
    }
  }

  private func attempt(_ item: DrainPlan.Item, _ options: DrainOptions) async -> Attempt {
    // Only the pod that was meant: one that has taken its place stays.
    let deletion = DeleteOptions(
      gracePeriodSeconds: options.gracePeriodSeconds, uid: item.uid.isEmpty ? nil : item.uid)
    do throws(KubernetesError) {
      if options.disablesEviction {
        try await client.delete(ObjectKey(.pods, item.name), deletion)
      } else {
        try await client.evict(item.name, deletion)
      }
      return .accepted
    } catch {
      switch error {
      case .notFound: return .isGone
      // The pod of that identity isn't there any more.
      case .conflict where !item.uid.isEmpty:
        return await isGone(item) ? .isGone : .again(error.summary)
      case .tooManyRequests, .transport, .server:
        return .again(error.disruptionBudget ?? error.summary)
      case .forbidden(let denial) where denial.isOfEndingNamespace:
        // Evictions aren't possible there; the pods are deleted with the namespace.
        return .again(error.summary)
      default: return .failed(error.summary)
      }
    }
  }

  /// Whether the pod is gone, or another has taken its place.
  private func isGone(_ item: DrainPlan.Item) async -> Bool {
    do throws(KubernetesError) {
      let pod = try await client.get(ObjectKey(.pods, item.name))
      return !item.uid.isEmpty && pod["metadata"]?["uid"]?.string != item.uid
    } catch {
      if case .notFound = error { return true }
      // Whoever can't be asked is asked again.
      return false
    }
  }

  /// Returns whether it is gone; false once the task is cancelled.
  private func waitUntilGone(_ item: DrainPlan.Item) async -> Bool {
    while !Task.isCancelled {
      if await isGone(item) { return true }
      do { try await client.pacing.sleep(Self.pollInterval) } catch { return false }
    }
    return false
  }
}

extension Denial {
  /// Whether something can't be made because its namespace is being deleted.
  fileprivate var isOfEndingNamespace: Bool {
    status.causes.contains { $0.reason == "NamespaceTerminating" }
  }
}
