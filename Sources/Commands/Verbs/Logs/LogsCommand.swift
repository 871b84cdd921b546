import ArgumentParser
import ConsoleRuntime
import GitOps
import Kubernetes
import Logs

/// Prints logs.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Print the logs of pods, merged by their times.",
    usage:
      "duet logs [-f] (POD | REGEX | KIND/NAME | -l LABELS | --stack NAME | --app NAME) [CONTAINER]",
    discussion: """
      POD names one pod, as for kubectl: of several containers its default one is taken, unless -c or \
      --all-containers says others. A text that no pod is named is a regular expression of pods' \
      names, as for stern; beside -l, --stack or --app it is always one. KIND/NAME takes all pods of \
      a workload, or of anything with a selector. All these take all containers.

      Lines of several containers come in the order of their times. Without -f everything that is \
      there is printed; with it pods that appear are joined, replacements and restarts are followed, \
      lost connections are made up for, and what happens is said on the standard error. -f ends with \
      a pod or job that was named, as for kubectl, and otherwise with ctrl-c.

      On a pipe lines are printed as the containers wrote them, byte by byte; on a terminal it is \
      said whose they are, and control sequences are made harmless. -o says otherwise: default \
      (whose, then the line), raw (the line), json (an object a line: time, namespace, pod, \
      container, node, message), pretty (of JSON and logfmt, the message before the rest).

      Flags mean what they mean to kubectl and to stern, and --follow=true and the like are taken \
      too. The exit code is 0, and 1 where there is no such pod, a log can't be read, or the cluster \
      can't be asked.
      """)

  @OptionGroup var target: LogTargetOptions
  @OptionGroup var range: LogRangeOptions
  @OptionGroup var lines: LogLineOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var cluster: ClusterOptions

  mutating func validate() throws {
    try target.check()
    try range.check()
    try lines.check()
  }

  func run() async throws {
    let namespace = target.namespaces.count == 1 ? target.namespaces.first : nil
    try await run(in: .current(repository, cluster.choice(namespace: namespace)))
  }

  func run(in world: VerbWorld) async throws {
    let request = try target.request
    let cluster = try await world.connect()
    for warning in cluster.warnings { world.output.note("warning: \(SafeText.line(warning))") }
    let named = target.namespaces
    let namespaces = target.allNamespaces ? nil : named.isEmpty ? [cluster.defaultNamespace] : named
    let resolver = LogSubjectResolver(
      world: world, cluster: cluster, repository: repository, namespaces: namespaces,
      areNamed: !named.isEmpty && !target.allNamespaces)
    var selection = try await resolver.selection(of: request)
    selection.excluded = target.excludePod
    let isSelector = if case .labels = request.subject { true } else { false }
    let places = Set(selection.queries.map(\.namespace))
    let session = LogSession(
      world: world, client: cluster.client, selection: selection,
      choice: target.choice(isExact: selection.isExact),
      range: range.range(hasSelector: isSelector),
      printing: lines.options(
        output: world.output, severalNamespaces: places.count > 1 || places.contains(nil),
        isPrefixed: target.allPods),
      filter: lines.filter, isQuiet: lines.onlyLogLines, ignoresErrors: range.ignoreErrors,
      most: range.maxLogRequests, place: resolver.place, mayBeEmpty: isSelector)
    try await session.run()
  }
}
