import Documents
import Kubernetes
import Testing
import YAML

/// One object, as little of it as its health depends on, and what its health is.
struct HealthCase: Sendable, CustomTestStringConvertible {
  var name: String
  var yaml: String
  var health: Health?
  var message: String?

  init(_ name: String, _ yaml: String, _ health: Health?, _ message: String? = nil) {
    self.name = name
    self.yaml = yaml
    self.health = health
    self.message = message
  }

  /// An object of the second generation of a kind, `group/version Kind`.
  static func of(
    _ kind: String, _ status: String, _ health: Health?, _ message: String? = nil,
    spec: String = "", annotations: String = ""
  ) -> HealthCase {
    let parts = kind.split(separator: " ")
    return HealthCase(
      "\(parts[1]): \(spec) \(status)",
      """
      apiVersion: \(parts[0])
      kind: \(parts[1])
      metadata: {name: x, generation: 2, annotations: {\(annotations)}}
      spec: {\(spec)}
      status: {\(status)}
      """, health, message)
  }

  /// The same with a list of conditions for a status.
  static func of(
    _ kind: String, conditions: String, _ health: Health?, _ message: String? = nil,
    spec: String = "", annotations: String = ""
  ) -> HealthCase {
    of(
      kind, "conditions: [\(conditions)]", health, message, spec: spec,
      annotations: annotations)
  }

  /// A condition with a message.
  static func condition(
    _ type: String, _ status: String = "True", _ message: String = "m", reason: String = "R",
    generation: Int? = nil
  ) -> String {
    "{type: \(type), status: '\(status)', reason: \(reason), message: '\(message)'"
      + (generation.map { ", observedGeneration: \($0)}" } ?? "}")
  }

  var testDescription: String { name }

  func check() throws {
    let found = Health.assess(try Value(yaml: yaml))
    #expect(found?.health == health, "\(found?.message ?? "no health")")
    if let message { #expect(found?.message == message) }
  }
}
