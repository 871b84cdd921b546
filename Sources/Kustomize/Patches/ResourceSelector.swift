import Documents
import YAML

/// The objects that a patch is for: its `target`.
///
/// Group, version, kind, name and namespace are regular expressions for the whole; names and
/// namespaces may be the first or the present ones.
struct ResourceSelector {
  private let group: AnchoredPattern
  private let version: AnchoredPattern
  private let kind: AnchoredPattern
  private let name: AnchoredPattern
  private let namespace: AnchoredPattern
  private let labels: LabelSelector
  private let annotations: LabelSelector

  /// Reads a selector, in a kustomization.
  init(_ node: YAMLNode, in scope: FieldScope) throws(KustomizeError) {
    var problems: [KustomizeError.Problem] = []
    func pattern(_ field: String) -> AnchoredPattern? {
      let text = node.text(field) ?? ""
      if let pattern = AnchoredPattern(text) { return pattern }
      problems.append(
        scope.problem(
          "\(field) \"\(text)\" is not a regular expression", at: node[field] ?? node))
      return nil
    }
    func selector(_ field: String) -> LabelSelector? {
      do throws(LabelSelector.Malformed) {
        return try LabelSelector(node.text(field) ?? "")
      } catch {
        problems.append(
          scope.problem(
            "\(field) \"\(node.text(field) ?? "")\" can't be read: \(error.reason)",
            at: node[field] ?? node))
        return nil
      }
    }
    guard let group = pattern("group"), let version = pattern("version"),
      let kind = pattern("kind"), let name = pattern("name"), let namespace = pattern("namespace"),
      let labels = selector("labelSelector"), let annotations = selector("annotationSelector")
    else { throw KustomizeError(problems) }
    self.group = group
    self.version = version
    self.kind = kind
    self.name = name
    self.namespace = namespace
    self.labels = labels
    self.annotations = annotations
  }

  /// Whether this picks an object.
  func matches(_ resource: Resource) -> Bool {
    let (now, first) = (resource.id, resource.originalID)
    return kind.matches(now.type.kind)
      && (name.matches(first.name) || name.matches(now.name))
      && group.matches(now.type.group) && version.matches(now.type.version)
      && (namespace.matches(first.effectiveNamespace) || namespace.matches(now.effectiveNamespace))
      && matchesLabels(of: resource)
  }

  private func matchesLabels(of resource: Resource) -> Bool {
    labels.matches(resource.scalarTexts("labels"))
      && annotations.matches(resource.scalarTexts("annotations"))
  }
}
