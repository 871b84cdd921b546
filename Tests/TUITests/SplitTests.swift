import TUI
import Testing

@Suite struct SplitTests {
  /// The areas as a picture, each drawn with its number.
  private func picture(_ split: Split, _ width: Int, _ height: Int = 1) -> String {
    var canvas = Canvas(size: Size(width, height))
    for (index, area) in split.areas(in: canvas.bounds).enumerated() {
      canvas.fill(area, Character(String(index)))
    }
    return canvas.golden.split(separator: "\n").filter { $0.hasPrefix("|") }.joined(separator: "\n")
  }

  @Test func weightsShareWhatFixedPartsLeave() {
    let split = Split(.horizontal, [.fixed(2), .flexible(weight: 2), .flexible()])
    #expect(picture(split, 11) == "|00111111222|")
    #expect(picture(split, 12) == "|001111111222|")
  }

  @Test func percentagesAreOfTheWhole() {
    #expect(picture(Split(.horizontal, [.percent(50), .flexible()]), 10) == "|0000011111|")
  }

  @Test func minimaComeBeforeWeights() {
    let split = Split(.horizontal, [.flexible(weight: 9), .flexible(weight: 1, min: 4)])
    #expect(picture(split, 8) == "|00011111|" || picture(split, 8) == "|00001111|")
    #expect(split.areas(in: Rect(width: 8, height: 1))[1].width >= 4)
  }

  @Test func whatAMaximumLeavesGoesToTheOthers() {
    #expect(picture(Split(.horizontal, [.flexible(max: 2), .flexible()]), 8) == "|00111111|")
  }

  @Test func spacingStaysEmpty() {
    #expect(picture(Split(.horizontal, [.flexible(), .flexible()], spacing: 2), 8) == "|000  111|")
  }

  @Test func theLastPartsGoWithoutWhereThereIsNoRoom() {
    #expect(picture(Split(.horizontal, [.fixed(3), .fixed(4), .fixed(2)]), 5) == "|00011|")
    let areas = Split(.vertical, [.fixed(3), .flexible()]).areas(in: Rect(width: 4, height: 0))
    #expect(areas.map(\.height) == [0, 0])
  }

  @Test func verticalPartsFollowOneAnotherDownwards() {
    let split = Split(.vertical, [.fixed(1), .flexible(), .fixed(1)])
    #expect(picture(split, 3, 4) == "|000|\n|111|\n|111|\n|222|")
  }

  @Test func partsNeverLeaveTheWhole() {
    for width in 0..<30 {
      let split = Split(
        .horizontal, [.percent(40), .fixed(7), .flexible(min: 3), .flexible(weight: 3, max: 5)],
        spacing: 1)
      let whole = Rect(x: 5, y: 0, width: width, height: 1)
      for area in split.areas(in: whole) where !area.isEmpty {
        #expect(area.intersection(whole) == area)
      }
    }
  }
}
