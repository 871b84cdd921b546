public import Documents

/// What an Argo CD Application puts on top of a kustomization: its `source.kustomize`.
public struct KustomizeOverrides: Hashable, Sendable {
  /// Put before all names, in place of the kustomization's own prefix.
  public var namePrefix: String?
  /// Put behind all names, in place of the kustomization's own suffix.
  public var nameSuffix: String?
  /// The namespace of all objects, in place of the kustomization's own.
  public var namespace: String?
  /// Images as `kustomize edit set image` takes them: `name=new:tag`, `name:tag`, `name@digest`.
  public var images: [String] = []
  /// Replica counts by name.
  public var replicas: [Replicas] = []
  /// Labels for all objects.
  public var commonLabels: [String: String] = [:]
  /// Whether these labels may replace labels that the kustomization has already.
  public var forcesCommonLabels = false
  /// Whether the labels stay out of selectors.
  public var labelsWithoutSelectors = false
  /// Whether labels that stay out of selectors go into templates nevertheless.
  public var labelsIncludeTemplates = false
  /// Annotations for all objects.
  public var commonAnnotations: [String: String] = [:]
  /// Whether these annotations may replace annotations that the kustomization has already.
  public var forcesCommonAnnotations = false
  /// Components, as paths from the kustomization.
  public var components: [String] = []
  /// Whether components that don't exist are left out.
  public var ignoresMissingComponents = false
  /// Patches, as the elements of a kustomization's `patches`.
  public var patches: [Value] = []

  /// Nothing on top.
  public static let none = KustomizeOverrides()

  /// Makes overrides that change nothing.
  public init() {}

  /// How many replicas something should have.
  public struct Replicas: Hashable, Sendable {
    /// The name of the object.
    public var name: String
    /// The number.
    public var count: Int64

    /// Describes a replica count.
    public init(name: String, count: Int64) {
      self.name = name
      self.count = count
    }
  }
}
