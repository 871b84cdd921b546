import Documents
import YAML

/// A variable: a field of an object, whose value takes the place of `$(NAME)` elsewhere.
struct Variable: Hashable, Sendable {
  var name: String
  /// The object's type and name, and its namespace if that matters.
  var object: ResourceID
  /// The way to the field.
  var path: String
  /// Where it is defined.
  var file: String
  var line: Int
}

/// The variables of a kustomization and of those it is made of: the field `vars`.
///
/// Every name is defined once. Which object a variable is of is found where it's defined, and what
/// its field holds at the very end.
struct Variables: Sendable {
  private(set) var all: [Variable] = []

  /// Defines variables, and marks the objects that they are of.
  mutating func define(
    _ field: YAMLNode, in set: inout ResourceSet, _ scope: FieldScope
  ) throws(KustomizeError) {
    let new = field.elements.map { Self.variable($0, in: scope) }
    for variable in new {
      let isAnywhere = variable.object.namespace.isEmpty && !variable.object.type.isClusterScoped
      let matches = set.indices.filter { index in
        (set[index].previousIDs + [set[index].id]).contains { id in
          isAnywhere
            ? id.type == variable.object.type && id.name == variable.object.name
            : id.matches(variable.object)
        }
      }
      guard matches.count <= 1 else {
        throw Self.error(
          variable,
          "matches \(matches.count) objects; say which with the namespace of its objref")
      }
      if let index = matches.first { set[index].variables.append(variable.name) }
    }
    try add(new)
  }

  /// Takes over those of a kustomization that this one is made of.
  mutating func merge(_ other: Variables) throws(KustomizeError) {
    try add(other.all)
  }

  /// Puts the variables' values in the place of their names.
  func resolve(in set: inout ResourceSet, fields: [FieldSpec]) throws(KustomizeError) {
    guard !all.isEmpty else { return }
    var values: [String: Value] = [:]
    for variable in all { values[variable.name] = try value(of: variable, in: set) }
    let expansion = VariableExpansion(values: values)
    for index in set.indices {
      for field in fields where set[index].type.isSelected(by: field.type) {
        var value = set[index].value
        do throws(FieldPathError) {
          try value.change(field) { (value) throws(FieldPathError) in
            guard expansion.expand(&value) else {
              throw FieldPathError(
                path: field.path, reason: "a list with variables is of text only")
            }
          }
        } catch {
          let resource = set[index]
          throw KustomizeError([
            .init(file: resource.file, line: resource.line, reason: "\(resource.id): \(error)")
          ])
        }
        set[index].value = value
      }
    }
  }

  private mutating func add(_ new: [Variable]) throws(KustomizeError) {
    for variable in new {
      if let other = all.first(where: { $0.name == variable.name }) {
        throw Self.error(variable, "is defined already at \(other.file):\(other.line)")
      }
      all.append(variable)
    }
  }

  private func value(
    of variable: Variable, in set: ResourceSet
  ) throws(KustomizeError) -> Value {
    guard let resource = set.first(where: { $0.variables.contains(variable.name) }) else {
      throw Self.error(variable, "is of nothing: there is no \(variable.object)")
    }
    do throws(FieldPath.Failure) {
      guard let value = try FieldPath(ofVariable: variable.path).lookUp(in: resource.value)
      else {
        throw FieldPath.Failure(reason: "there is none")
      }
      return value.value
    } catch {
      throw Self.error(
        variable, "can't be read from field \(variable.path) of \(resource.id): \(error.reason)")
    }
  }

  private static func variable(_ node: YAMLNode, in scope: FieldScope) -> Variable {
    let reference = node["objref"]
    let type =
      if let apiVersion = reference?.text("apiVersion") {
        ResourceType(apiVersion: apiVersion, kind: reference?.text("kind") ?? "")
      } else {
        ResourceType(
          group: reference?.text("group") ?? "", version: reference?.text("version") ?? "",
          kind: reference?.text("kind") ?? "")
      }
    return Variable(
      name: node.text("name") ?? "",
      object: ResourceID(
        type, namespace: reference?.text("namespace") ?? "",
        name: reference?.text("name") ?? ""),
      path: node["fieldref"]?.text("fieldPath") ?? "metadata.name", file: scope.file,
      line: node.position.line)
  }

  private static func error(_ variable: Variable, _ reason: String) -> KustomizeError {
    KustomizeError([
      .init(
        file: variable.file, line: variable.line,
        reason: "variable \"\(variable.name)\" \(reason)")
    ])
  }
}
