import Foundation
import TestSupport

/// Takes TLS connections on a loopback port, and passes what comes on to a plain one: an API server
/// speaks nothing else with kubelets, and nothing here speaks it.
///
/// A few lines of Python, in a process of their own that ends with this one.
struct TLSFront {
  let port: UInt16
  private let process: ChildProcess

  static let python = "/usr/bin/python3"

  static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: python) }

  private static let program = """
    import asyncio, ssl, sys
    certificate, key, port, behind = sys.argv[1:]
    async def pump(reader, writer):
        try:
            while data := await reader.read(1 << 16):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()
    async def serve(reader, writer):
        try:
            back = await asyncio.open_connection("127.0.0.1", int(behind))
        except OSError:
            writer.close()
            return
        await asyncio.gather(pump(reader, back[1]), pump(back[0], writer))
    async def main():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = await asyncio.start_server(serve, "127.0.0.1", int(port), ssl=context)
        print("ready", flush=True)
        await server.serve_forever()
    asyncio.run(main())
    """

  /// Starts it, with a certificate of the control plane's; returns once it takes connections.
  static func start(for server: ControlPlane, before port: Int) async throws -> TLSFront {
    let own = try freeLoopbackPorts(1)[0]
    let file = { (name: String) in server.folder.appendingPathComponent(name).path }
    let output = file("kubelet-\(own).log")
    let process = try await ChildProcess.start(
      ChildProcess.Command(
        program: ControlPlane.setprivProgram,
        arguments: [
          "--pdeathsig", "KILL", "--", python, "-c", program, file("server.crt"),
          file("server.key"), String(own), String(port),
        ], output: output, errors: output))
    try await poll(for: "the kubelet's TLS front") {
      let said = try? String(contentsOfFile: output, encoding: .utf8)
      guard process.isRunning else { throw ControlPlane.StartError.failed(said ?? "") }
      return said?.contains("ready") == true
    }
    return TLSFront(port: own, process: process)
  }

  func stop() async { await process.end(SIGKILL) }
}
