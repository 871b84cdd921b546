extension Canvas {
  /// Writes UTF-8; plain ASCII, which is nearly all of it, without asking about any width.
  mutating func write(
    _ bytes: UnsafeBufferPointer<UInt8>, x: Int, y: Int, style: Style, limit: Int
  ) -> Int {
    let end = x + limit
    var column = x
    var index = 0
    while index < bytes.count, column < end {
      let plain = plainRun(bytes, from: index, upTo: end - column)
      if plain > 0 {
        writePlain(bytes, from: index, count: plain, x: column, y: y, style: style)
        index += plain
        column += plain
        continue
      }
      let stop = roughEnd(bytes, from: index)
      let rough = String(decoding: bytes[index..<stop], as: UTF8.self)
      for character in rough {
        guard write(character, x: &column, from: x, y: y, style: style, end: end) else {
          return column - x
        }
      }
      index = stop
    }
    return column - x
  }

  /// Writes one character of any kind; false where there is no more room.
  private mutating func write(
    _ character: Character, x: inout Int, from start: Int, y: Int, style: Style, end: Int
  ) -> Bool {
    if character == "\t" {
      let stop = min(end, x + DisplayWidth.tabWidth - (x - start) % DisplayWidth.tabWidth)
      while x < stop {
        put(" ", width: 1, x: x, y: y, style: style, end: end)
        x += 1
      }
      return x < end
    }
    var column = x
    var hasRoom = true
    DisplayWidth.eachGlyph(of: character) { glyph, width in
      hasRoom =
        hasRoom && put(glyph, width: width, x: column, y: y, style: style, end: end)
      if hasRoom { column += width }
    }
    x = column
    return hasRoom
  }

  /// How many bytes from there on are printable ASCII that no combining mark can follow.
  private func plainRun(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, upTo limit: Int
  ) -> Int {
    let end = min(bytes.count, start + limit)
    var index = start
    while index < end, bytes[index] >= 0x20, bytes[index] < 0x7F { index += 1 }
    let isFollowedByMore = index < bytes.count && bytes[index] >= 0x80
    return isFollowedByMore && index > start ? index - start - 1 : index - start
  }

  /// Where the next plain run begins: after two printable ASCII bytes, or at the end.
  private func roughEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count {
      let isPlain =
        bytes[index] >= 0x20 && bytes[index] < 0x7F
        && (index + 1 == bytes.count || bytes[index + 1] < 0x80)
      if isPlain { return index }
      index += 1
    }
    return index
  }

  private mutating func writePlain(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, count: Int, x: Int, y: Int, style: Style
  ) {
    let skipped = max(0, -x)
    guard skipped < count else { return }
    let first = x + skipped
    let end = x + count
    separate(atEdge: first, y: y)
    separate(atEdge: end, y: y)
    let row = y * size.width
    let packed = style.packed
    cells.withUnsafeMutableBufferPointer { cells in
      ASCII.characters.withUnsafeBufferPointer { characters in
        var source = start + skipped
        for column in first..<end {
          cells[row + column].character = characters[Int(bytes[source])]
          cells[row + column].packedStyle = packed
          source += 1
        }
      }
    }
  }
}

/// The 128 ASCII characters, made once: making one costs more than copying it.
enum ASCII {
  static let characters: [Character] = (0..<128).map { Character(Unicode.Scalar(UInt8($0))) }
}
