import Console
import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes

/// Edits by hand, as the console hears of them.
extension Samples {
  /// The text of *web*, as an editor shows it.
  static let webText = EditText([OpenedObject(webKey, webDocument)], place: "homelab")

  /// The text of *web* with so many replicas.
  static func webText(replicas: Int) -> String {
    webText.text.replacing("replicas: 3", with: "replicas: \(replicas)")
  }

  /// What an edit of *web* comes to that the server takes.
  static func scaled(
    to replicas: Int64 = 5, also: [FieldEdit] = [], _ key: ObjectKey = webKey
  ) -> PreparedEdit {
    var edited = webDocument
    edited["spec"]?["replicas"] = .integer(replicas)
    let draft = EditDraft(key, opened: webDocument, edited: edited)
    return PreparedEdit(
      draft, live: webDocument, wanted: edited, edits: draft.edits,
      verdict: .accepted(result: edited, also: also))
  }

  /// The same, looked after by an application that heals itself.
  static func healed() -> PreparedEdit {
    var prepared = scaled()
    let shop = ObjectName(namespace: "argocd", name: "shop")
    var ownership = Ownership(OwnerMarks(webDocument), known: KnownOwners())
    ownership.append(
      Ownership.Member(
        ResourceIdentity(webDocument), relation: .convention, appliers: [.application(shop)]))
    prepared.ownership = ownership
    prepared.ownerWords = "application shop"
    prepared.appliers = ["application shop"]
    prepared.forecast = Forecast(
      fields: prepared.edits.map {
        FieldForecast(
          $0, [ForecastOutcome(ForecastActor(.application, shop), .reverted(.atOnce(delay: 0)))])
      }, made: now.seconds)
    return prepared
  }

  /// An edit of *web* whose number of replicas somebody else has changed, too.
  static func conflicting(_ side: EditDraft.Side? = nil) -> PreparedEdit {
    var prepared = scaled()
    let path: FieldPath = ["spec", "replicas"]
    prepared.live?["spec"]?["replicas"] = 7
    prepared.conflicts = [EditConflict(path: path, opened: 3, yours: 5, theirs: 7)]
    prepared.meanwhile = [
      FieldEdit(["metadata", "labels", "team"], before: nil, after: "shop"),
      FieldEdit(path, before: 3, after: 7),
    ]
    prepared.edits = []
    prepared.verdict = .conflicting
    prepared.draft.choices[path] = side
    return prepared
  }

  /// What the deletion of an object comes to.
  static func deleted(_ key: ObjectKey) -> PreparedEdit {
    var live = webDocument
    live["metadata"]?["name"] = .string(key.name.name)
    return PreparedEdit(
      EditDraft(key, opened: nil, .deletion(.background), action: "deleted"), live: live,
      edits: [FieldEdit(FieldPath(), before: live, after: nil)],
      verdict: .accepted(result: .null, also: []))
  }

  /// The objects that are deleted by commands.
  static func deletions(_ commands: [Command]) -> [ObjectKey] {
    commands.flatMap { command -> [ObjectKey] in
      guard case .cluster(_, .applyEdit(_, let decision, _)) = command else { return [] }
      return decision.edits.map(\.key)
    }
  }

  /// A change past Git on the record.
  static func emergency(
    _ state: EmergencyState = .live, number: Int = 1, _ key: ObjectKey = webKey,
    owners: [String] = ["application shop"]
  ) -> Emergency {
    Emergency(
      id: LedgerEntry.ID("20270115-08000\(number)-4f2a"), key: key, uid: "u1",
      action: "3 → 5 replicas",
      edits: [FieldEdit(["spec", "replicas"], before: 3, after: 5)],
      user: Operator(user: "me", host: "laptop"), time: Timestamp(seconds: now.seconds - 300),
      reason: "the shop is full", owners: owners,
      forecast: ["application shop puts it back within seconds"], state: state)
  }
}

extension ConsoleState {
  /// What the page in front shows.
  var frontPage: Document.Content? {
    if case .document(let document)? = overlays.last { document.content } else { nil }
  }
}
