import Documents

/// Compares what Git wants with what is there, by the fields that Git has or had.
///
/// Fields that only the cluster has (defaults, what people added by hand) don't count.
enum Comparison {
  /// Where the live object isn't as wanted: paths such as `spec.replicas`.
  ///
  /// `applied` is what was wanted when it was last applied: what has gone from Git since, and is
  /// still there, differs too.
  static func differences(wanted: Value, live: Value, applied: Value? = nil) -> [String] {
    var paths: [String] = []
    let wanted = withEncodedTexts(wanted)
    for (key, value) in fields(wanted) where key != "status" && key != "metadata" {
      compare(value, live[key], key, &paths)
    }
    for key in ["labels", "annotations"] {
      for (name, value) in fields(wanted.at("metadata", key) ?? [:])
      where !name.hasPrefix("argocd.argoproj.io/tracking-id") {
        compare(value, live.at("metadata", key, name), "metadata.\(key).\(name)", &paths)
      }
    }
    if let applied {
      for (key, value) in fields(applied) where !["status", "metadata", "kind"].contains(key) {
        findRemoved(value, wanted[key], live[key], key, &paths)
      }
      for key in ["labels", "annotations"] {
        findRemoved(
          applied.at("metadata", key) ?? [:], wanted.at("metadata", key) ?? [:],
          live.at("metadata", key), "metadata.\(key)", &paths)
      }
    }
    return paths
  }

  /// A Secret with its texts where the server puts them.
  private static func withEncodedTexts(_ object: Value) -> Value {
    guard object.objectKind == "Secret", let texts = object["stringData"]?.object else {
      return object
    }
    var encoded = object
    encoded["stringData"] = nil
    for (key, text) in texts {
      encoded.set("data", key, to: .string(Base64.encode(Array((text.string ?? "").utf8))))
    }
    return encoded
  }

  /// The object without the parts that an Application says to ignore.
  static func removing(_ pointers: [String], from object: Value) -> Value {
    var object = object
    for pointer in pointers {
      let tokens = pointer.split(separator: "/").map {
        String($0).replacing("~1", with: "/").replacing("~0", with: "~")
      }
      remove(tokens[...], from: &object)
    }
    return object
  }

  private static func remove(_ tokens: ArraySlice<String>, from value: inout Value) {
    guard let first = tokens.first else { return }
    switch value {
    case .object(var fields):
      if tokens.count == 1 {
        fields[first] = nil
      } else if var child = fields[first] {
        remove(tokens.dropFirst(), from: &child)
        fields[first] = child
      }
      value = .object(fields)
    case .array(var elements):
      guard let index = Int(first), elements.indices.contains(index) else { return }
      if tokens.count == 1 {
        elements.remove(at: index)
      } else {
        remove(tokens.dropFirst(), from: &elements[index])
      }
      value = .array(elements)
    default: return
    }
  }

  private static func fields(_ value: Value) -> [(key: String, value: Value)] {
    (value.object ?? [:]).sorted { $0.key < $1.key }
  }

  private static func compare(
    _ wanted: Value, _ live: Value?, _ path: String, _ paths: inout [String]
  ) {
    switch (wanted, live) {
    case (.null, nil), (.null, .null?): return
    case (.object(let fields), nil) where fields.isEmpty: return
    case (.array(let elements), nil) where elements.isEmpty: return
    case (.object, .object?):
      for (key, value) in fields(wanted) { compare(value, live?[key], path + "." + key, &paths) }
    case (.array(let elements), .array(let others)?):
      compare(elements, others, path, &paths)
    default:
      if wanted == live { return }
      // `1` and `1000m` are the same amount.
      if let a = Quantity(wanted), let b = Quantity(live), a == b { return }
      paths.append(path)
    }
  }

  private static func compare(
    _ wanted: [Value], _ live: [Value], _ path: String, _ paths: inout [String]
  ) {
    guard let key = mergeKey(wanted) else {
      guard wanted.count == live.count else {
        paths.append(path)
        return
      }
      for (index, (a, b)) in zip(wanted, live).enumerated() {
        compare(a, b, "\(path)[\(index)]", &paths)
      }
      return
    }
    for element in wanted {
      let other = live.first { $0[key] == element[key] }
      guard let other else {
        paths.append("\(path)[\(element[key]?.string ?? "")]")
        continue
      }
      compare(element, other, "\(path)[\(element[key]?.string ?? "")]", &paths)
    }
  }

  private static func mergeKey(_ elements: [Value]) -> String? {
    guard !elements.isEmpty else { return nil }
    return elements.allSatisfy { $0["name"]?.string != nil } ? "name" : nil
  }

  private static func findRemoved(
    _ applied: Value, _ wanted: Value?, _ live: Value?, _ path: String, _ paths: inout [String]
  ) {
    guard let live, !live.isNull else { return }
    guard let wanted, !wanted.isNull else {
      paths.append(path)
      return
    }
    switch applied {
    case .object:
      for (key, value) in fields(applied) {
        findRemoved(value, wanted[key], live[key], path + "." + key, &paths)
      }
    case .array(let elements):
      guard let key = mergeKey(elements) else { return }
      for element in elements {
        let same = { (other: Value) in other[key] == element[key] }
        findRemoved(
          element, wanted.array?.first(where: same), live.array?.first(where: same),
          "\(path)[\(element[key]?.string ?? "")]", &paths)
      }
    default: return
    }
  }
}
