import DeployEngine
import Kubernetes
import TUI

/// What a deploy brings about beside the changes themselves, the worst first.
struct Consequences {
  let deploy: Deploy
  let plan: Plan

  func add(to page: inout Page) {
    let all = plan.consequences(pruning: deploy.choices.prunes)
      .enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    guard !all.isEmpty else { return }
    page.addSpace()
    page.section("Consequences", note: "\(all.count)") { page in
      for (index, consequence) in all {
        let (glyph, role) = consequence.sign
        var text = StyledText("  \(glyph) ", role)
        text.append("\(consequence.key.kind.kind) \(consequence.key.name) ", .strong)
        text.append(consequence.words(forced: deploy.choices.forces), role)
        page.addSentence(
          text, depth: 1, anchor: "consequence \(index)", object: consequence.key)
      }
    }
  }
}

extension Consequence {
  fileprivate var rank: Int {
    switch kind {
    case .losesData: 0
    case .recreates: 1
    case .takesOver: 2
    case .undoesEdits: 3
    case .restarts: 4
    case .adopts: 5
    }
  }

  fileprivate var sign: (glyph: String, role: Role) {
    switch kind {
    case .losesData: ("✖", .error)
    case .recreates: ("↻", .error)
    case .takesOver, .undoesEdits: ("!", .warning)
    case .restarts: ("↻", .warning)
    case .adopts: ("⊕", .info)
    }
  }

  fileprivate func words(forced: Bool) -> String {
    switch kind {
    case .losesData(let loss): return loss.words
    case .recreates(let fields):
      return "is deleted and made anew: \(fields.joined(separator: ", ")) can't be changed"
    case .takesOver(let conflicts):
      let owners = conflicts.map { "\($0.fields.joined(separator: ", ")) from \($0.manager)" }
      return "\(forced ? "takes" : "would take") over \(owners.joined(separator: "; "))"
    case .restarts(let pods, let cause):
      let count = pods.map { " its \($0 == 1 ? "pod" : "\($0) pods")" } ?? " its pods"
      switch cause {
      case .template: return "replaces\(count)"
      case .configuration(let names):
        return "replaces\(count), for its new \(names.joined(separator: ", "))"
      case .recreation: return "starts\(count) anew"
      }
    case .adopts(let managers):
      return managers.isEmpty
        ? "becomes the stack's" : "becomes the stack's, from \(managers.joined(separator: ", "))"
    case .undoesEdits(let fields, let edits):
      let whose = edits.map { edit in
        " (\(edit.id) of \(edit.user)\(edit.reason.isEmpty ? "" : ": \(edit.reason)"))"
      }
      return "undoes the change by hand of \(fields.joined(separator: ", "))\(whose.joined())"
    }
  }
}

extension Consequence.Loss {
  fileprivate var words: String {
    switch self {
    case .claim: return "goes, and what is on its volume with it"
    case .volume: return "goes"
    case .namespace(let counts):
      let things = counts.prefix(6).map { "\($0.count) \($0.kind.plural)" }
      let more = counts.count > 6 ? ", …" : ""
      return things.isEmpty
        ? "goes with everything in it" : "goes with \(things.joined(separator: ", "))\(more)"
    case .definition(let instances):
      return switch instances {
      case nil: "goes with all objects of its kind"
      case 0?: "goes; there is no object of its kind"
      case let count?: "goes with \(count == 1 ? "the object" : "all \(count) objects") of its kind"
      }
    case .statefulSet(let claimsGo):
      return claimsGo
        ? "goes, and the claims of its pods with it" : "goes; the claims of its pods stay"
    }
  }
}
