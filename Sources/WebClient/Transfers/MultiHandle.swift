internal import CCurl

/// Owns libcurl's multi handle, which carries all hops that are under way.
///
/// libcurl says which sockets it waits for, and until when; here that is waited for, and libcurl is
/// told what came. So a response costs the same whether few or many others are awaited.
/// Specification: <https://curl.se/libcurl/c/libcurl-multi.html>
///
/// Only one thread may use it at a time.
@safe final class MultiHandle {
  private let handle: UnsafeMutableRawPointer
  private let poller: SocketPoller
  /// When libcurl is to be called even if no socket is ready.
  private var dueTime: Instant?

  /// - Parameters:
  ///   - bell: What ends a wait early. It must outlive the handle.
  ///   - connectionCount: How many connections are kept for further requests.
  init?(_ bell: borrowing Bell, connectionCount: Int) {
    guard let poller = SocketPoller(bell), let handle = unsafe curl_multi_init() else {
      return nil
    }
    self.poller = poller
    unsafe self.handle = handle
    unsafe curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connectionCount)
    setCallbacks()
  }

  deinit {
    // It closes connections, which nobody needs to hear of.
    unsafe curl_multi_set_socket_callback(handle, nil, nil)
    unsafe curl_multi_set_timer_callback(handle, nil, nil)
    unsafe curl_multi_cleanup(handle)
  }

  /// Takes a prepared handle in, which then begins its hop with the next ``runDue()``.
  ///
  /// - Returns: Whether that is possible.
  func add(_ easy: EasyHandle) -> Bool {
    unsafe curl_multi_add_handle(handle, easy.handle) == CURLM_OK
  }

  func remove(_ easy: EasyHandle) { unsafe curl_multi_remove_handle(handle, easy.handle) }

  /// The transfer of a hop that ended, and libcurl's result; each once.
  func nextEnded() -> (transfer: Transfer, result: CURLcode)? {
    var left: CInt = 0
    while let message = unsafe curl_multi_info_read(handle, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        let transfer = unsafe EasyHandle.transfer(of: message.pointee.easy_handle)
      else { continue }
      return (transfer, unsafe curl_message_result(message))
    }
    return nil
  }

  /// Lets libcurl begin what was added, and end what took too long.
  func runDue() {
    guard let time = dueTime, time <= .now else { return }
    // It says again when it is next due.
    dueTime = nil
    run(CURL_SOCKET_TIMEOUT)
  }

  /// Waits until a socket is ready, something is due, or the bell rings, and lets libcurl work on
  /// the sockets.
  ///
  /// - Parameter pause: How long at most; `nil` for no limit.
  func wait(atMost pause: Duration?) {
    var pause = pause
    if let time = dueTime { pause = min(pause ?? .seconds(60), time - .now) }
    poller.wait(milliseconds: pause?.pollMilliseconds ?? -1) { run($0) }
  }

  private func run(_ socket: curl_socket_t) {
    var runningCount: CInt = 0
    // It looks for itself what the socket is ready for, because for some of its versions an answer
    // given here replaced what they knew of data that had been read already.
    unsafe curl_multi_socket_action(handle, socket, 0, &runningCount)
  }

  private func setCallbacks() {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe curl_multi_set_socket_callback(
      handle,
      { _, socket, what, context, _ in
        guard let multi = unsafe MultiHandle.from(context) else { return -1 }
        return multi.watch(socket, what) ? 0 : -1
      }, context)
    unsafe curl_multi_set_timer_callback(
      handle,
      { _, milliseconds, context in
        guard let multi = unsafe MultiHandle.from(context) else { return -1 }
        multi.dueTime = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
        return 0
      }, context)
  }

  private func watch(_ socket: curl_socket_t, _ what: CInt) -> Bool {
    if what == CURL_POLL_REMOVE {
      poller.forget(socket)
      return true
    }
    return poller.watch(
      socket, toRead: what & CURL_POLL_IN != 0, toWrite: what & CURL_POLL_OUT != 0)
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> MultiHandle? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue()
  }
}

extension Duration {
  /// Rounded up, so that what is waited for is due afterwards.
  fileprivate var pollMilliseconds: CInt {
    let (seconds, attoseconds) = components
    let milliseconds = 1_000_000_000_000_000 as Int64
    return CInt(
      clamping: max(0, seconds * 1000 + (attoseconds + milliseconds - 1) / milliseconds))
  }
}
