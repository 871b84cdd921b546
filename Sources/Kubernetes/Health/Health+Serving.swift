internal import Documents

/// Argo CD's rules for functions, models and jobs that are run by operators.
extension Health {
  static let serving: [RuleEntry] = [
    (
      "serving.knative.dev", ["Service"],
      counted(
        ["ConfigurationsReady", "RoutesReady", "Ready"], well: "Knative Service is healthy.")
    ),
    (
      "serving.kserve.io", ["InferenceService"],
      { object in
        let types: Set<String> = [
          "IngressReady", "PredictorConfigurationReady", "PredictorReady", "PredictorRouteReady",
          "Ready",
        ]
        // Without Knative there are fewer conditions to wait for.
        let mode = object.annotations[AssessedObject.Annotation.servingMode]
        let enough = mode == "RawDeployment" ? 3 : types.count
        return counted(types, enough: enough, well: "Inference Service is healthy.")(object)
      }
    ),
    ("serving.kserve.io", ["LLMInferenceService"], ofLLMService),
    (
      "operator.knative.dev", ["KnativeServing"],
      knative(
        [
          "Ready", "InstallSucceeded", "DependenciesInstalled", "DeploymentsAvailable",
        ], waitsFor: "DeploymentsAvailable")
    ),
    (
      "operator.knative.dev", ["KnativeEventing"],
      knative(["Ready", "InstallSucceeded"], waitsFor: "Ready")
    ),
    (
      "openfaas.com", ["Function"],
      { object in
        let signs: [Sign] = [.degraded("Ready"), .degraded("Stalled", "True"), .healthy("Ready")]
        guard let verdict = object.verdict([signs]) else {
          return ObjectHealth(.progressing, "Waiting for Function")
        }
        return verdict.health == .healthy && object.count("replicas") <= 0
          ? ObjectHealth(.suspended, "No replicas available") : verdict
      }
    ),
    ("sparkoperator.k8s.io", ["SparkApplication"], ofSparkApplication),
    ("flink.apache.org", ["FlinkDeployment"], ofFlinkDeployment),
    ("flink.apache.org", ["FlinkSessionJob"], ofFlinkSessionJob),
    (
      "tekton.dev", ["PipelineRun", "TaskRun"],
      conditions(
        [
          .healthy("Succeeded", says: .messageOrReason),
          .degraded("Succeeded", says: .messageOrReason),
          .progressing("Succeeded", nil, says: .messageOrReason),
        ], waiting: "Waiting for run to start")
    ),
    (
      "tower.ansible.com", ["AnsibleJob"],
      { object in
        let isFinished = object.status["isFinished"]?.bool == true
        return switch object.text(["ansibleJobResult", "status"]) {
        case "successful" where isFinished: ObjectHealth(.healthy, "Done")
        case "error" where isFinished: ObjectHealth(.degraded, "Failed")
        case "pending": ObjectHealth(.progressing, "Job is running")
        default: ObjectHealth(.progressing, "No status available")
        }
      }
    ),
    (
      "flagger.app", ["Canary"],
      { object in
        guard !object.status.isNull else { return ObjectHealth(.unknown, "No status") }
        let phase = object.text(["phase"]) ?? ""
        let weight = object.count("canaryWeight")
        var parts = weight > 0 ? ["Canary Weight: \(weight) %"] : []
        parts += object.conditions.map(\.message)
        let health: Health =
          switch phase {
          case "Failed": .degraded
          case "Progressing", "Finalising", "Promoting": .progressing
          case "Succeeded", "Initialized": .healthy
          default: .unknown
          }
        return ObjectHealth(
          health, "\(phase) --- \(parts.joined(separator: " --- "))")
      }
    ),
  ]

  /// A rule that is well where enough conditions are true and none is false or unknown.
  private static func counted(
    _ types: Set<String>, enough: Int? = nil, well message: String
  ) -> Rule {
    conditioned("Waiting for status update.") { object in
      var succeeded = 0
      var hasFailed = false
      var text = ""
      for condition in object.conditions {
        if condition.isTrue, types.contains(condition.type) {
          succeeded += 1
        } else if condition.isFalse || condition.status == "Unknown" {
          if condition.isFalse { hasFailed = true }
          text += "\(condition.type) is \(condition.status)"
          if !condition.reason.isEmpty { text += ", since \(condition.reason)." }
          if !condition.message.isEmpty { text += " \(condition.message)" }
          text += "\n"
        }
      }
      if text.isEmpty, succeeded == enough ?? types.count { return ObjectHealth(.healthy, message) }
      return ObjectHealth(hasFailed ? .degraded : .progressing, text)
    }
  }

  /// A rule that is well where all of these are true, and on its way while one of them is false.
  private static func knative(_ types: Set<String>, waitsFor last: String) -> Rule {
    { object in
      guard object.hasConditions else {
        return ObjectHealth(.progressing, "Waiting for \(object.kind)")
      }
      let conditions = object.conditions
      let text = listed(conditions)
      if conditions.contains(where: {
        $0.status == "Unknown" || ($0.type == last && $0.isFalse)
      }) {
        return ObjectHealth(.progressing, text)
      }
      let succeeded = conditions.filter { $0.isTrue && types.contains($0.type) }
      return succeeded.count == types.count
        ? ObjectHealth(.healthy, "\(object.kind) is healthy.") : ObjectHealth(.degraded, text)
    }
  }

  /// All conditions with their numbers, a line each.
  private static func listed(_ conditions: [AssessedCondition]) -> String {
    conditions.enumerated().map { index, condition in
      "\(index + 1): \(condition.type) | \(condition.status)\n"
    }.joined()
  }

  private static func ofLLMService(_ object: AssessedObject) -> ObjectHealth {
    let waiting = "Waiting for LLMInferenceService to report status..."
    guard object.hasConditions else { return ObjectHealth(.progressing, waiting) }
    let conditions = object.conditions
    let ready = conditions.last { $0.type == "Ready" }
    if object.isOutdated || (ready?.generation ?? object.generation) != object.generation {
      return ObjectHealth(
        .progressing, "Waiting for LLMInferenceService reconciliation (generation mismatch)")
    }
    if conditions.contains(where: { $0.reason == "Stopped" }) {
      return ObjectHealth(.suspended, "LLMInferenceService is Stopped")
    }
    if ready?.isTrue == true {
      return ObjectHealth(.healthy, "LLMInferenceService is healthy.")
    }
    let missing = conditions.filter { $0.type != "Ready" && !$0.isTrue }.map { condition in
      (["\(condition.type): \(condition.status)", condition.reason, condition.message])
        .filter { !$0.isEmpty }.joined(separator: " | ")
    }
    let message = [missing.joined(separator: "; "), ready?.message ?? ""].first { !$0.isEmpty }
    return ObjectHealth(ready?.isFalse == true ? .degraded : .progressing, message ?? waiting)
  }

  private static func ofSparkApplication(_ object: AssessedObject) -> ObjectHealth {
    let error = object.text(["applicationState", "errorMessage"]) ?? ""
    let waiting = ObjectHealth(.progressing, "Waiting for Executor pods")
    switch object.text(["applicationState", "state"]) {
    case "RUNNING":
      return hasExecutors(object)
        ? ObjectHealth(.healthy, "SparkApplication is Running") : waiting
    case "SUBMITTED":
      return ObjectHealth(.progressing, "SparkApplication was submitted successfully")
    case "COMPLETED": return ObjectHealth(.healthy, "SparkApplication was Completed")
    case "FAILED", "SUBMISSION_FAILED", "FAILING": return ObjectHealth(.degraded, error)
    case "PENDING_RERUN": return ObjectHealth(.progressing, "SparkApplication is Pending Rerun")
    case "INVALIDATING":
      return ObjectHealth(.missing, "SparkApplication is in InvalidatingState")
    case "SUCCEEDING":
      return ObjectHealth(
        .progressing, "The driver pod has completed and the executor pods are being cleaned up")
    case "UNKNOWN":
      return ObjectHealth(
        .progressing, "The driver pod or some executor pods are in an unknown state")
    default: return waiting
    }
  }

  /// Whether as many executors run as are wanted, be that a number or, allocated as needed, a range.
  private static func hasExecutors(_ object: AssessedObject) -> Bool {
    let running = Int64(
      (object.status["executorState"]?.object ?? [:]).values.count { $0 == "RUNNING" })
    func isInRange(_ settings: Value?, _ prefix: String) -> Bool? {
      func setting(_ name: String) -> String? {
        switch settings?[prefix + name] {
        case .string(let text)?: text
        case .bool(let flag)?: "\(flag)"
        case .integer(let number)?: "\(number)"
        default: nil
        }
      }
      guard setting("enabled") == "true" else { return nil }
      return running >= setting("minExecutors").flatMap { Int64($0) } ?? 0
        && running <= setting("maxExecutors").flatMap { Int64($0) } ?? .max
    }
    let settings = object.spec["sparkConf"]
    return isInRange(object.spec["dynamicAllocation"], "")
      ?? isInRange(settings, "spark.dynamicAllocation.")
      ?? isInRange(settings, "spark.streaming.dynamicAllocation.")
      ?? object.spec["executor"]?["instances"]?.integer.map { $0 == running } ?? (running > 0)
  }

  private static func ofFlinkDeployment(_ object: AssessedObject) -> ObjectHealth {
    let waiting = ObjectHealth(.progressing, "Waiting for Flink operator")
    guard let state = object.status["reconciliationStatus"], !state.isNull else { return waiting }
    if state["success"]?.bool == true || state["state"] == "DEPLOYED" {
      return ObjectHealth(.healthy)
    }
    return switch object.text(["jobManagerDeploymentStatus"]) {
    case "DEPLOYED_NOT_READY", "DEPLOYING":
      ObjectHealth(.progressing, "Waiting for deploying")
    case "ERROR": ObjectHealth(.degraded, state["error"]?.string ?? "")
    default: waiting
    }
  }

  private static func ofFlinkSessionJob(_ object: AssessedObject) -> ObjectHealth {
    let error = object.text(["error"])
    let state = object.text(["jobStatus", "state"]) ?? ""
    return switch state {
    case "RUNNING", "FINISHED": ObjectHealth(.healthy, state)
    case "RECONCILING", "CREATED": ObjectHealth(.progressing, state)
    case "SUSPENDED", "CANCELED": ObjectHealth(.suspended, state)
    case "FAILED": ObjectHealth(.degraded, error ?? "FlinkSessionJob failed")
    default:
      error.map { ObjectHealth(.degraded, $0) }
        ?? ObjectHealth(.progressing, "Waiting for FlinkSessionJob to be reconciled")
    }
  }

  // MARK: OpenShift

  static let openShift: [RuleEntry] = [
    ("apps.openshift.io", ["DeploymentConfig"], ofDeploymentConfig),
    ("route.openshift.io", ["Route"], ofOpenShiftRoute),
    ("operators.coreos.com", ["Subscription"], ofSubscription),
    ("apps.3scale.net", ["APIManager"], ofAPIManager),
    ("capabilities.3scale.net", ["Application"], ofAPIApplication),
    ("capabilities.3scale.net", ["Tenant"], ofAPITenant),
    ("capabilities.3scale.net", ["*"], ofAPICapability),
  ]

  private static func ofDeploymentConfig(_ object: AssessedObject) -> ObjectHealth {
    let waiting = ObjectHealth(
      .progressing, "replication controller is waiting for pods to run")
    guard object.hasConditions, let replicas = object.status["replicas"]?.integer else {
      return waiting
    }
    let succeeded = object.conditions.filter {
      $0.isTrue
        && ($0.type == "Available"
          || ($0.type == "Progressing" && $0.reason == "NewReplicationControllerAvailable"))
    }
    if succeeded.count == 2 || replicas == 0 {
      return ObjectHealth(.healthy, "replication controller successfully rolled out")
    }
    return succeeded.count == 1
      ? waiting : ObjectHealth(.degraded, "Deployment config is degraded")
  }

  private static func ofOpenShiftRoute(_ object: AssessedObject) -> ObjectHealth {
    let waiting = ObjectHealth(.progressing, "Route is still getting admitted")
    guard let routers = object.status["ingress"]?.array else { return waiting }
    let admitted = routers.flatMap { AssessedObject.conditions(in: $0) }
      .filter { $0.type == "Admitted" }
    if admitted.filter(\.isTrue).count >= routers.count {
      return ObjectHealth(.healthy, "Route is healthy")
    }
    return admitted.contains(where: \.isFalse)
      ? ObjectHealth(.degraded, "Route is degraded") : waiting
  }

  private static func ofSubscription(_ object: AssessedObject) -> ObjectHealth {
    let pending = ObjectHealth(
      .progressing, "An install plan for a subscription is pending installation")
    guard object.hasConditions else { return pending }
    let conditions = object.conditions
    let failures: Set<String> = [
      "CatalogSourcesUnhealthy", "InstallPlanFailed", "ResolutionFailed",
    ]
    let isDegraded = conditions.contains {
      $0.type == "InstallPlanMissing"
        ? $0.reason != "ReferencedInstallPlanNotFound" : failures.contains($0.type) && $0.isTrue
    }
    if isDegraded { return ObjectHealth(.degraded, listed(conditions)) }
    return conditions.contains { $0.type == "InstallPlanPending" && $0.isTrue }
      ? pending : ObjectHealth(.healthy, listed(conditions))
  }

  // MARK: 3scale

  private static func waitingForAPI(_ object: AssessedObject) -> ObjectHealth {
    ObjectHealth(.progressing, "Waiting for 3scale \(object.kind) status...")
  }

  private static func ofAPIManager(_ object: AssessedObject) -> ObjectHealth {
    let available = ObjectHealth(.healthy, "3scale APIManager is available")
    let deployments = object.status["deployments"]
    if deployments?["ready"] != nil, deployments?["starting"] == nil,
      deployments?["stopped"] == nil
    {
      return available
    }
    for condition in object.conditions where condition.type == "Available" {
      if condition.isTrue { return available }
      if !condition.reason.isEmpty {
        return ObjectHealth(.degraded, "3scale APIManager is degraded: \(condition.reason)")
      }
    }
    return waitingForAPI(object)
  }

  private static func ofAPIApplication(_ object: AssessedObject) -> ObjectHealth {
    if object.text(["state"]) == "suspended" {
      return ObjectHealth(.suspended, "3scale Application is suspended")
    }
    let isKnown = object.count("adminId") > 0
    let failed: [Sign] =
      isKnown
      ? [] : [.degraded("Ready", nil, says: .message(or: "3scale Application is not ready"))]
    return object.verdict([[.healthy("Ready", says: "3scale Application is ready")] + failed])
      ?? waitingForAPI(object)
  }

  private static func ofAPITenant(_ object: AssessedObject) -> ObjectHealth {
    let ready = object.conditions.filter { $0.type == "Ready" }
    if ready.contains(where: \.isTrue), object.count("tenantId") > 0, object.count("adminId") > 0 {
      return ObjectHealth(.healthy, "3scale Tenant is ready")
    }
    guard let failed = ready.first(where: { !$0.isTrue }) else { return waitingForAPI(object) }
    return ObjectHealth(
      .degraded, failed.message.isEmpty ? "3scale Tenant is degraded" : failed.message)
  }

  private static func ofAPICapability(_ object: AssessedObject) -> ObjectHealth {
    let what = "3scale \(object.kind)"
    if object.text(["developerUserState"]) == "suspended" {
      return ObjectHealth(.suspended, "3scale Developer user is waiting for admin approval")
    }
    let signs: [Sign] = [
      .healthy("Ready", says: .text("\(what) is ready")),
      .healthy("Synced", says: .text("\(what) is synced")),
      .degraded("Invalid", "True", says: .message(or: "\(what) configuration is invalid")),
      .degraded("Orphan", "True", says: .message(or: "\(what) references non-existing resources")),
      .degraded("Failed", "True", says: .message(or: "\(what) synchronization failed")),
      .progressing("In-progress", says: .message(or: "\(what) is in progress")),
      .suspended("Waiting", says: .message(or: "\(what) is waiting for approval")),
    ]
    return object.verdict([signs]) ?? waitingForAPI(object)
  }
}
