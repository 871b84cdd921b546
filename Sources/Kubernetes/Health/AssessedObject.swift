internal import Documents

/// What of an object its health is computed from.
///
/// Made of a whole document, or of the little that a row's decoder reads.
struct AssessedObject {
  /// The API group; empty for the core group.
  var group = ""
  /// The version within the group.
  var version = ""
  var kind = ""
  var name = ""
  var generation: Int64?
  /// Whether its deletion was asked for and nothing of Argo CD's holds it back.
  var isBeingDeleted = false
  var annotations: [String: String] = [:]
  var spec = Value.null
  var status = Value.null

  /// The annotations that rules look at.
  static let annotations: Set<String> = [
    Annotation.autoscalerConditions, Annotation.workloadGeneration,
    Annotation.postgresReconciliation,
  ]

  enum Annotation {
    static let autoscalerConditions = "autoscaling.alpha.kubernetes.io/conditions"
    static let workloadGeneration = "rollout.argoproj.io/workload-generation"
    static let postgresReconciliation = "cnpg.io/reconciliation"
  }

  /// A finalizer by which Argo CD keeps the objects of its hooks until it is done with them.
  static let hookFinalizer = "argocd.argoproj.io/hook-finalizer"

  init() {}

  /// Reads a document.
  init(_ object: Value) {
    let apiVersion = object["apiVersion"]?.string ?? ""
    if let slash = apiVersion.firstIndex(of: "/") {
      group = String(apiVersion[..<slash])
      version = String(apiVersion[apiVersion.index(after: slash)...])
    } else {
      version = apiVersion
    }
    kind = object["kind"]?.string ?? ""
    let metadata = object["metadata"]
    name = metadata?["name"]?.string ?? ""
    generation = metadata?["generation"]?.integer
    isBeingDeleted =
      metadata?["deletionTimestamp"]?.string != nil
      && metadata?["finalizers"]?.array?.contains(.string(Self.hookFinalizer)) != true
    for key in Self.annotations {
      annotations[key] = metadata?["annotations"]?[key]?.string
    }
    spec = object["spec"] ?? .null
    status = object["status"] ?? .null
  }

  // MARK: Parts

  /// A number of the specification.
  func wanted(_ field: String) -> Int64? { spec[field]?.integer }

  /// A number of the status, which leaves out zeros.
  func count(_ field: String) -> Int64 { status[field]?.integer ?? 0 }

  /// The conditions, in order.
  var conditions: [AssessedCondition] {
    (status["conditions"]?.array ?? []).map { AssessedCondition($0) }
  }

  /// The first condition of a type.
  func condition(_ type: String) -> AssessedCondition? { conditions.first { $0.type == type } }

  /// Whether the status is of an older specification.
  var isUnobserved: Bool { (generation ?? 0) > count("observedGeneration") }
}

/// One condition of a status.
struct AssessedCondition {
  var type: String
  var status: String
  var reason: String
  var message: String

  init(_ value: Value) {
    type = value["type"]?.string ?? ""
    status = value["status"]?.string ?? ""
    reason = value["reason"]?.string ?? ""
    message = value["message"]?.string ?? ""
  }

  var isTrue: Bool { status == "True" }
  var isFalse: Bool { status == "False" }
}
