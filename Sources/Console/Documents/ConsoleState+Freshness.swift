import DeployEngine
import Kubernetes

/// When a page's lines are made anew: when what it shows may have changed, and not before.
extension ConsoleState {
  /// Notes which pages an event is about.
  mutating func noteStalePages(after event: Event) {
    changePages { $0.dependsOn(event) }
  }

  /// Notes that pages of this content show something else now.
  mutating func touch(_ content: Document.Content) {
    changePages { $0 == content }
  }

  /// Changes every page of this content.
  mutating func changeDocuments(
    _ content: Document.Content, _ change: (inout Document) -> Void
  ) {
    for index in overlays.indices {
      guard case .document(var document) = overlays[index], document.content == content else {
        continue
      }
      change(&document)
      overlays[index] = .document(document)
    }
  }

  private mutating func changePages(where isMeant: (Document.Content) -> Bool) {
    for index in overlays.indices {
      guard case .document(var document) = overlays[index], !document.isStale,
        isMeant(document.content)
      else { continue }
      document.isStale = true
      overlays[index] = .document(document)
    }
  }
}

extension Document.Content {
  /// Whether a page of this content may look different after an event.
  func dependsOn(_ event: Event) -> Bool {
    // Lines are wrapped to the width of the screen.
    if case .resized = event { return true }
    switch self {
    case .description(let key): return Self.tellsAge(event) || event.isAbout(key)
    case .pod(let name):
      switch event {
      case .cluster(_, .usage), .cluster(_, .lastWords): return true
      default: return Self.tellsAge(event) || event.isAbout(ObjectKey(.pods, name))
      }
    case .yaml(let key): return event.isAbout(key)
    case .operation:
      // What is waited for is another object.
      if case .cluster(_, .document) = event { return true }
      if case .cluster(_, .documentFailed) = event { return true }
      if case .cluster(_, .events) = event { return true }
      return Self.tellsAge(event)
    case .operations:
      if case .cluster(_, .applications) = event { return true }
      return Self.tellsAge(event)
    case .history(let name):
      if case .commits = event { return true }
      return Self.tellsAge(event) || event.isAbout(ObjectKey(.applications, name))
    case .stack:
      if case .repository = event { return true }
      return false
    case .ledger: return Self.tellsAge(event)
    case .deploys: return Self.tellsAge(event)
    case .drift(let id, _):
      if case .cluster(_, .drift(let drift)) = event { return drift.id == id }
      return false
    case .comparison(let name, let key):
      switch event {
      case .cluster(_, .compared(let request, _)):
        return request.application == name && request.resource == key
      case .cluster(_, .applications): return true
      default: return Self.tellsAge(event)
      }
    case .revisions(let key):
      if case .cluster(_, .revisions(key, _)) = event { return true }
      return Self.tellsAge(event) || event.isAbout(key)
    case .drain(let id):
      if case .cluster(_, .drain(id, _)) = event { return true }
      if case .cluster(_, .drainPlanned(id, _)) = event { return true }
      return Self.tellsAge(event)
    // Touched whenever they change.
    case .deploy, .script, .removal, .edit, .gitChange, .holdings: return false
    case .edits, .coverage: return Self.tellsAge(event)
    case .emergencies, .emergency:
      if case .cluster(_, .emergencies) = event { return true }
      return Self.tellsAge(event)
    // A line stays as it was written.
    case .logLine: return false
    case .errors: return Self.tellsAge(event)
    case .portForwards:
      if case .portForward = event { return true }
      // The user's own keys, too, stop and restart them.
      if case .key = event { return true }
      return Self.tellsAge(event)
    case .help: return event.mayChangeAvailability
    }
  }

  private static func tellsAge(_ event: Event) -> Bool {
    if case .ticked = event { return true }
    return false
  }
}

extension Event {
  /// Whether it says something of an object.
  fileprivate func isAbout(_ object: ObjectKey) -> Bool {
    guard case .cluster(_, let event) = self else { return false }
    switch event {
    case .document(let key, _), .documentFailed(let key, _), .events(let key, _):
      return key == object
    case .ownership(let key, _): return key == object
    case .installations: return true
    case .nodePods(let node, _): return object.kind == .nodes && object.name.name == node
    default: return false
    }
  }

  /// Whether a key may do something after it that it didn't before, or the other way round.
  fileprivate var mayChangeAvailability: Bool {
    switch self {
    case .repository: true
    case .cluster(_, let event):
      switch event {
      case .connected, .unreachable, .unusable, .discovered, .reviewed, .planned, .deploy: true
      default: false
      }
    default: false
    }
  }
}
