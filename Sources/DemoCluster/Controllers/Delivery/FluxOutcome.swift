import Documents

/// What came of looking at one of Flux's objects, as its status says it.
struct FluxOutcome {
  var isReady: Bool
  var isWorking = false
  var reason: String
  var message: String
  /// Fields of the status that it brings.
  var fields: Value = [:]

  /// It has begun.
  static let working = FluxOutcome(
    isReady: false, isWorking: true, reason: "Progressing",
    message: "Reconciliation in progress")

  static func failed(_ reason: String, _ message: String, _ fields: Value = [:]) -> FluxOutcome {
    FluxOutcome(isReady: false, reason: reason, message: message, fields: fields)
  }

  /// The controller that looks after a kind.
  func manager(_ location: ObjectLocation) -> String {
    switch location.resource {
    case Flux.kustomizations: "kustomize-controller"
    case Flux.helmReleases: "helm-controller"
    default: "source-controller"
    }
  }

  /// Puts it into a status.
  func apply(to status: inout Value, of object: Value, at now: DemoTime) {
    var conditions = status["conditions"]?.array ?? []
    if isWorking {
      conditions.setCondition(
        [
          "type": "Reconciling", "status": "True", "reason": .string(reason),
          "message": .string(message),
        ], at: now)
      conditions.setCondition(
        [
          "type": "Ready", "status": "Unknown", "reason": .string(reason),
          "message": .string(message),
        ], at: now)
      status["conditions"] = .array(conditions)
      return
    }
    conditions.removeAll { $0["type"] == "Reconciling" }
    conditions.setCondition(
      [
        "type": "Ready", "status": isReady ? "True" : "False", "reason": .string(reason),
        "message": .string(message), "observedGeneration": .integer(object.generation),
      ], at: now)
    status["conditions"] = .array(conditions)
    if isReady { status["observedGeneration"] = .integer(object.generation) }
    if let mark = object.annotation("reconcile.fluxcd.io/requestedAt") {
      status["lastHandledReconcileAt"] = .string(mark)
    }
    for (key, value) in fields.object ?? [:] { status[key] = value }
  }

  // MARK: Reconciling

  /// Does what an object asks for.
  static func reconcile(
    _ object: Value, at location: ObjectLocation, on server: isolated DemoAPIServer
  ) -> FluxOutcome {
    switch location.resource {
    case Flux.gitRepositories: fetch(object, on: server)
    case Flux.helmRepositories: index(object, at: server.now)
    case Flux.kustomizations: applyFolder(object, on: server)
    default: install(object, on: server)
    }
  }

  private static func fetch(_ object: Value, on server: isolated DemoAPIServer) -> FluxOutcome {
    let url = object.at("spec", "url")?.string ?? ""
    let branch = object.at("spec", "ref", "branch")?.string ?? "master"
    guard let head = server.controllers.flux.repositories[url]?.head else {
      return failed(
        "GitOperationFailed",
        "failed to checkout and determine revision: unable to clone '\(url)': repository not found")
    }
    let revision = "\(branch)@sha1:\(head)"
    return FluxOutcome(
      isReady: true, reason: "Succeeded",
      message: "stored artifact for revision '\(revision)'",
      fields: ["artifact": artifact(revision, of: object, at: server.now)])
  }

  private static func index(_ object: Value, at now: DemoTime) -> FluxOutcome {
    let revision = "sha256:" + TemplateHash.hash(object["spec"] ?? [:])
    return FluxOutcome(
      isReady: true, reason: "Succeeded",
      message: "stored artifact: revision '\(revision)'",
      fields: ["artifact": artifact(revision, of: object, at: now)])
  }

  /// An artifact stays as it is while its revision does.
  private static func artifact(_ revision: String, of object: Value, at now: DemoTime) -> Value {
    if let old = object.at("status", "artifact"), old["revision"]?.string == revision { return old }
    let kind = object.objectKind.lowercased()
    return [
      "revision": .string(revision), "lastUpdateTime": .string(now.rfc3339),
      "path": .string("\(kind)/\(object.objectNamespace)/\(object.objectName)/latest.tar.gz"),
    ]
  }

  private static func applyFolder(
    _ object: Value, on server: isolated DemoAPIServer
  ) -> FluxOutcome {
    let reference = object.at("spec", "sourceRef")
    let namespace = reference?["namespace"]?.string ?? object.objectNamespace
    let source = server.get(
      Flux.gitRepositories, namespace, reference?["name"]?.string ?? "")
    guard let revision = source?.at("status", "artifact", "revision")?.string,
      let repository = server.controllers.flux.repositories[
        source?.at("spec", "url")?.string ?? ""],
      let snapshot = repository.snapshot(String(revision.suffix(40)))
    else { return failed("ArtifactFailed", "Source artifact not found, retrying in 30s") }
    let attempted: Value = ["lastAttemptedRevision": .string(revision)]
    let path = String((object.at("spec", "path")?.string ?? "").drop { $0 == "." || $0 == "/" })
    let objects: [Value]
    do {
      objects = try ManifestBuilder(files: snapshot.files).build(path)
    } catch {
      return failed(
        "ArtifactFailed",
        "kustomization path not found: stat /tmp/\(path): no such file or directory",
        attempted)
    }
    let labels = [
      "\(Flux.kustomizations.group)/name": object.objectName,
      "\(Flux.kustomizations.group)/namespace": object.objectNamespace,
    ]
    do {
      let entries = try put(
        objects, labels, namespace: object.at("spec", "targetNamespace")?.string, on: server)
      prune(object, keeping: entries, on: server)
      return FluxOutcome(
        isReady: true, reason: "ReconciliationSucceeded",
        message: "Applied revision: \(revision)",
        fields: [
          "lastAppliedRevision": .string(revision), "lastAttemptedRevision": .string(revision),
          "inventory": ["entries": .array(entries.map { ["id": .string($0), "v": "v1"] })],
        ])
    } catch {
      return failed("ReconciliationFailed", error.message, attempted)
    }
  }

  /// Applies objects, namespaces first; gives their entries in an inventory.
  private static func put(
    _ objects: [Value], _ labels: [String: String], namespace: String?,
    on server: isolated DemoAPIServer
  ) throws(APIFailure) -> [String] {
    var entries: [String] = []
    let ordered = objects.sorted { SyncOrder($0, phase: .sync) < SyncOrder($1, phase: .sync) }
    for var object in ordered {
      guard let type = server.types.type(kind: object.objectKind, group: object.objectGroup) else {
        throw .noSuchPath()
      }
      if type.isNamespaced, let namespace {
        object.set("metadata", "namespace", to: .string(namespace))
      }
      for (key, value) in labels { object.set("metadata", "labels", key, to: .string(value)) }
      try server.apply(type.id, object, as: "kustomize-controller")
      entries.append(
        "\(object.objectNamespace)_\(object.objectName)_\(object.objectGroup)_\(object.objectKind)")
    }
    return entries
  }

  private static func prune(
    _ owner: Value, keeping entries: [String], on server: isolated DemoAPIServer
  ) {
    guard owner.at("spec", "prune")?.bool == true else { return }
    let before = (owner.at("status", "inventory", "entries")?.array ?? [])
      .compactMap { $0["id"]?.string }
    for entry in before where !entries.contains(entry) {
      let parts = entry.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 4, let type = server.types.type(kind: parts[3], group: parts[2]) else {
        continue
      }
      try? server.delete(type.id, parts[0], parts[1])
    }
  }

  /// Installs a chart, as far as the demo has one: a deployment of the image its values name.
  private static func install(_ object: Value, on server: isolated DemoAPIServer) -> FluxOutcome {
    let chart = object.at("spec", "chart", "spec") ?? [:]
    let (name, version) = (chart["chart"]?.string ?? "", chart["version"]?.string ?? "")
    let namespace = object.at("spec", "targetNamespace")?.string ?? object.objectNamespace
    guard let image = object.at("spec", "values", "image", "repository")?.string else {
      return failed(
        "InstallFailed",
        "Helm install failed for release \(namespace)/\(object.objectName) with chart "
          + "\(name)@\(version): execution error at (\(name)/templates/deployment.yaml:12:20): "
          + "image.repository is required", ["lastAttemptedRevision": .string(version)])
    }
    let tag = object.at("spec", "values", "image", "tag")?.string ?? version
    let replicas = object.at("spec", "values", "replicaCount") ?? 1
    let labels: Value = ["app.kubernetes.io/name": .string(object.objectName)]
    var deployment: Value = [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": ["name": .string(object.objectName), "namespace": .string(namespace)],
      "spec": [
        "replicas": replicas, "selector": ["matchLabels": labels],
        "template": [
          "metadata": ["labels": labels],
          "spec": [
            "containers": [
              ["name": .string(name), "image": .string("\(image):\(tag)")]
            ]
          ],
        ],
      ],
    ]
    deployment.set(
      "metadata", "labels",
      to: [
        "app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": .string("\(name)-\(version)"),
        "\(Flux.helmReleases.group)/name": .string(object.objectName),
        "\(Flux.helmReleases.group)/namespace": .string(object.objectNamespace),
      ])
    deployment.set(
      "metadata", "annotations",
      to: [
        "meta.helm.sh/release-name": .string(object.objectName),
        "meta.helm.sh/release-namespace": .string(namespace),
      ])
    do {
      try server.apply(.deployments, deployment, as: "helm-controller")
    } catch {
      return failed("InstallFailed", error.message)
    }
    return released(object, name, version, in: namespace, at: server.now)
  }

  private static func released(
    _ object: Value, _ chart: String, _ version: String, in namespace: String, at now: DemoTime
  ) -> FluxOutcome {
    var history = object.at("status", "history")?.array ?? []
    let last = history.first
    let isNew =
      last?["chartVersion"]?.string != version
      || object.at("status", "lastAttemptedGeneration")?.integer != object.generation
    if isNew {
      if !history.isEmpty { history[0]["status"] = "superseded" }
      history.insert(
        [
          "name": .string(object.objectName), "namespace": .string(namespace),
          "chartName": .string(chart), "chartVersion": .string(version), "status": "deployed",
          "version": .integer((last?["version"]?.integer ?? 0) + 1),
          "firstDeployed": last?["firstDeployed"] ?? .string(now.rfc3339),
          "lastDeployed": .string(now.rfc3339),
        ], at: 0)
    }
    let number = history.first?["version"]?.integer ?? 1
    let release =
      "release \(namespace)/\(object.objectName).v\(number) with chart \(chart)@\(version)"
    return FluxOutcome(
      isReady: true, reason: number == 1 ? "InstallSucceeded" : "UpgradeSucceeded",
      message: "Helm \(number == 1 ? "install" : "upgrade") succeeded for \(release)",
      fields: [
        "history": .array(Array(history.prefix(5))), "lastAttemptedRevision": .string(version),
        "lastAttemptedGeneration": .integer(object.generation),
      ])
  }
}
