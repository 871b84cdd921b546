/// A namespace, for the picker.
public struct NamespaceRow: Row {
  /// Its name; it has no namespace.
  public var name: ObjectName
  /// Its labels.
  public var labels: Labels
  /// `Active` or `Terminating`.
  public var phase: String
  /// When it was created, in seconds since 1970.
  public var created: Int64?

  /// Makes a namespace's row.
  public init(name: String, labels: Labels = [:], phase: String = "Active", created: Int64? = nil) {
    self.name = ObjectName(name: name)
    self.labels = labels
    self.phase = phase
    self.created = created
  }
}
