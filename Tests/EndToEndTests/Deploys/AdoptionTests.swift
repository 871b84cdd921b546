import DeployEngine
import Documents
import GitOps
import Kubernetes
import TestSupport
import Testing

/// Objects that kubectl applied before become the stack's.
@Suite(.apiServer, .kubectl, .timeLimit(.minutes(10)))
struct AdoptionTests {
  @Test(arguments: [["apply"], ["apply", "--server-side"]])
  func whatKubectlAppliedIsAdoptedWithoutAChange(_ verb: [String]) async throws {
    let bed = try await DeployBed("adopt\(verb.count)", on: .shared)
    // This server can't do without when kubectl asks; Duet fills it in.
    let more = verb.count == 1 ? "" : ", protocol: TCP"
    let manifests = [
      bed.deployment("web"), bed.configMap("a", "{x: '1'}"),
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: \(bed.name)}
      spec: {selector: {app: web}, ports: [{port: 80, name: http\(more)}, {port: 81, name: more\(more)}]}
      """,
    ]
    try await bed.kubectl(verb, input: manifests.joined(separator: "\n---\n"))
    let plan = try await bed.plan(manifests)
    #expect(
      plan.verdicts == ["ConfigMap a: adopt", "Service web: adopt", "Deployment web: adopt"],
      "\(plan.verdicts) \(plan.items.flatMap(\.differences))")
    let manager = verb.count == 1 ? "kubectl-client-side-apply" : "kubectl"
    #expect(
      plan.items.allSatisfy {
        $0.adoption == Adoption(managers: [manager], joinsInventory: true)
      }, "\(plan.items.map(\.adoption))")
    let changes = await bed.deploy(plan)
    #expect(changes.words.allSatisfy { $0.hasSuffix("adopted") }, "\(changes)")
    #expect(try await bed.plan(manifests).isUpToDate)
    let managers = try await bed.kubectl(
      "get", "deployment", "web", "-n", bed.name, "--show-managed-fields", "-o",
      "jsonpath={.metadata.managedFields[*].manager} {.metadata.annotations}")
    #expect(managers.trimmingSuffix == "duet", "\(managers)")

    // What leaves Git leaves the object, which it wouldn't if kubectl still held on to it.
    let less = try await bed.plan(bed.configMap("a", "{z: '1'}"), manifests[0])
    #expect(less.items[0].fields.map(\.label) == ["/data/x", "/data/z"])
    await bed.deploy(less)
    #expect(try await bed.field(".data", of: "configmap/a") == #"{"z":"1"}"#)
  }

  @Test func whatGitSaysOtherwiseIsAChangeAndNoConflict() async throws {
    let bed = try await DeployBed("adoptchange", on: .shared)
    try await bed.kubectl(
      ["apply"], input: bed.deployment("web", "revisionHistoryLimit: 3\n  minReadySeconds: 5"))
    let plan = try await bed.plan(bed.deployment("web", image: "nginx:2"))
    #expect(plan.verdicts == ["Deployment web: change"])
    // Two fields go: one back to its default, one altogether.
    #expect(
      plan.items[0].fields.map(\.label) == [
        "/spec/minReadySeconds", "/spec/revisionHistoryLimit",
        "/spec/template/spec/containers[main]/image",
      ], "\(plan.items[0].fields)")
    #expect(plan.items[0].fields.first { $0.label.hasSuffix("Limit") }?.result == 10)
    let changes = await bed.deploy(plan)
    #expect(changes.words == ["Deployment web: configured"], "\(changes)")
    #expect(try await bed.field(".spec.revisionHistoryLimit", of: "deployment/web") == "10")
    #expect(try await bed.plan(bed.deployment("web", image: "nginx:2")).isUpToDate)
  }

  @Test func fieldsOfControllersSurviveAdoption() async throws {
    let bed = try await DeployBed("adoptscale", on: .shared)
    let manifest = bed.deployment("web").replacing("replicas: 3", with: "")
    try await bed.kubectl(["apply"], input: manifest)
    try await bed.kubectl("scale", "deployment", "web", "-n", bed.name, "--replicas=5")
    try await bed.kubectl("annotate", "deployment", "web", "-n", bed.name, "note=mine")
    let plan = try await bed.plan(manifest)
    #expect(plan.verdicts == ["Deployment web: adopt"], "\(plan.items[0].differences)")
    await bed.deploy(plan)
    #expect(try await bed.field(".spec.replicas", of: "deployment/web") == "5")
    #expect(try await bed.field(".metadata.annotations.note", of: "deployment/web") == "mine")
  }
}

extension DeployBed {
  @discardableResult
  func deploy(_ plan: Plan) async -> ChangeSet { await deploy(plan, .init(wait: nil)) }
}

extension Kubectl {
  /// Applies what is on the standard input.
  fileprivate func callAsFunction(_ verb: [String], input: String) async throws {
    switch verb.count {
    case 1: try await self("apply", "-f", "-", input: input)
    default: try await self("apply", "--server-side", "-f", "-", input: input)
    }
  }
}

extension String {
  fileprivate var trimmingSuffix: String { String(prefix { $0 != " " && $0 != "\n" }) }
}
