internal import Documents

/// Who owns which fields of an object, as the server keeps it.
struct ManagedFields: Hashable, Sendable {
  /// What one manager owns by one way of writing.
  struct Entry: Hashable, Sendable {
    var value: Value

    var manager: String { value["manager"]?.string ?? "" }
    var isApply: Bool { value["operation"] == "Apply" }
    var apiVersion: String { value["apiVersion"]?.string ?? "" }
    /// Whether it is about the object itself, not about its status or scale.
    var isMain: Bool { value["subresource"]?.string?.isEmpty ?? true }
    var fields: FieldSet { FieldSet(value["fieldsV1"] ?? .object([:])) }
  }

  var entries: [Entry]
  /// What kubectl last applied by comparing on its own side; nil if it didn't.
  private let lastApplied: Payload?

  /// Reads those of an object.
  init(of object: Value) {
    entries = (object["metadata"]?["managedFields"]?.array ?? []).map(Entry.init)
    let text = object["metadata"]?["annotations"]?[ServerFields.lastApplied]?.string
    lastApplied = text.flatMap { try? Value(json: Array($0.utf8)) }.map { Payload(object: $0) }
  }

  private static let annotation = ["f:metadata", "f:annotations", "f:\(ServerFields.lastApplied)"]

  /// What a manager owns by applying.
  func applied(by manager: String) -> FieldSet {
    entries.first { $0.isApply && $0.isMain && $0.manager == manager }?.fields ?? FieldSet()
  }

  /// The entries that a manager takes over because it does from now on what others did before.
  ///
  /// As in kubectl, those that wrote what was last applied into an annotation; and, until the manager
  /// has applied anything itself, what kubectl applied on the server's side.
  func predecessors(of manager: String) -> [Entry] {
    let isNew = !entries.contains { $0.isApply && $0.isMain && $0.manager == manager }
    return entries.filter { entry in
      guard entry.isMain, entry.manager != manager || !entry.isApply else { return false }
      if entry.isApply {
        return isNew && (entry.manager == "kubectl" || entry.manager == "kubectl-last-applied")
      }
      return entry.fields.contains(Self.annotation)
    }
  }

  /// The same with the predecessors' fields being the manager's, by applying.
  ///
  /// As kubectl does it: fields noted for another version of the kind are dropped, since the server
  /// couldn't say what they are in this one. Unlike there, of what was written by comparing only
  /// what was said counts: the rest are defaults, and what others have made of them since stays.
  func migrated(to manager: String) -> ManagedFields {
    let old = predecessors(of: manager)
    var migrated = self
    var target = entries.firstIndex { $0.isApply && $0.isMain && $0.manager == manager }
    if target == nil, let first = entries.firstIndex(where: old.contains) {
      migrated.entries[first].value["manager"] = .string(manager)
      migrated.entries[first].value["operation"] = "Apply"
      target = first
    }
    guard let target else { return self }
    var entry = migrated.entries[target]
    let version = entry.apiVersion
    entry.value["fieldsV1"] =
      old.filter { $0.apiVersion == version }
      .reduce(applied(by: manager)) { $0.union(said(in: $1)) }.value
    migrated.entries[target] = entry
    let others = entries.indices.filter { $0 != target && old.contains(entries[$0]) }
    for index in others.reversed() { migrated.entries.remove(at: index) }
    return migrated
  }

  /// What a predecessor meant to be so.
  private func said(in entry: Entry) -> FieldSet {
    guard !entry.isApply, let lastApplied else { return entry.fields }
    let annotation = Self.annotation.reversed().reduce(FieldSet(isMember: true)) { inner, name in
      FieldSet(children: [name: inner])
    }
    return entry.fields.restricted(to: lastApplied.object).union(annotation)
  }

  /// The fields of everybody but the managers of these entries and that one's own.
  func others(than manager: String, _ old: [Entry]) -> FieldSet {
    entries.filter { entry in
      !old.contains(entry) && !(entry.isApply && entry.manager == manager)
    }
    .reduce(FieldSet()) { $0.union($1.fields) }
  }

  var value: Value { .array(entries.map(\.value)) }
}
