import GitOps

extension Keymap {
  /// The keys as they come: k9s' and vim's where they have a convention.
  public static let standard = Keymap(bindings: [
    .everywhere: everywhere, .list: list, .stacks: stacks, .applications: applications,
    .resources: resources, .logs: logs, .tree: stackTree, .resourceTree: resourceTree,
    .rollouts: rollouts, .flux: flux, .document: document, .plan: plan, .deploys: deploys,
    .operation: operation,
    .operations: operations, .history: history, .ledger: ledger, .script: script, .picker: picker,
    .links: links,
    .form: form, .question: question,
  ])

  private static let everywhere = [
    Binding(
      ":", action: .openPalette, "command",
      "Open the command palette: any kind or short name with a namespace, and the commands",
      footer: true),
    Binding("?", action: .showHelp, "help", "Show every key that works here", footer: true),
    Binding(
      "esc", "q", action: .goBack, "back",
      "Go back: close what is on top, drop the filter, the narrowing, the zoom, in this order"),
    Binding("tab", action: .focusNext, "next pane", "Focus the next pane"),
    Binding("shift-tab", action: .focusPrevious, "previous pane", "Focus the previous pane"),
    Binding("1", action: .focus(.stacks), "stacks", "Focus the stacks"),
    Binding("2", action: .focus(.applications), "applications", "Focus the applications"),
    Binding("3", action: .focus(.resources), "pods", "Focus the pods, or whatever kind is shown"),
    Binding("4", action: .focus(.logs), "logs", "Focus the logs"),
    Binding("z", action: .zoom, "zoom", "Give the focused pane the whole screen, and back"),
    Binding(
      "n", action: .pickNamespaces, "namespaces",
      "Choose the namespaces to show, several with space", footer: true),
    Binding("ctrl-r", action: .refresh, "refresh", "Ask the cluster and the repository anew"),
    Binding("ctrl-l", action: .redraw, "redraw", "Draw the whole screen again"),
    Binding(
      "ctrl-z", action: .suspend, "suspend", "Go to the background; the shell's fg comes back"),
    Binding("ctrl-c", action: .quit, "quit", "Leave; a deploy under way stops after its object"),
  ]

  private static let list = [
    Binding("j", "down", action: .moveDown, "down", "Select the next row"),
    Binding("k", "up", action: .moveUp, "up", "Select the previous row"),
    Binding("g", "home", action: .moveToTop, "top", "Select the first row"),
    Binding("G", "end", action: .moveToBottom, "bottom", "Select the last row"),
    Binding("ctrl-f", "pagedown", action: .pageDown, "page down", "Go on by a screenful"),
    Binding("ctrl-b", "pageup", action: .pageUp, "page up", "Go back by a screenful"),
    Binding("left", action: .scrollLeft, "left", "Scroll the columns back"),
    Binding("right", action: .scrollRight, "right", "Scroll to columns further right"),
    Binding(
      "/", action: .openFilter, "filter",
      "Filter the rows: a regular expression, !text for those without it, -l selector for labels",
      footer: true),
    Binding("<", action: .sortPreviousColumn, "sort left", "Sort by the column to the left"),
    Binding(">", action: .sortNextColumn, "sort right", "Sort by the column to the right"),
    Binding("=", action: .reverseSort, "reverse", "Turn the order round"),
    Binding("space", action: .toggleMark, "mark", "Mark the row, or take its mark away"),
    Binding("ctrl-\\", action: .clearMarks, "clear marks", "Take all marks away"),
    Binding("c", action: .copyName, "copy name", "Copy the name to the clipboard"),
    Binding(
      "ctrl-w", action: .toggleWide, "wide", "Show all columns, or as many as there is room for"),
  ]

  private static let stacks =
    [
      Binding(
        "enter", action: .open, "tree",
        "Show the stack's objects as a tree down to the pods, with drift and health of each",
        footer: true),
      Binding(
        "d", action: .describe, "describe",
        "Say where the stack is, how it is made, what is left out, and what is wrong with it"),
    ] + onStacks + [
      Binding(
        "e", action: .toggleEnvironments, "environments",
        "List the stacks of all environments, or only those of the context's")
    ]

  /// What can be done with a stack, wherever one is in view.
  private static let onStacks = [
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

  private static let applications =
    [
      Binding(
        "enter", action: .open, "resources",
        "Show the application's resources as a tree down to the pods, with sync and health of each",
        footer: true),
      Binding("d", action: .describe, "describe", "Describe it, with its events", footer: true),
      Binding("y", action: .showYAML, "yaml", "Show it as YAML", footer: true),
      Binding(
        "v", action: .compareApplication, "diff",
        "Show how its resources differ from Git, by a local checkout of its repository",
        footer: true),
      Binding(
        "ctrl-d", action: .delete, "delete", "Delete what is marked or selected, after a question",
        destructive: true),
    ] + onApplications

  /// What can be done with an application, wherever one is in view.
  private static let onApplications = [
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

  private static let operation =
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

  private static let operations =
    scrolling + [
      Binding("enter", action: .open, "open", "Show how it goes, or what it did", footer: true),
      Binding(
        "T", action: .terminate, "terminate", "End the selected operation, after a question",
        footer: true, destructive: true),
    ]

  private static let history =
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

  private static let resources = [
    Binding("enter", action: .open, "open", "Logs of a pod; the description of anything else"),
    Binding("d", action: .describe, "describe", "Describe it, with its events", footer: true),
    Binding("y", action: .showYAML, "yaml", "Show it as YAML", footer: true),
    Binding(
      "l", action: .showLogs, "logs", "Follow the pod's logs on the whole screen", footer: true),
    Binding(
      "p", action: .showPreviousLogs, "previous", "Show the logs of the containers' previous run"),
    Binding(
      "a", action: .showAllPods, "show all",
      "Drop the narrowing to a stack or an application"),
    Binding(
      "ctrl-d", action: .delete, "delete", "Delete what is marked or selected, after a question",
      footer: true, destructive: true),
    Binding("N", action: .sort("NAME"), "by name", "Sort by name"),
    Binding("P", action: .sort("NAMESPACE"), "by namespace", "Sort by namespace"),
    Binding("S", action: .sort("STATUS"), "by status", "Sort by status"),
    Binding("A", action: .sort("AGE"), "by age", "Sort by age"),
    Binding("R", action: .sort("READY"), "by readiness", "Sort by how many containers are ready"),
    Binding("T", action: .sort("RESTARTS"), "by restarts", "Sort by restarts"),
    Binding("O", action: .sort("NODE"), "by node", "Sort by node"),
    Binding("I", action: .sort("IP"), "by address", "Sort by address"),
  ]

  private static let rollouts = [
    Binding(
      "P", action: .deliver(.rollout(.promote)), "promote",
      "Go on to the next step, or to the new version, after a question", footer: true,
      destructive: true),
    Binding(
      "F", action: .deliver(.rollout(.promoteFully)), "full",
      "Promote past all steps, pauses and analyses, after a question", footer: true,
      destructive: true),
    Binding(
      "A", action: .deliver(.rollout(.abort)), "abort",
      "Go back to the version before, after a question", footer: true, destructive: true),
    Binding(
      "R", action: .deliver(.rollout(.retry)), "retry",
      "Bring the version out once more that was aborted, after a question", footer: true,
      destructive: true),
  ]

  private static let flux = [
    Binding(
      "r", action: .deliver(.flux(.reconcile)), "reconcile", "Have Flux look after it now",
      footer: true, destructive: true),
    Binding(
      "R", action: .deliver(.flux(.reconcile, withSource: true)), "with source",
      "Have Flux fetch where it comes from, and look after it", footer: true, destructive: true),
    Binding(
      "P", action: .suspendOrResume, "suspend",
      "Have Flux leave it alone, or look after it again, after a question", footer: true,
      destructive: true),
  ]

  /// What moves a text up and down and sideways, whatever it is.
  private static let scrolling =
    moving + [
      Binding("left", action: .scrollLeft, "left", "Scroll long lines back"),
      Binding("right", action: .scrollRight, "right", "Scroll long lines to the left"),
    ]

  private static let moving = [
    Binding("j", "down", action: .moveDown, "down", "Go down by a line"),
    Binding("k", "up", action: .moveUp, "up", "Go up by a line; a log stops following"),
    Binding("g", "home", action: .moveToTop, "top", "Go to the first line"),
    Binding("G", "end", action: .moveToBottom, "bottom", "Go to the last line; a log follows"),
    Binding("ctrl-f", "pagedown", action: .pageDown, "page down", "Go on by a screenful"),
    Binding("ctrl-b", "pageup", action: .pageUp, "page up", "Go back by a screenful"),
  ]

  private static let logs =
    scrolling + [
      Binding(
        "a", action: .toggleAsides, "all lines",
        "Argo CD's lines about the application alone, or all of them", footer: true),
      Binding("s", action: .toggleFollow, "follow", "Follow the end, or stand still", footer: true),
      Binding("w", action: .toggleWrap, "wrap", "Wrap long lines", footer: true),
      Binding(
        "t", action: .toggleTimestamps, "timestamps", "Show when each line was written",
        footer: true),
      Binding(
        "p", action: .togglePrevious, "previous",
        "The containers' previous run, or the present one",
        footer: true),
      Binding("c", action: .pickContainer, "container", "Choose the container", footer: true),
      Binding(
        "/", action: .openFilter, "filter", "Show only lines with (or, after !, without) a text",
        footer: true),
      Binding("C", action: .clearLogs, "clear", "Forget the lines so far"),
      Binding("[", action: .shorterLogs, "less", "Begin later: the next shorter time"),
      Binding("]", action: .longerLogs, "more", "Begin earlier: the next longer time"),
      Binding(
        "0", action: .logsSince(.tail), "tail",
        "The last 200 lines (zoomed; elsewhere numbers are panes)"),
      Binding("1", action: .logsSince(.beginning), "head", "From the oldest line (zoomed)"),
      Binding("2", action: .logsSince(.minutes(1)), "1m", "The last minute (zoomed)"),
      Binding("3", action: .logsSince(.minutes(5)), "5m", "The last five minutes (zoomed)"),
      Binding("4", action: .logsSince(.minutes(15)), "15m", "The last quarter of an hour (zoomed)"),
      Binding("5", action: .logsSince(.minutes(30)), "30m", "The last half hour (zoomed)"),
      Binding("6", action: .logsSince(.minutes(60)), "1h", "The last hour (zoomed)"),
    ]

  private static let document =
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
      Binding("c", action: .copyName, "copy name", "Copy the object's name to the clipboard"),
    ]

  private static let tree =
    moving + [
      Binding(
        "enter", action: .open, "open",
        "Logs of a pod, tree of an application, description of anything else",
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

  private static let showFields = Binding(
    "v", action: .showFields, "diff", "Show how the object differs from Git", footer: true)

  private static let stackTree =
    tree + [showFields] + onStacks.filter { $0.action != .showDifference }

  private static let resourceTree =
    tree + [
      showFields,
      Binding(
        "V", action: .compareApplication, "diff of all",
        "Show how all of the application's resources differ from Git"),
    ] + onApplications

  private static let plan =
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

  private static let deploys =
    scrolling + [
      Binding("enter", action: .open, "open", "Show how it goes, or what it did", footer: true)
    ]

  private static let ledger =
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

  private static let script =
    scrolling + [
      Binding("space", action: .pageDown, "page down", "Go on by a screenful"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression", footer: true),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
    ]

  private static let picker = [
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

  private static let form = [
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

  private static let links = [
    Binding("down", "ctrl-n", action: .moveDown, "down", "Select the next link"),
    Binding("up", "ctrl-p", action: .moveUp, "up", "Select the previous link"),
    Binding("pagedown", action: .pageDown, "page down", "Go on by a screenful"),
    Binding("pageup", action: .pageUp, "page up", "Go back by a screenful"),
    Binding(
      "enter", action: .confirm, "open",
      "Open the page, or copy its address where no program opens pages", footer: true),
    Binding("ctrl-y", action: .copyLink, "copy", "Copy the address to the clipboard", footer: true),
  ]

  private static let question = [
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
