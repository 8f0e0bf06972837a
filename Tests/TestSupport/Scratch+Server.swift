extension Scratch {
  /// Makes a bare repository, and one on `main` whose `origin` it is; both are empty.
  ///
  /// - Parameter scheme: stands before the path in the remote's address.
  /// - Returns: both, the server first.
  /// - Throws: what making a folder or running git throws.
  public static func serverAndClient(
    scheme: String = ""
  ) throws -> (server: Scratch, client: Scratch) {
    let server = try Scratch()
    let client = try Scratch()
    try server.git("init", "-q", "--bare", "-b", "main")
    try client.git("init", "-q", "-b", "main")
    try client.git("remote", "add", "origin", scheme + server.path)
    return (server, client)
  }
}
