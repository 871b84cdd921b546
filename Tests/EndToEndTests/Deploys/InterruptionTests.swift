import DeployEngine
import Documents
import GitOps
import Kubernetes
import Synchronization
import TestSupport
import Testing

/// Two people at once, and a server that goes away.
@Suite(.apiServer, .kubectl, .timeLimit(.minutes(10)))
struct InterruptionTests {
  @Test func onlyOneOfTwoDeploysAtATime() async throws {
    let bed = try await DeployBed("two", on: .shared)
    let plan = try await bed.plan(bed.configMap("a", "{x: '1'}"))
    // It is there already where another deploy was first.
    _ = try? await bed.kubectl("create", "namespace", "duet")
    try await bed.kubectl(
      "create", "-f", "-", input: lease("max@desktop/1", renewed: .current(), name: "stack-two"))
    let changes = await bed.deploy(plan)
    guard case .failed(.locked(let holder)) = changes.ending else {
      Issue.record("\(changes)")
      return
    }
    #expect(holder.name == "max@desktop")
    #expect(changes.words == ["ConfigMap a: not applied"])

    // A holder that went away without a word isn't waited for.
    try await bed.kubectl("delete", "lease", "stack-two", "-n", "duet")
    let old = Timestamp(seconds: Timestamp.current().seconds - 600)
    try await bed.kubectl(
      "create", "-f", "-", input: lease("max@desktop/1", renewed: old, name: "stack-two"))
    #expect(await bed.deploy(plan).ending == .complete)
  }

  private func lease(_ holder: String, renewed: Timestamp, name: String) -> String {
    let time = Timestamp(seconds: renewed.seconds).rfc3339.replacing("Z", with: ".000000Z")
    return """
      apiVersion: v1
      kind: List
      items:
      - apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: \(name), namespace: duet}
        spec: {holderIdentity: \(holder), leaseDurationSeconds: 45, renewTime: "\(time)"}
      """
  }

  @Test func aPlanOlderThanTheLastDeployIsRefused() async throws {
    let bed = try await DeployBed("late", on: .shared)
    try await bed.deploy(bed.configMap("a", "{x: '1'}"))
    let mine = try await bed.plan(bed.configMap("a", "{x: '2'}"))
    let theirs = try await bed.plan(bed.configMap("a", "{x: '3'}"))
    #expect(await bed.deploy(theirs, as: "max").ending == .complete)
    let changes = await bed.deploy(mine)
    guard case .failed(.outdated(let last)) = changes.ending else {
      Issue.record("\(changes)")
      return
    }
    #expect(last.user == "max")
    #expect(try await bed.field(".data.x", of: "configmap/a") == "3")
  }

  @Test func aServerThatComesBackIsGoneOnWith() async throws {
    let server = try await ControlPlane.start()
    let bed = try await DeployBed("outage", on: server)
    let manifests = (10..<60).map { bed.configMap("c\($0)", "{x: '1'}") }
    let plan = try await bed.plan(manifests)
    let applied = Mutex(0)
    let (twenty, reached) = AsyncStream.makeStream(of: Void.self)
    let deployer = Deployer(
      bed.client, for: Operator(user: "eva", host: "laptop"),
      options: .init(wait: nil, concurrency: 2))
    async let changes = deployer.deploy(plan) { event in
      guard case .applied = event else { return }
      if applied.withLock({ count in
        count += 1; return count
      }) == 20 {
        reached.yield()
      }
    }
    _ = await twenty.first { _ in true }
    await server.interrupt()
    try await server.resume()
    let done = await changes
    #expect(done.ending == .complete, "\(done.ending)")
    // What was under way may have arrived without an answer, and is there when it is asked for again.
    #expect(done.entries.count { $0.outcome == .created } >= 48, "\(done.words)")
    #expect(
      done.entries.allSatisfy { [.created, .configured, .unchanged].contains($0.outcome) },
      "\(done.words)")
    let count = try await bed.kubectl(
      "get", "configmaps", "-n", bed.name, "-o", "name", "-l", "applyset.kubernetes.io/part-of")
    #expect(count.split(separator: "\n").count == 50)
    #expect(try await bed.plan(manifests).isUpToDate)
    await server.stop()
  }

  @Test func aServerThatStaysAwayIsToldExactlyAndResumedFrom() async throws {
    let server = try await ControlPlane.start()
    let bed = try await DeployBed("gone", on: server)
    let manifests = (10..<40).map { bed.configMap("c\($0)", "{x: '1'}") }
    let plan = try await bed.plan(manifests)
    let (ten, reached) = AsyncStream.makeStream(of: Void.self)
    let applied = Mutex(0)
    let deployer = Deployer(
      bed.client, for: Operator(user: "eva", host: "laptop"),
      options: .init(wait: nil, concurrency: 2))
    let work = Task {
      await deployer.deploy(plan) { event in
        if case .retrying = event { reached.finish() }
        guard case .applied = event else { return }
        if applied.withLock({ count in
          count += 1; return count
        }) == 10 {
          reached.yield()
        }
      }
    }
    for await _ in ten { await server.interrupt() }
    // Somebody loses patience.
    work.cancel()
    let changes = await work.value
    try await server.resume()

    let said = Set(changes.entries.filter { $0.outcome == .created }.map(\.key.name.name))
    let unsure = Set(changes.entries.filter { $0.outcome.word == "uncertain" }.map(\.key.name.name))
    let names = try await bed.kubectl(
      "get", "configmaps", "-n", bed.name, "-o", "jsonpath={.items[*].metadata.name}", "-l",
      "applyset.kubernetes.io/part-of")
    let there = Set(names.split(separator: " ").map(String.init))
    #expect(said.isSubset(of: there))
    #expect(there.subtracting(said).isSubset(of: unsure))
    #expect(changes.ending != .complete)

    let rest = try await bed.plan(manifests)
    #expect(rest.counts.unchanged == there.count && rest.counts.create == 30 - there.count)
    try await bed.kubectl("delete", "lease", "stack-gone", "-n", "duet", "--ignore-not-found")
    let resumed = await bed.deploy(rest)
    #expect(resumed.ending == .complete, "\(resumed)")
    await server.stop()
  }

  @Test func definitionsTooLargeForAnAnnotationAreDeployed() async throws {
    let bed = try await DeployBed("large", on: .shared)
    let properties = (0..<6000).map {
      "          p\($0): {type: string, description: \"the property with the number \($0)\"}"
    }
    let definition = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: larges.example.com}
      spec:
        group: example.com
        names: {kind: Large, plural: larges}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties:
      \(properties.map { "            " + $0 }.joined(separator: "\n"))
      """
    #expect(definition.utf8.count > 262_144)
    let object = "apiVersion: example.com/v1\nkind: Large\nmetadata: {name: l}\nspec: {p1: x}"
    let changes = await bed.deploy(try await bed.plan(definition, object))
    #expect(changes.ending == .complete, "\(changes.ending)")
    #expect(try await bed.plan(definition, object).isUpToDate)
  }
}
