public import Documents

/// A change of one workload or node as it was agreed to: which object, what is sent, and in words.
///
/// Data, so that it can be shown, kept and carried out by whoever it is handed to.
public struct WorkloadChange: Hashable, Sendable {
  /// What is sent.
  public enum Means: Hashable, Sendable {
    /// A patch of the object.
    case patch(PatchType, Value)
    /// A number of replicas, unless there is another than there was.
    case scale(from: Int, to: Int)
    /// A new object.
    case create(ResourceKind, Value)
  }

  /// The object.
  public var key: ObjectKey
  /// What was asked for.
  public var request: WorkloadRequest
  /// What is sent.
  public var means: Means
  /// The field that changes, for whoever wants to know who else has something to say about it; nil
  /// where nothing of the object changes.
  public var field: Pointer?
  /// What changes, in a few words: `3 → 5 replicas`.
  public var words: String
}

extension WorkloadChange {
  /// Works out what a request comes to for an object as it is now.
  ///
  /// `scale` is the object's scale, for a request to scale it; `revisions` are its revisions, for one
  /// to roll it back.
  public init(
    _ request: WorkloadRequest, of key: ObjectKey, _ object: Value, scale: Value? = nil,
    revisions: [Revision] = [], now: Timestamp
  ) throws(WorkloadRefusal) {
    self.key = key
    self.request = request
    switch request {
    case .restart:
      (means, field) = try Self.restart(key.kind, object, now)
      words = "every pod is made anew"
    case .scale(let wanted):
      let current = Int(clamping: scale?["spec"]?["replicas"]?.integer ?? 0)
      guard current != wanted else { throw .unchanged("it has \(Self.replicas(current))") }
      means = .scale(from: current, to: wanted)
      field = Pointer(["spec", "replicas"])
      words = "\(current) → \(Self.replicas(wanted))"
    case .setImages(let images):
      (means, field, words) = try Self.setImages(images, key.kind, object)
    case .rollBack(let number):
      guard Revision.keeper(of: key.kind) != nil else {
        throw .impossible(key.kind, "be rolled back")
      }
      guard let revision = revisions.first(where: { $0.number == number }) else {
        throw .noRevision(number)
      }
      means = try Self.rollBack(to: revision, object)
      field = Pointer(["spec", "template"])
      words = "as in revision \(number)"
    case .setSuspended(let isSuspended):
      means = try Self.setSuspended(isSuspended, key.kind, object)
      field = Pointer(["spec", "suspend"])
      words = isSuspended ? "suspended" : "no longer suspended"
    case .trigger:
      let job = try Self.job(of: key, object, now)
      means = .create(.jobs, job)
      words = "job \(job["metadata"]?["name"]?.string ?? "")"
    case .setSchedulable(let isSchedulable):
      let isNow = object["spec"]?["unschedulable"]?.bool != true
      guard isNow != isSchedulable else {
        throw .unchanged(isSchedulable ? "it takes new pods" : "it is cordoned")
      }
      means = .patch(
        .strategicMerge, ["spec": ["unschedulable": isSchedulable ? .null : true]])
      field = Pointer(["spec", "unschedulable"])
      words = isSchedulable ? "takes new pods" : "takes no new pods"
    }
  }

  /// `1 replica`, `3 replicas`.
  private static func replicas(_ count: Int) -> String {
    "\(count) \(count == 1 ? "replica" : "replicas")"
  }

  // MARK: - Restarting

  /// The annotation by which kubectl has every pod made anew.
  public static let restartAnnotation = "kubectl.kubernetes.io/restartedAt"

  private static func restart(
    _ kind: ResourceKind, _ object: Value, _ now: Timestamp
  ) throws(WorkloadRefusal) -> (Means, Pointer) {
    let time = Timestamp(seconds: now.seconds).rfc3339
    if kind.group == "argoproj.io", kind.kind == "Rollout" {
      guard object["spec"]?["restartAt"]?.string != time else { throw .justRestarted }
      return (.patch(.merge, ["spec": ["restartAt": .string(time)]]), ["spec", "restartAt"])
    }
    guard kind.group == "apps", ["Deployment", "StatefulSet", "DaemonSet"].contains(kind.kind)
    else { throw .impossible(kind, "be restarted") }
    if kind.kind == "Deployment", object["spec"]?["paused"]?.bool == true { throw .paused }
    let path: Pointer = ["spec", "template", "metadata", "annotations", restartAnnotation]
    guard object[path]?.string != time else { throw .justRestarted }
    return (.patch(.strategicMerge, Self.nested(path, .string(time))), path)
  }

  /// A document with a value at a place.
  private static func nested(_ path: Pointer, _ value: Value) -> Value {
    path.tokens.reversed().reduce(value) { inner, token in .object([token: inner]) }
  }

  // MARK: - Images

  private static func setImages(
    _ images: [ContainerImage], _ kind: ResourceKind, _ object: Value
  ) throws(WorkloadRefusal) -> (Means, Pointer, String) {
    guard let path = PodTemplate.path(of: kind), let template = object[path] else {
      throw .impossible(kind, "be given other images")
    }
    let current = PodTemplate.images(of: template)
    var changed: [(old: String, new: ContainerImage)] = []
    for image in images {
      guard
        let old = current.first(where: {
          $0.container == image.container && $0.isInitial == image.isInitial
        })
      else { throw .noContainer(image.container) }
      guard !image.image.isEmpty, !image.image.contains(where: \.isWhitespace) else {
        throw .invalidImage(container: image.container)
      }
      if old.image != image.image { changed.append((old.image, image)) }
    }
    guard !changed.isEmpty else { throw .unchanged("it has these images") }
    let words = changed.map { "\($0.new.container): \($0.old) → \($0.new.image)" }
    let spec = Pointer(path.tokens + ["spec"])
    let field = Pointer(spec.tokens + [changed[0].new.list])
    // The server knows by which key the lists of its own kinds are merged, and of no others.
    guard ["", "apps", "batch"].contains(kind.group) else {
      let patch = changed.flatMap { operations($0.new, in: template, below: spec) }
      return (.patch(.json, .array(patch)), field, words.joined(separator: ", "))
    }
    var lists: [String: Value] = [:]
    for (_, image) in changed {
      let element: Value = ["name": .string(image.container), "image": .string(image.image)]
      lists[image.list] = .array((lists[image.list]?.array ?? []) + [element])
    }
    return (
      .patch(.strategicMerge, nested(spec, .object(lists))), field, words.joined(separator: ", ")
    )
  }

  /// Exchanges the image of a container at its place, if that is still its place.
  private static func operations(
    _ image: ContainerImage, in template: Value, below spec: Pointer
  ) -> [Value] {
    let list = template["spec"]?[image.list]?.array ?? []
    guard let index = list.firstIndex(where: { $0["name"]?.string == image.container }) else {
      return []
    }
    let place = Pointer(spec.tokens + [image.list, String(index)])
    return [
      [
        "op": "test", "path": .string("\(place.appending("name"))"),
        "value": .string(image.container),
      ],
      [
        "op": "replace", "path": .string("\(place.appending("image"))"),
        "value": .string(image.image),
      ],
    ]
  }

  // MARK: - Rolling back

  /// Annotations that stay with a deployment, whatever revision it goes back to.
  private static let ownAnnotations: Set<String> = [
    "kubectl.kubernetes.io/last-applied-configuration", Revision.numberAnnotation,
    "deployment.kubernetes.io/revision-history", "deployment.kubernetes.io/desired-replicas",
    "deployment.kubernetes.io/max-replicas", "deprecated.deployment.rollback.to",
  ]

  private static func rollBack(
    to revision: Revision, _ object: Value
  ) throws(WorkloadRefusal) -> Means {
    if object["spec"]?["paused"]?.bool == true { throw .paused }
    if revision.isCurrent(of: object) {
      throw .unchanged("it is as in revision \(revision.number)")
    }
    if let patch = revision.patch { return .patch(.strategicMerge, patch) }
    let present = (object["metadata"]?["annotations"]?.object ?? [:]).compactMapValues(\.string)
    var annotations = present.filter { ownAnnotations.contains($0.key) }
    for (key, value) in revision.annotations where !ownAnnotations.contains(key) {
      annotations[key] = value
    }
    var patch: [Value] = []
    // Only status changes between the question and the answer are harmless: they leave this alone.
    if let generation = object["metadata"]?["generation"] {
      patch.append(["op": "test", "path": "/metadata/generation", "value": generation])
    }
    patch.append(["op": "replace", "path": "/spec/template", "value": revision.template])
    patch.append([
      "op": "add", "path": "/metadata/annotations",
      "value": .object(annotations.mapValues { .string($0) }),
    ])
    return .patch(.json, .array(patch))
  }

  // MARK: - Jobs

  private static func setSuspended(
    _ isSuspended: Bool, _ kind: ResourceKind, _ object: Value
  ) throws(WorkloadRefusal) -> Means {
    guard kind.group == "batch", ["CronJob", "Job"].contains(kind.kind) else {
      throw .impossible(kind, "be suspended")
    }
    let isNow = object["spec"]?["suspend"]?.bool == true
    guard isNow != isSuspended else {
      throw .unchanged(isSuspended ? "it is suspended" : "it isn't suspended")
    }
    let isOver = (object["status"]?["conditions"]?.array ?? []).contains {
      ["Complete", "Failed"].contains($0["type"]?.string) && $0["status"] == "True"
    }
    if kind.kind == "Job", isOver { throw .jobIsOver }
    return .patch(.merge, ["spec": ["suspend": .bool(isSuspended)]])
  }

  /// The job that a scheduled one makes when somebody starts it by hand.
  private static func job(
    of key: ObjectKey, _ object: Value, _ now: Timestamp
  ) throws(WorkloadRefusal) -> Value {
    guard key.kind.group == "batch", key.kind.kind == "CronJob",
      let template = object["spec"]?["jobTemplate"]
    else { throw .impossible(key.kind, "be started by hand") }
    // Names of jobs become labels of their pods, which have 63 characters at most.
    let name = "\(key.name.name.prefix(47))-manual-\(String(now.seconds, radix: 36))"
    var annotations = template["metadata"]?["annotations"]?.object ?? [:]
    annotations["cronjob.kubernetes.io/instantiate"] =
      annotations["cronjob.kubernetes.io/instantiate"] ?? "manual"
    var metadata: Value = [
      "name": .string(name), "namespace": .string(key.name.namespace),
      "annotations": .object(annotations),
      "ownerReferences": [
        [
          "apiVersion": .string(key.kind.apiVersion), "kind": "CronJob",
          "name": .string(key.name.name),
          "uid": object["metadata"]?["uid"] ?? "", "controller": true,
        ]
      ],
    ]
    metadata["labels"] = template["metadata"]?["labels"]
    return [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": metadata,
      "spec": template["spec"] ?? [:],
    ]
  }
}
