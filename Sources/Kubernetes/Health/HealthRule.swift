internal import Documents

extension Health {
  /// How the health of an object is told from what is read of it.
  typealias Rule = @Sendable (AssessedObject) -> ObjectHealth

  /// A rule and whose it is; `*` among the kinds stands for every kind of the group.
  typealias RuleEntry = (group: String, kinds: [String], rule: Rule)

  // MARK: Shapes

  /// A rule that looks for conditions.
  ///
  /// The first condition that one of the signs is about decides, in the order of the conditions. With
  /// several lists of signs each is looked for among all conditions before the next one.
  static func conditions(_ signs: [Sign]..., waiting: String) -> Rule {
    { object in
      object.verdict(signs) ?? ObjectHealth(.progressing, waiting)
    }
  }

  /// Healthy where that condition is true, degraded where it's false.
  static func ready(
    _ type: String = "Ready", says words: Words = .own, waiting: String
  ) -> Rule {
    conditions([.healthy(type, says: words), .degraded(type)], waiting: waiting)
  }

  /// A rule of which the health is in one field of the status.
  ///
  /// Words that aren't among the phases are as `others` says, a field that isn't there as `waiting`.
  static func phase(
    _ path: String..., of phases: [Health: Set<String>], says words: PhaseWords = PhaseWords(),
    others: Health = .progressing, waiting: String
  ) -> Rule {
    { object in
      guard let phase = object.text(path), !phase.isEmpty else {
        return ObjectHealth(.progressing, waiting)
      }
      let health = phases.first { $0.value.contains(phase) }?.key ?? others
      return ObjectHealth(health, words.said(of: phase, health, object))
    }
  }

  /// The same rule for what is observed; on its way as long as the status is of another generation.
  static func observed(_ waiting: String, _ rule: @escaping Rule) -> Rule {
    { $0.isOutdated ? ObjectHealth(.progressing, waiting) : rule($0) }
  }

  /// The same rule for what has a list of conditions, be it empty; on its way as long as it hasn't.
  static func conditioned(_ waiting: String, _ rule: @escaping Rule) -> Rule {
    { $0.hasConditions ? rule($0) : ObjectHealth(.progressing, waiting) }
  }

  /// The same rule for what isn't suspended by a flag of its specification.
  static func unless(_ flag: String, _ message: String, _ rule: @escaping Rule) -> Rule {
    { $0.spec[flag]?.bool == true ? ObjectHealth(.suspended, message) : rule($0) }
  }

  // MARK: Words

  /// What is said with a verdict that was found in a condition.
  enum Words: Sendable, ExpressibleByStringLiteral {
    /// The condition's message, or else this.
    case message(or: String)
    /// The condition's message, or else its reason.
    case messageOrReason
    /// The condition's reason.
    case reason
    /// Always this.
    case text(String)

    static let own = Words.message(or: "")

    init(stringLiteral value: String) { self = .text(value) }

    func said(of condition: AssessedCondition) -> String {
      switch self {
      case .message(let text): condition.message.isEmpty ? text : condition.message
      case .messageOrReason:
        condition.message.isEmpty ? condition.reason : condition.message
      case .reason: condition.reason
      case .text(let text): text
      }
    }
  }

  /// What is said with a verdict that was found in a field: by default the word in the field.
  struct PhaseWords: Sendable {
    /// What stands before the word.
    var prefix = ""
    /// What is said instead, by the health.
    var texts: [Health: String] = [:]
    /// A field of the status that, where it isn't empty, says it for the healths below.
    var field = ""
    var healths: Set<Health> = [.degraded]

    func said(of phase: String, _ health: Health, _ object: AssessedObject) -> String {
      if healths.contains(health), let said = object.filled(field) { return said }
      return texts[health] ?? prefix + phase
    }
  }

  // MARK: Signs

  /// What a condition has to be for a health.
  struct Sign: Sendable {
    var health: Health
    var type: String
    /// The status; nil for whichever.
    var status: String?
    var reason: String?
    var words = Words.own

    static func healthy(
      _ type: String, _ status: String? = "True", because reason: String? = nil,
      says words: Words = .own
    ) -> Sign {
      Sign(health: .healthy, type: type, status: status, reason: reason, words: words)
    }

    static func degraded(
      _ type: String, _ status: String? = "False", because reason: String? = nil,
      says words: Words = .own
    ) -> Sign {
      Sign(health: .degraded, type: type, status: status, reason: reason, words: words)
    }

    static func progressing(
      _ type: String, _ status: String? = "True", because reason: String? = nil,
      says words: Words = .own
    ) -> Sign {
      Sign(health: .progressing, type: type, status: status, reason: reason, words: words)
    }

    static func suspended(
      _ type: String, _ status: String? = "True", because reason: String? = nil,
      says words: Words = .own
    ) -> Sign {
      Sign(health: .suspended, type: type, status: status, reason: reason, words: words)
    }

    func isShown(by condition: AssessedCondition) -> Bool {
      condition.type == type && (status == nil || condition.status == status)
        && (reason == nil || condition.reason == reason)
    }
  }
}

extension AssessedObject {
  /// What the first sign says that is shown; nil where none is.
  func verdict(_ signs: [[Health.Sign]]) -> ObjectHealth? {
    let conditions = conditions
    for list in signs {
      for condition in conditions {
        guard let sign = list.first(where: { $0.isShown(by: condition) }) else { continue }
        return ObjectHealth(sign.health, sign.words.said(of: condition))
      }
    }
    return nil
  }

  /// The text in a field of the status, or the number as text.
  func text(_ path: [String]) -> String? {
    var value = status
    for key in path {
      guard let next = value[key] else { return nil }
      value = next
    }
    if let text = value.string { return text }
    return value.integer.map { "\($0)" }
  }

  /// The text in a field of the status; nil for an empty one too.
  func filled(_ field: String) -> String? {
    guard let text = status[field]?.string, !text.isEmpty else { return nil }
    return text
  }

  /// Whether the status says of which generation it is, and that's another one.
  var isOutdated: Bool {
    guard let generation, let observed = status["observedGeneration"]?.integer else { return false }
    return observed != generation
  }
}
