import Emergencies
import Kubernetes
import TUI

/// Edits that outlive the program, and dropping them.
extension ConsoleState {
  /// Has an edit kept in its file, in place of what was kept of it before: nothing that was typed is
  /// lost, however the program ends.
  mutating func keep(_ id: EditFlow.ID) -> [Command] {
    kept(id).map { [.keepEdit($0)] } ?? []
  }

  /// What is kept of an edit; nil where there is nothing yet.
  mutating func kept(_ id: EditFlow.ID) -> KeptEdit? {
    guard let flow = edits[id], flow.opened != nil || !flow.drafts.isEmpty else { return nil }
    let file =
      flow.keptAs ?? KeptEdit.ID("\(now.seconds)-\(now.nanoseconds)-\(id.number)")
    changeEdit(id) { $0.keptAs = file }
    return KeptEdit(
      id: file, context: flow.context, time: now, objects: flow.opened?.objects ?? [],
      text: flow.text, drafts: flow.opened == nil ? flow.drafts : [])
  }

  /// Forgets an edit, and what was kept of it.
  mutating func drop(_ id: EditFlow.ID) -> [Command] {
    guard let flow = edits.removeValue(forKey: id) else { return [] }
    touch(.edits)
    return forget(flow.keptAs)
  }

  /// Keeps the file of an edit no longer, which is done.
  mutating func forget(_ id: EditFlow.ID) -> [Command] {
    let file = edits[id]?.keptAs
    changeEdit(id) { $0.keptAs = nil }
    return forget(file)
  }

  /// Keeps what was kept no longer.
  private mutating func forget(_ file: KeptEdit.ID?) -> [Command] {
    guard let file else { return [] }
    keptEdits.removeAll { $0.id == file }
    touch(.edits)
    return [.forgetEdit(file)]
  }

  /// Asks whether the edit in front, or the selected one, is to be dropped.
  mutating func askToDropEdit() {
    if case .edit(let id) = document?.content, edits[id] != nil {
      ask(.dropEdit(id))
    } else if let line = selectedEdit {
      switch line {
      case .flow(let id): ask(.dropEdit(id))
      case .kept(let file): ask(.dropKeptEdit(file))
      }
    }
  }

  /// Drops an edit that somebody has agreed to lose.
  mutating func agreedToDrop(_ id: EditFlow.ID) -> [Command] {
    overlays.removeAll { $0.shows(.edit(id)) }
    return drop(id)
  }

  /// Drops a kept edit that somebody has agreed to lose.
  mutating func agreedToDrop(_ file: KeptEdit.ID) -> [Command] { forget(file) }

  /// Goes on with an edit that was kept.
  mutating func resume(_ file: KeptEdit.ID) -> [Command] {
    guard let kept = keptEdits.first(where: { $0.id == file }) else { return [] }
    guard kept.context == cluster.id.context else {
      say("it is for the context \(kept.context): go there first", .warning)
      return []
    }
    if let id = edits.first(where: { $0.value.keptAs == file })?.key {
      open(.edit(id))
      return []
    }
    var flow: EditFlow
    if kept.objects.isEmpty {
      flow = EditFlow(kept.drafts, in: kept.context, origin: .change)
    } else {
      flow = EditFlow(of: kept.objects.map(\.key), in: kept.context)
      let text = EditText(kept.objects, place: kept.context)
      flow.opened = text
      flow.text = kept.text
      flow.read(kept.text ?? text.text)
    }
    flow.keptAs = file
    let id = add(flow)
    open(.edit(id))
    return flow.phase == .preparing ? prepare(id) : []
  }

  /// Takes in the edits that were kept.
  mutating func apply(_ kept: [KeptEdit]) {
    keptEdits = kept
    touch(.edits)
  }
}
