// Compares the package's targets, as `swift package describe --type json` prints them to our
// standard input, with the table of targets in the document that the argument names:
//
// - each row of the table is a target with exactly the dependencies of the last column, and each
//   target but the tests has a row;
// - each dependency is imported by at least one of the target's files.
//
// The compiler's own check, on all builds, is the other half: nothing is imported that isn't a
// declared dependency.

import Foundation

struct Package: Decodable {
  struct Target: Decodable {
    var name: String
    var type: String
    var path: String
    var sources: [String]
    var targetDependencies: [String]?
    var productDependencies: [String]?

    var dependencies: Set<String> {
      Set((targetDependencies ?? []) + (productDependencies ?? []))
    }
  }
  var targets: [Target]
}

/// The names between backticks, in order.
func names(in cell: Substring) -> [String] {
  cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
}

/// The rows of all tables whose first heading is "target": name to dependencies.
func table(in document: String) -> [String: Set<String>] {
  var rows: [String: Set<String>] = [:]
  var isInTable = false
  for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
    guard line.hasPrefix("|") else {
      isInTable = false
      continue
    }
    let cells = line.split(separator: "|")
    guard let first = cells.first, let last = cells.last else { continue }
    if first.trimmingCharacters(in: .whitespaces) == "target" {
      isInTable = true
    } else if isInTable {
      for name in names(in: first) { rows[name] = Set(names(in: last)) }
    }
  }
  return rows
}

/// The modules that a target's files import.
func imports(of target: Package.Target) throws -> Set<String> {
  var modules: Set<String> = []
  for source in target.sources where source.hasSuffix(".swift") {
    let text = try String(contentsOfFile: "\(target.path)/\(source)", encoding: .utf8)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let word = words.firstIndex(of: "import"), word + 1 < words.count,
        words[..<word].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains(String($0)) })
      else { continue }
      // `import struct Module.Type` names the kind of the declaration before the module.
      let name = kinds.contains(String(words[word + 1])) ? words.last : words[word + 1]
      modules.insert(String((name ?? "").prefix { $0 != "." && $0 != ";" }))
    }
  }
  return modules
}

let accessLevels: Set = ["public", "package", "internal", "fileprivate", "private"]
let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]

func complaints(about package: Package, against table: [String: Set<String>]) throws -> [String] {
  var found: [String] = []
  let listed = package.targets.filter { $0.type != "test" }
  for target in listed {
    guard let row = table[target.name] else {
      found.append("\(target.name) has no row in the table")
      continue
    }
    for extra in target.dependencies.subtracting(row).sorted() {
      found.append("\(target.name) depends on \(extra), which the table doesn't allow")
    }
    for unused in row.subtracting(target.dependencies).sorted() {
      found.append("\(target.name) may import \(unused) by the table, but doesn't depend on it")
    }
  }
  for name in Set(table.keys).subtracting(listed.map(\.name)).sorted() {
    found.append("the table has a row for \(name), which isn't a target")
  }
  for target in package.targets where target.type != "system-target" {
    for unused in target.dependencies.subtracting(try imports(of: target)).sorted() {
      found.append("\(target.name) depends on \(unused), but imports it nowhere")
    }
  }
  return found
}

func complain(_ text: String) {
  FileHandle.standardError.write(Data("check: \(text)\n".utf8))
}

do {
  guard CommandLine.arguments.count == 2 else {
    complain("usage: ModuleGraph DOCUMENT <package.json")
    exit(2)
  }
  let document = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  let package = try decoder.decode(
    Package.self, from: FileHandle.standardInput.readDataToEndOfFile())
  let found = try complaints(about: package, against: table(in: document))
  found.forEach(complain)
  exit(found.isEmpty ? 0 : 1)
} catch {
  complain("the module graph can't be read: \(error)")
  exit(1)
}
