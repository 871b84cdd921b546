import Kubernetes

/// Whose logs are asked for, as the command line says it.
enum LogSubject: Hashable, Sendable {
  /// A pod by its name, or the pods whose names match.
  case query(String)
  /// A pod, or what has a selector of pods: `deployment`, `web`.
  case object(kind: String, name: String)
  /// The pods with labels.
  case labels(String)
  /// A stack of the repository.
  case stack(String)
  /// An application of Argo CD's.
  case application(String)
}

extension LogSubject {
  /// What is meant, and what narrows it: a regular expression of pods' names, nil for nothing.
  struct Request: Hashable, Sendable {
    /// What is meant.
    var subject: LogSubject
    /// What the pods' names have to match besides.
    var pattern: String?
    /// What labels the pods have to have besides.
    var labels: String?
  }
}

extension LogSubject.Request {
  /// Reads what the command line says; throws a `Problem` where that is nothing, or contradicts
  /// itself.
  init(target: String?, labels: String?, stack: String?, application: String?) throws {
    let subjects =
      [stack.map(LogSubject.stack), application.map(LogSubject.application)].compactMap { $0 }
    guard subjects.count < 2 else { throw Problem("name a stack or an application, not both") }
    guard let target else {
      guard let subject = subjects.first ?? labels.map(LogSubject.labels) else {
        throw Problem(
          "say whose logs: a pod, KIND/NAME, -l LABELS, --stack or --app",
          advice: "`duet logs .` takes all pods of the namespace; `duet logs --help` tells more")
      }
      self.init(subject: subject, labels: subjects.isEmpty ? nil : labels)
      return
    }
    guard let slash = target.firstIndex(of: "/") else {
      let narrowed = subjects.first ?? labels.map(LogSubject.labels)
      self.init(
        subject: narrowed ?? .query(target), pattern: narrowed == nil ? nil : target,
        labels: subjects.isEmpty ? nil : labels)
      return
    }
    guard subjects.isEmpty, labels == nil else {
      throw Problem("\(SafeText.line(target)) says which pods: -l, --stack and --app say others")
    }
    let (kind, name) = (target[..<slash], target[target.index(after: slash)...])
    guard !kind.isEmpty, !name.isEmpty, !name.contains("/") else {
      throw Problem(
        "\(SafeText.line(target)) names nothing", advice: "name it as kubectl does: deployment/web")
    }
    self.init(subject: .object(kind: String(kind), name: String(name)))
  }
}
