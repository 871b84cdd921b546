import GitOps

extension Keymap {
  /// The keys as they come: k9s' and vim's where they have a convention.
  public static let standard = Keymap(bindings: [
    .everywhere: everywhere, .list: list, .stacks: stacks, .applications: applications,
    .resources: resources, .podActions: podActions, .logs: logs, .logLine: logLine,
    .errors: errors, .tree: stackTree,
    .resourceTree: resourceTree,
    .rollouts: rollouts, .flux: flux, .workloads: workloads, .scalable: [scale], .jobs: jobs,
    .nodes: nodes, .revisions: revisions, .drain: drain, .pod: pod, .document: document,
    .plan: plan,
    .deploys: deploys,
    .operation: operation,
    .operations: operations, .history: history, .ledger: ledger, .script: script, .picker: picker,
    .links: links, .portForwards: portForwards, .removal: removal,
    .form: form, .question: question, .edit: editReview, .edits: edits,
    .emergencies: emergencies, .emergency: emergency, .gitChange: gitChange, .owners: owners,
  ])

  static let everywhere = [
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
    Binding(
      "ctrl-e", action: .showEmergencies, "changes",
      "Show the changes made past Git: what became of each, and which are still owed to Git"),
    Binding("ctrl-r", action: .refresh, "refresh", "Ask the cluster and the repository anew"),
    Binding("ctrl-l", action: .redraw, "redraw", "Draw the whole screen again"),
    Binding(
      "ctrl-z", action: .suspend, "suspend", "Go to the background; the shell's fg comes back"),
    Binding("ctrl-c", action: .quit, "quit", "Leave; a deploy under way stops after its object"),
  ]

  static let list = [
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
}
