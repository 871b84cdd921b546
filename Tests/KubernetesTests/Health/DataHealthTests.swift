import Kubernetes
import Testing

@Suite struct DataHealthTests {
  static let databases: [HealthCase] = [
    .of(
      "postgresql.cnpg.io/v1 Cluster", "", .progressing,
      "Waiting for the CloudNativePG operator to report cluster status"),
    .of("postgresql.cnpg.io/v1 Cluster", "phase: New phase, conditions: []", .unknown),
    .of(
      "postgresql.cnpg.io/v1 Cluster", "", .suspended, "Cluster reconciliation is suspended",
      annotations: "cnpg.io/reconciliation: disabled"),
    .of(
      "postgresql.cnpg.io/v1 Cluster",
      "conditions: [{type: cnpg.io/hibernation, status: 'True', message: asleep}]", .suspended,
      "asleep"),
    .of("postgresql.cnpg.io/v1 Database", "applied: true, observedGeneration: 2", .healthy, ""),
    .of(
      "postgresql.cnpg.io/v1 Database", "applied: false, observedGeneration: 2, message: no role",
      .degraded, "no role"),
    .of(
      "postgresql.cnpg.io/v1 Database", "applied: false, message: no role", .progressing, "no role"),
    .of("postgresql.cnpg.io/v1 Backup", "phase: completed", .healthy, "Backup completed"),
    .of("postgresql.cnpg.io/v1 Backup", "phase: failed, error: e", .degraded, "e"),
    .of(
      "postgresql.cnpg.io/v1 Backup", "phase: walArchivingFailing", .degraded, "walArchivingFailing"
    ),
    .of(
      "acid.zalan.do/v1 postgresql", "PostgresClusterStatus: SyncFailed", .degraded, "SyncFailed"),
    .of("acid.zalan.do/v1 postgresql", "PostgresClusterStatus: Running", .healthy, "Running"),
    .of(
      "pxc.percona.com/v1 PerconaXtraDBCluster", "state: error, message: [a, b]", .degraded,
      "Cluster is on error: a, b"),
    .of(
      "pxc.percona.com/v1 PerconaXtraDBCluster", "state: ready, ready: 3, size: 3", .healthy,
      "3/3 node(s) are ready"),
    .of(
      "psmdb.percona.com/v1 PerconaServerMongoDB", "state: paused, ready: 0, size: 3", .suspended,
      "0/3 node(s) are ready"),
    .of(
      "k8s.mariadb.com/v1alpha1 MariaDB",
      conditions: HealthCase.condition("Ready", "False", "f", reason: "Failed"), .degraded, "f"),
    .of(
      "k8s.mariadb.com/v1alpha1 MariaDB",
      conditions: HealthCase.condition("Ready", "False", "r", reason: "Restoring"), .progressing,
      "r"),
    .of(
      "k8s.mariadb.com/v1alpha1 MariaDB", conditions: HealthCase.condition("Ready"), .healthy, "m"),
    .of(
      "k8s.mariadb.com/v1alpha1 Backup",
      conditions: HealthCase.condition("Complete", "False", "Failed", reason: "CronJobScheduled"),
      .degraded, "CronJobScheduled Failed"),
    .of(
      "k8s.mariadb.com/v1alpha1 Grant", conditions: HealthCase.condition("Ready", "Unknown"),
      .degraded, "m"),
    .of(
      "k8s.mariadb.com/v1alpha1 SqlJob",
      conditions: HealthCase.condition("Complete", "True", "m", reason: "JobComplete"), .healthy,
      "JobComplete m"),
    .of(
      "mariadb.mmontes.io/v1alpha1 MariaDB",
      conditions: HealthCase.condition("Ready", "False", "f", reason: "Failed"), .progressing, "f"),
    .of(
      "clickhouse.altinity.com/v1 ClickHouseInstallation", "status: Aborted", .degraded,
      "ClickHouse status: Aborted"),
    .of(
      "cassandra.rook.io/v1alpha1 Cluster", "racks: {a: {members: 3, readyMembers: 2}}",
      .progressing, "Waiting for Cassandra Cluster"),
    .of(
      "cassandra.rook.io/v1alpha1 Cluster", "racks: {a: {members: 3, readyMembers: 3}}", .healthy),
    .of(
      "db.atlasgo.io/v1alpha1 AtlasSchema",
      conditions: HealthCase.condition("Ready", "False", "GettingDevDB"), .progressing, "R"),
    .of(
      "db.atlasgo.io/v1alpha1 AtlasMigration",
      conditions: HealthCase.condition("Ready", "False", "m", reason: "Migrating"), .degraded,
      "Migrating"),
    .of(
      "druid.apache.org/v1alpha1 Druid",
      "druidNodeStatus: {druidNodeConditionType: DruidNodeErrorState, druidNode: p, reason: r}",
      .degraded, "Pod p: r"),
    .of(
      "elasticsearch.k8s.elastic.co/v1 Elasticsearch",
      "availableNodes: 3, phase: Ready, health: green", .healthy,
      "Elasticsearch Cluster status is Green", spec: "nodeSets: [{count: 1}, {count: 2}]"),
    .of(
      "elasticsearch.k8s.elastic.co/v1 Elasticsearch", "availableNodes: 2", .progressing,
      "The desired amount of nodes is 3 but the amount of availableNodes is 2",
      spec: "nodeSets: [{count: 3}]"),
    .of("elasticsearch.k8s.elastic.co/v1 Elasticsearch", "", .unknown),
    .of(
      "beat.k8s.elastic.co/v1beta1 Beat", "health: yellow, availableNodes: 1, expectedNodes: 2",
      .progressing, "Elastic Beat status is deploying, there is 1 instance(s) on 2 expected"),
    .of(
      "beat.k8s.elastic.co/v1beta1 Beat", "expectedNodes: 2", .progressing,
      "Elastic Beat phase is progressing"),
    .of(
      "solr.apache.org/v1beta1 SolrCloud", "solrNodes: [{ready: true}, {ready: false}]",
      .progressing, "Not all replicas are ready"),
  ]

  static let streams: [HealthCase] = [
    .of(
      "kafka.strimzi.io/v1beta2 Kafka",
      conditions: HealthCase.condition("NotReady", "True", "m", reason: "Creating"), .progressing,
      "Waiting for Kafka Cluster"),
    .of(
      "kafka.strimzi.io/v1beta2 Kafka",
      conditions: HealthCase.condition("NotReady", "True", "no", reason: "Failed"), .degraded, "no"),
    .of(
      "kafka.strimzi.io/v1beta2 KafkaTopic", conditions: HealthCase.condition("Ready"), .healthy, ""
    ),
    .of(
      "kafka.strimzi.io/v1beta2 KafkaUser", conditions: "", .progressing, "Waiting for Kafka User"),
    .of(
      "platform.confluent.io/v1beta1 KsqlDB", "phase: PROVISIONING", .progressing,
      "KsqlDB provisioning"),
    .of(
      "platform.confluent.io/v1beta1 Connector", "state: CREATED, connectorState: RUNNING",
      .healthy, "Connector running"),
    .of(
      "platform.confluent.io/v1beta1 Connector", "state: CREATED, failedTasksCount: 1", .degraded,
      "Connector has failed tasks"),
    .of(
      "rabbitmq.com/v1beta1 RabbitmqCluster",
      conditions: HealthCase.condition("ClusterAvailable") + ", "
        + HealthCase.condition("AllReplicasReady"), .healthy, "RabbitMQ cluster ready"),
    .of(
      "rabbitmq.com/v1beta1 RabbitmqCluster",
      conditions: HealthCase.condition("ClusterAvailable", "Unknown"), .progressing,
      "Waiting for RabbitMQ cluster readiness (conditions unknown)"),
    .of(
      "rabbitmq.com/v1beta1 RabbitmqCluster",
      conditions: HealthCase.condition("ReconcileSuccess", "False", "bad"), .degraded, "bad"),
    .of(
      "rabbitmq.com/v1beta1 RabbitmqCluster",
      conditions: HealthCase.condition("ClusterAvailable", "False") + ", "
        + HealthCase.condition("AllReplicasReady", "False", "m", reason: "ScaledToZero"),
      .suspended, spec: "replicas: 0"),
    .of(
      "rabbitmq.com/v1beta1 Queue",
      conditions: HealthCase.condition("Ready", "True", "m", reason: "SuccessfulCreateOrUpdate"),
      .healthy, "RabbitMQ queue ready"),
    .of("rabbitmq.com/v1beta1 Vhost", conditions: "", .unknown, "RabbitMQ vhost status is unknown"),
    .of("zookeeper.pravega.io/v1beta1 ZookeeperCluster", "replicas: 3, readyReplicas: 3", .healthy),
    .of(
      "zookeeper.pravega.io/v1beta1 ZookeeperCluster", "replicas: 0, readyReplicas: 0", .progressing
    ),
    .of(
      "camel.apache.org/v1 Integration", conditions: HealthCase.condition("Ready", "False"),
      .degraded, "m"),
    .of(
      "numaflow.numaproj.io/v1alpha1 Pipeline", "observedGeneration: 2, phase: Pausing", .suspended,
      "Pipeline is paused"),
    .of(
      "numaflow.numaproj.io/v1alpha1 MonoVertex",
      "observedGeneration: 2, phase: Running, conditions: [{type: A, status: 'False'}]", .degraded,
      "Subresources are unhealthy"),
    .of(
      "numaflow.numaproj.io/v1alpha1 Vertex", "observedGeneration: 2, phase: Paused", .healthy,
      "Vertex is paused"),
    .of(
      "numaflow.numaproj.io/v1alpha1 Pipeline", "observedGeneration: 1, phase: Running",
      .progressing, "Waiting for Pipeline status"),
    .of(
      "numaplane.numaproj.io/v1alpha1 PipelineRollout",
      "observedGeneration: 2, phase: Deployed, conditions: [{type: ChildResourcesHealthy, status: 'True', observedGeneration: 2, message: ok}]",
      .healthy, "ok"),
    .of(
      "numaplane.numaproj.io/v1alpha1 PipelineRollout",
      "observedGeneration: 2, phase: Deployed, conditions: [{type: ChildResourcesHealthy, status: 'False', reason: PipelineFailed, observedGeneration: 2, message: refused}]",
      .degraded, "refused"),
  ]

  @Test(arguments: databases) func ofDatabases(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: streams) func ofStreams(_ sample: HealthCase) throws { try sample.check() }
}
