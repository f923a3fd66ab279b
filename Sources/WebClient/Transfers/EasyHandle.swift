internal import CCurl

/// Owns one of libcurl's easy handles, which carries one hop at a time and is then used again.
@safe final class EasyHandle {
  let handle: UnsafeMutableRawPointer
  private let errorText: UnsafeMutableBufferPointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var addresses: UnsafeMutablePointer<curl_slist>?

  /// Makes a handle with the options that are the same for all hops.
  init?(options: WebClient.Options) {
    guard let handle = unsafe curl_easy_init() else { return nil }
    unsafe self.handle = handle
    unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0)
    unsafe curl_easy_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText.baseAddress)

    // Signals are for the program. Without this, lookups that take too long would raise SIGALRM.
    set(CURLOPT_NOSIGNAL, 1)
    // The end of a request does not wait for a lookup that nobody needs any more.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_USERAGENT, options.userAgent)
    if let file = options.certificateAuthorities { set(CURLOPT_CAINFO, file) }
    if !options.allowsProxy {
      set(CURLOPT_PROXY, "")
      set(CURLOPT_NOPROXY, "*")
    }
    setCallbacks()
  }

  deinit {
    unsafe curl_easy_cleanup(handle)
    unsafe curl_slist_free_all(headers)
    unsafe curl_slist_free_all(addresses)
    unsafe errorText.deallocate()
  }

  /// Prepares `hop`, which must stay alive until its end, as must its transfer.
  ///
  /// - Parameters:
  ///   - hop: What the callbacks are for.
  ///   - transfer: The request that it belongs to.
  ///   - resolve: A line for `CURLOPT_RESOLVE`, where the name is not to be looked up.
  func prepare(_ hop: Hop, of transfer: Transfer, resolve: String?) {
    let request = unsafe Unmanaged.passUnretained(transfer).toOpaque()
    unsafe curl_easy_set_pointer(handle, CURLOPT_PRIVATE, request)
    let context = unsafe Unmanaged.passUnretained(hop).toOpaque()
    unsafe curl_easy_set_pointer(handle, CURLOPT_HEADERDATA, context)
    unsafe curl_easy_set_pointer(handle, CURLOPT_WRITEDATA, context)
    unsafe curl_easy_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
    unsafe curl_easy_set_pointer(
      handle, CURLOPT_CURLU, UnsafeMutableRawPointer(hop.destination.url.handle))
    unsafe errorText[0] = 0

    set(CURLOPT_FRESH_CONNECT, transfer.needsNewConnection ? 1 : 0)
    set(CURLOPT_HTTPGET, 1)
    if transfer.request.method == .head { set(CURLOPT_NOBODY, 1) }
    // An empty list would ask for every compression that libcurl knows.
    set(CURLOPT_ACCEPT_ENCODING, transfer.acceptsCompression ? "gzip" : nil)
    set(CURLOPT_BUFFERSIZE, transfer.limits.maximumBodyByteCount == nil ? 256 << 10 : 16 << 10)
    set(CURLOPT_CONNECTTIMEOUT_MS, transfer.limits.connectTimeout.milliseconds)
    set(CURLOPT_TIMEOUT_MS, transfer.remaining?.milliseconds ?? 0)
    set(CURLOPT_LOW_SPEED_LIMIT, transfer.limits.minimumBytesPerSecond)
    set(CURLOPT_LOW_SPEED_TIME, (transfer.limits.stallTimeout.milliseconds + 999) / 1000)

    unsafe headers = replace(headers, with: transfer.headerLines, CURLOPT_HTTPHEADER)
    unsafe addresses = replace(addresses, with: resolve.map { [$0] } ?? [], CURLOPT_RESOLVE)
  }

  /// The transfer that was prepared last on a handle.
  static func transfer(of handle: UnsafeMutableRawPointer?) -> Transfer? {
    guard let handle = unsafe handle else { return nil }
    var context: UnsafeMutableRawPointer?
    unsafe curl_easy_get_pointer(handle, CURLINFO_PRIVATE, &context)
    return unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// How many bytes of headers and body came off the network in the last hop.
  var receivedByteCount: Int { number(CURLINFO_HEADER_SIZE) + offset(CURLINFO_SIZE_DOWNLOAD_T) }

  /// Whether the last hop made a connection, and did not only use one that was there.
  var madeConnection: Bool { number(CURLINFO_NUM_CONNECTS) > 0 }

  /// libcurl's words on the last error; empty where it has none.
  var errorMessage: String { unsafe String(cString: errorText.baseAddress.unsafelyUnwrapped) }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    unsafe curl_easy_get_long(handle, info, &value)
    return value
  }

  func offset(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    unsafe curl_easy_get_offset(handle, info, &value)
    return Int(value)
  }

  private func set(_ option: CURLoption, _ value: Int) {
    unsafe curl_easy_set_long(handle, option, value)
  }

  private func set(_ option: CURLoption, _ value: String?) {
    unsafe curl_easy_set_string(handle, option, value)
  }

  private func replace(
    _ old: UnsafeMutablePointer<curl_slist>?, with lines: [String], _ option: CURLoption
  ) -> UnsafeMutablePointer<curl_slist>? {
    if unsafe old == nil, lines.isEmpty { return nil }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { unsafe list = curl_slist_append(list, line) }
    unsafe curl_easy_set_list(handle, option, list)
    unsafe curl_slist_free_all(old)
    return unsafe list
  }

  private func setCallbacks() {
    unsafe curl_easy_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION) {
      bytes, size, count, context in
      let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
      let isWanted = unsafe Hop.from(context)?.receive(line: line.bindMemory(to: UInt8.self).span)
      return isWanted == true ? line.count : Int(CURL_WRITEFUNC_ERROR)
    }
    unsafe curl_easy_set_bytes_callback(handle, CURLOPT_WRITEFUNCTION) {
      bytes, size, count, context in
      let body = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
      let isWanted = unsafe Hop.from(context)?.receive(body: body.bindMemory(to: UInt8.self).span)
      return isWanted == true ? body.count : Int(CURL_WRITEFUNC_ERROR)
    }
    unsafe curl_easy_set_open_socket_callback(handle) { context, _, address in
      guard let hop = unsafe Hop.from(context), let address = unsafe address else {
        return CURL_SOCKET_BAD
      }
      return unsafe VettedSocket.open(address, for: hop)
    }
  }
}

extension Hop {
  fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> Hop? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<Hop>.fromOpaque(context).takeUnretainedValue()
  }
}

extension Duration {
  /// At least one, because libcurl takes none for no limit.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000))
  }
}
