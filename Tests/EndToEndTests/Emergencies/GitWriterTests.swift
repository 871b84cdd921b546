import ConsoleRuntime
import DemoCluster
import Documents
import GitOps
import Kubernetes
import Testing

@testable import Commands

/// Changes of the demo cluster's objects, written to its real repositories.
@Suite(.timeLimit(.minutes(4)))
struct GitWriterTests {
  /// The demo with its repositories on disk, and somebody who writes to them.
  private func withDemo(_ body: (GitWriter, RepositoryReader) async throws -> Void) async throws {
    let demo = try Demo(.standard, git: DemoCommand.git)
    defer { demo.remove() }
    try await demo.writeRepositories()
    var configuration = RepositoryConfiguration()
    for path in demo.checkouts.values {
      configuration.checkouts[path.split(separator: "/").last.map(String.init) ?? ""] = path
    }
    let reader = RepositoryReader(
      place: .init(
        folder: .found(try #require(demo.infrastructure)), configuration: configuration))
    let writer = GitWriter(repository: reader, client: Client(transport: demo.server))
    try await body(writer, reader)
  }

  private func request(
    _ namespace: String, _ name: String, _ edits: [FieldEdit], application: String? = nil
  ) -> GitRequest {
    GitRequest(
      ResourceIdentity(
        group: "apps", kind: "Deployment", name: ObjectName(namespace: namespace, name: name)),
      .fields(edits),
      application: application.map { ObjectName(namespace: "argocd", name: $0) })
  }

  private func image(_ container: String, _ image: Value) -> FieldEdit {
    FieldEdit(
      [
        "spec", "template", "spec", "containers", .element(["name": .string(container)]), "image",
      ], before: nil, after: image)
  }

  private func changed(_ proposal: GitProposal) -> [String] {
    proposal.diff.filter {
      ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
    }
  }

  @Test func anApplicationsImageIsCommittedInItsCheckoutAndPushed() async throws {
    try await withDemo { writer, reader in
      let request = request(
        "catalyst", "catalyst-ui", [image("catalyst-ui", "registry.talos00/catalyst-ui:fixed")],
        application: "catalyst-ui")
      let found = await writer.propose(request)
      let proposal = try #require(found.proposals.first, "\(found.refusals)")
      guard case .checkout(of: "catalyst-ui", _) = proposal.repository else {
        Issue.record("\(proposal.repository)")
        return
      }
      #expect(proposal.traces.map(\.file) == ["k8s/kustomization.yaml"])
      #expect(changed(proposal).count == 2)
      #expect(changed(proposal).last?.contains("newTag: fixed") == true)
      let git = try #require(await reader.git(of: proposal.repository))
      let before = await git.status()
      let commit = try await writer.commit(
        proposal, for: request, message: GitMessage(request, reason: "The tag was wrong."))
      #expect(commit.branch == "duet/deployment-catalyst-ui-image")
      #expect(await git.status() == before)
      let words = await git.subjects(of: [commit.commit])
      #expect(words.values.first?.hasPrefix("Set image of Deployment catalyst/catalyst-ui") == true)
      _ = try await writer.push(commit, of: proposal.repository)
    }
  }

  @Test func aStacksVariableIsTracedToItsManifest() async throws {
    try await withDemo { writer, _ in
      let request = request(
        "monitoring", "grafana",
        [
          FieldEdit(
            [
              "spec", "template", "spec", "containers", .element(["name": "grafana"]), "env",
              .element(["name": "GF_SERVER_ROOT_URL"]), "value",
            ], before: "https://grafana.talos00", after: "https://new.talos00")
        ])
      let found = await writer.propose(request)
      let proposal = try #require(found.proposals.first, "\(found.refusals)")
      #expect(proposal.repository == .infrastructure)
      #expect(proposal.files.map(\.path).allSatisfy { $0.hasSuffix("grafana/deployment.yaml") })
      #expect(changed(proposal).count == 2)
    }
  }

  @Test func withoutACheckoutTheAnswerSaysWhatIsMissing() async throws {
    let demo = try Demo(.standard)
    let reader = RepositoryReader(place: .init(folder: .missing("not in this test")))
    let writer = GitWriter(repository: reader, client: Client(transport: demo.server))
    let found = await writer.propose(
      request(
        "catalyst", "catalyst-ui", [image("catalyst-ui", "x:1")], application: "catalyst-ui"))
    #expect(found.proposals.isEmpty)
    #expect(found.refusals.first?.reason.contains("no local checkout") == true)
  }
}
