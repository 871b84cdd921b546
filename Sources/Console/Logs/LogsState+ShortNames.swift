import Kubernetes

extension LogsState {
  /// What stands before the lines of each source: nothing where there is one alone.
  ///
  /// Of pods that by which they differ: what their workloads' names don't share, and the end that
  /// makes a name unique; with the container where their pod has several.
  var shortNames: [String] {
    guard sources.count > 1, container == nil || hasSeveralPods else { return [] }
    guard hasSeveralPods else { return sources.map(\.container) }
    var containers: [ObjectName: Int] = [:]
    for source in sources { containers[source.pod, default: 0] += 1 }
    let names = sources.map { GeneratedName($0.pod.name) }
    let shared = Self.shared(names.map(\.base))
    return zip(sources, names).map { source, name in
      let base = String(name.base.dropFirst(shared).prefix(12))
      let pod = base.isEmpty || name.end.isEmpty ? base + name.end : "\(base)-\(name.end)"
      return (containers[source.pod] ?? 0) > 1 ? "\(pod)/\(source.container.prefix(9))" : pod
    }
  }

  /// How many characters names begin with in common, up to a dash; all of them where they are one.
  private static func shared(_ names: [Substring]) -> Int {
    guard var shared = names.first else { return 0 }
    for name in names where name != shared {
      let common = zip(shared, name).prefix { $0 == $1 }.count
      let dash = shared.prefix(common).lastIndex(of: "-")
      shared = dash.map { shared[...$0] } ?? ""
    }
    return shared.count
  }
}

/// A pod's name as controllers make it: `web-5d8c7f9b4d-x2xkz` is `web`, and `x2xkz` is its own.
private struct GeneratedName {
  /// The workload's name.
  var base: Substring
  /// What makes it unique; empty for a name that nobody made up.
  var end: Substring

  init(_ name: String) {
    var parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard let last = parts.popLast(), !parts.isEmpty,
      Self.isRandom(last, 5...5) || Self.isNumber(last)
    else {
      (base, end) = (name[...], "")
      return
    }
    // A replica set's hash tells no more than which version it is.
    if parts.count > 1, Self.isRandom(last, 5...5), let hash = parts.last,
      Self.isRandom(hash, 6...10)
    {
      parts.removeLast()
    }
    (base, end) = (Substring(parts.joined(separator: "-")), last)
  }

  /// Whether a part may be one of those that the API server makes up: consonants and digits.
  private static func isRandom(_ part: Substring, _ lengths: ClosedRange<Int>) -> Bool {
    lengths.contains(part.count)
      && part.utf8.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".utf8.contains($0) }
  }

  private static func isNumber(_ part: Substring) -> Bool {
    !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
