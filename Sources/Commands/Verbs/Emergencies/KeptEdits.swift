import Console
import ConsoleRuntime
import Documents
import Emergencies
import Kubernetes

/// The edits that wait on this machine, as the command line shows them.
struct KeptEdits {
  private let world: VerbWorld

  init(_ world: VerbWorld) { self.world = world }

  /// Whether there is a place for them.
  var isThere: Bool { world.keptEdits != nil }

  /// A name for a new one.
  func newID() -> KeptEdit.ID {
    let now = world.now()
    return KeptEdit.ID("\(now.seconds)-\(now.nanoseconds)")
  }

  /// Keeps one; throws a `Problem` where that can't be done.
  func keep(_ edit: KeptEdit) async throws {
    if let problem = await world.keptEdits?.keep(edit) {
      throw Problem("what was typed can't be kept: \(SafeText.line(problem))")
    }
  }

  /// Keeps one no longer.
  func forget(_ id: KeptEdit.ID) async { await world.keptEdits?.forget(id) }

  /// The one that is meant; throws a `Problem` where there is none.
  func one(named name: String) async throws -> KeptEdit {
    let all = await world.keptEdits?.edits() ?? []
    let found = all.filter { $0.id.text.hasPrefix(name) }
    guard let edit = found.first(where: { $0.id.text == name }) ?? found.first, !name.isEmpty else {
      throw Problem(
        "no edit \(SafeText.line(name)) is kept", advice: "`duet edit --kept` lists them")
    }
    guard found.count == 1 || edit.id.text == name else {
      throw Problem("\(SafeText.line(name)) may be any of \(found.count) edits")
    }
    return edit
  }

  /// Drops the one that is meant.
  func drop(_ name: String) async throws {
    let edit = try await one(named: name)
    await forget(edit.id)
    world.output.note("dropped \(edit.id.text)")
  }

  /// Lists them.
  func list(as format: OutputFormat?) async {
    let all = await world.keptEdits?.edits() ?? []
    switch format {
    case .json?, .yaml?:
      let items = all.map { edit -> Value in
        [
          "id": .string(edit.id.text), "context": .string(edit.context),
          "time": .string(edit.time.rfc3339), "objects": .array(edit.keys.map(\.json)),
        ]
      }
      world.output.value(["items": .array(items)], as: format ?? .json)
    case .wide?, nil:
      if all.isEmpty { return world.output.note("no edit is kept") }
      var table = TextTable(["ID", "AGE", "CONTEXT", "OBJECTS"])
      for edit in all {
        table.add([
          .init(edit.id.text),
          .init(Age.text(since: edit.time.seconds, now: world.now().seconds)),
          .init(edit.context), .init(edit.keys.map(\.words).joined(separator: ", ")),
        ])
      }
      world.output.lines(table.lines(world.output))
    }
  }
}

extension KeptEdit {
  /// The objects it is about.
  var keys: [ObjectKey] { objects.isEmpty ? drafts.map(\.key) : objects.map(\.key) }
}
