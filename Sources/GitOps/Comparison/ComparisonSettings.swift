public import Documents
public import Kustomize

/// The rules of one comparison: an application's own and those of its Argo CD.
public struct ComparisonSettings: Hashable, Sendable {
  /// Which differences don't count.
  public var ignored: [IgnoredDifference]
  /// How Argo CD knows its resources again.
  public var argo: ArgoSettings
  /// The name that the application is tracked by.
  public var instance: String
  /// How lists are merged.
  public var schema: MergeSchema
  /// Whether the application asks for applying on the server's side, or for comparing there.
  public var isServerSide: Bool

  /// Makes rules.
  public init(
    ignored: [IgnoredDifference] = [], argo: ArgoSettings = ArgoSettings(), instance: String = "",
    schema: MergeSchema = .builtIn, isServerSide: Bool = false
  ) {
    self.ignored = ignored
    self.argo = argo
    self.instance = instance
    self.schema = schema
    self.isServerSide = isServerSide
  }

  /// The rules for an application.
  public init(_ application: Application, _ installation: ArgoInstallation) {
    self.init(
      ignored: installation.settings.ignoredDifferences + application.ignoredDifferences,
      argo: installation.settings,
      instance: application.instanceName(in: installation.namespace),
      isServerSide: application.policy.has("ServerSideApply=true")
        || application.hasOption("ServerSideDiff=true"))
  }
}

extension Application {
  /// Whether its `compare-options` annotation has an option.
  func hasOption(_ option: String) -> Bool {
    ObjectOptions.list(annotations["argocd.argoproj.io/compare-options"]).contains(option)
  }
}

/// What the annotations of an object ask of Argo CD.
public struct ObjectOptions: Hashable, Sendable {
  /// The options of comparing.
  public var comparing: [String]
  /// The options of syncing.
  public var syncing: [String]
  /// The phases it is a hook of; none if it isn't one.
  public var hooks: [SyncPhase]
  /// Whether it is a hook of Helm's.
  public var isHelmHook: Bool

  /// Reads an object's annotations.
  public init(_ object: Value) {
    let annotations = object[objectAt: "metadata"].textMap("annotations")
    comparing = Self.list(annotations["argocd.argoproj.io/compare-options"])
    syncing = Self.list(annotations["argocd.argoproj.io/sync-options"])
    hooks = Self.list(annotations["argocd.argoproj.io/hook"]).compactMap {
      SyncPhase(rawValue: $0)
    }
    isHelmHook = annotations["helm.sh/hook"] != nil && hooks.isEmpty
  }

  /// Whether it is left out of comparing: a hook, or to be skipped.
  public var isHook: Bool { !hooks.isEmpty || isHelmHook }

  /// Whether it doesn't make its application differ where Git hasn't got it.
  public var ignoresExtraneous: Bool { comparing.contains("IgnoreExtraneous") }

  /// Whether it is kept where Git hasn't got it.
  public var isKept: Bool { syncing.contains("Prune=false") }

  static func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
