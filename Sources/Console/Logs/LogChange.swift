public import Kubernetes
public import Logs

/// What the stream of one container's log says.
public enum LogChange: Equatable, Sendable {
  /// The stream is open; lines follow when there are any.
  case opened
  /// These lines were written; in the order of their times, and of source 0.
  case lines(PackedLines)
  /// The container has ended, or its log has; the stream looks for a new run by itself.
  case ended(String)
  /// The container was started anew: from this time on its lines are those of another run.
  case restarted(Timestamp)
  /// Lines between these times may be missing: the server no longer has that part of the log.
  case gap(after: Timestamp, before: Timestamp)
  /// The connection is lost or the server refuses; it tries again by itself.
  case interrupted(Interruption)
}
