internal import Documents
internal import Files
internal import YAML

/// Fields of what kustomizations generate.
extension TraceSites {
  func generated(by layer: KustomizationLayer) -> [TraceSite] {
    guard edit.path.steps.count == 2, edit.path.steps[0] == .field("data"),
      case .field(let key) = edit.path.steps[1]
    else { return [] }
    let isSecret = object.manifest.object.kind == "Secret"
    let field = isSecret ? "secretGenerator" : "configMapGenerator"
    guard isSecret || object.manifest.object.kind == "ConfigMap" else { return [] }
    var content: [UInt8]?
    if let after = edit.after {
      guard let text = after.string,
        let bytes = isSecret ? Base64.decode(text) : Array(text.utf8)
      else { return [] }
      content = bytes
    }
    let entries = layer.elements(field).filter { mayHaveBeenCalled($0.value.text("name")) }
    let present = entries.flatMap { place, entry in
      sites(of: key, content, place, entry, in: layer, field)
    }
    guard present.isEmpty, edit.before == nil, let content else { return present }
    return entries.compactMap { place, entry in
      addition(of: key, content, place, entry, in: layer, field)
    }
  }

  private func sites(
    of key: String, _ content: [UInt8]?, _ place: Pointer, _ entry: Value,
    in layer: KustomizationLayer, _ field: String
  ) -> [TraceSite] {
    let name = entry.text("name")
    var sites: [TraceSite] = []
    for (index, literal) in entry.texts("literals").enumerated()
    where literal.prefix(while: { $0 != "=" }) == key {
      let inner = place.appending("literals").appending(index)
      let new = content.flatMap { Self.literal(key, $0) }
      guard content == nil || new != nil else { continue }
      sites.append(
        layer.site(inner, "the literal \(key) of \(name) under \(field)") {
          (text) throws(YAMLEditError) in
          try text.set(inner, to: new.map { .string($0) })
        })
    }
    for (index, named) in entry.texts("files").enumerated() {
      let parts = named.split(separator: "=", maxSplits: 1).map(String.init)
      guard let path = parts.last,
        (parts.count == 2 ? parts[0] : Paths.name(of: path)) == key, let file = layer.path(path)
      else { continue }
      guard let content else {
        let inner = place.appending("files").appending(index)
        sites.append(
          layer.site(inner, "the file \(key) of \(name) under \(field)") {
            (text) throws(YAMLEditError) in try text.set(inner, to: nil)
          })
        continue
      }
      sites.append(
        TraceSite(
          file: file, line: 1, layer: "the file \(file), of \(name) under \(field) in \(layer.file)"
        ) { (tree) throws(TraceFailure) in
          guard tree.bytes(file) != nil else { throw TraceFailure("\(file) is no file of its own") }
          var tree = tree
          tree[file] = .file(content)
          return tree
        })
    }
    let envs = entry.texts("envs") + [entry.text("env")].filter { !$0.isEmpty }
    for path in envs {
      guard let file = layer.path(path), let bytes = tree.bytes(file) else { continue }
      let lines = VariableLines(bytes)
      guard let index = lines.index(of: key),
        let changed = lines.setting(index, to: content.map { (key, $0) })
      else { continue }
      sites.append(
        TraceSite(
          file: file, line: index + 1,
          layer: "the line \(key) of \(file), of \(name) under \(field) in \(layer.file)"
        ) { (tree) throws(TraceFailure) in
          var tree = tree
          tree[file] = .file(changed)
          return tree
        })
    }
    return sites
  }

  /// A new key goes to where others are: a literal, or a line of a file of variables.
  private func addition(
    of key: String, _ content: [UInt8], _ place: Pointer, _ entry: Value,
    in layer: KustomizationLayer, _ field: String
  ) -> TraceSite? {
    let name = entry.text("name")
    if entry["literals"] == nil, let path = entry.texts("envs").last,
      let file = layer.path(path), let bytes = tree.bytes(file),
      let changed = VariableLines(bytes).adding(key, content)
    {
      return TraceSite(
        file: file, line: nil,
        layer: "a line of \(file), of \(name) under \(field) in \(layer.file)"
      ) { (tree) throws(TraceFailure) in
        var tree = tree
        tree[file] = .file(changed)
        return tree
      }
    }
    guard let literal = Self.literal(key, content) else { return nil }
    return layer.site(place, "a literal of \(name) under \(field)") {
      (text) throws(YAMLEditError) in
      if entry["literals"]?.array == nil {
        try text.set(place.appending("literals"), to: [.string(literal)])
      } else {
        try text.set(place.appending("literals").appending("-"), to: .string(literal))
      }
    }
  }

  /// A literal, for which kustomize takes quotes around a value for its own; nil for what is no text.
  private static func literal(_ key: String, _ content: [UInt8]) -> String? {
    guard let text = String(validating: content, as: UTF8.self), !key.contains("=") else {
      return nil
    }
    let isQuoted =
      text.utf8.count > 1 && text.utf8.first == text.utf8.last
      && (text.hasPrefix("\"") || text.hasPrefix("'"))
    return isQuoted ? "\(key)='\(text)'" : "\(key)=\(text)"
  }
}

/// The lines of a file of variables.
private struct VariableLines {
  private let lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// The line that sets a variable.
  func index(of key: String) -> Int? {
    lines.lastIndex { line in
      let text = String(decoding: line, as: UTF8.self).drop(while: \.isWhitespace)
      return !text.hasPrefix("#") && text.contains("=")
        && text.prefix { $0 != "=" } == key
    }
  }

  /// The file with another value in a line, or without the line; nil for what a line can't hold.
  func setting(_ index: Int, to entry: (key: String, content: [UInt8])?) -> [UInt8]? {
    var lines = lines
    guard let entry else {
      lines.remove(at: index)
      return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
    guard Self.isLine(entry.content), let equals = lines[index].firstIndex(of: UInt8(ascii: "="))
    else { return nil }
    let end: [UInt8] = lines[index].last == UInt8(ascii: "\r") ? [UInt8(ascii: "\r")] : []
    lines[index] = (lines[index][...equals] + entry.content + end)[...]
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// The file with another line at its end; nil for what a line can't hold.
  func adding(_ key: String, _ content: [UInt8]) -> [UInt8]? {
    guard Self.isLine(content) else { return nil }
    let line = Array(key.utf8) + [UInt8(ascii: "=")] + content
    let isOpen = lines.last.map { !$0.isEmpty } ?? false
    let whole = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    let newline = [UInt8(ascii: "\n")]
    return isOpen ? whole + newline + line : whole + line + newline
  }

  private static func isLine(_ content: [UInt8]) -> Bool {
    !content.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      && String(validating: content, as: UTF8.self) != nil
  }
}
