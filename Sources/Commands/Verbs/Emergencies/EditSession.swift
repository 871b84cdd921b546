import ArgumentParser
import Console
import ConsoleRuntime
import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes

/// The way of edits from what is wanted to the record: shown, agreed to, applied.
struct EditSession {
  let cluster: EmergencyCluster
  let consent: EmergencyConsent
  let format: OutputFormat?
  /// Whether it is only to be kept.
  var saves = false
  /// Writes it to Git instead; nil for the cluster.
  var git: GitEdits?
  /// What it is called in questions: `apply`.
  var verb = "apply"
  /// What is kept of it; nil for nothing.
  private var kept: KeptEdit?

  init(
    cluster: EmergencyCluster, consent: EmergencyConsent, format: OutputFormat?,
    saves: Bool = false, verb: String = "apply"
  ) {
    self.cluster = cluster
    self.consent = consent
    self.format = format
    self.saves = saves
    self.verb = verb
  }

  private var world: VerbWorld { cluster.world }
  private var output: Output { world.output }
  private var isText: Bool { format == nil || format == .wide }
  private var store: KeptEdits { KeptEdits(world) }

  // MARK: In the editor

  /// Opens objects in the editor, and goes on with what comes back.
  mutating func edit(_ opened: [OpenedObject]) async throws {
    kept = KeptEdit(
      id: store.newID(), context: world.context ?? "", time: world.now(), objects: opened)
    try await edit(EditText(opened, place: world.context ?? ""), typed: nil)
  }

  /// Goes on with an edit that is kept.
  mutating func resume(_ edit: KeptEdit) async throws {
    guard edit.context == world.context ?? "" else {
      throw Problem(
        "it is for the context \(SafeText.line(edit.context))",
        advice: "--context \(SafeText.line(edit.context)) goes there")
    }
    kept = edit
    guard !edit.objects.isEmpty else { return try await run(edit.drafts) }
    try await self.edit(EditText(edit.objects, place: edit.context), typed: edit.text)
  }

  private mutating func edit(_ text: EditText, typed: String?) async throws {
    guard let editor = world.edit else {
      throw Problem(
        "there is no terminal for an editor", advice: "give a patch with -p, or objects with -f")
    }
    var shown = typed ?? text.text
    while true {
      switch await editor(editorText(shown)) {
      case .failed(let reason, let left):
        if let left, left != text.text { try await keep(left) }
        // Nothing was typed, so nothing is kept.
        if typed == nil, left == text.text { await forget() }
        throw Problem(SafeText.line(reason), advice: keptAdvice ?? "nothing is changed")
      case .left(let left):
        let reading: EditText.Reading
        do throws(EditProblem) {
          reading = try text.read(left)
        } catch {
          let noted = EditText.noting(error, in: left)
          try await keep(noted)
          output.note(SafeText.line(error.description))
          let answer = left == shown ? "n" : await world.ask?("Edit it again? [Y/n] ")
          guard let answer, !["n", "no"].contains(answer.lowercased()) else {
            throw Problem("nothing is changed", advice: keptAdvice)
          }
          shown = noted
          continue
        }
        guard case .drafts(let drafts) = reading else {
          // What was typed before is worth more than an empty text.
          guard typed == nil || reading == .unchanged else {
            if let typed { try await keep(typed) }
            throw Problem("nothing is changed", advice: keptAdvice)
          }
          output.note("nothing is changed")
          return await forget()
        }
        try await keep(left)
        return try await run(drafts)
      }
    }
  }

  private func editorText(_ text: String) -> EditorText {
    let names = kept?.objects.map(\.key) ?? []
    let name =
      names.count == 1
      ? "\(names[0].kind.singular)-\(names[0].name.name.filter { $0.isLetter || $0.isNumber || $0 == "-" })"
      : "\(names.count)-objects"
    return EditorText(
      name: "\(name.prefix(100)).yaml", text: text, kept: store.isThere ? kept : nil)
  }

  // MARK: What is kept

  private mutating func keep(_ text: String) async throws {
    kept?.text = text
    guard let kept else { return }
    try await store.keep(kept)
  }

  private func forget() async {
    if let kept { await store.forget(kept.id) }
  }

  private var keptAdvice: String? {
    guard let kept, store.isThere, kept.text != nil || !kept.drafts.isEmpty else { return nil }
    return "what was typed is kept: `duet edit --resume \(kept.id.text)` goes on with it"
  }

  // MARK: The review

  /// Shows what drafts come to, asks, and applies them.
  mutating func run(_ drafts: [EditDraft]) async throws {
    let drafts = drafts.filter { !$0.isEmpty }
    guard !drafts.isEmpty else {
      if isText {
        output.note("it is as wanted already: nothing is changed")
      } else {
        output.value(["items": []], as: format ?? .json)
      }
      return await forget()
    }
    var prepared = await prepare(drafts)
    while true {
      if isText {
        output.lines(prepared.flatMap { ReviewText(prepared: $0, output: output).lines })
      }
      if saves { return try await save(drafts, prepared) }
      guard prepared.contains(where: \.canBeApplied) || prepared.contains(where: \.isOpen) else {
        print(prepared)
        return try await finish(prepared)
      }
      guard prepared.allSatisfy({ $0.canBeApplied || $0.verdict == .unneeded }) else {
        if let settled = try await settle(prepared) {
          prepared = await prepare(settled)
          continue
        }
        print(prepared)
        throw Problem("nothing is changed", advice: keptAdvice)
      }
      if let git {
        try await git.write(prepared.filter(\.canBeApplied))
        if consent.dryRun { throw ExitCode(2) }
        return await forget()
      }
      if consent.dryRun {
        print(prepared)
        throw ExitCode(2)
      }
      guard try await isAgreed(prepared) else {
        throw Problem("nothing is changed", advice: keptAdvice)
      }
      let results = await cluster.desk.apply(
        prepared.filter(\.canBeApplied), reason: consent.reason ?? "",
        pause: consent.pause.map { PauseRequest(seconds: $0.seconds) })
      let changed = results.compactMap(\.changed)
      guard !changed.isEmpty, changed.count == results.count, isText, world.ask != nil,
        !consent.yes
      else { return try await finish(prepared, results) }
      output.note("it has changed meanwhile, and comes to something else now:")
      prepared = changed
    }
  }

  /// What drafts come to, with what becomes of them while that is paused that is to be paused.
  private func prepare(_ drafts: [EditDraft]) async -> [PreparedEdit] {
    let prepared = await cluster.desk.prepare(drafts)
    guard let pause = consent.pause, git == nil else { return prepared }
    let user = await world.user().user
    let until = pause.seconds.map { world.now().seconds + $0 }
    return prepared.map { $0.pausing(by: user, reason: consent.reason ?? "", until: until) }
  }

  private func print(_ prepared: [PreparedEdit]) {
    guard !isText else { return }
    output.value(["items": .array(prepared.map(\.json))], as: format ?? .json)
  }

  private func finish(_ prepared: [PreparedEdit]) async throws {
    if prepared.allSatisfy({ $0.verdict == .unneeded }) { return await forget() }
    throw Problem("nothing is changed", advice: keptAdvice)
  }

  /// Asks whose version counts of what two have changed; nil where nobody is there to say, or doesn't.
  private func settle(_ prepared: [PreparedEdit]) async throws -> [EditDraft]? {
    guard let ask = world.ask, isText, prepared.allSatisfy({ $0.canBeApplied || $0.isOpen }) else {
      return nil
    }
    var drafts: [EditDraft] = []
    for edit in prepared {
      var draft = edit.draft
      for conflict in edit.conflicts {
        let answer = await ask(
          "\(SafeText.line("\(conflict.path)")): [m]ine, [t]heirs, or nothing? ")
        switch answer?.lowercased() {
        case "m", "mine": draft.choices[conflict.path] = .mine
        case "t", "theirs": draft.choices[conflict.path] = .theirs
        default: return nil
        }
      }
      switch edit.verdict {
      case .deleted:
        guard let remaking = draft.remaking,
          await agrees(ask, "Make \(edit.key.words) anew with the changes?")
        else { return nil }
        draft = remaking
      case .replaced(let other):
        guard await agrees(ask, "Make the changes to the new \(edit.key.words)?") else {
          return nil
        }
        draft = draft.adopting(other)
      default: break
      }
      drafts.append(draft)
    }
    return drafts
  }

  private func agrees(
    _ ask: @Sendable (String) async -> String?, _ question: String
  ) async -> Bool {
    ["y", "yes"].contains(await ask("\(question) [y/N] ")?.lowercased() ?? "")
  }

  private func isAgreed(_ prepared: [PreparedEdit]) async throws -> Bool {
    let names = prepared.filter(\.canBeApplied).map(\.key.name.name)
    let place = world.context.map { " on \(SafeText.line($0))" } ?? ""
    let what = names.count == 1 ? prepared[0].key.words : "\(names.count) changes"
    let pausing = consent.pause == nil ? "" : " and pause the automation"
    guard cluster.isProtected else {
      if consent.yes { return true }
      guard let ask = world.ask, isText else {
        throw Problem(
          "nobody is there to agree to it: nothing is changed", advice: "say yes with --yes")
      }
      return await agrees(ask, "\(verb.capitalizedFirst) \(what)\(place)\(pausing)?")
    }
    if names.allSatisfy(consent.confirm.contains) { return true }
    guard let ask = world.ask, isText, !consent.yes else {
      throw Problem(
        "this place is protected, and wants more than a yes: nothing is changed",
        advice: "say so with "
          + names.map { "--confirm \(SafeText.line($0))" }.joined(separator: " "))
    }
    for name in names where !consent.confirm.contains(name) {
      let answer = await ask(
        "this place is protected; type \(SafeText.line(name)) to \(verb)\(place)\(pausing): ")
      guard answer == name else { return false }
    }
    return true
  }

  // MARK: What came of it

  private mutating func save(_ drafts: [EditDraft], _ prepared: [PreparedEdit]) async throws {
    if kept == nil {
      kept = KeptEdit(
        id: store.newID(), context: world.context ?? "", time: world.now(), drafts: drafts)
    }
    guard let kept else { return }
    guard store.isThere else { throw Problem("there is no place to keep it") }
    try await store.keep(kept)
    print(prepared)
    output.note("kept: `duet edit --resume \(kept.id.text)` goes on with it")
  }

  private func finish(_ prepared: [PreparedEdit], _ results: [EditResult]) async throws {
    if isText {
      output.lines(results.flatMap { EditResultText(result: $0, output: output).lines })
    } else {
      let items = prepared.map { edit -> Value in
        var item = edit.json
        if let result = results.first(where: { $0.key == edit.key }) {
          item["result"] = result.json
        }
        return item
      }
      output.value(["items": .array(items)], as: format ?? .json)
    }
    guard results.allSatisfy(\.isDone) else {
      throw results.contains(where: \.isDone)
        ? Problem("not everything is done", advice: keptAdvice)
        : Problem("nothing is changed", advice: keptAdvice)
    }
    await forget()
  }
}

extension PreparedEdit {
  /// Whether somebody can say how it goes on.
  fileprivate var isOpen: Bool {
    switch verdict {
    case .conflicting, .deleted, .replaced: true
    case .accepted, .refused, .denied, .untried, .unanswered, .unneeded, .present: false
    }
  }
}

extension EditResult {
  /// What it comes to now, where that is something else than was shown.
  fileprivate var changed: PreparedEdit? {
    if case .changed(let prepared) = outcome { prepared } else { nil }
  }

  /// Whether it was done.
  var isDone: Bool { if case .applied = outcome { true } else { false } }
}
