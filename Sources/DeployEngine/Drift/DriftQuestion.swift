internal import Documents
internal import HTTP
internal import Kubernetes

/// Asks the server what a deploy would make of one object.
struct DriftQuestion: Sendable {
  private let client: Client
  private let check: DriftCheck
  private let shape: DesiredShape

  init(_ client: Client, _ check: DriftCheck, _ shape: DesiredShape) {
    self.client = client
    self.check = check
    self.shape = shape
  }

  func answer() async -> DriftAnswer {
    do throws(KubernetesError) {
      let live = try await client.get(check.key)
      let options = ApplyOptions(
        fieldManager: Planner.fieldManager, isForced: true, isDryRun: true)
      let written = try await client.apply(check.key, payload, options)
      return compare(live, written.object)
    } catch {
      switch error {
      case .notFound, .conflict:
        // It is on its way out, or changed just now: the watch tells.
        return .failed(.server(error), passes: true)
      case .invalid: return .refused
      case .server(let status) where status.code == 500:
        // Not away, but at a loss with this object.
        return .failed(.server(error), passes: false)
      case .tooManyRequests, .server, .transport, .gone:
        return .failed(.server(error), passes: true)
      case .unauthorized, .forbidden, .rejected, .undecodable, .credentials, .alreadyExists:
        return .failed(.server(error), passes: false)
      }
    }
  }

  /// What a deploy would send: what Git says, with the label of the inventory it is in.
  private var payload: Value {
    var object = shape.object
    guard !check.inventory.isEmpty else { return object }
    var labels = object["metadata"]?["labels"] ?? .null
    labels[ApplySet.partOf] = .string(check.inventory)
    object["metadata"]?["labels"] = labels
    return object
  }

  private func compare(_ live: Value, _ written: Value) -> DriftAnswer {
    let before = ServerFields.remove(from: live)
    let after = ServerFields.remove(from: written)
    guard before != after else { return .same }
    let masked = Masking.mask(before: before, after: after)
    let byName = Difference(from: masked.before, to: masked.after, matching: .byName)
    // Where only the order of a list has changed, that is what is shown.
    let changes =
      (byName.isEmpty ? Difference(from: masked.before, to: masked.after) : byName).changes
    let fields = changes.prefix(LiveComparison.mostFields).map { change in
      switch change.kind {
      case .added(let value):
        ObjectDrift.Field(label: change.label, desired: FieldText.short(value))
      case .removed(let value):
        ObjectDrift.Field(label: change.label, live: FieldText.short(value))
      case .changed(let old, let new):
        ObjectDrift.Field(
          label: change.label, live: FieldText.short(old), desired: FieldText.short(new))
      }
    }
    return .differs(Array(fields), count: changes.count)
  }
}
