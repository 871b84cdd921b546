public import Documents
public import GitOps

extension Forecast {
  /// Says what becomes of edits of an object that is as given; an edit of the whole object that leaves
  /// nothing is its deletion.
  public init(_ edits: [FieldEdit], of object: Value, _ context: ForecastContext) {
    if edits.contains(where: { $0.path.isRoot && $0.after == nil }) {
      self.init(deletionOf: object, context)
      return
    }
    let result = edits.applied(to: object)
    var said: [[ForecastOutcome]] = edits.map { _ in [] }
    for owner in context.owners {
      let judge = Judge(object, result, context, owner)
      for (index, verdict) in judge.verdicts(on: edits).enumerated() {
        guard let verdict else { continue }
        said[index].append(ForecastOutcome(owner.actor, verdict))
      }
    }
    for (index, edit) in edits.enumerated() {
      said[index] += ObjectMaker.of(object).compactMap { $0.outcome(of: edit) }
      said[index] += context.scalers.compactMap { $0.outcome(of: edit, object) }
      if said[index].isEmpty { said[index] = [ForecastOutcome(.nobody, .survives(.nobody))] }
      said[index].sortBySoonest()
    }
    self.init(
      fields: zip(edits, said).map { FieldForecast($0, $1) }, gaps: context.gaps,
      made: context.now)
  }

  /// Says what becomes of the deletion of an object that is as given.
  public init(deletionOf object: Value, _ context: ForecastContext) {
    var outcomes = context.owners.compactMap { owner in
      Judge(object, object, context, owner).verdictOnDeletion.map {
        ForecastOutcome(owner.actor, $0)
      }
    }
    outcomes += ObjectMaker.of(object).compactMap(\.outcomeOfDeletion)
    if outcomes.isEmpty { outcomes = [ForecastOutcome(.nobody, .survives(.nobody))] }
    outcomes.sortBySoonest()
    self.init(object: outcomes, gaps: context.gaps, made: context.now)
  }
}

extension [ForecastOutcome] {
  fileprivate mutating func sortBySoonest() {
    // Those equally soon stay in the order in which they concern the object.
    self = enumerated().sorted {
      ($1.element.urgency, $0.offset) < ($0.element.urgency, $1.offset)
    }.map(\.element)
  }
}

extension ForecastContext {
  /// How it would stand with the automation of every owner paused, for a review of just that.
  ///
  /// Those whose automation can't be paused stay as they are.
  public func paused(user: String, reason: String, until: Int64?) -> ForecastContext {
    var context = self
    context.owners = owners.map { owner in
      switch owner {
      case .application(var facts):
        guard case .found(let application) = facts.application, application.policy.isAutomated
        else { return owner }
        let pause = AutomationPause(user: user, reason: reason, since: now, until: until)
        facts.application = .found(application.asPaused(pause))
        return .application(facts)
      case .kustomization(let name, .found(let object)):
        return .kustomization(
          name, .found(object.asSuspended(.kustomization, user, reason, now, until)))
      case .fluxRelease(let name, .found(let object)):
        return .fluxRelease(
          name, .found(object.asSuspended(.helmRelease, user, reason, now, until)))
      case .controller, .applicationSet, .kustomization, .fluxRelease, .helmRelease, .stack:
        return owner
      }
    }
    return context
  }
}

extension Value {
  fileprivate func asSuspended(
    _ kind: FluxKind, _ user: String, _ reason: String, _ now: Int64, _ until: Int64?
  ) -> Value {
    // One that somebody suspended for good isn't paused.
    if self["spec"]?["suspend"] == true, AutomationPause(flux: self) == nil { return self }
    let pause = AutomationPause(user: user, reason: reason, since: now, until: until)
    let name = ResourceIdentity(self).name
    return applying(mergePatch: FluxRow.suspension(pause, kind, name))
  }
}
