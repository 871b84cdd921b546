import Documents
import Emergencies
import GitOps
import Testing

@Suite struct FieldEditRecordTests {
  @Test func aChangeIsReadFromARecordAsItWasWritten() {
    let edit = FieldEdit(
      ["spec", "containers", .element(["name": "web"]), "env"], before: nil, after: [1],
      parents: 2)
    #expect(FieldEdit(edit.value) == edit)
  }
}
