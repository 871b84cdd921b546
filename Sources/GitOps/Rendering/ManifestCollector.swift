internal import Documents
internal import YAML

/// Gathers rendered objects, and what keeps them from being deployed.
struct ManifestCollector {
  private(set) var manifests: [Manifest] = []
  private(set) var problems: [StackProblem] = []
  private var seen: [StackObject.Key: StackObject] = [:]
  private let allowsGeneratedNames: Bool

  init(allowsGeneratedNames: Bool = false) {
    self.allowsGeneratedNames = allowsGeneratedNames
  }

  /// Takes an object that a build came to.
  mutating func add(_ value: Value, file: String, line: Int) {
    func complain(_ reason: String) {
      problems.append(StackProblem(file: file, line: line, reason: reason))
    }
    guard let kind = value["kind"]?.string, !kind.isEmpty else { return complain("has no kind") }
    guard let apiVersion = value["apiVersion"]?.string, !apiVersion.isEmpty else {
      return complain("\(kind) has no apiVersion")
    }
    let metadata = value["metadata"]
    let name = metadata?["name"]?.string ?? ""
    let isGenerated = metadata?["generateName"] != nil
    if name.isEmpty, !(isGenerated && allowsGeneratedNames) {
      return complain(ManifestReader.namelessReason(kind, isGenerated: isGenerated))
    }
    let (group, version) = ManifestReader.split(apiVersion)
    let object = StackObject(
      group: group, version: version, kind: kind,
      namespace: metadata?["namespace"]?.string ?? "", name: name, file: file, line: line)
    if value["sops"]?.object != nil {
      complain("\(kind) \(name) is encrypted with sops, and would be deployed as it is")
    }
    add(Manifest(value: value, object: object))
  }

  /// Takes an object that has been looked at already.
  mutating func add(_ manifest: Manifest) {
    let object = manifest.object
    manifests.append(manifest)
    guard !object.name.isEmpty else { return }
    if let other = seen.updateValue(object, forKey: object.key) {
      problems.append(
        StackProblem(
          file: object.file, line: object.line,
          reason: "\(object) is already there, in \(other.file):\(other.line)"))
    }
  }

  /// Takes note of what is wrong elsewhere.
  mutating func complain(_ more: [StackProblem]) { problems += more }
}
