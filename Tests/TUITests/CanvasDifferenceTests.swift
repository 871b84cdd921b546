import TUI
import Testing

@Suite struct CanvasDifferenceTests {
  private func canvas(_ lines: [String]) -> Canvas {
    var canvas = Canvas(size: Size(20, lines.count))
    for (y, line) in lines.enumerated() { canvas.write(line, x: 0, y: y) }
    return canvas
  }

  private func runs(_ old: [String], _ new: [String]) -> [String] {
    CanvasDifference(from: canvas(old), to: canvas(new)).runs.map { run in
      "\(run.y):\(run.x) " + String(run.cells.filter { !$0.isContinuation }.map(\.character))
    }
  }

  @Test func equalFramesHaveNoDifference() {
    #expect(CanvasDifference(from: canvas(["a"]), to: canvas(["a"])).isEmpty)
  }

  @Test func eachChangedStretchIsOneRun() {
    #expect(
      runs(["pod-1   Running", "same"], ["pod-2   Running ok", "same"]) == ["0:4 2", "0:16 ok"])
  }

  @Test func aShortGapIsRepeatedRatherThanJumpedOver() {
    #expect(runs(["a12b"], ["x12y"]) == ["0:0 x12y"])
  }

  @Test func aRunNeverBeginsOrEndsWithinAWideCharacter() {
    #expect(runs(["ab日c"], ["a日bc"]) == ["0:1 日b"])
    #expect(runs(["a日b"], ["a本b"]) == ["0:1 本"])
  }

  @Test func aChangeOfStyleAloneIsAChange() {
    var new = canvas(["abc"])
    new.restyle(Rect(x: 1, y: 0, width: 1, height: 1)) { $0.attributes = .bold }
    #expect(CanvasDifference(from: canvas(["abc"]), to: new).runs.map(\.x) == [1])
  }

  @Test func anotherSizeChangesEverything() {
    let difference = CanvasDifference(from: Canvas(size: Size(3, 3)), to: Canvas(size: Size(4, 2)))
    #expect(difference.runs.map(\.cells.count) == [4, 4])
    #expect(CanvasDifference(from: nil, to: Canvas(size: Size(0, 0))).isEmpty)
  }

  @Test func replayingTheRunsOnTheOldFrameGivesTheNewOne() {
    var generator = SystemRandomNumberGenerator()
    let pieces = ["a", "bc ", "日", "本語", " ", "e\u{301}", "──", "x👍"]
    for _ in 0..<200 {
      let lines = (0..<2).map { _ in
        (0..<2).map { _ in
          (0..<Int.random(in: 0..<8, using: &generator)).map { _ in pieces.randomElement() ?? "" }
            .joined()
        }
      }
      let (old, new) = (canvas(lines[0]), canvas(lines[1]))
      var shown = (0..<2).map { y in (0..<20).map { old[$0, y] } }
      for run in CanvasDifference(from: old, to: new).runs {
        for (offset, cell) in run.cells.enumerated() { shown[run.y][run.x + offset] = cell }
      }
      #expect(shown == (0..<2).map { y in (0..<20).map { new[$0, y] } }, "\(lines)")
    }
  }
}
