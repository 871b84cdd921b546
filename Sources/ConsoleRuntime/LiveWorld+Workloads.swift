import Console
import Documents
import GitOps
import Kubernetes

extension LiveWorld {
  /// Finds out what a request comes to for each object, who looks after it, and what else there is to
  /// know; changes nothing.
  func prepare(
    _ keys: [ObjectKey], _ request: WorkloadRequest, on cluster: Cluster
  ) async -> [PreparedChange] {
    // Without a readable Argo CD nothing counts as an application's.
    async let installations = (try? cluster.client.argoInstallations()) ?? []
    let argo = await installations.first
    let now = now()
    return await inOrder(keys) { key in
      do throws(KubernetesError) {
        let (object, result) = try await cluster.client.prepare(request, of: key, now: now)
        guard case .success(let change) = result else {
          return PreparedChange(key, .refused(result.refusal))
        }
        let owners = ObjectOwner.owners(
          of: object, argoNamespace: argo?.namespace, settings: argo?.settings ?? ArgoSettings())
        return PreparedChange(
          key, .ready(change), owners: owners,
          isNamed: change.field.flatMap { AppliedFields.name($0, in: object) },
          notes: await notes(on: change, object, cluster.client))
      } catch {
        return PreparedChange(key, .refused(error.summary))
      }
    }
  }

  /// Makes changes.
  func change(_ changes: [WorkloadChange], on cluster: Cluster) async -> [ChangeAnswer] {
    await inOrder(changes) { change in
      do throws(KubernetesError) {
        let result = try await cluster.client.perform(change)
        guard case .success(let object) = result else {
          return ChangeAnswer(change, .refused(result.refusal))
        }
        // A scale says nothing of the specification's state: the object itself does.
        let changed =
          if case .scale = change.means {
            (try? await cluster.client.get(change.key)) ?? object
          } else { object }
        return ChangeAnswer(
          change, .done(generation: changed["metadata"]?["generation"]?.integer))
      } catch {
        return ChangeAnswer(change, .refused(error.summary))
      }
    }
  }

  /// Follows the revisions of a workload.
  func runRevisions(
    of key: ObjectKey, _ client: Client, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    // What a revision belongs to is selected by labels that only the workload itself says.
    var backoff = Backoff()
    while !Task.isCancelled {
      do throws(KubernetesError) {
        guard let query = Revision.query(of: try await client.get(key), key) else { return }
        return await client.live(query, decoding: RevisionDecoder()) { change in
          await send(.revisions(key, change))
        }
      } catch {
        await send(.documentFailed(key, error))
        guard (try? await sleep(backoff.next(jitter: Double.random(in: 0..<1)))) != nil else {
          return
        }
      }
    }
  }

  // MARK: - What there is to know

  /// What else has a say in a number of replicas.
  private func notes(
    on change: WorkloadChange, _ object: Value, _ client: Client
  ) async -> [String] {
    guard case .scale(_, let replicas) = change.means else { return [] }
    let query = ResourceQuery(
      ResourceKind(
        group: "autoscaling", plural: "horizontalpodautoscalers", kind: "HorizontalPodAutoscaler"),
      namespace: change.key.name.namespace)
    do throws(KubernetesError) {
      return try await client.list(query).compactMap { scaler in
        let target = scaler["spec"]?["scaleTargetRef"]
        guard target?["kind"]?.string == change.key.kind.kind,
          target?["name"]?.string == change.key.name.name
        else { return nil }
        return Self.note(on: scaler, replicas: replicas)
      }
    } catch {
      // A cluster without autoscalers has none that manages it.
      if case .notFound = error { return [] }
      return ["whether an autoscaler manages it can't be said: \(error.summary)"]
    }
  }

  private static func note(on scaler: Value, replicas: Int) -> String {
    let name = scaler["metadata"]?["name"]?.string ?? ""
    let least = scaler["spec"]?["minReplicas"]?.integer ?? 1
    let most = scaler["spec"]?["maxReplicas"]?.integer ?? 0
    return replicas == 0
      ? "autoscaler \(name) (\(least) to \(most)) is switched off as long as there is none"
      : "autoscaler \(name) manages it (\(least) to \(most)), and sets the number again"
  }

  /// Several at a time, and answered in their order.
  func inOrder<Item: Sendable, Answer: Sendable>(
    _ items: [Item], _ ask: @escaping @Sendable (Item) async -> Answer
  ) async -> [Answer] {
    await withTaskGroup(of: (Int, Answer).self) { group in
      var answers: [Int: Answer] = [:]
      for (index, item) in items.enumerated() {
        if index >= Self.mostAtOnce, let (done, answer) = await group.next() {
          answers[done] = answer
        }
        group.addTask { (index, await ask(item)) }
      }
      for await (done, answer) in group { answers[done] = answer }
      return items.indices.compactMap { answers[$0] }
    }
  }

  private static let mostAtOnce = 8
}

extension Result where Failure == WorkloadRefusal {
  /// Why not; empty where it can be done.
  fileprivate var refusal: String {
    if case .failure(let refusal) = self { refusal.summary } else { "" }
  }
}

/// Reads revisions; whatever else has the labels is none, and has no owner.
struct RevisionDecoder: RowDecoder {
  private var documents = DocumentDecoder()

  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> Revision {
    let row = try documents.decode(&reader, &metadata)
    return Revision(row.value) ?? Revision(none: row.name)
  }
}
