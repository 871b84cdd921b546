extension StringProtocol {
  /// The text without white space at its ends.
  func trimmingWhitespace() -> String {
    let head = drop { $0.isWhitespace }
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
