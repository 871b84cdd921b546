import Documents
import Emergencies
import GitOps
import Kubernetes
import Testing
import YAML

@Suite struct EditTextTests {
  func text(_ documents: Value...) -> EditText {
    EditText(documents.map { Objects.opened($0) }, place: "prod")
  }

  @Test func noiseIsFoldedAway() throws {
    let text = text(try Objects.deployment()).text
    for noise in [
      "managedFields", "resourceVersion", "uid:", "generation", "last-applied", "status",
      "annotations",
    ] {
      #expect(!text.contains(noise), "\(noise)")
    }
    #expect(text.contains("image: web:1"))
    #expect(text.hasPrefix("# deployments.apps shop/web of prod\n"))
  }

  @Test func whatIsLeftAsItWasIsNoEdit() throws {
    let text = text(try Objects.deployment())
    #expect(try text.read(text.text) == .unchanged)
  }

  @Test(arguments: ["", "\n\n", "# nothing\n# left\n", "---\n---\n"])
  func anEmptyTextCancels(_ left: String) throws {
    #expect(try text(try Objects.deployment()).read(left) == .cancelled)
  }

  @Test func anEditKeepsWhatWasFolded() throws {
    let opened = try Objects.deployment()
    let text = text(opened)
    let reading = try text.read(text.text.replacing("web:1", with: "web:2"))
    guard case .drafts(let drafts) = reading, let draft = drafts.first else {
      Issue.record("\(reading)")
      return
    }
    #expect(draft.aim == .change(to: opened.with(Objects.image, "web:2")))
    #expect(draft.edits.map(\.path.description) == ["spec.template.spec.containers[web].image"])
  }

  @Test func aSyntaxErrorHasItsLine() throws {
    let text = text(try Objects.deployment())
    let broken = text.text.replacing("  replicas: 2", with: "  replicas: 2\n  oops: [")
    let line = try #require(broken.split(separator: "\n").firstIndex { $0.contains("oops") }) + 1
    #expect {
      try text.read(broken)
    } throws: { error in
      ((error as? EditProblem)?.line ?? 0) >= line
    }
  }

  @Test func aProblemIsNotedAboveWithTheLineItIsOnThen() {
    let noted = EditText.noting(EditProblem(line: 3, "no good"), in: "a\nb\nc\n")
    #expect(noted == "#! line 4: no good\na\nb\nc\n")
    let again = EditText.noting(EditProblem(line: 4, "still\nno good"), in: noted)
    #expect(again == "#! line 5: still\n#!   no good\na\nb\nc\n")
  }

  @Test(arguments: [
    ("name: web\n  namespace", "name: other\n  namespace", "metadata.name"),
    ("namespace: shop", "namespace: other", "metadata.namespace"),
    ("kind: Deployment", "kind: StatefulSet", "kind"),
    ("apiVersion: apps/v1", "apiVersion: apps/v2", "apiVersion"),
  ])
  func whatAnObjectIsCantBeChanged(_ old: String, _ new: String, _ field: String) throws {
    let text = text(try Objects.deployment())
    #expect {
      try text.read(text.text.replacing(old, with: new))
    } throws: { error in
      guard let problem = error as? EditProblem else { return false }
      return problem.reason.hasPrefix(field) && (problem.line ?? 0) > 3
    }
  }

  @Test func theServersOwnFieldsCantBeTyped() throws {
    let text = text(try Objects.deployment())
    #expect(throws: EditProblem.self) { try text.read(text.text + "status: {replicas: 9}\n") }
    #expect(throws: EditProblem.self) {
      try text.read(text.text.replacing("  name: web\n", with: "  name: web\n  uid: u-2\n"))
    }
  }

  @Test func severalObjectsAreSeveralDocuments() throws {
    let other = try Objects.deployment().with(["metadata", "name"], "api")
    let text = text(try Objects.deployment(), other)
    let parts = text.text.split(separator: "---\n")
    #expect(parts.count == 2)
    let reading = try text.read(String(parts[1]).replacing("web:1", with: "web:2"))
    guard case .drafts(let drafts) = reading else {
      Issue.record("\(reading)")
      return
    }
    #expect(drafts.map(\.key.name.name) == ["api"])
    #expect(throws: EditProblem.self) { try text.read("\(parts[1])---\n\(parts[1])") }
  }

  // MARK: Secrets

  static let secret: Value = [
    "apiVersion": "v1", "kind": "Secret",
    "metadata": ["name": "login", "namespace": "shop", "uid": "u-2"],
    "data": [
      "password": .string(Base64.encode(Array("süß\n".utf8))), "key": "AAEC/w==",
      "odd": "aGVs\nbG8=",
    ],
  ]

  @Test func textsOfASecretAreEditedAsTheyAre() throws {
    let text = EditText([Objects.opened(Self.secret, .secrets)])
    #expect(text.text.contains("süß"))
    #expect(text.text.contains("key: AAEC/w=="))
    #expect(try text.read(text.text) == .unchanged)
    let reading = try text.read(text.text.replacing("süß", with: "bitter"))
    guard case .drafts(let drafts) = reading, let draft = drafts.first else {
      Issue.record("\(reading)")
      return
    }
    let password = Value.string(Base64.encode(Array("bitter\n".utf8)))
    #expect(draft.aim == .change(to: Self.secret.with(["data", "password"], password)))
  }

  @Test func aValueOfASecretIsShownNowhere() throws {
    let text = EditText([Objects.opened(Self.secret, .secrets)])
    guard case .drafts(let drafts) = try text.read(text.text.replacing("süß", with: "bitter"))
    else {
      return
    }
    let shown = drafts.flatMap(\.edits).map { $0.masked(in: Self.secret) }
    #expect(shown.map(\.before) == ["••• 6 bytes"])
    #expect(shown.map(\.after) == ["••• 7 bytes"])
  }

  @Test func aTextInBothPlacesIsRefused() throws {
    let text = EditText([Objects.opened(Self.secret, .secrets)])
    #expect(throws: EditProblem.self) {
      try text.read(text.text.replacing("  key: AAEC/w==", with: "  key: AAEC/w==\n  odd: eA=="))
    }
  }

  // MARK: Round trips

  /// Values that YAML, or this text in particular, could take for something else.
  static let strange: [Value] = [
    "", " ", "null", "~", "yes", "on", "0x1f", "1e3", "012", "2026-07-01", "a: b", "# no comment",
    "- dash", "line\nline\n", "line\n\n", "\ttab", "trailing ", "é", "😀", "|", ">-", "{", "*a",
    "&a",
    "!tag", "%", "@", "`", "'", "\"", "\u{7}", "a\rb", 1, 1.5, true, .null, [], [:], [[]], [[:]],
    [["a": [["b": []]]]], .largeInteger("123456789012345678901234567890"), "=", "<<", "---", "...",
    "--- x", "#! note",
  ]

  @Test(arguments: strange)
  func everyValueComesBackAsItWas(_ value: Value) throws {
    let object: Value = [
      "apiVersion": "example.com/v1", "kind": "Thing",
      "metadata": ["name": "a", "uid": "u"], "spec": ["value": value, "list": [value, 1]],
    ]
    let key = ObjectKey(
      ResourceKind(group: "example.com", plural: "things", kind: "Thing", isNamespaced: false),
      name: "a")
    let text = EditText([OpenedObject(key, object)])
    #expect(try text.read(text.text) == .unchanged)
  }

  @Test func everyTextOfASecretComesBackAsItWas() throws {
    var data: [String: Value] = [:]
    for (index, value) in Self.strange.enumerated() {
      guard let text = value.string else { continue }
      data["key-\(index)"] = .string(Base64.encode(Array(text.utf8)))
    }
    let text = EditText([Objects.opened(Self.secret.with(["data"], .object(data)), .secrets)])
    #expect(try text.read(text.text) == .unchanged)
  }
}
