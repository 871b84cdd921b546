internal import Crypto
import Documents

/// One deploy of a stack in the past of a scenario: the objects, and what Duet leaves on the record
/// beside them.
///
/// The record is written here by itself, by the specification of ApplySets (KEP-3659) and as
/// `docs/deploying.md` says, so that whoever reads it is tested against it.
struct StackDeploy {
  /// The stack's name: its folder below the base.
  var stack: String
  /// The commit it is deployed from.
  var snapshot: ExampleRepository.Snapshot
  /// Who deploys.
  var person: RepositoryCommit.Author
  /// From which machine.
  var host: String
  /// How long it took.
  var duration: Duration = .seconds(6)

  private static let namespace = "duet"
  private static let manager = "duet"

  private var path: String { "infrastructure/base/\(stack)" }
  private var recordName: String { stack.split(separator: "/").joined(separator: ".") }
  private var parentName: String { "stack-\(recordName)" }
  private var user: String { String(person.email.prefix { $0 != "@" }) }

  /// The identity of the set: what its members bear in a label.
  private var setID: String {
    let name = "\(parentName).\(Self.namespace).ConfigMap."
    let hash = Array(SHA256.hash(data: Array(name.utf8)))
    return "applyset-\(Base64.encode(hash, .url))-v1"
  }

  /// Applies the stack and writes it down; what isn't in it any more stays.
  func run(on server: isolated DemoAPIServer) {
    var objects = (try? ManifestBuilder(files: snapshot.files).build(path)) ?? []
    objects.sort { SyncOrder($0, phase: .sync) < SyncOrder($1, phase: .sync) }
    var outcomes: [(object: Value, outcome: String)] = []
    for var object in objects {
      guard let type = server.types.type(kind: object.objectKind, group: object.objectGroup) else {
        continue
      }
      object.set("metadata", "labels", "applyset.kubernetes.io/part-of", to: .string(setID))
      let before = server.get(type.id, object.objectNamespace, object.objectName)
      guard let after = try? server.apply(type.id, object, as: Self.manager) else { continue }
      let isSame =
        before?.at("metadata", "resourceVersion") == after.at("metadata", "resourceVersion")
      outcomes.append((object, before == nil ? "created" : isSame ? "unchanged" : "configured"))
    }
    server.drainChanges()
    record(outcomes, on: server)
  }

  private func record(
    _ outcomes: [(object: Value, outcome: String)], on server: isolated DemoAPIServer
  ) {
    if server.get(.namespaces, "", Self.namespace) == nil {
      Manifests.apply(
        [
          [
            "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(Self.namespace)],
          ]
        ], as: Self.manager, to: server)
    }
    let entry = entry(outcomes, at: server.now)
    writeParent(outcomes.map(\.object), entry, on: server)
    writeLedger(entry, on: server)
  }

  private func entry(
    _ outcomes: [(object: Value, outcome: String)], at now: DemoTime
  ) -> Value {
    let digits = snapshot.revision.suffix(4)
    let stamp = now.rfc3339.prefix(19).filter { $0.isNumber }
    var counts: [String: Int64] = [:]
    for (_, outcome) in outcomes { counts[outcome, default: 0] += 1 }
    return [
      "id": .string("\(stamp.prefix(8))-\(stamp.suffix(6))-\(digits)"), "stack": .string(stack),
      "path": .string(path), "commit": .string(snapshot.revision), "branch": "main",
      "user": .string(user), "host": .string(host), "start": .string(now.rfc3339),
      "milliseconds": .integer(duration.components.seconds * 1000), "result": "succeeded",
      "counts": .object(counts.mapValues { .integer($0) }),
      "objects": .array(
        outcomes.filter { $0.outcome != "unchanged" }.map { object, outcome in
          var text: Value = [
            "kind": .string(Self.groupKind(object)), "name": .string(object.objectName),
            "outcome": .string(outcome),
          ]
          if !object.objectNamespace.isEmpty {
            text["namespace"] = .string(object.objectNamespace)
          }
          return text
        }),
    ]
  }

  private static func groupKind(_ object: Value) -> String {
    object.objectGroup.isEmpty
      ? object.objectKind : "\(object.objectKind).\(object.objectGroup)"
  }

  private func writeParent(
    _ objects: [Value], _ entry: Value, on server: isolated DemoAPIServer
  ) {
    let before = server.get(.configMaps, Self.namespace, parentName)
    func list(_ key: String) -> Set<String> {
      let text = before?.at("metadata", "annotations", key)?.string ?? ""
      return Set(text.split(separator: ",").map(String.init))
    }
    // What was a member once is one until it is pruned.
    let kinds = list("applyset.kubernetes.io/contains-group-kinds")
      .union(objects.map(Self.groupKind))
    let namespaces = list("applyset.kubernetes.io/additional-namespaces")
      .union(objects.map(\.objectNamespace)).filter { !$0.isEmpty }
    let note: Value = [
      "entry": entry["id"] ?? "", "commit": .string(snapshot.revision), "user": .string(user),
      "time": .string((server.now + duration).rfc3339), "result": "succeeded",
    ]
    Manifests.apply(
      [
        [
          "apiVersion": "v1", "kind": "ConfigMap",
          "metadata": [
            "name": .string(parentName), "namespace": .string(Self.namespace),
            "labels": [
              "applyset.kubernetes.io/id": .string(setID), "app.kubernetes.io/managed-by": "duet",
            ],
            "annotations": [
              "applyset.kubernetes.io/tooling": "kubectl/duet",
              "applyset.kubernetes.io/contains-group-kinds": .string(
                kinds.sorted().joined(separator: ",")),
              "applyset.kubernetes.io/additional-namespaces": .string(
                namespaces.sorted().joined(separator: ",")),
              "duet/path": .string(path),
              "duet/last-deploy": .string(
                String(decoding: JSONWriter().bytes(note), as: UTF8.self)),
            ],
          ],
        ]
      ], as: "duet-applyset", to: server)
  }

  private func writeLedger(_ entry: Value, on server: isolated DemoAPIServer) {
    let name = "ledger-\(recordName)"
    var data = server.get(.configMaps, Self.namespace, name)?["data"]?.object ?? [:]
    data[entry["id"]?.string ?? ""] = .string(
      String(decoding: JSONWriter().bytes(entry), as: UTF8.self))
    Manifests.apply(
      [
        [
          "apiVersion": "v1", "kind": "ConfigMap",
          "metadata": [
            "name": .string(name), "namespace": .string(Self.namespace),
            "labels": ["duet/ledger": "stack", "app.kubernetes.io/managed-by": "duet"],
          ],
          "data": .object(data),
        ]
      ], as: Self.manager, to: server)
  }
}
