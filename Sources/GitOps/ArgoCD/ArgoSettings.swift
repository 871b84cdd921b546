public import Documents
public import Kubernetes
internal import YAML

/// How Argo CD is set up, as far as a client has to know: `argocd-cm` and `argocd-cmd-params-cm`.
public struct ArgoSettings: Hashable, Sendable {
  /// How Argo CD knows its resources again.
  public enum Tracking: String, Hashable, Sendable {
    /// By an annotation.
    case annotation = "annotation"
    /// By an annotation, with a label for others to look at.
    case annotationAndLabel = "annotation+label"
    /// By a label.
    case label = "label"
  }

  /// How resources are known again.
  public var tracking: Tracking
  /// The label that has an application's name.
  public var instanceLabel: String
  /// What tells several Argo CDs apart; empty for nothing.
  public var installation: String
  /// The address of the user interface; empty where it isn't said.
  public var address: String
  /// The kinds with a health rule of their own, `argoproj.io/Application`, which isn't run here.
  public var healthOverrides: [String]
  /// The rules by which differences don't count.
  public var ignoredDifferences: [IgnoredDifference]
  /// The kinds with other rules that aren't run here, and which.
  public var otherCustomizations: [String]
  /// Whether the statuses of objects are compared.
  public var comparesStatus: Bool
  /// Whether the rules of roles that others are added to are left out.
  public var ignoresAggregatedRoles: Bool
  /// The groups and kinds that Argo CD doesn't look at.
  public var exclusions: [ResourceFilter]
  /// Patterns of the namespaces that applications may be in, besides Argo CD's own.
  public var applicationNamespaces: [String]
  /// What application sets may do, whatever they say themselves; nil where they say it themselves.
  public var applicationSetRights: ApplicationSet.Rights?

  /// Whether syncs that people ask for may replace objects.
  public var allowsReplacing: Bool
  /// The projects that others inherit from, sync windows among the rest, and which others.
  public var globalProjects: [GlobalProject]
  /// How patiently things are put back.
  public var selfHealing: SelfHealing
  /// The rules by which changes don't make Argo CD look before it is time.
  public var ignoredUpdates: [IgnoredDifference]
  /// How long it takes at most until everything is compared again, in seconds.
  public var longestRefresh: Int64

  /// A project that others inherit from.
  public struct GlobalProject: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The labels of those that do.
    public var selector: LabelSelector
  }

  /// A pattern of kinds that Argo CD doesn't look at.
  public struct ResourceFilter: Hashable, Sendable {
    /// Patterns of groups; none for all.
    public var groups: [String]
    /// Patterns of kinds; none for all.
    public var kinds: [String]
    /// Patterns of clusters; none for all.
    public var clusters: [String]

    /// Whether it is for a kind in the cluster that Argo CD runs in.
    public func concerns(group: String, kind: String) -> Bool {
      func fits(_ patterns: [String], _ text: String) -> Bool {
        patterns.isEmpty || patterns.contains { GlobPattern($0)?.matches(text) == true }
      }
      return fits(groups, group) && fits(kinds, kind)
        && fits(clusters, "https://kubernetes.default.svc")
    }
  }

  /// Reads the two config maps' data; without them, what Argo CD does by itself.
  public init(_ settings: [String: String] = [:], parameters: [String: String] = [:]) {
    tracking =
      Tracking(rawValue: settings["application.resourceTrackingMethod"] ?? "") ?? .annotation
    let label = settings["application.instanceLabelKey"] ?? ""
    instanceLabel = label.isEmpty ? "app.kubernetes.io/instance" : label
    installation = settings["installationID"] ?? ""
    address = settings["url"] ?? ""
    applicationNamespaces = (parameters["application.namespaces"] ?? "").split(separator: ",")
      .map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
    applicationSetRights = ApplicationSet.Rights(
      rawValue: parameters["applicationsetcontroller.policy"] ?? "")
    allowsReplacing = parameters["server.sync.replace.allowed"] != "false"
    selfHealing = SelfHealing(parameters)
    func seconds(_ key: String, _ usual: Int64) -> Int64 {
      settings[key].flatMap { GoDuration($0) }.map { Int64($0.seconds.rounded(.up)) } ?? usual
    }
    longestRefresh =
      seconds("timeout.reconciliation", 120) + seconds("timeout.reconciliation.jitter", 60)
    let compare = Self.yaml(settings["resource.compareoptions"])
    // `crd`, the word of older versions, is about custom resources alone; `all` since version 3.
    comparesStatus = ["none", "off", "false"].contains(compare.text("ignoreResourceStatusField"))
    ignoresAggregatedRoles = compare.flag("ignoreAggregatedRoles")
    exclusions = (Self.yaml(settings["resource.exclusions"]).array ?? []).map {
      ResourceFilter(
        groups: $0.texts("apiGroups"), kinds: $0.texts("kinds"), clusters: $0.texts("clusters"))
    }
    globalProjects = (Self.yaml(settings["globalProjects"]).array ?? []).compactMap { entry in
      LabelSelector(document: entry[objectAt: "labelSelector"]).map {
        GlobalProject(name: entry.text("projectName"), selector: $0)
      }
    }
    (healthOverrides, ignoredDifferences, otherCustomizations) = ([], [], [])
    ignoredUpdates = []
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      readCustomization(key, value)
    }
    if settings["resource.ignoreResourceUpdatesEnabled"] == "false" { ignoredUpdates = [] }
  }

  private static func yaml(_ text: String?) -> Value {
    guard let text, let document = try? YAMLParser().parseOne(text) else { return [:] }
    return document.value
  }

  private mutating func readCustomization(_ key: String, _ text: String) {
    if key == "resource.customizations" {
      // The older form: all kinds in one document.
      for (name, rules) in (Self.yaml(text).object ?? [:]).sorted(by: { $0.key < $1.key }) {
        for (rule, value) in (rules.object ?? [:]).sorted(by: { $0.key < $1.key }) {
          note(rule, of: name, value.string ?? "")
        }
      }
      return
    }
    let prefix = "resource.customizations."
    guard key.hasPrefix(prefix) else { return }
    let halves = key.dropFirst(prefix.count).split(separator: ".", maxSplits: 1)
    guard halves.count == 2 else { return }
    // The kind comes behind the last underscore; a group has none.
    let name = halves[1]
    guard let bar = name.lastIndex(of: "_") else {
      note(String(halves[0]), of: String(name), text)
      return
    }
    note(String(halves[0]), of: "\(name[..<bar])/\(name[name.index(after: bar)...])", text)
  }

  private static func rule(for name: String, _ text: String) -> IgnoredDifference {
    let halves = name.split(separator: "/", maxSplits: 1).map(String.init)
    var value = yaml(text)
    let isForAll = name == "all" || name == "*/*"
    value["group"] = .string(isForAll ? "*" : halves.count == 2 ? halves[0] : "")
    value["kind"] = .string(isForAll ? "*" : halves.last ?? "")
    return IgnoredDifference(value)
  }

  private mutating func note(_ rule: String, of name: String, _ text: String) {
    switch rule {
    case "health", "health.lua": healthOverrides.append(name)
    case "ignoreDifferences": ignoredDifferences.append(Self.rule(for: name, text))
    case "ignoreResourceUpdates": ignoredUpdates.append(Self.rule(for: name, text))
    case "useOpenLibs", "health.lua.useOpenLibs": break
    default: otherCustomizations.append("\(name): \(rule)")
    }
  }
}

extension LabelSelector {
  /// Reads a selector as documents have it; nil for one with an operator that there isn't.
  ///
  /// One that says nothing fits everything.
  fileprivate init?(document: Value) {
    var requirements = document.textMap("matchLabels").sorted { $0.key < $1.key }
      .map { Requirement.isIn($0.key, [$0.value]) }
    for expression in document.elements("matchExpressions") {
      let (key, values) = (expression.text("key"), Set(expression.texts("values")))
      switch expression.text("operator") {
      case "In": requirements.append(.isIn(key, values))
      case "NotIn": requirements.append(.isNotIn(key, values))
      case "Exists": requirements.append(.exists(key))
      case "DoesNotExist": requirements.append(.isAbsent(key))
      default: return nil
      }
    }
    self.init(requirements)
  }
}

extension ArgoSettings {
  static let trackingAnnotation = "argocd.argoproj.io/tracking-id"
  static let installationAnnotation = "argocd.argoproj.io/installation-id"

  /// The application that an object is tracked for, by the name that tracking uses; nil for none.
  ///
  /// An annotation that speaks of another object came along with a copy, and doesn't count; nor does
  /// that of another Argo CD.
  public func instance(of object: Value) -> String? { instance(of: OwnerMarks(object)) }

  /// The application that an object with these marks is tracked for.
  public func instance(of marks: OwnerMarks) -> String? {
    if tracking == .label {
      let name = marks.labels[instanceLabel] ?? ""
      return name.isEmpty ? nil : name
    }
    guard (marks.annotations[Self.installationAnnotation] ?? "") == installation,
      let mark = marks.annotations[Self.trackingAnnotation], let colon = mark.firstIndex(of: ":")
    else { return nil }
    let identity = marks.identity
    let rest = mark[mark.index(after: colon)...]
    let own = "\(identity.group)/\(identity.kind):"
    guard rest.hasPrefix(own), rest.hasSuffix("/\(identity.name.name)") else { return nil }
    let namespace = rest.dropFirst(own.count).prefix { $0 != "/" }
    // Objects without a namespace are tracked with that of the application's destination.
    let actual = identity.name.namespace
    return actual.isEmpty || namespace == actual ? String(mark[..<colon]) : nil
  }
}
