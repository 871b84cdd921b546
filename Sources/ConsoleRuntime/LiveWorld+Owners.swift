import Console
import DeployEngine
import Emergencies
import GitOps
import Kubernetes

/// Who owns what: looked up, and looked up again as long as somebody wants to know.
extension LiveWorld {
  private static let settingsInterval = Duration.seconds(300)
  private static let chainInterval = Duration.seconds(15)
  private static let coverageInterval = Duration.seconds(60)

  func runInstallations(
    _ client: Client, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    var backoff = Backoff()
    while !Task.isCancelled {
      var wait = Self.settingsInterval
      do throws(KubernetesError) {
        await send(.installations(try await client.argoInstallations()))
        backoff = Backoff()
      } catch {
        // Whoever may not look for Argo CD still sees its marks.
        if case .forbidden = error {
          await send(.installations([ArgoInstallation(namespace: "argocd", problem: error)]))
        } else {
          wait = backoff.next(jitter: Double.random(in: 0..<1))
        }
      }
      guard (try? await sleep(wait)) != nil else { return }
    }
  }

  /// Follows what an object was made for.
  ///
  /// The object itself is followed by others; who is above it changes so seldom that looking now and
  /// then is enough. What owners are called is the console's to say.
  func runOwnership(
    of key: ObjectKey, _ client: Client, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    let reader = OwnershipReader(client, known: KnownOwners())
    while !Task.isCancelled {
      // What isn't there any more is told by whoever shows it.
      if let ownership = try? await reader.ownership(of: key) {
        await send(.ownership(key, ownership))
      }
      guard (try? await sleep(Self.chainInterval)) != nil else { return }
    }
  }

  func runCoverage(
    of namespaces: Set<String>, environment: String?, inventoryNamespace: String,
    on cluster: Cluster, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    while !Task.isCancelled {
      let (stacks, others) = await stacks(environment: environment)
      let reader = CoverageReader(
        OwnersReader(
          cluster.client, inventoryNamespace: inventoryNamespace, stacks: stacks, others: others,
          defaultNamespace: cluster.defaultNamespace))
      do throws(KubernetesError) {
        let coverage = try await reader.read(namespaces: namespaces) { done, all in
          await send(.coverage(namespaces, .counting(done, of: all)))
        }
        await send(.coverage(namespaces, .counted(coverage, now())))
      } catch {
        await send(.coverage(namespaces, .failed(error)))
      }
      guard (try? await sleep(Self.coverageInterval)) != nil else { return }
    }
  }

  /// The stacks of the repository, as they were built: those that are for the environment, and the
  /// others.
  private func stacks(environment: String?) async -> (here: [Stack], others: [Stack]) {
    let all = await builds.latest
    let here = Set(StackSelection(all, environment: environment).stacks.map(\.id))
    return (all.filter { here.contains($0.id) }, all.filter { !here.contains($0.id) })
  }
}
