import Glibc
public import TUI
public import Testing

/// Compares a screen with the picture of it that is kept as a file.
///
/// The picture is `Golden/NAME.WIDTHxHEIGHT.txt` beside the test. With `RECORD_GOLDEN=1` it is
/// written anew, and the test fails all the same, so that nothing is recorded by accident.
public func expectGolden(
  _ canvas: Canvas, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/")
  let path = "\(folder)/Golden/\(name).\(canvas.size.width)x\(canvas.size.height).txt"
  let actual = canvas.golden
  if getenv("RECORD_GOLDEN") != nil {
    write(actual, to: path)
    Issue.record("recorded \(path)", sourceLocation: sourceLocation)
    return
  }
  guard let expected = read(path) else {
    Issue.record(
      "there is no picture \(path); RECORD_GOLDEN=1 makes one:\n\(actual)",
      sourceLocation: sourceLocation)
    return
  }
  guard expected != actual else { return }
  Issue.record(
    "the screen isn't as in \(path)\n\(differences(expected, actual))",
    sourceLocation: sourceLocation)
}

private func differences(_ expected: String, _ actual: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
  var text = "is:\n\(actual)\ndiffers in:\n"
  for index in 0..<max(old.count, new.count) {
    let before = index < old.count ? old[index] : ""
    let after = index < new.count ? new[index] : ""
    if before != after { text += "- \(before)\n+ \(after)\n" }
  }
  return text
}

private func read(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) {
  guard let file = fopen(path, "w") else { return }
  defer { fclose(file) }
  fputs(text, file)
}
