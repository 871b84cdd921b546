public import Documents
public import HTTP

/// Builds the requests of the Kubernetes API, as values.
public enum Requests {
  /// In what form objects are wanted.
  public enum Representation: Hashable, Sendable {
    /// As they are.
    case objects
    /// As rows of the server's own columns, with the objects' metadata.
    case table
    /// Nothing but their metadata, from servers that can leave out the rest.
    case metadata
  }

  static let json = "application/json"
  // Servers that know no tables send the objects themselves.
  static let table =
    "application/json;as=Table;v=v1;g=meta.k8s.io,"
    + "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json"
  static let metadataList =
    "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json"
  static let metadata =
    "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json"

  // MARK: Reading

  /// Reads one object, or a subresource of it.
  public static func get(_ key: ObjectKey, subresource: String? = nil) -> Request {
    Request(.get, key.path(subresource: subresource), headers: ["Accept": json])
  }

  /// Reads the metadata of one object.
  public static func metadata(_ key: ObjectKey) -> Request {
    Request(.get, key.path(), headers: ["Accept": metadata])
  }

  /// Reads a page of a list.
  public static func list(
    _ query: ResourceQuery, as representation: Representation = .objects,
    _ options: ListOptions = ListOptions()
  ) -> Request {
    var target = target(query, representation)
    target.add("limit", options.limit)
    target.add("continue", options.continuation)
    target.add("resourceVersion", options.resourceVersion)
    target.add("resourceVersionMatch", options.resourceVersionMatch)
    return Request(.get, target.text, headers: ["Accept": accept(representation, isList: true)])
  }

  /// Follows what changes; bookmarks are always asked for.
  public static func watch(
    _ query: ResourceQuery, as representation: Representation = .objects, _ options: WatchOptions
  ) -> Request {
    var target = target(query, representation)
    target.add("watch", true)
    target.add("allowWatchBookmarks", true)
    switch options.start {
    case .after(let version): target.add("resourceVersion", version)
    case .initialEvents:
      target.add("sendInitialEvents", true)
      target.add("resourceVersionMatch", "NotOlderThan")
    }
    target.add("timeoutSeconds", options.timeoutSeconds)
    return Request(
      .get, target.text, headers: ["Accept": accept(representation)],
      idleTimeout: options.idleTimeout)
  }

  // MARK: Writing

  /// Creates an object in a namespace.
  public static func create(
    _ kind: ResourceKind, namespace: String? = nil, _ object: Value,
    _ options: WriteOptions = WriteOptions()
  ) -> Request {
    write(.post, kind.target(namespace: namespace), json, object, options)
  }

  /// Replaces an object by another version of it.
  public static func replace(
    _ key: ObjectKey, subresource: String? = nil, _ object: Value,
    _ options: WriteOptions = WriteOptions()
  ) -> Request {
    write(.put, key.target(subresource: subresource), json, object, options)
  }

  /// Changes a part of an object.
  public static func patch(
    _ key: ObjectKey, subresource: String? = nil, _ type: PatchType, _ patch: Value,
    _ options: WriteOptions = WriteOptions()
  ) -> Request {
    write(.patch, key.target(subresource: subresource), type.rawValue, patch, options)
  }

  /// Applies a configuration on the server's side.
  public static func apply(
    _ key: ObjectKey, subresource: String? = nil, _ object: Value,
    _ options: ApplyOptions = ApplyOptions()
  ) -> Request {
    var target = key.target(subresource: subresource)
    target.add("fieldManager", options.fieldManager)
    target.add("force", options.isForced)
    if options.isDryRun { target.add("dryRun", "All") }
    target.add("fieldValidation", options.fieldValidation)
    // JSON is YAML, and the server takes nothing else under this media type.
    return Request(
      .patch, target.text,
      headers: ["Accept": json, "Content-Type": "application/apply-patch+yaml"],
      body: JSONWriter().bytes(object))
  }

  /// Deletes an object.
  public static func delete(
    _ key: ObjectKey, _ options: DeleteOptions = DeleteOptions()
  ) -> Request {
    Request(
      .delete, key.path(), headers: ["Accept": json, "Content-Type": json],
      body: JSONWriter().bytes(body(options)))
  }

  /// Sets how many replicas there are to be.
  public static func scale(
    _ key: ObjectKey, to replicas: Int, _ options: WriteOptions = WriteOptions()
  ) -> Request {
    patch(
      key, subresource: "scale", .merge,
      ["spec": ["replicas": .integer(Int64(replicas))]], options)
  }

  /// Asks for a pod to be removed where its disruption budget allows it.
  ///
  /// `version` is that of the `policy` group: `v1` since 1.22, `v1beta1` before.
  public static func evict(
    _ pod: ObjectName, version: String = "v1", _ options: DeleteOptions = DeleteOptions()
  ) -> Request {
    let key = ObjectKey(.pods, pod)
    let eviction: Value = [
      "apiVersion": .string("policy/\(version)"), "kind": "Eviction",
      "metadata": ["name": .string(pod.name), "namespace": .string(pod.namespace)],
      "deleteOptions": body(options),
    ]
    return write(
      .post, key.target(subresource: "eviction"), json, eviction,
      WriteOptions(fieldManager: nil, isDryRun: options.isDryRun))
  }

  // MARK: Parts

  private static func target(
    _ query: ResourceQuery, _ representation: Representation
  ) -> Target {
    var target = query.kind.target(namespace: query.namespace)
    target.add("labelSelector", query.labelSelector)
    target.add("fieldSelector", query.fieldSelector)
    if representation == .table { target.add("includeObject", "Metadata") }
    return target
  }

  private static func accept(
    _ representation: Representation, isList: Bool = false
  ) -> String {
    switch representation {
    case .objects: json
    case .table: table
    // Events of a watch have one object each.
    case .metadata: isList ? metadataList : metadata
    }
  }

  private static func write(
    _ method: Request.Method, _ target: Target, _ contentType: String, _ body: Value,
    _ options: WriteOptions
  ) -> Request {
    var target = target
    target.add("fieldManager", options.fieldManager)
    if options.isDryRun { target.add("dryRun", "All") }
    target.add("fieldValidation", options.fieldValidation)
    return Request(
      method, target.text, headers: ["Accept": json, "Content-Type": contentType],
      body: JSONWriter().bytes(body))
  }

  private static func body(_ options: DeleteOptions) -> Value {
    var body: Value = ["apiVersion": "v1", "kind": "DeleteOptions"]
    body["propagationPolicy"] = options.propagation.map { .string($0.rawValue) }
    body["gracePeriodSeconds"] = options.gracePeriodSeconds.map { .integer(Int64($0)) }
    var preconditions: Value?
    if let uid = options.uid { preconditions = ["uid": .string(uid)] }
    if let version = options.resourceVersion {
      preconditions = preconditions ?? [:]
      preconditions?["resourceVersion"] = .string(version)
    }
    body["preconditions"] = preconditions
    if options.isDryRun { body["dryRun"] = ["All"] }
    return body
  }
}
