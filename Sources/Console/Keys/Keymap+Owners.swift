/// The keys of the pages of who owns what.
extension Keymap {
  static let owners =
    scrolling + [
      Binding(
        "enter", action: .open, "open",
        "Show what the selected owner has, or describe the selected object", footer: true),
      Binding("d", action: .describe, "describe", "Describe the selected object", footer: true),
      Binding("y", action: .showYAML, "yaml", "Show the selected object as YAML"),
      edit,
      Binding(
        "ctrl-d", action: .delete, "delete", "Delete the object, after a question",
        destructive: true),
      Binding("/", action: .openFilter, "search", "Search for a regular expression", footer: true),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding("c", action: .copyName, "copy name", "Copy the object's name to the clipboard"),
    ]
}
