import ArgumentParser

/// In which form something is printed that is no table.
enum DocumentFormat: String, ExpressibleByArgument, CaseIterable {
  case json
  case yaml

  /// The same among the forms of tables.
  var output: OutputFormat {
    switch self {
    case .json: .json
    case .yaml: .yaml
    }
  }
}
