/// The keys of what is done to pods, wherever one is selected, and of forwarded ports.
extension Keymap {
  static let podActions = [
    Binding(
      "s", action: .openShell, "shell", "Open a shell in the pod, in one of its containers",
      footer: true, destructive: true),
    Binding(
      "alt-a", action: .attachToPod, "attach",
      "Connect the terminal with the container's own program", destructive: true),
    Binding(
      "F", action: .forwardPorts, "forward",
      "Forward ports of this machine to the pod, and to its successors; :portforwards lists them",
      footer: true, destructive: true),
    Binding(
      "E", action: .evictPods, "evict",
      "Evict what is marked or selected, where disruption budgets allow it, after a question",
      destructive: true),
    Binding(
      "K", action: .cleanUpPods, "clean up",
      "Delete the pods of the shown namespaces that have failed, completed or been evicted, after "
        + "a question", destructive: true),
  ]

  static let portForwards =
    scrolling + [
      Binding(
        "ctrl-d", action: .stopForward, "stop", "End the forward", footer: true),
      Binding("r", action: .restartForward, "restart", "Start the forward again", footer: true),
      Binding("c", action: .copyForward, "copy", "Copy the address here", footer: true),
      Binding("o", action: .openForward, "open", "Open the address as a web page", footer: true),
    ]

  static let removal =
    scrolling + [
      Binding(
        "ctrl-d", action: .stopRemoval, "stop", "Stop after the pods in hand", footer: true),
      Binding("d", action: .describe, "describe", "Describe the pod", footer: true),
      Binding("y", action: .showYAML, "yaml", "Show the pod as YAML"),
    ]
}
