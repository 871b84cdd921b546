import Kubernetes
import Patterns

/// Which containers of a pod are meant.
struct ContainerChoice: Hashable, Sendable {
  /// Which, before some are left out.
  enum Wanted: Hashable, Sendable {
    /// Every container.
    case all
    /// The one that kubectl takes where none is named: the pod's default container, or else its
    /// first.
    case usual
    /// The container of that name, or in a pod that has none, those whose names it matches as a
    /// regular expression.
    case named(String)
  }

  /// Which are meant.
  var wanted: Wanted
  /// Those whose names one of these matches are left out.
  var excluded: [String] = []
  /// Whether init containers are among all; sidecars are.
  var includesInitial = true
  /// Whether containers for debugging are among all.
  var includesEphemeral = true

  /// The annotation that names the container kubectl takes.
  static let annotation = "kubectl.kubernetes.io/default-container"

  /// The containers of a pod that are meant, in the pod's order; `usual` is what the pod's annotation
  /// says.
  func containers(of pod: PodRow, usual: String? = nil) -> [ContainerRow] {
    let all = pod.containers.filter { container in
      switch container.role {
      case .initial: includesInitial
      case .ephemeral: includesEphemeral
      case .regular, .sidecar: true
      }
    }
    let chosen: [ContainerRow]
    switch wanted {
    case .all: chosen = all
    case .usual:
      let named = usual.flatMap { name in pod.containers.first { $0.name == name } }
      chosen = (named ?? pod.containers.first { $0.role == .regular }).map { [$0] } ?? []
    case .named(let text):
      if let exact = pod.containers.first(where: { $0.name == text }) {
        chosen = [exact]
      } else {
        let matcher = Pattern(caseSensitive: text).matcher()
        chosen = all.filter { matcher($0.name) }
      }
    }
    let matchers = excluded.map { Pattern(caseSensitive: $0).matcher() }
    return chosen.filter { container in !matchers.contains { $0(container.name) } }
  }
}

extension PodRow {
  /// Its containers as kubectl lists them: `app, proxy, setup (init)`.
  var containerNames: String {
    let order: [ContainerRow.Role] = [.regular, .ephemeral, .sidecar, .initial]
    return order.flatMap { role in containers.filter { $0.role == role } }.map { container in
      switch container.role {
      case .regular: container.name
      case .ephemeral: "\(container.name) (ephem)"
      case .sidecar, .initial: "\(container.name) (init)"
      }
    }.joined(separator: ", ")
  }
}

extension Pattern {
  /// A regular expression in which letter case matters unless it says otherwise, as in stern and grep.
  init(caseSensitive source: String) { self.init("(?-i)\(source)") }

  /// Reads a regular expression of the command line; throws a `Problem` where it is none.
  static func check(_ source: String, of option: String) throws {
    // As it was typed, so that the place that is named is right.
    guard let problem = Pattern(source).problem else { return }
    throw Problem(
      SafeText.line("\(option) \(source) is \(problem)"),
      advice: "a backslash takes a character's meaning away: \\[")
  }
}
