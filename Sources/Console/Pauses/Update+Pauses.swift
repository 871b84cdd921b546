import Emergencies
import GitOps
import Kubernetes
import TUI

/// Pauses that are seen: how long they still are, and that they end.
extension ConsoleState {
  /// Whoever is paused, those whose pause ends first in front, those without an end last.
  var pausedOwners: [PausedOwner] {
    var found: [PausedOwner] = []
    for row in applications.all {
      if let pause = row.pause { found.append(PausedOwner(.application(row.name), pause)) }
    }
    for list in cluster.fluxPauses.values {
      for row in list.rows.values where row.isSuspended {
        if let pause = row.pause { found.append(PausedOwner(row.owner, pause)) }
      }
    }
    return found.sorted { a, b in
      let (first, second) = (a.pause.until ?? .max, b.pause.until ?? .max)
      return first == second ? a.name < b.name : first < second
    }
  }

  /// The lists that tell which of Flux's objects are paused, where the cluster has Flux.
  var fluxPauseQueries: [ResourceQuery] {
    cluster.kinds.filter { kind in
      FluxKind(kind) == .kustomization || FluxKind(kind) == .helmRelease
    }.map { ResourceQuery($0) }
  }

  /// Has the automation resumed whose pause is over: once, and again only where that failed.
  ///
  /// Several Duets may see the same; whoever is heard first has done it.
  mutating func endPauses() -> [Command] {
    guard cluster.connection == .connected else { return [] }
    let over = pausedOwners.filter { $0.pause.isOver(at: now.seconds) }
    cluster.resumptions = cluster.resumptions.filter { owner, awaited in
      over.contains { $0.owner == owner && $0.pause.until == awaited.end }
    }
    var due: [PausedOwner] = []
    for paused in over {
      let known = cluster.resumptions[paused.owner]
      var awaited = known ?? AwaitedResumption(end: paused.pause.until ?? 0)
      guard !awaited.isAsked, awaited.next <= now.seconds else { continue }
      if settings.isReadOnly {
        awaited.next = .max
        say(
          "the pause of \(paused.words) is over; this console is read-only and leaves it as it is",
          .warning)
      } else {
        awaited.isAsked = true
        due.append(paused)
      }
      cluster.resumptions[paused.owner] = awaited
    }
    return due.isEmpty ? [] : [.cluster(cluster.id, .resumeExpired(due))]
  }

  /// Takes in what came of resuming.
  mutating func resumed(_ answers: [OwnerPauser.Resumption]) {
    for answer in answers {
      let paused = PausedOwner(answer.owner, answer.pause)
      var awaited =
        cluster.resumptions[answer.owner] ?? AwaitedResumption(end: answer.pause.until ?? 0)
      if let problem = answer.problem {
        // Once is enough to know of it: the header goes on to say that it is over.
        if awaited.failures == 0 {
          say("\(paused.words): its pause is over, and it isn't resumed: \(problem)", .error)
        }
      } else {
        let user = answer.pause.user.isEmpty ? "" : " by \(answer.pause.user)"
        say("\(paused.words) is resumed: the pause\(user) is over", .success)
      }
      awaited.answered(isDone: answer.problem == nil, at: now.seconds)
      cluster.resumptions[answer.owner] = awaited
    }
  }

  /// What the header says of pauses: `⏸ shop 12:34`, `⏸ 3, next 12:34`; empty for none.
  var pauseWords: String {
    let paused = pausedOwners
    guard let first = paused.first else { return "" }
    let countdown = first.pause.countdown(at: now.seconds)
    guard paused.count > 1 else {
      return countdown.isEmpty ? "⏸ \(first.name)" : "⏸ \(first.name) \(countdown)"
    }
    return countdown.isEmpty ? "⏸ \(paused.count)" : "⏸ \(paused.count), next \(countdown)"
  }
}
