import Documents
import Kubernetes
import TUI

/// What can be decided about a scaling, about images and about a drain.
extension FormState {
  /// Asks for a number of replicas.
  static func scaling(of keys: [ObjectKey]) -> FormState {
    FormState(
      .scale(keys),
      fields: [
        Field(
          .replicas, "Replicas", "How many there are to be; 0 takes every pod away.",
          .text(PromptState(), standard: "as it is"))
      ])
  }

  /// Asks for the images of a workload's containers, which are filled in once they are known.
  static func images(of key: ObjectKey) -> FormState { FormState(.images(key), fields: []) }

  /// Asks how to drain a node.
  static func draining(_ node: ObjectKey) -> FormState {
    let options = DrainOptions()
    return FormState(
      .drain(node),
      fields: [
        Field(
          .ignoreDaemonSets, "Ignore daemon sets",
          "Leave their pods where they are, as they tolerate cordoned nodes anyway.",
          .tick(options.ignoresDaemonSets)),
        Field(
          .deleteLocalData, "Delete emptyDir data",
          "Take pods away that keep data in an emptyDir; the data is lost.",
          .tick(options.deletesLocalData)),
        Field(
          .forceUnmanaged, "Force unmanaged",
          "Take pods away that no controller makes anew.", .tick(options.isForced)),
        Field(
          .disableEviction, "Disable eviction",
          "Delete instead of evicting: disruption budgets don't count.",
          .tick(options.disablesEviction)),
        Field(
          .gracePeriod, "Grace period",
          "How many seconds a pod has to end by itself; empty for its own setting.",
          .text(PromptState(), standard: "each pod's own")),
        Field(
          .timeout, "Timeout", "After how many seconds it is given up; empty for never.",
          .text(PromptState(), standard: "never")),
      ])
  }

  /// Fills in what an object says, where nobody has typed yet.
  mutating func take(_ object: Value) {
    switch purpose {
    case .scale(let keys) where keys.count == 1:
      guard let replicas = object["spec"]?["replicas"]?.integer else { return }
      suggest(.replicas, .text(PromptState(), standard: "\(replicas)"))
    case .variable(let key) where fields.isEmpty:
      setFields(Self.variableFields(of: key, object))
    case .images(let key) where fields.isEmpty:
      let images = PodTemplate.images(of: object, key.kind)
      setFields(
        images.map { image in
          Field(
            .image(image.container, isInitial: image.isInitial), image.container,
            image.isInitial ? "An init container." : "A container.",
            .text(PromptState(image.image), standard: image.image))
        })
    default: break
    }
  }

  /// The images that the form asks for.
  var chosenImages: [ContainerImage] {
    fields.compactMap { field in
      guard case .image(let container, let isInitial) = field.item,
        case .text(let line, let standard) = field.content
      else { return nil }
      let image = line.text.trimmingSpaces
      return ContainerImage(container, isInitial: isInitial, image.isEmpty ? standard : image)
    }
  }

  /// A whole number that was typed; nil for nothing typed.
  func number(_ item: Item) -> Result<Int?, FormProblem> {
    guard case .text(let line, _)? = self[item] else { return .success(nil) }
    let text = line.text.trimmingSpaces
    if text.isEmpty { return .success(nil) }
    // Kubernetes has 32 bits for all of these.
    guard let number = Int32(text), number >= 0 else {
      return .failure(FormProblem(words: "\(text) isn't a whole number from 0 on"))
    }
    return .success(Int(number))
  }
}

/// Why what was filled in can't be gone on with.
struct FormProblem: Error, Equatable {
  /// For a person.
  var words: String
}

extension ConsoleState {
  /// Goes on with a number of replicas.
  mutating func submitScale(_ form: FormState, _ keys: [ObjectKey]) -> [Command] {
    switch form.number(.replicas) {
    case .success(let number?): return prepare(.scale(to: number), keys)
    case .success(nil): say("nothing typed: it stays as it is")
    case .failure(let problem): say(problem.words, .warning)
    }
    return []
  }

  /// Goes on with images.
  mutating func submitImages(_ form: FormState, _ key: ObjectKey) -> [Command] {
    guard !form.fields.isEmpty else {
      say("its images aren't known yet", .warning)
      return []
    }
    return prepare(.setImages(form.chosenImages), [key])
  }

  /// What stands above a form about workloads and nodes; nil for others.
  func changeTitle(of form: FormState) -> String? {
    switch form.purpose {
    case .scale(let keys):
      keys.count == 1
        ? "Scale \(keys[0].kind.singular) \(keys[0].name.name)" : "Scale \(keys.words)"
    case .variable(let key): "A variable of \(key.kind.singular) \(key.name.name)"
    case .images(let key): "Images of \(key.kind.singular) \(key.name.name)"
    case .drain(let key): "Drain node \(key.name.name)"
    case .sync, .rollBack, .delete, .saveLog, .portForward, .cleanUp, .edit, .commit, .pause,
      .pauseFlux:
      nil
    }
  }

  /// What stands below the rows of such a form.
  func changeFacts(of form: FormState) -> [StyledText] {
    switch form.purpose {
    case .scale(let keys):
      guard keys.count == 1 else { return [StyledText("The same number for each.", Role.muted)] }
      guard let object = cluster.subjects[keys[0]]?.value else {
        return [subjectNote(keys[0])]
      }
      let wanted = object["spec"]?["replicas"]?.integer
      let present = object["status"]?["replicas"]?.integer ?? 0
      let ready = object["status"]?["readyReplicas"]?.integer ?? 0
      return [
        StyledText(
          "\(wanted.map { "\($0) wanted" } ?? "its wish isn't in spec.replicas"), "
            + "\(present) there, \(ready) ready")
      ]
    case .variable(let key):
      return cluster.subjects[key]?.value == nil ? [subjectNote(key)] : variableFacts(form, of: key)
    case .images(let key):
      return cluster.subjects[key]?.value == nil ? [subjectNote(key)] : []
    case .drain(let key):
      let count = pods.all.count { $0.node == key.name.name }
      var lines = [
        StyledText("\(count) \(count == 1 ? "pod" : "pods") of those listed run on it.")
      ]
      if !namespaces.isEmpty {
        lines.append(
          StyledText("Pods of namespaces that aren't shown go, too.", Role.warning))
      }
      return lines
    case .sync, .rollBack, .delete, .saveLog, .portForward, .cleanUp, .edit, .commit, .pause,
      .pauseFlux:
      return []
    }
  }

  private func subjectNote(_ key: ObjectKey) -> StyledText {
    if let error = cluster.subjects[key]?.error { return StyledText(error.summary, Role.error) }
    return cluster.subjects[key]?.isGone == true
      ? StyledText("it isn't there any more", Role.warning) : StyledText("reading it …", Role.muted)
  }
}
