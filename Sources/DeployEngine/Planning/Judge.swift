internal import Documents
internal import GitOps
internal import Kubernetes

/// Asks the server about the objects of a stack, one by one, and says what would become of each.
struct Judge: Sendable {
  /// What became of asking about one object.
  struct Judgement: Sendable {
    var item: PlannedObject
    var consequences: [Consequence] = []
    /// Whether its label says that it is another inventory's.
    var belongsElsewhere = false
  }

  /// What the rest of a stack means for one of its objects.
  struct Surroundings: Sendable {
    /// The namespaces that the stack makes.
    var namespaces: Set<String> = []
    /// Those of them that aren't there yet.
    var missingNamespaces: Set<String> = []
    /// The definitions that the stack makes or changes, by name: `widgets.example.com`.
    var definitions: Set<String> = []
    /// The webhooks that the stack brings.
    var webhooks: Set<String> = []
  }

  let client: Client
  let inventory: Inventory
  let pacing: Pacing
  private let reading: Task<MemberReader.Members, Never>

  init(
    _ client: Client, _ inventory: Inventory, _ reading: Task<MemberReader.Members, Never>,
    _ pacing: Pacing
  ) {
    self.client = client
    self.inventory = inventory
    self.reading = reading
    self.pacing = pacing
  }

  /// Judges all objects, in their order.
  ///
  /// Namespaces and definitions come first: what is said of them decides how to ask about the rest.
  func judge(_ subjects: [Subject], limit: Int) async -> [Judgement] {
    var surroundings = Surroundings()
    for subject in subjects {
      let (group, kind) = (subject.object.group, subject.object.kind)
      if kind == "Namespace", group.isEmpty { surroundings.namespaces.insert(subject.object.name) }
      if kind.hasSuffix("WebhookConfiguration"), group == "admissionregistration.k8s.io" {
        let hooks = subject.payload["webhooks"]?.array ?? []
        surroundings.webhooks.formUnion(hooks.compactMap { $0["name"]?.string })
      }
    }
    func isFirst(_ subject: Subject) -> Bool {
      let stage = KindOrder.stage(group: subject.object.group, kind: subject.object.kind)
      return stage == .namespaces || stage == .definitions
    }
    let context = surroundings
    let first = await concurrentMap(subjects.filter(isFirst), limit: limit) {
      await judge($0, context)
    }
    for judgement in first where judgement.item.verdict != .unchanged {
      if judgement.item.stage == .definitions {
        surroundings.definitions.insert(judgement.item.key.name.name)
      } else if judgement.item.verdict == .create {
        surroundings.missingNamespaces.insert(judgement.item.key.name.name)
      }
    }
    let known = surroundings
    return first
      + (await concurrentMap(subjects.filter { !isFirst($0) }, limit: limit) {
        await judge($0, known)
      })
  }

  /// Judges one object.
  private func judge(_ subject: Subject, _ surroundings: Surroundings) async -> Judgement {
    var item = PlannedObject(
      key: subject.key, object: subject.object,
      isNamespaceDefaulted: subject.isNamespaceDefaulted, verdict: .create,
      after: Masking.maskWritten(ServerFields.remove(from: subject.payload)),
      sending: labelled(subject.payload))
    if subject.isUnknown {
      item.verdict = .error(
        .unknownKind(apiVersion: subject.object.apiVersion, kind: subject.object.kind))
      return Judgement(item: item)
    }
    if let definition = subject.definition {
      item.prerequisite = .definition(definition)
      return Judgement(item: item)
    }
    if surroundings.missingNamespaces.contains(subject.object.namespace) {
      return await rehearse(item)
    }
    var conflicts: [FieldConflict] = []
    var remark: String?
    var answer = await dryRun(item, isForced: false)
    if case .failure(let error) = answer {
      let unknown = SchemaExtensions.unknown(error, in: item.payload.object)
      if !unknown.isEmpty {
        item.payload.object = SchemaExtensions.remove(unknown, from: item.payload.object)
        remark = "this server doesn't know \(unknown.sorted().joined(separator: ", ")): left out"
        answer = await dryRun(item, isForced: false)
      }
    }
    if case .failure(.conflict(let status)) = answer {
      conflicts = FieldConflict.read(status)
      // What it would be like if the fields were taken over.
      if !conflicts.isEmpty { answer = await dryRun(item, isForced: true) }
    }
    switch answer {
    case .failure(let error): return await refuse(error, subject, surroundings, item)
    case .success(var written):
      written.warnings += [remark].compactMap { $0 }
      if written.isCreated { return create(written, item) }
      switch await live(item.key) {
      case .success(let live?): return await compare(live, written, conflicts, item)
      // It is gone since.
      case .success(nil): return create(written, item)
      case .failure(let error):
        item.verdict = .error(.server(error))
        return Judgement(item: item)
      }
    }
  }

  private func create(_ written: Written, _ item: PlannedObject) -> Judgement {
    var item = item
    item.warnings = written.warnings
    item.after = Masking.mask(ServerFields.remove(from: written.object))
    return Judgement(item: item)
  }

  // MARK: Asking

  /// The object as it is; nil if it isn't there.
  func live(_ key: ObjectKey) async -> Result<Value?, KubernetesError> {
    if let member = await reading.value.objects[ObjectIdentity(key)], member.key == key {
      return .success(member.object)
    }
    do throws(KubernetesError) {
      return .success(try await client.get(key))
    } catch {
      if case .notFound = error { return .success(nil) }
      return .failure(error)
    }
  }

  /// What the server would make of an object, asked again where it failed for a moment.
  func dryRun(
    _ item: PlannedObject, isForced: Bool
  ) async -> Result<Written, KubernetesError> {
    var tries = 0
    while true {
      let options = ApplyOptions(
        fieldManager: Planner.fieldManager, isForced: isForced, isDryRun: true,
        fieldValidation: Applier.fieldValidation)
      do throws(KubernetesError) {
        return .success(try await client.apply(item.key, item.payload.object, options))
      } catch {
        tries += 1
        guard error.mayPass, error.webhook == nil, tries < 3,
          (try? await pacing.sleep(.milliseconds(250 << tries))) != nil
        else { return .failure(error) }
      }
    }
  }

  private func labelled(_ object: Value) -> Value {
    var object = object
    var labels = object["metadata"]?["labels"] ?? .null
    labels[ApplySet.partOf] = .string(inventory.id)
    object["metadata"]?["labels"] = labels
    return object
  }
}

extension Judge.Judgement {
  /// Puts names in the place of inventories' identities.
  mutating func rename(_ names: [String: String]) {
    guard case .conflict(var conflicts) = item.verdict else { return }
    for index in conflicts.indices {
      conflicts[index].manager = names[conflicts[index].manager] ?? conflicts[index].manager
    }
    item.verdict = .conflict(conflicts)
    for index in consequences.indices {
      if case .takesOver = consequences[index].kind {
        consequences[index].kind = .takesOver(conflicts)
      }
    }
  }
}
