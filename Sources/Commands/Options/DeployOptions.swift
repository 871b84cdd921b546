import ArgumentParser
import DeployEngine
import GitOps

/// How a deploy goes about it.
struct DeployOptions: ParsableArguments {
  @Flag(name: [.customShort("y"), .long], help: "Answer the ordinary question with yes.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      """
      Agree to what is dangerous, or goes to a protected place, by the stack's name; may be \
      repeated.
      """,
      valueName: "stack"))
  var confirm: [String] = []

  @Flag(help: "Only plan: change nothing.")
  var dryRun = false

  @Flag(help: "Delete objects of the stack that aren't in it any more.")
  var prune = false

  @Flag(inversion: .prefixedNo, help: "Wait until everything is healthy.")
  var wait = true

  @Option(help: "How long to wait: 90s, 5m, 1h; 0 for as long as it takes.")
  var timeout = Timeout(duration: .seconds(300))

  @Flag(help: "Take fields over from their owners.")
  var forceConflicts = false

  /// What the engine is told.
  var engine: Deployer.Options {
    Deployer.Options(
      forcesConflicts: forceConflicts, prunes: prune,
      wait: wait ? WaitOptions(timeout: timeout.duration) : nil)
  }

  /// What a person said beforehand.
  var consent: StackDeployment.Consent {
    StackDeployment.Consent(isGiven: yes, names: Set(confirm))
  }
}

/// A time as kubectl takes it: `90s`, `1m30s`; a number alone is seconds.
struct Timeout: ExpressibleByArgument, Hashable {
  /// The time; nil for as long as it takes.
  var duration: Duration?

  init(duration: Duration?) { self.duration = duration }

  init?(argument: String) {
    var total = Duration.zero
    var rest = argument[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix(while: \.isNumber)
      guard let number = Int64(digits), number < 1 << 40 else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      switch unit {
      case "ms": total += .milliseconds(number)
      case "s": total += .seconds(number)
      case "m": total += .seconds(number * 60)
      case "h": total += .seconds(number * 3600)
      case "" where rest.isEmpty && total == .zero: total = .seconds(number)
      default: return nil
      }
    }
    duration = total == .zero ? nil : total
  }

  var defaultValueDescription: String {
    duration.map { "\($0.components.seconds)s" } ?? "0"
  }
}
