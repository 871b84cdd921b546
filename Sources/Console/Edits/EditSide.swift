/// Whose value counts of a field that two changed.
public enum EditSide: Hashable, Sendable {
  /// That of whoever edits here.
  case mine
  /// That of whoever changed it meanwhile.
  case theirs
}
