/// What the server knows about one kind of resource.
struct ResourceType: Hashable, Sendable {
  enum Subresource: String, Hashable, Sendable, CaseIterable {
    case status, scale, log, eviction, binding, exec, attach, portforward, finalize
    case approval, ephemeralcontainers, proxy, resize, token
  }

  /// A printed column that a custom resource definition asks for.
  struct PrinterColumn: Hashable, Sendable {
    var name: String
    var type: String
    var format: String = ""
    var description: String = ""
    var priority: Int = 0
    var jsonPath: String
  }

  var id: ResourceID
  /// Served versions, the preferred one first.
  var versions: [String]
  var kind: String
  var singular: String
  var shortNames: [String] = []
  var categories: [String] = []
  var isNamespaced = true
  var subresources: Set<Subresource> = []
  var verbs: [String] = ResourceType.allVerbs
  /// Whether `metadata.generation` counts changes of what is wanted.
  var tracksGeneration = false
  /// Whether it came from a custom resource definition.
  var isCustom = false

  /// Fields by which a definition lets its objects be selected.
  var selectableFields: Set<String> = []

  /// The second group that serves events, in a shape of its own.
  static let eventsGroup = "events.k8s.io"

  static let allVerbs = [
    "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
  ]

  var listKind: String { kind + "List" }

  /// Whether status can only be written through the `status` subresource.
  var hasStatus: Bool { subresources.contains(.status) }

  /// `apps/v1`, `v1`.
  func apiVersion(_ version: String) -> String {
    id.group.isEmpty ? version : id.group + "/" + version
  }

  /// The preferred version with its group: what stored objects carry.
  var apiVersion: String { apiVersion(versions.first ?? "v1") }
}
