import GitOps

/// The keys of pods and of everything else that a cluster has.
extension Keymap {
  static let resources = [
    Binding(
      "enter", action: .open, "open",
      "The page of a pod: why it isn't ready, its containers; the description of anything else"),
    Binding("d", action: .describe, "describe", "Describe it, with its events", footer: true),
    Binding("y", action: .showYAML, "yaml", "Show it as YAML", footer: true),
    edit,
    Binding(
      "l", action: .showLogs, "logs",
      "Follow the logs of the pod, the marked pods, or all pods of a workload", footer: true),
    Binding(
      "p", action: .showPreviousLogs, "previous", "Show the logs of the containers' previous run"),
    Binding(
      "a", action: .showAllPods, "show all",
      "Drop the narrowing to a stack or an application"),
    Binding(
      "ctrl-d", action: .delete, "delete", "Delete what is marked or selected, after a question",
      footer: true, destructive: true),
    Binding(
      "B", action: .nextGrouping, "group", "Group pods by owner, node, status, or not at all"),
    Binding(
      "f", action: .toggleFaults, "faults", "Show only pods that something is wrong with, or all"),
    Binding("N", action: .sort("NAME"), "by name", "Sort by name"),
    Binding("P", action: .sort("NAMESPACE"), "by namespace", "Sort by namespace"),
    Binding("S", action: .sort("STATUS"), "by status", "Sort by status"),
    Binding("A", action: .sort("AGE"), "by age", "Sort by age"),
    Binding("R", action: .sort("READY"), "by readiness", "Sort by how many containers are ready"),
    Binding("T", action: .sort("RESTARTS"), "by restarts", "Sort by restarts"),
    Binding("O", action: .sort("NODE"), "by node", "Sort by node"),
    Binding("I", action: .sort("IP"), "by address", "Sort by address"),
    Binding("C", action: .sort("CPU"), "by CPU", "Sort by the processor time in use"),
    Binding("M", action: .sort("MEM"), "by memory", "Sort by the memory in use"),
  ]

  /// The keys of a pod's page.
  static let pod =
    scrolling + [
      Binding(
        "enter", action: .open, "open", "Follow the selected container's logs; fold anything else",
        footer: true),
      Binding(
        "l", action: .showLogs, "logs",
        "Follow the selected container's logs, or those of all its containers", footer: true),
      Binding(
        "p", action: .showPreviousLogs, "previous", "Show the logs of the run before", footer: true),
      Binding(
        "space", "tab", action: .toggleFold, "details",
        "Show what else is to be known of the line, or fold it", footer: true),
      Binding(
        "d", action: .describe, "describe", "Describe the pod, with its events", footer: true),
      Binding("y", action: .showYAML, "yaml", "Show the pod as YAML", footer: true),
      edit,
      Binding("-", action: .foldAll, "fold all", "Fold every section"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold everything"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous match", "Go to the previous match"),
      Binding("c", action: .copyName, "copy name", "Copy the pod's name to the clipboard"),
      Binding(
        "ctrl-d", action: .delete, "delete", "Delete the pod, after a question", footer: true,
        destructive: true),
    ]

  static let rollouts = [
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
    restart, scale, setImage,
  ]

  static let flux = [
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
}
