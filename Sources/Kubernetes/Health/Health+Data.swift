internal import Documents

/// Argo CD's rules for databases, search engines and message brokers.
extension Health {
  static let databases: [RuleEntry] = [
    ("postgresql.cnpg.io", ["Cluster"], ofPostgresCluster),
    ("postgresql.cnpg.io", ["Database"], ofPostgresDatabase),
    (
      "postgresql.cnpg.io", ["Backup"],
      phase(
        "phase",
        of: [
          .healthy: ["completed"],
          .degraded: ["failed", "walArchivingFailing", "invalid backup definition"],
        ], says: PhaseWords(texts: [.healthy: "Backup completed"], field: "error"),
        waiting: "Waiting for backup to be processed")
    ),
    (
      "acid.zalan.do", ["postgresql"],
      phase(
        "PostgresClusterStatus",
        of: [.healthy: ["Running"], .progressing: ["Creating", "Updating"]], others: .degraded,
        waiting: "Waiting for postgres cluster status...")
    ),
    ("pxc.percona.com", ["PerconaXtraDBCluster"], ofPercona),
    ("psmdb.percona.com", ["PerconaServerMongoDB"], ofPerconaMongo),
    (
      "k8s.mariadb.com", ["MariaDB", "Backup", "Restore", "Connection"],
      inOrder { object, condition in
        let isBackup = object.kind == "Backup"
        let hasFailed =
          isBackup
          ? condition.reason == "CronJobScheduled" && condition.message == "Failed"
          : condition.reason == "Failed"
        return ObjectHealth(
          hasFailed ? .degraded : .progressing,
          isBackup ? "\(condition.reason) \(condition.message)" : condition.message)
      }
    ),
    (
      "mariadb.mmontes.io", ["MariaDB"],
      inOrder { ObjectHealth(.progressing, $1.message) }
    ),
    (
      "k8s.mariadb.com", ["Database", "Grant", "User"],
      { object in
        let ready = object.conditions.first { $0.type == "Ready" }
        let message = (ready ?? object.conditions.last)?.message ?? "No status info available"
        guard let ready else { return ObjectHealth(.progressing, message) }
        return ObjectHealth(ready.isTrue ? .healthy : .degraded, message)
      }
    ),
    (
      "k8s.mariadb.com", ["SqlJob"],
      { object in
        var health = ObjectHealth(.progressing, "No status info available")
        for condition in object.conditions {
          health.message = "\(condition.reason) \(condition.message)"
          guard condition.isTrue else { continue }
          if condition.reason == "JobComplete" { health.health = .healthy }
          if condition.reason == "JobFailed" { health.health = .degraded }
          if health.health != .progressing { break }
        }
        return health
      }
    ),
    (
      "clickhouse.altinity.com", ["ClickHouseInstallation"],
      phase(
        "status", of: [.healthy: ["Completed"], .progressing: ["InProgress"]],
        says: PhaseWords(
          prefix: "ClickHouse status: ",
          texts: [
            .healthy: "ClickHouse installation completed successfully",
            .progressing: "ClickHouse installation in progress",
          ]), others: .degraded, waiting: "ClickHouse status not yet available")
    ),
    (
      "cassandra.rook.io", ["Cluster"],
      { object in
        let racks = object.status["racks"]?.object
        let isReady = racks?.values.allSatisfy { rack in
          guard let members = rack["members"], let ready = rack["readyMembers"] else { return true }
          return members == ready
        }
        return isReady == true
          ? ObjectHealth(.healthy) : ObjectHealth(.progressing, "Waiting for Cassandra Cluster")
      }
    ),
    ("db.atlasgo.io", ["AtlasMigration", "AtlasSchema"], ofAtlas),
    (
      "druid.apache.org", ["Druid"],
      { object in
        guard !object.status.isNull else {
          return ObjectHealth(.progressing, "Waiting for Druid status")
        }
        let node = object.status["druidNodeStatus"]
        let type = node?["druidNodeConditionType"]
        let status = node?["druidNodeConditionStatus"]
        let reason = node?["reason"]?.string
        if type == "DruidClusterReady", status == "True" {
          return ObjectHealth(.healthy, reason ?? "Druid cluster is ready")
        }
        if type == "DruidNodeErrorState" {
          let pod = node?["druidNode"]?.string ?? "unknown"
          return ObjectHealth(.degraded, "Pod \(pod): \(reason ?? "Pod is not ready")")
        }
        return status == "False"
          ? ObjectHealth(.degraded, reason ?? "Druid cluster is not ready")
          : ObjectHealth(.progressing, "Druid cluster is being provisioned")
      }
    ),
  ]

  /// A rule by which the first condition that is false decides; healthy where none is.
  private static func inOrder(
    _ verdict: @escaping @Sendable (AssessedObject, AssessedCondition) -> ObjectHealth
  ) -> Rule {
    conditioned("No status info available") { object in
      let conditions = object.conditions
      if let failed = conditions.first(where: \.isFalse) { return verdict(object, failed) }
      guard let last = conditions.last else { return ObjectHealth(.healthy) }
      return ObjectHealth(.healthy, verdict(object, last).message)
    }
  }

  private static func ofPostgresCluster(_ object: AssessedObject) -> ObjectHealth {
    if object.annotations[AssessedObject.Annotation.postgresReconciliation] == "disabled" {
      return ObjectHealth(.suspended, "Cluster reconciliation is suspended")
    }
    let reason = object.status["phaseReason"]?.string ?? ""
    guard object.hasConditions else {
      let waiting = "Waiting for the CloudNativePG operator to report cluster status"
      return ObjectHealth(.progressing, reason.isEmpty ? waiting : reason)
    }
    if let hibernation = object.condition("cnpg.io/hibernation") {
      return ObjectHealth(hibernation.isTrue ? .suspended : .degraded, hibernation.message)
    }
    return ObjectHealth(health(ofPostgresPhase: object.status["phase"]?.string ?? ""), reason)
  }

  private static func health(ofPostgresPhase phase: String) -> Health {
    switch phase {
    case "Cluster in healthy state": .healthy
    case "Setting up primary", "Creating a new replica", "Upgrading cluster",
      "Waiting for the instances to become active", "Promoting to primary cluster":
      .progressing
    case "Switchover in progress", "Failing over", "Upgrading Postgres major version",
      "Cluster upgrade delayed", "Waiting for user action",
      "Primary instance is being restarted in-place",
      "Primary instance is being restarted without a switchover",
      "Cluster cannot execute instance online upgrade due to missing architecture binary",
      "Online upgrade in progress", "Applying configuration":
      .degraded
    case "Unable to create required cluster objects",
      "Cluster cannot proceed to reconciliation due to an unknown plugin being required",
      "Cluster has incomplete or invalid image catalog",
      "Cluster is unrecoverable and needs manual intervention":
      .suspended
    default: .unknown
    }
  }

  /// What wasn't applied yet may still be: its owner's role may come later.
  private static func ofPostgresDatabase(_ object: AssessedObject) -> ObjectHealth {
    let message = object.filled("message")
    let isObserved =
      object.generation == nil
      || object.status["observedGeneration"]?.integer == object.generation
    return switch object.status["applied"]?.bool {
    case true? where isObserved: ObjectHealth(.healthy, message ?? "")
    case false? where isObserved:
      ObjectHealth(.degraded, message ?? "CloudNativePG failed to apply the Database")
    default:
      ObjectHealth(.progressing, message ?? "Waiting for CloudNativePG to reconcile Database")
    }
  }

  private static func readyNodes(_ object: AssessedObject) -> String {
    "\(object.count("ready"))/\(object.count("size")) node(s) are ready"
  }

  private static func ofPercona(_ object: AssessedObject) -> ObjectHealth {
    switch object.text(["state"]) {
    case "initializing": ObjectHealth(.progressing, readyNodes(object))
    case "ready": ObjectHealth(.healthy, readyNodes(object))
    case "paused": ObjectHealth(.unknown, "Cluster is paused")
    case "stopping":
      ObjectHealth(.degraded, "Cluster is stopping (\(readyNodes(object)))")
    case "error":
      ObjectHealth(
        .degraded,
        "Cluster is on error: "
          + (object.status["message"]?.array ?? []).compactMap(\.string).joined(separator: ", "))
    default: ObjectHealth(.unknown, unknownStatus("Cluster"))
    }
  }

  private static func ofPerconaMongo(_ object: AssessedObject) -> ObjectHealth {
    guard !object.status.isNull else { return ObjectHealth(.unknown, "Cluster status is unknown") }
    let health: Health =
      switch object.text(["state"]) {
      case "initializing", "stopping": .progressing
      case "ready": .healthy
      case "error": .degraded
      case "paused": .suspended
      default: .unknown
      }
    return ObjectHealth(health, readyNodes(object))
  }

  private static func ofAtlas(_ object: AssessedObject) -> ObjectHealth {
    guard let ready = object.condition("Ready") else {
      return ObjectHealth(.progressing, "Waiting for Atlas Operator")
    }
    if ready.isTrue { return ObjectHealth(.healthy, ready.reason) }
    let isWorking =
      object.kind == "AtlasMigration"
      ? ready.reason == "Reconciling" : ["Reconciling", "GettingDevDB"].contains(ready.message)
    return ObjectHealth(isWorking ? .progressing : .degraded, ready.reason)
  }

  /// What Argo CD says of a status that it doesn't know.
  private static func unknownStatus(_ what: String) -> String {
    "\(what) status is unknown. Ensure your ArgoCD is current and then check for/file a bug"
      + " report: https://github.com/argoproj/argo-cd/issues"
  }

  // MARK: Elastic

  static let elastic: [RuleEntry] = [
    ("elasticsearch.k8s.elastic.co", ["Elasticsearch"], ofElasticsearch),
    ("beat.k8s.elastic.co", ["Beat"], ofBeat),
    (
      "solr.apache.org", ["SolrCloud"],
      { object in
        guard let nodes = object.status["solrNodes"]?.array else {
          return ObjectHealth(.progressing, "Waiting for solr to exist")
        }
        return nodes.allSatisfy { $0["ready"]?.bool == true }
          ? ObjectHealth(.healthy, "Solr is ready")
          : ObjectHealth(.progressing, "Not all replicas are ready")
      }
    ),
  ]

  private static func ofElasticsearch(_ object: AssessedObject) -> ObjectHealth {
    let unknown = ObjectHealth(.unknown, unknownStatus("Elasticsearch Cluster"))
    guard let available = object.status["availableNodes"]?.integer else { return unknown }
    let wanted = (object.spec["nodeSets"]?.array ?? []).reduce(Int64(0)) {
      $0 &+ ($1["count"]?.integer ?? 0)
    }
    if available < wanted {
      return ObjectHealth(
        .progressing,
        "The desired amount of nodes is \(wanted) but the amount of availableNodes is"
          + " \(available)")
    }
    guard available == wanted else { return unknown }
    let check = "Check the status of indices, replicas and shards"
    return switch (object.text(["phase"]), object.text(["health"])) {
    case ("Ready"?, "green"?): ObjectHealth(.healthy, "Elasticsearch Cluster status is Green")
    case ("Ready"?, "yellow"?):
      ObjectHealth(.degraded, "Elasticsearch Cluster status is Yellow. " + check)
    case ("Ready"?, "red"?):
      ObjectHealth(.degraded, "Elasticsearch Cluster status is Red. " + check)
    case (let phase?, _?) where ["ApplyingChanges", "MigratingData"].contains(phase):
      ObjectHealth(.progressing, "Elasticsearch phase is \(phase)")
    case ("Invalid"?, _?): ObjectHealth(.degraded, "Elasticsearch phase is Invalid")
    default: unknown
    }
  }

  private static func ofBeat(_ object: AssessedObject) -> ObjectHealth {
    let available = object.status["availableNodes"]?.integer
    let expected = object.status["expectedNodes"]?.integer
    switch object.text(["health"]) {
    case "red": return ObjectHealth(.degraded, "Elastic Beat status is Red")
    case "green": return ObjectHealth(.healthy, "Elastic Beat status is Green")
    case "yellow":
      guard let available, let expected else { break }
      return ObjectHealth(
        .progressing,
        "Elastic Beat status is deploying, there is \(available) instance(s) on \(expected)"
          + " expected")
    case nil where expected != nil: break
    default: return ObjectHealth(.unknown, unknownStatus("Elastic Beat"))
    }
    return ObjectHealth(.progressing, "Elastic Beat phase is progressing")
  }
}
