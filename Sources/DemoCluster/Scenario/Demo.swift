import Documents

/// A demo cluster that runs: its server, and its Git repositories if there is a `git` to make them.
public struct Demo: Sendable {
  /// What it began with.
  public let scenario: Scenario
  /// The cluster.
  public let server: DemoAPIServer
  /// The folder of the real repositories; nil if there are none.
  public let folder: RepositoryFolder?
  private let repositories: [ExampleRepository]

  /// Makes a demo.
  ///
  /// Nothing has been built yet: the cluster is when it is first asked something, the repositories
  /// by `writeRepositories()`.
  ///
  /// With a `git` the scenario's repositories go to a temporary folder, which `remove()` takes away.
  public init(
    _ scenario: Scenario, now: DemoTime = .example, seed: UInt64 = 1, git: GitRunner? = nil,
    temporaryFolder: String? = nil
  ) throws {
    self.scenario = scenario
    server = scenario.makeServer(now: now, seed: seed)
    repositories = scenario.repositories(now)
    guard let git, !repositories.isEmpty else {
      folder = nil
      return
    }
    folder = try RepositoryFolder(in: temporaryFolder, run: git)
  }

  /// The working tree of the infrastructure repository; nil if the scenario has none.
  public var infrastructure: String? {
    guard repositories.contains(where: { $0.name == Infrastructure.name }) else { return nil }
    return folder?.clone(of: Infrastructure.name)
  }

  /// The working trees of the application repositories, by the address that Applications name.
  public var checkouts: [String: String] {
    guard let folder else { return [:] }
    return Dictionary(
      repositories.filter { $0.name != Infrastructure.name }
        .map { ($0.url, folder.clone(of: $0.name)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes the real repositories, all at once.
  public func writeRepositories() async throws {
    try await folder?.write(repositories, unpushed: scenario.unpushed)
  }

  /// Lets time pass as fast as it does outside, and carries commits between the real repositories
  /// and the cluster, until the task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await server.run() }
      group.addTask { await exchangeCommits() }
    }
  }

  /// Removes the temporary folder.
  public func remove() { folder?.remove() }

  private func exchangeCommits() async {
    guard folder != nil else { return }
    while !Task.isCancelled {
      await exchangeCommitsOnce()
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Carries what was pushed on one side since the last time to the other.
  func exchangeCommitsOnce() async {
    guard let folder else { return }
    for push in await server.takePushes() {
      // Somebody else may have pushed first; then Git refuses, as it would refuse a colleague.
      try? await folder.push(push.snapshot, to: push.repository)
    }
    for repository in repositories where repository.name != Infrastructure.name {
      guard let head = folder.head(of: repository.name),
        await !server.knows(head, of: repository.url),
        let files = try? await folder.files(of: repository.name, at: head)
      else { continue }
      await server.receive(head, files, to: repository.url)
    }
  }
}

extension DemoAPIServer {
  /// The commits that were made in the cluster's world since the last time.
  func takePushes() -> [ArgoState.Push] {
    defer { controllers.argo.pushes.removeAll() }
    return controllers.argo.pushes
  }

  /// Whether that is the newest commit of a repository, as Argo CD knows it.
  func knows(_ head: String, of url: String) -> Bool {
    controllers.argo.repositories[url]?.head == head
  }

  /// Takes over a commit that was pushed to a real repository, and tells Argo CD, as a web hook does.
  func receive(_ head: String, _ files: [String: String], to url: String) {
    controllers.argo.repositories[url]?.receive(head, files, at: now)
    for application in list(ArgoCD.applications) {
      let sources = ApplicationTarget.sources(of: application)
      if sources.contains(where: { $0["repoURL"]?.string == url }) {
        ArgoCD.enqueue(application.objectName, on: self)
      }
    }
    drainChanges()
  }
}
