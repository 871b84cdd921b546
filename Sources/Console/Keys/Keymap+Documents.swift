/// The keys of texts and trees, and what moves any text.
extension Keymap {
  static let document =
    scrolling + [
      Binding("space", action: .pageDown, "page down", "Go on by a screenful"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression", footer: true),
      Binding("n", action: .findNext, "next", "Go to the next match", footer: true),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding(
        "enter", "tab", action: .toggleFold, "fold", "Fold or unfold what belongs to the top line",
        footer: true),
      Binding("-", action: .foldAll, "fold all", "Fold everything below the first level"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold everything", footer: true),
      Binding(
        "x", action: .toggleSecrets, "reveal", "Show the values of a Secret, or mask them again",
        footer: true),
      Binding("y", action: .showYAML, "yaml", "Show the same object as YAML"),
      Binding("d", action: .describe, "describe", "Describe the same object"),
      edit,
      Binding("c", action: .copyName, "copy name", "Copy the object's name to the clipboard"),
    ]

  static let tree =
    moving + [
      Binding(
        "enter", action: .open, "open",
        "Page of a pod, tree of an application, description of anything else",
        footer: true),
      Binding("space", action: .toggleFold, "fold", "Fold or unfold the object", footer: true),
      Binding("left", "h", action: .fold, "fold", "Fold the object, or go to its owner"),
      Binding("right", action: .unfold, "unfold", "Unfold the object, or go to its first part"),
      Binding("-", action: .foldAll, "fold all", "Fold every object"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every object"),
      Binding(
        "f", action: .toggleFaults, "faults", "Show only what is wrong, or everything again",
        footer: true),
      Binding(
        "/", action: .openFilter, "filter",
        "Show only objects with (or, after !, without) a text, and their owners", footer: true),
      Binding("y", action: .showYAML, "yaml", "Show it as YAML", footer: true),
      edit,
      Binding("d", action: .describe, "describe", "Describe it, with its events", footer: true),
      Binding(
        "l", action: .showLogs, "logs", "Follow the pod's logs, or those of all pods below it"),
      Binding(
        "p", action: .showPreviousLogs, "previous",
        "Show the logs of the containers' previous run"),
      Binding(
        "ctrl-d", action: .delete, "delete", "Delete the object, after a question",
        destructive: true),
      Binding("c", action: .copyName, "copy name", "Copy the object's name to the clipboard"),
    ]

  static let showFields = Binding(
    "v", action: .showFields, "diff", "Show how the object differs from Git", footer: true)

  /// What moves a text up and down and sideways, whatever it is.
  static let scrolling =
    moving + [
      Binding("left", action: .scrollLeft, "left", "Scroll long lines back"),
      Binding("right", action: .scrollRight, "right", "Scroll long lines to the left"),
    ]

  static let moving = [
    Binding("j", "down", action: .moveDown, "down", "Go down by a line"),
    Binding("k", "up", action: .moveUp, "up", "Go up by a line; a log stops following"),
    Binding("g", "home", action: .moveToTop, "top", "Go to the first line"),
    Binding("G", "end", action: .moveToBottom, "bottom", "Go to the last line; a log follows"),
    Binding("ctrl-f", "pagedown", action: .pageDown, "page down", "Go on by a screenful"),
    Binding("ctrl-b", "pageup", action: .pageUp, "page up", "Go back by a screenful"),
  ]
}
