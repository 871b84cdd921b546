public import Documents
import Emergencies
import Kubernetes

extension KeptEdit {
  /// Reads what a file says; nil for what is no edit.
  public init?(_ id: ID, _ value: Value) {
    guard let context = value["context"]?.string,
      let time = value["time"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    self.init(
      id: id, context: context, time: time,
      objects: (value["objects"]?.array ?? []).compactMap { OpenedObject($0) },
      text: value["text"]?.string,
      drafts: (value["drafts"]?.array ?? []).compactMap { EditDraft($0) })
    guard !objects.isEmpty || !drafts.isEmpty else { return nil }
  }

  /// The edit as its file has it.
  public var value: Value {
    var value: Value = ["context": .string(context), "time": .string(time.rfc3339)]
    if !objects.isEmpty { value["objects"] = .array(objects.map(\.value)) }
    if !drafts.isEmpty { value["drafts"] = .array(drafts.map(\.value)) }
    value["text"] = text.map { .string($0) }
    return value
  }
}
