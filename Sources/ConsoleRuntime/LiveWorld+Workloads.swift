import Console
import Documents
import Emergencies
import GitOps
import Kubernetes

extension LiveWorld {
  /// Finds out what a request comes to for each object, who looks after it, and what else there is to
  /// know; changes nothing.
  func prepare(
    _ keys: [ObjectKey], _ request: WorkloadRequest, _ namespace: String, on cluster: Cluster,
    of id: ClusterID
  ) async -> [PreparedChange] {
    let now = now()
    let desk = await desk(namespace, cluster, id)
    return await inOrder(keys) { key in
      do throws(KubernetesError) {
        let (object, result) = try await cluster.client.prepare(request, of: key, now: now)
        guard case .success(let change) = result else {
          return PreparedChange(key, .refused(result.refusal))
        }
        let edit = await desk.prepare(EditDraft(change, of: object))
        if let obstacle = edit.obstacle { return PreparedChange(key, .refused(obstacle)) }
        return PreparedChange(
          key, .ready(change), edit: edit, notes: edit.warnings + edit.notes)
      } catch {
        return PreparedChange(key, .refused(error.summary))
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
