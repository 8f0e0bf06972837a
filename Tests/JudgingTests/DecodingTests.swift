import Foundation
import ScanModel
import Testing

/// Keys that a file holds in another form: what is found is the key, and its place is where the form stands.
@Suite struct DecodingTests {
  struct Form: CustomTestStringConvertible, Sendable {
    let name: String
    let path: String
    /// With `@` where the encoded key stands.
    let text: String
    let encode: @Sendable (String) -> String
    var isExact = true

    init(
      _ name: String, _ path: String, _ text: String, isExact: Bool = true,
      _ encode: @escaping @Sendable (String) -> String
    ) {
      self.name = name
      self.path = path
      self.text = text
      self.isExact = isExact
      self.encode = encode
    }

    var testDescription: String { name }
  }

  /// Cuts a key into pieces, and puts something between them.
  private static func cut(_ key: String, into count: Int, _ joint: String) -> String {
    let length = (key.count + count - 1) / count
    let pieces = stride(from: 0, to: key.count, by: length).map {
      String(key.dropFirst($0).prefix(length))
    }
    return pieces.joined(separator: joint)
  }

  private static func each(_ key: String, _ write: (UInt8) -> String) -> String {
    key.utf8.map(write).joined()
  }

  private static func hex(_ byte: UInt8, width: Int = 2) -> String {
    let digits = String(byte, radix: 16)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  /// Stored, not deflated: one block (RFC 1951, section 3.2.4) in the frame of RFC 1952.
  private static func gzip(_ text: String) -> Data {
    let bytes = Array(text.utf8)
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    let length = UInt32(bytes.count)
    let block = [1] + little(length, 2) + little(~length, 2) + bytes
    return Data(
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + block + little(~crc, 4) + little(length, 4))
  }

  static let joined: [Form] = [
    Form("plus", "a.py", #"speech_key = "@""#) { cut($0, into: 2, "\" + \"") },
    Form("plus on three lines", "A.java", "String azureSpeechKey = \"@\";") {
      cut($0, into: 3, "\"\n      + \"")
    },
    Form("plus without blanks", "a.js", "const speechKey='@';") { cut($0, into: 4, "'+'") },
    Form("literals side by side", "a.py", "client(azure_speech_key=(\"@\"))") {
      cut($0, into: 2, "\"\n    \"")
    },
    Form("literals of C", "a.c", "static const char *azure_speech_key = \"@\";") {
      cut($0, into: 2, "\" \"")
    },
    Form("a dot of PHP", "a.php", "$speechKey = '@';") { cut($0, into: 2, "' . '") },
    Form("an ampersand of Visual Basic", "a.vb", "Dim speechKey = \"@\"") {
      cut($0, into: 2, "\" & _\n    \"")
    },
    Form("two bars of SQL", "a.sql", "SET azure_speech_key = '@';") { cut($0, into: 2, "' || '") },
    Form("two dots of Lua", "a.lua", "local azureSpeechKey = \"@\"") {
      cut($0, into: 2, "\" .. \"")
    },
    Form("calls of a builder", "A.java", "azureSpeechKey.append(\"@\");", isExact: true) {
      cut($0, into: 2, "\").append(\"")
    },
    Form("joined list", "a.js", "const azureSpeechKey = ['@'].join('');") {
      cut($0, into: 4, "', '")
    },
    Form("joined list of Python", "a.py", "azure_speech_key = \"\".join([\"@\"])") {
      cut($0, into: 3, "\",\n  \"")
    },
    Form("concat of ARM", "a.json", "{\"azureSpeechKey\": \"[concat('@')]\"}") {
      cut($0, into: 2, "', '")
    },
    Form("backslash of a shell", "a.sh", "export AZURE_SPEECH_KEY=@\n") {
      cut($0, into: 2, "\\\n")
    },
    Form("backslash of properties", "a.properties", "azure.speech.key=@\n") {
      cut($0, into: 3, "\\\n    ")
    },
    Form("backtick of PowerShell", "a.ps1", "$azureSpeechKey = \"@\"") { cut($0, into: 2, "`\n") },
    Form("caret of cmd", "a.cmd", "set AZURE_SPEECH_KEY=@\r\n") { cut($0, into: 2, "^\r\n") },
    Form("YAML's folded quotes", "a.yaml", "azureSpeechKey: \"@\"\n") {
      cut($0, into: 2, "\\\n    ")
    },
    Form("a notebook's cell", "a.ipynb", #"["azure_speech_key = (\"@\")\n"]"#) {
      cut($0, into: 2, "\\\" +\\n\",\n \"  \\\"")
    },
    Form("after the name of its header", "A.cs", #"Add("Ocp-Apim-Subscription-Key", "@");"#) {
      cut($0, into: 3, "\" + \"")
    },
  ]

  static let escaped: [Form] = [
    Form("JSON in JSON", "a.json", #"{"body": "{\"AzureSpeech\": {\"Key\": \"@\"}}"}"#) { $0 },
    Form(
      "JSON in JSON in JSON", "a.json", ##"{"b": "{\"c\": \"{\\\"speechKey\\\": \\\"@\\\"}\"}"}"##
    ) {
      $0
    },
    Form(
      "quotes as code units", "a.json",
      #"{"body": "{\u0022azureSpeechKey\u0022:\u0022@\u0022}"}"#
    ) { $0 },
    Form("code units", "a.json", #"{"azureSpeechKey": "@"}"#) {
      each($0) { "\\u" + hex($0, width: 4) }
    },
    Form("some code units", "a.json", #"{"azureSpeechKey": "@"}"#) {
      "\\u" + hex(Array($0.utf8)[0], width: 4) + $0.dropFirst()
    },
    Form("code points", "a.js", "let azureSpeechKey = '@'") { each($0) { "\\u{\(hex($0))}" } },
    Form("bytes of C", "a.c", #"char *azure_speech_key = "@";"#) { each($0) { "\\x" + hex($0) } },
    Form("octal bytes", "a.c", #"char *azure_speech_key = "@";"#) {
      each($0) {
        "\\" + String(repeating: "0", count: 3 - String($0, radix: 8).count) + String($0, radix: 8)
      }
    },
    Form("percent", "a.txt", "azureSpeechKey=@") { each($0) { "%" + hex($0) } },
    Form(
      "a query in a query", "a.txt",
      "https://x/?u=https%3A%2F%2Fx%2F%3Fsubscription-key%3D@%26q%3D1"
    ) { $0 },
    Form("JSON in a query", "a.log", "GET /?q=%7B%22azureSpeechKey%22%3A%22@%22%7D") { $0 },
    Form("entities", "a.xml", "<azureSpeechKey>@</azureSpeechKey>") { each($0) { "&#\($0);" } },
    Form("entities in hexadecimal", "a.html", "<p>azureSpeechKey=@</p>") {
      each($0) { "&#x\(hex($0));" }
    },
    Form(
      "JSON in an attribute", "a.html",
      "<div data-x=\"{&quot;azureSpeechKey&quot;:&quot;@&quot;}\">"
    ) { $0 },
  ]

  static let encoded: [Form] = [
    Form("base64", "a.yaml", "data:\n  AZURE_SPEECH_KEY: @\n") {
      Data($0.utf8).base64EncodedString()
    },
    Form("base64 twice", "a.yaml", "data:\n  AZURE_SPEECH_KEY: @\n") {
      Data(Data($0.utf8).base64EncodedString().utf8).base64EncodedString()
    },
    Form("a file in base64", "a.yaml", "data:\n  .env: @\n", isExact: false) {
      Data("# settings\nAZURE_SPEECH_KEY=\($0)\n".utf8).base64EncodedString()
    },
    Form("a file in base64 twice", "a.yaml", "data:\n  .env: @\n", isExact: false) {
      let once = Data("# settings\nAZURE_SPEECH_KEY=\($0)\n".utf8).base64EncodedString()
      return Data(once.utf8).base64EncodedString()
    },
    Form("wrapped base64", "a.pem", "-----BEGIN X-----\n@\n-----END X-----\n", isExact: false) {
      let text = "# settings\nREGION=westeurope\n\nAZURE_SPEECH_KEY=\($0)\nOTHER=1\nMORE=2\n"
      return Data(text.utf8).base64EncodedString(options: [.lineLength64Characters])
    },
    Form("gzip'd text", "a.yaml", "data:\n  release: @\n", isExact: false) {
      gzip("{\"config\": {\"azureSpeechKey\": \"\($0)\"}}").base64EncodedString()
    },
    Form("a release of Helm", "a.yaml", "data:\n  release: @\n", isExact: false) {
      let once = gzip("{\"config\": {\"azureSpeechKey\": \"\($0)\"}}").base64EncodedString()
      return Data(once.utf8).base64EncodedString()
    },
    Form("a command of PowerShell", "a.ps1", "powershell -enc @", isExact: false) {
      Data("$azureSpeechKey = '\($0)'".utf8.flatMap { [$0, 0] }).base64EncodedString()
    },
    Form("basic credentials", "a.http", "Authorization: Basic @", isExact: false) {
      Data("azure-speech-key:\($0)".utf8).base64EncodedString()
    },
  ]

  @Test(
    arguments: joined + escaped + encoded,
    [
      "hex32 #1", "azure84 speech 2025-06 #2", "azureSearch52 admin #3",
      "azureApim88 subscription #4",
    ])
  func findsTheKeyAtItsPlace(form: Form, generator: String) throws {
    let key = try Judged("«{{\(generator)}}»", path: "a").bytes
    let encoded = form.encode(String(decoding: key, as: UTF8.self))
    let text = form.text.replacingOccurrences(of: "@", with: "«\(encoded)»")
    let judged = try Judged(text, path: form.path, reveal: true)
    let finding = try #require(judged.findings.first, "\(judged.reasons)")
    #expect(judged.findings.count == 1)
    #expect(finding.secret.revealed.map { Array($0.utf8) } == key)
    #expect(finding.confidence >= .medium)
    let region = try #require(finding.occurrences.first?.region)
    let range = region.byteOffset..<(region.byteOffset + region.byteCount)
    if form.isExact {
      #expect(judged.marked == [range])
    } else {
      #expect(judged.marked.first.map { $0.lowerBound <= range.lowerBound } == true)
      #expect(judged.marked.first.map { $0.upperBound >= range.upperBound } == true)
    }
  }

  @Test func saysWhereItStopsDecoding() throws {
    let key = try Judged("{{hex32 #1}}", path: "a").bytes
    var text = "# a file with settings\nAZURE_SPEECH_KEY=\(String(decoding: key, as: UTF8.self))\n"
    for depth in 1...12 {
      text = Data(("# so often: \(depth)\n" + text).utf8).base64EncodedString()
      let judged = try Judged(bytes: Array(text.utf8), path: "a.txt")
      #expect(judged.findings.count == (depth <= 4 ? 1 : 0))
      #expect(judged.issues.isEmpty == (depth <= 4))
    }
  }
}
