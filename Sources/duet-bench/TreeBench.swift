import ArgumentParser
import Console
import Documents
import GitOps
import Kubernetes
import TUI

/// Builds the tree of a large application, and keeps it while its objects change.
struct TreeBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "An application's tree: built from what lists say, and kept while objects change.")

  @Option(help: "How many objects the tree has, about.")
  var nodes = 2_000

  @Option(help: "How many runs; the best counts.")
  var runs = 10

  func run() throws {
    let documents = (0..<max(1, nodes / 10)).flatMap(Self.workload)
    let bytes = documents.map { JSONWriter().bytes($0) }
    let kinds = documents.map(Self.kind)
    func read(_ index: Int) -> LiveObject? {
      var decoder = LiveObjectDecoder(kinds[index])
      var reader = JSONReader(bytes[index])
      var metadata = ObjectMetadata()
      return try? decoder.decode(&reader, &metadata)
    }
    let objects = documents.indices.compactMap(read)
    let resources = objects.filter { $0.kind == "Deployment" || $0.kind == "Service" }.map {
      ApplicationResource(
        group: $0.group, version: $0.version, kind: $0.kind, name: $0.name, sync: .synced)
    }
    func tree() -> ApplicationTree {
      var tree = ApplicationTree(resources)
      for object in objects { tree.apply(object) }
      return tree
    }
    let size = bytes.reduce(0) { $0 + $1.count } / 1024
    report(
      "\(objects.count) objects read, with their health",
      Measure.text(Measure.best(of: runs) { for index in documents.indices { _ = read(index) } }),
      "\(size) KiB")
    let count = tree().nodes().count
    report(
      "tree of \(count) nodes built and laid out",
      Measure.text(Measure.best(of: runs) { _ = tree().nodes() }))
    var kept = tree()
    let steps = Array(stride(from: 0, to: objects.count, by: 20))
    var changes = 0
    let keeping = Measure.best(of: runs) {
      changes += 1
      for index in steps {
        var object = objects[index]
        object.message = "change \(changes)"
        kept.apply(object)
        _ = kept.nodes()
      }
    }
    report("one object changes, and it is laid out anew", Measure.text(keeping / steps.count))
    deck(resources, kinds, objects)
  }

  /// The page of such an application: a key, and an object that changes, until the frame is made.
  private func deck(
    _ resources: [ApplicationResource], _ kinds: [ResourceKind], _ objects: [LiveObject]
  ) {
    var state = Samples.state(pods: 0)
    let id = state.cluster.id
    let application = ApplicationRow(
      name: ObjectName(namespace: "argocd", name: "shop"), sync: .synced, health: .healthy,
      destination: ApplicationDestination(cluster: "in-cluster", namespace: "shop"),
      resources: resources)
    let query = ResourceQuery(.applications)
    let listable = Set(kinds).map { kind in
      var kind = kind
      kind.verbs = ["get", "list", "watch"]
      return kind
    }
    var events: [ClusterEvent] = [
      .discovered(Discovery(kinds: listable + [.applications])), .applications(query, .began),
      .applications(query, .page([application], remaining: nil)), .applications(query, .listed),
    ]
    for kind in listable {
      let source = TreeSource(kind, namespace: "shop")
      let rows = objects.filter { $0.kind == kind.kind }
      events += [
        .resources(of: application.name, .began, source),
        .resources(of: application.name, .page(rows, remaining: nil), source),
        .resources(of: application.name, .listed, source),
      ]
    }
    for event in events.prefix(4) { _ = state.update(.cluster(id, event)) }
    state.focus = .applications
    _ = state.update(.key(Key(.enter)))
    let opened = state
    let filled = Measure.best(of: runs) {
      var state = opened
      for event in events.dropFirst(4) { _ = state.update(.cluster(id, event)) }
      _ = state.render()
    }
    for event in events.dropFirst(4) { _ = state.update(.cluster(id, event)) }
    report("its page filled and drawn", Measure.text(filled))
    let pressed = Measure.best(of: runs) {
      for _ in 0..<100 {
        _ = state.update(.key(Key(.down)))
        _ = state.render()
      }
    }
    report("a key on its page, to the frame", Measure.text(pressed / 100))
    guard let pod = listable.first(where: { $0.kind == "Pod" }) else { return }
    let pods = objects.filter { $0.kind == "Pod" }
    let source = TreeSource(pod, namespace: "shop")
    var changes = 0
    let heard = Measure.best(of: runs) {
      for index in 0..<100 {
        changes += 1
        var object = pods[index % pods.count]
        object.message = "change \(changes)"
        let event = ClusterEvent.resources(of: application.name, .applied([object]), source)
        _ = state.update(.cluster(id, event))
        _ = state.render()
      }
    }
    report("an object that changes on its page, to the frame", Measure.text(heard / 100))
  }

  private static func kind(_ document: Value) -> ResourceKind {
    let parts = (document["apiVersion"]?.string ?? "").split(separator: "/").map(String.init)
    let kind = document["kind"]?.string ?? ""
    return ResourceKind(
      group: parts.count > 1 ? parts[0] : "", version: parts.last ?? "",
      plural: kind.lowercased() + "s", kind: kind)
  }

  /// A deployment with an old and a new replica set, five pods, a service and its endpoints.
  private static func workload(_ number: Int) -> [Value] {
    let name = "service-\(number)"
    func object(
      _ apiVersion: String, _ kind: String, _ own: String, owner: (String, String)? = nil,
      spec: Value = [:], status: Value = [:]
    ) -> Value {
      var metadata: Value = [
        "name": .string(own), "namespace": "shop", "uid": .string("\(kind)-\(own)"),
        "labels": ["app": .string(name)], "creationTimestamp": "2026-03-01T10:00:00Z",
        "generation": 3,
      ]
      if let (kind, name) = owner {
        metadata["ownerReferences"] = [
          [
            "apiVersion": "apps/v1", "kind": .string(kind), "name": .string(name),
            "uid": .string("\(kind)-\(name)"), "controller": true,
          ]
        ]
      }
      return [
        "apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": metadata,
        "spec": spec, "status": status,
      ]
    }
    let full: Value = [
      "observedGeneration": 3, "replicas": 5, "updatedReplicas": 5, "readyReplicas": 5,
      "availableReplicas": 5,
    ]
    let set = "\(name)-7d4b9c"
    let pods = (0..<5).map { index in
      object(
        "v1", "Pod", "\(set)-\(index)", owner: ("ReplicaSet", set),
        spec: [
          "nodeName": "talos01", "restartPolicy": "Always",
          "containers": [["name": "web", "image": "registry.example.com/web:1"]],
        ],
        status: [
          "phase": "Running", "conditions": [["type": "Ready", "status": "True"]],
          "containerStatuses": [
            ["name": "web", "ready": true, "restartCount": 0, "state": ["running": [:]]]
          ],
        ])
    }
    return [
      object("apps/v1", "Deployment", name, spec: ["replicas": 5], status: full),
      object(
        "apps/v1", "ReplicaSet", set, owner: ("Deployment", name), spec: ["replicas": 5],
        status: full),
      object(
        "apps/v1", "ReplicaSet", "\(name)-5c8f6d", owner: ("Deployment", name),
        spec: ["replicas": 0], status: ["observedGeneration": 3]),
      object("v1", "Service", name, spec: ["type": "ClusterIP"]),
      object("v1", "Endpoints", name),
    ] + pods
  }
}
