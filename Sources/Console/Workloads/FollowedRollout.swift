import Documents
import Kubernetes
import TUI

/// A rollout that was asked for here, and is followed until it is over.
struct FollowedRollout: Equatable, Sendable {
  /// The state of the specification that was asked for; what the cluster says of an earlier one
  /// isn't about it.
  var generation: Int64
  /// Until when it is followed.
  var expiry: Timestamp
  /// What was last said of it.
  var words = ""

  /// How long the longest rollout is followed, in seconds.
  static let patience: Int64 = 900
}

extension ConsoleState {
  /// How many rollouts are followed at once: each has a toast of its own.
  private static let mostRollouts = 8

  /// Follows a rollout that begins with that state of the specification.
  mutating func follow(rolloutOf key: ObjectKey, _ generation: Int64) {
    guard rollouts.count < Self.mostRollouts else { return }
    rollouts[key] = FollowedRollout(
      generation: generation, expiry: Timestamp(seconds: now.seconds + FollowedRollout.patience))
  }

  /// Takes in how a workload stands whose rollout may be followed: what `kubectl rollout status` says
  /// of it.
  mutating func followRollout(of key: ObjectKey, _ object: Value?) {
    guard var rollout = rollouts[key] else { return }
    guard let object else {
      rollouts[key] = nil
      return say("\(key.kind.singular) \(key.name.name) isn't there any more", .warning)
    }
    guard object["metadata"]?["generation"]?.integer ?? 0 >= rollout.generation,
      let health = Health.assess(object)
    else { return }
    let before = rollout.words
    rollout.words = "\(key.name.name): \(health.message.firstLine.withoutPreamble)"
    guard rollout.words != before || health.health == .healthy else { return }
    toasts.removeAll { $0.toast.text == before }
    switch health.health {
    case .healthy:
      rollouts[key] = nil
      say("\(key.kind.singular) \(key.name.name) is rolled out", .success)
    case .degraded:
      rollouts[key] = nil
      say(rollout.words, .error)
    case .suspended, .progressing, .missing, .unknown:
      rollouts[key] = rollout
      say(rollout.words)
    }
  }

  /// Ends following what takes longer than anybody waits.
  mutating func forgetOldRollouts() {
    guard !rollouts.isEmpty else { return }
    rollouts = rollouts.filter { $0.value.expiry > now }
  }
}

extension String {
  /// What a rollout waits for, without the words that say that it waits, or the dots after it.
  fileprivate var withoutPreamble: String {
    var text = Substring(self)
    let preamble = "Waiting for rollout to finish: "
    if text.hasPrefix(preamble) { text = text.dropFirst(preamble.count) }
    if text.contains("generation less than desired") {
      return "its controller hasn't taken it up yet"
    }
    while text.last == "." { text.removeLast() }
    return String(text)
  }
}
