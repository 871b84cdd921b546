extension Health {
  /// The rule of a kind, whatever its version; nil where it has none.
  ///
  /// A rule for the kind itself comes before one for all the kinds of its group.
  static func rule(_ group: String, _ kind: String) -> Rule? {
    if let rules = table[group] { return rules[kind] ?? rules["*"] }
    return families.first { group.hasSuffix($0.suffix) }?.rule
  }

  /// The rules by group and kind; made once, when the first object is assessed.
  private static let table: [String: [String: Rule]] = {
    var table: [String: [String: Rule]] = [:]
    let entries = [
      builtIn, argo, certificates, secrets, flux, gateways, databases, elastic, streams, platforms,
      virtualization, clusterAPI, kruise, serving, openShift, capsule, promoter, observability,
      backups, crossplanePackages,
    ]
    for entry in entries.joined() {
      for kind in entry.kinds { table[entry.group, default: [:]][kind] = entry.rule }
    }
    return table
  }()

  /// Rules for every kind of every group with such a name.
  private static let families: [(suffix: String, rule: Rule)] = [
    (".crossplane.io", ofCrossplane), (".upbound.io", ofUpbound),
    (".cnrm.cloud.google.com", ofConfigConnector), (".services.k8s.aws", ofAWSController),
  ]
}
