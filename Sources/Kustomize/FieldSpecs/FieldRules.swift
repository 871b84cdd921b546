/// Which fields of which objects names, labels, images and the like stand in.
///
/// Kustomizations add to the built-in ones with `configurations` and `crds`; what one adds, those
/// that are built on it have, too.
struct FieldRules: Hashable, Sendable {
  var namePrefix: [FieldSpec] = []
  var nameSuffix: [FieldSpec] = []
  var namespace: [FieldSpec] = []
  var commonLabels: [FieldSpec] = []
  var templateLabels: [FieldSpec] = []
  /// For `labels` alone, beside the ones that every label goes to.
  var labels: [FieldSpec] = []
  var commonAnnotations: [FieldSpec] = []
  var nameReference: [NameReference] = []
  var varReference: [FieldSpec] = []
  var images: [FieldSpec] = []
  var replicas: [FieldSpec] = []

  /// Fields that hold the names of objects of a type.
  struct NameReference: Hashable, Sendable {
    var target: ResourceType
    var referrers: [FieldSpec]
  }

  /// Two rules for the same field that don't agree on whether it is made.
  struct Conflict: Error, Hashable {
    var path: String
  }

  /// Adds others' rules.
  mutating func merge(_ other: FieldRules) throws(Conflict) {
    guard other != self else { return }
    try namePrefix.merge(other.namePrefix)
    try nameSuffix.merge(other.nameSuffix)
    try namespace.merge(other.namespace)
    try commonLabels.merge(other.commonLabels)
    try templateLabels.merge(other.templateLabels)
    try labels.merge(other.labels)
    try commonAnnotations.merge(other.commonAnnotations)
    try varReference.merge(other.varReference)
    try images.merge(other.images)
    try replicas.merge(other.replicas)
    for reference in other.nameReference {
      if let index = nameReference.firstIndex(where: { $0.target == reference.target }) {
        try nameReference[index].referrers.merge(reference.referrers)
      } else {
        nameReference.append(reference)
      }
    }
  }
}

extension [FieldSpec] {
  /// Adds others, but for those that are there already, or that are only wider.
  mutating func merge(_ others: [FieldSpec]) throws(FieldRules.Conflict) {
    for other in others { try merge(other) }
  }

  mutating func merge(_ other: FieldSpec) throws(FieldRules.Conflict) {
    guard
      let known = first(where: { $0.path == other.path && $0.type.isSelected(by: other.type) })
    else { return append(other) }
    guard known.creates == other.creates else { throw FieldRules.Conflict(path: other.path) }
  }
}
