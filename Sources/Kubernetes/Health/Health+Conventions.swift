internal import Documents

extension Health {
  /// The health of an object of a kind without a rule, by the conventions that kstatus knows.
  ///
  /// In their order: a status of an older generation, `Reconciling`, `Stalled`, `Ready`,
  /// `Available`. An object that keeps to none of them has no health. `Ready` being false means on
  /// its way, as it does there: only `Stalled` says that it won't get further.
  static func byConventions(_ object: AssessedObject) -> ObjectHealth? {
    if let generation = object.generation,
      let observed = object.status["observedGeneration"]?.integer, observed != generation
    {
      return ObjectHealth(
        .progressing,
        "\(object.kind) generation is \(generation), but latest observed generation is \(observed)")
    }
    let conditions = object.conditions
    for condition in conditions where condition.isTrue {
      if condition.type == "Reconciling" { return ObjectHealth(.progressing, condition.message) }
      if condition.type == "Stalled" { return ObjectHealth(.degraded, condition.message) }
    }
    for type in ["Ready", "Available"] {
      guard let condition = conditions.first(where: { $0.type == type }) else { continue }
      return ObjectHealth(condition.isTrue ? .healthy : .progressing, condition.message)
    }
    return nil
  }
}
