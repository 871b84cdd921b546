internal import Documents
internal import Kubernetes

extension Application {
  /// How automation is switched off.
  public enum PauseMethod: Hashable, Sendable {
    /// By `enabled: false`, which leaves the other settings where they are.
    case disabling
    /// By taking the settings away, for versions of Argo CD that know nothing else.
    case removing
  }

  /// Checks a pause of automation, and says what to send.
  ///
  /// The settings are remembered on the application, whichever way it is done. An Argo CD that
  /// doesn't know `enabled` drops it without a word: then the answer still says that automation is
  /// on, and it has to be done by removing.
  public func pause(
    _ pause: AutomationPause, by method: PauseMethod = .disabling, _ context: OperationContext
  ) -> OperationCheck {
    var refusals = [context.refusal(verb: "patch")].compactMap { $0 }
    if isBeingDeleted { refusals.append(.beingDeleted) }
    var note = pause
    note.settings = document[["spec", "syncPolicy", "automated"] as Pointer] ?? [:]
    var method = method
    if let earlier = AutomationPause(self), method == .removing || !policy.isAutomated {
      // One pause on top of another must not lose what was before the first, and ends as it would.
      note.settings = earlier.settings
      if policy.automation == nil { method = .removing }
    } else if !policy.isAutomated {
      refusals.append(.notAutomated)
    }
    let change: Value = method == .disabling ? ["enabled": false] : .null
    note.command = AutomationPause.command(
      "applications.argoproj.io", name.namespace, name.name,
      Self.resumption(note, by: method))
    return OperationCheck(
      refusals, isSkipped ? [.skipped] : [],
      guarded([
        "metadata": ["annotations": [AutomationPause.annotation: .string(note.text)]],
        "spec": ["syncPolicy": ["automated": change]],
      ]))
  }

  /// Checks the end of a pause, and says what to send: automation is on again, with the settings
  /// that it has, or where they were taken away with those it had.
  public func resumption(_ context: OperationContext) -> OperationCheck {
    var refusals = [context.refusal(verb: "patch")].compactMap { $0 }
    if isBeingDeleted { refusals.append(.beingDeleted) }
    let note = AutomationPause(self)
    if policy.isAutomated || policy.automation == nil && note == nil { refusals.append(.notPaused) }
    let change = Self.resumption(note, by: policy.automation == nil ? .removing : .disabling)
    return OperationCheck(refusals, isSkipped ? [.skipped] : [], guarded(change))
  }

  /// Checks the end of a pause that is over, and says what to send; one that somebody has ended or made
  /// longer meanwhile isn't touched.
  public func expiry(_ context: OperationContext, at now: Int64) -> OperationCheck {
    guard AutomationPause(self)?.isOver(at: now) == true else { return .refused([.notPaused]) }
    return resumption(context)
  }

  /// The change that ends a pause, of whatever version of the application; nil for one of which
  /// nothing is written down.
  private static func resumption(_ note: AutomationPause?, by method: PauseMethod) -> Value {
    var settings: Value = method == .removing ? note?.settings ?? [:] : [:]
    // A setting that said so before is as good as none.
    settings["enabled"] = note?.settings["enabled"] == true ? true : .null
    var change: Value = ["spec": ["syncPolicy": ["automated": settings]]]
    if note != nil { change["metadata"] = ["annotations": [AutomationPause.annotation: .null]] }
    return change
  }

  /// The application as a pause leaves it, without asking anybody.
  public func asPaused(_ pause: AutomationPause) -> Application {
    Application(
      document.applying(mergePatch: [
        "metadata": ["annotations": [AutomationPause.annotation: .string(pause.text)]],
        "spec": ["syncPolicy": ["automated": ["enabled": false]]],
      ]))
  }
}
