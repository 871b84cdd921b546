public import Documents
public import Kubernetes

/// Reads Argo CD's applications, whichever of its versions wrote them.
///
/// Fields of another type than expected are passed over as if they weren't there: an application
/// with a strange status is still worth a row.
public struct ApplicationDecoder: RowDecoder {
  var pool = RowPool()

  private static let trackingAnnotation = "argocd.argoproj.io/tracking-id"

  /// Makes a decoder.
  public init() {}

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> ApplicationRow {
    var spec = ApplicationSpec()
    var status = ApplicationFacts()
    var requestedOperation = false
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata":
        try metadata.read(
          &reader, sharing: &pool,
          annotations: [Self.trackingAnnotation, AutomationPause.annotation])
      case "spec": try readSpec(&reader, &spec)
      case "status": try readStatus(&reader, &status)
      case "operation": requestedOperation = reader.peekKind() == .object
      default: break
      }
    }
    let pause = metadata.annotations[AutomationPause.annotation].flatMap {
      AutomationPause(text: $0)
    }
    // A pause may have taken the settings away, and remembers them.
    if spec.automation == nil, let pause {
      spec.automation = Automation(pause.settings)
      spec.automation?.isEnabled = false
    }
    return ApplicationRow(
      name: metadata.objectName, uid: metadata.uid, labels: metadata.labels,
      project: spec.project.isEmpty ? "default" : spec.project, sync: status.sync,
      health: status.health, healthMessage: status.healthMessage, revisions: status.revisions,
      sources: spec.sources, destination: spec.destination, automation: spec.automation,
      requestedOperation: requestedOperation, operation: status.operation,
      condition: status.condition, resources: status.resources, owner: owner(metadata),
      created: metadata.created, reconciled: status.reconciled, deletion: metadata.deletion,
      // What is left of one that somebody else ended says nothing any more.
      pause: spec.automation?.isEnabled == false ? pause : nil)
  }

  /// An application set is an owner by reference; a parent application tracks by annotation.
  private func owner(_ metadata: ObjectMetadata) -> Owner? {
    if let controller = metadata.controller { return controller }
    guard let tracking = metadata.annotations[Self.trackingAnnotation],
      let colon = tracking.firstIndex(of: ":"),
      // An annotation that came along with a copied manifest speaks of another object.
      tracking[colon...] == ":argoproj.io/Application:\(metadata.objectName)"
    else { return nil }
    // An application outside of Argo CD's namespace is tracked as `namespace_name`.
    let application = tracking[..<colon]
    let name = application.firstIndex(of: "_").map {
      application[application.index(after: $0)...]
    }
    return Owner(kind: "Application", name: String(name ?? application))
  }

  // MARK: Parts

  private mutating func readSpec(
    _ reader: inout JSONReader, _ spec: inout ApplicationSpec
  ) throws(JSONError) {
    var single: ApplicationSource?
    var hydrated: ApplicationSource?
    guard try reader.beginsObject() else { return }
    while let key = try reader.nextField() {
      switch key {
      case "project": spec.project = try text(&reader)
      case "source": single = try readSource(&reader)
      case "sources":
        guard try reader.beginsArray() else { continue }
        while try reader.nextElement() {
          if let source = try readSource(&reader) { spec.sources.append(source) }
        }
      case "sourceHydrator":
        hydrated = try readHydrator(&reader)
      case "destination":
        guard try reader.beginsObject() else { continue }
        while let key = try reader.nextField() {
          switch key {
          case "server": spec.destination.server = try text(&reader)
          case "name": spec.destination.cluster = try text(&reader)
          case "namespace": spec.destination.namespace = try text(&reader)
          default: break
          }
        }
      case "syncPolicy":
        guard try reader.beginsObject() else { continue }
        while let key = try reader.nextField() {
          if key == "automated" { spec.automation = try readAutomation(&reader) }
        }
      default: break
      }
    }
    // As Argo CD chooses: a hydrator before anything else, and `sources` before `source`.
    if let source = hydrated ?? single, hydrated != nil || spec.sources.isEmpty {
      spec.sources = [source]
    }
  }

  /// The repository of the dry source, with the branch and folder that the hydrator writes to:
  /// those are compared with the cluster.
  private mutating func readHydrator(
    _ reader: inout JSONReader
  ) throws(JSONError) -> ApplicationSource? {
    guard try reader.beginsObject() else { return nil }
    var repository = ""
    var source: ApplicationSource?
    while let key = try reader.nextField() {
      switch key {
      case "drySource": repository = try readSource(&reader)?.repository ?? ""
      case "syncSource": source = try readSource(&reader)
      default: break
      }
    }
    if source?.repository.isEmpty == true { source?.repository = repository }
    return source
  }

  private mutating func readSource(
    _ reader: inout JSONReader
  ) throws(JSONError) -> ApplicationSource? {
    var source = ApplicationSource(repository: "")
    guard try reader.beginsObject() else { return nil }
    while let key = try reader.nextField() {
      switch key {
      case "repoURL": source.repository = try text(&reader)
      case "path": source.path = try text(&reader)
      case "chart": source.chart = try text(&reader)
      case "targetRevision", "targetBranch": source.targetRevision = try text(&reader)
      case "ref": source.reference = try text(&reader)
      case "name": source.name = try text(&reader)
      case "kustomize": source.kustomize = try options(&reader)
      case "directory": source.directory = try options(&reader)
      case "helm": source.helm = try options(&reader)
      case "plugin": source.plugin = try options(&reader)
      default: break
      }
    }
    return source
  }

  /// A part that is kept as it is, for whoever renders the source.
  private func options(_ reader: inout JSONReader) throws(JSONError) -> Value? {
    reader.peekKind() == .object ? try reader.readValue() : nil
  }

  private func readAutomation(_ reader: inout JSONReader) throws(JSONError) -> Automation? {
    // `automated: null` is the same as leaving it out, `automated: {}` is not.
    guard reader.peekKind() == .object else { return nil }
    var automation = Automation()
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "enabled": automation.isEnabled = try reader.lenientBool() ?? true
      case "prune": automation.prunes = try reader.lenientBool() ?? false
      case "selfHeal": automation.selfHeals = try reader.lenientBool() ?? false
      case "allowEmpty": automation.allowsEmpty = try reader.lenientBool() ?? false
      default: break
      }
    }
    return automation
  }

  mutating func text(_ reader: inout JSONReader) throws(JSONError) -> String {
    guard reader.peekKind() == .string else { return "" }
    return try reader.readString(interning: &pool.texts)
  }
}

/// What an application asks for.
struct ApplicationSpec {
  var project = ""
  var sources: [ApplicationSource] = []
  var destination = ApplicationDestination()
  var automation: Automation?
}

extension JSONReader {
  /// Enters an object; where something else comes, nothing is read and false returned.
  mutating func beginsObject() throws(JSONError) -> Bool {
    guard peekKind() == .object else { return false }
    try beginObject()
    return true
  }

  /// Enters an array; where something else comes, nothing is read and false returned.
  mutating func beginsArray() throws(JSONError) -> Bool {
    guard peekKind() == .array else { return false }
    try beginArray()
    return true
  }

  /// Reads a truth value; nil, with nothing read, where something else comes.
  mutating func lenientBool() throws(JSONError) -> Bool? {
    guard peekKind() == .bool else { return nil }
    return try readBool()
  }
}
