internal import Documents
internal import GitOps
public import Kubernetes

/// A change by hand that a deploy undoes, as the record has it.
public struct UndoneEdit: Hashable, Sendable {
  /// The entry of the record.
  public var id: LedgerEntry.ID
  /// Who made it.
  public var user: Operator
  /// When.
  public var time: Timestamp
  /// Why; empty where nothing was said.
  public var reason: String

  /// Describes a change.
  public init(id: LedgerEntry.ID, user: Operator, time: Timestamp, reason: String = "") {
    self.id = id
    self.user = user
    self.time = time
    self.reason = reason
  }
}

extension UndoneEdit {
  /// Reads the record of a change that is still in effect; nil for any other, and for one of another
  /// object.
  ///
  /// What is in the record besides is the business of whoever writes it.
  init?(configMap: Value, of key: ObjectKey) {
    guard let text = configMap["data"]?["emergency"]?.string,
      let record = try? Value(json: Array(text.utf8)), let id = record["id"]?.string,
      let time = record["time"]?.string.flatMap({ Timestamp($0) }), let object = record["object"],
      object["group"]?.string ?? "" == key.kind.group, object["kind"]?.string == key.kind.kind,
      object["name"]?.string == key.name.name,
      object["namespace"]?.string ?? "" == key.name.namespace,
      ["pending", "live", "partly"].contains(record["state"]?["word"]?.string)
    else { return nil }
    self.init(
      id: LedgerEntry.ID(id),
      user: Operator(user: record["user"]?.string ?? "", host: record["host"]?.string ?? ""),
      time: time, reason: record["reason"]?.string ?? "")
  }
}

extension Planner {
  /// In whose name people change fields by hand: what is theirs alone is no conflict, but undone.
  public static let editManager = "duet-edit"

  /// Says whose changes those are that are undone.
  func name(editsUndoneBy judgements: inout [Judge.Judgement]) async {
    func isUndone(_ consequence: Consequence) -> Bool {
      if case .undoesEdits = consequence.kind { true } else { false }
    }
    guard judgements.contains(where: { $0.consequences.contains(where: isUndone) }) else { return }
    let query = ResourceQuery(
      .configMaps, namespace: options.inventoryNamespace,
      labelSelector: "\(LedgerPage.label)=emergency")
    // Without the right to read the record it is said all the same that there is something.
    guard let pages = try? await client.list(query) else { return }
    for index in judgements.indices {
      for place in judgements[index].consequences.indices {
        let consequence = judgements[index].consequences[place]
        guard case .undoesEdits(let fields, _) = consequence.kind else { continue }
        let edits = pages.compactMap { UndoneEdit(configMap: $0, of: consequence.key) }
        judgements[index].consequences[place].kind = .undoesEdits(
          fields: fields, edits.sorted { $0.id > $1.id })
      }
    }
  }
}
