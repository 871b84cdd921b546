/// The kinds that the server has: those built in, and those that custom resource definitions add.
struct TypeCatalog: Sendable {
  private var types: [ResourceID: ResourceType] = [:]
  /// In the order in which they came: built-in ones first.
  private(set) var ids: [ResourceID] = []

  init(_ types: [ResourceType]) {
    for type in types { add(type) }
  }

  subscript(id: ResourceID) -> ResourceType? { types[id] }

  var all: [ResourceType] { ids.compactMap { types[$0] } }

  /// The type that a group and kind name, such as in an owner reference.
  func type(kind: String, group: String) -> ResourceType? {
    if let known = byKind[GroupKind(group: group, kind: kind)] { return types[known] }
    return nil
  }

  private var byKind: [GroupKind: ResourceID] = [:]

  private struct GroupKind: Hashable, Sendable {
    var group: String
    var kind: String
  }

  mutating func add(_ type: ResourceType) {
    if types.updateValue(type, forKey: type.id) == nil { ids.append(type.id) }
    // Of two resources of one kind (`pods` and metrics `pods` differ in their group) the first
    // keeps the name.
    let key = GroupKind(group: type.id.group, kind: type.kind)
    if byKind[key] == nil { byKind[key] = type.id }
  }

  mutating func remove(_ id: ResourceID) {
    guard let type = types.removeValue(forKey: id) else { return }
    ids.removeAll { $0 == id }
    byKind[GroupKind(group: id.group, kind: type.kind)] = nil
  }
}
