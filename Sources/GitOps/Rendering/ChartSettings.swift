/// What is said about a Helm stack beyond its chart.
public struct ChartSettings: Hashable, Sendable {
  /// The release's name; nil for that of the folder.
  public var release: String?
  /// The release's namespace, where objects go that say none; nil for the context's.
  public var namespace: String?
  /// Files of values, as paths from the chart's folder, later ones going before earlier ones; the
  /// chart's own `values.yaml` always comes first.
  public var values: [String]
  /// Values beyond those of files, as YAML; they go before them.
  var inlineValues: String?
  /// Single values, as helm's own arguments; they go before all others.
  var parameters: [String] = []
  /// Whether files of values that don't exist are passed over.
  var ignoresMissingValues = false
  /// Whether the definitions in the chart's `crds` are left out.
  var leavesOutDefinitions = false

  /// Makes settings.
  public init(release: String? = nil, namespace: String? = nil, values: [String] = []) {
    self.release = release
    self.namespace = namespace
    self.values = values
  }
}
