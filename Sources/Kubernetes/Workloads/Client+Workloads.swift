public import Documents
import HTTP

extension Client {
  /// Works out what a request comes to for an object, asking for whatever that takes.
  ///
  /// Returns the object as it is, too: who owns it is written there.
  public func prepare(
    _ request: WorkloadRequest, of key: ObjectKey, now: Timestamp
  ) async throws(KubernetesError) -> (
    object: Value, change: Result<WorkloadChange, WorkloadRefusal>
  ) {
    var object = try await get(key)
    // Objects of some servers leave out what they are.
    if object["apiVersion"] == nil { object["apiVersion"] = .string(key.kind.apiVersion) }
    if object["kind"] == nil { object["kind"] = .string(key.kind.kind) }
    var scale: Value?
    var revisions: [Revision] = []
    switch request {
    case .scale: scale = try await value(Requests.get(key, subresource: "scale"))
    case .rollBack: revisions = try await self.revisions(of: key, object)
    case .restart, .setImages, .setSuspended, .trigger, .setSchedulable: break
    }
    do throws(WorkloadRefusal) {
      let change = try WorkloadChange(
        request, of: key, object, scale: scale, revisions: revisions, now: now)
      return (object, .success(change))
    } catch {
      return (object, .failure(error))
    }
  }

  /// The revisions of a workload, in no order; none for one that keeps none.
  public func revisions(
    of key: ObjectKey, _ object: Value
  ) async throws(KubernetesError) -> [Revision] {
    guard let query = Revision.query(of: object, key) else { return [] }
    let uid = object["metadata"]?["uid"]?.string
    return try await list(query).compactMap { Revision($0) }.filter { $0.ownerUID == uid }
  }

  /// Carries out a change, or with `isDryRun` has the server only say what it would do.
  ///
  /// Returns the object as the server made it; a refusal where it isn't any more as it was when the
  /// change was agreed to.
  public func perform(
    _ change: WorkloadChange, isDryRun: Bool = false
  ) async throws(KubernetesError) -> Result<Value, WorkloadRefusal> {
    let options = WriteOptions(isDryRun: isDryRun)
    switch change.means {
    case .patch(let type, let patch):
      return .success(try await self.patch(change.key, type, patch, options).object)
    case .create(let kind, let object):
      let namespace = change.key.name.namespace
      return .success(try await create(kind, namespace: namespace, object, options).object)
    case .scale(let old, let new):
      return try await scale(change.key, from: old, to: new, options)
    }
  }

  /// Scales where there are still as many replicas as before: the version that was read goes along,
  /// so that nobody's change in between is lost.
  private func scale(
    _ key: ObjectKey, from old: Int, to new: Int, _ options: WriteOptions
  ) async throws(KubernetesError) -> Result<Value, WorkloadRefusal> {
    var attempts = 5
    while true {
      let scale = try await value(Requests.get(key, subresource: "scale"))
      let current = Int(clamping: scale["spec"]?["replicas"]?.integer ?? 0)
      guard current == old else { return .failure(.scaledMeanwhile(from: old, to: current)) }
      let version = scale["metadata"]?["resourceVersion"] ?? ""
      let patch: Value = [
        "metadata": ["resourceVersion": version], "spec": ["replicas": .integer(Int64(new))],
      ]
      attempts -= 1
      do throws(KubernetesError) {
        return .success(
          try await self.patch(key, subresource: "scale", .merge, patch, options).object)
      } catch {
        // Its status has changed meanwhile, most likely; if it was the number, the next look tells.
        guard case .conflict = error, attempts > 0 else { throw error }
      }
    }
  }
}
