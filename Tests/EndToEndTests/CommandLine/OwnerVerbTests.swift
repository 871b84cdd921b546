import DemoCluster
import Documents
import GitOps
import Kubernetes
import Testing

@testable import Commands

/// `duet owner` on the demo cluster.
@Suite(.timeLimit(.minutes(10)))
struct OwnerVerbTests {
  @Test func aPodIsOfTheApplicationOfItsDeployment() async throws {
    try await VerbBench.demo { duet in
      let pods = try await duet.client.list(ResourceQuery(.pods, namespace: "catalyst"))
      let names = pods.compactMap { $0["metadata"]?["name"]?.string }
      let pod = try #require(names.first { $0.hasPrefix("catalyst-ui-") })
      let result = try await duet("owner", "pod/\(pod)", "-n", "catalyst")
      #expect(result.code == 0)
      #expect(result.output.contains("owner     application catalyst-ui, through ReplicaSet"))
      #expect(result.output.contains("tracked   by annotation, by the Argo CD in argocd"))
      let json = try await duet("owner", "pod", pod, "-n", "catalyst", "-o", "json").json
      #expect(json["lastWord"]?["name"] == "catalyst-ui")
      #expect(json["chain"]?.array?.count == 3)
      #expect(json["orphan"] == false)
    }
  }

  @Test func stacksOrphansAndTheClusterAreToldApart() async throws {
    try await VerbBench.demo { duet in
      let stack = try await duet("owner", "deploy/traefik", "-n", "traefik")
      #expect(stack.output.contains("owner     stack traefik"))
      #expect(stack.output.contains("kubectl-edit"))
      let orphan = try await duet("owner", "pod/say-hello", "-n", "sandbox")
      #expect(orphan.code == 2)
      #expect(orphan.output.contains("owner     nobody"))
      let cluster = try await duet("owner", "cm/kube-root-ca.crt")
      #expect(cluster.code == 0)
      #expect(cluster.output.contains("owner     the cluster: every namespace has it"))
    }
  }

  @Test func everythingIsCountedOnce() async throws {
    try await VerbBench.demo { duet in
      let result = try await duet("owner", "-o", "json")
      #expect(result.code == 2)
      let json = try result.json
      let owners = json["owners"]?.array ?? []
      #expect(owners.first?["owner"]?["type"] == "nobody")
      let counts = owners.compactMap { $0["count"]?.integer }
      #expect(counts.reduce(0, +) == json["objects"]?.integer)
      let objects = owners.flatMap { $0["objects"]?.array ?? [] }
      let keys = objects.map {
        "\($0["kind"]?.string ?? "") \($0["namespace"]?.string ?? "") \($0["name"]?.string ?? "")"
      }
      #expect(Set(keys).count == keys.count)
      let words = owners.compactMap { $0["words"]?.string }
      #expect(words.contains("application catalyst-ui") && words.contains("stack traefik"))
    }
  }

  @Test func orphansAreListedWithWhoCouldTakeThemOver() async throws {
    try await VerbBench.demo { duet in
      let result = try await duet("owner", "--orphans", "-n", "media,sandbox")
      #expect(result.output.contains("PodDisruptionBudget/jellyfin"))
      #expect(result.output.contains("application media-library (has the namespace)"))
      #expect(!result.output.contains("catalyst"))
    }
  }

  @Test func whatMayNotBeListedIsSaid() async throws {
    try await VerbBench.demo(.forbidden) { duet in
      let result = try await duet("owner", "-n", "catalyst")
      #expect(result.output.contains("application catalyst-ui"))
      let all = try await duet("owner")
      #expect(all.code == 1)
      #expect(all.remarks.contains("not looked at: "))
    }
  }

  @Test func fluxOwnsWhatItApplies() async throws {
    let server = Scenario.delivery.makeServer()
    try await VerbBench.empty(on: Client(transport: server)) { duet in
      let result = try await duet("owner", "-o", "json")
      let types = (try result.json["owners"]?.array ?? []).compactMap {
        $0["owner"]?["type"]?.string
      }
      #expect(types.contains("kustomization"))
    }
  }

  @Test func whatIsNotThereIsSaid() async throws {
    try await VerbBench.demo { duet in
      let missing = try await duet("owner", "pod/none", "-n", "catalyst")
      #expect(missing.code == 1)
      #expect(missing.remarks.contains("not found"))
      let kind = try await duet("owner", "unicorn/none")
      #expect(kind.remarks.contains("the server has no kind unicorn"))
    }
  }
}
