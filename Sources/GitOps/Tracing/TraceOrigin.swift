/// What brings objects into a cluster: a stack, or a source of an application.
public enum TraceOrigin: Hashable, Sendable {
  /// A stack of the infrastructure repository.
  case stack(Stack)
  /// A source of an application, in its repository.
  case source(ApplicationSource, application: String, namespace: String)
}

extension TraceOrigin {
  /// The folder that is rendered.
  var folder: String {
    switch self {
    case .stack(let stack): stack.path
    case .source(let source, _, _): source.path
    }
  }

  /// What a person calls it.
  var name: String {
    switch self {
    case .stack(let stack): stack.name
    case .source(_, let application, _): application
    }
  }

  /// What it brings, by the files of a renderer.
  func render(_ renderer: StackRenderer) async throws(StackBuildError) -> RenderedStack {
    switch self {
    case .stack(let stack): try await renderer.render(stack)
    case .source(let source, let application, let namespace):
      try await renderer.render(source, of: application, namespace: namespace)
    }
  }
}
