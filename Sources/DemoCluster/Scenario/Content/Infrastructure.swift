/// The infrastructure repository of the demo: the platform, deployed on purpose, stack by stack.
enum Infrastructure {
  static let name = "homelab-infra"

  /// How many of its last commits haven't been pushed.
  static let unpushed = 1

  static func repository(_ now: DemoTime) -> ExampleRepository {
    ExampleRepository(
      name: name,
      commits: [
        RepositoryCommit(
          People.tomas, at: now.ago(days: 130), "Bootstrap the cluster on Talos",
          files(
            [
              "README.md": readme, ".gitignore": "secrets/\n*.key\n.talosconfig\n",
              "scripts/deploy-stack.sh": deployScript, "scripts/bootstrap.sh": bootstrapScript,
            ], talos, storage, argocd, traefik)),
        RepositoryCommit(
          People.mira, at: now.ago(days: 118), "Add the registry and monitoring",
          files(
            registry(memory: "256Mi"), registryMirror, monitoring(grafana: "12.0.2"), overlays)),
        RepositoryCommit(
          People.mira, at: now.ago(days: 76), "Collect logs with Fluent Bit and OpenSearch",
          files(observability)),
        RepositoryCommit(
          People.tomas, at: now.ago(days: 40), "Define the applications",
          files(StandardApplications.manifests)),
        RepositoryCommit(
          People.june, at: now.ago(days: 9), "Deny traffic between namespaces by default",
          files(networkPolicies)),
        RepositoryCommit(
          People.mira, at: now.ago(days: 4, hours: 2), "Update Grafana to 12.2.1",
          files(monitoring(grafana: "12.2.1"))),
        RepositoryCommit(
          People.june, at: now.ago(days: 2, hours: 1), "Begin to move the media stack here",
          files(media)),
        RepositoryCommit(
          People.tomas, at: now.ago(hours: 5), "Give the registry more memory, and no mirror",
          files(registry(memory: "512Mi")).merging(registryMirror.mapValues { _ in nil }) { $1 }),
      ])
  }

  /// The commit from which the stacks were deployed last: the newest registry isn't in the cluster.
  static func lastDeployed(of repository: ExampleRepository) -> ExampleRepository.Snapshot? {
    repository.snapshots.last { $0.commit.message.hasPrefix("Update Grafana") }
  }

  private static func files(_ sets: [String: String]...) -> [String: String?] {
    var all: [String: String?] = [:]
    for set in sets { for (path, text) in set { all[path] = text } }
    return all
  }

  private static let readme = """
    # homelab-infra

    The platform of the talos00 cluster. Applications have repositories of their own; Argo CD deploys
    those. Nothing here deploys itself:

        scripts/deploy-stack.sh registry

    - `infrastructure/base/<stack>` what can be deployed
    - `infrastructure/base/argocd/applications` which applications there are
    - `infrastructure/overlays/<environment>` what differs between dev and prod
    - `talos/` machine configurations, without their secrets

    """

  private static let deployScript = """
    #!/usr/bin/env bash
    # Deploys one stack: scripts/deploy-stack.sh <stack>
    set -euo pipefail

    stack="${1:?which stack?}"
    folder="$(dirname "$0")/../infrastructure/base/$stack"
    [ -d "$folder" ] || { echo "no such stack: $stack" >&2; exit 1; }

    if [ -f "$folder/kustomization.yaml" ]; then
      kubectl apply -k "$folder"
    else
      kubectl apply -f "$folder"
    fi
    kubectl get pods -A -l "app.kubernetes.io/part-of=$stack"

    """

  private static let bootstrapScript = """
    #!/usr/bin/env bash
    # From nothing to a cluster with Argo CD.
    set -euo pipefail

    talosctl apply-config --insecure -n 192.168.10.100 -f talos/controlplane.yaml
    for node in 101 102 103; do
      talosctl apply-config --insecure -n "192.168.10.$node" -f talos/worker.yaml
    done
    talosctl bootstrap -n 192.168.10.100
    for stack in storage argocd traefik; do "$(dirname "$0")/deploy-stack.sh" "$stack"; done

    """

  private static let talos = [
    "talos/controlplane.yaml": """
    version: v1alpha1
    machine:
      type: controlplane
      network:
        hostname: talos00
      install:
        disk: /dev/nvme0n1
        image: ghcr.io/siderolabs/installer:v1.11.5
    cluster:
      clusterName: talos00
      controlPlane:
        endpoint: https://192.168.10.100:6443
      network:
        podSubnets: [10.244.0.0/16]
        serviceSubnets: [10.96.0.0/12]

    """,
    "talos/worker.yaml": """
    version: v1alpha1
    machine:
      type: worker
      install:
        disk: /dev/nvme0n1
        image: ghcr.io/siderolabs/installer:v1.11.5
      kubelet:
        extraMounts:
          - destination: /var/local-path
            type: bind
            source: /var/local-path
            options: [bind, rshared, rw]

    """,
  ]
}
