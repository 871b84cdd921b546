public import Documents
public import Kubernetes

/// A kind of Flux's.
public enum FluxKind: String, Hashable, Sendable, CaseIterable {
  case kustomization = "Kustomization"
  case helmRelease = "HelmRelease"
  case gitRepository = "GitRepository"
  case ociRepository = "OCIRepository"
  case helmRepository = "HelmRepository"
  case helmChart = "HelmChart"
  case bucket = "Bucket"

  /// Its group.
  public var group: String {
    switch self {
    case .kustomization: "kustomize.toolkit.fluxcd.io"
    case .helmRelease: "helm.toolkit.fluxcd.io"
    case .gitRepository, .ociRepository, .helmRepository, .helmChart, .bucket:
      "source.toolkit.fluxcd.io"
    }
  }

  /// Whether it is where something comes from, rather than what is applied.
  public var isSource: Bool { self != .kustomization && self != .helmRelease }

  /// The kind of a discovered one; nil for others than Flux's.
  public init?(_ kind: ResourceKind) {
    guard let own = FluxKind(rawValue: kind.kind), own.group == kind.group else { return nil }
    self = own
  }

  /// What kinds there are on a server, in the version that it prefers.
  public static func all(in kinds: [ResourceKind]) -> [FluxKind: ResourceKind] {
    var found: [FluxKind: ResourceKind] = [:]
    for kind in kinds {
      guard let own = FluxKind(kind), found[own] == nil else { continue }
      found[own] = kind
    }
    return found
  }
}

/// An object of Flux's.
public struct FluxRow: Row {
  /// Another object of Flux's.
  public struct Reference: Hashable, Sendable {
    /// What it is.
    public var kind: FluxKind
    /// Which one.
    public var name: ObjectName

    /// Names an object.
    public init(_ kind: FluxKind, _ name: ObjectName) {
      self.kind = kind
      self.name = name
    }
  }

  /// What it is.
  public var kind: FluxKind
  /// Namespace and name.
  public var name: ObjectName
  /// Its identity.
  public var uid: String
  /// Whether it is ready; nil while it doesn't say, or says that it is on its way.
  public var isReady: Bool?
  /// How well it is.
  public var health: Health?
  /// What it says of it.
  public var message: String
  /// Whether it is left alone on purpose.
  public var isSuspended: Bool
  /// Who paused it, why and until when, where that was written down.
  public var pause: AutomationPause?
  /// What is applied, or was fetched: `main@sha1:…`, a chart's version; empty for nothing yet.
  public var revision: String
  /// What was tried last, where that is something else.
  public var attempted: String
  /// Where it comes from; nil for a source.
  public var source: Reference?
  /// The address of a source.
  public var address: String
  /// The folder that is applied.
  public var path: String
  /// Whether what isn't there any more is deleted.
  public var prunes: Bool
  /// How often it is looked after, as Go writes it.
  public var interval: String
  /// What was asked for last, by the mark of a request to reconcile.
  public var requested: String
  /// The request that was heeded last.
  public var heeded: String
  /// When it was created, in seconds since 1970.
  public var created: Int64?

  /// Reads a document; nil for other kinds.
  public init?(_ document: Value) {
    guard let kind = FluxKind(rawValue: document.text("kind")) else { return nil }
    self.init(kind, document)
  }

  /// Reads a document of a kind.
  public init(_ kind: FluxKind, _ document: Value) {
    let metadata = document[objectAt: "metadata"]
    let spec = document[objectAt: "spec"]
    let status = document[objectAt: "status"]
    let own = ObjectName(namespace: metadata.text("namespace"), name: metadata.text("name"))
    self.kind = kind
    name = own
    uid = metadata.text("uid")
    created = metadata.seconds("creationTimestamp")
    let ready = status.elements("conditions").first { $0.text("type") == "Ready" } ?? [:]
    isReady = ready.text("status") == "True" ? true : ready.text("status") == "False" ? false : nil
    let assessed = Health.assess(document)
    health = assessed?.health
    let said = ready.text("message")
    message = said.isEmpty ? assessed?.message ?? "" : said
    isSuspended = spec.flag("suspend")
    pause = AutomationPause(flux: document)
    revision = Self.revision(kind, status)
    attempted = status.text("lastAttemptedRevision")
    source = Self.source(kind, spec, own)
    address = spec.text("url").isEmpty ? spec.text("endpoint") : spec.text("url")
    path = spec.text("path")
    prunes = spec.flag("prune")
    interval = spec.text("interval")
    requested = metadata.textMap("annotations")[FluxAction.requestAnnotation] ?? ""
    heeded = status.text("lastHandledReconcileAt")
  }

  /// Whether a request to reconcile isn't heeded yet.
  public var isRequested: Bool { !requested.isEmpty && requested != heeded }

  private static func revision(_ kind: FluxKind, _ status: Value) -> String {
    switch kind {
    case .kustomization: return status.text("lastAppliedRevision")
    case .helmRelease:
      let newest = status.elements("history").first?.text("chartVersion") ?? ""
      return newest.isEmpty ? status.text("lastAppliedRevision") : newest
    default: return status[objectAt: "artifact"].text("revision")
    }
  }

  private static func source(
    _ kind: FluxKind, _ spec: Value, _ own: ObjectName
  ) -> Reference? {
    let reference: Value
    switch kind {
    case .kustomization, .helmChart: reference = spec[objectAt: "sourceRef"]
    case .helmRelease:
      let chart = spec[objectAt: "chart"][objectAt: "spec"]
      reference = spec.part("chartRef") ?? chart[objectAt: "sourceRef"]
    default: return nil
    }
    guard let source = FluxKind(rawValue: reference.text("kind")) else { return nil }
    let namespace = reference.text("namespace")
    return Reference(
      source,
      ObjectName(
        namespace: namespace.isEmpty ? own.namespace : namespace, name: reference.text("name")))
  }
}
