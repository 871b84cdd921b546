/// The keys of applications, and of what is shown of them.
extension Keymap {
  static let applications =
    [
      Binding(
        "enter", action: .open, "resources",
        "Show the application's resources as a tree down to the pods, with sync and health of each",
        footer: true),
      Binding("d", action: .describe, "describe", "Describe it, with its events", footer: true),
      Binding(
        "l", action: .showLogs, "logs", "Follow the logs of all its pods, as they come and go",
        footer: true),
      Binding("y", action: .showYAML, "yaml", "Show it as YAML", footer: true),
      edit,
      Binding(
        "v", action: .compareApplication, "diff",
        "Show how its resources differ from Git, by a local checkout of its repository",
        footer: true),
      Binding(
        "ctrl-d", action: .delete, "delete", "Delete what is marked or selected, after a question",
        destructive: true),
    ] + onApplications

  /// What can be done with an application, wherever one is in view.
  static let onApplications = [
    Binding(
      "S", action: .sync, "sync",
      "Have Argo CD make it as Git says, now, once it is checked and agreed to; or all marked ones",
      footer: true, destructive: true),
    Binding(
      "alt-s", action: .syncWithOptions, "options",
      "Sync with options: revision, prune, dry run, force, apply only, replace, chosen resources",
      footer: true, destructive: true),
    Binding(
      "O", action: .showOperation, "operation",
      "Follow the operation in progress, or show what the last one did", footer: true),
    Binding(
      "H", action: .showHistory, "history", "Show what was synced before, to go back to it",
      footer: true),
    Binding(
      "o", action: .followController, "controller",
      "Follow what argocd-application-controller says about it; :logs has Argo CD's other programs",
      footer: true),
    Binding(
      "u", action: .showLinks, "links",
      "Open or copy the pages about it: in Argo CD, of its source, those its annotations name"),
    Binding(
      "r", action: .refreshApplications, "refresh", "Have Argo CD compare it anew", footer: true,
      destructive: true),
    Binding(
      "R", action: .hardRefresh, "hard refresh",
      "Have Argo CD make its manifests anew, and compare it", destructive: true),
    Binding(
      "T", action: .terminate, "terminate", "End the operation in progress, after a question",
      footer: true, destructive: true),
    Binding(
      "P", action: .pauseOrResume, "pause",
      "Pause the automation without losing its settings, or resume it, after a question",
      footer: true, destructive: true),
  ]

  static let resourceTree =
    tree + [
      showFields,
      Binding(
        "V", action: .compareApplication, "diff of all",
        "Show how all of the application's resources differ from Git"),
    ] + onApplications

  static let operation =
    scrolling + [
      Binding(
        "enter", "d", action: .open, "describe", "Describe the selected object", footer: true),
      Binding(
        "space", "tab", action: .toggleFold, "fold", "Fold or unfold what belongs to the line"),
      Binding("-", action: .foldAll, "fold all", "Fold every object to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every object"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding("c", action: .copyName, "copy name", "Copy the object's name to the clipboard"),
    ] + onApplications.filter { $0.action != .showOperation }

  static let operations =
    scrolling + [
      Binding("enter", action: .open, "open", "Show how it goes, or what it did", footer: true),
      Binding(
        "T", action: .terminate, "terminate", "End the selected operation, after a question",
        footer: true, destructive: true),
    ]

  static let history =
    scrolling + [
      Binding(
        "enter", "R", action: .rollBackApplication, "roll back",
        "Have Argo CD make it as it was then, after a question", footer: true, destructive: true),
      Binding(
        "space", "tab", action: .toggleFold, "details", "Show where it came from, in full",
        footer: true),
      Binding("-", action: .foldAll, "fold all", "Fold every entry to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every entry"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
    ] + onApplications.filter { $0.action == .pauseOrResume || $0.action == .sync }

  static let links = [
    Binding("down", "ctrl-n", action: .moveDown, "down", "Select the next link"),
    Binding("up", "ctrl-p", action: .moveUp, "up", "Select the previous link"),
    Binding("pagedown", action: .pageDown, "page down", "Go on by a screenful"),
    Binding("pageup", action: .pageUp, "page up", "Go back by a screenful"),
    Binding(
      "enter", action: .confirm, "open",
      "Open the page, or copy its address where no program opens pages", footer: true),
    Binding("ctrl-y", action: .copyLink, "copy", "Copy the address to the clipboard", footer: true),
  ]
}
