public import Documents
public import Kubernetes

/// Somebody who manages an application, and may undo what is changed on it.
public struct Overseer: Hashable, Sendable {
  /// What becomes of a change.
  public enum Verdict: Hashable, Sendable {
    /// It stays, and why.
    case leaves(Reason)
    /// It is undone at once.
    case reverts(Reason)
    /// It is undone at the next sync, whenever that is.
    case revertsLater(Reason)
    /// It can't be said.
    case unknown(Reason)
  }

  /// Why.
  public enum Reason: Hashable, Sendable {
    /// The application set doesn't change applications that are there.
    case onlyCreates
    /// The application set is told to leave the field alone.
    case ignored
    /// The field isn't in Git, and what isn't there isn't compared.
    case notInGit
    /// The field is in Git, or comes from a template.
    case inGit
    /// Replacing takes away whatever isn't in Git.
    case replaces
    /// What it wants and isn't there is made anew.
    case makesAnew
    /// The parent isn't synced automatically, or doesn't heal.
    case notHealing
    /// The overseer can't be read.
    case unreadable
    /// Nothing tells what is in Git.
    case noRecord
  }

  /// Its kind: `ApplicationSet`, `Application`.
  public var kind: String
  /// Its namespace and name.
  public var name: ObjectName
  /// What becomes of the change.
  public var verdict: Verdict

  /// Makes a finding.
  public init(kind: String, name: ObjectName, verdict: Verdict) {
    self.kind = kind
    self.name = name
    self.verdict = verdict
  }

  /// Whether the change would be undone, sooner or later.
  public var reverts: Bool {
    switch verdict {
    case .reverts, .revertsLater: true
    case .leaves, .unknown: false
    }
  }
}

extension Application {
  /// The application set that it belongs to, by its owner references.
  public var applicationSet: ObjectName? {
    for owner in document[objectAt: "metadata"].elements("ownerReferences")
    where owner.text("kind") == "ApplicationSet" {
      return ObjectName(namespace: name.namespace, name: owner.text("name"))
    }
    return nil
  }

  /// The application whose sync it comes from, by its tracking annotation or label; nil where it
  /// comes from none.
  ///
  /// An application in Argo CD's own namespace is tracked by its name alone.
  public func parent(controlNamespace: String, settings: ArgoSettings) -> ObjectName? {
    guard let instance = settings.instance(of: document) else { return nil }
    let parent = ObjectName(instance: instance, in: controlNamespace)
    // An application may be its own parent: it undoes nothing that its own automation doesn't.
    return parent == name ? nil : parent
  }

  /// What an application set makes of a change of a field; nil for one that can't be read.
  public func verdict(of set: ApplicationSet?, on field: Pointer) -> Overseer.Verdict {
    guard let set else { return .unknown(.unreadable) }
    if set.ignores(field, of: name.name) { return .leaves(.ignored) }
    if let rights = set.rights, !rights.changes { return .leaves(.onlyCreates) }
    return .reverts(.inGit)
  }

  /// What a parent application makes of a change of a field; nil for one that can't be read.
  ///
  /// What was last applied tells what is in Git: by its annotation, or where it was applied by the
  /// server, by the fields that Argo CD owns. A field that isn't there is neither compared nor undone,
  /// unless the parent replaces its objects as a whole.
  public func verdict(of parent: Application?, on field: Pointer) -> Overseer.Verdict {
    guard let parent else { return .unknown(.unreadable) }
    let isAutomatic = parent.policy.isAutomated && parent.policy.automation?.selfHeals == true
    if parent.ignoredDifferences.contains(where: { rule in
      rule.concerns(document)
        && (rule.pointers.contains { Pointer(parsing: $0)?.contains(field) == true }
          || rule.paths.contains { JQPath($0)?.plainPointer?.contains(field) == true })
    }) {
      return parent.policy.has("RespectIgnoreDifferences=true")
        ? .leaves(.ignored) : .revertsLater(.ignored)
    }
    if parent.policy.has("Replace=true") { return .revertsLater(.replaces) }
    guard let isInGit = isInGit(field) else { return .unknown(.noRecord) }
    guard isInGit else { return .leaves(.notInGit) }
    return isAutomatic ? .reverts(.inGit) : .revertsLater(.notHealing)
  }

  /// What an application set makes of its deletion, whatever else it may do; nil for one that can't be
  /// read.
  public func verdictOnDeletion(of set: ApplicationSet?) -> Overseer.Verdict {
    set == nil ? .unknown(.unreadable) : .reverts(.makesAnew)
  }

  /// What a parent application makes of its deletion; nil for one that can't be read.
  public func verdictOnDeletion(of parent: Application?) -> Overseer.Verdict {
    guard let parent else { return .unknown(.unreadable) }
    let heals = parent.policy.isAutomated && parent.policy.automation?.selfHeals == true
    return heals ? .reverts(.makesAnew) : .revertsLater(.makesAnew)
  }

  /// Whether Git names a field, as far as what Argo CD applied tells; nil where nothing tells.
  private func isInGit(_ field: Pointer) -> Bool? {
    if let text = annotations["kubectl.kubernetes.io/last-applied-configuration"] {
      return (try? Value(json: Array(text.utf8))).map { $0[field] != nil }
    }
    let entries = document[objectAt: "metadata"].elements("managedFields").filter {
      $0.text("manager") == "argocd-controller" && $0.text("operation") == "Apply"
    }
    guard !entries.isEmpty else { return nil }
    return entries.contains { entry in
      var fields: Value? = entry[objectAt: "fieldsV1"]
      for key in field.tokens { fields = fields?["f:\(key)"] }
      return fields != nil
    }
  }
}
