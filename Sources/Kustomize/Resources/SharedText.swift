import Documents

/// A label or annotation that was put into several places of an object at once.
///
/// In kustomize such places are one: what changes the entry in one of them later changes it in all,
/// selectors included, until the object is written anew.
struct SharedText: Hashable, Sendable {
  var places: [Pointer]
  /// What is in all of them.
  var text: String
}

extension Resource {
  /// Brings places that are one into line after some may have changed; the last of them counts.
  mutating func reconcileSharedTexts() {
    for index in sharedTexts.indices.reversed() {
      var shared = sharedTexts[index]
      shared.places.removeAll { value[$0]?.string == nil }
      let changed = shared.places.last { value[$0]?.string != shared.text }
      if let changed, let text = value[changed]?.string {
        shared.text = text
        for place in shared.places where value[place]?.string != text {
          value.replace(place.tokens[...], with: .string(text))
        }
      }
      sharedTexts[index] = shared
      if shared.places.count < 2 { sharedTexts.remove(at: index) }
    }
  }

  /// Takes note of the places an entry was put into that didn't have it.
  mutating func share(_ text: String, in places: [Pointer]) {
    guard places.count > 1 else { return }
    sharedTexts.append(SharedText(places: places, text: text))
  }

  /// Takes the object's own annotations for places of their own, as kustomize writes them anew.
  mutating func separateAnnotations() {
    guard !sharedTexts.isEmpty else { return }
    let annotations: Pointer = ["metadata", "annotations"]
    for index in sharedTexts.indices {
      sharedTexts[index].places.removeAll { annotations.contains($0) }
    }
  }
}

extension ResourceSet {
  /// Brings places that are one into line, in all objects.
  mutating func reconcileSharedTexts() {
    for index in indices where !self[index].sharedTexts.isEmpty {
      self[index].reconcileSharedTexts()
    }
  }
}

extension Value {
  /// The mappings that a path leads to, wherever in lists they are.
  func mappings(at steps: ArraySlice<FieldSpec.Step>, from place: Pointer = []) -> [Pointer] {
    switch self {
    case .array(let elements):
      return elements.enumerated().flatMap { index, element in
        element.mappings(at: steps, from: place.appending(index))
      }
    case .object(let fields):
      guard let step = steps.first else { return [place] }
      return fields[step.name]?.mappings(at: steps.dropFirst(), from: place.appending(step.name))
        ?? []
    default: return []
    }
  }

  /// Puts a value in the place of the one that a pointer leads to.
  fileprivate mutating func replace(_ tokens: ArraySlice<String>, with new: Value) {
    guard let token = tokens.first else {
      self = new
      return
    }
    switch self {
    case .array(var elements):
      guard let index = Pointer.index(token), elements.indices.contains(index) else { return }
      self = .null  // drops this reference, so that the array is changed in place
      elements[index].replace(tokens.dropFirst(), with: new)
      self = .array(elements)
    case .object(var fields):
      guard let index = fields.index(forKey: token) else { return }
      self = .null
      fields.values[index].replace(tokens.dropFirst(), with: new)
      self = .object(fields)
    default: return
    }
  }
}
