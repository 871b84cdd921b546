import Documents
import YAML

extension Kubeconfig.Entry {
  /// Where a field stands, for an error about it.
  func field(_ name: String) -> ConfigurationField {
    ConfigurationField(
      file: file, line: node[name]?.position.line ?? node.position.line, owner: owner, name: name)
  }

  /// A text; nil where it is missing, null or empty.
  func text(_ name: String) throws(ConfigurationError) -> String? {
    guard let value = node[name]?.value, !value.isNull else { return nil }
    guard let text = value.string else { throw .field(field(name), reason: "isn't text") }
    return text.isEmpty ? nil : text
  }

  /// A truth value; false where it is missing.
  func flag(_ name: String) throws(ConfigurationError) -> Bool {
    guard let value = node[name]?.value, !value.isNull else { return false }
    guard let flag = value.bool else { throw .field(field(name), reason: "isn't true or false") }
    return flag
  }

  /// A list of texts; none where it is missing.
  func texts(_ name: String) throws(ConfigurationError) -> [String] {
    guard let value = node[name]?.value, !value.isNull else { return [] }
    guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
      throw .field(field(name), reason: "isn't a list of texts")
    }
    return texts.compactMap { $0 }
  }

  /// A path, relative to the file it stands in.
  func path(_ name: String) throws(ConfigurationError) -> String? {
    try text(name).map(resolve)
  }

  /// A path as seen from the folder of the kubeconfig.
  func resolve(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return String(file[...slash]) + path
  }

  /// PEM text: the one in `name-data`, or in the file that `name` names.
  func pem(
    _ name: String, from surroundings: Surroundings
  ) throws(ConfigurationError) -> (field: ConfigurationField, bytes: [UInt8])? {
    let bytes: [UInt8]
    let place: ConfigurationField
    if let data = try text("\(name)-data") {
      place = field("\(name)-data")
      guard let decoded = Base64.decode(data) else {
        throw .field(place, reason: "isn't valid base 64")
      }
      bytes = decoded
    } else if let path = try path(name) {
      place = field(name)
      do {
        bytes = try surroundings.readFile(path)
      } catch {
        throw .file(place, error)
      }
    } else {
      return nil
    }
    guard PEM.looksLikePEM(bytes) else {
      throw .field(place, reason: "isn't PEM: there is no `-----BEGIN` in it")
    }
    return (place, bytes)
  }
}
