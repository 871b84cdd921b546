import Documents

extension DemoAPIServer {
  /// The description of a kind, built in or from a definition.
  func schema(_ type: ResourceType) -> Schema {
    if type.isCustom { return definitions[type.id]?.schema(storing: type) ?? .any }
    return BuiltInSchemas.all[type.kind] ?? .any
  }

  /// Notes in `metadata.managedFields` who owns what the write has changed.
  func trackFields(
    _ type: ResourceType, old: Value?, new: inout Value, _ options: WriteOptions
  ) {
    if let managers = options.managers {
      setManagers(managers, &new)
      return
    }
    let sent = new.at("metadata", "managedFields")?.array
    let before = old.map(FieldManager.all) ?? []
    // One empty entry resets everything; no entry at all is what old clients send back.
    if sent == [[:]] {
      new.set("metadata", "managedFields", to: nil)
      return
    }
    let given = FieldManager.all(of: new)
    let managers = given.isEmpty || options.subresource != nil ? before : given
    if let old, managers.isEmpty {
      // An object that was there before fields were tracked starts with its first apply.
      if old.at("metadata", "managedFields") == nil {
        new.set("metadata", "managedFields", to: nil)
        return
      }
    }
    var ownership = FieldOwnership(managers: managers, schema: schema(type))
    ownership.update(
      from: Self.ownable(old ?? Self.blank(type)), to: Self.ownable(new),
      by: writer(.update, options, type)
    ) { self.ownable($0, type, options) }
    setManagers(ownership.managers, &new)
  }

  /// Server-side apply: what the object becomes, and who owns what of it then.
  func applied(
    _ type: ResourceType, _ configuration: Value, to live: Value?, force: Bool,
    _ options: inout WriteOptions
  ) throws(APIFailure) -> Value {
    var managers = live.map(FieldManager.all) ?? []
    if let live, managers.isEmpty {
      // What was there before belongs to nobody in particular, but not to the applier either.
      var before = writer(.update, options, type)
      before.name = "before-first-apply"
      before.fields = ownable(FieldSet(of: Self.ownable(live), schema(type)), type, options)
      managers = [before]
    }
    var ownership = FieldOwnership(managers: managers, schema: schema(type))
    var base = live ?? Self.identity(of: configuration)
    base.set("metadata", "managedFields", to: nil)
    let (object, conflicts) = ownership.apply(
      configuration, to: base, by: writer(.apply, options, type), force: force
    ) { self.ownable($0, type, options) }
    if !conflicts.isEmpty { throw Self.conflict(conflicts) }
    options.managers = ownership.managers
    return object
  }

  private func writer(
    _ operation: FieldManager.Operation, _ options: WriteOptions, _ type: ResourceType
  ) -> FieldManager {
    FieldManager(
      name: options.manager, operation: operation,
      apiVersion: options.apiVersion ?? type.apiVersion,
      subresource: options.subresource?.rawValue ?? "", time: now.rfc3339, fields: .empty)
  }

  private func setManagers(_ managers: [FieldManager], _ object: inout Value) {
    let sorted = managers.sorted {
      ($0.operation.rawValue, $0.time, $0.name, $0.apiVersion, $0.subresource)
        < ($1.operation.rawValue, $1.time, $1.name, $1.apiVersion, $1.subresource)
    }
    object.set(
      "metadata", "managedFields", to: sorted.isEmpty ? nil : .array(sorted.map(\.value)))
  }

  /// The object without what nobody owns: its identity, and what the server keeps.
  private static func ownable(_ object: Value) -> Value {
    var object = object
    object["apiVersion"] = nil
    object["kind"] = nil
    for field in serverFields { object.set("metadata", field, to: nil) }
    return object
  }

  private static let serverFields = [
    "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation",
    "managedFields", "resourceVersion",
  ]

  /// The part of a set that a write through this endpoint can own.
  private func ownable(_ set: FieldSet, _ type: ResourceType, _ options: WriteOptions) -> FieldSet {
    var outside = FieldSet()
    for step in ["apiVersion", "kind", "metadata"] { outside.insert(.field(step)) }
    for field in Self.serverFields { outside.insert([.field("metadata"), .field(field)]) }
    var result = set.subtracting(outside)
    switch options.subresource {
    case .status:
      var status = FieldSet()
      status.setChild(.field("status"), result.children[.field("status")] ?? .empty)
      if result.members.contains(.field("status")) { status.insert(.field("status")) }
      result = status
    case nil where type.hasStatus:
      var status = FieldSet()
      status.insert(.field("status"))
      result = result.recursivelySubtracting(status)
    default: break
    }
    return result
  }

  /// What a new object is compared with: the parts that are always there, empty.
  private static func blank(_ type: ResourceType) -> Value {
    guard !type.isCustom else { return ["metadata": [:]] }
    let podSpec: Value = ["containers": .null]
    let template: Value = ["metadata": [:], "spec": podSpec]
    var blank: Value = ["metadata": [:]]
    if BuiltInSchemas.all[type.kind]?.names("spec") ?? false { blank["spec"] = [:] }
    switch type.id {
    case .pods: blank["spec"] = podSpec
    case .persistentVolumeClaims: blank["spec"] = ["resources": [:]]
    case .deployments: blank["spec"] = ["template": template, "strategy": [:]]
    case .daemonSets, .statefulSets:
      blank["spec"] = ["template": template, "updateStrategy": [:]]
    case .replicaSets, .jobs, .replicationControllers: blank["spec"] = ["template": template]
    case .cronJobs:
      blank["spec"] = ["jobTemplate": ["metadata": [:], "spec": ["template": template]]]
    default: break
    }
    return blank
  }

  private static func identity(of object: Value) -> Value {
    var metadata: Value = [:]
    for field in ["name", "namespace"] { metadata[field] = object.at("metadata", field) }
    var identity: Value = ["metadata": metadata]
    identity["apiVersion"] = object["apiVersion"]
    identity["kind"] = object["kind"]
    return identity
  }

  private static func conflict(_ conflicts: [FieldOwnership.Conflict]) -> APIFailure {
    let causes = conflicts.map {
      APIFailure.Cause(
        reason: "FieldManagerConflict", message: "conflict with \($0.manager.description)",
        field: FieldSet.text($0.path))
    }
    var message = "Apply failed with 1 conflict: "
    if conflicts.count == 1 {
      message += "\(causes[0].message): \(causes[0].field)"
    } else {
      message = "Apply failed with \(conflicts.count) conflicts: "
      let byManager = Dictionary(grouping: conflicts, by: \.manager.description)
      message += byManager.sorted { $0.key < $1.key }.map { name, conflicts in
        (["conflicts with \(name):"] + conflicts.map { "- " + FieldSet.text($0.path) })
          .joined(separator: "\n")
      }.joined(separator: "\n")
    }
    return APIFailure(409, "Conflict", message, details: APIFailure.Details(causes: causes))
  }
}

extension FieldManager: CustomStringConvertible {
  /// As conflicts name it: who, through what, and with which version.
  var description: String {
    var text = "\"\(name)\""
    if !subresource.isEmpty { text += " with subresource \"\(subresource)\"" }
    if operation == .update { text += " using \(apiVersion)" }
    return text
  }
}
