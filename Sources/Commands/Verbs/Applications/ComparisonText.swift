import Console
import Documents
import GitOps
import Kubernetes
import YAML

/// How an application differs from what Git wants, as text and as JSON.
struct ComparisonText {
  let comparison: ApplicationComparison
  let output: Output

  /// All of it: what Git wants was taken from where, and what a sync would change, object by object.
  var lines: [String] {
    var lines = comparison.origins.map(words)
    lines += comparison.notes.map { output.paint(SafeText.line($0), .changed) }
    var differing = 0
    for object in comparison.objects {
      switch object.outcome {
      case .failed(let reason):
        lines += ["", output.paint(SafeText.line("? \(object.id): \(reason)"), .bad)]
      case .compared(let found):
        guard found.differs else { continue }
        differing += 1
        lines += ["", title(object.id, found)] + changes(found)
      }
    }
    if !comparison.objects.isEmpty {
      let all = count(comparison.objects.count, "object")
      lines += ["", differing == 0 ? "none of \(all) differs" : "\(differing) of \(all) differ"]
    }
    return lines
  }

  private func words(_ origin: ApplicationComparison.Origin) -> String {
    switch origin {
    case .rendered(let folder, let commit):
      return SafeText.line("Git is \(folder) at \(shortRevision(commit))")
    case .unconfigured(let repository):
      return output.paint(
        SafeText.line("there is no checkout of \(repository) in the configuration"), .bad)
    case .failed(let repository, let reasons):
      return output.paint(
        SafeText.line("\(repository) can't be rendered: \(reasons.joined(separator: "; "))"), .bad)
    }
  }

  private func title(_ id: ResourceIdentity, _ found: ObjectComparison) -> String {
    let (mark, words, paint): (String, String, Output.Paint) =
      found.live.isNull
      ? ("+", "is missing", .good)
      : found.predicted.isNull ? ("-", "isn't in Git", .gone) : ("~", "differs", .changed)
    let unfollowed = found.unfollowed.isEmpty ? "" : ", as far as that can be told here"
    return output.paint(SafeText.line("\(mark) \(id) \(words)\(unfollowed)"), paint)
  }

  /// What is missing, or isn't in Git, is so as a whole.
  private func changes(_ found: ObjectComparison) -> [String] {
    guard !found.live.isNull, !found.predicted.isNull else { return [] }
    return TextDifference.lines(
      from: SafeText.lines(found.live.yaml), to: SafeText.lines(found.predicted.yaml)
    ).map { line in
      switch line {
      case .removed(let text): output.paint("    - \(text)", .bad)
      case .added(let text): output.paint("    + \(text)", .good)
      case .same(let text): "      \(text)"
      case .skipped: output.paint("      …", .faint)
      }
    }
  }

  /// The comparison as JSON.
  var json: Value {
    [
      "sources": .array(
        comparison.origins.map { origin in
          switch origin {
          case .rendered(let folder, let commit):
            ["folder": .string(folder), "commit": .string(commit)]
          case .unconfigured(let repository):
            ["repository": .string(repository), "error": "no checkout is configured"]
          case .failed(let repository, let reasons):
            [
              "repository": .string(repository),
              "error": .string(reasons.joined(separator: "; ")),
            ]
          }
        }),
      "notes": .array(comparison.notes.map { .string($0) }),
      "objects": .array(comparison.objects.map(Self.json)),
    ]
  }

  private static func json(_ object: ApplicationComparison.Object) -> Value {
    var value: Value = [
      "group": .string(object.id.group), "kind": .string(object.id.kind),
      "namespace": .string(object.id.name.namespace), "name": .string(object.id.name.name),
    ]
    switch object.outcome {
    case .failed(let reason): value["error"] = .string(reason)
    case .compared(let found):
      value["sync"] = found.status.map { .string("\($0)") } ?? .null
      value["requiresPruning"] = .bool(found.requiresPruning)
      value["differs"] = .bool(found.differs)
      if found.differs {
        value["live"] = found.live
        value["predicted"] = found.predicted
      }
    }
    return value
  }

  /// 0 where nothing differs, 2 where something does, and 1 where not everything could be compared.
  var exitCode: Int32 {
    var code: Int32 = 0
    if !comparison.isWhole { return 1 }
    for object in comparison.objects {
      switch object.outcome {
      case .failed: return 1
      case .compared(let found): if found.differs { code = 2 }
      }
    }
    return code
  }
}

extension ObjectComparison {
  /// Whether a sync has something to do with it.
  fileprivate var differs: Bool { counts && status == .outOfSync }
}
