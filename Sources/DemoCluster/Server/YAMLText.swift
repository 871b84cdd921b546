import Documents
import YAML

/// Values as YAML text, for clients that ask for it.
enum YAMLText {
  static func bytes(_ value: Value) -> [UInt8] { Array(YAMLWriter().string(value).utf8) }
}
