/// Which connection to a cluster something belongs to.
///
/// Another context, or the same one asked anew, is another connection: what an older one still has
/// to say is dropped in one place.
public struct ClusterID: Hashable, Sendable {
  /// The context's name in the kubeconfig.
  public var context: String
  /// Counts connections.
  public var generation: Int

  /// Makes an identity.
  public init(context: String, generation: Int = 0) {
    self.context = context
    self.generation = generation
  }
}
