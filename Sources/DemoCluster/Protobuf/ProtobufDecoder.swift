import Documents

/// Reads objects in the protobuf form that kubectl sends some of its own creations in.
///
/// It knows the messages of `ProtobufMessages` and refuses everything else by name: nothing is ever
/// left out in silence.
struct ProtobufDecoder: Sendable {
  static let standard = ProtobufDecoder(ProtobufMessages.text)

  private struct Field: Sendable {
    var name: String
    var type: String
    var keepsZero: Bool
  }

  private var messages: [String: [Int: Field]] = [:]

  private init(_ text: String) {
    var current = ""
    for line in text.split(separator: "\n") {
      var words = line.split(separator: " ")
      if !line.hasPrefix(" ") { current = String(words.removeFirst().dropLast()) }
      for word in words {
        let parts = word.split(whereSeparator: { $0 == "=" || $0 == ":" })
        guard parts.count == 3, let number = Int(parts[1]) else { continue }
        let keepsZero = parts[2].hasSuffix("?")
        messages[current, default: [:]][number] = Field(
          name: String(parts[0]), type: String(keepsZero ? parts[2].dropLast() : parts[2]),
          keepsZero: keepsZero)
      }
    }
  }

  /// Reads an object with its envelope: four bytes, then its version and kind, then itself.
  func decode(_ bytes: [UInt8]) throws(APIFailure) -> Value {
    guard bytes.starts(with: [0x6b, 0x38, 0x73, 0]) else {
      throw .badRequest("the body is not a Kubernetes protobuf message")
    }
    var reader = Reader(bytes[4...])
    var version = ""
    var kind = ""
    var content: ArraySlice<UInt8> = []
    while let (number, wire) = try reader.nextField() {
      let field = try reader.bytes(wire)
      switch number {
      case 1:
        var inner = Reader(field)
        while let (number, wire) = try inner.nextField() {
          let text = String(decoding: try inner.bytes(wire), as: UTF8.self)
          if number == 1 { version = text } else if number == 2 { kind = text }
        }
      case 2: content = field
      default: break
      }
    }
    var object = try message(kind, content)
    object["apiVersion"] = .string(version)
    object["kind"] = .string(kind)
    return object
  }

  private func message(_ name: String, _ bytes: ArraySlice<UInt8>) throws(APIFailure) -> Value {
    guard let fields = messages[name] else {
      throw APIFailure(
        415, "UnsupportedMediaType",
        "\(name) is not understood in protobuf here - accepted media types include: "
          + "application/json, application/yaml")
    }
    var value: Value = [:]
    var reader = Reader(bytes)
    while let (number, wire) = try reader.nextField() {
      guard let field = fields[number] else {
        let rest = try reader.skip(wire)
        if rest { continue }
        throw APIFailure(
          415, "UnsupportedMediaType",
          "field \(number) of \(name) is not understood in protobuf here - accepted media types "
            + "include: application/json, application/yaml")
      }
      try read(field, wire, &reader, into: &value)
    }
    return value
  }

  private func read(
    _ field: Field, _ wire: UInt64, _ reader: inout Reader, into value: inout Value
  ) throws(APIFailure) {
    switch field.type.first {
    case "-": _ = try reader.skip(wire)
    case "+":
      let inner = try message(String(field.type.dropFirst()), reader.bytes(wire))
      for (name, below) in inner.object ?? [:] { value[name] = below }
    case "[":
      let element = try single(String(field.type.dropFirst().dropLast()), wire, &reader)
      value[field.name] = .array((value[field.name]?.array ?? []) + [element])
    case "{":
      let type = String(field.type.dropFirst().dropLast())
      var entry = Reader(try reader.bytes(wire))
      var key = ""
      var content = Value.string("")
      while let (number, wire) = try entry.nextField() {
        if number == 1 {
          key = String(decoding: try entry.bytes(wire), as: UTF8.self)
        } else {
          content = try single(type, wire, &entry)
        }
      }
      value.set(field.name, key, to: content)
    default:
      let content = try single(field.type, wire, &reader)
      if field.keepsZero || !Self.isZero(content) { value[field.name] = content }
    }
  }

  private static func isZero(_ value: Value) -> Bool {
    value == "" || value == 0 || value == false || value.isNull
  }

  private func single(
    _ type: String, _ wire: UInt64, _ reader: inout Reader
  ) throws(APIFailure) -> Value {
    switch type {
    case "int": return .integer(Int64(bitPattern: try reader.varint()))
    case "bool": return .bool(try reader.varint() != 0)
    case "string": return .string(String(decoding: try reader.bytes(wire), as: UTF8.self))
    case "bytes": return .string(Base64.encode(Array(try reader.bytes(wire))))
    case "quantity": return try parts(reader.bytes(wire))[1] ?? "0"
    case "time":
      guard let seconds = try parts(reader.bytes(wire))[1]?.integer else { return .null }
      return .string(DemoTime(milliseconds: seconds * 1000).rfc3339)
    case "intstr":
      let parts = try parts(reader.bytes(wire))
      return parts[1]?.integer == 1 ? parts[3] ?? "" : parts[2] ?? 0
    default: return try message(type, reader.bytes(wire))
    }
  }

  /// The fields of a small message by number: texts and numbers.
  private func parts(_ bytes: ArraySlice<UInt8>) throws(APIFailure) -> [Int: Value] {
    var parts: [Int: Value] = [:]
    var reader = Reader(bytes)
    while let (number, wire) = try reader.nextField() {
      if wire == 2 {
        parts[number] = .string(String(decoding: try reader.bytes(wire), as: UTF8.self))
      } else {
        parts[number] = .integer(Int64(bitPattern: try reader.varint()))
      }
    }
    return parts
  }
}

/// Takes protobuf's wire format apart.
private struct Reader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  private static let cut = APIFailure.badRequest("the protobuf message is cut short")

  /// The number and wire type of the next field; nil at the end.
  mutating func nextField() throws(APIFailure) -> (Int, UInt64)? {
    guard !rest.isEmpty else { return nil }
    let tag = try varint()
    return (Int(truncatingIfNeeded: tag >> 3), tag & 7)
  }

  mutating func varint() throws(APIFailure) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Self.cut }
      number |= UInt64(byte & 127) << shift
      if byte < 128 { return number }
    }
    throw Self.cut
  }

  /// The content of a field that has a length.
  mutating func bytes(_ wire: UInt64) throws(APIFailure) -> ArraySlice<UInt8> {
    guard wire == 2 else { throw .badRequest("a protobuf field has the wrong wire type") }
    let count = try varint()
    guard count <= UInt64(rest.count) else { throw Self.cut }
    let content = rest.prefix(Int(count))
    rest = rest.dropFirst(Int(count))
    return content
  }

  /// Passes over a field; whether it was empty, so that nothing is lost.
  mutating func skip(_ wire: UInt64) throws(APIFailure) -> Bool {
    switch wire {
    case 0: return try varint() == 0
    case 2: return try bytes(wire).isEmpty
    default: throw .badRequest("a protobuf field has an unknown wire type")
    }
  }
}
