extension LogStore {
  /// How many of the lines before one say what happened.
  public func markerCount(before line: Int) -> Int {
    guard line > 0, count > 0 else { return 0 }
    let (last, index) = place(of: min(line, count) - 1)
    return segments[..<last].reduce(0) { $0 + $1.markers.count }
      + segments[last].markers.count { $0 <= index }
  }
}
