import Documents
import GitOps
import Kubernetes
import Testing

struct GitMessageTests {
  func request(_ kind: String, _ edits: FieldEdit...) -> GitRequest {
    GitRequest(
      ResourceIdentity(
        group: kind == "Secret" ? "" : "apps", kind: kind,
        name: ObjectName(namespace: "shop", name: "web")), .fields(edits))
  }

  @Test func itSaysWhatAndWhy() {
    let message = GitMessage(
      request("Deployment", FieldEdit(["spec", "replicas"], before: 2, after: 5)),
      reason: "Friday.", emergency: "20261123-1")
    #expect(
      message.text == """
        Set replicas of Deployment shop/web to 5

        Friday.

        Deployment shop/web:
          spec.replicas: 2 → 5

        Emergency edit: 20261123-1

        """)
  }

  @Test func whatSecretsHoldIsNotSaid() {
    let message = GitMessage(
      request("Secret", FieldEdit(["data", "password"], before: "b2xk", after: "bmV3")))
    #expect(!message.text.contains("bmV3"))
    #expect(!message.text.contains("b2xk"))
    #expect(message.subject == "Set password of Secret shop/web")
  }

  @Test func controlCharactersAreLeftOut() {
    let message = GitMessage(request("Deployment"), reason: "a\u{1B}[2J")
    #expect(!message.text.contains("\u{1B}"))
  }

  @Test func aBranchIsCalledAfterWhatItChanges() {
    let request = request("Deployment", FieldEdit(["spec", "replicas"], before: 2, after: 5))
    #expect(request.branch == "duet/deployment-web-replicas")
  }
}
