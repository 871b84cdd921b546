internal import Kubernetes

/// Recognises refusals that only deleting an object and making it anew gets around.
enum Immutability {
  /// What the server and its validations say of fields that never change, in lower case.
  private static let phrases = [
    "immutable", "cannot change roleref", "may not change", "may not be changed",
    "can not be changed", "cannot be changed", "can't be changed", "cannot be modified",
    "can not be modified", "fields other than", "can not be unset", "cannot be updated",
    "must not be changed",
  ]

  /// The fields that can't be changed; nil where something else is wrong, or something else, too.
  static func fields(_ error: KubernetesError) -> [String]? {
    guard case .invalid(let status) = error else { return nil }
    guard !status.causes.isEmpty else { return isMeant(status.message) ? [] : nil }
    guard status.causes.allSatisfy({ isMeant($0.message) }) else { return nil }
    var fields: [String] = []
    for cause in status.causes where !cause.field.isEmpty && !fields.contains(cause.field) {
      fields.append(cause.field)
    }
    return fields
  }

  private static func isMeant(_ message: String) -> Bool {
    let message = message.lowercased()
    return phrases.contains(where: message.contains)
      || message.contains("updates to ") && message.contains("forbidden")
  }
}
