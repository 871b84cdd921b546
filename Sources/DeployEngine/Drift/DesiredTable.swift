internal import Documents
internal import Kubernetes
internal import Synchronization

/// What Git says of the objects of one kind: handed over to the decoder of that kind's watch, which
/// compares while it reads.
///
/// An object that two stacks say has a shape for each, unless they say the same.
final class DesiredTable: Sendable {
  private let contents = Mutex<[ObjectName: [DesiredShape]]>([:])

  /// The shapes of an object; none if no stack has it.
  subscript(name: ObjectName) -> [DesiredShape] {
    contents.withLock { $0[name] ?? [] }
  }

  /// Replaces what is said of an object.
  func set(_ shapes: [DesiredShape], of name: ObjectName) {
    contents.withLock { $0[name] = shapes.isEmpty ? nil : shapes }
  }
}
