/// The controllers that every cluster has.
enum ClusterControllers {
  /// Installs them all; objects that come later are looked after.
  static func install(catalog: ImageCatalog = ImageCatalog(), on server: isolated DemoAPIServer) {
    server.controllers.catalog = catalog
    ContainerLogs.install(on: server)
    DeploymentController.install(on: server)
    ReplicaSetController.install(on: server)
    StatefulSetController.install(on: server)
    DaemonSetController.install(on: server)
    JobController.install(on: server)
    CronJobController.install(on: server)
    ClaimBinder.install(on: server)
    Scheduler.install(on: server)
    Kubelet.install(on: server)
    EndpointsController.install(on: server)
    DisruptionController.install(on: server)
    AutoscalerController.install(on: server)
    Cordons.install(on: server)
  }
}
