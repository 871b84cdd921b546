import Documents
import SeedSupport
import Testing
import YAML

struct YAMLWriterTests {
  @Test func layoutIsThatOfKubectl() {
    let value: Value = [
      "spec": [
        "empty": [:], "none": [], "nothing": .null,
        "containers": [
          ["name": "web", "args": ["-v", "a: b"], "ports": [["port": 80]]],
          [["x"], [["y": 1, "z": 2], 3]],
        ],
        "script": "set -e\necho\n", "quoted": "yes",
      ],
      "kind": "Pod",
    ]
    #expect(
      value.yaml == """
        kind: Pod
        spec:
          containers:
          - args:
            - -v
            - 'a: b'
            name: web
            ports:
            - port: 80
          - - - x
            - - "y": 1
                z: 2
              - 3
          empty: {}
          none: []
          nothing: null
          quoted: "yes"
          script: |
            set -e
            echo

        """)
  }

  @Test(arguments: [
    ("web", "web"), ("", "\"\""), ("yes", "\"yes\""), ("y", "\"y\""), ("null", "\"null\""),
    ("~", "\"~\""), ("1", "\"1\""), ("0o14", "\"0o14\""), ("1e3", "\"1e3\""), ("0x", "0x"),
    (".5", "\".5\""), ("1_000", "\"1_000\""), ("0b-1", "\"0b-1\""), (".inf", "\".inf\""),
    ("2001-01-01", "\"2001-01-01\""), ("2001-2-29", "2001-2-29"), ("2004-2-29", "\"2004-2-29\""),
    ("2001-12-14T21:59:43Z", "\"2001-12-14T21:59:43Z\""), ("2001-12-14T21:59", "2001-12-14T21:59"),
    ("2001-1-1 2:03:04.5", "\"2001-1-1 2:03:04.5\""), ("2001-1-1 2:03:04Z", "2001-1-1 2:03:04Z"),
    ("2001-12-14t21:59:43.1-05:00", "\"2001-12-14t21:59:43.1-05:00\""),
    ("2001-13-01", "2001-13-01"),
    ("12:30:45", "\"12:30:45\""), ("1:30", "\"1:30\""),
    ("10:99", "10:99"), ("=", "="), ("- x", "'- x'"), ("-x", "-x"), ("-", "'-'"),
    ("a: b", "'a: b'"),
    ("a:b", "a:b"), ("a:", "'a:'"), (":", "':'"), ("a #b", "'a #b'"), ("a#b", "a#b"), ("#", "'#'"),
    (" a", "' a'"), ("a ", "'a '"), ("it's", "it's"), ("'a'", "'''a'''"), ("\"a\"", "'\"a\"'"),
    ("[a]", "'[a]'"), ("a]", "a]"), ("{a", "'{a'"), ("*.x", "'*.x'"), ("&a", "'&a'"),
    ("!a", "'!a'"), ("%a", "'%a'"), ("@a", "'@a'"), ("`a", "'`a'"), ("|", "'|'"), (">a", "'>a'"),
    ("?", "'?'"), ("?a", "?a"), ("---", "'---'"), ("...x", "'...x'"), ("<<", "\"<<\""),
    ("a\tb", "\"a\\tb\""), ("é😀", "é😀"), ("a\u{85}", "\"a\\x85\""), ("\u{0}", "\"\\0\""),
    ("\u{1B}[31m", "\"\\e[31m\""), ("\u{FEFF}", "\"\\uFEFF\""), ("\u{2028}", "\"\\u2028\""),
    ("a\r\nb", "\"a\\r\\nb\""), ("\n", "\"\\n\""), ("\\", "\\"), ("C:\\x", "C:\\x"),
  ])
  func stringsAreQuotedWhereTheyMustBe(text: String, written: String) {
    #expect(Value.string(text).yaml == written + "\n")
  }

  @Test(arguments: [
    ("a\nb\n", "k: |\n  a\n  b\n"), ("a\nb", "k: |-\n  a\n  b\n"), ("a\n\n\n", "k: |+\n  a\n\n\n"),
    ("a\n\nb\n", "k: |\n  a\n\n  b\n"), (" a\nb", "k: |2-\n   a\n  b\n"),
    ("\na\n", "k: |2\n\n  a\n"),
    ("\ta\nb\n", "k: |2\n  \ta\n  b\n"), ("a\tb\nc\n", "k: |\n  a\tb\n  c\n"),
    ("# x\n---\n- y\n", "k: |\n  # x\n  ---\n  - y\n"), ("a\n\u{1B}b", "k: \"a\\n\\eb\"\n"),
    ("a \nb\n", "k: |\n  a \n  b\n"),
  ])
  func textOfSeveralLinesIsABlock(text: String, written: String) throws {
    let value: Value = ["k": .string(text)]
    #expect(value.yaml == written)
    #expect(try Value(yaml: written) == value)
  }

  @Test(arguments: [
    (1.5, "1.5"), (123_456.5, "123456.5"), (1_234_567.5, "1.2345675e+06"), (0.0001, "0.0001"),
    (0.00001, "1e-05"), (1e21, "1e+21"), (21_000_000.25, "2.100000025e+07"), (-0.5, "-0.5"),
  ])
  func numbersAreWrittenAsKubectlWritesThem(number: Double, written: String) throws {
    #expect(Value.double(number).yaml == written + "\n")
    #expect(try Value(yaml: written) == .double(number))
  }

  @Test func longKeysAreReadBack() throws {
    let value: Value = [
      .init(repeating: "k", count: 2_000): ["a": 1], .init(repeating: "l\n", count: 2_000): [1],
    ]
    #expect(try Value(yaml: value.yaml) == value)
  }

  @Test func documentsAreSeparated() throws {
    let text = YAMLWriter().string(documents: [["a": "x\n\n"], .null, [1]])
    #expect(text == "a: |+\n  x\n\n---\nnull\n---\n- 1\n")
    #expect(try YAMLParser().parse(text).map(\.value) == [["a": "x\n\n"], .null, [1]])
  }

  @Test(arguments: 0..<500)
  func whatIsWrittenReadsBackTheSame(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = Value.nasty(depth: 4, using: &generator)
    let text = value.yaml
    #expect(try Value(yaml: text) == value, "\(text)")
  }

  @Test(.enabled(if: Kubectl.isInstalled, "kubectl is not installed"), arguments: 0..<4)
  func kubectlReadsTheSameBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: 1_000 + seed)
    // No integers beyond 64 bits: kubectl makes floating point of them.
    let value = Value.array(
      (0..<300).map { _ in Value.nasty(depth: 3, using: &generator).withoutLargeIntegers })
    #expect(try Kubectl.read(spec: "\n" + value.yaml).json == value.json)
  }
}

extension Value {
  fileprivate var withoutLargeIntegers: Value {
    switch self {
    case .largeInteger: 0
    case .array(let elements): .array(elements.map(\.withoutLargeIntegers))
    case .object(let fields): .object(fields.mapValues(\.withoutLargeIntegers))
    default: self
    }
  }
}
