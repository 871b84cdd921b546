import ArgumentParser
import Console
import Kubernetes
import TUI

/// Renders a frame and finds what differs from the last one.
struct FrameBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frame", abstract: "A 200×50 frame of the deck, rendered and diffed.")

  @Option(help: "How many pods there are.")
  var pods = 10_000

  func run() {
    var state = Samples.state(pods: pods)
    let rendered = Measure.best(of: 20) {
      for _ in 0..<10 { _ = state.render() }
    }
    report("frame rendered, 200×50, \(pods) pods", Measure.text(rendered / 10))
    let before = state.render()
    _ = state.update(.key(Key(.down)))
    let after = state.render()
    var cells = 0
    let diffed = Measure.best(of: 20) {
      for _ in 0..<100 {
        cells = CanvasDifference(from: before, to: after).runs.reduce(0) { $0 + $1.cells.count }
      }
    }
    report("frame diffed", Measure.text(diffed / 100), "\(cells) cells differ after one key")
    let whole = Measure.best(of: 20) {
      for _ in 0..<100 { _ = CanvasDifference(from: nil, to: after) }
    }
    report("frame diffed from nothing", Measure.text(whole / 100))
  }
}

/// Filters a list while it is typed.
struct FilterBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter", abstract: "A filter over many pods, and a sort.")

  @Option(help: "How many pods there are.")
  var pods = 50_000

  func run() {
    let state = Samples.state(pods: pods)
    for typed in ["crash", "checkout-7[0-9]+-a", "!running", "-l app=checkout"] {
      let time = Measure.best(of: 5) {
        var list = state.pods
        list.setFilter(Filter(typed))
      }
      report("filter `\(typed)` over \(pods) pods", Measure.text(time))
    }
    let sorted = Measure.best(of: 5) {
      var list = state.pods
      list.setSort("AGE")
    }
    report("sort \(pods) pods by age", Measure.text(sorted))
    let faults = Measure.best(of: 5) {
      var list = state.pods
      list.setFaultsOnly(true)
    }
    report("faults alone of \(pods) pods", Measure.text(faults))
    for grouping in PodGrouping.allCases { measure(grouping, of: state.pods) }
  }

  private func measure(_ grouping: PodGrouping, of pods: RowList<PodRow>) {
    let grouped = Measure.best(of: 5) {
      var list = pods
      list.setGrouping(grouping)
    }
    report("group \(self.pods) pods by \(grouping.title)", Measure.text(grouped))
    var list = pods
    list.setGrouping(grouping)
    guard let query = list.reflections.keys.first, let row = list.visible.last else { return }
    let count = 100
    let changed = Measure.best(of: 5) {
      for _ in 0..<count { list.apply(.applied([row]), from: query) }
    }
    report("a change among \(list.rowGroups.count) groups", Measure.text(changed / count))
  }
}
