import GitOps
import Kubernetes
import TUI

/// Deleting and evicting pods, and cleaning up those that have ended.
extension ConsoleState {
  // MARK: - Asking

  /// Asks whether pods are to be deleted, and how.
  mutating func deletePods(_ names: [ObjectName]) {
    ask(.removePods(targets(names), .normal))
  }

  /// Asks whether the pods that are meant are to be evicted.
  mutating func evictPods() { ask(.removePods(targets(evictable), .evict)) }

  /// The pods that a key for several means.
  private var evictable: [ObjectName] {
    if tree != nil { return targetPod.map { [$0.name] } ?? [] }
    return subjects.filter { $0.kind == .pods }.map(\.name)
  }

  private func targets(_ names: [ObjectName]) -> [PodTarget] {
    names.map { name in
      let row = pods[name]
      return PodTarget(name, uid: row?.uid ?? "", owner: row?.owner)
    }
  }

  /// Looks for pods that have ended, to ask which of them to remove.
  mutating func cleanUpPods() -> [Command] {
    awaitedInquiry = .leftovers(namespaces)
    return [.cluster(cluster.id, .leftovers(in: namespaces))]
  }

  /// Asks which of the pods that have ended are to be removed, if nobody has gone on to something
  /// else.
  mutating func apply(_ result: Result<[LeftoverPod], KubernetesError>, of namespaces: Set<String>)
  {
    guard awaitedInquiry == .leftovers(namespaces) else { return }
    awaitedInquiry = nil
    switch result {
    case .success(let pods) where pods.isEmpty:
      say("nothing to clean up in \(place(namespaces)): no pod there has ended")
    case .success(let pods): overlays.append(.form(.cleanUp(pods, in: place(namespaces))))
    case .failure(let error): say("clean up: \(error.summary)", .error)
    }
  }

  private func place(_ namespaces: Set<String>) -> String {
    switch namespaces.count {
    case 0: "all namespaces"
    case 1...3: namespaces.sorted().joined(separator: ", ")
    default: "\(namespaces.count) namespaces"
    }
  }

  // MARK: - Doing

  /// Begins what was agreed to.
  mutating func remove(_ pods: [PodTarget], _ way: PodRemoval.Way) {
    clearMarks()
    removalCount += 1
    let id = PodRemoval.ID(removalCount)
    removals[id] = PodRemoval(PodRemoval.Order(pods, way))
    // Of a few, a word at the end says it all.
    if pods.count > 3 { open(.removal(id)) }
  }

  /// Takes in how a removal goes.
  mutating func apply(_ event: PodRemovalEvent, of id: PodRemoval.ID) {
    guard var removal = removals[id] else { return }
    switch event {
    case .removed(let name, let error):
      removal.results[name] = .some(error?.reason(removing: removal.order.way))
    case .ended:
      removal.phase = .over
      tellOf(removal)
    }
    removals[id] = removal
    touch(.removal(id))
    guard removal.phase == .over else { return }
    let isShown = overlays.contains {
      if case .document(let document) = $0 { document.content == .removal(id) } else { false }
    }
    if !isShown { removals[id] = nil }
  }

  private mutating func tellOf(_ removal: PodRemoval) {
    let (count, words) = (removal.removedCount, removal.order.way.participle)
    if count == 1, let name = removal.results.first(where: { $0.value == nil })?.key {
      say("pod \(name) \(words)", .success)
    } else if count > 0 {
      say("\(count) pods \(words)", .success)
    }
    let failures = removal.failures
    for (name, reason) in failures.prefix(2) { say("pod \(name) not \(words): \(reason)", .error) }
    if failures.count > 2 { say("\(failures.count) pods not \(words)", .error) }
  }

  /// What leaving the page of a removal does: it goes on if it isn't over.
  ///
  /// Returns whether the page stays, which it doesn't.
  mutating func leaveRemoval(_ id: PodRemoval.ID) -> Bool {
    if removals[id]?.phase == .over { removals[id] = nil }
    return false
  }

  /// Asks a removal to stop after the pods in hand.
  mutating func stopRemoval() {
    guard case .removal(let id) = document?.content, removals[id]?.phase == .running else { return }
    removals[id]?.phase = .stopping
    touch(.removal(id))
  }

  // MARK: - Whether it can be done

  /// Whether the pods that are meant can be evicted.
  var evicting: Availability {
    let names = evictable
    guard !names.isEmpty else { return .disabled(because: "no pod is selected") }
    for name in names {
      if let denial = denial("create", .pods, "eviction", in: name.namespace) {
        return .disabled(because: denial)
      }
    }
    return cluster.problem.map { .disabled(because: $0) } ?? .enabled
  }

  /// Whether pods of the shown namespaces can be deleted.
  var cleaningUp: Availability {
    for namespace in namespaces.isEmpty ? [""] : namespaces {
      if let denial = denial("delete", .pods, in: namespace) { return .disabled(because: denial) }
    }
    return cluster.problem.map { .disabled(because: $0) } ?? .enabled
  }

  // MARK: - The question before it

  /// The answers there are to the question; the last changes nothing.
  func answers(_ pods: [PodTarget], _ way: PodRemoval.Way) -> DialogState {
    let yes = DialogButton(way.title, key: "y", isDangerous: true)
    let others =
      way == .normal
      ? [
        DialogButton(PodRemoval.Way.now.title, key: "w", isDangerous: true),
        DialogButton(PodRemoval.Way.force.title, key: "f", isDangerous: true),
      ] : []
    return DialogState(
      buttons: [yes] + others + [DialogButton("No", key: "n")], phrase: phrase(pods, way))
  }

  /// The way that an answer means.
  static func way(_ answer: Int, of way: PodRemoval.Way) -> PodRemoval.Way {
    way == .normal ? [.normal, .now, .force][min(answer, 2)] : way
  }

  /// What has to be typed where the context is protected; nil for nothing.
  private func phrase(_ pods: [PodTarget], _ way: PodRemoval.Way) -> String? {
    guard isProtected else { return nil }
    return pods.count == 1 ? pods[0].name.name : "\(way.heading.lowercased()) \(pods.count)"
  }

  /// What a question about a removal says.
  func text(of pods: [PodTarget], _ way: PodRemoval.Way) -> [StyledText] {
    var lines = [StyledText(introduction(of: pods, way))]
    for pod in pods.prefix(6) {
      lines.append(StyledText("  Pod \(pod.name)", Role.strong))
      lines += ownerNote(on: ObjectKey(.pods, pod.name), madeBy: pod.owner)
    }
    if pods.count > 6 { lines.append(StyledText("  … and \(pods.count - 6) more")) }
    switch way {
    case .cleanUp:
      lines.append(StyledText("Their logs go with them.", Role.warning))
    case .evict:
      lines.append(StyledText(pods.ownerNote, Role.warning))
    case .normal, .now, .force:
      lines.append(StyledText(pods.ownerNote, Role.warning))
      if let note = gitNote(on: pods) { lines.append(StyledText(note, Role.warning)) }
      lines.append(
        StyledText(
          "Now: with a second to end. Force: gone from the server at once, though it may still run "
            + "on its node.", Role.muted))
    }
    if isProtected { lines.append(StyledText("▲ The context is protected.", Role.warning)) }
    lines.append(StyledText("in context \(cluster.id.context)", Role.warning))
    return lines
  }

  private func introduction(of pods: [PodTarget], _ way: PodRemoval.Way) -> String {
    let one = pods.count == 1
    return switch way {
    case .normal, .now, .force:
      one ? "This pod is deleted:" : "These \(pods.count) pods are deleted:"
    case .evict:
      one
        ? "This pod is evicted, if its disruption budget allows it:"
        : "These \(pods.count) pods are evicted, those that their disruption budgets allow:"
    case .cleanUp:
      one
        ? "This pod has ended, and is deleted if it is still as it was seen:"
        : "These \(pods.count) pods have ended; each is deleted that is still as it was seen:"
    }
  }

  /// Which application has a pod in Git that no controller makes; nil for none.
  private func gitNote(on pods: [PodTarget]) -> String? {
    if let note = deletionNote { return note }
    guard pods.count == 1, let pod = pods.first, pod.owner == nil else { return nil }
    let owner = applications.all.first { application in
      application.resources.contains { $0.kind == "Pod" && $0.group.isEmpty && $0.name == pod.name }
    }
    return owner.map { "It is in Git: application \($0.name.name) brings it back when it syncs." }
  }
}

/// What was asked of the cluster to make a question of the answer.
enum Inquiry: Hashable {
  /// Which ports a pod has.
  case ports(ObjectName)
  /// Which pods of these namespaces have ended.
  case leftovers(Set<String>)
}
