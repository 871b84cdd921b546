/// The four panes of the deck, in the order of their numbers.
public enum PaneID: Int, Hashable, Sendable, CaseIterable {
  case stacks = 1
  case applications, resources, logs

  /// The context whose keys hold when it is focused.
  var bindingContext: BindingContext {
    switch self {
    case .stacks: .stacks
    case .applications: .applications
    case .resources: .resources
    case .logs: .logs
    }
  }

  /// The pane so many places further, round the deck.
  func moved(by count: Int) -> PaneID {
    let all = Self.allCases
    let index = (rawValue - 1 + count + all.count) % all.count
    return all[index]
  }
}
