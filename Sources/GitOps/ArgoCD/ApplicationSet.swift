public import Documents
public import Kubernetes

/// What makes applications by a pattern: Argo CD's `ApplicationSet`.
public struct ApplicationSet: Hashable, Sendable {
  /// What it may do to the applications it makes.
  public enum Rights: String, Hashable, Sendable {
    /// Make them, and nothing else.
    case createOnly = "create-only"
    /// Make and change them.
    case createUpdate = "create-update"
    /// Make and delete them.
    case createDelete = "create-delete"
    /// Everything.
    case sync = "sync"

    /// Whether it changes what is there.
    public var changes: Bool { self == .createUpdate || self == .sync }
    /// Whether it deletes what it no longer wants.
    public var deletes: Bool { self == .createDelete || self == .sync }
  }

  /// A rule by which changes of applications are left alone.
  public struct IgnoredChange: Hashable, Sendable {
    /// The application it is for; empty for all.
    public var application: String
    /// Places, as JSON pointers.
    public var pointers: [String]
    /// Places, in the language of jq.
    public var paths: [String]
  }

  /// Its namespace and name.
  public var name: ObjectName
  /// The kinds of its generators: `git`, `clusters`.
  public var generators: [String]
  /// What it may do to its applications, where it says so; the controller's setting may say more.
  public var rights: Rights?
  /// Whether the resources of its applications stay when it goes.
  public var preservesResources: Bool
  /// Which changes of its applications are left alone.
  public var ignoredChanges: [IgnoredChange]
  /// The annotations of its applications that are left alone.
  public var preservedAnnotations: [String]
  /// The labels of its applications that are left alone.
  public var preservedLabels: [String]
  /// Whether it syncs its applications step by step: then it switches off their automation itself.
  public var isRolling: Bool
  /// What is wrong with it: the messages of its conditions that say so.
  public var problems: [String]

  /// Reads an application set.
  public init(_ document: Value) {
    let metadata = document[objectAt: "metadata"]
    let spec = document[objectAt: "spec"]
    let policy = spec[objectAt: "syncPolicy"]
    name = ObjectName(namespace: metadata.text("namespace"), name: metadata.text("name"))
    generators = spec.elements("generators").flatMap { generator in
      (generator.object ?? [:]).keys.filter { $0 != "selector" }.sorted()
    }
    rights = Rights(rawValue: policy.text("applicationsSync"))
    preservesResources = policy.flag("preserveResourcesOnDeletion")
    ignoredChanges = spec.elements("ignoreApplicationDifferences").map {
      IgnoredChange(
        application: $0.text("name"), pointers: $0.texts("jsonPointers"),
        paths: $0.texts("jqPathExpressions"))
    }
    preservedAnnotations = spec[objectAt: "preservedFields"].texts("annotations")
    preservedLabels = spec[objectAt: "preservedFields"].texts("labels")
    isRolling = spec[objectAt: "strategy"].text("type") == "RollingSync"
    problems = document[objectAt: "status"].elements("conditions").compactMap { condition in
      condition.text("type") == "ErrorOccurred" && condition.text("status") == "True"
        ? condition.text("message") : nil
    }
  }

  /// Whether it leaves a change of an application's field alone.
  public func ignores(_ pointer: Pointer, of application: String) -> Bool {
    ignoredChanges.contains { rule in
      guard rule.application.isEmpty || rule.application == application else { return false }
      return rule.pointers.contains { Pointer(parsing: $0)?.contains(pointer) == true }
        || rule.paths.contains { JQPath($0)?.plainPointer?.contains(pointer) == true }
    }
  }

  /// Whether it leaves a label or an annotation of an application alone, by its name; those that Argo
  /// CD itself writes for people to use it never takes away.
  public func preserves(_ pointer: Pointer) -> Bool {
    guard pointer.tokens.count == 3, pointer.tokens[0] == "metadata" else { return false }
    let name = pointer.tokens[2]
    return switch pointer.tokens[1] {
    case "annotations":
      preservedAnnotations.contains(name) || Self.alwaysPreserved.contains(name)
    case "labels": preservedLabels.contains(name)
    default: false
    }
  }

  /// The annotations that are carried over from the application that is there
  /// (applicationset/controllers, `defaultPreservedAnnotations`).
  private static let alwaysPreserved: Set<String> = [
    "notified.notifications.argoproj.io", "argocd.argoproj.io/refresh",
    "argocd.argoproj.io/hydrate",
  ]
}
