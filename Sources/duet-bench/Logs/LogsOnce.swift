import ArgumentParser
import Console
import ConsoleRuntime
import DemoCluster
import Kubernetes
import Logs
import TUI

/// One run of the console with the logs of many containers open: in a process of its own, so that its
/// memory is its own.
///
/// Prints a name and a number on each line: times in milliseconds, memory in KiB.
struct LogsOnce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "logs-once", shouldDisplay: false)

  @Option var kubeconfig: String
  @Option(help: "How many containers there are.") var containers: Int
  @Option(help: "How many lines each has written; 0 where they go on writing.") var lines: Int
  @Option(help: "For how long to look, where they go on writing.") var seconds: Int

  func run() async throws {
    let start = ContinuousClock.now
    let isWhole = lines > 0
    let before = Measure.processorTime
    let deck = try Deck(kubeconfig: kubeconfig) { state in
      if isWhole { state.logs.setStart(.beginning) }
    }
    let running = Task { await deck.runtime.run() }
    _ = await deck.runtime.wait { $0.pods.isComplete }
    press(":logs -l app=writer -n load<enter>", on: deck)
    if isWhole {
      await readAll(deck, since: start)
    } else {
      try await watch(deck)
    }
    print("processor \(Measure.milliseconds(Measure.processorTime - before))")
    print("peak \(Measure.peakResidentKiB)")
    running.cancel()
    await running.value
  }

  private func press(_ keys: String, on deck: Deck) {
    for key in KeySequence(keys)?.keys ?? [] { deck.runtime.send(.key(key)) }
  }

  // MARK: Everything that was written

  private func readAll(_ deck: Deck, since start: ContinuousClock.Instant) async {
    let all = containers * lines
    _ = await deck.runtime.wait { $0.logs.contents.total >= all }
    print("all \(Measure.milliseconds(ContinuousClock.now - start))")
    await report(on: deck, expected: all)
    await search(deck)
  }

  /// Types a search, and waits for all that it finds after the last character.
  private func search(_ deck: Deck) async {
    guard await deck.runtime.state.logs.contents.droppedCount == 0 else { return }
    let expected = containers * (lines / 1000)
    let clock = ContinuousClock()
    press("/status=5[0-9]", on: deck)
    await deck.runtime.settle()
    let before = await deck.runtime.state.logs.filter
    let start = clock.now
    press("3<enter>", on: deck)
    // What the log itself says is shown whatever is searched for.
    _ = await deck.runtime.wait { state in
      let contents = state.logs.contents
      return state.logs.filter != before
        && contents.shownCount - contents.markerCount == expected
    }
    print("search \(Measure.milliseconds(clock.now - start))")
  }

  // MARK: What is being written

  private func watch(_ deck: Deck) async throws {
    let clock = ContinuousClock()
    let containers = containers
    _ = await deck.runtime.wait { LineNumbers($0.logs.contents).first.count == containers }
    let first = LineNumbers(await deck.runtime.state.logs.contents).first
    let began = await deck.runtime.state.logs.contents.total
    let start = clock.now
    var times: [Duration] = []
    var isUp = false
    while clock.now - start < .seconds(seconds) {
      isUp.toggle()
      let wanted = !isUp
      let pressed = clock.now
      // One line up stands still, and the end follows again: each is a whole other pane.
      press(isUp ? "k" : "G", on: deck)
      _ = await deck.runtime.wait { $0.logs.isFollowing == wanted }
      times.append(clock.now - pressed)
      try await Task.sleep(for: .milliseconds(37))
    }
    let elapsed = clock.now - start
    let contents = await deck.runtime.state.logs.contents
    let read = Double(contents.total - began)
    print("rate \(read / (Measure.milliseconds(elapsed) / 1000))")
    times.sort()
    print("p50 \(Measure.milliseconds(Measure.percentile(0.5, of: times)))")
    print("p99 \(Measure.milliseconds(Measure.percentile(0.99, of: times)))")
    print("keys \(times.count)")
    let numbers = LineNumbers(contents)
    let expected = first.reduce(0) { sum, entry in
      sum + (numbers.last[entry.key] ?? entry.value) - entry.value + 1
    }
    await report(on: deck, contents, numbers, expected: expected)
  }

  // MARK: Whether everything is there

  private func report(on deck: Deck, expected: Int) async {
    let contents = await deck.runtime.state.logs.contents
    await report(on: deck, contents, LineNumbers(contents), expected: expected)
  }

  private func report(
    on deck: Deck, _ contents: LogContents, _ numbers: LineNumbers, expected: Int
  ) async {
    print("lines \(contents.total)")
    print("lost \(expected - contents.total)")
    print("misplaced \(numbers.misplaced)")
    print("held \(contents.store.size >> 10)")
    print("frames \(await deck.terminal.frames)")
  }
}

extension LogContents {
  /// How many lines containers have written in all, as far as is known: less what the log itself says
  /// among them.
  fileprivate var total: Int { count + droppedCount - markerCount }

  fileprivate var markerCount: Int { store.segments.reduce(0) { $0 + $1.markers.count } }
}

/// The numbers that the lines in memory have, by the source that wrote them.
private struct LineNumbers {
  var first: [UInt16: Int] = [:]
  var last: [UInt16: Int] = [:]
  /// How many lines don't have the number after that of the one before of their source.
  var misplaced = 0

  init(_ contents: LogContents) {
    for lines in contents.store.segments.compactMap(\.lines) {
      for entry in lines.entries where !entry.isMarker {
        guard let number = Self.number(lines.slice(entry)) else { continue }
        if let before = last[entry.source], number != before + 1 { misplaced += 1 }
        if first[entry.source] == nil { first[entry.source] = number }
        last[entry.source] = number
      }
    }
  }

  /// The digits behind `counter=`.
  private static func number(_ line: ArraySlice<UInt8>) -> Int? {
    let key = UInt8(ascii: "=")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    // It stands third, behind the level and the pod.
    var rest = line
    for _ in 0..<3 {
      guard let place = rest.firstIndex(of: key) else { return nil }
      rest = rest[(place + 1)...]
    }
    let text = rest.prefix { digits.contains($0) }
    return text.isEmpty ? nil : text.reduce(0) { $0 * 10 + Int($1 - 48) }
  }
}
