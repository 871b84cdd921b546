/// What the controllers of a cluster remember, and what a scenario tells them.
struct ControllerState {
  /// Whether what happens is the past: nothing takes time then, and no events tell of it, as events
  /// are forgotten after an hour.
  var isHistoric = false
  /// When the past ends: what containers do by themselves, they do after that.
  var wakes: DemoTime?
  /// Whether it matters what this manager wrote: nobody asks which fields a controller owns of an
  /// object in a past that is only made up.
  func remembers(_ manager: String) -> Bool {
    !isHistoric || !Self.own.contains(manager)
  }

  private static let own: Set<String> = [
    "kube-controller-manager", "kube-scheduler", "kubelet", ArgoCD.manager,
  ]

  /// Which image does what.
  var catalog = ImageCatalog()
  /// What waits in each `WorkQueue`.
  var waiting: [String: Set<WorkQueue.Key>] = [:]
  var scheduler = Scheduler.State()
  /// What each autoscaler has found, by its UID.
  var autoscalers: [String: AutoscalerController.Findings] = [:]
  /// The machines of the pods that run, by UID.
  var pods: [String: PodMachine] = [:]
  /// The last pod address given away on each node.
  var lastAddress: [String: Int] = [:]
  /// The next run of each cron job, by UID.
  var cronTimers: [String: TimerID] = [:]
  /// What the containers that run will write.
  var logs: [ContainerID: ContainerLogs.Run] = [:]
  /// What Argo CD remembers, where it is installed.
  var argo = ArgoState()
  /// What Flux remembers, where it is installed.
  var flux = Flux.State()
}
