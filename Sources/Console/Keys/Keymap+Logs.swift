/// The keys of logs.
extension Keymap {
  static let logs =
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
}
