/// Which objects to list and watch.
public struct ResourceQuery: Hashable, Sendable {
  /// What they are.
  public var kind: ResourceKind
  /// The namespace they are in; nil for all of them.
  public var namespace: String?
  /// Which labels they have, in kubectl's words; nil for any.
  public var labelSelector: String?
  /// Which fields they have, in kubectl's words; nil for any.
  public var fieldSelector: String?

  /// Makes a query for all objects of a kind, less what the arguments leave out.
  public init(
    _ kind: ResourceKind, namespace: String? = nil, labelSelector: String? = nil,
    fieldSelector: String? = nil
  ) {
    self.kind = kind
    self.namespace = namespace
    self.labelSelector = labelSelector
    self.fieldSelector = fieldSelector
  }
}
