import ArgumentParser
import DemoCluster
import DeployEngine
import Documents
import Files
import GitOps
import Kubernetes

/// Follows the drift of many stacks, first while nothing is known, then while things go on.
struct DriftBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "How long until all stacks are compared, and what it costs to keep on.",
    discussion: """
      The stacks' objects are applied first. Without --kubeconfig, the demo cluster is served by the
      same process, and its work counts.
      """)

  @Option(help: "The kubeconfig of the server.")
  var kubeconfig: String?

  @Option(help: "How many stacks there are.")
  var stacks = 100

  @Option(help: "How many objects each has.")
  var objects = 20

  @Option(help: "How long it is followed once all is known.")
  var seconds = 20

  @Option(help: "How many times a second the status of something changes meanwhile.")
  var updates = 100

  func run() async throws {
    var files: [String: String] = [:]
    for stack in 0..<stacks {
      let manifests = StackFiles.manifests(objects, prefix: "drift-\(stack)")
      for (name, text) in manifests { files["infrastructure/base/s\(stack)/\(name)"] = text }
    }
    let tree = MemoryTree(files)
    let renderer = StackRenderer(tree)
    var rendered: [RenderedStack] = []
    for stack in StackFinder(tree).stacks() { rendered.append(try await renderer.render(stack)) }
    let all = rendered
    try await Served.with(kubeconfig, scenario: .empty) { path in
      let client = try Deck.client(kubeconfig: path)
      let deployments = try await apply(all, client)
      try await follow(all.map { DesiredStack($0) }, client, deployments)
    }
  }

  /// Applies everything, and returns the deployments.
  private func apply(_ all: [RenderedStack], _ client: Client) async throws -> [ObjectKey] {
    let discovery = try await client.discover()
    var keyed: [(key: ObjectKey, value: Value)] = []
    for manifest in all.flatMap(\.manifests) {
      let object = manifest.object
      guard let kind = discovery.kind(apiVersion: object.apiVersion, kind: object.kind) else {
        throw Child.Failed(description: "the server has no \(object.kind)")
      }
      keyed.append(
        (ObjectKey(kind, namespace: object.namespace, name: object.name), manifest.value))
    }
    let options = ApplyOptions(fieldManager: "duet", isForced: true)
    for pass in [true, false] {
      let due = keyed.filter { ($0.key.kind.kind == "Namespace") == pass }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for lane in 0..<16 {
          group.addTask {
            for index in stride(from: lane, to: due.count, by: 16) {
              _ = try await client.apply(due[index].key, due[index].value, options)
            }
          }
        }
        try await group.waitForAll()
      }
    }
    return keyed.map(\.key).filter { $0.kind.kind == "Deployment" }
  }

  private func follow(
    _ desired: [DesiredStack], _ client: Client, _ deployments: [ObjectKey]
  ) async throws {
    let clock = ContinuousClock()
    let follower = DriftFollower(client)
    let (batches, feed) = AsyncStream.makeStream(of: [StackDrift].self)
    let start = clock.now
    let begin = Measure.processorTime
    await follower.set(desired)
    let following = Task { await follower.run { feed.yield($0) } }
    var known: [Stack.ID: StackDrift] = [:]
    for await batch in batches {
      if known.isEmpty {
        report("first answers about \(desired.count) stacks", Measure.text(clock.now - start))
      }
      for drift in batch { known[drift.id] = drift }
      if known.count == desired.count, known.values.allSatisfy(\.isComplete) { break }
    }
    let count = known.values.reduce(0) { $0 + $1.objects.count }
    let changed = known.values.reduce(0) { $0 + $1.changed + $1.missing + $1.unknown }
    report(
      "all \(count) objects compared", Measure.text(clock.now - start),
      "\(Measure.text(Measure.processorTime - begin)) of processor time; \(changed) differ")
    let before = Measure.processorTime
    let since = clock.now
    let noise = Task { try await disturb(deployments, client, until: since + .seconds(seconds)) }
    let sent = try await noise.value
    let own = Measure.processorTime - before
    let share = Measure.milliseconds(own) / Measure.milliseconds(clock.now - since) * 100
    report(
      "kept up through \(sent) status updates in \(seconds) s",
      "\(Measure.rounded(share)) % of a core",
      "sending them included; \(Measure.mebibytes(Measure.peakResidentKiB)) at most")
    following.cancel()
    feed.finish()
    await following.value
  }

  /// Changes the status of one deployment after the other; returns how many times.
  private func disturb(
    _ deployments: [ObjectKey], _ client: Client, until end: ContinuousClock.Instant
  ) async throws -> Int {
    var count = 0
    while ContinuousClock.now < end, updates > 0, !deployments.isEmpty {
      let next = ContinuousClock.now + .seconds(1) / updates
      let key = deployments[count % deployments.count]
      let status: Value = ["status": ["collisionCount": .integer(Int64(count % 1000))]]
      _ = try await client.patch(
        key, subresource: "status", .merge, status, WriteOptions(fieldManager: "bench"))
      count += 1
      try await Task.sleep(until: next, clock: .continuous)
    }
    return count
  }
}
