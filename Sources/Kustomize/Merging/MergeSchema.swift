/// How the parts of objects are merged: which lists are merged element by element, and by which
/// fields their elements are told apart.
///
/// All lists that a schema doesn't mention are replaced as a whole.
public struct MergeSchema: Hashable, Sendable {
  /// How a field is merged.
  struct Member: Hashable, Sendable {
    /// The composition of the field or, in a list, of its elements; nil where nothing in there is
    /// merged in a way of its own.
    var type: String?
    /// For a list that is merged, the fields that tell its elements apart; none for plain values.
    var keys: [String]?
  }

  /// The fields of a type, as far as they matter.
  struct Composition: Hashable, Sendable {
    var fields: [String: Member] = [:]
    /// What holds for all other fields, where the type is a map.
    var others: Member?
  }

  /// Compositions by name.
  var types: [String: Composition] = [:]
  /// The names of the kinds' compositions, by `apps/v1 Deployment`.
  var kinds: [String: String] = [:]

  /// A schema that knows no kind, so that all lists are replaced.
  public static let empty = MergeSchema()

  /// How objects of a kind are merged; nil for kinds the schema doesn't know.
  public func node(apiVersion: String, kind: String) -> Node? {
    kinds["\(apiVersion) \(kind)"].map { Node(schema: self, member: Member(type: $0)) }
  }

  /// This schema with the kinds of another, whose word counts where both know one.
  public func merging(_ other: MergeSchema) -> MergeSchema {
    MergeSchema(
      types: types.merging(other.types) { $1 }, kinds: kinds.merging(other.kinds) { $1 })
  }

  /// How one place in an object is merged.
  public struct Node: Hashable, Sendable {
    fileprivate let schema: MergeSchema
    private let member: Member

    fileprivate init(schema: MergeSchema, member: Member) {
      self.schema = schema
      self.member = member
    }

    /// The fields that tell a list's elements apart: none if they are plain values, such as
    /// finalizers, and nil if the list is replaced as a whole or this isn't one.
    public var mergeKeys: [String]? { member.keys }

    /// How a field is merged; nil where the schema has nothing to say of it.
    public func field(_ name: String) -> Node? {
      guard member.keys == nil, let type = composition else { return nil }
      return (type.fields[name] ?? type.others).map { Node(schema: schema, member: $0) }
    }

    /// How the elements of a list that is merged are merged themselves.
    public var element: Node? {
      member.keys == nil ? nil : Node(schema: schema, member: Member(type: member.type))
    }

    /// A place that is merged as plain JSON.
    static let plain = Node(schema: .empty, member: Member())

    /// Whether there is nothing in here that is merged in a way of its own.
    var isPlain: Bool { member.keys == nil && composition == nil }

    private var composition: Composition? { member.type.flatMap { schema.types[$0] } }
  }
}
