/// Whether text is a date or a time in one of the forms that Kubernetes' YAML knows.
///
/// Such a scalar is text all the same, but kubectl writes it in quotes: `2001-01-01`,
/// `2001-1-1 2:03:04`, `2001-12-14T21:59:43.1Z`, `2001-12-14t21:59:43-05:00`.
func isTimestamp(_ text: String) -> Bool {
  var rest = Array(text.utf8)[...]

  func number(upTo digits: Int, in range: ClosedRange<Int>) -> Int? {
    let found = rest.prefix(digits).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let number = Int(String(decoding: found, as: UTF8.self)), range.contains(number) else {
      return nil
    }
    rest = rest.dropFirst(found.count)
    return number
  }

  func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  guard let year = number(upTo: 4, in: 0...9999), rest.startIndex == 4, take("-"),
    let month = number(upTo: 2, in: 1...12), take("-"),
    let day = number(upTo: 2, in: 1...31), day <= days(in: month, of: year)
  else { return false }
  if rest.isEmpty { return true }
  let hasZone = take("T") || take("t")
  guard hasZone || take(" "), number(upTo: 2, in: 0...23) != nil, take(":"),
    number(upTo: 2, in: 0...59) != nil, take(":"), number(upTo: 2, in: 0...59) != nil
  else { return false }
  if take(".") {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty else { return false }
    rest = rest.dropFirst(digits.count)
  }
  guard hasZone else { return rest.isEmpty }
  if take("Z") { return rest.isEmpty }
  guard take("+") || take("-"), rest.count == 5, number(upTo: 2, in: 0...24) != nil, take(":")
  else {
    return false
  }
  return number(upTo: 2, in: 0...60) != nil && rest.isEmpty
}

/// A date or time as kustomize writes it, with all parts in two digits and a zone:
/// `2001-01-01T00:00:00Z`; nil where the text isn't one.
func normalizedTimestamp(_ text: String) -> String? {
  guard let first = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
    isTimestamp(text)
  else { return nil }
  let halves = text.split(maxSplits: 1) { $0 == "T" || $0 == "t" || $0 == " " }
  func padded(_ part: Substring) -> String {
    part.utf8.count < 2 ? "0" + part : String(part)
  }
  let date = halves[0].split(separator: "-").map(padded).joined(separator: "-")
  guard halves.count > 1 else { return date + "T00:00:00Z" }
  let clock = halves[1].prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
  let zone = halves[1].dropFirst(clock.count)
  let parts = clock.split(separator: ".")
  let time = parts[0].split(separator: ":").map(padded).joined(separator: ":")
  var fraction = parts.count > 1 ? parts[1].prefix(9) : ""
  while fraction.last == "0" { fraction.removeLast() }
  let zoneText = zone.isEmpty || zone == "+00:00" ? "Z" : String(zone)
  return "\(date)T\(time)" + (fraction.isEmpty ? "" : ".\(fraction)") + zoneText
}

private func days(in month: Int, of year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}
