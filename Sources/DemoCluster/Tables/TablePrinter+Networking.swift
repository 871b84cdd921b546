import Documents

extension TablePrinter {
  static let services = TablePrinter(columns: [
    .name, Column("Type"), Column("Cluster-IP"), Column("External-IP"), Column("Port(s)"), .age,
    .wide("Selector"),
  ]) { service, now in
    let ports = (service.at("spec", "ports")?.array ?? []).map { port in
      let number = port["port"]?.integer ?? 0
      let node = port["nodePort"]?.integer.map { ":\($0)" } ?? ""
      return "\(number)\(node)/\(port["protocol"]?.string ?? "TCP")"
    }
    return [
      .string(service.objectName), text(service.at("spec", "type"), or: ""),
      text(service.at("spec", "clusterIP")), .string(externalAddress(service)),
      list(ports), age(service, now), selector(service.at("spec", "selector")),
    ]
  }

  private static func externalAddress(_ service: Value) -> String {
    let given = (service.at("spec", "externalIPs")?.array ?? []).compactMap(\.string)
    switch service.at("spec", "type")?.string {
    case "LoadBalancer":
      let balanced = (service.at("status", "loadBalancer", "ingress")?.array ?? [])
        .compactMap { $0["ip"]?.string ?? $0["hostname"]?.string }
      let all = balanced + given
      return all.isEmpty ? "<pending>" : all.joined(separator: ",")
    case "ExternalName": return service.at("spec", "externalName")?.string ?? ""
    default: return given.isEmpty ? "<none>" : given.joined(separator: ",")
    }
  }

  static let endpoints = TablePrinter(columns: [.name, Column("Endpoints"), .age]) { object, now in
    var all: [String] = []
    for subset in object["subsets"]?.array ?? [] {
      let addresses = (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }
      let ports = (subset["ports"]?.array ?? []).compactMap { $0["port"]?.integer }
      if ports.isEmpty {
        all += addresses
      } else {
        for port in ports { all += addresses.map { "\($0):\(port)" } }
      }
    }
    return [.string(object.objectName), shortened(all), age(object, now)]
  }

  /// The first three, and how many more there are.
  private static func shortened(_ all: [String]) -> Value {
    guard all.count > 3 else { return list(all) }
    return .string(all.prefix(3).joined(separator: ",") + " + \(all.count - 3) more...")
  }

  static let endpointSlices = TablePrinter(columns: [
    .name, Column("AddressType"), Column("Ports"), Column("Endpoints"), .age,
  ]) { object, now in
    let ports = (object["ports"]?.array ?? []).map { port in
      port["port"]?.integer.map(String.init) ?? "*"
    }
    let addresses = (object["endpoints"]?.array ?? []).flatMap {
      ($0["addresses"]?.array ?? []).compactMap(\.string)
    }
    return [
      .string(object.objectName), text(object["addressType"], or: ""),
      ports.isEmpty ? "<unset>" : shortened(ports),
      addresses.isEmpty ? "<unset>" : shortened(addresses), age(object, now),
    ]
  }

  static let ingresses = TablePrinter(columns: [
    .name, Column("Class"), Column("Hosts"), Column("Address"), Column("Ports"), .age,
  ]) { ingress, now in
    let hosts = (ingress.at("spec", "rules")?.array ?? []).map { $0["host"]?.string ?? "" }
      .filter { !$0.isEmpty }
    let addresses = (ingress.at("status", "loadBalancer", "ingress")?.array ?? [])
      .compactMap { $0["ip"]?.string ?? $0["hostname"]?.string }
    let hasTLS = !(ingress.at("spec", "tls")?.array ?? []).isEmpty
    return [
      .string(ingress.objectName), text(ingress.at("spec", "ingressClassName")),
      hosts.isEmpty ? "*" : shortened(hosts), .string(addresses.joined(separator: ",")),
      .string(hasTLS ? "80, 443" : "80"), age(ingress, now),
    ]
  }

  static let ingressClasses = TablePrinter(columns: [
    .name, Column("Controller"), Column("Parameters"), .age,
  ]) { object, now in
    let parameters = object.at("spec", "parameters").map { parameters in
      let kind = parameters["kind"]?.string ?? ""
      let group = parameters["apiGroup"]?.string.map { "." + $0 } ?? ""
      return "\(kind)\(group)/\(parameters["name"]?.string ?? "")"
    }
    return [
      .string(object.objectName), text(object.at("spec", "controller"), or: ""),
      .string(parameters ?? "<none>"), age(object, now),
    ]
  }

  static let networkPolicies = TablePrinter(columns: [.name, Column("Pod-Selector"), .age]) {
    object, now in
    [.string(object.objectName), selector(object.at("spec", "podSelector")), age(object, now)]
  }
}
