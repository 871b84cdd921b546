import DeployEngine
import Documents
import GitOps
import Kubernetes
import TestSupport
import Testing

/// Deploys on a real API server, as kubectl sees them.
@Suite(.apiServer, .kubectl, .timeLimit(.minutes(10)))
struct DeployingTests {
  @Test func deployChangeDeployPrune() async throws {
    let bed = try await DeployBed("round", on: .shared)
    let first = try await bed.plan(
      bed.configMap("a", "{x: '1', y: '1'}"), bed.configMap("b", "{}"), bed.deployment("web"))
    #expect(
      first.verdicts == ["ConfigMap a: create", "ConfigMap b: create", "Deployment web: create"])
    let created = await bed.deploy(first)
    #expect(created.ending == .complete, "\(created)")
    #expect(created.warnings.isEmpty, "\(created.warnings)")

    let again = try await bed.plan(
      bed.configMap("a", "{x: '1', y: '1'}"), bed.configMap("b", "{}"), bed.deployment("web"))
    #expect(again.isUpToDate, "\(again.verdicts) \(again.items.map(\.differences))")
    #expect(again.items.allSatisfy { $0.isSettled })

    let second = try await bed.plan(
      bed.configMap("a", "{x: '2'}"), bed.deployment("web", image: "nginx:2"))
    #expect(
      second.verdicts == ["ConfigMap a: change", "Deployment web: change", "ConfigMap b: prune"])
    let web = try #require(second.items.first { $0.object.name == "web" })
    #expect(
      web.fields == [
        FieldChange(
          pointer: ["spec", "template", "spec", "containers", "0", "image"],
          label: "/spec/template/spec/containers[main]/image", live: "nginx:1", git: "nginx:2",
          result: "nginx:2")
      ])
    #expect(
      second.consequences == [Consequence(web.key, .restarts(pods: 3, .template))])

    let kept = await bed.deploy(second)
    #expect(kept.words == ["ConfigMap a: configured", "Deployment web: configured"])
    #expect(try await bed.field(".data", of: "configmap/a") == #"{"x":"2"}"#)
    let left = try await bed.field(".metadata.name", of: "configmap/b")
    #expect(left == "b")

    let third = try await bed.plan(
      bed.configMap("a", "{x: '2'}"), bed.deployment("web", image: "nginx:2"))
    #expect(third.isUpToDate(pruning: false) && !third.isUpToDate)
    let pruned = await bed.deploy(third, .init(prunes: true, wait: nil))
    #expect(
      pruned.words == [
        "ConfigMap a: unchanged", "Deployment web: unchanged", "ConfigMap b: pruned",
      ])
    await #expect(throws: Kubectl.Failure.self) {
      try await bed.kubectl("get", "configmap", "b", "-n", bed.name)
    }

    let entries = try await Ledger(bed.client).entries(of: bed.stack)
    #expect(entries.map(\.result) == [.succeeded, .succeeded, .succeeded])
    #expect(entries.last?.counts == ["created": 3])
    let events = try await bed.kubectl(
      "get", "events", "-n", "duet", "--field-selector", "involvedObject.name=stack-round", "-o",
      "jsonpath={.items[*].reason}")
    #expect(events == "Deployed Deployed Deployed")
    let holder = try await StackLease.holder(of: third.inventory, bed.client, now: .current())
    #expect(holder == nil)
  }

  @Test func definitionsObjectsAndNamespacesAreOnePlan() async throws {
    let bed = try await DeployBed("whole", on: .shared)
    let manifests = [
      """
      apiVersion: example.com/v1
      kind: Whole
      metadata: {name: w, namespace: whole-new}
      spec: {size: 3}
      """,
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: whole-new}",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: whole-new}\ndata: {a: b}",
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: wholes.example.com}
      spec:
        group: example.com
        names: {kind: Whole, plural: wholes}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """,
    ]
    let plan = try await bed.plan(manifests)
    #expect(plan.counts.create == 4 && plan.counts.error == 0, "\(plan.verdicts)")
    let changes = await bed.deploy(plan)
    #expect(changes.ending == .complete, "\(changes)")
    let again = try await bed.plan(manifests)
    #expect(again.isUpToDate, "\(again.verdicts) \(again.items.map(\.differences))")

    // Without them, everything in them goes.
    let less = try await bed.plan(bed.configMap("rest", "{}"))
    let losses = less.consequences(pruning: true).filter(\.isDangerous)
    #expect(
      losses.map(\.kind).contains(.losesData(.definition(instances: 1))), "\(losses)")
    #expect(less.isDangerous(pruning: true) && !less.isDangerous(pruning: false))
  }

  @Test func whatIsWrongInANewNamespaceIsSaidBeforehand() async throws {
    let bed = try await DeployBed("typo", on: .shared)
    let plan = try await bed.plan(
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: typo-new}",
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: typo-new}
      spec: {ports: [{port: 123456}]}
      """)
    #expect(plan.counts.error == 1, "\(plan.verdicts)")
    #expect(plan.verdicts.last?.contains("spec.ports[0].port") == true)
    let changes = await bed.deploy(plan)
    #expect(changes.entries.allSatisfy { $0.outcome == .notApplied })
  }

  @Test func othersFieldsAreAConflictAndForcedOnlyOnPurpose() async throws {
    let bed = try await DeployBed("fight", on: .shared)
    try await bed.deploy(bed.deployment("web"))
    try await bed.kubectl(
      "patch", "deployment", "web", "-n", bed.name, "--type=merge", "--field-manager=somebody",
      "-p", #"{"spec":{"replicas":7}}"#)
    let plan = try await bed.plan(bed.deployment("web"))
    #expect(plan.verdicts == ["Deployment web: conflict with somebody"], "\(plan.verdicts)")
    #expect(plan.items[0].fields.map(\.label) == ["/spec/replicas"])
    #expect(await bed.deploy(plan).words == ["Deployment web: not applied"])
    #expect(
      await bed.deploy(plan, .init(forcesConflicts: true, wait: nil)).words == [
        "Deployment web: configured"
      ])
    #expect(try await bed.field(".spec.replicas", of: "deployment/web") == "3")
  }

  @Test func whatCannotChangeIsMadeAnewOnPurpose() async throws {
    let bed = try await DeployBed("anew", on: .shared)
    func binding(_ role: String) -> String {
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: rb, namespace: \(bed.name)}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}
      """
    }
    func secret(_ text: String) -> String {
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: s, namespace: \(bed.name)}
      immutable: true
      stringData: {password: \(text)}
      """
    }
    try await bed.deploy(binding("view"), secret("one"))
    let plan = try await bed.plan(binding("edit"), secret("two"))
    #expect(
      plan.verdicts == ["RoleBinding rb: recreate", "Secret s: recreate"], "\(plan.verdicts)")
    #expect(plan.items[0].fields.map(\.label) == ["/roleRef/name"])
    #expect(plan.isDangerous(pruning: false))
    #expect(!"\(plan)".contains("dHdv"))
    let refused = await bed.deploy(plan)
    #expect(refused.entries.allSatisfy { $0.outcome == .notApplied })
    let changes = await bed.deploy(plan, .init(recreates: true, wait: nil))
    #expect(changes.words == ["RoleBinding rb: recreated", "Secret s: recreated"], "\(changes)")
    #expect(try await bed.field(".roleRef.name", of: "rolebinding/rb") == "edit")
  }

  @Test func anEarlierDeployIsGoneBackTo() async throws {
    let bed = try await DeployBed("back", on: .shared)
    try await bed.deploy(bed.configMap("a", "{x: '1'}"))
    try await bed.deploy(bed.configMap("a", "{x: '2'}"), bed.configMap("b", "{}"))
    let first = try #require(try await Ledger(bed.client).entries(of: bed.stack).last)
    var plan = try await bed.plan(bed.configMap("a", "{x: '1'}"))
    plan.rollbackOf = first.id
    #expect(plan.verdicts == ["ConfigMap a: change", "ConfigMap b: prune"])
    let changes = await bed.deploy(plan, .init(prunes: true, wait: nil))
    #expect(changes.ending == .complete)
    #expect(changes.record?.rollbackOf == first.id)
    #expect(try await Ledger(bed.client).entries(of: bed.stack).first?.rollbackOf == first.id)
  }

  @Test func aDryRunLeavesNoTrace() async throws {
    let bed = try await DeployBed("dry", on: .shared)
    let plan = try await bed.plan(bed.configMap("a", "{}"))
    let changes = await bed.deploy(plan, .init(isDryRun: true))
    #expect(changes.words == ["ConfigMap a: created"])
    await #expect(throws: Kubectl.Failure.self) {
      try await bed.kubectl("get", "configmap", "a", "-n", bed.name)
    }
    await #expect(throws: Kubectl.Failure.self) {
      try await bed.kubectl("get", "configmap", "stack-dry", "-n", "duet")
    }
  }
}
