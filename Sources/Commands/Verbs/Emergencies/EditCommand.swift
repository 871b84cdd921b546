import ArgumentParser
import ConsoleRuntime
import Documents
import Emergencies
import Kubernetes

/// Changes objects past Git, on the record.
struct EditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change objects past Git: tried, shown, agreed to, recorded.",
    discussion: """
      The live objects are opened in the editor of KUBE_EDITOR, VISUAL or EDITOR, without what the \
      server keeps for itself; or a patch is given with -p or --patch, or whole objects with -f. \
      What it comes to is tried on the server and shown, with who puts it back and when, before \
      anything is sent; what others change meanwhile is merged, or shown. What was typed is kept \
      until it is applied or dropped: `duet edit --kept` lists it, and `duet edit --resume ID` goes \
      on with it. The exit code is 0 where it is done, or nothing is to do; 1 where it isn't; and \
      with --dry-run 2 where something would change.
      """)

  @OptionGroup var options: EmergencyOptions
  @OptionGroup var consent: EmergencyConsent

  @Option(
    name: [.customShort("p")], parsing: .unconditional,
    help: ArgumentHelp(
      "A merge patch as JSON or YAML, or a list of operations as RFC 6902 has them.",
      valueName: "patch"))
  var patchText: String?

  @Option(
    help: ArgumentHelp("The same in a file, or - for standard input.", valueName: "file"))
  var patch: String?

  @Option(
    name: [.customShort("f"), .customLong("filename")],
    help: ArgumentHelp(
      "Whole objects that take the place of the live ones, or - for standard input.",
      valueName: "file"))
  var file: String?

  @Flag(help: "Write it to Git instead: a commit on a branch of its own.")
  var toGit = false

  @Flag(help: "Push that branch, too.")
  var push = false

  @Flag(help: "Keep the edit for later instead of applying it.")
  var save = false

  @Flag(help: "List the edits that are kept.")
  var kept = false

  @Option(help: ArgumentHelp("Go on with an edit that is kept.", valueName: "id"))
  var resume: String?

  @Option(help: ArgumentHelp("Drop an edit that is kept.", valueName: "id"))
  var drop: String?

  @Argument(help: "The objects, as kubectl names them: deployment/web, or deployment web.")
  var objects: [String] = []

  mutating func validate() throws {
    let sources = [patchText, patch, file].compactMap { $0 }
    if sources.count > 1 { throw ValidationError("give one of -p, --patch and -f") }
    let others = (kept ? 1 : 0) + [resume, drop].compactMap { $0 }.count
    if push, !toGit { throw ValidationError("--push needs --to-git") }
    if toGit, save || consent.pause != nil {
      throw ValidationError("--to-git changes nothing in the cluster: leave --save and --pause out")
    }
    if others > 1 || others == 1 && (!objects.isEmpty || !sources.isEmpty) {
      throw ValidationError("--kept, --resume and --drop stand alone")
    }
    if others == 0, objects.isEmpty, file == nil {
      throw ValidationError("name an object: deployment/web")
    }
    if file != nil, !objects.isEmpty {
      throw ValidationError("-f says which objects it is about; name none besides")
    }
  }

  func run() async throws { try await run(in: options.world()) }

  func run(in world: VerbWorld) async throws {
    if kept { return await KeptEdits(world).list(as: options.output) }
    if let drop { return try await KeptEdits(world).drop(drop) }
    try world.refuseIfReadOnly(unless: consent.dryRun)
    let cluster = try await EmergencyCluster(world, options.repository)
    if !consent.dryRun { await cluster.resumeExpiredPauses() }
    let subjects = EditSubjects(
      cluster, namespace: options.namespace ?? cluster.cluster.defaultNamespace)
    var session = EditSession(
      cluster: cluster, consent: consent, format: options.output, saves: save)
    if toGit {
      session.git = GitEdits(
        cluster: cluster, repository: options.repository, consent: consent,
        format: options.output, pushes: push)
    }
    if let resume {
      return try await session.resume(try await KeptEdits(world).one(named: resume))
    }
    if let file { return try await session.run(try await subjects.drafts(replacingBy: file)) }
    let opened = try await subjects.open(objects)
    if let patch = try patchText ?? patch.map(subjects.text) {
      return try await session.run(try subjects.drafts(opened, patching: patch))
    }
    try await session.edit(opened)
  }
}
