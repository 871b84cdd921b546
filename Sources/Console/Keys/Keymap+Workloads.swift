/// The keys of workloads, jobs and nodes, and of what is shown of them.
extension Keymap {
  static let workloads = [
    restart, scale, setImage, setVariable,
    Binding(
      "H", action: .showRevisions, "revisions",
      "Show the revisions of a deployment, stateful set or daemon set, to go back to one",
      footer: true),
  ]

  static let restart = Binding(
    "r", action: .restart, "restart",
    "Make every pod anew, as kubectl rollout restart does, after a question", footer: true,
    destructive: true)

  static let scale = Binding(
    "s", action: .scale, "scale", "Set how many replicas there are to be, after a question",
    footer: true, destructive: true)

  static let setImage = Binding(
    "i", action: .setImages, "image",
    "Set the images of its containers and init containers, after a question", footer: true,
    destructive: true)

  static let setVariable = Binding(
    "E", action: .setVariable, "env",
    "Set a variable of one of its containers, or take one away, after a review", destructive: true)

  static let jobs = [
    Binding(
      "t", action: .triggerJob, "trigger",
      "Start a scheduled job now, as kubectl create job --from does, after a question",
      footer: true, destructive: true),
    Binding(
      "P", action: .suspendOrResumeJobs, "suspend",
      "Suspend it, or where it is suspended resume it, after a question", footer: true,
      destructive: true),
    setImage, setVariable,
  ]

  static let nodes = [
    Binding(
      "C", action: .setSchedulable(false), "cordon",
      "Let the node take no new pods, after a question", footer: true, destructive: true),
    Binding(
      "U", action: .setSchedulable(true), "uncordon",
      "Let the node take new pods again, after a question", footer: true, destructive: true),
    Binding(
      "D", action: .drain, "drain",
      "Cordon the node and evict its pods, or show how a drain under way goes", footer: true,
      destructive: true),
  ]

  static let revisions =
    scrolling + [
      Binding(
        "enter", "R", action: .rollBackWorkload, "roll back",
        "Make the pods as the selected revision says, as kubectl rollout undo does, "
          + "after a question", footer: true, destructive: true),
      Binding(
        "space", "tab", action: .toggleFold, "details", "Show what is different from now",
        footer: true),
      Binding("-", action: .foldAll, "fold all", "Fold every revision to one line"),
      Binding("+", action: .unfoldAll, "unfold all", "Unfold every revision"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding("d", action: .describe, "describe", "Describe the workload"),
      Binding("y", action: .showYAML, "yaml", "Show the workload as YAML"),
      edit,
    ]

  static let drain =
    scrolling + [
      Binding(
        "enter", "d", action: .describe, "describe", "Describe the selected pod", footer: true),
      Binding("space", "tab", action: .toggleFold, "fold", "Fold or unfold the pods that stay"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression"),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
    ]
}
