import Documents

/// Decides whether a project's windows let an application be synced now.
enum SyncWindows {
  static func allow(
    _ application: Value, project: Value?, isManual: Bool, at now: DemoTime
  ) -> Bool {
    let windows = (project?.at("spec", "syncWindows")?.array ?? [])
      .filter { matches($0, application) }
    guard !windows.isEmpty else { return true }
    let active = windows.filter { isActive($0, at: now) }
    let denying = active.filter { $0["kind"] == "deny" }
    if !denying.isEmpty {
      return isManual && denying.allSatisfy { $0["manualSync"]?.bool == true }
    }
    let allowing = windows.filter { $0["kind"] == "allow" }
    guard !allowing.isEmpty, !active.contains(where: { $0["kind"] == "allow" }) else { return true }
    return isManual && allowing.allSatisfy { $0["manualSync"]?.bool == true }
  }

  private static func matches(_ window: Value, _ application: Value) -> Bool {
    let destination = application.at("spec", "destination")
    let subjects: [(String, String)] = [
      ("applications", application.objectName),
      ("namespaces", destination?["namespace"]?.string ?? ""),
      ("clusters", destination?["name"]?.string ?? destination?["server"]?.string ?? ""),
    ]
    let given = subjects.filter { !(window[$0.0]?.array ?? []).isEmpty }
    let holds = given.map { field, subject in
      (window[field]?.array ?? []).contains { Self.glob($0.string ?? "", matches: subject) }
    }
    guard !holds.isEmpty else { return false }
    return window["andOperator"]?.bool == true ? holds.allSatisfy { $0 } : holds.contains(true)
  }

  /// Whether the window opened at most its duration ago.
  private static func isActive(_ window: Value, at now: DemoTime) -> Bool {
    guard let schedule = CronSchedule(window["schedule"]?.string ?? ""),
      let minutes = minutes(window["duration"]?.string ?? "")
    else { return false }
    return (0..<min(minutes, 60 * 24 * 8)).contains {
      schedule.fires(at: now - .seconds(Int64($0) * 60))
    }
  }

  /// A duration as Go writes it, in minutes: `90m`, `1h30m`.
  private static func minutes(_ text: String) -> Int? {
    var total = 0
    var number = ""
    for character in text {
      if character.isNumber {
        number.append(character)
        continue
      }
      guard let value = Int(number) else { return nil }
      switch character {
      case "h": total += value * 60
      case "m": total += value
      case "s": total += value / 60
      default: return nil
      }
      number = ""
    }
    return number.isEmpty && total > 0 ? total : nil
  }

  /// Whether a text fits a pattern in which `*` stands for anything and `?` for one character.
  static func glob(_ pattern: String, matches text: String) -> Bool {
    func fits(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" {
        return fits(pattern.dropFirst(), text)
          || (!text.isEmpty && fits(pattern, text.dropFirst()))
      }
      guard let character = text.first, first == "?" || first == character else { return false }
      return fits(pattern.dropFirst(), text.dropFirst())
    }
    return fits(pattern[...], text[...])
  }
}
