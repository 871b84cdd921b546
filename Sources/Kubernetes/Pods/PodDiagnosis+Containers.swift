/// What is the matter with a pod's containers.
extension PodDiagnosis {
  /// What is in the way of its containers, what a person should look at first.
  var containers: [PodTrouble] {
    let initial = facts.initStatuses.compactMap { trouble(of: $0, isInitial: isInitial($0)) }
    // Containers wait for the init containers before them: only those are to blame.
    if initial.contains(where: { $0.kind != .waiting }) { return initial }
    let others = facts.statuses.compactMap { trouble(of: $0, isInitial: false) }
    let all = initial + others
    return all.filter(\.isFault) + all.filter { !$0.isFault }
  }

  func isInitial(_ status: PodFacts.Container) -> Bool {
    facts.initSpecs.contains { $0.name == status.name && !$0.restartsAlways }
  }

  private func trouble(of status: PodFacts.Container, isInitial: Bool) -> PodTrouble? {
    switch status.state.kind {
    case .waiting: return waiting(status, isInitial: isInitial)
    case .terminated:
      if status.state.isSuccess {
        // One that ran to its end isn't missed where the pod is to run to an end.
        return nil
      }
      return crash(status, status.state, isInitial: isInitial)
    case .running: return isInitial ? initializing(status) : unready(status)
    case .unknown: return nil
    }
  }

  private func waiting(_ status: PodFacts.Container, isInitial: Bool) -> PodTrouble? {
    let (reason, message) = (status.state.reason, status.state.message)
    let who = subject(status, isInitial: isInitial)
    if ImageWords.isMeant(by: reason) {
      let image = spec(of: status)?.image ?? ""
      let said =
        [message]
        + events.filter { $0.reason == "Failed" }.map(\.message).filter {
          image.isEmpty || $0.firstRange(of: image) != nil
        }
      return ImageWords.trouble(
        of: image, reason: reason, said: said.filter { !$0.isEmpty }, container: status.name)
    }
    switch reason {
    case "CrashLoopBackOff":
      var trouble = crash(status, status.last, isInitial: isInitial)
      if let rest = backOff(status) {
        trouble.words += "; it starts again in \(Age.text(seconds: rest))"
      } else {
        trouble.words += "; it starts again after a while"
      }
      return trouble
    case "CreateContainerConfigError", "CreateContainerError", "RunContainerError",
      "PreCreateHookError", "PreStartHookError", "PostStartHookError":
      let words = RuntimeWords.configuration(message)
      return PodTrouble(
        .configuration, container: status.name, words, words: "\(who) \(words)", message: message)
    case "", "ContainerCreating", "PodInitializing":
      return nil
    default:
      return PodTrouble(
        .configuration, container: status.name,
        message.isEmpty ? reason : RuntimeWords.plain(message),
        words: "\(who) waits: \(message.isEmpty ? reason : RuntimeWords.plain(message))",
        message: message)
    }
  }

  /// How a run ended that shouldn't have ended so.
  func crash(
    _ status: PodFacts.Container, _ state: PodFacts.State, isInitial: Bool
  ) -> PodTrouble {
    let who = subject(status, isInitial: isInitial)
    let ago = now.flatMap { now in
      state.finished.map { " \(Age.text(seconds: max(0, now - $0))) ago" }
    }
    let often = status.restarts > 0 ? " (started again \(Self.times(status.restarts)))" : ""
    if state.reason == "OOMKilled" {
      let limit = spec(of: status)?.limits.memory.map { Self.text(bytes: $0) }
      let bound = limit.map { "its limit of \($0)" } ?? "what its node has"
      return PodTrouble(
        .memory, container: status.name,
        "out of memory\(limit.map { ": limit \($0)" } ?? "")",
        words: "\(who) was killed\(ago ?? ""): it wanted more memory than \(bound)\(often)",
        message: state.message)
    }
    if state.kind != .terminated {
      return PodTrouble(
        .crash, container: status.name, "keeps ending",
        words: "\(who) keeps ending\(often)", message: status.state.message)
    }
    if state.isSuccess {
      return PodTrouble(
        .crash, container: status.name, "comes to its end again and again",
        words: "\(who) came to its end\(ago ?? "") with exit code 0, where it should go on\(often)")
    }
    if state.reason == "StartError" || state.reason == "ContainerCannotRun" {
      let words = RuntimeWords.configuration(state.message)
      return PodTrouble(
        .configuration, container: status.name, words, words: "\(who) \(words)",
        message: state.message)
    }
    let end = ExitWords.words(exitCode: state.exitCode, signal: state.signal)
    let said = state.message.isEmpty ? "" : "; it says: \(RuntimeWords.plain(state.message))"
    return PodTrouble(
      .crash, container: status.name,
      end,
      words: "\(who) ended\(ago ?? "") with \(end)\(often)\(said)", message: state.message)
  }

  private func initializing(_ status: PodFacts.Container) -> PodTrouble {
    let since = now.flatMap { now in
      status.state.started.map { " for \(Age.text(seconds: max(0, now - $0)))" }
    }
    return PodTrouble(
      .waiting, container: status.name, "init container \(status.name) runs",
      words: "init container \(status.name) has been running\(since ?? ""); the others wait for it")
  }

  /// A container that runs and isn't ready.
  private func unready(_ status: PodFacts.Container) -> PodTrouble? {
    // Events don't all say of which container they are; with one that isn't ready, it is that one.
    let probe = status.isReady ? nil : latest("Unhealthy")
    if status.isReady { return nil }
    let which =
      probe.flatMap { ["Readiness", "Liveness", "Startup"].first(where: $0.message.hasPrefix) }
      ?? (status.isStarted ? "Readiness" : "Startup")
    // One whose start-up probe hasn't succeeded yet may only be slow.
    var trouble = PodTrouble(
      status.isStarted || probe != nil ? .probe : .waiting, container: status.name,
      "runs, and isn't ready",
      words: "container \(status.name) runs, and its \(which.lowercased()) probe hasn't said yet"
        + " that it is \(which == "Startup" ? "up" : "ready")")
    if let probe {
      let detail = probe.message.firstRange(of: "probe failed: ").map {
        RuntimeWords.plain(probe.message[$0.upperBound...])
      }
      trouble.words =
        "container \(status.name) runs, and its \(which.lowercased()) probe fails"
        + (detail.map { ": \($0)" } ?? "")
      trouble.summary = "\(which.lowercased()) probe fails"
      trouble.message = probe.message
    }
    // One that was killed because it didn't answer has a story.
    if status.last.kind == .terminated, !status.last.isSuccess || status.last.reason == "OOMKilled"
    {
      let last = crash(status, status.last, isInitial: false)
      trouble.summary += "; before: \(last.summary)"
      trouble.words += "; the run before: \(last.words)"
    }
    return trouble
  }

  // MARK: - Parts

  private func spec(of status: PodFacts.Container) -> PodFacts.Container? {
    (facts.specs + facts.initSpecs + facts.ephemeralSpecs).first { $0.name == status.name }
  }

  private func subject(_ status: PodFacts.Container, isInitial: Bool) -> String {
    "\(isInitial ? "init container" : "container") \(status.name)"
  }

  /// How many seconds it is until a container that keeps ending is started again, if that is known.
  ///
  /// The kubelet says `back-off 2m40s restarting failed container …`, which counts from its end.
  private func backOff(_ status: PodFacts.Container) -> Int64? {
    guard let now, let finished = status.last.finished,
      let text = status.state.message.between("back-off ", " "),
      let pause = Self.seconds(text), finished + pause > now
    else { return nil }
    return finished + pause - now
  }

  /// The seconds of a duration as Go writes it: `2m40s`.
  private static func seconds(_ text: String) -> Int64? {
    var total: Int64 = 0
    var number: Int64?
    for character in text {
      if let digit = character.wholeNumberValue {
        number = (number ?? 0) * 10 + Int64(digit)
        if number ?? 0 > 1_000_000 { return nil }
      } else {
        guard let amount = number, let unit = ["h": 3600, "m": 60, "s": 1][character] else {
          return nil
        }
        total += amount * Int64(unit)
        number = nil
      }
    }
    return number == nil ? total : nil
  }

  private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  /// An amount of memory as people write limits: `128Mi`.
  static func text(bytes: Int64) -> String {
    for (unit, size) in [("Gi", Int64(1) << 30), ("Mi", 1 << 20), ("Ki", 1 << 10)]
    where bytes >= size && bytes % size == 0 {
      return "\(bytes / size)\(unit)"
    }
    return bytes >= 1 << 20 ? "\(bytes >> 20)Mi" : "\(bytes)"
  }
}

extension PodFacts.State {
  /// Whether the run came to its proper end.
  var isSuccess: Bool {
    kind == .terminated && exitCode == 0 && signal == 0 && reason != "OOMKilled"
  }
}
