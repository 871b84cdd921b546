import DeployEngine
import GitOps
import Kubernetes
import TUI

/// What somebody who looks after an object makes of a change by hand.
struct Reversion: Equatable {
  /// What becomes of it, for a person.
  var words: String
  /// How soon it is undone.
  var urgency: Urgency

  /// How soon.
  enum Urgency: Int, Comparable {
    case never, unknown, later, atOnce

    static func < (a: Urgency, b: Urgency) -> Bool { a.rawValue < b.rawValue }
  }

  /// As a line of a question.
  var line: StyledText {
    switch urgency {
    case .never: StyledText("● \(words)", Role.muted)
    case .unknown: StyledText("? \(words)", Role.warning)
    case .later: StyledText("▲ \(words)", Role.warning)
    case .atOnce: StyledText("✖ \(words)", Role.error)
    }
  }
}

extension ConsoleState {
  /// Who undoes a change, and when; the soonest first.
  ///
  /// Nothing where a change makes a new object and leaves the old as it is.
  func reversions(of prepared: PreparedChange) -> [Reversion] {
    guard let change = prepared.change, change.field != nil else { return [] }
    let owners = prepared.owners.isEmpty ? stackOwners(of: prepared.key) : prepared.owners
    guard !owners.isEmpty else {
      return [Reversion(words: "nobody is known to undo it", urgency: .never)]
    }
    return owners.map { reversion(by: $0, of: prepared) }.sorted { $0.urgency > $1.urgency }
  }

  private func reversion(by owner: ObjectOwner, of prepared: PreparedChange) -> Reversion {
    if case .controller(let identity, _) = owner {
      return Reversion(
        words: "\(identity.kind) \(identity.name.name) made it, and its controller undoes this "
          + "within seconds; change that instead", urgency: .atOnce)
    }
    let who = name(of: owner, prepared.key)
    // What isn't named is left alone by everybody who applies; whether it is named may not be known.
    if prepared.isNamed == false {
      return Reversion(
        words: "\(who) leaves it alone: it says nothing of this field", urgency: .never)
    }
    switch owner {
    case .controller, .application: return reversion(byApplication: owner, who)
    case .fluxKustomization, .fluxRelease:
      return Reversion(
        words: "\(who) undoes it when it next reconciles, unless it is suspended",
        urgency: .atOnce)
    case .helmRelease:
      return Reversion(words: "\(who): its next upgrade undoes it", urgency: .later)
    case .applySet, .stack:
      return Reversion(words: "\(who): its next deploy undoes it", urgency: .later)
    }
  }

  private func reversion(byApplication owner: ObjectOwner, _ who: String) -> Reversion {
    guard case .application(let name) = owner, let row = applications[name] else {
      return Reversion(
        words: "\(who) may undo it: its automation isn't known", urgency: .unknown)
    }
    guard let automation = row.automation, automation.isEnabled else {
      let why = row.isPaused ? "its automation is paused" : "it isn't synced automatically"
      return Reversion(words: "\(who): \(why); the next sync undoes it", urgency: .later)
    }
    return automation.selfHeals
      ? Reversion(
        words: "\(who) heals itself: Argo CD undoes it within seconds", urgency: .atOnce)
      : Reversion(
        words: "\(who) doesn't heal itself: the next automatic sync undoes it, such as after a "
          + "commit", urgency: .later)
  }

  /// What somebody is called.
  private func name(of owner: ObjectOwner, _ key: ObjectKey) -> String {
    switch owner {
    case .controller(let identity, _): return "\(identity.kind) \(identity.name.name)"
    case .application(let name): return "application \(name.name)"
    case .fluxKustomization(let name): return "Kustomization \(name) of Flux"
    case .fluxRelease(let name): return "HelmRelease \(name) of Flux"
    case .helmRelease(let name): return "Helm release \(name)"
    case .applySet:
      let row = drifts.values.first { $0.objects.contains { $0.key == key } }
        .flatMap { stackRow($0.id) }
      return row.map { "stack \($0.stack.name)" } ?? "the stack that it belongs to"
    case .stack(let id): return "stack \(stackRow(id)?.stack.name ?? id.path)"
    }
  }

  /// A stack of the repository that has the object, where its own marks name nobody: it may have been
  /// applied in another way.
  private func stackOwners(of key: ObjectKey) -> [ObjectOwner] {
    drifts.values.contains { $0.objects.contains { $0.key == key } } ? [.applySet(id: "")] : []
  }
}
