internal import DeployEngine
internal import Documents
internal import GitOps
public import Kubernetes

/// Finds out what a draft comes to: reads the object again, merges, and has the server try it; changes
/// nothing.
public struct EditPreparer: Sendable {
  /// In whose name fields are changed: what is set by hand can be told from what is deployed.
  public static let fieldManager = Planner.editManager
  /// How often it begins again because the object has changed in between.
  static let attempts = 5

  let client: Client

  /// Makes a preparer.
  public init(_ client: Client) { self.client = client }

  /// Finds out what a draft comes to.
  public func prepare(_ draft: EditDraft) async -> PreparedEdit {
    var live: Value?
    do throws(KubernetesError) {
      live = try await client.get(draft.key).naming(draft.key.kind)
    } catch .notFound {
      live = nil
    } catch {
      return PreparedEdit(draft, verdict: error.verdict)
    }
    var prepared = await prepare(draft, live)
    if let time = live?["metadata"]?["deletionTimestamp"]?.string {
      prepared.notes.append("it is being deleted since \(time): what is changed now goes with it")
    }
    return prepared
  }

  private func prepare(_ draft: EditDraft, _ live: Value?) async -> PreparedEdit {
    switch draft.aim {
    case .creation(let object):
      if let live { return PreparedEdit(draft, live: live, verdict: .present(live)) }
      return await create(object, draft)
    case .deletion:
      guard let live else { return PreparedEdit(draft, verdict: .unneeded) }
      guard draft.isAbout(live) else {
        return PreparedEdit(draft, live: live, verdict: .replaced(live))
      }
      return await delete(live, draft)
    case .change, .scale:
      guard let live else { return PreparedEdit(draft, verdict: .deleted) }
      guard draft.isAbout(live) else {
        return PreparedEdit(draft, live: live, verdict: .replaced(live))
      }
      if case .change(let edited) = draft.aim { return await change(to: edited, live, draft) }
      return await scale(live, draft)
    }
  }

  // MARK: Changes

  private func change(to edited: Value, _ live: Value, _ draft: EditDraft) async -> PreparedEdit {
    var live = live
    for attempt in 1... {
      let merged = MergedEdit(
        opened: draft.opened ?? live, edited: edited, live: live, choices: draft.choices)
      var prepared = PreparedEdit(
        draft, live: live, wanted: merged.object, edits: merged.edits,
        meanwhile: merged.meanwhile, conflicts: merged.conflicts, verdict: .conflicting)
      guard merged.conflicts.isEmpty else { return prepared }
      guard !merged.edits.isEmpty else {
        prepared.verdict = .unneeded
        return prepared
      }
      do throws(KubernetesError) {
        let written = try await send(prepared, isDryRun: true)
        prepared.verdict = .accepted(
          result: written.object,
          also: Self.also(wanted: merged.object, result: written.object))
        prepared.warnings = written.warnings
        return prepared
      } catch {
        prepared.verdict = error.verdict
        guard case .conflict = error, attempt < Self.attempts,
          let newer = try? await client.get(draft.key).naming(draft.key.kind), draft.isAbout(newer)
        else { return prepared }
        live = newer
      }
    }
    preconditionFailure("unreachable: the loop ends by returning")
  }

  /// What the server makes otherwise than it was wanted.
  private static func also(wanted: Value, result: Value) -> [FieldEdit] {
    FieldEdit.edits(
      from: FoldedFields.fold(wanted), to: FoldedFields.fold(result), ListTypes(of: result))
  }

  // MARK: Numbers of replicas

  private func scale(_ live: Value, _ draft: EditDraft) async -> PreparedEdit {
    var prepared = PreparedEdit(draft, live: live, verdict: .unneeded)
    guard case .scale(let replicas) = draft.aim else { return prepared }
    let path = EditDraft.replicas
    let (opened, current) = (draft.opened.flatMap(path.value(in:)), path.value(in: live))
    let wanted = Value.integer(Int64(replicas))
    if opened != current {
      prepared.meanwhile = [FieldEdit(path, before: opened, after: current)]
    }
    guard current != wanted else { return prepared }
    prepared.wanted = path.setting(wanted, in: live)
    if opened != current, draft.choices[path] == nil {
      prepared.conflicts = [
        EditConflict(path: path, opened: opened, yours: wanted, theirs: current)
      ]
      prepared.verdict = .conflicting
      return prepared
    }
    guard draft.choices[path] != .theirs else { return prepared }
    prepared.edits = [FieldEdit(path, before: current, after: wanted)]
    do throws(KubernetesError) {
      let written = try await send(prepared, isDryRun: true)
      prepared.verdict = .accepted(result: written.object, also: [])
      prepared.warnings = written.warnings
    } catch {
      prepared.verdict = error.verdict
    }
    return prepared
  }

  // MARK: Whole objects

  private func create(_ object: Value, _ draft: EditDraft) async -> PreparedEdit {
    var prepared = PreparedEdit(
      draft, wanted: object, edits: [FieldEdit(FieldPath(), before: nil, after: object)],
      verdict: .unneeded)
    do throws(KubernetesError) {
      let written = try await send(prepared, isDryRun: true)
      prepared.verdict = .accepted(
        result: written.object, also: Self.also(wanted: object, result: written.object))
      prepared.warnings = written.warnings
    } catch {
      prepared.verdict = error.verdict
    }
    return prepared
  }

  private func delete(_ live: Value, _ draft: EditDraft) async -> PreparedEdit {
    var prepared = PreparedEdit(
      draft, live: live,
      edits: [FieldEdit(FieldPath(), before: FoldedFields.fold(live), after: nil)],
      verdict: .unneeded)
    let finalizers = (live["metadata"]?["finalizers"]?.array ?? []).compactMap(\.string)
    if !finalizers.isEmpty {
      prepared.notes.append("it goes once \(finalizers.joined(separator: ", ")) let it go")
    }
    do throws(KubernetesError) {
      _ = try await send(prepared, isDryRun: true)
      prepared.verdict = .accepted(result: .null, also: [])
    } catch {
      prepared.verdict = error.verdict
    }
    return prepared
  }
}

extension EditDraft {
  /// Whether that is the object that was opened.
  func isAbout(_ live: Value) -> Bool { uid.map { $0.isEmpty || $0 == live.uid } ?? true }
}

extension KubernetesError {
  /// What it means for an edit that was tried.
  var verdict: PreparedEdit.Verdict {
    switch self {
    // Admission refuses with the same code, and means the object, not the person.
    case .forbidden(let denial) where denial.verb != nil: .denied(denial)
    case .forbidden, .invalid, .rejected, .notFound, .alreadyExists: triable
    case .server(let status) where status.message.contains("does not support dry run"):
      .untried(self)
    case .server(let status) where status.message.contains("admission webhook"): .refused(self)
    case .unauthorized, .conflict, .gone, .tooManyRequests, .server, .transport, .undecodable,
      .credentials:
      .unanswered(self)
    }
  }

  private var triable: PreparedEdit.Verdict {
    summary.contains("does not support dry run") ? .untried(self) : .refused(self)
  }
}
