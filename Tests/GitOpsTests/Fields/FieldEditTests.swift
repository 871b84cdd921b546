import Documents
import GitOps
import Testing

@Suite struct FieldEditTests {
  private static let deployment: Value = [
    "apiVersion": "apps/v1", "kind": "Deployment",
    "metadata": ["name": "web", "labels": ["app": "web"], "finalizers": ["a", "b"]],
    "spec": [
      "replicas": 3,
      "template": [
        "spec": [
          "containers": [
            [
              "name": "web", "image": "web:1", "args": ["a", "b"],
              "ports": [["containerPort": 80, "protocol": "TCP"], ["containerPort": 81]],
            ],
            ["name": "log", "image": "log:1", "emptyDir": [:]],
          ]
        ]
      ],
    ],
  ]

  private func edits(_ change: (inout Value) -> Void) -> [FieldEdit] {
    var new = Self.deployment
    change(&new)
    return FieldEdit.edits(from: Self.deployment, to: new, ListTypes(of: Self.deployment))
  }

  private static let container: Pointer = ["spec", "template", "spec", "containers", "0"]

  @Test func aPlainFieldIsOneEdit() {
    let edits = edits { $0[["spec", "replicas"] as Pointer] = 5 }
    #expect(edits == [FieldEdit(["spec", "replicas"], before: 3, after: 5)])
  }

  @Test func elementsOfAListAreToldByTheirKeys() {
    let edits = edits { $0[Self.container.appending("image")] = "web:2" }
    #expect(edits.map(\.path.description) == ["spec.template.spec.containers[web].image"])
  }

  @Test func aKeyThatIsNotWrittenIsItsDefault() {
    let edits = edits {
      $0[Self.container.appending("ports").appending(1).appending("name")] = "admin"
    }
    let description = edits.first?.path.description
    #expect(description == "spec.template.spec.containers[web].ports[81].name")
    #expect(edits.first?.path.pointer(in: Self.deployment) == nil)
    #expect(
      edits.first?.path.parent?.pointer(in: Self.deployment)
        == Self.container.appending("ports").appending(1))
  }

  @Test func anAddedElementIsOneEdit() {
    let sidecar: Value = ["name": "side", "image": "side:1"]
    let place: Pointer = ["spec", "template", "spec", "containers", "-"]
    let edits = edits { $0[place] = sidecar }
    #expect(edits.map(\.after) == [sidecar])
    #expect(edits.map(\.before) == [nil])
  }

  @Test func aListWithoutKeysIsOneValue() {
    let edits = edits { $0[Self.container.appending("args")] = ["a", "c"] }
    #expect(edits.map(\.path.description) == ["spec.template.spec.containers[web].args"])
    #expect(edits.map(\.after) == [["a", "c"]])
  }

  @Test func aNewOrderOfElementsIsAnEditOfTheList() {
    let list: Pointer = ["spec", "template", "spec", "containers"]
    let edits = edits { object in
      object[list] = .array((object[list]?.array ?? []).reversed())
    }
    #expect(edits.map(\.path.description) == ["spec.template.spec.containers"])
  }

  @Test func membersOfASetComeAndGo() {
    let edits = edits { $0[["metadata", "finalizers"] as Pointer] = ["b", "c"] }
    #expect(
      edits.map(\.path.description) == ["metadata.finalizers[=a]", "metadata.finalizers[=c]"])
  }

  @Test func whatTheServerKeepsIsNoEdit() {
    let edits = edits {
      $0["status"] = ["replicas": 1]
      $0[["metadata", "resourceVersion"] as Pointer] = "7"
      $0[["metadata", "managedFields"] as Pointer] = []
    }
    #expect(edits.isEmpty)
  }

  @Test func undoingTakesAlongWhatCameWithTheField() {
    let edits = edits {
      $0[["metadata", "annotations", "a.b/note"] as Pointer] = "x"
      $0[Self.container.appending("resources")] = ["limits": ["cpu": "1", "memory": "1Gi"]]
    }
    #expect(edits.map(\.parents) == [1, 2, 2])
    #expect(edits[0].path.description == #"metadata.annotations["a.b/note"]"#)
    let changed = edits.applied(to: Self.deployment)
    #expect(edits.map(\.inverse).applied(to: changed) == Self.deployment)
  }

  @Test func whatWasEmptyBeforeStaysWhenItsOnlyFieldGoes() {
    let place: Pointer = [
      "spec", "template", "spec", "containers", "1", "emptyDir", "sizeLimit",
    ]
    let edits = edits { $0[place] = "1Gi" }
    #expect(edits.map(\.parents) == [0])
    #expect(edits.map(\.inverse).applied(to: edits.applied(to: Self.deployment)) == Self.deployment)
  }

  @Test func aCustomResourcesListsAreThoseThatItsManagedFieldsShow() {
    var old: Value = [
      "apiVersion": "example.org/v1", "kind": "Widget",
      "metadata": [
        "name": "w",
        "managedFields": [
          [
            "manager": "m", "operation": "Update",
            "fieldsV1": ["f:spec": ["f:parts": [#"k:{"id":"a"}"#: ["f:size": [:]]]]],
          ]
        ],
      ],
      "spec": ["parts": [["id": "a", "size": 1]], "tags": ["x"]],
    ]
    let before = old
    old[["spec", "parts", "0", "size"] as Pointer] = 2
    old[["spec", "tags", "0"] as Pointer] = "y"
    let edits = FieldEdit.edits(from: before, to: old, ListTypes(of: before))
    #expect(edits.map(\.path.description) == ["spec.parts[a].size", "spec.tags"])
  }

  @Test func pathsAreReadAsTheyAreWritten() {
    let path: FieldPath = [
      "spec", .element(["containerPort": 80, "protocol": "TCP"]), .member("a"), .index(3),
    ]
    #expect(FieldPath(names: path.names) == path)
    #expect(path.names[1] == #"k:{"containerPort":80,"protocol":"TCP"}"#)
    #expect(path.description == "spec[80][=a][3]")
  }
}
