import Kubernetes
import TUI

/// The columns of what pods and nodes use.
enum UsageColumns {
  /// The headings that change with every measurement.
  static let titles: Set<String> = [
    "CPU", "MEM", "%CPU/R", "%CPU/L", "%MEM/R", "%MEM/L", "%CPU", "%MEM",
  ]

  /// A column of an amount, coloured by its share of the most that may be used.
  static func amount<Item>(
    _ title: String, expendability: Int,
    used: @escaping @Sendable (Item) -> Int64?, most: @escaping @Sendable (Item) -> Int64?,
    text: @escaping @Sendable (Int64?) -> String
  ) -> Column<Item> {
    let level: @Sendable (Item) -> UsageLevel = {
      UsageLevel(UsageText.percent(used($0), of: most($0)))
    }
    var column = Column<Item>(
      title, .right, minimumWidth: 4, expendability: expendability,
      sortedBy: { used($0) ?? -1 }, role: { level($0).role },
      text: { item, _ in level(item).sign + text(used(item)) })
    column.startsDescending = true
    return column
  }

  /// A column of a share in percent; that of the most that may be used is coloured.
  static func share<Item>(
    _ title: String, expendability: Int, isBounded: Bool,
    used: @escaping @Sendable (Item) -> Int64?, whole: @escaping @Sendable (Item) -> Int64?
  ) -> Column<Item> {
    let percent: @Sendable (Item) -> Int? = { UsageText.percent(used($0), of: whole($0)) }
    let level: @Sendable (Item) -> UsageLevel = {
      isBounded ? UsageLevel(percent($0)) : .fine
    }
    var column = Column<Item>(
      title, .right, minimumWidth: 6, expendability: expendability,
      sortedBy: { percent($0) ?? -1 }, role: { level($0).role },
      text: { item, _ in UsageText.share(percent(item), of: level(item)) })
    column.startsDescending = true
    return column
  }

  /// What pods use, and in a wide view its shares of what they request and may use.
  static func pods(_ usage: UsageTable, isWide: Bool) -> [Column<PodRow>] {
    let cpu: @Sendable (PodRow) -> Int64? = { usage[$0.name]?.usage.cpu }
    let memory: @Sendable (PodRow) -> Int64? = { usage[$0.name]?.usage.memory }
    let amounts: [Column<PodRow>] = [
      amount(
        "CPU", expendability: 4, used: cpu, most: { $0.limits.cpu }, text: UsageText.cpu),
      amount(
        "MEM", expendability: 4, used: memory, most: { $0.limits.memory }, text: UsageText.memory),
    ]
    guard isWide else { return amounts }
    return amounts + [
      share(
        "%CPU/R", expendability: 6, isBounded: false, used: cpu, whole: { $0.requests.cpu }),
      share("%CPU/L", expendability: 6, isBounded: true, used: cpu, whole: { $0.limits.cpu }),
      share(
        "%MEM/R", expendability: 6, isBounded: false, used: memory, whole: { $0.requests.memory }),
      share(
        "%MEM/L", expendability: 6, isBounded: true, used: memory, whole: { $0.limits.memory }),
    ]
  }

  /// What nodes use, and its share of what they have for pods.
  static func nodes(_ usage: UsageTable) -> [Column<Kubernetes.TableRow>] {
    let cpu: @Sendable (Kubernetes.TableRow) -> Int64? = { usage[$0.name]?.usage.cpu }
    let memory: @Sendable (Kubernetes.TableRow) -> Int64? = { usage[$0.name]?.usage.memory }
    let allCPU: @Sendable (Kubernetes.TableRow) -> Int64? = { usage.allocatable($0.name).cpu }
    let allMemory: @Sendable (Kubernetes.TableRow) -> Int64? = {
      usage.allocatable($0.name).memory
    }
    return [
      amount("CPU", expendability: 2, used: cpu, most: allCPU, text: UsageText.cpu),
      share("%CPU", expendability: 3, isBounded: true, used: cpu, whole: allCPU),
      amount("MEM", expendability: 2, used: memory, most: allMemory, text: UsageText.memory),
      share("%MEM", expendability: 3, isBounded: true, used: memory, whole: allMemory),
    ]
  }
}
