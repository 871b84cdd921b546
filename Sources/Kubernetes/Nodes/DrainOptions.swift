/// How a node is drained, in kubectl's terms.
public struct DrainOptions: Hashable, Sendable {
  /// Whether pods of daemon sets are left where they are instead of being in the way.
  public var ignoresDaemonSets: Bool
  /// Whether pods go that keep data in an `emptyDir`, which is lost.
  public var deletesLocalData: Bool
  /// Whether pods go that no controller makes anew.
  public var isForced: Bool
  /// How many seconds a pod has to end by itself; nil for its own setting.
  public var gracePeriodSeconds: Int?
  /// After how many seconds it is given up; nil for never.
  public var timeoutSeconds: Int?
  /// Whether pods are deleted instead of evicted, past their disruption budgets.
  public var disablesEviction: Bool

  /// Makes options; without arguments, those of kubectl, except that daemon sets, of which every
  /// node has pods, aren't in the way.
  public init(
    ignoresDaemonSets: Bool = true, deletesLocalData: Bool = false, isForced: Bool = false,
    gracePeriodSeconds: Int? = nil, timeoutSeconds: Int? = nil, disablesEviction: Bool = false
  ) {
    self.ignoresDaemonSets = ignoresDaemonSets
    self.deletesLocalData = deletesLocalData
    self.isForced = isForced
    self.gracePeriodSeconds = gracePeriodSeconds
    self.timeoutSeconds = timeoutSeconds
    self.disablesEviction = disablesEviction
  }
}
