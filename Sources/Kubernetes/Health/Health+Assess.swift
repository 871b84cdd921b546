public import Documents

extension Health {
  /// How well an object is and why; nil where its kind has no health.
  ///
  /// Built-in kinds, and the custom kinds that Argo CD has a rule for, are judged by its rules and in
  /// its words; every other kind by the conventions that kstatus knows, as far as the object keeps
  /// to them. What looks at no other object can't say more than the object itself does: the health of
  /// a deployment isn't that of its pods.
  ///
  /// Nil is the answer for a kind of Kubernetes' own without a rule (a `ConfigMap`), for an object
  /// of a custom kind that has none of the conditions that are conventional and no status of an older
  /// generation, and for an application of Argo CD's, which has had no rule there since 1.8; rows
  /// (`HealthDecoder`) do say what an application says of itself. Whatever is being deleted is on
  /// its way. A field of a type that the rule can't read makes the health unknown, as in Argo CD.
  public static func assess(_ object: Value) -> ObjectHealth? {
    let assessed = AssessedObject(object)
    guard !assessed.isApplication || assessed.isBeingDeleted else { return nil }
    guard assessed.group.isEmpty, assessed.kind == "Pod" else { return assess(assessed) }
    if let fault = unsupported(assessed, "Pod", versions: ["v1"]) { return fault }
    // One set of rules for pods: the one that the rows of a list are made by.
    var facts = PodFacts()
    var pool = RowPool()
    var reader = JSONReader(JSONWriter().bytes(object))
    do throws(JSONError) {
      try facts.read(&reader, sharing: &pool)
    } catch {
      return ObjectHealth(
        .unknown, "failed to convert unstructured Pod to typed: \(error.reason)")
    }
    return facts.assessment
  }

  /// Whether objects of a kind may have a health, so that there is something to wait for.
  ///
  /// Kinds of Kubernetes' own that have no rule never have; of custom kinds only each object tells.
  public static func concerns(_ kind: ResourceKind) -> Bool {
    if hasRule(for: kind) { return true }
    return kind.group.contains(".") && !kind.group.hasSuffix(".k8s.io")
  }

  /// Whether a kind has a rule of its own, rather than the conventions.
  public static func hasRule(for kind: ResourceKind) -> Bool {
    kind.isPod || rule(kind.group, kind.kind) != nil
  }

  static func assess(_ object: AssessedObject) -> ObjectHealth? {
    if object.isBeingDeleted { return pendingDeletion }
    return rule(object.group, object.kind).map { $0(object) } ?? byConventions(object)
  }

  static let pendingDeletion = ObjectHealth(.progressing, "Pending deletion")
}
