public import Documents
internal import Kubernetes

/// A time at which a project's applications may, or may not, be synced.
public struct SyncWindow: Hashable, Sendable {
  /// What it does while it is open.
  public enum Kind: Hashable, Sendable {
    /// Syncs are allowed in it, and by that forbidden outside of it.
    case allow
    /// Syncs are forbidden in it.
    case deny
    /// A word that isn't one of Argo CD's: it does nothing.
    case other(String)
  }

  /// What it does.
  public var kind: Kind
  /// When it opens, as cron writes it.
  public var schedule: String
  /// How long it stays open, as Go writes it: `1h30m`.
  public var duration: String
  /// The place whose clocks count; empty for UTC.
  public var timeZone: String
  /// Patterns of the names of applications it is for.
  public var applications: [String]
  /// Patterns of the namespaces it is for.
  public var namespaces: [String]
  /// Patterns of the clusters it is for, by name or address.
  public var clusters: [String]
  /// Whether all kinds of patterns that are given have to fit, rather than one.
  public var needsAll: Bool
  /// Whether people may sync all the same.
  public var allowsManual: Bool
  /// Whether a sync that has begun may go on beyond its end.
  public var allowsOverrun: Bool
  /// What its authors say about it.
  public var summary: String

  /// Reads a window.
  public init(_ value: Value) {
    kind =
      switch value.text("kind") {
      case "allow": .allow
      case "deny": .deny
      case let word: .other(word)
      }
    schedule = value.text("schedule")
    duration = value.text("duration")
    timeZone = value.text("timeZone")
    applications = value.texts("applications")
    namespaces = value.texts("namespaces")
    clusters = value.texts("clusters")
    needsAll = value.flag("andOperator")
    allowsManual = value.flag("manualSync")
    allowsOverrun = value.flag("syncOverrun")
    summary = value.text("description")
  }

  /// Whether it is for that application.
  public func concerns(_ application: Application) -> Bool {
    func fits(_ patterns: [String], _ texts: [String]) -> Bool? {
      guard !patterns.isEmpty else { return nil }
      return patterns.contains { pattern in
        guard let glob = GlobPattern(pattern) else { return false }
        return texts.contains { glob.matches($0) }
      }
    }
    let destination = application.destination
    let verdicts = [
      fits(applications, [application.name.name]), fits(namespaces, [destination.namespace]),
      fits(clusters, [destination.cluster, destination.server].filter { !$0.isEmpty }),
    ].compactMap { $0 }
    guard !verdicts.isEmpty else { return false }
    return needsAll ? verdicts.allSatisfy { $0 } : verdicts.contains(true)
  }

  /// Whether it is open at a moment, and until when or from when.
  ///
  /// As Argo CD computes it, the clocks of now are those of the whole time; a place that it can't
  /// find has those of UTC.
  public func state(at now: Int64, _ zones: TimeZones) -> SyncWindowState {
    guard let schedule = CronSchedule(schedule) else { return .invalid(.schedule(self.schedule)) }
    guard let length = GoDuration(duration)?.seconds, length.magnitude < 1e10 else {
      return .invalid(.duration(duration))
    }
    var offset: Int64 = 0
    if let known = zones.offset(of: timeZone, at: now) {
      offset = known
    } else if !zones.isComplete {
      return .unknown(zone: timeZone)
    }
    let clock = WindowClock(schedule: schedule, zones: zones)
    if let zone = schedule.zone, zones.offset(of: zone, at: now) == nil {
      return zones.isComplete ? .invalid(.schedule(self.schedule)) : .unknown(zone: zone)
    }
    let local = now + offset
    // Of a schedule that never fires Argo CD takes the next time to be long ago.
    guard let opening = clock.next(after: local - Int64(length)) else { return .open(until: nil) }
    guard opening < local else { return .closed(opens: opening - offset) }
    // One that opens again as it ends stays open; for good, as far as anybody looks ahead.
    var end = opening + Int64(length)
    for _ in 0..<1_500 {
      guard let next = clock.next(after: end - Int64(length)), next <= end else {
        return .open(until: end - offset)
      }
      end = next + Int64(length)
    }
    return .open(until: nil)
  }
}

/// When a schedule fires, by the clocks of the place that it names itself, if it does.
private struct WindowClock {
  var schedule: CronSchedule
  var zones: TimeZones

  func next(after moment: Int64) -> Int64? {
    guard let zone = schedule.zone, let offset = zones.offset(of: zone, at: moment) else {
      return schedule.next(after: moment)
    }
    guard let local = schedule.next(after: moment + offset) else { return nil }
    // The clocks may have been changed in between.
    return local - (zones.offset(of: zone, at: local - offset) ?? offset)
  }
}

/// Whether a window is open.
public enum SyncWindowState: Hashable, Sendable {
  /// It is, and until when, in seconds since 1970; nil for always.
  case open(until: Int64?)
  /// It isn't, and when it opens next, in seconds since 1970; nil for never in sight.
  case closed(opens: Int64?)
  /// It can't be read, which makes Argo CD refuse every sync.
  case invalid(SyncWindowProblem)
  /// It can't be told here: this machine has no rules of time zones.
  case unknown(zone: String)

  /// Whether it is open.
  public var isOpen: Bool {
    if case .open = self { true } else { false }
  }
}

/// Why a window can't be read.
public enum SyncWindowProblem: Hashable, Sendable {
  /// Its schedule isn't one.
  case schedule(String)
  /// Its duration isn't one.
  case duration(String)
}
