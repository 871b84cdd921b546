extension StyledText {
  /// The line in pieces of at most that many columns, at least one.
  ///
  /// With `byWords` it is broken after a space where that is possible; a log line isn't, so that
  /// columns of one row of output stay where they were.
  public func wrapped(to columns: Int, byWords: Bool = false) -> [StyledText] {
    let columns = max(1, columns)
    if width <= columns { return [self] }
    var lines: [StyledText] = []
    var line: [Piece] = []
    var used = 0
    for piece in pieces {
      if used + piece.width > columns, !line.isEmpty {
        let endsWord = piece.character == " "
        let rest = byWords && !endsWord ? Self.takeLastWord(of: &line) : []
        lines.append(Self.joined(line))
        line = rest
        used = rest.reduce(0) { $0 + $1.width }
        if byWords, endsWord { continue }
      }
      line.append(piece)
      used += piece.width
    }
    if !line.isEmpty { lines.append(Self.joined(line)) }
    return lines
  }

  /// The line from a column on, for horizontal scrolling.
  public func dropping(columns: Int) -> StyledText {
    guard columns > 0 else { return self }
    var left = columns
    var kept: [Piece] = []
    for piece in pieces {
      if left >= piece.width {
        left -= piece.width
      } else if left > 0 {
        // Half of a wide character: keep the other columns in place.
        for _ in left..<piece.width {
          kept.append(
            Piece(character: " ", style: piece.style, width: 1, index: piece.index))
        }
        left = 0
      } else {
        kept.append(piece)
      }
    }
    return Self.joined(kept)
  }

  /// The line with the style of some characters changed, such as those that a search found.
  ///
  /// Ranges count the characters of ``plain`` and must ascend.
  public func restyled(_ ranges: [Range<Int>], _ change: (inout Style) -> Void) -> StyledText {
    guard !ranges.isEmpty else { return self }
    var result = StyledText()
    var next = ranges[...]
    for piece in pieces {
      while let range = next.first, range.upperBound <= piece.index { next = next.dropFirst() }
      var style = piece.style
      if let range = next.first, range.contains(piece.index) { change(&style) }
      result.append(String(piece.character), style)
    }
    return result
  }

  private struct Piece {
    var character: Character
    var style: Style
    var width: Int
    /// Which character of the plain text it comes from.
    var index: Int
  }

  /// Character by character, tabs already spread to spaces so that every piece has its own width.
  private var pieces: [Piece] {
    var pieces: [Piece] = []
    var index = 0
    for span in spans {
      var column = 0
      for character in span.text {
        defer { index += 1 }
        if character == "\t" {
          for _ in 0..<DisplayWidth.tabWidth - column % DisplayWidth.tabWidth {
            pieces.append(Piece(character: " ", style: span.style, width: 1, index: index))
            column += 1
          }
        } else {
          let width = DisplayWidth.of(character)
          pieces.append(Piece(character: character, style: span.style, width: width, index: index))
          column += width
        }
      }
    }
    return pieces
  }

  private static func joined(_ pieces: [Piece]) -> StyledText {
    var text = StyledText()
    for piece in pieces { text.append(String(piece.character), piece.style) }
    return text
  }

  /// Cuts a line after its last space and returns what stood after it.
  private static func takeLastWord(of line: inout [Piece]) -> [Piece] {
    guard let space = line.lastIndex(where: { $0.character == " " }), space > 0 else { return [] }
    let rest = Array(line[(space + 1)...])
    line.removeSubrange(space...)
    return rest
  }
}
