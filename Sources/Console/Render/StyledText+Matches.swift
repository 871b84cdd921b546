import Patterns
import TUI

extension StyledText {
  /// The text with what was looked for standing out.
  ///
  /// Takes a matcher, and no pattern: to compile one for each line of each frame would cost more than
  /// the frame.
  func highlighting(_ matcher: Matcher) -> StyledText {
    let plain = plain
    let ranges = matcher.ranges(in: plain).map { range in
      let start = plain.distance(from: plain.startIndex, to: range.lowerBound)
      return start..<start + plain.distance(from: range.lowerBound, to: range.upperBound)
    }
    return restyled(ranges) {
      $0.foreground = .role(.match)
      $0.background = .role(.match)
    }
  }
}
