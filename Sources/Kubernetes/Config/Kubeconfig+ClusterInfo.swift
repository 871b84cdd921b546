import Documents
import YAML

extension Kubeconfig {
  /// What a plug-in is told of the cluster, in the terms of a kubeconfig.
  static func clusterInfo(_ connection: Connection, _ cluster: Entry) -> Value {
    var info: Value = ["server": .string(connection.server)]
    info["tls-server-name"] = connection.tlsServerName.map { .string($0) }
    if connection.isInsecure { info["insecure-skip-tls-verify"] = true }
    info["certificate-authority-data"] =
      connection.certificateAuthority.map { .string(Base64.encode($0)) }
    info["proxy-url"] = connection.proxyURL.map { .string($0) }
    if connection.disablesCompression { info["disable-compression"] = true }
    // An extension of this name is the plug-in's own configuration for the cluster.
    for extra in cluster.node["extensions"]?.elements ?? []
    where extra["name"]?.value.string == "client.authentication.k8s.io/exec" {
      info["config"] = extra["extension"]?.value
    }
    return info
  }
}
