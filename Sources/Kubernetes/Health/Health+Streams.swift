internal import Documents

/// Argo CD's rules for message brokers and what flows through them.
extension Health {
  static let streams: [RuleEntry] = [
    ("kafka.strimzi.io", ["Kafka"], ofKafka),
    ("kafka.strimzi.io", ["KafkaConnect"], strimzi("Kafka Connect")),
    ("kafka.strimzi.io", ["KafkaTopic"], strimzi("Kafka Topic")),
    ("kafka.strimzi.io", ["KafkaUser"], strimzi("Kafka User")),
    ("kafka.strimzi.io", ["KafkaConnector"], strimzi("KafkaConnector")),
    ("kafka.strimzi.io", ["KafkaBridge"], strimzi("KafkaBridge")),
    (
      "platform.confluent.io",
      ["Connect", "ControlCenter", "Kafka", "KsqlDB", "SchemaRegistry", "Zookeeper"],
      { object in
        switch object.text(["phase"]) {
        case "RUNNING": ObjectHealth(.healthy, "\(object.kind) running")
        case "PROVISIONING": ObjectHealth(.progressing, "\(object.kind) provisioning")
        default: ObjectHealth(.progressing, "Waiting for \(object.kind)")
        }
      }
    ),
    ("platform.confluent.io", ["Connector"], ofConnector),
    ("rabbitmq.com", ["RabbitmqCluster"], ofRabbitCluster),
    (
      "rabbitmq.com",
      ["Binding", "Exchange", "Permission", "Policy", "Queue", "Shovel", "User", "Vhost"],
      { object in
        let what = "RabbitMQ \(object.kind.lowercased())"
        return object.verdict([
          [
            .healthy("Ready", because: "SuccessfulCreateOrUpdate", says: .text("\(what) ready")),
            .degraded(
              "Ready", because: "FailedCreateOrUpdate",
              says: .text("\(what) failed to be created or updated")),
          ]
        ]) ?? ObjectHealth(.unknown, "\(what) status is unknown")
      }
    ),
    (
      "zookeeper.pravega.io", ["ZookeeperCluster"],
      { object in
        let ready = object.status["readyReplicas"]?.integer
        let hasJoined =
          !object.status.isNull && ready != 0
          && ready == object.status["replicas"]?.integer
        return hasJoined
          ? ObjectHealth(.healthy, "All ZK Nodes have joined the ensemble")
          : ObjectHealth(.progressing, "Waiting for ZK Nodes to join the ensemble")
      }
    ),
    ("camel.apache.org", ["Integration"], ready(waiting: "Waiting for Integration")),
    ("numaflow.numaproj.io", ["Pipeline"], numaflow(suspends: ["Paused", "Pausing"])),
    ("numaflow.numaproj.io", ["MonoVertex"], numaflow(suspends: ["Paused"])),
    ("numaflow.numaproj.io", ["InterStepBufferService", "Vertex"], numaflow(suspends: nil)),
    (
      "numaplane.numaproj.io", ["PipelineRollout"],
      numaplane("Pipeline", failsBecause: "PipelineFailed")
    ),
    (
      "numaplane.numaproj.io", ["MonoVertexRollout"],
      numaplane("MonoVertex", failsBecause: "MonoVertexFailed")
    ),
    (
      "numaplane.numaproj.io", ["ISBServiceRollout"],
      numaplane("ISBService", failsBecause: "ISBSvcFailed")
    ),
    (
      "numaplane.numaproj.io", ["NumaflowControllerRollout"],
      numaplane("NumaflowController", failsBecause: "Degraded")
    ),
  ]

  private static func strimzi(_ what: String) -> Rule {
    conditions(
      [.degraded("NotReady", "True"), .healthy("Ready", says: "")], waiting: "Waiting for \(what)")
  }

  private static func ofKafka(_ object: AssessedObject) -> ObjectHealth {
    for condition in object.conditions where condition.isTrue {
      if condition.type == "NotReady", condition.reason != "Creating" {
        return ObjectHealth(.degraded, condition.message)
      }
      if condition.type == "Ready" { return ObjectHealth(.healthy) }
    }
    return ObjectHealth(.progressing, "Waiting for Kafka Cluster")
  }

  private static func ofConnector(_ object: AssessedObject) -> ObjectHealth {
    let failed = object.status["failedTasksCount"]?.integer
    let state = object.text(["state"])
    if state == "CREATED", object.text(["connectorState"]) == "RUNNING", failed == nil {
      return ObjectHealth(.healthy, "Connector running")
    }
    if state == "ERROR" {
      return ObjectHealth(
        .degraded, object.conditions.first?.message ?? "No conditions available")
    }
    return state != nil && (failed ?? 0) > 0
      ? ObjectHealth(.degraded, "Connector has failed tasks")
      : ObjectHealth(.progressing, "Waiting for Kafka Connector")
  }

  private static func ofRabbitCluster(_ object: AssessedObject) -> ObjectHealth {
    let conditions = object.conditions
    if let failed = conditions.first(where: { $0.type == "ReconcileSuccess" && $0.isFalse }) {
      return ObjectHealth(.degraded, failed.message)
    }
    let available = conditions.last { $0.type == "ClusterAvailable" }
    let replicas = conditions.last { $0.type == "AllReplicasReady" }
    if available?.status == "Unknown" || replicas?.status == "Unknown" {
      return ObjectHealth(
        .progressing, "Waiting for RabbitMQ cluster readiness (conditions unknown)")
    }
    if replicas?.isFalse == true, replicas?.reason == "ScaledToZero", object.wanted("replicas") == 0
    {
      return ObjectHealth(.suspended, "RabbitmqCluster is scaled to 0 replicas")
    }
    if available?.isFalse == true {
      return ObjectHealth(.progressing, "Waiting for RabbitMQ cluster formation")
    }
    if replicas?.isFalse == true {
      return ObjectHealth(.progressing, "Waiting for RabbitMQ instances ready")
    }
    return available?.isTrue == true && replicas?.isTrue == true
      ? ObjectHealth(.healthy, "RabbitMQ cluster ready")
      : ObjectHealth(.progressing, "Waiting for RabbitMQ Operator")
  }

  // MARK: Numaflow

  /// `suspends` are the phases in which it is paused; nil where a pause is nothing to tell.
  private static func numaflow(suspends phases: Set<String>?) -> Rule {
    { object in
      let phase = object.text(["phase"]) ?? ""
      let failed = object.conditions.last(where: \.isFalse)
      guard object.status["observedGeneration"]?.integer == object.generation else {
        return ObjectHealth(.progressing, "Waiting for \(object.kind) status")
      }
      if phase == "Failed" { return ObjectHealth(.degraded, object.filled("message") ?? "") }
      if let failed {
        return ObjectHealth(
          .degraded, phases == nil ? failed.message : "Subresources are unhealthy")
      }
      if phases?.contains(phase) == true {
        return ObjectHealth(.suspended, "\(object.kind) is paused")
      }
      if phase == "Paused", object.kind == "Vertex" {
        return ObjectHealth(.healthy, "Vertex is paused")
      }
      return phase == "Running"
        ? ObjectHealth(.healthy, "\(object.kind) is healthy")
        : ObjectHealth(.progressing, "Waiting for \(object.kind) status")
    }
  }

  private static func numaplane(_ what: String, failsBecause reason: String) -> Rule {
    { object in
      let waiting = ObjectHealth(.progressing, "Waiting for \(what) status")
      let generation = object.generation
      guard object.status["observedGeneration"]?.integer == generation else { return waiting }
      let phase = object.text(["phase"])
      if phase == "Failed" { return ObjectHealth(.degraded, object.filled("message") ?? "") }
      func current(_ type: String) -> AssessedCondition? {
        object.conditions.last { $0.type == type }.flatMap {
          $0.generation == generation ? $0 : nil
        }
      }
      let children = current("ChildResourcesHealthy")
      if let children, children.isFalse, children.reason == reason {
        return ObjectHealth(.degraded, children.message)
      }
      if let paused = current("PipelinePausingOrPaused"), paused.isTrue {
        return ObjectHealth(.suspended, paused.message)
      }
      guard let children, children.isTrue, phase == "Deployed" else { return waiting }
      return ObjectHealth(.healthy, children.message)
    }
  }
}
