import GitOps
public import Kubernetes
import TUI

/// The pages that have to do with an application and its resources.
extension ConsoleState {
  /// Asks for the links of the application that is meant, and of the selected one of its resources.
  mutating func showLinks() -> [Command] {
    guard let application = targetApplication else { return [] }
    let resource = tree?.application == nil ? nil : tree?.list.selected?.key
    let subject = LinkSubject(application, resource: resource)
    overlays.append(.picker(PickerState(.links(subject), choices: [], isWaiting: true)))
    return [.cluster(cluster.id, .links(subject))]
  }

  /// Takes in the links; nothing where nobody waits for them any more.
  mutating func apply(_ links: Result<[Link], KubernetesError>, of subject: LinkSubject) {
    let index = overlays.lastIndex {
      if case .picker(let picker) = $0 { picker.purpose == .links(subject) } else { false }
    }
    guard let index, case .picker(var picker) = overlays[index] else { return }
    switch links {
    case .success(let links) where !links.isEmpty:
      let width = min(24, links.reduce(0) { max($0, DisplayWidth.of($1.title)) })
      picker.setChoices(
        links.map { link in
          // Of a long address the beginning says most.
          let label = "\(link.title.padded(to: width + 2))\(link.address)"
          return PickerState.Choice(link.address, label: label)
        })
      overlays[index] = .picker(picker)
    case .success:
      overlays.remove(at: index)
      say("nothing names a page about \(subject.application.name)")
    case .failure(let error):
      overlays.remove(at: index)
      say("links of \(subject.application.name): \(error.summary)", .error)
    }
  }

  /// Opens a page where there is a program for that, and puts its address on the clipboard where
  /// there isn't.
  mutating func openLink(_ address: String) -> [Command] {
    guard Link.isPage(address) else { return copyLink(address, because: "it isn't a web page") }
    guard settings.canOpenLinks else {
      return copyLink(address, because: "no program here opens pages")
    }
    say("opening \(address)")
    return [.open(address)]
  }

  /// Puts an address on the clipboard.
  mutating func copyLink(_ address: String, because reason: String? = nil) -> [Command] {
    say((reason.map { "\($0): " } ?? "") + "copied \(address)")
    return [.copy(address)]
  }
}

/// What links are asked for.
public struct LinkSubject: Hashable, Sendable {
  /// The application.
  public var application: ObjectName
  /// The resource whose links are wanted too; nil for none.
  public var resource: ObjectKey?

  /// Asks for links.
  public init(_ application: ObjectName, resource: ObjectKey? = nil) {
    self.application = application
    self.resource = resource
  }
}
