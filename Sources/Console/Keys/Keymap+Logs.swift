/// The keys of logs.
extension Keymap {
  static let logs =
    scrolling + [
      Binding(
        "a", action: .toggleAsides, "all lines",
        "Argo CD's lines about the application alone, or all of them", footer: true),
      Binding("s", action: .toggleFollow, "follow", "Follow the end, or stand still", footer: true),
      Binding(
        "enter", action: .open, "open", "Show the line in full: its fields, and as it was written",
        footer: true),
      Binding(
        "/", action: .openFilter, "filter",
        "Show only lines with (or, after !, without) a regular expression", footer: true),
      Binding(
        "x", action: .widenContext, "context",
        "Show three lines around those that pass the filter, ten, or all; the filter is a search then",
        footer: true),
      Binding("n", action: .findNext, "next", "Go to the next line that passes the filter"),
      Binding(
        "N", action: .findPrevious, "previous", "Go to the line before that passes the filter"),
      Binding(
        "v", action: .raiseLevel, "level",
        "Show only information and graver, warnings, errors, fatal errors, or all lines",
        footer: true),
      Binding(
        "f", action: .nextLogFormat, "format",
        "Messages first, columns, each field in its own row, or as it was written", footer: true),
      Binding(
        "t", action: .nextTimeForm, "times",
        "No times, at Greenwich, where you are, or how long ago", footer: true),
      Binding("w", action: .toggleWrap, "wrap", "Wrap long lines", footer: true),
      Binding(
        "E", action: .showErrors, "new errors",
        "List the kinds of errors that are new since the last deploy, sync, restart or mark",
        footer: true),
      Binding(
        "@", action: .goToTime, "time", "Go to a time: 12:30, 12:30:05, 2026-07-01 12:30, -15m"),
      Binding("m", action: .markLog, "mark", "Put a mark between the lines"),
      Binding("}", action: .nextMarker, "next marker", "Go to the next mark, deploy or restart"),
      Binding(
        "{", action: .previousMarker, "previous marker",
        "Go to the mark, deploy or restart before"),
      Binding(
        "y", action: .copyLines, "copy",
        "Copy the line to the clipboard; while the end is followed, all lines in view"),
      Binding(
        "ctrl-s", action: .saveLog, "save", "Save the lines that pass the filter to a file"),
      Binding(
        "p", action: .togglePrevious, "previous run",
        "The containers' previous run, or the present one", footer: true),
      Binding("c", action: .pickContainer, "container", "Choose the container", footer: true),
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

  /// The keys of one line in full.
  static let logLine =
    scrolling + [
      Binding("space", action: .pageDown, "page down", "Go on by a screenful"),
      Binding("/", action: .openFilter, "search", "Search for a regular expression", footer: true),
      Binding("n", action: .findNext, "next", "Go to the next match", footer: true),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding("y", action: .copyLines, "copy", "Copy the line as it was written", footer: true),
      Binding("J", action: .nextLine, "next line", "Show the next line of the log", footer: true),
      Binding(
        "K", action: .previousLine, "previous line", "Show the line before it in the log",
        footer: true),
      Binding("tab", action: .toggleFold, "fold", "Fold or unfold what belongs to the top line"),
    ]

  /// The keys of what is new among errors.
  static let errors =
    moving + [
      Binding(
        "enter", action: .open, "open", "Go to the first line of that kind in the log",
        footer: true),
      Binding("/", action: .openFilter, "search", "Search for a regular expression", footer: true),
      Binding("n", action: .findNext, "next", "Go to the next match"),
      Binding("N", action: .findPrevious, "previous", "Go to the previous match"),
      Binding("y", action: .copyLines, "copy", "Copy an example of the line", footer: true),
      Binding("E", action: .showErrors, "again", "Look through the log again", footer: true),
    ]
}
