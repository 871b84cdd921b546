import Documents
import Emergencies
import GitOps
import Kubernetes

/// Who owns what, as a table and as JSON.
struct CoverageText: Sendable {
  let coverage: Coverage
  let output: Output

  /// Every owner with how many objects it has, and a word at the end.
  func lines(isWide: Bool) -> [String] {
    var table = TextTable(["OWNER", "OBJECTS", "APPLIED", "KINDS"])
    for share in coverage.shares {
      let kinds = coverage.kindCounts(of: share)
      let shown = isWide ? kinds[...] : kinds.prefix(4)
      var words = shown.map { "\($0.count) \($0.kind.kind)" }.joined(separator: ", ")
      if shown.count < kinds.count { words += ", … \(kinds.count - shown.count) more kinds" }
      table.add([
        .init(SafeText.line(coverage.words(share.holder)), share.holder.paint),
        .init("\(share.objects.count)"), .init("\(share.appliedCount)"),
        .init(SafeText.line(words)),
      ])
    }
    return table.lines(output) + ["", summary]
  }

  private var summary: String {
    let orphans = coverage.orphanCount
    var words = "\(count(coverage.count, "object")), "
    words += orphans == 0 ? "none of them nobody's" : "\(orphans) of them nobody's"
    let adoptable = coverage[.nobody]?.objects.count { !$0.adopters.isEmpty } ?? 0
    if adoptable > 0 { words += "; \(adoptable) could be taken over: --orphans lists them" }
    return words
  }

  /// Every orphan, with who could take it over.
  var orphans: [String] {
    var table = TextTable(["NAMESPACE", "OBJECT", "WHY", "COULD BE TAKEN OVER BY"])
    let objects = coverage[.nobody]?.objects ?? []
    for object in objects {
      let kind = coverage.kinds[object.kind]
      table.add([
        .init(object.name.namespace), .init("\(kind.kind)/\(SafeText.line(object.name.name))"),
        .init(SafeText.line(object.note)),
        .init(
          SafeText.line(
            object.adopters.map { $0.words(coverage.known) }.joined(separator: ", "))),
      ])
    }
    return objects.isEmpty ? ["nothing is nobody's"] : table.lines(output)
  }

  var json: Value {
    [
      "objects": .integer(Int64(coverage.count)),
      "orphans": .integer(Int64(coverage.orphanCount)),
      "owners": .array(coverage.shares.map(json)),
      "gaps": .array(coverage.gaps.map { .string($0) }),
    ]
  }

  private func json(_ share: Coverage.Share) -> Value {
    var value: Value = [
      "words": .string(coverage.words(share.holder)),
      "count": .integer(Int64(share.objects.count)),
      "applied": .integer(Int64(share.appliedCount)),
    ]
    switch share.holder {
    case .owner(let owner): value["owner"] = owner.json(coverage.known)
    case .nobody: value["owner"] = ["type": "nobody"]
    case .unknown: value["owner"] = ["type": "unknown"]
    case .cluster: value["owner"] = ["type": "cluster"]
    }
    var kinds: [String: Value] = [:]
    for (kind, count) in coverage.kindCounts(of: share) {
      kinds[kind.qualifiedName] = .integer(Int64(count))
    }
    value["kinds"] = .object(kinds)
    value["objects"] = .array(
      share.objects.map { object in
        var item = coverage.key(of: object).json
        item["applied"] = .bool(object.isApplied)
        if !object.note.isEmpty { item["note"] = .string(object.note) }
        if !object.adopters.isEmpty {
          item["adopters"] = .array(object.adopters.map { $0.owner.json(coverage.known) })
        }
        return item
      })
    return value
  }
}

extension Coverage.Holder {
  /// The colour of its name.
  fileprivate var paint: Output.Paint? {
    switch self {
    case .nobody: .bad
    case .unknown: .changed
    case .cluster: .faint
    case .owner: nil
    }
  }
}
