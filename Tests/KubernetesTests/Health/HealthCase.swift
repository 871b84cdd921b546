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

  var testDescription: String { name }

  func check() throws {
    let found = Health.assess(try Value(yaml: yaml))
    #expect(found?.health == health, "\(found?.message ?? "no health")")
    if let message { #expect(found?.message == message) }
  }
}
