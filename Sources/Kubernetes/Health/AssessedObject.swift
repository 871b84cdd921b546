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
    Annotation.postgresReconciliation, Annotation.servingMode,
  ]

  enum Annotation {
    static let autoscalerConditions = "autoscaling.alpha.kubernetes.io/conditions"
    static let workloadGeneration = "rollout.argoproj.io/workload-generation"
    static let postgresReconciliation = "cnpg.io/reconciliation"
    static let servingMode = "serving.kserve.io/deploymentMode"
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
  var conditions: [AssessedCondition] { Self.conditions(in: status) }

  /// Whether there is a list of conditions, be it empty.
  var hasConditions: Bool { status["conditions"]?.array != nil }

  /// The conditions of a part of the status, in order.
  static func conditions(in part: Value) -> [AssessedCondition] {
    (part["conditions"]?.array ?? []).map { AssessedCondition($0) }
  }

  /// The first condition of a type.
  func condition(_ type: String) -> AssessedCondition? { conditions.first { $0.type == type } }

  /// Whether it is an application of Argo CD's.
  var isApplication: Bool { group == "argoproj.io" && kind == "Application" }

  /// Whether the status is of an older specification.
  var isUnobserved: Bool { (generation ?? 0) > count("observedGeneration") }
}

/// One condition of a status.
struct AssessedCondition {
  private let value: Value

  init(_ value: Value) { self.value = value }

  var type: String { value["type"]?.string ?? "" }
  var status: String { value["status"]?.string ?? "" }
  var reason: String { value["reason"]?.string ?? "" }
  var message: String { value["message"]?.string ?? "" }
  /// Since when, as the server writes times.
  var since: String { value["lastTransitionTime"]?.string ?? "" }
  /// How bad it is that it is false, in Cluster API.
  var severity: String { value["severity"]?.string ?? "" }
  /// The generation it was made for, where it says.
  var generation: Int64? { value["observedGeneration"]?.integer }

  var isTrue: Bool { status == "True" }
  var isFalse: Bool { status == "False" }
}
