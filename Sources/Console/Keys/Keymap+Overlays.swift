/// The keys of what asks for something.
extension Keymap {
  static let picker = [
    Binding("down", "ctrl-n", action: .moveDown, "down", "Select the next choice"),
    Binding("up", "ctrl-p", action: .moveUp, "up", "Select the previous choice"),
    Binding("pagedown", action: .pageDown, "page down", "Go on by a screenful"),
    Binding("pageup", action: .pageUp, "page up", "Go back by a screenful"),
    Binding(
      "space", action: .toggleChoice, "choose", "Choose this one too, where several can be",
      footer: true),
    Binding("enter", action: .confirm, "take", "Take what is chosen", footer: true),
    Binding(
      "ctrl-o", action: .chooseOutOfSync, "out of sync",
      "Of resources, choose those that are out of sync", footer: true),
  ]

  static let form = [
    Binding("enter", action: .confirm, "go on", "Go on with what is decided", footer: true),
    Binding("down", "tab", "ctrl-n", action: .moveDown, "down", "Go to the next row", footer: true),
    Binding("up", "shift-tab", "ctrl-p", action: .moveUp, "up", "Go to the row before"),
    Binding(
      "space", action: .toggleChoice, "change",
      "Tick it, take the next choice, or choose from a list; a space where a text is typed",
      footer: true),
    Binding("right", action: .scrollRight, "next", "Tick it, or take the next choice"),
    Binding("left", action: .scrollLeft, "previous", "Tick it, or take the choice before"),
    Binding(
      "ctrl-o", action: .chooseOutOfSync, "out of sync",
      "Of resources, choose those that are out of sync", footer: true),
  ]

  static let question = [
    Binding(
      "left", "right", "tab", action: .toggleChoice, "other", "Go to the other answer",
      footer: true),
    Binding(
      "enter", action: .confirm, "answer",
      "Give the answer that is lit; no, unless you went to yes", footer: true),
    Binding("y", action: .answer(true), "yes", "Answer yes, where no name has to be typed"),
    Binding("n", action: .answer(false), "no", "Answer no, where no name has to be typed"),
  ]
}
