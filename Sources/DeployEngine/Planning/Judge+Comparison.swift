internal import Documents
internal import Kubernetes

extension Judge {
  /// Compares the live object with what the dry run made of it.
  func compare(
    _ live: Value, _ written: Written, _ conflicts: [FieldConflict], _ item: PlannedObject
  ) async -> Judgement {
    var item = item
    var conflicts = conflicts
    item.warnings = written.warnings
    note(live, in: &item)
    var result = written.object
    let predecessors = ManagedFields(of: live).predecessors(of: Planner.fieldManager)
    if !predecessors.isEmpty {
      let names = Set(predecessors.map(\.manager))
      // Whose fields become Duet's isn't in its way.
      conflicts.removeAll { names.contains($0.manager) }
      result = await adopting(predecessors, live, result, item)
    }
    let edited = conflicts.filter { $0.manager == Planner.editManager }
    conflicts.removeAll { $0.manager == Planner.editManager }
    let other = otherInventory(live)
    if let other { conflicts.insert(FieldConflict(other), at: 0) }

    let before = ServerFields.remove(from: live)
    let after = ServerFields.remove(from: result)
    fill(&item, before: before, after: after)
    item.expected = Payload(object: after)
    if !conflicts.isEmpty {
      item.verdict = .conflict(conflicts)
    } else {
      item.verdict = before == after ? .unchanged : .change
    }
    if before == after, conflicts.isEmpty, item.adoption == nil {
      let manager = Planner.fieldManager
      item.isSettled =
        ManagedFields(of: live).applied(by: manager)
        == ManagedFields(of: written.object).applied(by: manager)
    }
    var consequences = adoptions(item)
    if !conflicts.isEmpty { consequences.append(Consequence(item.key, .takesOver(conflicts))) }
    if !edited.isEmpty {
      let fields = edited.flatMap(\.fields)
      consequences.append(Consequence(item.key, .undoesEdits(fields: fields, [])))
      if conflicts.isEmpty { item.takenBack = Set(fields) }
    }
    if let restart = restart(of: live, to: after, item) { consequences.append(restart) }
    return Judgement(item: item, consequences: consequences, belongsElsewhere: other != nil)
  }

  /// Takes down what of the live object matters later.
  func note(_ live: Value, in item: inout PlannedObject) {
    let metadata = live["metadata"]
    item.version = metadata?["resourceVersion"]?.string
    item.uid = metadata?["uid"]?.string
    item.generation = Int(clamping: metadata?["generation"]?.integer ?? 0)
    if metadata?["deletionTimestamp"]?.string != nil {
      item.warnings.append("it is being deleted: what is applied now goes with it")
    }
    let managers = ManagedFields(of: live).predecessors(of: Planner.fieldManager).map(\.manager)
    let joins = metadata?["labels"]?[ApplySet.partOf]?.string != inventory.id
    guard !managers.isEmpty || joins else { return }
    var names: [String] = []
    for name in managers where name != "kubectl-last-applied" && !names.contains(name) {
      names.append(name)
    }
    item.adoption = Adoption(managers: names, joinsInventory: joins)
    if !managers.isEmpty { item.managedFields = ManagedFields(of: live) }
  }

  /// Shows both, masked, and what differs between them.
  func fill(_ item: inout PlannedObject, before: Value, after: Value) {
    let masked = Masking.mask(before: before, after: after)
    (item.before, item.after) = (masked.before, masked.after)
    guard before != after else { return }
    let byName = Difference(from: masked.before, to: masked.after, matching: .byName)
    // Where only the order of a list has changed, that is what is shown.
    item.differences =
      (byName.isEmpty ? Difference(from: masked.before, to: masked.after) : byName).changes
    item.fields = FieldChange.rows(
      item.differences, before: masked.before, after: masked.after,
      git: Masking.maskWritten(item.payload.object))
  }

  private func adoptions(_ item: PlannedObject) -> [Consequence] {
    guard let adoption = item.adoption else { return [] }
    return [Consequence(item.key, .adopts(from: adoption.managers))]
  }

  /// The identity of another inventory that the object belongs to.
  private func otherInventory(_ live: Value) -> String? {
    guard let id = live["metadata"]?["labels"]?[ApplySet.partOf]?.string, id != inventory.id
    else { return nil }
    return id
  }

  // MARK: Adoption

  /// What becomes of the object once its predecessors' fields are Duet's: those that Git doesn't
  /// name go, and the server puts its defaults in their place.
  private func adopting(
    _ predecessors: [ManagedFields.Entry], _ live: Value, _ forced: Value, _ item: PlannedObject
  ) async -> Value {
    let managed = ManagedFields(of: live)
    let theirs = managed.migrated(to: Planner.fieldManager).applied(by: Planner.fieldManager)
    let own = ManagedFields(of: forced).applied(by: Planner.fieldManager)
    let kept = own.union(managed.others(than: Planner.fieldManager, predecessors))
    var candidate = theirs.removed(from: forced, keeping: kept)
    guard ServerFields.remove(from: candidate) != ServerFields.remove(from: forced) else {
      return forced
    }
    candidate["metadata"]?["managedFields"] = nil
    do throws(KubernetesError) {
      let options = WriteOptions(fieldManager: Planner.fieldManager, isDryRun: true)
      return try await client.replace(item.key, candidate, options).object
    } catch {
      // Without the server's word, defaults may look as if they went.
      return candidate
    }
  }
}

extension FieldConflict {
  /// The conflict with another inventory that an object is in.
  fileprivate init(_ inventory: String) {
    self.init(manager: inventory, fields: [".metadata.labels.\(ApplySet.partOf)"])
  }
}
