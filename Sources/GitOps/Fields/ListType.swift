public import Documents
public import Kustomize

/// How the elements of a list are told apart (structured-merge-diff's associative lists and sets).
public enum ListType: Hashable, Sendable {
  /// By these fields.
  case map(keys: [String])
  /// By themselves.
  case set
  /// Not at all: the list is one value.
  case atomic

  /// Keys that need not be written, and what they are then: the API server's defaults for keys.
  static let defaults: [String: Value] = ["protocol": "TCP"]

  /// The step to an element; nil where it can't be told apart.
  func step(to element: Value) -> FieldPath.Step? {
    switch self {
    case .atomic: return nil
    case .set: return element.object == nil && element.array == nil ? .member(element) : nil
    case .map(let keys):
      guard element.object != nil else { return nil }
      var identity: [String: Value] = [:]
      for key in keys {
        guard let value = element[key] ?? Self.defaults[key] else { return nil }
        identity[key] = value
      }
      return .element(identity)
    }
  }
}

/// The types of an object's lists: what its managed fields show, else what is known of its kind.
///
/// Custom resources say their lists' types in a schema that isn't asked for; the server names the
/// elements of such lists by their keys wherever it notes who owns them.
public struct ListTypes: Sendable {
  private let schema: MergeSchema.Node?
  private let managed: [Value]

  /// The types in an object as it is read from the server, or written in Git.
  public init(of object: Value, schema: MergeSchema = .builtIn) {
    self.schema = schema.node(apiVersion: object.text("apiVersion"), kind: object.text("kind"))
    managed = object[objectAt: "metadata"].elements("managedFields").compactMap { $0["fieldsV1"] }
  }

  private init(schema: MergeSchema.Node?, managed: [Value]) {
    (self.schema, self.managed) = (schema, managed)
  }

  /// The type of the list that these are the types of.
  public var list: ListType {
    for fields in managed {
      for name in (fields.object ?? [:]).keys {
        switch FieldPath.Step(name: name) {
        case .element(let keys): return .map(keys: keys.keys.sorted())
        case .member: return .set
        case .field, .index, nil: continue
        }
      }
    }
    guard let keys = schema?.mergeKeys else { return .atomic }
    return keys.isEmpty ? .set : .map(keys: keys)
  }

  /// The types in what is one step further.
  public func at(_ step: FieldPath.Step) -> ListTypes {
    let name = FieldPath([step]).names[0]
    let inner: MergeSchema.Node? =
      if case .field(let field) = step { schema?.field(field) } else { schema?.element }
    return ListTypes(schema: inner, managed: managed.compactMap { $0[name] })
  }
}
