import Documents
import Kubernetes
import TUI

/// A container of a pod: what is wanted of it and how it is, as the pod's document has it.
struct PodContainer {
  /// Its name.
  let name: String
  private let spec: Value
  /// Nil before the kubelet has said anything of it.
  private let status: Value?
  /// What it is for, where it isn't what the pod is for: `init`, `sidecar`, `ephemeral`.
  private let role: String
  private let usage: ResourceAmounts?

  /// All containers: those that run first, then sidecars and the others, then ephemeral ones.
  static func all(of pod: Value, usage: UsageRow?) -> [PodContainer] {
    let lists = [
      ("initContainers", "initContainerStatuses", "init"),
      ("containers", "containerStatuses", ""),
      ("ephemeralContainers", "ephemeralContainerStatuses", "ephemeral"),
    ]
    var containers: [PodContainer] = []
    for (list, statusList, role) in lists {
      let statuses = pod["status"]?[statusList]?.array ?? []
      for spec in pod["spec"]?[list]?.array ?? [] {
        let name = spec["name"]?.string ?? ""
        let isSidecar = role == "init" && spec["restartPolicy"]?.string == "Always"
        containers.append(
          PodContainer(
            name: name, spec: spec, status: statuses.first { $0["name"]?.string == name },
            role: isSidecar ? "sidecar" : role,
            usage: usage?.containers.first { $0.name == name }?.usage))
      }
    }
    // A pod of which one container runs uses what that one does.
    let running = containers.indices.filter { containers[$0].isRunning }
    if let usage, usage.containers.isEmpty, running.count == 1 {
      containers[running[0]] = containers[running[0]].using(usage.usage)
    }
    return containers
  }

  private func using(_ usage: ResourceAmounts) -> PodContainer {
    PodContainer(name: name, spec: spec, status: status, role: role, usage: usage)
  }

  private init(
    name: String, spec: Value, status: Value?, role: String, usage: ResourceAmounts?
  ) {
    self.name = name
    self.spec = spec
    self.status = status
    self.role = role
    self.usage = usage
  }

  private var isRunning: Bool { status?["state"]?["running"] != nil }
  private var isReady: Bool { status?["ready"]?.bool == true }
  private var requests: ResourceAmounts { ResourceAmounts(spec["resources"]?["requests"]) }
  private var limits: ResourceAmounts { ResourceAmounts(spec["resources"]?["limits"]) }

  // MARK: - Its row

  /// Name, role, readiness, state, restarts, CPU, memory, last end, image.
  func cells(now: Int64, isMeasured: Bool) -> [StyledText] {
    let (state, stateRole) = state(now: now)
    let restarts = status?["restartCount"]?.integer ?? 0
    let hasEnded = status?["state"]?["terminated"] != nil
    return [
      StyledText(name, Role.strong), StyledText(role, Role.muted),
      hasEnded
        ? StyledText("–", Role.muted)
        : StyledText(isReady ? "yes" : "no", isReady ? Role.healthy : Role.warning),
      StyledText(state, stateRole),
      StyledText(restarts > 0 ? "\(restarts)" : "", Role.warning),
      isMeasured ? amount(\.cpu, UsageText.cpu) : StyledText(),
      isMeasured ? amount(\.memory, UsageText.memory) : StyledText(),
      lastEnd(now: now), StyledText(spec["image"]?.string ?? "", Role.muted),
    ]
  }

  /// What it uses, with the share of its limit, or of its request where nothing limits it.
  private func amount(
    _ part: (ResourceAmounts) -> Int64?, _ text: (Int64?) -> String
  ) -> StyledText {
    guard let usage, let used = part(usage) else { return StyledText("-", Role.muted) }
    if let percent = UsageText.percent(used, of: part(limits)) {
      let level = UsageLevel(percent)
      let share = UsageText.share(percent, of: level)
      return StyledText("\(text(used)) \(share)/L", level.role ?? .text)
    }
    let percent = UsageText.percent(used, of: part(requests))
    return StyledText(text(used) + (percent.map { " \($0)%/R" } ?? ""))
  }

  private func state(now: Int64) -> (String, Role) {
    guard let state = status?["state"]?.object?.first else { return ("not made yet", .muted) }
    switch state.key {
    case "running":
      let since = Self.age(of: state.value["startedAt"], now: now)
      return ("running \(since)", isReady || role == "ephemeral" ? .healthy : .warning)
    case "waiting":
      let reason = state.value["reason"]?.string ?? ""
      let isOnItsWay = ["", "ContainerCreating", "PodInitializing"].contains(reason)
      let words = [
        "": "waits", "ContainerCreating": "being made", "PodInitializing": "waits its turn",
      ]
      return (words[reason] ?? "waits: \(reason)", isOnItsWay ? .progressing : .degraded)
    case "terminated":
      return (
        "\(Self.end(state.value)), \(Self.age(of: state.value["finishedAt"], now: now)) ago",
        state.value["exitCode"]?.integer == 0 ? .completed : .degraded
      )
    default: return (state.key, .unknown)
    }
  }

  private func lastEnd(now: Int64) -> StyledText {
    guard let end = status?["lastState"]?["terminated"] else { return StyledText() }
    return StyledText(
      "\(Self.end(end)), \(Self.age(of: end["finishedAt"], now: now)) ago", Role.muted)
  }

  /// How a run ended, in few words.
  private static func end(_ end: Value) -> String {
    if end["reason"]?.string == "OOMKilled" { return "out of memory" }
    if let signal = end["signal"]?.integer, signal != 0 {
      return ExitWords.name(ofSignal: Int(clamping: signal))
    }
    let code = end["exitCode"]?.integer ?? 0
    return code == 0 ? "ended well" : "exit code \(code)"
  }

  private static func age(of time: Value?, now: Int64) -> String {
    Age.text(since: time?.string.flatMap { Timestamp($0)?.seconds }, now: now)
  }

  // MARK: - Its details

  /// What else is to be known of it, with a label for each.
  func details(now: Int64) -> [(String, String)] {
    var details: [(String, String)] = [("Image", spec["image"]?.string ?? "")]
    if let id = status?["imageID"]?.string, !id.isEmpty { details.append(("Image ID", id)) }
    for (label, end) in [
      ("Ended", status?["state"]?["terminated"]), ("Last end", status?["lastState"]?["terminated"]),
    ] {
      guard let end else { continue }
      var text =
        end["reason"]?.string == "OOMKilled"
        ? "out of memory"
        : ExitWords.words(
          exitCode: Int(clamping: end["exitCode"]?.integer ?? 0),
          signal: Int(clamping: end["signal"]?.integer ?? 0))
      text += ", after \(Self.duration(of: end))"
      if let message = end["message"]?.string, !message.isEmpty { text += "\n\(message)" }
      details.append((label, text))
    }
    if let message = status?["state"]?["waiting"]?["message"]?.string {
      details.append(("Waits", message))
    }
    details += amounts
    for (label, field) in [("Command", "command"), ("Arguments", "args")] {
      let words = (spec[field]?.array ?? []).compactMap(\.string)
      if !words.isEmpty { details.append((label, words.joined(separator: " "))) }
    }
    let ports = (spec["ports"]?.array ?? []).map { port in
      let name = port["name"]?.string.map { "\($0) " } ?? ""
      let host = port["hostPort"]?.integer.map { ", the node's \($0)" } ?? ""
      return "\(name)\(port["containerPort"]?.plainText ?? "?")/"
        + "\(port["protocol"]?.string ?? "TCP")\(host)"
    }
    if !ports.isEmpty { details.append(("Ports", ports.joined(separator: "\n"))) }
    for (label, field) in [
      ("Start-up probe", "startupProbe"), ("Readiness probe", "readinessProbe"),
      ("Liveness probe", "livenessProbe"),
    ] {
      if let probe = spec[field] { details.append((label, Self.words(for: probe))) }
    }
    return details
  }

  private var amounts: [(String, String)] {
    func words(_ part: (ResourceAmounts) -> Int64?, _ text: (Int64?) -> String) -> String {
      let parts = [
        usage.flatMap(part).map { "uses \(text($0))" },
        part(requests).map { "requests \(text($0))" },
        part(limits).map { "may use \(text($0))" } ?? "no limit",
      ]
      return parts.compactMap(\.self).joined(separator: ", ")
    }
    return [
      ("CPU", words(\.cpu, UsageText.cpu)), ("Memory", words(\.memory, UsageText.memory)),
    ]
  }

  private static func duration(of end: Value) -> String {
    guard let started = end["startedAt"]?.string.flatMap({ Timestamp($0)?.seconds }),
      let finished = end["finishedAt"]?.string.flatMap({ Timestamp($0)?.seconds })
    else { return "an unknown time" }
    return Age.text(seconds: max(0, finished - started))
  }

  /// A probe in words: `GET http :8080/ready, every 10s, fails after 3`.
  private static func words(for probe: Value) -> String {
    var text: String
    if let http = probe["httpGet"] {
      let scheme = (http["scheme"]?.string ?? "HTTP").lowercased()
      text =
        "GET \(scheme)://\(http["host"]?.string ?? ""):\(http["port"]?.plainText ?? "?")"
        + (http["path"]?.string ?? "/")
    } else if let tcp = probe["tcpSocket"] {
      text = "connects to port \(tcp["port"]?.plainText ?? "?")"
    } else if let grpc = probe["grpc"] {
      text = "asks gRPC at port \(grpc["port"]?.plainText ?? "?")"
    } else if let command = probe["exec"]?["command"]?.array {
      text = "runs \(command.compactMap(\.string).joined(separator: " "))"
    } else {
      text = "by an unknown means"
    }
    if let delay = probe["initialDelaySeconds"]?.integer, delay > 0 { text += ", after \(delay)s" }
    text += ", every \(probe["periodSeconds"]?.integer ?? 10)s"
    text += ", within \(probe["timeoutSeconds"]?.integer ?? 1)s"
    text += ", fails after \(probe["failureThreshold"]?.integer ?? 3)"
    return text
  }
}
