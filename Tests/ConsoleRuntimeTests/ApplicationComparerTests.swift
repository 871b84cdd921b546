import Console
import Documents
import Files
import GitOps
import HTTP
import Kubernetes
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Comparing an application with a local checkout of its repository.
@Suite(.timeLimit(.minutes(2)))
struct ApplicationComparerTests {
  private static let name = ObjectName(namespace: "argocd", name: "shop")
  private static let revision = "3f2a9c1d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b"

  /// A checkout with one folder, or none.
  private struct Repository: RepositorySource {
    var files: [String: String]?
    var origin: String?

    func read() async -> RepositoryChange { .missing("none in this test") }
    func changes() -> AsyncStream<Void> { AsyncStream { _ in } }
    func tree() async -> (any FileTree)? { nil }
    func stack(_ id: Stack.ID) async -> Stack? { nil }
    func git() async -> GitStatus { .noRepository }

    func checkout(
      of application: String, repository: String, revision: String
    ) async throws(StackBuildError) -> ApplicationCheckout? {
      guard let files else { return nil }
      guard revision == ApplicationComparerTests.revision else {
        throw StackBuildError([StackProblem(file: "/src", reason: "no commit \(revision)")])
      }
      var tree = MemoryTree()
      for (path, text) in files { tree[path] = .file(Array(text.utf8)) }
      return ApplicationCheckout(
        folder: "/src", commit: revision, origin: origin, renderer: StackRenderer(tree))
    }
  }

  private static let configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"

  private static func application(
    revision: String = revision, server: String = "https://kubernetes.default.svc",
    sources: String = #"{"repoURL":"https://git.example.com/shop.git","path":"k8s"}"#
  ) -> String {
    """
    {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
     "metadata":{"name":"shop","namespace":"argocd"},
     "spec":{"sources":[\(sources)],
             "destination":{"server":"\(server)","namespace":"shop"}},
     "status":{"sync":{"revisions":["\(revision)"]},
               "resources":[{"kind":"ConfigMap","version":"v1","namespace":"shop","name":"old"}]}}
    """
  }

  /// A server with the application and two config maps, of which `denied` may not be read.
  private static func server(_ application: String, denied: String = "-") -> ScriptedTransport {
    ScriptedTransport { request, _ throws(TransportError) in
      let target = request.target
      if target.contains("/configmaps/\(denied)") { return .failure(403, "Forbidden", "no") }
      if target.contains("/applications/shop") { return .json(application) }
      if target.contains("/namespaces/shop/configmaps/") {
        let name = target.split(separator: "/").last ?? ""
        return .json(
          """
          {"apiVersion":"v1","kind":"ConfigMap",
           "metadata":{"name":"\(name)","namespace":"shop"},"data":{"by":"hand"}}
          """)
      }
      if target.hasPrefix("/api/v1?") || target == "/api/v1" || target == "/api"
        || target == "/apis"
      {
        return DiscoveryAnswer.answer(to: target)
      }
      return .failure(404, "NotFound", "not here")
    }
  }

  private func compare(
    _ repository: Repository, to application: String = application(),
    resource: ObjectKey? = nil, denied: String = "-"
  ) async throws -> ApplicationComparison {
    let comparer = ApplicationComparer(
      client: Client(transport: Self.server(application, denied: denied)), repository: repository)
    return try await comparer.compare(ComparisonRequest(Self.name, resource: resource))
  }

  private func summary(_ comparison: ApplicationComparison) -> [String] {
    comparison.objects.map { object in
      switch object.outcome {
      case .failed(let reason): "\(object.id): \(reason)"
      case .compared(let found):
        "\(object.id): \(found.status.map { "\($0)" } ?? "-")"
          + (found.requiresPruning ? " prune" : "")
      }
    }
  }

  @Test func whatIsRenderedIsComparedWithWhatIsThere() async throws {
    let git = Repository(files: [
      "k8s/a.yaml": Self.configMap + "data: {by: git}\n",
      "k8s/b.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {by: hand}\n",
    ])
    let comparison = try await compare(git)
    #expect(comparison.origins == [.rendered(folder: "/src", commit: Self.revision)])
    #expect(
      summary(comparison) == [
        "ConfigMap shop/a: OutOfSync", "ConfigMap shop/b: Synced",
        "ConfigMap shop/old: OutOfSync prune",
      ])
  }

  @Test func settingsThatCannotBeReadAreSaid() async throws {
    let comparison = try await compare(Repository(files: ["k8s/a.yaml": Self.configMap]))
    #expect(comparison.notes.contains { $0.hasPrefix("Argo CD's settings can't be read") })
  }

  @Test func oneResourceCanBeComparedAlone() async throws {
    let key = ObjectKey(
      ResourceKind(plural: "configmaps", kind: "ConfigMap"), namespace: "shop", name: "a")
    let comparison = try await compare(
      Repository(files: ["k8s/a.yaml": Self.configMap]), resource: key)
    #expect(summary(comparison) == ["ConfigMap shop/a: Synced"])
  }

  @Test func withoutACheckoutNothingIsCompared() async throws {
    let comparison = try await compare(Repository())
    #expect(comparison.origins == [.unconfigured(repository: "https://git.example.com/shop.git")])
    #expect(comparison.objects.isEmpty)
  }

  @Test func aRevisionThatIsNotThereIsSaid() async throws {
    let comparison = try await compare(
      Repository(files: ["k8s/a.yaml": Self.configMap]), to: Self.application(revision: "v2"))
    #expect(
      comparison.origins == [
        .failed(repository: "https://git.example.com/shop.git", reasons: ["/src: no commit v2"])
      ])
  }

  @Test func whatIsNotInAPartOfTheSourcesIsNotTakenForExtra() async throws {
    let sources =
      #"{"repoURL":"https://git.example.com/shop.git","path":"k8s"},"#
      + #"{"repoURL":"https://charts.example.com","chart":"redis"}"#
    let comparison = try await compare(
      Repository(files: ["k8s/a.yaml": Self.configMap]), to: Self.application(sources: sources))
    #expect(!comparison.isWhole)
    #expect(summary(comparison) == ["ConfigMap shop/a: Synced"])
  }

  @Test func aCheckoutOfAnotherRepositoryIsNoticed() async throws {
    let git = Repository(
      files: ["k8s/a.yaml": Self.configMap], origin: "git@git.example.com:other.git")
    let comparison = try await compare(git)
    #expect(comparison.notes.first?.contains("is a checkout of git@git.example.com:other") == true)
  }

  @Test func anotherClusterIsNotAsked() async throws {
    let comparison = try await compare(
      Repository(files: ["k8s/a.yaml": Self.configMap]),
      to: Self.application(server: "https://far.example.com"))
    #expect(comparison.objects.isEmpty)
    #expect(comparison.notes.contains { $0.contains("another cluster") })
  }

  @Test func whatMayNotBeReadIsSaid() async throws {
    let comparison = try await compare(
      Repository(files: ["k8s/a.yaml": Self.configMap]), denied: "a")
    #expect(summary(comparison).first?.hasPrefix("ConfigMap shop/a: ") == true)
    #expect(summary(comparison).first?.contains("Synced") == false)
  }
}

/// A server that knows config maps.
private enum DiscoveryAnswer {
  static func answer(to target: String) -> Response {
    switch target {
    case "/api": .json(#"{"kind":"APIVersions","versions":["v1"]}"#)
    case "/apis": .json(#"{"kind":"APIGroupList","apiVersion":"v1","groups":[]}"#)
    default:
      .json(
        """
        {"kind":"APIResourceList","groupVersion":"v1","resources":[
         {"name":"configmaps","singularName":"configmap","namespaced":true,"kind":"ConfigMap",
          "verbs":["get","list","watch"]}]}
        """)
    }
  }
}
