import Documents

/// How the objects of a kind are printed: the server's own columns.
struct TablePrinter: Sendable {
  struct Column: Sendable {
    var name: String
    var type = "string"
    var format = ""
    var description = ""
    /// Columns above 0 are shown in wide output only.
    var priority = 0

    init(
      _ name: String, type: String = "string", format: String = "", description: String = "",
      priority: Int = 0
    ) {
      self.name = name
      self.type = type
      self.format = format
      self.description = description
      self.priority = priority
    }

    static let name = Column(
      "Name", format: "name", description: "The object's name, unique within a namespace.")
    static let age = Column("Age", description: "How long ago the object was created.")

    static func wide(_ name: String) -> Column { Column(name, priority: 1) }

    var value: Value {
      [
        "name": .string(name), "type": .string(type), "format": .string(format),
        "description": .string(description), "priority": .integer(Int64(priority)),
      ]
    }
  }

  var columns: [Column]
  /// The cells of an object; the second argument is the time, for ages.
  var cells: @Sendable (Value, DemoTime) -> [Value]
}

extension DemoAPIServer {
  /// A page as a table.
  func table(
    _ page: Page, _ asked: ResourceRequest, _ version: String
  ) throws(APIFailure) -> Value {
    let printer = printer(asked)
    let include = asked.target["includeObject"] ?? "Metadata"
    guard ["None", "Metadata", "Object"].contains(include) else {
      throw .badRequest("unrecognized includeObject value: \"\(include)\"")
    }
    let rows = page.objects.map { stored -> Value in
      let object = stored.value
      var row: Value = ["cells": .array(printer.cells(object, now))]
      switch include {
      case "Metadata": row["object"] = partial(object, version)
      case "Object": row["object"] = presented(object, asked)
      default: row["object"] = nil
      }
      return row
    }
    return [
      "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"),
      "metadata": page.metadata,
      "columnDefinitions": .array(printer.columns.map(\.value)), "rows": .array(rows),
    ]
  }

  private func printer(_ asked: ResourceRequest) -> TablePrinter {
    if asked.type.isCustom {
      return .custom(definitions[asked.type.id]?.version(asked.version)?.columns ?? [])
    }
    return TablePrinter.builtIn[asked.type.id] ?? .plain
  }
}

extension TablePrinter {
  static let builtIn: [ResourceID: TablePrinter] = [
    .pods: .pods, .nodes: .nodes, .namespaces: .namespaces, .events: .events,
    .deployments: .deployments, .replicaSets: .replicaSets,
    .statefulSets: .statefulSets, .daemonSets: .daemonSets, .jobs: .jobs,
    .cronJobs: .cronJobs, .services: .services, .endpoints: .endpoints,
    .ingresses: .ingresses, .ingressClasses: .ingressClasses,
    .networkPolicies: .networkPolicies, .configMaps: .configMaps, .secrets: .secrets,
    .serviceAccounts: .serviceAccounts, .persistentVolumes: .persistentVolumes,
    .persistentVolumeClaims: .persistentVolumeClaims, .storageClasses: .storageClasses,
    .horizontalPodAutoscalers: .autoscalers, .podDisruptionBudgets: .disruptionBudgets,
    .roles: .roles, .clusterRoles: .roles, .roleBindings: .bindings,
    .clusterRoleBindings: .bindings, .leases: .leases,
    .endpointSlices: .endpointSlices, .resourceQuotas: .resourceQuotas,
    .customResourceDefinitions: .definitions, .priorityClasses: .priorityClasses,
    .controllerRevisions: .controllerRevisions,
    .replicationControllers: .replicationControllers,
    .apiServices: .apiServices,
    .mutatingWebhookConfigurations: .webhooks, .validatingWebhookConfigurations: .webhooks,
    .limitRanges: .created,
  ]

  /// Name and age.
  static let plain = TablePrinter(columns: [.name, .age]) { object, now in
    [.string(object.objectName), age(object, now)]
  }

  /// Name and time of creation, for kinds that nobody has given columns.
  static let created = TablePrinter(columns: [
    .name, Column("Created At", type: "date"),
  ]) { object, _ in
    [.string(object.objectName), object.at("metadata", "creationTimestamp") ?? .null]
  }

  /// A custom resource's own columns.
  static func custom(_ columns: [ResourceType.PrinterColumn]) -> TablePrinter {
    guard !columns.isEmpty else {
      return TablePrinter(columns: [.name, Column("Age", type: "date")]) { object, now in
        [.string(object.objectName), age(object, now)]
      }
    }
    let paths = columns.map { JSONPath($0.jsonPath) }
    return TablePrinter(
      columns: [.name]
        + columns.map {
          Column(
            $0.name, type: $0.type, format: $0.format, description: $0.description,
            priority: $0.priority)
        }
    ) { object, now in
      [.string(object.objectName)]
        + zip(columns, paths).map { column, path in
          guard let value = path?.values(in: object).first else { return .null }
          return cell(value, column.type, now)
        }
    }
  }

  private static func cell(_ value: Value, _ type: String, _ now: DemoTime) -> Value {
    switch (type, value) {
    case (_, .null): .null
    case ("integer", .integer), ("number", .integer), ("number", .double), ("boolean", .bool):
      value
    case ("date", .string(let text)):
      DemoTime(rfc3339: text).map { .string(duration(now - $0)) } ?? "<invalid>"
    case ("string", .string): value
    case ("string", .bool), ("string", .integer), ("string", .double): .string(value.json)
    case ("string", _): .string(value.json)
    default: .null
    }
  }

  /// How old an object is, in kubectl's short form.
  static func age(_ object: Value, _ now: DemoTime) -> Value {
    since(object.at("metadata", "creationTimestamp"), now)
  }

  static func since(_ time: Value?, _ now: DemoTime) -> Value {
    guard let time = time?.string.flatMap(DemoTime.init(rfc3339:)) else { return "<unknown>" }
    return .string(duration(now - time))
  }

  /// A time span as Kubernetes shortens it: two units while small, one when large.
  static func duration(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    switch seconds {
    case ..<(-1): return "<invalid>"
    case ..<0: return "0s"
    case ..<120: return "\(seconds)s"
    default: break
    }
    let minutes = seconds / 60
    if minutes < 10 {
      return seconds % 60 == 0 ? "\(minutes)m" : "\(minutes)m\(seconds % 60)s"
    }
    if minutes < 180 { return "\(minutes)m" }
    let hours = minutes / 60
    if hours < 8 { return minutes % 60 == 0 ? "\(hours)h" : "\(hours)h\(minutes % 60)m" }
    if hours < 48 { return "\(hours)h" }
    let days = hours / 24
    if days < 8 { return hours % 24 == 0 ? "\(days)d" : "\(days)d\(hours % 24)h" }
    if days < 365 * 2 { return "\(days)d" }
    let years = days / 365
    if years < 8 {
      return days % 365 == 0 ? "\(years)y" : "\(years)y\(days % 365)d"
    }
    return "\(years)y"
  }

  /// Names with commas; `<none>` for none.
  static func list(_ names: [String]) -> Value {
    .string(names.isEmpty ? "<none>" : names.joined(separator: ","))
  }

  static func text(_ value: Value?, or fallback: String = "<none>") -> Value {
    guard let text = value?.string, !text.isEmpty else { return .string(fallback) }
    return .string(text)
  }

  static func count(_ value: Value?) -> Value { .integer(value?.integer ?? 0) }

  static func selector(_ value: Value?) -> Value {
    let text = DemoAPIServer.text(ofSelector: value ?? [:])
    return .string(text.isEmpty ? "<none>" : text)
  }
}
