import DeployEngine
import Documents
import GitOps
import Kubernetes

/// Where stacks differ from the cluster, below the table that says how much.
struct DriftText {
  let output: Output
  /// Whether objects are listed, field by field; otherwise what couldn't be found out.
  let isDetailed: Bool

  /// All of it; begins with an empty line if there is anything.
  func lines(_ drifts: [(stack: Stack, drift: StackDrift)]) -> [String] {
    var lines: [String] = []
    for (stack, drift) in drifts {
      let own = self.lines(of: drift)
      guard !own.isEmpty else { continue }
      lines += ["", output.paint(SafeText.line(stack.name), .strong)] + own
    }
    return lines
  }

  private func lines(of drift: StackDrift) -> [String] {
    if let problem = drift.problem {
      if case .broken(let problems) = problem {
        return problems.map { "  " + SafeText.line("\($0)") }
      }
      return ["  " + SafeText.line(problem.summary)]
    }
    var lines: [String] = []
    for object in drift.objects where object.state != .inSync {
      if case .unknown(let error) = object.state {
        lines.append("  ? \(object.key.words): \(SafeText.line(error.summary))")
      } else if isDetailed {
        let mark = object.state.mark
        let word = mark.word + String(repeating: " ", count: max(0, 8 - mark.word.count))
        lines.append("  " + output.paint("\(mark.glyph) \(word) \(object.key.words)", mark.paint))
        for field in object.fields { lines += self.lines(of: field).map { "      " + $0 } }
        let more = object.fieldCount - object.fields.count
        if more > 0 { lines.append("      and \(count(more, "field")) more") }
      }
    }
    if !drift.isComplete { lines.append("  not everything was looked at in time") }
    return lines
  }

  private func lines(of field: ObjectDrift.Field) -> [String] {
    [SafeText.line(field.label)]
      + TextDifference.painted(from: field.live, to: field.desired, output)
  }
}

extension TextDifference {
  /// The difference between two values, as lines below the name of their field.
  static func painted(from old: Value?, to new: Value?, _ output: Output) -> [String] {
    let lines = lines(from: old?.shownLines ?? [], to: new?.shownLines ?? [])
    var isSame = true
    var painted: [String] = []
    for line in lines {
      switch line {
      case .removed(let text): painted.append("  " + output.paint("- \(text)", .bad))
      case .added(let text): painted.append("  " + output.paint("+ \(text)", .good))
      case .same(let text): painted.append("    \(text)")
      case .skipped(let number): painted.append("    … \(count(number, "line"))")
      }
      switch line {
      case .removed, .added: isSame = false
      case .same, .skipped: break
      }
    }
    return isSame && old != new ? ["  (only the line break at the end differs)"] : painted
  }
}
