internal import ScanModel

/// What strings and comments of a language look like, as far as it takes to tell what is a literal.
///
/// Where it does not know a corner of the language, a quote too many is seen: then what follows looks like anything but a
/// literal around a secret, and no edit is offered.
struct LexicalForm {
  struct Quote: Equatable {
    let open: [UInt8]
    let close: [UInt8]
    var escape: UInt8?
    /// Whether the closing quote, twice, stands for itself.
    var isDoubled = false
    var spansLines = false
    /// Whether variables are filled in.
    var fillsIn = false
  }

  /// The longest first.
  var quotes: [Quote]
  var lineComments: [[UInt8]] = []
  var blockComment: (open: [UInt8], close: [UInt8])?
  /// Whether a comment begins at the start of a word only.
  var commentsStandApart = false
  /// Whether `'x'` is a character, and `'x` without an end something else.
  var hasCharacters = false
  var hasRegexes = false
  /// What begins a text that ends at a word on a line of its own.
  var heredoc: [UInt8]?
  /// What stands around the code in other text.
  var tags: (open: [UInt8], close: [UInt8])?

  /// - Returns: nil for a language whose literals nothing replaces.
  init?(_ language: SourceLanguage, ending: String) {
    switch language {
    case .python where ending == "py": self = Self.python
    case .javascript, .typescript: self = Self.javascript
    case .csharp where ["cs", "csx"].contains(ending): self = Self.csharp
    case .java, .kotlin: self = Self.java
    case .go: self = Self.go
    case .rust: self = Self.rust
    case .swift: self = Self.swift
    case .ruby: self = Self.ruby
    case .php: self = Self.php
    case .powershell: self = Self.powershell
    case .bash: self = Self.shell
    case .terraform where ending == "tf": self = Self.terraform
    case .bicep where ending == "bicep": self = Self.bicep
    case .appSettings where ending == "json": self = Self.json
    default: return nil
    }
  }

  private init(
    _ quotes: [Quote], comments: [String] = [], block: (String, String)? = ("/*", "*/")
  ) {
    self.quotes = quotes
    lineComments = comments.map { Array($0.utf8) }
    blockComment = block.map { (Array($0.0.utf8), Array($0.1.utf8)) }
  }

  private static func quote(
    _ open: String, _ close: String? = nil, escape: String? = "\\", isDoubled: Bool = false,
    spansLines: Bool = false, fillsIn: Bool = false
  ) -> Quote {
    Quote(
      open: Array(open.utf8), close: Array((close ?? open).utf8), escape: escape?.utf8.first,
      isDoubled: isDoubled, spansLines: spansLines, fillsIn: fillsIn)
  }

  private static let python = LexicalForm(
    [quote("\"\"\"", spansLines: true), quote("'''", spansLines: true), quote("\""), quote("'")],
    comments: ["#"], block: nil)

  private static let javascript = {
    var form = LexicalForm(
      [quote("`", spansLines: true), quote("\""), quote("'")], comments: ["//"])
    form.hasRegexes = true
    return form
  }()

  private static let csharp = {
    var form = LexicalForm(
      [
        quote("$@\"", "\"", escape: nil, isDoubled: true, spansLines: true),
        quote("@$\"", "\"", escape: nil, isDoubled: true, spansLines: true),
        quote("\"\"\"", escape: nil, spansLines: true),
        quote("@\"", "\"", escape: nil, isDoubled: true, spansLines: true), quote("$\"", "\""),
        quote("\""),
      ], comments: ["//"])
    form.hasCharacters = true
    return form
  }()

  private static let java = {
    var form = LexicalForm([quote("\"\"\"", spansLines: true), quote("\"")], comments: ["//"])
    form.hasCharacters = true
    return form
  }()

  private static let go = {
    var form = LexicalForm(
      [quote("`", escape: nil, spansLines: true), quote("\"")], comments: ["//"])
    form.hasCharacters = true
    return form
  }()

  private static let rust = {
    var form = LexicalForm(
      [
        quote("r##\"", "\"##", escape: nil, spansLines: true),
        quote("r#\"", "\"#", escape: nil, spansLines: true),
        quote("r\"", "\"", escape: nil, spansLines: true), quote("\"", spansLines: true),
      ], comments: ["//"])
    form.hasCharacters = true
    return form
  }()

  private static let swift = LexicalForm(
    [
      quote("#\"\"\"", "\"\"\"#", escape: nil, spansLines: true),
      quote("\"\"\"", spansLines: true), quote("#\"", "\"#", escape: nil), quote("\""),
    ], comments: ["//"])

  private static let ruby = {
    var form = LexicalForm(
      [quote("\"", spansLines: true), quote("'", spansLines: true), quote("`")], comments: ["#"],
      block: ("\n=begin", "\n=end"))
    form.heredoc = Array("<<".utf8)
    form.hasRegexes = true
    return form
  }()

  private static let php = {
    var form = LexicalForm(
      [quote("\"", spansLines: true), quote("'", spansLines: true), quote("`")],
      comments: ["//", "#"])
    form.heredoc = Array("<<<".utf8)
    form.tags = (Array("<?".utf8), Array("?>".utf8))
    return form
  }()

  private static let powershell = {
    var form = LexicalForm(
      [
        quote("@\"", "\n\"@", escape: nil, spansLines: true),
        quote("@'", "\n'@", escape: nil, spansLines: true),
        quote("\"", escape: "`", isDoubled: true, spansLines: true, fillsIn: true),
        quote("'", escape: nil, isDoubled: true, spansLines: true),
      ], comments: ["#"], block: ("<#", "#>"))
    form.commentsStandApart = true
    return form
  }()

  private static let shell = {
    var form = LexicalForm(
      [
        quote("$'", "'", spansLines: true),
        quote("\"", spansLines: true, fillsIn: true), quote("'", escape: nil, spansLines: true),
        quote("`", spansLines: true),
      ], comments: ["#"], block: nil)
    form.commentsStandApart = true
    form.heredoc = Array("<<".utf8)
    return form
  }()

  private static let terraform = {
    var form = LexicalForm([quote("\"")], comments: ["#", "//"])
    form.heredoc = Array("<<".utf8)
    return form
  }()

  private static let bicep = LexicalForm(
    [quote("'''", escape: nil, spansLines: true), quote("'")], comments: ["//"])

  private static let json = LexicalForm([quote("\"")], comments: ["//"])
}
