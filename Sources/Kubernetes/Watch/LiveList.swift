import Documents
import HTTP

/// Carries out what a `WatchMachine` decides.
struct LiveList<Decoder: RowDecoder>: Sendable {
  typealias R = Decoder.DecodedRow
  typealias Output = WatchMachine<R>.Output

  private let client: Client
  private let query: ResourceQuery
  private let decoder: Decoder
  private let send: @Sendable (Change<R>) async -> Void
  private var reader: ListReader<Decoder>
  private var machine = WatchMachine<R>()

  init(
    _ client: Client, _ query: ResourceQuery, _ decoder: Decoder,
    send: @escaping @Sendable (Change<R>) async -> Void
  ) {
    self.client = client
    self.query = query
    self.decoder = decoder
    self.send = send
    reader = ListReader(decoder)
  }

  /// Runs until the task is cancelled.
  mutating func run() async {
    let mayStream = await client.capabilities.mayStream(query.kind)
    var outputs = handle(.started(mayStream: mayStream))
    while !Task.isCancelled {
      guard let step = await tell(outputs) else { return }
      switch step {
      case .list(let options): outputs = await list(options)
      case .watch(let options): outputs = await watch(options)
      case .wait(let duration):
        do {
          try await client.pacing.sleep(duration)
        } catch {
          return
        }
        outputs = handle(.woke)
      case .tell, .noteNoStreaming: return
      }
    }
  }

  private mutating func handle(_ input: WatchMachine<R>.Input) -> [Output] {
    machine.handle(input, jitter: client.pacing.random())
  }

  /// Tells the changes; returns what is to be done besides.
  private mutating func tell(_ outputs: [Output]) async -> Output? {
    var step: Output?
    for output in outputs {
      switch output {
      case .tell(let change):
        // A new list shares nothing with the old, so that what is gone isn't kept.
        if case .began = change { reader = ListReader(decoder) }
        if Task.isCancelled { return nil }
        await send(change)
      case .noteNoStreaming: await client.capabilities.note(noStreamingFor: query.kind)
      case .list, .watch, .wait: step = output
      }
    }
    return step
  }

  // MARK: Lists

  private struct Page: Sendable {
    var response: Response
    var bytes: [UInt8]
  }

  private mutating func list(_ options: ListOptions) async -> [Output] {
    var fetched = await fetch(options)
    while true {
      let page: Page
      switch fetched {
      case .success(let arrived): page = arrived
      case .failure(let error): return handle(.failed(error))
      }
      do {
        let head = try ListReader<Decoder>.head(of: page.bytes)
        guard case .list(let next)? = handle(.pageBegan(head)).first else {
          let (rows, unreadable) = try reader.rows(of: page.bytes)
          return handle(.page(rows, unreadable))
        }
        // The next page is on its way while this one is decoded.
        async let following = fetch(next)
        let (rows, unreadable) = try reader.rows(of: page.bytes)
        _ = await tell(handle(.page(rows, unreadable)))
        fetched = await following
      } catch {
        return handle(.failed(Self.undecodable(page.response, page.bytes, error)))
      }
    }
  }

  private func fetch(_ options: ListOptions) async -> Result<Page, KubernetesError> {
    do throws(KubernetesError) {
      let request = Requests.list(query, as: decoder.representation, options)
      let response = try await client.send(request, isPatient: false)
      do throws(TransportError) {
        return .success(Page(response: response, bytes: try await response.body.collect()))
      } catch {
        throw .transport(error)
      }
    } catch {
      return .failure(error)
    }
  }

  // MARK: Watches

  // An object in etcd has at most 1.5 MB, and as JSON a few times that.
  private static var longestLine: Int { 16 << 20 }

  private mutating func watch(_ options: WatchOptions) async -> [Output] {
    let start = client.pacing.now()
    do throws(KubernetesError) {
      let request = Requests.watch(query, as: decoder.representation, options)
      let response = try await client.send(request, isPatient: false)
      _ = await tell(handle(.connected))
      return await follow(response, since: start)
    } catch {
      return handle(.failed(error))
    }
  }

  private mutating func follow(
    _ response: Response, since start: ContinuousClock.Instant
  ) async -> [Output] {
    var broken: KubernetesError?
    do throws(TransportError) {
      var batches = response.body.lineBatches(limit: Self.longestLine).makeAsyncIterator()
      while let lines = try await batches.next() {
        if let broken { return handle(.failed(broken)) }
        var events: [WatchEvent<R>] = []
        events.reserveCapacity(lines.count)
        for line in lines where !line.isEmpty {
          do {
            if let event = try reader.event(line) { events.append(event) }
          } catch {
            // The last line of a stream that was cut is half a line; any other is garbage.
            broken = Self.undecodable(response, Array(line), error)
            break
          }
        }
        if let step = await tell(handle(.events(events))) { return [step] }
      }
    } catch {
      return handle(error.reason == .timedOut ? .silent : .failed(.transport(error)))
    }
    return handle(.ended(after: start.duration(to: client.pacing.now())))
  }

  private static func undecodable(
    _ response: Response, _ bytes: [UInt8], _ error: JSONError
  ) -> KubernetesError {
    .undecodable(Undecodable(response, beginning: bytes, reason: "\(error.reason)"))
  }
}

extension Client {
  /// Keeps a list up to date: tells all there is, then all that changes, until the task is
  /// cancelled.
  ///
  /// Trouble is told as a change, and doesn't end it.
  ///
  /// `send` is awaited before anything more is read, so a slow receiver slows the server down
  /// instead of filling memory.
  public func live<Decoder: RowDecoder>(
    _ query: ResourceQuery, decoding decoder: Decoder,
    send: @escaping @Sendable (Change<Decoder.DecodedRow>) async -> Void
  ) async {
    var list = LiveList(self, query, decoder, send: send)
    await list.run()
  }
}
