import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI

/// The record of changes past Git as a page: a line each, the latest first, and folded below it why,
/// who looks after the object, and which fields.
struct EmergenciesPage {
  let log: EmergencyLog
  let now: Timestamp
  let width: Int

  /// What stands above it.
  var title: String {
    let owed = log.owedCount
    return owed == 0 ? "Changes past Git" : "Changes past Git — \(owed) owed to Git"
  }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    if let problem = log.problem {
      page.addSentence(
        StyledText("▲ the cluster's record can't be read: \(problem.summary)", Role.warning),
        indent: 2)
    }
    guard !log.entries.isEmpty else {
      page.addSentence(
        StyledText(
          log.isKnown
            ? "nothing is on the record: e on an object, and the keys that change one, put it there"
            : "reading the record …", Role.muted), indent: 0)
      return page.lines
    }
    for emergency in log.entries { add(emergency, to: &page) }
    return page.lines
  }

  /// The entry that a line is about.
  static func emergency(at anchor: String) -> Emergency.ID? {
    anchor.hasPrefix("emergency ") ? Emergency.ID(String(anchor.dropFirst(10))) : nil
  }

  private func add(_ emergency: Emergency, to page: inout Page) {
    let (glyph, role) = emergency.state.sign
    var text = StyledText("\(glyph) ", role)
    text.append(emergency.state.title.padded(to: 11), role)
    let room = max(16, min(44, width - 50))
    text.append([emergency.key].title.cut(to: room - 1).padded(to: room), .strong)
    text.append(
      Age.text(seconds: max(0, now.seconds - emergency.time.seconds)).padded(to: 5), .text)
    text.append(emergency.user.user.cut(to: 11).padded(to: 12), .muted)
    if emergency.isOwed { text.append("✎ ", .warning) }
    text.append(emergency.action, .text)
    page.add(
      text, anchor: "emergency \(emergency.id)", object: emergency.key, startsFolded: true)
    EmergencyLines(emergency: emergency, now: now, width: width).add(depth: 1, to: &page)
  }
}

/// One change past Git as a page.
struct EmergencyPage {
  let emergency: Emergency?
  let now: Timestamp
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    guard let emergency else {
      page.add(StyledText("it isn't on the record any more", Role.muted))
      return page.lines
    }
    let (glyph, role) = emergency.state.sign
    var text = StyledText("\(glyph) ", role)
    text.append([emergency.key].title, .strong)
    text.append("  \(emergency.action)", .text)
    page.addSentence(text, indent: 2, object: emergency.key)
    EmergencyLines(emergency: emergency, now: now, width: width).add(depth: 0, to: &page)
    return page.lines
  }
}

/// What there is to say of a change past Git.
struct EmergencyLines {
  let emergency: Emergency
  let now: Timestamp
  let width: Int

  func add(depth: Int, to page: inout Page) {
    func field(_ label: String, _ text: String, _ role: Role = .text) {
      page.field(label, text, role: role, depth: depth, width: 12)
    }
    field("State", "\(emergency.state)\(since)", emergency.state.sign.role)
    field("When", "\(Timestamp(seconds: emergency.time.seconds).rfc3339), by \(emergency.user)")
    if !emergency.reason.isEmpty { field("Why", emergency.reason) }
    field(
      "Owners",
      emergency.owners.isEmpty ? "nobody was known" : emergency.owners.joined(separator: ", "))
    if !emergency.forecast.isEmpty {
      field("Forecast", emergency.forecast.joined(separator: "\n"), .muted)
    }
    if let pause = emergency.pause { field("Pause", words(of: pause), .suspended) }
    if let commit = emergency.commit {
      field("Git", "\(commit.branch) at \(commit.commit.prefix(12)) in \(commit.repository)", .info)
    } else if emergency.isOwed {
      field("Git", "says something else: it is owed to Git", .warning)
    }
    if let undone = emergency.undoes { field("Undoes", "\(undone)") }
    guard !emergency.edits.isEmpty else { return }
    for edit in emergency.edits {
      FieldEditLines(edit: edit, width: width - 4, margin: depth * 2 + 2).add(
        depth: depth, to: &page)
    }
  }

  private var since: String {
    switch emergency.state {
    case .reverted(_, let time?), .superseded(_, let time?):
      ", \(Age.text(seconds: max(0, time.seconds - emergency.time.seconds))) later"
    default: ""
    }
  }

  private func words(of pause: Emergency.Pause) -> String {
    guard let until = pause.until else { return "\(pause.whose), until somebody resumes it" }
    let rest = until.seconds - now.seconds
    return rest > 0
      ? "\(pause.whose), for another \(Age.text(seconds: rest))"
      : "\(pause.whose), until \(Timestamp(seconds: until.seconds).rfc3339)"
  }
}

extension EmergencyState {
  /// A glyph, and its colour.
  var sign: (glyph: String, role: Role) {
    switch self {
    case .pending: ("◐", .progressing)
    case .live: ("●", .warning)
    case .partly: ("◑", .warning)
    case .reverted: ("↩", .degraded)
    case .inGit: ("✓", .synced)
    case .superseded: ("»", .muted)
    case .undone: ("↺", .muted)
    case .gone: ("-", .muted)
    case .failed: ("✖", .error)
    }
  }

  /// In a word, for a column.
  var title: String { self == .inGit ? "in Git" : word }
}

extension String {
  /// The beginning of the text, where it is longer.
  fileprivate func cut(to count: Int) -> String {
    self.count > count ? "\(prefix(max(0, count - 1)))…" : self
  }
}
