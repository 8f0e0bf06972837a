/// Words that names of keys, endpoints and clients have whatever the service is, so that they tell nothing.
enum GeneralWords {
  static let all = Set(words.map { Array($0.utf8) })

  private static let words = [
    "azure", "ai", "api", "cognitive", "key", "keys", "url", "uri", "endpoint", "base", "host",
    "service", "services", "resource", "subscription", "account", "access", "region", "location",
    "name", "app", "settings", "setting", "config", "configuration", "options", "section", "value",
    "the", "my", "https", "http", "env", "export", "set", "var", "const", "let", "string", "secret",
    "token", "credential", "credentials", "client", "sdk", "connection", "get", "create", "make",
    "build", "init", "new", "async", "default", "connector", "provider", "test", "use",
  ]
}
