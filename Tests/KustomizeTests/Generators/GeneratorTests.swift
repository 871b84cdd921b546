import Documents
import Testing

/// The names and contents are those that kubectl kustomize gives.
@Suite struct GeneratorTests {
  private static func generated(_ fields: String, _ files: String = "") async throws -> [Value] {
    try await TreeBuild.objects("== kustomization.yaml\n\(fields)\n\(files)")
  }

  @Test(arguments: [
    ("configMapGenerator: [{name: empty}]", "empty-6ct58987ht"),
    ("configMapGenerator: [{name: a, literals: [a=b]}]", "a-4h2mbtbbt6"),
    ("secretGenerator: [{name: a}]", "a-46f8b28mk5"),
    ("secretGenerator: [{name: a, literals: [a=b]}]", "a-k695gkmbtk"),
    ("secretGenerator: [{name: st, type: kubernetes.io/tls, literals: [x=y]}]", "st-5m4gk962d9"),
    ("secretGenerator: [{name: a, type: b, options: {}}]", "a-h7dk5h72h6"),
    (
      "configMapGenerator: [{name: a, literals: [a=b], options: {disableNameSuffixHash: true}}]",
      "a"
    ),
    (
      "namePrefix: p-\nnameSuffix: -s\nconfigMapGenerator: [{name: a, literals: [a=b]}]",
      "p-a-s-4h2mbtbbt6"
    ),
  ])
  func namesEndInTheHashOfTheContent(_ fields: String, _ name: String) async throws {
    #expect(try await Self.generated(fields).map(\.name) == [name])
  }

  @Test func whatHTMLWouldTripOverIsHashedAsGoDoes() async throws {
    let objects = try await Self.generated(
      """
      configMapGenerator:
      - name: files
        files: [e.env, "k=sub/f.txt"]
      """,
      "== e.env\n# comment\nA=1\n\n  B = 2 \nC='x y'\nD=a=b\nNOEQ\n"
        + "== sub/f.txt\nhello\nworld\ttab <html> & \"quotes\" \\back")
    #expect(objects.map(\.name) == ["files-7c6tb56989"])
  }

  @Test func literalsLoseOnePairOfQuotes() async throws {
    let objects = try await Self.generated(
      #"configMapGenerator: [{name: l, literals: ["a=b=c", "q='x'", 'r="y', "s=", "u=\"'z'\""]}]"#)
    #expect(
      objects.first?["data"] == ["a": "b=c", "q": "x", "r": #""y"#, "s": "", "u": "'z'"])
  }

  @Test func variablesAreReadLineByLine() async throws {
    let objects = try await Self.generated(
      "configMapGenerator: [{name: v, envs: [v.env], env: w.env}]",
      "== v.env\n# comment\nA=1\r\n\n  B = 2 \nC='x y'\nD=a=b\nNONE\n== w.env\nE=5")
    #expect(
      objects.first?["data"]
        == ["A": "1", "B ": " 2 ", "C": "'x y'", "D": "a=b", "E": "5", "NONE": ""])
  }

  @Test func secretsAreInBase64WithLongLinesBroken() async throws {
    let digits = "0123456789"
    let objects = try await Self.generated(
      """
      secretGenerator:
      - name: s
        literals:
        - short=\(String(repeating: digits, count: 5))0
        - long=\(String(repeating: digits, count: 5))01
      """)
    #expect(
      objects.first?["data"] == [
        "short": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw",
        "long": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMQ\n==\n",
      ])
    #expect(objects.first?["type"] == "Opaque")
  }

  @Test func theKustomizationsOptionsHoldForAll() async throws {
    let objects = try await Self.generated(
      """
      generatorOptions:
        disableNameSuffixHash: true
        immutable: true
        labels: {a: common, b: common}
      configMapGenerator:
      - {name: a, options: {labels: {a: own}, annotations: {c: own}}}
      """)
    #expect(
      objects == [
        [
          "apiVersion": "v1", "kind": "ConfigMap", "immutable": true,
          "metadata": [
            "name": "a", "labels": ["a": "own", "b": "common"], "annotations": ["c": "own"],
          ],
        ]
      ])
  }

  @Test func mergingKeepsWhatIsThere() async throws {
    let objects = try await TreeBuild.objects(
      """
      == o/kustomization.yaml
      resources: [../b]
      namePrefix: p-
      configMapGenerator:
      - {name: a, behavior: merge, literals: [y=2, z=new]}
      - {name: r, behavior: replace, literals: [y=2]}
      - {name: file, behavior: merge, literals: [n=1], options: {labels: {new: l}}}
      == b/kustomization.yaml
      nameSuffix: -s
      resources: [file.yaml]
      configMapGenerator:
      - {name: a, literals: [x=1, z=old]}
      - {name: r, literals: [x=1]}
      == b/file.yaml
      {apiVersion: v1, kind: ConfigMap, metadata: {name: file, labels: {old: l}}, data: {k: v, m: 3}}
      """, "o")
    let data = Dictionary(
      objects.map { ($0.name.split(separator: "-")[1], $0["data"]) },
      uniquingKeysWith: { first, _ in first })
    #expect(data["a"] == ["x": "1", "y": "2", "z": "new"])
    #expect(data["r"] == ["y": "2"])
    #expect(data["file"] == ["k": "v", "m": "3", "n": "1"])
    // Without a hash before, there is none after.
    let file = try #require(objects.first { $0.name == "p-file-s" })
    #expect(file["metadata"]?["labels"] == ["old": "l", "new": "l"])
  }

  @Test(arguments: [
    ("{}", "2: a generated ConfigMap needs a name"),
    ("{name: a, literals: [x]}", "2: x is no literal; expected key=value"),
    ("{name: a, literals: [=x]}", "2: =x is no literal; expected key=value"),
    ("{name: a, literals: [x=1, x=2]}", "2: key \"x\" is there twice"),
    ("{name: a, files: [a=b=c]}", "2: \"a=b=c\" is neither a file nor key=file"),
    ("{name: a, files: [nope]}", "2: nope doesn't exist: there is no file nope"),
    ("{name: a, files: [../x]}", "2: ../x leads out of the tree"),
    ("{name: a, behavior: merge}", "2: there is no ConfigMap v1 a yet, which it could merge"),
    (
      "{name: a}\n- {name: a}",
      "3: ConfigMap v1 a is there already, of kustomization.yaml:2; say \"behavior: merge\" or "
        + "\"behavior: replace\""
    ),
  ])
  func whatCannotBeGeneratedIsRefused(_ generator: String, _ problem: String) async {
    let problems = await TreeBuild.problems(
      "== kustomization.yaml\nconfigMapGenerator:\n- \(generator)")
    #expect(problems == ["kustomization.yaml:\(problem)"])
  }
}
