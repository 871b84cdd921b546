import Documents

/// Gives an image another name, tag or digest, wherever it is used.
struct ImageChange {
  var name: String
  var newName = ""
  var newTag = ""
  var tagSuffix = ""
  var digest = ""
  var fields: [FieldSpec] = []

  func apply(to set: inout ResourceSet) throws(TransformError) {
    try set.modifyEach { resource throws(TransformError) in
      guard resource.kind != "CustomResourceDefinition" else { return }
      if mentions(resource.value) { changeContainers(&resource.value) }
      for field in fields {
        guard resource.type.isSelected(by: field.type),
          resource.value.contains(field.steps[...], where: { !isUnaffected($0) })
        else { continue }
        try resource.change(field) { value throws(FieldPathError) in
          guard value.array == nil, value.object == nil else {
            throw FieldPathError(path: field.path, reason: "an image must be text")
          }
          change(&value)
        }
      }
    }
  }

  private func isUnaffected(_ value: Value) -> Bool {
    guard value.array == nil, value.object == nil else { return false }
    return !ImageName.matches(value.scalarText, name: name)
  }

  /// Whether the image is in any list of containers, wherever that is.
  private func mentions(_ value: Value) -> Bool {
    switch value {
    case .array(let elements): elements.contains(where: mentions)
    case .object(let fields):
      ["containers", "initContainers"].contains {
        fields[$0]?.array?.contains { $0["image"].map { !isUnaffected($0) } ?? false } ?? false
      } || fields.values.contains(where: mentions)
    default: false
    }
  }

  private func changeContainers(_ value: inout Value) {
    switch value {
    case .array(var elements):
      value = .null
      for index in elements.indices { changeContainers(&elements[index]) }
      value = .array(elements)
    case .object(var fields):
      value = .null
      for index in fields.indices where mentionsOrIsList(fields[index]) {
        changeContainers(&fields.values[index])
        guard ["containers", "initContainers"].contains(fields[index].key),
          case .array(var containers) = fields.values[index]
        else { continue }
        for index in containers.indices where containers[index]["image"] != nil {
          var image = containers[index]["image"] ?? .null
          change(&image)
          containers[index]["image"] = image
        }
        fields.values[index] = .array(containers)
      }
      value = .object(fields)
    default: break
    }
  }

  private func mentionsOrIsList(_ field: (key: String, value: Value)) -> Bool {
    field.key == "containers" || field.key == "initContainers" || mentions(field.value)
  }

  private func change(_ value: inout Value) {
    guard value.array == nil, value.object == nil else { return }
    let text = value.scalarText
    guard ImageName.matches(text, name: name) else { return }
    var image = ImageName(text)
    if !newName.isEmpty { image.name = newName }
    if !newTag.isEmpty {
      (image.tag, image.digest) = (newTag, digest)
    } else if !digest.isEmpty {
      (image.tag, image.digest) = ("", digest)
    } else if !tagSuffix.isEmpty {
      image.tag += tagSuffix
      image.digest = ""
    }
    value = .string(image.text)
  }
}
