import GitOps
import Kubernetes
import TUI

/// The repository's own script: never without a question that shows the command.
extension ConsoleState {
  /// Asks whether to run the script for the selected stack, or shows the run that is under way.
  mutating func runScript() {
    guard let row = targetStack else { return }
    if let (id, _) = scripts.first(where: { $0.value.stack == row.stack.id && $0.value.isUnderWay })
    {
      open(.script(id))
    } else if let run = scriptRun(for: row.stack) {
      ask(.script(row.stack.id, run))
    }
  }

  /// What would run for a stack.
  func scriptRun(for stack: Stack) -> StackScript.Run? {
    guard case .read(let snapshot) = repository, let script = snapshot.script else { return nil }
    return script.run(
      for: stack, environment: environment, context: cluster.id.context)
  }

  /// Whether there is a script to run, and it may be.
  var scriptAvailability: Availability {
    guard let row = targetStack else { return .disabled(because: "no stack is selected") }
    guard scriptRun(for: row.stack) != nil else {
      return .disabled(
        because: "the repository has no script for it; `script` in .duet.yaml names one")
    }
    if deploys.values.contains(where: { $0.stack == row.stack.id && $0.isUnderWay }) {
      return .disabled(because: "the stack is being deployed")
    }
    return .enabled
  }

  /// Begins a run that was agreed to.
  mutating func begin(_ run: StackScript.Run, for stack: Stack.ID) {
    scriptCount += 1
    let id = ScriptRun.ID(scriptCount)
    let name = stackRow(stack)?.stack.name ?? stack.path
    scripts[id] = ScriptRun(stack: stack, stackName: name, run: run, start: now)
    open(.script(id))
  }

  /// Takes in what a script does.
  mutating func apply(_ event: ScriptEvent, of id: ScriptRun.ID) {
    guard scripts[id] != nil else { return }
    switch event {
    case .wrote(let lines):
      let hasDropped = scripts[id]?.append(lines) ?? false
      if hasDropped { touch(.script(id)) }
      let width = pageWidth
      changeDocuments(.script(id)) { document in
        guard !document.isStale else { return }
        document.view.append(ScriptPage.lines(lines, width: width))
      }
    case .ended(let ending):
      scripts[id]?.phase = .ended(ending, now)
      touch(.script(id))
      let name = scripts[id]?.run.path ?? ""
      let stack = scripts[id]?.stackName ?? ""
      say("\(name) \(stack): \(ending.words)", ending.isSuccess ? .success : .error)
    }
  }

  /// What leaving the page of a script does: asks first while it runs, and else forgets it.
  ///
  /// Returns whether the page stays.
  mutating func leaveScript(_ id: ScriptRun.ID) -> Bool {
    guard let script = scripts[id] else { return false }
    switch script.phase {
    case .running:
      ask(.stopScript(id))
      return true
    case .stopping: return true
    case .ended:
      scripts[id] = nil
      return false
    }
  }

  /// Asks a script to end.
  mutating func stopScript(_ id: ScriptRun.ID) {
    guard scripts[id]?.isRunning == true else { return }
    scripts[id]?.phase = .stopping
    touch(.script(id))
  }
}
