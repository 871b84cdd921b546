public import GitOps

/// What becomes of a change made by hand: who puts what back, and when.
///
/// A value made of what was found out about those who look after the object, `ForecastContext`; the
/// same words stand in every question, review and record.
public struct Forecast: Hashable, Sendable {
  /// What becomes of each field, in the order of the edits.
  public var fields: [FieldForecast]
  /// What becomes of the object itself, where it is deleted; the soonest first.
  public var object: [ForecastOutcome]
  /// What couldn't be found out besides, in sentences without a full stop.
  public var gaps: [String]
  /// When this was said, in seconds since 1970.
  public var made: Int64

  /// Makes a forecast.
  public init(
    fields: [FieldForecast] = [], object: [ForecastOutcome] = [], gaps: [String] = [],
    made: Int64
  ) {
    self.fields = fields
    self.object = object
    self.gaps = gaps
    self.made = made
  }

  /// Everything that is said, of all fields.
  public var outcomes: [ForecastOutcome] { object + fields.flatMap(\.outcomes) }

  /// How soon any of it is put back.
  public var urgency: ForecastUrgency { outcomes.map(\.urgency).max() ?? .never }

  /// Whether any of it is put back without anybody's doing.
  public var isReverted: Bool { urgency >= .soon }
}

/// What becomes of one field that is changed.
public struct FieldForecast: Hashable, Sendable {
  /// The change.
  public var edit: FieldEdit
  /// What everybody concerned makes of it, the soonest first; never empty.
  public var outcomes: [ForecastOutcome]

  /// Makes a forecast of a field.
  public init(_ edit: FieldEdit, _ outcomes: [ForecastOutcome]) {
    self.edit = edit
    self.outcomes = outcomes
  }

  /// How soon it is put back.
  public var urgency: ForecastUrgency { outcomes.map(\.urgency).max() ?? .never }
}

/// What somebody makes of a change.
public struct ForecastOutcome: Hashable, Sendable {
  /// Who.
  public var who: ForecastActor
  /// What becomes of it.
  public var verdict: ForecastVerdict

  /// Makes an outcome.
  public init(_ who: ForecastActor, _ verdict: ForecastVerdict) {
    self.who = who
    self.verdict = verdict
  }

  /// How soon it is put back.
  public var urgency: ForecastUrgency { verdict.urgency }
}

/// How soon a change is put back.
public enum ForecastUrgency: Int, Comparable, Hashable, Sendable, CaseIterable {
  /// It stays.
  case never
  /// It can't be said.
  case unknown
  /// When somebody does something: the next sync, deploy or upgrade.
  case later
  /// By itself, when a time has passed.
  case soon
  /// By itself, within seconds.
  case atOnce

  /// Whether `a` is less soon than `b`.
  public static func < (a: ForecastUrgency, b: ForecastUrgency) -> Bool { a.rawValue < b.rawValue }
}
