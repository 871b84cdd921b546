import Emergencies

/// The keys of edits by hand: what begins one, its review, and the record of them.
extension Keymap {
  /// On any object, wherever one is in view.
  static let edit = Binding(
    "e", action: .edit, "edit",
    "Edit what is marked or selected in your editor; a review follows before anything is sent",
    footer: true, destructive: true)

  /// An edit, from the editor to what became of it.
  static let editReview =
    scrolling + [
      Binding(
        "y", "enter", action: .confirm, "decide",
        "Say what is to be done: apply, pause who would revert it, write to Git, keep or drop it",
        footer: true),
      Binding(
        "e", action: .edit, "edit again", "Go back to the editor, with the text as it was left",
        footer: true, destructive: true),
      Binding(
        "m", action: .resolve(.mine), "mine",
        "Of a field that somebody else changed too, take your value", footer: true),
      Binding(
        "t", action: .resolve(.theirs), "theirs",
        "Of a field that somebody else changed too, keep their value", footer: true),
      Binding(
        "M", action: .resolveAll(.mine), "all mine", "Take your value of every such field"),
      Binding(
        "T", action: .resolveAll(.theirs), "all theirs", "Keep their value of every such field"),
      Binding(
        "r", action: .prepareEdit, "ask again",
        "Ask the server anew what it makes of the edit", footer: true),
      Binding(
        "space", "tab", action: .toggleFold, "fold", "Fold or unfold what belongs to the line"),
      Binding("-", action: .foldAll, "fold all", "Fold every object to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold everything"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding("d", action: .describe, "describe", "Describe the selected object"),
      Binding(
        "ctrl-d", action: .dropEdit, "drop", "Drop the edit and its text, after a question"),
    ]

  /// The edits since the start, and those that were kept before.
  static let edits =
    scrolling + [
      Binding(
        "enter", action: .open, "open", "Go on with the edit where it was left", footer: true),
      Binding(
        "ctrl-d", action: .dropEdit, "drop", "Drop the edit and its text, after a question",
        footer: true),
    ]

  /// The record of changes past Git.
  static let emergencies =
    scrolling + [
      Binding("enter", action: .open, "open", "Show the change on a page of its own", footer: true),
      Binding(
        "space", "tab", action: .toggleFold, "details",
        "Show who, why, the forecast, and each field before and after", footer: true),
    ] + onEmergency + [
      Binding("-", action: .foldAll, "fold all", "Fold every change to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every change"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
    ]

  /// One of them.
  static let emergency = scrolling + onEmergency

  private static let onEmergency = [
    Binding(
      "U", action: .undoEmergency, "undo",
      "Undo the change: the exact inverse, where nobody has changed the same since, after a review",
      footer: true, destructive: true),
    Binding(
      "w", action: .writeToGit, "to Git",
      "Find where it comes from in Git, and write it there on a branch, after a look", footer: true,
      destructive: true),
    Binding("d", action: .describe, "describe", "Describe the object", footer: true),
    Binding("y", action: .showYAML, "yaml", "Show the object as YAML", footer: true),
    edit,
  ]

  /// A change on its way to Git.
  static let gitChange =
    scrolling + [
      Binding(
        "enter", "y", action: .confirm, "commit",
        "Commit the selected way on a branch of its own; a form asks for its name and the message",
        footer: true, destructive: true),
      Binding(
        "p", action: .push, "push", "Push the branch of the commit, after a question", footer: true,
        destructive: true),
      Binding("space", "tab", action: .toggleFold, "fold", "Fold or unfold the way", footer: true),
      Binding("-", action: .foldAll, "fold all", "Fold every way to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every way"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
    ]
}
