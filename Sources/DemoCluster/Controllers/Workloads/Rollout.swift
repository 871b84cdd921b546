/// How far the replica sets of a deployment may be scaled right now.
///
/// This is the arithmetic of a rolling update: never more than `replicas + maxSurge` pods, never
/// fewer than `replicas - maxUnavailable` that are available.
struct Rollout: Equatable {
  /// What counts about one replica set.
  struct Part: Equatable {
    /// How many pods it is asked for.
    var wanted: Int
    /// How many pods it has.
    var existing: Int
    /// How many of them are available.
    var available: Int
  }

  var replicas: Int
  var maxSurge: Int
  var maxUnavailable: Int
  /// Whether everything old goes before anything new comes.
  var recreates = false
  /// The replica set of the current template.
  var new: Part
  /// The others, oldest first.
  var old: [Part]

  /// What each replica set should be asked for next.
  func next() -> (new: Int, old: [Int]) {
    recreates ? nextOfRecreate() : (nextNew(), nextOld())
  }

  private func nextOfRecreate() -> (new: Int, old: [Int]) {
    let isGone = old.allSatisfy { $0.wanted == 0 && $0.existing == 0 }
    return (isGone ? replicas : new.wanted, old.map { _ in 0 })
  }

  private func nextNew() -> Int {
    if new.wanted >= replicas { return replicas }
    let total = new.wanted + old.reduce(0) { $0 + $1.wanted }
    let room = replicas + maxSurge - total
    return room <= 0 ? new.wanted : new.wanted + min(room, replicas - new.wanted)
  }

  private func nextOld() -> [Int] {
    var wanted = old.map(\.wanted)
    let total = new.wanted + wanted.reduce(0, +)
    let minAvailable = replicas - maxUnavailable
    var room = total - minAvailable - max(0, new.wanted - new.available)
    guard room > 0 else { return wanted }
    // Pods that aren't available go first: they don't count towards what has to stay.
    for index in old.indices {
      let unhealthy = min(room, max(0, wanted[index] - old[index].available))
      wanted[index] -= unhealthy
      room -= unhealthy
    }
    var spare = new.available + old.reduce(0) { $0 + $1.available } - minAvailable
    for index in old.indices where spare > 0 {
      let healthy = min(spare, wanted[index])
      wanted[index] -= healthy
      spare -= healthy
    }
    return wanted
  }
}
