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
  public func state(at now: Int64, _ zones: TimeZones) -> SyncWindowState {
    guard let schedule = CronSchedule(schedule) else { return .invalid(.schedule(self.schedule)) }
    guard let length = GoDuration(duration)?.seconds, length.magnitude < 1e10 else {
      return .invalid(.duration(duration))
    }
    guard let offset = zones.offset(of: timeZone, at: now) else {
      return .invalid(.timeZone(timeZone))
    }
    // As Argo CD computes it, the clocks of now are those of the whole time.
    let local = now + offset
    guard let opening = schedule.next(after: local - Int64(length)) else {
      return .closed(opens: nil)
    }
    guard opening < local else { return .closed(opens: opening - offset) }
    // One that opens again as it ends stays open.
    var end = opening + Int64(length)
    for _ in 0..<1_000 {
      guard let next = schedule.next(after: end - Int64(length)), next <= end else { break }
      end = next + Int64(length)
    }
    return .open(until: end - offset)
  }
}

/// Whether a window is open.
public enum SyncWindowState: Hashable, Sendable {
  /// It is, and until when, in seconds since 1970.
  case open(until: Int64)
  /// It isn't, and when it opens next, in seconds since 1970; nil for never in sight.
  case closed(opens: Int64?)
  /// It can't be read.
  case invalid(SyncWindowProblem)

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
  /// Its time zone isn't known on this machine.
  case timeZone(String)
}
