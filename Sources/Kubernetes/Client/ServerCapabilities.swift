/// What has been found out about a server by asking, so that it is asked once.
actor ServerCapabilities {
  /// The groups whose servers don't do streaming lists.
  private var groupsWithoutStreaming: Set<String> = []

  /// Whether it is worth asking for a streaming list of that kind.
  func mayStream(_ kind: ResourceKind) -> Bool { !groupsWithoutStreaming.contains(kind.group) }

  /// Takes note of a refusal.
  ///
  /// By group, since a group may be served by another program.
  func note(noStreamingFor kind: ResourceKind) { groupsWithoutStreaming.insert(kind.group) }
}
