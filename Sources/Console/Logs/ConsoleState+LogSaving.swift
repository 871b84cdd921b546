import GitOps
import Kubernetes
import Logs
import TUI

/// Saving a log to a file.
extension ConsoleState {
  /// Asks where to save the log.
  mutating func openSavingForm() {
    let clock = now.rfc3339.prefix(19).filter { $0 != ":" && $0 != "-" }
    let path = "\(logs.fileName)-\(clock)Z.log"
    var fields = [
      FormState.Field(
        .path, "File", "Where to; a name alone is in the folder that Duet was started in.",
        .text(PromptState(path), standard: "a name is needed")),
      FormState.Field(
        .times, "Times", "Begin each line with when it was written, in UTC.",
        .tick(logs.display.times != .none)),
    ]
    if !logs.shortNames.isEmpty {
      fields.append(
        FormState.Field(
          .names, "Names", "Begin each line with the pod and the container that wrote it.",
          .tick(true)))
    }
    overlays.append(.form(FormState(.saveLog, fields: fields)))
  }

  /// Saves the log as a form says.
  mutating func saveLog(_ form: FormState) -> [Command] {
    guard case .text(let line, _)? = form[.path] else { return [] }
    let path = line.text.trimmingSpaces
    guard !path.isEmpty else {
      say("not saved: no file was named", .warning)
      return []
    }
    let saving = LogSaving(
      path: path, store: logs.contents.store,
      filter: logs.contents.matches?.filter ?? LogFilter(),
      names: form.isTicked(.names) ? logs.sources.map(\.title) : [],
      hasTimes: form.isTicked(.times))
    say("saving to \(path) …")
    return [.saveLog(saving)]
  }

  /// What a form for saving says of the log.
  var savingFacts: [StyledText] {
    let count = logs.contents.shownCount
    let what =
      logs.contents.matches == nil
      ? "all \(count.counted) lines" : "the \(count.counted) lines that pass the filter"
    return [StyledText("\(what), as they were written", Role.muted)]
  }

  /// Takes in what became of it.
  mutating func apply(_ result: LogSavingResult, of saving: LogSaving) {
    toasts.removeAll { $0.toast.text == "saving to \(saving.path) …" }
    switch result {
    case .saved(let lines, let bytes, let lost):
      let words = "saved \(lines.counted) lines, \(bytes.inBytes), to \(saving.path)"
      if lost > 0 {
        say("\(words); \(lost.counted) older ones were dropped meanwhile", .warning)
      } else {
        say(words, .success)
      }
    case .exists: ask(.overwrite(saving))
    case .failed(let reason): say("\(saving.path) isn't saved: \(reason)", .error)
    }
  }
}

extension LogsState {
  /// What a file with this log is called, less its time and its ending.
  fileprivate var fileName: String {
    let name =
      switch target {
      case nil: "log"
      case .pod(let name), .workload(_, _, let name), .application(let name): name.name
      case .pods(let words, _): words
      case .stack(_, let name): name
      case .selector(let selector, _): selector
      case .namespaces(let names): names.isEmpty ? "all" : names.sorted().joined(separator: "-")
      case .component(let component): component.rawValue
      }
    let safe = name.map { $0.isLetter || $0.isNumber || "-._".contains($0) ? $0 : "-" }
    return safe.isEmpty || safe.first == "." ? "log" : String(safe)
  }
}

extension Int {
  /// As an amount of memory: `312 bytes`, `1.2 MiB`.
  var inBytes: String {
    var amount = Double(self)
    guard amount >= 1024 else { return "\(self) bytes" }
    for unit in ["KiB", "MiB"] {
      amount /= 1024
      if amount < 999.95 { return "\(Self.tenths(amount)) \(unit)" }
    }
    return "\(Self.tenths(amount / 1024)) GiB"
  }

  private static func tenths(_ amount: Double) -> String {
    let tenths = Int((amount * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
