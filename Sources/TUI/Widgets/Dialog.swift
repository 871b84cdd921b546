/// One answer of a ``Dialog``.
public struct DialogButton: Hashable, Sendable {
  /// What it says.
  public var title: String
  /// The key that chooses it at once.
  public var key: Character?
  /// Whether it destroys something.
  public var isDangerous: Bool

  /// Makes a button.
  public init(_ title: String, key: Character? = nil, isDangerous: Bool = false) {
    self.title = title
    self.key = key
    self.isDangerous = isDangerous
  }
}

/// A question and which answer is in focus: what survives a frame of a ``Dialog``.
///
/// The focus begins on the last button, which by custom is the one that does nothing.
public struct DialogState: Hashable, Sendable {
  /// What a key did.
  public enum Outcome: Hashable, Sendable {
    /// The button of that number was chosen.
    case chosen(Int)
    /// Escape, or the like.
    case cancelled
    /// Something else about the dialog changed.
    case changed
    /// Not a key of the dialog.
    case ignored
  }

  /// The answers, the harmless one last.
  public var buttons: [DialogButton]
  /// The answer in focus.
  public var focus: Int
  /// What has to be typed before a dangerous answer is taken; nil for nothing.
  public var phrase: String?
  /// What was typed so far.
  public var typed: PromptState

  /// Makes the state of a question.
  public init(buttons: [DialogButton], phrase: String? = nil) {
    self.buttons = buttons
    self.focus = max(0, buttons.count - 1)
    self.phrase = phrase
    self.typed = PromptState()
  }

  /// Yes or no, no being in focus.
  public static func confirmation(
    yes: String = "Yes", isDangerous: Bool = false, phrase: String? = nil
  ) -> DialogState {
    DialogState(
      buttons: [
        DialogButton(yes, key: "y", isDangerous: isDangerous), DialogButton("No", key: "n"),
      ], phrase: phrase)
  }

  /// Whether a button can be chosen: a dangerous one only once the phrase has been typed.
  public func isEnabled(_ button: Int) -> Bool {
    guard let phrase, buttons[button].isDangerous else { return true }
    return typed.text == phrase
  }

  /// Moves the focus, types, chooses.
  public mutating func handle(_ key: Key) -> Outcome {
    switch key.code {
    case .escape: return .cancelled
    case .character("c") where key.isControl: return .cancelled
    case .enter: return choose(focus)
    case .tab, .right: return move(by: 1)
    case .backTab, .left: return move(by: -1)
    default: break
    }
    if phrase != nil { return type(key) }
    guard case .character(let character) = key.code, !key.isControl, !key.isAlt else {
      return .ignored
    }
    switch character {
    case "l": return move(by: 1)
    case "h": return move(by: -1)
    default:
      guard let button = buttons.firstIndex(where: { $0.key == character }) else { return .ignored }
      return choose(button)
    }
  }

  private mutating func type(_ key: Key) -> Outcome {
    switch typed.handle(key) {
    case .edited:
      // Once the words are there, enter means them; until then it stays on the harmless answer.
      if let dangerous = buttons.firstIndex(where: \.isDangerous) {
        focus = isEnabled(dangerous) ? dangerous : buttons.count - 1
      }
      return .changed
    case .moved: return .changed
    case .cancelled: return .cancelled
    case .submitted: return choose(focus)
    case .ignored: return .ignored
    }
  }

  private mutating func move(by step: Int) -> Outcome {
    guard !buttons.isEmpty else { return .ignored }
    focus = (focus + step + buttons.count) % buttons.count
    return .changed
  }

  private func choose(_ button: Int) -> Outcome {
    guard buttons.indices.contains(button) else { return .cancelled }
    return isEnabled(button) ? .chosen(button) : .changed
  }
}

/// A question over everything else, with buttons.
public struct Dialog: Widget {
  /// What it is about.
  public var title: String
  /// What it asks, one paragraph an element; wrapped to fit.
  public var text: [StyledText]
  /// The answers.
  public var state: DialogState

  /// Makes a dialog.
  public init(_ title: String, text: [StyledText], state: DialogState) {
    self.title = title
    self.text = text
    self.state = state
  }

  /// Where it is drawn within the whole screen.
  public func frame(in area: Rect) -> Rect {
    let widest = max(
      text.reduce(0) { max($0, $1.width) }, DisplayWidth.of(title) + 2, buttonsWidth, 30)
    let width = min(widest + 4, area.width, max(72, area.width * 2 / 3))
    let lines = wrapped(to: width - 4).count
    return area.centered(Size(width, lines + (state.phrase == nil ? 4 : 7)))
  }

  /// The button at a place of the screen.
  public func button(atX x: Int, y: Int, in area: Rect) -> Int? {
    buttonPlaces(in: frame(in: area)).firstIndex { $0.contains(x: x, y: y) }
  }

  /// Draws a framed box in the middle of the area.
  public func render(in area: Rect, on canvas: inout Canvas) {
    let box = frame(in: area)
    let style = Style(.dialog, on: .dialog)
    canvas.fill(box, style: style)
    canvas.frame(
      box, style: Style(isDangerous ? .dialogDanger : .dialog, on: .dialog),
      title: StyledText(
        " \(title) ", Style(isDangerous ? .dialogDanger : .dialog, on: .dialog, .bold)))
    let inside = box.inset(left: 2, top: 1, right: 2, bottom: 2)
    for (line, text) in wrapped(to: inside.width).prefix(inside.height).enumerated() {
      canvas.write(text.onDialog, x: inside.x, y: inside.y + line, maxWidth: inside.width)
    }
    if let phrase = state.phrase { renderField(phrase, in: box, on: &canvas) }
    for (index, place) in buttonPlaces(in: box).enumerated() {
      renderButton(index, at: place, on: &canvas)
    }
  }

  private func renderField(_ phrase: String, in box: Rect, on canvas: inout Canvas) {
    let row = Rect(x: box.x + 2, y: box.maxY - 5, width: box.width - 4, height: 1)
    guard row.y > box.y else { return }
    let ask = StyledText("Type \(phrase) to go on:", Style(.dialog, on: .dialog))
    canvas.write(ask.truncated(to: row.width), x: row.x, y: row.y, maxWidth: row.width)
    Prompt(
      StyledText("› ", Style(.dialog, on: .dialog)), state: state.typed,
      style: Style(.dialog, on: .dialog, .underline)
    ).render(in: Rect(x: row.x, y: row.y + 1, width: row.width, height: 1), on: &canvas)
  }

  private func renderButton(_ index: Int, at place: Rect, on canvas: inout Canvas) {
    let button = state.buttons[index]
    let isFocused = index == state.focus
    let role: Role = isFocused ? .dialogFocusedButton : .dialogButton
    var style = Style(role, on: role)
    if !state.isEnabled(index) { style.attributes.insert(.dim) }
    canvas.write(
      isFocused ? "▸\(button.title) " : " \(button.title) ", x: place.x, y: place.y, style: style,
      maxWidth: place.width)
    guard let key = button.key, let offset = keyOffset(key, in: button.title) else { return }
    canvas.restyle(Rect(x: place.x + 1 + offset, y: place.y, width: 1, height: 1)) {
      $0.attributes.insert(.underline)
    }
  }

  private func keyOffset(_ key: Character, in title: String) -> Int? {
    guard state.phrase == nil,
      let index = title.firstIndex(where: { $0.lowercased() == key.lowercased() })
    else { return nil }
    return DisplayWidth.of(String(title[..<index]))
  }

  private func buttonPlaces(in box: Rect) -> [Rect] {
    var x = box.x + max(1, (box.width - buttonsWidth) / 2)
    return state.buttons.map { button in
      let width = DisplayWidth.of(button.title) + 2
      defer { x += width + 2 }
      return Rect(x: x, y: box.maxY - 2, width: min(width, max(0, box.maxX - 1 - x)), height: 1)
    }
  }

  private var buttonsWidth: Int {
    state.buttons.reduce(-2) { $0 + DisplayWidth.of($1.title) + 4 }
  }

  private var isDangerous: Bool { state.buttons.contains(where: \.isDangerous) }

  private func wrapped(to width: Int) -> [StyledText] {
    text.flatMap { $0.wrapped(to: width, byWords: true) }
  }
}

extension StyledText {
  /// Plain text takes the look of the dialog it stands in.
  fileprivate var onDialog: StyledText {
    var copy = self
    for index in copy.spans.indices {
      if copy.spans[index].style.foreground == .role(.text) {
        copy.spans[index].style.foreground = .role(.dialog)
      }
      if copy.spans[index].style.background == .role(.text) {
        copy.spans[index].style.background = .role(.dialog)
      }
    }
    return copy
  }
}
