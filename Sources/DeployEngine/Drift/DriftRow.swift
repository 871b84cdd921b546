internal import Kubernetes

/// One live object, as far as its drift goes.
struct DriftRow: Row {
  var name: ObjectName
  var uid = ""
  /// The inventory whose member it is; empty for none.
  var inventory = ""
  /// When it was created, in seconds since 1970.
  var created: Int64?
  var isBeingDeleted = false
  var health: Health?
  var message = ""
  /// What comparing it came to, once for each shape that Git says of it.
  var verdicts: [DriftVerdict] = []

  /// Whether no stack has to do with it.
  var isForeign: Bool { verdicts.isEmpty && inventory.isEmpty }
}

/// What comparing a live object with one shape came to.
struct DriftVerdict: Hashable, Sendable {
  /// The shape.
  var shape: UInt64
  /// What may differ; nil where they agree.
  var suspicion: Suspicion?

  /// Something that may be a difference: the server has to say.
  struct Suspicion: Hashable, Sendable {
    /// Tells what was compared from what will be: the same digest gets the same answer.
    var digest: UInt64
    var fields: [ObjectDrift.Field]
    var count: Int
  }
}
