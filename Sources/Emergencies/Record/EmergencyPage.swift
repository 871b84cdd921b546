internal import DeployEngine
public import Documents
internal import GitOps
internal import Kubernetes

extension Emergency {
  /// The label by which emergencies are found among ConfigMaps and Secrets, and its value.
  static let label = (name: "duet/ledger", value: "emergency")

  /// What selects them.
  public static let selector = "\(label.name)=\(label.value)"

  /// Reads the ConfigMap that an emergency is kept in; nil for any other.
  public init?(configMap: Value) {
    guard let text = configMap["data"]?["emergency"]?.string,
      let value = try? Value(json: Array(text.utf8))
    else { return nil }
    self.init(value)
  }

  /// The name of its ConfigMap, and of the Secret beside it.
  var objectName: String { "emergency-\(id)" }

  /// The ConfigMap that it is kept in.
  func configMap(namespace: String, _ keepsake: EmergencyKeepsake?) -> Value {
    var data: [String: Value] = ["emergency": .string(value.json)]
    if let keepsake { data["keepsake"] = .string(keepsake.value.json) }
    return [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata(namespace),
      "data": .object(data),
    ]
  }

  /// The Secret that its keepsake is kept in.
  func secret(namespace: String, _ keepsake: EmergencyKeepsake) -> Value {
    [
      "apiVersion": "v1", "kind": "Secret", "metadata": metadata(namespace), "type": "Opaque",
      "data": ["keepsake": .string(Base64.encode(Array(keepsake.value.json.utf8)))],
    ]
  }

  private func metadata(_ namespace: String) -> Value {
    [
      "name": .string(objectName), "namespace": .string(namespace),
      "labels": [
        Self.label.name: .string(Self.label.value), "app.kubernetes.io/managed-by": "duet",
      ],
    ]
  }
}

extension EmergencyKeepsake {
  /// Reads what a ConfigMap keeps.
  init?(configMap: Value) {
    guard let text = configMap["data"]?["keepsake"]?.string,
      let value = try? Value(json: Array(text.utf8))
    else { return nil }
    self.init(value)
  }

  /// Reads what a Secret keeps.
  init?(secret: Value) {
    guard let bytes = secret["data"]?["keepsake"]?.string.flatMap({ Base64.decode($0) }),
      let value = try? Value(json: bytes)
    else { return nil }
    self.init(value)
  }

  private init(_ value: Value) {
    self.init(
      edits: (value["edits"]?.array ?? []).compactMap { FieldEdit($0) }, object: value["object"])
  }

  fileprivate var value: Value {
    var value: Value = ["edits": .array(edits.map(\.value))]
    value["object"] = object
    return value
  }
}
