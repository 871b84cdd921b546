/// How a write is made.
struct WriteOptions {
  /// The field manager.
  var manager: String
  /// The part of the object that is written; nil for all but status.
  var subresource: ResourceType.Subresource?
  /// The version of the API that the writer used, with its group; nil for the preferred one.
  var apiVersion: String?
  var isDryRun = false
  /// Who owns which fields afterwards, where the caller has worked that out (server-side apply).
  var managers: [FieldManager]?

  init(
    manager: String, subresource: ResourceType.Subresource? = nil, apiVersion: String? = nil,
    isDryRun: Bool = false
  ) {
    self.manager = manager
    self.subresource = subresource
    self.apiVersion = apiVersion
    self.isDryRun = isDryRun
  }
}
