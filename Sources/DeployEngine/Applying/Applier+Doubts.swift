internal import Documents
internal import Kubernetes

extension Applier {
  /// Looks what became of objects whose answer was lost.
  func resolve(_ plan: Plan, _ progress: inout DeployProgress) async {
    for item in plan.items {
      guard case .uncertain(let error) = progress.outcome(of: item.key),
        let applied = await findOut(item, error)
      else { continue }
      progress.correct(item.key, applied)
    }
  }

  /// What the object in the cluster tells of an apply that wasn't answered; nil where it can't be
  /// read, or doesn't tell.
  private func findOut(_ item: PlannedObject, _ error: DeployError) async -> Applied? {
    switch await look(at: item.key) {
    case .failure(.notFound):
      if case .recreate = item.verdict { return Applied(.lost(error)) }
      return Applied(.failed(error))
    case .failure: return nil
    case .success(let live):
      let target = WaitTarget(key: item.key, applied: live)
      let version = live["metadata"]?["resourceVersion"]?.string
      if version == item.version, version != nil { return Applied(.failed(error)) }
      let isOurs = !ManagedFields(of: live).applied(by: Planner.fieldManager).isEmpty
      switch item.verdict {
      case .create: return isOurs ? Applied(.created, target) : nil
      case .recreate:
        let isNew = live["metadata"]?["uid"]?.string != item.uid
        return isNew && isOurs ? Applied(.recreated, target) : nil
      case .change, .conflict, .unchanged:
        guard let expected = item.expected?.object,
          ServerFields.remove(from: live) == expected
        else { return nil }
        return Applied(item.verdict == .unchanged ? .adopted : .configured, target)
      case .prune, .error: return nil
      }
    }
  }
}
