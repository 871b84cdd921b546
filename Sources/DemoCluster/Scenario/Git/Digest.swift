internal import Crypto

/// Hashes, as the names of things that are named by what is in them.
enum Digest {
  /// The twenty bytes by which Git names its objects.
  ///
  /// Knowing a commit's name without running Git lets the cluster show revisions before the real
  /// repositories have been written.
  static func sha1(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.SHA1.hash(data: bytes)) }

  /// Sixty-four hexadecimal digits, as containers and images are named by.
  static func sha256(_ text: String) -> String {
    hexadecimal(Array(SHA256.hash(data: Array(text.utf8))))
  }

  /// Two digits for each byte.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
