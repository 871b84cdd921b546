/// How well many objects are together, as Argo CD has it for an application.
///
/// That is as well as the worst of them. Objects without a health don't count, and neither do those
/// that are missing as long as there are others: their absence is a difference from Git, which is
/// told elsewhere. Only where all are missing, the whole is.
public struct HealthRollUp: Hashable, Sendable {
  private var worst: Health?
  private var hasMissing = false
  private var hasOthers = false

  /// Begins with nothing.
  public init() {}

  /// Takes in one object; nil where it's there and has no health, or has one that doesn't count.
  ///
  /// What doesn't count of an application is for the caller to know: objects with the annotation
  /// `argocd.argoproj.io/ignore-healthcheck`, applications within it. Its hooks aren't taken in at all.
  public mutating func add(_ health: Health?) {
    guard health != .missing else {
      hasMissing = true
      return
    }
    hasOthers = true
    guard let health else { return }
    worst = max(worst ?? health, health)
  }

  /// The health of the whole; nil where no part has any, which of an application is healthy.
  public var health: Health? {
    if hasMissing, !hasOthers { return .missing }
    return worst
  }
}
