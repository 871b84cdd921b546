/// The keys of stacks, and of what is shown of them.
extension Keymap {
  static let stacks =
    [
      Binding(
        "enter", action: .open, "tree",
        "Show the stack's objects as a tree down to the pods, with drift and health of each",
        footer: true),
      Binding(
        "d", action: .describe, "describe",
        "Say where the stack is, how it is made, what is left out, and what is wrong with it"),
      Binding(
        "l", action: .showLogs, "logs", "Follow the logs of all its pods, as they come and go",
        footer: true),
    ] + onStacks + [
      Binding(
        "e", action: .toggleEnvironments, "environments",
        "List the stacks of all environments, or only those of the context's")
    ]

  /// What can be done with a stack, wherever one is in view.
  static let onStacks = [
    Binding(
      "v", action: .showDifference, "diff",
      "Show what deploying would change: live, Git and result, without the offer to do it",
      footer: true),
    Binding(
      "D", action: .deploy, "deploy",
      "Plan the stack against the cluster, show the plan, and apply it once it is agreed to",
      footer: true, destructive: true),
    Binding(
      "X", action: .prune, "prune",
      "Plan to delete what the stack owns and doesn't render any more, and nothing else",
      footer: true, destructive: true),
    Binding(
      "L", action: .showLedger, "ledger", "Show the record of the stack's deploys", footer: true),
    Binding(
      "!", action: .runScript, "script",
      "Run the repository's own script for the stack, after a question, with its output in a pane",
      footer: true, destructive: true),
  ]

  static let stackTree =
    tree + [showFields] + onStacks.filter { $0.action != .showDifference }

  static let plan =
    scrolling + [
      Binding("space", action: .pageDown, "page down", "Go on by a screenful"),
      Binding(
        "y", action: .confirm, "deploy", "Apply exactly what is shown", footer: true,
        destructive: true),
      Binding(
        "enter", "tab", action: .toggleFold, "fold", "Fold or unfold the selected object",
        footer: true),
      Binding("-", action: .foldAll, "fold all", "Fold every object to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every object"),
      Binding(
        "P", action: .togglePruning, "prune",
        "Delete what isn't rendered any more, too, or leave it alone", footer: true),
      Binding(
        "F", action: .toggleForcing, "force",
        "Take over fields that belong to others, or don't", footer: true),
      Binding(
        "W", action: .toggleWaiting, "wait", "Wait until everything is healthy, or don't",
        footer: true),
      Binding("d", action: .describe, "describe", "Describe the selected object"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding(
        "D", action: .deploy, "plan again",
        "Plan the stack anew, to go on with what wasn't done", destructive: true),
      Binding("L", action: .showLedger, "ledger", "Show the record of the stack's deploys"),
    ]

  static let deploys =
    scrolling + [
      Binding("enter", action: .open, "open", "Show how it goes, or what it did", footer: true)
    ]

  static let ledger =
    scrolling + [
      Binding(
        "enter", "tab", "space", action: .toggleFold, "change set", "Show what the deploy did",
        footer: true),
      Binding(
        "R", action: .rollBack, "roll back",
        "Plan the stack as it was at this deploy, from its commit; the review follows as usual",
        footer: true, destructive: true),
      Binding(
        "D", action: .deploy, "deploy", "Plan the stack as its files are now", destructive: true),
      Binding("-", action: .foldAll, "fold all", "Fold every deploy to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every deploy"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
    ]

  static let script =
    scrolling + [
      Binding("space", action: .pageDown, "page down", "Go on by a screenful"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression", footer: true),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
    ]
}
