public import Documents
public import Kubernetes

/// What an object's metadata say of those who own it, whatever the settings by which that is read.
public struct OwnerMarks: Hashable, Sendable {
  /// Another object that it belongs to.
  public struct Reference: Hashable, Sendable {
    /// The version the reference was written in: `apps/v1`.
    public var apiVersion: String
    /// The kind: `ReplicaSet`.
    public var kind: String
    /// The name; the object is in the same namespace, or in none.
    public var name: String
    /// Its identity.
    public var uid: String
    /// Whether it is the one whose controller made the object.
    public var isController: Bool

    /// Makes a reference.
    public init(
      apiVersion: String, kind: String, name: String, uid: String = "", isController: Bool = false
    ) {
      self.apiVersion = apiVersion
      self.kind = kind
      self.name = name
      self.uid = uid
      self.isController = isController
    }

    /// The group of the kind; empty for the core group.
    public var group: String {
      apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
    }
  }

  /// The object.
  public var identity: ResourceIdentity
  /// Its identity on the server; empty if it isn't known.
  public var uid: String
  /// What its owner references name.
  public var references: [Reference]
  /// Its labels.
  public var labels: Labels
  /// Those of its annotations that say who owns it.
  public var annotations: [String: String]

  /// The annotations that say who owns an object.
  public static let annotationKeys: Set<String> = [
    ArgoSettings.trackingAnnotation, ArgoSettings.installationAnnotation, releaseName,
    releaseNamespace, serviceAccount, serviceAccountUID, ClusterObjects.flowControl,
    ClusterObjects.provisioner, ClusterObjects.mirror,
  ]

  /// The annotation by which Argo CD tracks objects.
  public static let trackingAnnotation = ArgoSettings.trackingAnnotation
  /// The annotation that names a release of Helm.
  public static let releaseName = "meta.helm.sh/release-name"
  /// The annotation that names its namespace.
  public static let releaseNamespace = "meta.helm.sh/release-namespace"
  static let serviceAccount = "kubernetes.io/service-account.name"
  static let serviceAccountUID = "kubernetes.io/service-account.uid"

  /// Makes marks from their parts.
  public init(
    _ identity: ResourceIdentity, uid: String = "", references: [Reference] = [],
    labels: Labels = [:], annotations: [String: String] = [:]
  ) {
    self.identity = identity
    self.uid = uid
    self.references = references
    self.labels = labels
    self.annotations = annotations
  }

  /// Reads those of a document.
  public init(_ document: Value) {
    let metadata = document[objectAt: "metadata"]
    self.init(
      ResourceIdentity(document), uid: metadata.text("uid"),
      references: metadata.elements("ownerReferences").map { owner in
        Reference(
          apiVersion: owner.text("apiVersion"), kind: owner.text("kind"), name: owner.text("name"),
          uid: owner.text("uid"), isController: owner.flag("controller"))
      },
      labels: Labels(metadata.textMap("labels").map { Labels.Label($0.key, $0.value) }),
      annotations: metadata.textMap("annotations").filter {
        Self.annotationKeys.contains($0.key)
      })
  }

  /// The owner whose controller made the object.
  public var controller: Reference? { references.first(where: \.isController) }

  /// Whom to follow towards the root: the controller, else whoever the object is deleted with, else
  /// whoever it is known to be made for by its name or an annotation.
  public var parent: Reference? { controller ?? references.first ?? inferred }

  /// The object that this one is made for, where nothing but a convention of the server's tells.
  ///
  /// Endpoints have the name of their service, and its labels; the Secret with a token says whose it
  /// is.
  public var inferred: Reference? {
    switch (identity.group, identity.kind) {
    case ("", "Endpoints"):
      return Reference(apiVersion: "v1", kind: "Service", name: identity.name.name)
    case ("", "Secret"):
      guard let name = annotations[Self.serviceAccount], !name.isEmpty else { return nil }
      return Reference(
        apiVersion: "v1", kind: "ServiceAccount", name: name,
        uid: annotations[Self.serviceAccountUID] ?? "")
    default: return nil
    }
  }

  /// Whether its labels may have come from the object it was made for, and so say nothing of itself:
  /// controllers copy those of a service, of a template or of their own object.
  var hasCopiedLabels: Bool { controller != nil || inferred != nil }
}
