public import Kubernetes
import Patterns
public import TUI

/// A list to choose from, narrowed by typing.
public struct PickerState: Equatable, Sendable {
  /// What is chosen.
  public enum Purpose: Hashable, Sendable {
    case namespaces
    case context
    case theme
    case container
    /// The resources of an application that a sync is limited to.
    case resources(ObjectName)
    /// A page to open.
    case links(LinkSubject)
    /// The container of a pod to open a session in.
    case session(PodSession.Kind, ObjectName)
  }

  /// One choice.
  public struct Choice: Hashable, Sendable {
    /// What choosing it gives.
    public var value: String
    /// What stands for it.
    public var label: String
    /// What more there is to say of it.
    public var note: String

    /// Makes a choice.
    public init(_ value: String, label: String? = nil, note: String = "") {
      self.value = value
      self.label = label ?? value
      self.note = note
    }
  }

  /// The choice that stands for all namespaces, or all containers.
  public static let all = "all"

  /// What is chosen.
  public let purpose: Purpose
  /// All choices.
  public private(set) var choices: [Choice]
  /// Whether the choices are still asked for.
  public private(set) var isWaiting: Bool
  /// What was typed to narrow them.
  public private(set) var typed = ""
  /// Those chosen so far, where several can be.
  public private(set) var chosen: Set<String>
  /// The selected one, by its position in `shown`, and the first one on the screen.
  public private(set) var view = ListState()

  /// Makes a picker with what is chosen now.
  public init(
    _ purpose: Purpose, choices: [Choice], chosen: Set<String> = [], selected: String? = nil,
    isWaiting: Bool = false
  ) {
    self.purpose = purpose
    self.choices = choices
    self.chosen = chosen
    self.isWaiting = isWaiting
    if let selected, let index = choices.firstIndex(where: { $0.value == selected }) {
      view.selected = index
    }
  }

  /// The choices that what was typed lets through.
  public var shown: [Choice] {
    let pattern = Pattern(typed)
    guard !typed.isEmpty else { return choices }
    let matches = pattern.matcher()
    return choices.filter { matches($0.value) || matches($0.label) }
  }

  /// The selected choice.
  public var selected: Choice? {
    let shown = shown
    return shown.indices.contains(view.selected) ? shown[view.selected] : nil
  }

  /// Whether several can be chosen.
  public var allowsSeveral: Bool {
    switch purpose {
    case .namespaces, .resources: true
    case .context, .theme, .container, .links, .session: false
    }
  }

  /// What it asks for.
  public var title: String {
    switch purpose {
    case .namespaces: "Namespaces"
    case .context: "Context"
    case .theme: "Theme"
    case .container: "Container"
    case .links: "Links"
    case .session(.attach, let pod): "Attach to which container of \(pod.name)?"
    case .session(_, let pod): "A shell in which container of \(pod.name)?"
    case .resources(let name): "Resources of \(name.name)"
    }
  }

  /// Gives the choices anew, keeping the selection on its value.
  public mutating func setChoices(_ choices: [Choice]) {
    isWaiting = false
    guard choices != self.choices else { return }
    let value = selected?.value
    self.choices = choices
    view.selected =
      shown.firstIndex { $0.value == value } ?? min(view.selected, max(0, shown.count - 1))
  }

  /// Moves the selection.
  public mutating func move(by count: Int) {
    view.move(by: count, count: shown.count)
  }

  /// Scrolls so that the selection is within so many rows.
  public mutating func settle(height: Int) { view.settle(count: shown.count, height: height) }

  /// Selects a row, such as one that was clicked on.
  public mutating func select(_ index: Int) { view.selected = max(0, min(shown.count - 1, index)) }

  /// Types a character, or takes the last one away.
  public mutating func type(_ character: Character?) {
    if let character { typed.append(character) } else { _ = typed.popLast() }
    view = ListState()
  }

  /// Chooses these and no others.
  public mutating func choose(_ values: Set<String>) { chosen = values }

  /// Chooses the selected one too, or no longer.
  ///
  /// *All* and single ones exclude each other.
  public mutating func toggleChoice() {
    guard allowsSeveral, let value = selected?.value else { return }
    if value == Self.all {
      chosen = [Self.all]
    } else {
      chosen.remove(Self.all)
      if chosen.remove(value) == nil { chosen.insert(value) }
    }
    move(by: 1)
  }
}
