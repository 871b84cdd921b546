/// What a pod as a whole requests, and may use, as the scheduler reckons.
///
/// Init containers run one after the other before the others begin, so only the hungriest counts,
/// with the sidecars that began before it; sidecars go on beside the others. What is said for the
/// pod as a whole counts in the place of what its containers say, and its overhead comes on top.
extension PodFacts {
  /// What is set aside for it on a node.
  var effectiveRequests: ResourceAmounts {
    // A limit alone is a request too; the server writes it there, but nothing forces it to.
    let total = total { $0.requests.filled(from: $0.limits) }
    return podRequests.filled(from: total) + overhead
  }

  /// The most it may use; where one of its containers may use any amount, nothing bounds it.
  var effectiveLimits: ResourceAmounts {
    var bounds = total(\.limits)
    let lasting = specs + initSpecs.filter(\.restartsAlways)
    if lasting.contains(where: { $0.limits.cpu == nil }) { bounds.cpu = nil }
    if lasting.contains(where: { $0.limits.memory == nil }) { bounds.memory = nil }
    bounds = podLimits.filled(from: bounds)
    // Overhead is added to a bound, and makes none.
    if let cpu = bounds.cpu { bounds.cpu = cpu + (overhead.cpu ?? 0) }
    if let memory = bounds.memory { bounds.memory = memory + (overhead.memory ?? 0) }
    return bounds
  }

  private func total(_ amounts: (Container) -> ResourceAmounts) -> ResourceAmounts {
    var running = ResourceAmounts()
    for container in specs { running = running + amounts(container) }
    var sidecars = ResourceAmounts()
    var starting = ResourceAmounts()
    for container in initSpecs {
      let own = amounts(container)
      if container.restartsAlways {
        sidecars = sidecars + own
        starting = .max(starting, sidecars)
      } else {
        starting = .max(starting, sidecars + own)
      }
    }
    return .max(running + sidecars, starting)
  }
}
