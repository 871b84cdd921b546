public import HTTP

extension Requests {
  /// Reads a container's log, always with times: they merge several logs, and tell where to go on
  /// after a connection was lost.
  public static func logs(_ query: LogQuery, limitBytes: Int? = nil) -> Request {
    let pod = ObjectKey(.pods, namespace: query.namespace, name: query.pod)
    var target = pod.target(subresource: "log")
    target.add("container", query.container)
    target.add("follow", query.follow)
    target.add("previous", query.previous)
    switch query.start {
    case .beginning: break
    case .seconds(let seconds): target.add("sinceSeconds", max(1, seconds))
    case .time(let time): target.add("sinceTime", time.rfc3339)
    }
    target.add("tailLines", query.tailLines)
    target.add("limitBytes", limitBytes)
    target.add("timestamps", true)
    // The API server refuses `Accept: text/plain` here, and sends plain text for any other.
    return Request(.get, target.text, headers: ["Accept": "*/*"])
  }
}
