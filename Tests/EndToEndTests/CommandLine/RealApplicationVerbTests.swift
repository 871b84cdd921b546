import Documents
import GitOps
import Kubernetes
import TestSupport
import Testing

/// The verbs of applications on a real API server that knows Argo CD's own definitions.
@Suite(.apiServer, .fixtures, .timeLimit(.minutes(10)))
struct RealApplicationVerbTests {
  private func run(
    _ bed: ArgoBed, as client: Client? = nil, _ body: (VerbBench) async throws -> Void
  ) async throws {
    try await VerbBench.empty(on: client ?? bed.client, context: "real", body)
  }

  @Test func aSyncIsWrittenOnceAndSeenByKubectl() async throws {
    let bed = try await ArgoBed("verb-sync")
    try await run(bed) { duet in
      let listed = try await duet("apps", "-n", "verb-sync", "-o", "name")
      #expect(listed.output == "verb-sync/shop\n")
      let first = try await duet("sync", "verb-sync/shop", "-y", "--prune")
      #expect(first.code == 0, "\(first.remarks)")
      let operation = try await bed.kubectl(
        "get", "application", "shop", "-n", "verb-sync", "-o", "jsonpath={.operation.sync.prune}")
      #expect(operation == "true")
      let second = try await duet("sync", "shop", "-n", "verb-sync", "-y")
      #expect(second.code == 1)
      #expect(second.remarks.contains("another operation is already in progress"))
    }
  }

  @Test func anOperationIsFollowedToItsEnd() async throws {
    let bed = try await ArgoBed("verb-wait")
    let controller = Task {
      while try await bed.application().operation == nil { await Task.yield() }
      try await bed.takeUp()
      try await bed.finish()
      try await bed.change([
        "status": [
          "reconciledAt": "2026-03-04T09:00:10Z", "health": ["status": "Healthy"],
          "sync": ["status": "Synced"],
        ]
      ])
    }
    try await run(bed) { duet in
      let result = try await duet("sync", "verb-wait/shop", "-y", "--wait", "--timeout", "60s")
      try await controller.value
      #expect(result.code == 0, "\(result.output)\(result.remarks)")
      #expect(result.output.hasSuffix("verb-wait/shop  ✓ Synced and Healthy\n"))
    }
  }

  @Test func whoMayOnlyLookIsToldSo() async throws {
    let bed = try await ArgoBed("verb-look")
    try await bed.kubectl(
      "create", "role", "look", "-n", "verb-look", "--verb=get,list,watch",
      "--resource=applications.argoproj.io,appprojects.argoproj.io")
    try await bed.kubectl(
      "create", "rolebinding", "look", "-n", "verb-look", "--role=look", "--user=nobody")
    let client = Client(transport: try ArgoBed.transport(to: bed.server, as: .nobody))
    try await run(bed, as: client) { duet in
      for verb in ["sync", "refresh", "pause", "terminate"] {
        let arguments = [verb, "verb-look/shop"] + (verb == "sync" ? ["-y"] : [])
        let result = try await duet(arguments)
        #expect(result.code == 1)
        #expect(result.remarks.contains("you may not patch"), "\(result.remarks)")
      }
      let all = try await duet("apps")
      #expect(all.code == 1)
      #expect(all.remarks.contains("may not list applications.argoproj.io in the whole cluster"))
      let app = try await duet("app", "shop", "-n", "verb-look")
      #expect(app.code == 0, "\(app.remarks)")
    }
  }

  @Test func whatMayNotBeSeenIsSaid() async throws {
    let bed = try await ArgoBed(
      "verb-hidden",
      application: [
        "status": [
          "resources": [
            [
              "group": "apps", "version": "v1", "kind": "Deployment", "namespace": "shop",
              "name": "web", "status": "Synced",
            ]
          ]
        ]
      ])
    try await bed.kubectl(
      "create", "role", "look", "-n", "verb-hidden", "--verb=get",
      "--resource=applications.argoproj.io")
    try await bed.kubectl(
      "create", "rolebinding", "look", "-n", "verb-hidden", "--role=look", "--user=nobody")
    let client = Client(transport: try ArgoBed.transport(to: bed.server, as: .nobody))
    try await run(bed, as: client) { duet in
      let result = try await duet("app", "verb-hidden/shop")
      #expect(result.code == 0, "\(result.remarks)")
      #expect(result.output.contains("can't be seen"))
      #expect(!result.output.contains("Missing"))
      #expect(result.output.contains("not seen: deployments in shop: nobody may not list"))
      #expect(result.output.contains("Project:      apps, which can't be read: "))
    }
  }

  @Test func aClusterWithoutTheDefinitionIsSaidToBeOne() async throws {
    let server = try await ControlPlane.shared
    let client = Client(transport: try ArgoBed.transport(to: server, as: .admin))
    try await VerbBench.empty(on: client, context: "real") { duet in
      for arguments in [
        ["apps"], ["app", "web"], ["sync", "argocd/web", "-y"], ["pause", "web"],
      ] {
        let result = try await duet(arguments)
        #expect(result.code == 1)
        #expect(
          result.remarks.contains("Argo CD isn't installed in context real"), "\(result.remarks)")
      }
    }
  }
}
