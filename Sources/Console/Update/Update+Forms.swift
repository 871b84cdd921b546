import GitOps
import Kubernetes
import TUI

/// Filling in forms.
extension ConsoleState {
  mutating func press(_ key: Key, in form: FormState) -> [Command] {
    var form = form
    let action = Keymap.standard.binding(for: key, in: [.form])?.action
    let isText = if case .text? = form.selected?.content { true } else { false }
    if key == .control("c") || key.code == .escape {
      overlays.removeLast()
      return []
    }
    switch action {
    case .moveDown: form.move(by: 1)
    case .moveUp: form.move(by: -1)
    case .confirm:
      if let problem = problem(of: form) {
        say(problem, .warning)
        return []
      }
      overlays.removeLast()
      return submit(form)
    case .chooseOutOfSync: chooseOutOfSync(in: &form)
    case _ where isText: form.type(key)
    case .toggleChoice:
      if form.selected?.item == .resources { return pickResources(for: form) }
      form.change()
    case .scrollRight: form.change()
    case .scrollLeft: form.change(by: -1)
    default: break
    }
    replaceForm(form)
    return []
  }

  /// Changes the form in front.
  mutating func changeForm(_ change: (inout FormState) -> Void) {
    guard case .form(var form) = overlays.last else { return }
    change(&form)
    replaceForm(form)
  }

  private mutating func replaceForm(_ form: FormState) {
    overlays[overlays.count - 1] = .form(form)
  }

  private mutating func submit(_ form: FormState) -> [Command] {
    switch form.purpose {
    case .sync(let names):
      return check(names, .sync(syncRequest(form)))
    case .rollBack(let name, let id):
      let request = RollbackRequest(
        id: id, prunes: form.isTicked(.prune), isDryRun: form.isTicked(.dryRun))
      return check([name], .rollBack(request))
    case .delete(let names): return check(names, .delete(form.cascade))
    case .scale(let keys): return submitScale(form, keys)
    case .images(let key): return submitImages(form, key)
    case .variable(let key): return submitVariable(form, key)
    case .drain(let key): return submitDrain(form, key)
    case .saveLog: return saveLog(form)
    case .portForward(let pod):
      beginForward(form, to: pod)
      return []
    case .cleanUp:
      ask(.removePods(form.chosenLeftovers, .cleanUp))
      return []
    case .edit(let id): return submitDecision(form, of: id)
    case .commit(let id, let proposal): return commit(form, id, proposal)
    case .pause(let names): return check(names, .pause(form.pauseOrder))
    case .pauseFlux(let keys):
      let order = form.pauseOrder
      // Who asks is known where it is sent.
      let pause = AutomationPause(
        user: "", reason: order.reason, since: now.seconds,
        until: order.seconds.map { now.seconds + $0 })
      ask(.deliver(.flux(.pause(pause)), keys))
      return []
    }
  }
}
