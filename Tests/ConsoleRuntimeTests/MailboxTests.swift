import Console
import Kubernetes
import TUI
import Testing

@testable import ConsoleRuntime

/// Where events wait.
@Suite(.timeLimit(.minutes(2)))
struct MailboxTests {
  private func tick(_ second: Int64) -> Event { .ticked(Timestamp(seconds: second)) }
  private let key = Event.key(.character("j"))

  @Test func eventsAreTakenAllAtOnceAndInOrder() async {
    let mailbox = Mailbox()
    for event in [tick(1), key, tick(2)] { mailbox.send(event) }
    #expect(mailbox.count == 3)
    #expect(await mailbox.take() == [tick(1), key, tick(2)])
    #expect(mailbox.count == 0)
  }

  @Test func takingWaitsForAnEvent() async {
    let mailbox = Mailbox()
    async let taken = mailbox.take()
    mailbox.send(tick(1))
    #expect(await taken == [tick(1)])
  }

  @Test func theUrgentDoesNotWaitForTheNextFrame() async {
    let mailbox = Mailbox()
    async let taken = mailbox.take(urgentOnly: true)
    mailbox.send(tick(1))
    mailbox.send(key)
    #expect(await taken == [tick(1), key])
  }

  @Test func anotherSizeIsUrgent() async {
    let mailbox = Mailbox()
    async let taken = mailbox.take(urgentOnly: true)
    mailbox.send(.resized(Size(1, 1)))
    #expect(await taken == [.resized(Size(1, 1))])
  }

  @Test func wakingEndsAWaitForTheUrgent() async {
    let mailbox = Mailbox()
    mailbox.send(tick(1))
    let taken = Task { await mailbox.take(urgentOnly: true) }
    // Whether it waits already isn't to be seen from outside.
    let waking = Task {
      while !Task.isCancelled {
        mailbox.wake()
        await Task.yield()
      }
    }
    #expect(await taken.value == [tick(1)])
    waking.cancel()
  }

  @Test func closingEndsEveryWait() async {
    let mailbox = Mailbox()
    async let taken = mailbox.take()
    mailbox.close()
    #expect(await taken.isEmpty)
    #expect(await mailbox.take(urgentOnly: true).isEmpty)
    #expect(mailbox.isClosed)
  }

  @Test func afterClosingNothingIsKept() async {
    let mailbox = Mailbox()
    mailbox.send(tick(1))
    mailbox.close()
    mailbox.send(tick(2))
    #expect(await mailbox.take() == [tick(1)])
    #expect(mailbox.count == 0)
  }

  @Test func manySendersLoseNothing() async {
    let mailbox = Mailbox()
    let senders = 8
    let each = 500
    await withDiscardingTaskGroup { group in
      for sender in 0..<senders {
        group.addTask {
          for number in 0..<each { mailbox.send(tick(Int64(sender * each + number))) }
        }
      }
      var seen: Set<Event.Tick> = []
      while seen.count < senders * each {
        for event in await mailbox.take() {
          if let tick = event.tick { seen.insert(tick) }
        }
      }
      #expect(seen.count == senders * each)
    }
  }
}

extension Event {
  fileprivate typealias Tick = Int64
  fileprivate var tick: Tick? {
    guard case .ticked(let time) = self else { return nil }
    return time.seconds
  }
}
