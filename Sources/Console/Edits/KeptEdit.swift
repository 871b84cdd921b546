public import Emergencies
public import Kubernetes

/// An edit that was saved for later, in a file that outlives the program.
public struct KeptEdit: Hashable, Sendable {
  /// What tells it apart: the name of its file.
  public struct ID: Hashable, Sendable, Comparable {
    /// The text.
    public var text: String

    /// Makes an identity.
    public init(_ text: String) { self.text = text }

    /// The older one comes first.
    public static func < (a: ID, b: ID) -> Bool { a.text < b.text }
  }

  /// What tells it apart.
  public var id: ID
  /// The context whose cluster the objects are in.
  public var context: String
  /// When it was saved.
  public var time: Timestamp
  /// The objects as they were opened; empty where there was no editor.
  public var objects: [OpenedObject]
  /// What was typed; nil where there was no editor.
  public var text: String?
  /// What is wanted, where there was no editor.
  public var drafts: [EditDraft]

  /// Makes one.
  public init(
    id: ID, context: String, time: Timestamp, objects: [OpenedObject] = [], text: String? = nil,
    drafts: [EditDraft] = []
  ) {
    self.id = id
    self.context = context
    self.time = time
    self.objects = objects
    self.text = text
    self.drafts = drafts
  }
}
