import Files
import GitOps
import Glibc
import Testing

private let fixtures = getenv("DUET_FIXTURES").map { "\(String(cString: $0))/homelab" }

/// A real repository: every folder found and classed as `kubectl kustomize` and a look at it say.
@Suite(
  .enabled(
    if: fixtures != nil, "DUET_FIXTURES must name the folder with the fixture homelab"))
struct HomelabTests {
  func stacks() throws -> [Stack] {
    StackFinder(try DiskTree(try #require(fixtures))).stacks()
  }

  @Test func everyFolderIsFoundAndClassed() throws {
    let found = try stacks().map {
      "\($0.environment ?? "-") \($0.name) \($0.source) \($0.objects.count)"
    }
    #expect(
      found == [
        "- argocd plain 1",
        "- argocd/applications plain 1",
        "- bastion plain 4",
        "- monitoring kustomize 6",
        "- namespaces kustomize 10",
        "- observability kustomize 15",
        "- registry plain 5",
        "- storage kustomize 7",
        "- traefik kustomize 3",
        "dev dev kustomize 26",
        "prod prod kustomize 26",
      ])
  }

  @Test func whatKustomizeCannotBuildIsBroken() throws {
    let broken = try stacks().filter(\.isBroken)
    #expect(broken.map(\.name) == ["traefik", "dev", "prod"])
    #expect(
      broken.map(\.problems.first?.description)
        == Array(
          repeating: "infrastructure/base/traefik/kustomization.yaml:11: "
            + "nothing selected by ConfigMap domain-config", count: 3))
  }

  @Test func filesThatAreNoPartAreSaid() throws {
    let left = try stacks().flatMap { stack in
      stack.leftOut.map { "\(stack.name) \($0.file.split(separator: "/").last ?? "") \($0.reason)" }
    }
    #expect(
      left == [
        "argocd values.yaml noObject", "monitoring values.yaml notNamed",
        "storage nfs-storageclass.yaml notNamed", "storage shared-pvcs.yaml notNamed",
      ])
  }
}
