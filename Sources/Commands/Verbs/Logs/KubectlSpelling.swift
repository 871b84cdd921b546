/// What kubectl takes on its command line and this program's parser doesn't.
enum KubectlSpelling {
  private static let flags: Set<String> = [
    "all-containers", "all-namespaces", "all-pods", "follow", "ignore-errors", "only-log-lines",
    "prefix", "previous", "timestamps",
  ]
  /// Flags that are set unless they are taken back.
  private static let inverted: Set<String> = ["init-containers", "ephemeral-containers"]
  /// Short options that have a value.
  private static let short: Set<Character> = ["n", "l", "c", "E", "s", "i", "e", "H", "o"]

  /// The arguments of `duet logs` as this program takes them, those of other verbs as they are.
  ///
  /// Flags may have a value, `--follow=true`, and short options one without a blank, `-lapp=web`.
  static func undone(_ arguments: [String]) -> [String] {
    guard arguments.first == "logs" else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].flatMap(undone) + arguments[end...]
  }

  private static func undone(_ argument: String) -> [String] {
    if argument.hasPrefix("--") {
      guard let equals = argument.firstIndex(of: "=") else { return [argument] }
      let name = String(argument[..<equals].dropFirst(2))
      let isInverted = inverted.contains(name)
      guard isInverted || flags.contains(name),
        let value = value(argument[argument.index(after: equals)...])
      else { return [argument] }
      if value { return ["--\(name)"] }
      return isInverted ? ["--no-\(name)"] : []
    }
    guard argument.first == "-", let name = argument.dropFirst().first, short.contains(name),
      argument.count > 2
    else { return [argument] }
    let value = argument.dropFirst(2)
    return ["-\(name)", String(value.first == "=" ? value.dropFirst() : value)]
  }

  /// What Go's `strconv.ParseBool` takes.
  private static func value(_ text: Substring) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}
