public import GitOps
public import Kubernetes

/// Something to be done once, as data; it finishes by itself and may answer with an event.
public enum Command: Equatable, Sendable {
  /// Leave.
  case quit
  /// Go to the background, as Ctrl-Z does.
  case suspend
  /// Draw the whole screen again.
  case redraw
  /// Put a text on the clipboard.
  case copy(String)
  /// Use another theme.
  case useTheme(String)
  /// Read the repository again.
  case readRepository
  /// Ask the cluster something, or have it do something.
  case cluster(ClusterID, ClusterCommand)
}

/// Something to be done once with a cluster.
public enum ClusterCommand: Equatable, Sendable {
  /// Find out what deploying the stack would do.
  case plan(Deploy.ID, Stack.ID)
  /// Delete the object, in the background.
  case delete(ObjectKey)
  /// Ask whether the user may do something.
  case review(AccessQuestion)
}
