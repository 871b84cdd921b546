import Documents
import Emergencies
import Kubernetes
import TUI

/// Setting a variable of a container without an editor.
extension FormState {
  /// Asks for a variable and its value; the containers are filled in once they are known.
  static func variable(of key: ObjectKey) -> FormState { FormState(.variable(key), fields: []) }

  /// The rows, for the containers of an object; none where it has no pods.
  static func variableFields(of key: ObjectKey, _ object: Value) -> [Field] {
    guard let path = PodTemplate.path(of: key.kind), let spec = object[path]?["spec"] else {
      return []
    }
    let all = (spec["containers"]?.array ?? []) + (spec["initContainers"]?.array ?? [])
    let containers = all.compactMap { $0["name"]?.string }
    return [
      Field(
        .container, "Container", "Whose variable it is.", .choice(0, of: containers)),
      Field(
        .variable, "Variable", "Its name; one that isn't there yet is added.",
        .text(PromptState(), standard: "NAME")),
      Field(
        .value, "Value",
        "What it is set to; where it came from somewhere else, it doesn't any more.",
        .text(PromptState(), standard: "empty")),
      Field(.remove, "Remove", "Take the variable away instead.", .tick(false)),
    ]
  }
}

/// A variable of a container, as a form says it.
private struct Variable {
  var container: String
  var name: String
  /// What it is to be; nil for not there.
  var value: String?

  init?(_ form: FormState) {
    guard case .choice(let index, let containers)? = form[.container],
      containers.indices.contains(index), case .text(let name, _)? = form[.variable],
      case .text(let value, _)? = form[.value]
    else { return nil }
    container = containers[index]
    self.name = name.text.trimmingSpaces
    self.value = form.isTicked(.remove) ? nil : value.text
  }

  /// What is said of it now; nil where it isn't there.
  func current(in template: Value) -> Value? {
    for list in Self.lists {
      for element in template["spec"]?[list]?.array ?? []
      where element["name"] == .string(container) {
        return element["env"]?.array?.first { $0["name"] == .string(name) }
      }
    }
    return nil
  }

  /// The template with the variable as it is to be.
  func set(in template: Value) -> Value {
    var template = template
    for list in Self.lists {
      for (index, element) in (template["spec"]?[list]?.array ?? []).enumerated()
      where element["name"] == .string(container) {
        var variables = element["env"]?.array ?? []
        let current = variables.firstIndex { $0["name"] == .string(name) }
        let new = value.map { value -> Value in ["name": .string(name), "value": .string(value)] }
        switch (current, new) {
        case (let current?, let new?): variables[current] = new
        case (let current?, nil): variables.remove(at: current)
        case (nil, let new?): variables.append(new)
        case (nil, nil): break
        }
        let place = Pointer(["spec", list, String(index), "env"])
        template[place] = variables.isEmpty ? nil : .array(variables)
        return template
      }
    }
    return template
  }

  private static let lists = ["containers", "initContainers"]
}

extension Value {
  /// What a variable is set to, for a person.
  fileprivate var variableText: String {
    if let value = self["value"] { return value.brief }
    return self["valueFrom"] == nil ? "empty" : "set from somewhere else"
  }
}

extension ConsoleState {
  /// What stands below the rows: what the variable is now.
  func variableFacts(_ form: FormState, of key: ObjectKey) -> [StyledText] {
    guard let object = cluster.subjects[key]?.value, let path = PodTemplate.path(of: key.kind),
      let template = object[path], let variable = Variable(form), !variable.name.isEmpty
    else { return [] }
    guard let current = variable.current(in: template) else {
      return [StyledText("\(variable.name) isn't set there now", Role.muted)]
    }
    return [StyledText("\(variable.name) is \(current.variableText) now")]
  }

  /// Goes on with a variable: its review follows.
  mutating func submitVariable(_ form: FormState, _ key: ObjectKey) -> [Command] {
    guard let object = cluster.subjects[key]?.value, let path = PodTemplate.path(of: key.kind),
      let template = object[path], let variable = Variable(form)
    else {
      say("its containers aren't known yet", .warning)
      return []
    }
    guard !variable.name.isEmpty, !variable.name.contains("=") else {
      say("a variable has a name, without =", .warning)
      return []
    }
    var edited = object
    edited[path] = variable.set(in: template)
    let before = variable.current(in: template)?.variableText ?? "not set"
    let after = variable.value.map { Value.string($0).brief } ?? "not set"
    let draft = EditDraft(
      key, opened: object, edited: edited,
      action: "\(variable.name) of \(variable.container): \(before) → \(after)")
    guard !draft.isEmpty else {
      say("\(variable.name) of \(variable.container) is so already")
      return []
    }
    let id = add(EditFlow([draft], in: cluster.id.context, origin: .change))
    show(id)
    return prepare(id)
  }
}
