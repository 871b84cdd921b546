import Documents
import GitOps

/// What the desired state says of an object's fields, as far as it can be told.
///
/// The best witness is the object as the repository has it; then what was applied last by comparing,
/// which is kept in an annotation as a whole; then the names of the fields that were applied by the
/// server, of which Git's value is the one that is there.
struct DesiredFields {
  /// What is said of a field.
  enum Claim: Equatable {
    /// What the edit makes of it.
    case same
    /// Something else.
    case other
    /// Nothing.
    case silent
    /// It can't be told.
    case unknown(ForecastGap)
  }

  /// How what is desired is put there.
  struct Applier {
    /// The managers it is written as.
    var managers: [String]
    /// Whether it is applied by the server rather than by comparing.
    var isServerSide: Bool
    /// Whether everything is as desired now, so that a field that somebody else set isn't named.
    var isSettled: Bool
    /// Whether what is applied by comparing is kept in an annotation.
    var leavesAnnotation = true
  }

  private let object: Value
  private let document: Value?
  private let isAtomic: Bool
  private let own: [Value]
  private let others: [(manager: String, fields: Value)]
  private let isSettled: Bool
  /// Whether it is applied by the server.
  let isApplied: Bool

  /// Gathers what there is; `desired` is the object as the repository has it.
  init(of object: Value, desired: Value?, by applier: Applier) {
    self.object = object
    isSettled = applier.isSettled
    let metadata = object["metadata"]
    // A number of replicas may be set by the object itself or by its scale.
    let entries = (metadata?["managedFields"]?.array ?? []).filter {
      ["", "scale"].contains($0["subresource"]?.string ?? "")
    }
    var own: [Value] = []
    var others: [(manager: String, fields: Value)] = []
    for entry in entries {
      let (manager, fields) = (entry["manager"]?.string ?? "", entry["fieldsV1"] ?? [:])
      let isApply = entry["operation"] == "Apply"
      if applier.managers.contains(manager), isApply || !applier.isServerSide {
        own.append(fields)
      } else {
        others.append((manager, fields))
      }
    }
    let text = metadata?["annotations"]?[Self.lastApplied]?.string
    let applied = text.flatMap { try? Value(json: $0) }
    var document = desired
    if document == nil, applier.leavesAnnotation, !applier.isServerSide || own.isEmpty {
      document = applied
    }
    isApplied = entries.contains {
      $0["operation"] == "Apply" && applier.managers.contains($0["manager"]?.string ?? "")
    }
    self.document = document.map(Self.encoded)
    (self.own, self.others) = (own, others)
    // Only of its own kinds does a client know how lists are merged.
    isAtomic = !applier.isServerSide && !Self.isBuiltIn(object["apiVersion"]?.string ?? "")
  }

  static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  /// What is said of what an edit changes; `result` is the object after all edits.
  func claim(on edit: FieldEdit, result: Value) -> Claim {
    if let document { return claim(on: edit.path, in: document, result: result) }
    if !own.isEmpty {
      if own.contains(where: { Self.names(edit.path, $0, in: object) }) { return .other }
      // Whoever set it last took it over, and the applier's claim with it.
      let setters = others.filter { Self.names(edit.path, $0.fields, in: object) }.map(\.manager)
      // What was set by hand may be what is desired: nothing differs then, and it is named.
      if setters.contains(ForecastContext.editManager), edit.before != nil {
        return .unknown(.setBy(ForecastContext.editManager))
      }
      if isSettled || edit.before == nil { return .silent }
      return setters.first.map { .unknown(.setBy($0)) } ?? .silent
    }
    return .unknown(.noRecord)
  }

  private func claim(on path: FieldPath, in document: Value, result: Value) -> Claim {
    var path = path
    if isAtomic, let list = path.steps.firstIndex(where: \.isOfList) {
      path = FieldPath(Array(path.steps.prefix(list)))
    }
    guard let wanted = path.value(in: document), !wanted.isNull else { return .silent }
    guard let there = path.value(in: result) else { return wanted.isHollow ? .silent : .other }
    return there.covers(wanted, isAtomic: isAtomic) ? .same : .other
  }

  /// Whether a set of fields, in the form the server keeps, has that one in it.
  static func names(_ path: FieldPath, _ fields: Value, in object: Value) -> Bool {
    var node = fields
    var taken: [FieldPath.Step] = []
    for (step, name) in zip(path.steps, path.names) {
      guard let next = node[name] else {
        // Nothing below: it is owned as a whole, where there is something in it.
        guard node == [:], !taken.isEmpty else { return false }
        return FieldPath(taken).value(in: object).map { !$0.isHollow } ?? false
      }
      taken.append(step)
      node = next
    }
    return true
  }

  /// Whether somebody who applies an object names a field of it.
  static func isNamed(_ path: FieldPath, in object: Value, by manager: String) -> Bool {
    (object["metadata"]?["managedFields"]?.array ?? []).contains { entry in
      entry["manager"]?.string == manager && entry["operation"] == "Apply"
        && names(path, entry["fieldsV1"] ?? [:], in: object)
    }
  }

  /// A Secret with its texts where the server puts them.
  private static func encoded(_ document: Value) -> Value {
    guard document["kind"] == "Secret", let texts = document["stringData"]?.object else {
      return document
    }
    var encoded = document
    encoded["stringData"] = nil
    for (key, text) in texts {
      guard let text = text.string else { continue }
      encoded[["data", key] as Pointer] = .string(Base64.encode(Array(text.utf8)))
    }
    return encoded
  }

  /// Whether a kind is one that clients of Kubernetes know from within.
  ///
  /// Groups of custom resources may end in `.k8s.io` too.
  static func isBuiltIn(_ apiVersion: String) -> Bool {
    guard let slash = apiVersion.firstIndex(of: "/") else { return true }
    let group = apiVersion[..<slash]
    return !group.contains(".") || builtInGroups.contains(String(group))
  }

  private static let builtInGroups: Set<String> = [
    "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io",
    "authentication.k8s.io", "authorization.k8s.io", "certificates.k8s.io",
    "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io", "node.k8s.io", "rbac.authorization.k8s.io", "resource.k8s.io",
    "scheduling.k8s.io", "storage.k8s.io",
  ]
}

extension FieldPath.Step {
  fileprivate var isOfList: Bool {
    if case .field = self { false } else { true }
  }
}

extension Value {
  fileprivate var isHollow: Bool {
    switch self {
    case .null: true
    case .object(let fields): fields.isEmpty
    case .array(let elements): elements.isEmpty
    default: false
    }
  }

  /// Whether all that is wanted is there; what is there besides doesn't count, but in lists that are
  /// one value.
  fileprivate func covers(_ wanted: Value, isAtomic: Bool) -> Bool {
    switch (self, wanted) {
    case (.object(let there), .object(let fields)):
      return fields.allSatisfy { key, value in
        guard let own = there[key] else { return value.isHollow }
        return own.covers(value, isAtomic: isAtomic)
      }
    case (.array(let there), .array(let elements)):
      guard there.count == elements.count else { return false }
      return isAtomic
        ? there == elements
        : zip(there, elements).allSatisfy { $0.covers($1, isAtomic: isAtomic) }
    default: return self == wanted
    }
  }
}
