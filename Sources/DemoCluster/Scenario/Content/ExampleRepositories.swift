/// The Git repositories of the standard scenario.
enum ExampleRepositories {
  /// Those of applications, which Argo CD deploys from.
  static func applications(_ now: DemoTime) -> [ExampleRepository] {
    [
      catalystUI(now), catalystAPI(now), mediaLibrary(now), photoVault(now), homeAutomation(now),
      weatherStation(now), teamTools(now),
    ]
  }
}
