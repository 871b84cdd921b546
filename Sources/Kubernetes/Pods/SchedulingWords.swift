/// What the scheduler says about a pod that no node takes, in plain words.
///
/// It says `0/4 nodes are available: 3 Insufficient memory, 1 node(s) had untolerated taint {…}.`
/// and then what would come of preemption; reasons are joined by commas, each with the number of
/// nodes it holds for.
enum SchedulingWords {
  /// What keeps it from every node: `no node fits: 3 lack memory, 1 has the taint x`.
  static func words(_ message: String) -> String {
    let message = message.prefix(upTo: " preemption: ")
    guard let colon = message.firstRange(of: " nodes are available: ") else {
      return reason(message.trimmingEnd)
    }
    var reasons: [String] = []
    for part in split(message[colon.upperBound...].trimmingEnd) {
      let digits = part.prefix { $0.isNumber }
      guard let count = Int(digits), part.dropFirst(digits.count).first == " " else {
        reasons.append(reason(part))
        continue
      }
      let words = reason(part.dropFirst(digits.count + 1), count: count)
      reasons.append(
        reasons.isEmpty
          ? "\(count) \(count == 1 ? "node" : "nodes") \(words)"
          : "\(count) \(words)")
    }
    let isAboutNodes = reasons.first?.first?.isNumber == true
    return (isAboutNodes ? "no node fits: " : "can't be placed: ")
      + reasons.joined(separator: ", ")
  }

  /// The reasons, each with its number; a comma within one is no end of it.
  private static func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    for part in text.split(separator: ",").map({ $0.drop { $0 == " " } }) {
      let isNew = part.first?.isNumber == true || parts.isEmpty
      if isNew {
        parts.append(part)
      } else if part != "that the pod didn't tolerate", let last = parts.popLast() {
        parts.append(text[last.startIndex..<part.endIndex])
      }
    }
    return parts
  }

  private static func reason(_ text: Substring, count: Int = 1) -> String {
    let isOne = count == 1
    func verb(_ one: String, _ many: String, _ rest: String) -> String {
      "\(isOne ? one : many) \(rest)"
    }
    if text.hasPrefix("Insufficient ") {
      return verb("lacks", "lack", String(text.dropFirst("Insufficient ".count)))
    }
    if text == "Too many pods" { return verb("has", "have", "no room for another pod") }
    if let taint = text.between("taint {", "}") {
      return verb("has", "have", "the taint \(taint.replacing(": ", with: "=").trimmed("="))")
    }
    if let claim = text.between("persistentvolumeclaim \"", "\" not found") {
      return "its volume claim \(claim) isn't there"
    }
    if let claim = text.between("persistentvolumeclaim \"", "\" is being deleted") {
      return "its volume claim \(claim) is being deleted"
    }
    if text.hasPrefix("pod has unbound immediate PersistentVolumeClaims") {
      return "its volume claim isn't bound to a volume yet"
    }
    let known: [(String, String)] = [
      (
        "didn't match Pod's node affinity",
        verb("isn't", "aren't", "what its node selector or affinity asks for")
      ),
      (
        "didn't match node selector",
        verb("isn't", "aren't", "what its node selector asks for")
      ),
      ("didn't match pod anti-affinity", verb("has", "have", "a pod that it keeps away from")),
      (
        "didn't satisfy existing pods anti-affinity",
        verb("has", "have", "a pod that keeps it away")
      ),
      ("didn't match pod affinity", verb("lacks", "lack", "the pods that it wants to be with")),
      (
        "topology spread constraints",
        verb("has", "have", "its share of such pods (topology spread)")
      ),
      ("free ports", verb("has", "have", "its host port in use")),
      ("were unschedulable", verb("is", "are", "cordoned")),
      ("were not ready", verb("isn't", "aren't", "ready")),
      ("volume node affinity conflict", verb("is", "are", "where its volume isn't")),
      (
        "didn't find available persistent volumes",
        verb("has", "have", "no volume that its claim could be bound to")
      ),
      ("exceed max volume count", verb("has", "have", "as many volumes as can be attached")),
      ("didn't match the requested node name", verb("isn't", "aren't", "the node it names")),
    ]
    for (part, words) in known where text.contains(part) { return words }
    return text.replacing("node(s) ", with: "")
  }
}

extension StringProtocol where SubSequence == Substring {
  /// What stands between two texts; nil unless both are there, in this order.
  func between(_ start: String, _ end: String) -> String? {
    guard let opening = firstRange(of: start) else { return nil }
    let rest = self[opening.upperBound...]
    guard let closing = rest.firstRange(of: end) else { return nil }
    return String(rest[..<closing.lowerBound])
  }

  /// Where a text stands first.
  func firstRange(of text: String) -> Range<Index>? {
    guard let first = text.utf8.first else { return nil }
    var start = startIndex
    while let found = utf8[start...].firstIndex(of: first) {
      if self[found...].hasPrefix(text) {
        return found..<index(found, offsetBy: text.count)
      }
      start = utf8.index(after: found)
    }
    return nil
  }

  /// What stands before a text; all of it where the text isn't there.
  func prefix(upTo text: String) -> Substring {
    firstRange(of: text).map { self[..<$0.lowerBound] } ?? self[...]
  }

  /// The text with another in the place of every occurrence of one.
  func replacing(_ text: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// The text without full stops and spaces at its end.
  var trimmingEnd: Substring {
    var text = self[...]
    while let last = text.last, last == "." || last == " " || last.isNewline { text.removeLast() }
    return text
  }
}

extension String {
  /// The text without another at its end.
  fileprivate func trimmed(_ end: String) -> String {
    hasSuffix(end) ? String(dropLast(end.count)) : self
  }
}
