internal import Documents
internal import GitOps
internal import Kubernetes

extension Judge {
  /// What a refused dry run means: not always that the object is wrong.
  func refuse(
    _ error: KubernetesError, _ subject: Subject, _ surroundings: Surroundings,
    _ item: PlannedObject
  ) async -> Judgement {
    var item = item
    if case .notFound(let status) = error, status.kind == "namespaces",
      !subject.object.namespace.isEmpty
    {
      guard surroundings.namespaces.contains(subject.object.namespace) else {
        item.verdict = .error(.namespaceMissing(subject.object.namespace))
        return Judgement(item: item)
      }
      return await rehearse(item)
    }
    if let fields = Immutability.fields(error), case .success(let live?) = await live(item.key) {
      return await recreate(live, fields, item)
    }
    let definition = "\(subject.key.kind.plural).\(subject.key.kind.group)"
    if surroundings.definitions.contains(definition), error.isAboutContent {
      // What is wrong by the definition there is may be right by the one to come.
      item.prerequisite = .definition(definition)
      return await estimate(item)
    }
    if let webhook = error.webhook {
      if surroundings.webhooks.contains(webhook) {
        item.warnings.append(
          "it couldn't be dry-run: \(webhook), which the stack brings itself, doesn't answer")
        return await estimate(item)
      }
      if error.status?.message.contains("does not support dry run") == true {
        item.warnings.append("it couldn't be dry-run: \(webhook) doesn't do dry runs")
        return await estimate(item)
      }
    }
    item.verdict = .error(.server(error))
    return Judgement(item: item)
  }

  /// The judgement of an object that the server couldn't be asked about: by what is written alone.
  private func estimate(_ item: PlannedObject) async -> Judgement {
    guard case .success(let live?) = await live(item.key) else { return Judgement(item: item) }
    var item = item
    note(live, in: &item)
    let before = ServerFields.remove(from: live)
    fill(&item, before: before, after: before.applying(mergePatch: item.written))
    item.verdict = .change
    return Judgement(item: item)
  }

  // MARK: Rehearsals

  /// Judges an object whose namespace isn't there yet: as if it went to one that is.
  ///
  /// What other rules say about that namespace is of no interest; what is wrong with the object is.
  func rehearse(_ item: PlannedObject) async -> Judgement {
    var item = item
    item.prerequisite = .namespace(item.object.namespace)
    switch await rehearse(item, in: "default") {
    case .success(let written):
      item.warnings = written.warnings
      item.after = Masking.mask(ServerFields.remove(from: written.object))
    case .failure(let error) where error.isAboutContent: item.verdict = .error(.server(error))
    case .failure: break
    }
    return Judgement(item: item)
  }

  /// What the server would make of the object if there were none yet: a dry run under another name.
  private func rehearse(
    _ item: PlannedObject, in namespace: String
  ) async -> Result<Written, KubernetesError> {
    let name = item.key.name
    let other = "duet-rehearsal-\(RecordName.digits(of: name.name))"
    var rehearsal = item
    rehearsal.key.name = ObjectName(
      namespace: name.namespace.isEmpty ? "" : namespace, name: other)
    rehearsal.payload.object["metadata"]?["name"] = .string(other)
    if !name.namespace.isEmpty {
      rehearsal.payload.object["metadata"]?["namespace"] = .string(namespace)
    }
    switch await dryRun(rehearsal, isForced: true) {
    case .success(var written):
      written.object["metadata"]?["name"] = .string(name.name)
      if !name.namespace.isEmpty {
        written.object["metadata"]?["namespace"] = .string(name.namespace)
      }
      return .success(written)
    case .failure(let error): return .failure(error.renaming(other, to: name.name))
    }
  }

  /// The judgement of an object whose fields can't be changed.
  private func recreate(
    _ live: Value, _ fields: [String], _ item: PlannedObject
  ) async -> Judgement {
    var item = item
    note(live, in: &item)
    item.adoption = nil
    item.managedFields = nil
    let before = ServerFields.remove(from: live)
    var after = before.applying(mergePatch: item.written)
    if case .success(let written) = await rehearse(item, in: item.key.name.namespace) {
      after = ServerFields.remove(from: written.object)
      item.warnings += written.warnings
    }
    fill(&item, before: before, after: after)
    item.verdict = .recreate(fields: fields)
    var consequences = [Consequence(item.key, .recreates(fields: fields))]
    consequences += await losses(of: item.key, live)
    consequences += restartByRecreation(of: live, item)
    return Judgement(item: item, consequences: consequences)
  }
}

extension PlannedObject {
  /// What Git says, without the inventory's label.
  fileprivate var written: Value { ServerFields.remove(from: payload.object) }
}

extension KubernetesError {
  /// Whether it is the object that is wrong, wherever it goes.
  var isAboutContent: Bool {
    switch self {
    case .invalid: true
    case .rejected(let status): status.code == 400
    case .server(let status):
      // Older servers answer so to fields that the kind doesn't have.
      status.code == 500 && status.message.contains("failed to create typed patch object")
    default: false
    }
  }

  /// The webhook that refused, or couldn't be asked, by its name.
  var webhook: String? {
    guard let message = status?.message else { return nil }
    for phrase in ["failed calling webhook \"", "admission webhook \""] {
      guard let start = message.firstRange(of: phrase)?.upperBound else { continue }
      return String(message[start...].prefix { $0 != "\"" })
    }
    return nil
  }

  /// The same with one name in the place of another in its words.
  fileprivate func renaming(_ other: String, to name: String) -> KubernetesError {
    guard var status else { return self }
    status.message = status.message.replacing(other, with: name)
    status.name = status.name.replacing(other, with: name)
    for index in status.causes.indices {
      status.causes[index].message = status.causes[index].message.replacing(other, with: name)
    }
    return KubernetesError(status)
  }
}
