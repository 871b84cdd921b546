/// How well an object is, in Argo CD's words.
///
/// Ordered from best to worst, as Argo CD does: an application is as well as the worst of its parts.
public enum Health: UInt8, Hashable, Sendable, CaseIterable {
  /// As it should be.
  case healthy
  /// Held on purpose: a paused rollout, a suspended job.
  case suspended
  /// On its way, and may yet become healthy.
  case progressing
  /// Not there.
  case missing
  /// Failed, or not able to get there within its time.
  case degraded
  /// Couldn't be found out.
  case unknown
}

extension Health: Comparable {
  /// Whether `a` is better than `b`.
  public static func < (a: Health, b: Health) -> Bool { a.rawValue < b.rawValue }

  /// The worst of several; healthy for none.
  public static func worst(_ all: some Sequence<Health>) -> Health { all.max() ?? .healthy }
}

extension Health: CustomStringConvertible {
  /// Argo CD's word: `Healthy`.
  public var description: String {
    switch self {
    case .healthy: "Healthy"
    case .suspended: "Suspended"
    case .progressing: "Progressing"
    case .missing: "Missing"
    case .degraded: "Degraded"
    case .unknown: "Unknown"
    }
  }

  /// The health of that word, or nil if there is none.
  public init?(_ word: String) {
    guard let health = Self.allCases.first(where: { $0.description == word }) else { return nil }
    self = health
  }
}
