import Documents
import HTTP

extension DemoAPIServer {
  /// Deletes a pod, unless a disruption budget says that no more may go.
  func evict(_ asked: ResourceRequest, _ pod: Value) throws(APIFailure) -> Response {
    let sent = try Self.parse(asked.body, Self.contentType(asked), "Eviction").0
    guard sent.objectName == asked.name else {
      throw .badRequest("name in URL does not match name in Eviction object")
    }
    try admit(asked, verb: "create", sent)
    let options = DeleteOptions(
      gracePeriodSeconds: sent.at("deleteOptions", "gracePeriodSeconds")?.integer,
      uid: sent.at("deleteOptions", "preconditions", "uid")?.string,
      resourceVersion: sent.at("deleteOptions", "preconditions", "resourceVersion")?.string,
      isDryRun: asked.isDryRun || !(sent.at("deleteOptions", "dryRun")?.array ?? []).isEmpty)
    if !Self.isGone(pod) { try askBudget(of: pod, isDryRun: options.isDryRun) }
    _ = try performDelete(asked.type, asked.namespace, asked.name, options)
    return json(
      201,
      ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201])
  }

  /// Whether nobody counts on a pod any longer, or not yet: no budget is asked about those.
  private static func isGone(_ pod: Value) -> Bool {
    pod.hasEnded || pod.isBeingDeleted || pod.at("status", "phase")?.string == "Pending"
  }

  /// Takes one disruption from the budget that a pod is under.
  ///
  /// Throws 429 if there is none left, without a time after which to try again: nobody knows.
  private func askBudget(of pod: Value, isDryRun: Bool) throws(APIFailure) {
    let budgets = DisruptionController.budgets(of: pod, on: self)
    guard budgets.count <= 1 else {
      throw APIFailure(
        500, "",
        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not "
          + "support.")
    }
    guard let budget = budgets.first else { return }
    let status = budget["status"] ?? [:]
    let healthy = status["currentHealthy"]?.integer ?? 0
    let wanted = status["desiredHealthy"]?.integer ?? 0
    // A pod that isn't ready isn't counted on, as long as enough others are.
    if !pod.isReadyPod, healthy >= wanted, wanted > 0 { return }
    if status["observedGeneration"]?.integer ?? 0 < budget.generation {
      throw Self.refused(
        "The disruption budget \(budget.objectName) is still being processed by the server.",
        retryAfterSeconds: 10)
    }
    let allowed = status["disruptionsAllowed"]?.integer ?? 0
    guard allowed > 0 else {
      throw Self.refused(
        "The disruption budget \(budget.objectName) needs \(wanted) healthy pods and has "
          + "\(healthy) currently")
    }
    guard !isDryRun else { return }
    try modify(
      .podDisruptionBudgets, budget.objectNamespace, budget.objectName, as: "kube-apiserver",
      subresource: .status
    ) { budget in
      budget.set("status", "disruptionsAllowed", to: .integer(allowed - 1))
      budget.set("status", "disruptedPods", pod.objectName, to: .string(now.rfc3339))
    }
  }

  private static func refused(_ why: String, retryAfterSeconds: Int? = nil) -> APIFailure {
    APIFailure(
      429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.",
      details: APIFailure.Details(
        causes: [APIFailure.Cause(reason: "DisruptionBudget", message: why, field: "")],
        retryAfterSeconds: retryAfterSeconds))
  }
}
