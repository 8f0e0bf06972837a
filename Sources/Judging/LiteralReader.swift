internal import ScanModel

/// Finds the literal that is a secret and nothing else, where something else can stand in its place.
///
/// It says yes only where the result is sure to be valid: every place that it does not know is none.
struct LiteralReader {
  /// The literal in the offsets of the text.
  struct Found {
    let range: Range<Int>
    let form: Literal.Form
    let preamble: LinePlace?
  }

  /// Where a line is put in front of others.
  struct LinePlace {
    let offset: Int
    var needsLineEnd = false
    var declared: [String] = []
  }

  private let text: [UInt8]
  private let language: SourceLanguage
  private let form: LexicalForm?
  private let lines: SourceLines?
  private let values: ValueForm?

  /// Longer texts are not written by hand, and reading them costs time for each secret.
  private static let longestText = 1 << 18
  /// Languages in which a replacement has to be imported or declared.
  private static let wantsLines: [SourceLanguage] = [.python, .go, .swift, .terraform, .bicep]

  /// Takes a file, unless nothing is replaced in one of its language.
  ///
  /// - Parameters:
  ///   - path: decides the language.
  ///   - text: the whole file, in UTF-8.
  init?(path: BytePath, text: Span<UInt8>) {
    // What lies in an archive cannot be edited.
    guard !path.isMember, text.count <= Self.longestText else { return nil }
    language = SourceLanguage(path: path)
    let name = String(decoding: path.name, as: UTF8.self).lowercased()
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    form = LexicalForm(language, ending: ending)
    values = ValueForm(language, name: name, ending: ending)
    guard form != nil || values != nil else { return nil }
    let bytes = unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
    self.text = bytes
    if let form, Self.wantsLines.contains(language) {
      lines = SourceLines(bytes, form)
    } else {
      lines = nil
    }
  }

  /// - Parameter value: the secret, as it stands in the text.
  /// - Returns: nil when the secret is a part of something else, or of something that may only be a literal.
  func literal(around value: Range<Int>) -> Found? {
    if let values { return values.literal(around: value, in: text) }
    guard let form else { return nil }
    let context = CodeContext(text: text, language: language)
    switch form.place(of: value, in: text) {
    case .prose: return nil
    case .code:
      guard language == .bash, context.isShellAssignment(value) else { return nil }
      return Found(range: value, form: .bare, preamble: nil)
    case .string(let quote, let range):
      let start = range.lowerBound + quote.open.count
      // What never ends may be shorter than its quotes.
      let content = start..<max(start, range.upperBound - quote.close.count)
      if content == value {
        guard context.admits(range), let place = linePlace(before: range) else { return nil }
        return Found(range: range, form: .string, preamble: place.found)
      }
      guard quote.fillsIn, content.lowerBound <= value.lowerBound,
        value.upperBound <= content.upperBound, context.isWord(value)
      else { return nil }
      return Found(range: value, form: .interpolated, preamble: nil)
    }
  }

  /// A place for what the replacement needs.
  private enum Need {
    case none
    case at(LinePlace)

    var found: LinePlace? {
      guard case .at(let place) = self else { return nil }
      return place
    }
  }

  /// - Returns: nil when there is a need and no place that is sure to be right.
  private func linePlace(before literal: Range<Int>) -> Need? {
    guard let lines else { return Need.none }
    switch language {
    case .python:
      guard !lines.hasOwnOS else { return nil }
      if lines.imports("os", before: literal.lowerBound) { return Need.none }
      return lines.placeForImport(before: literal.lowerBound).map(Need.at)
    case .go:
      guard !lines.hasOwnOS else { return nil }
      return lines.namesOSPackage ? Need.none : lines.placeAfterPackage().map(Need.at)
    case .swift:
      let known = ["Foundation", "UIKit", "SwiftUI", "AppKit", "Cocoa"]
      if known.contains(where: { lines.imports($0, before: literal.lowerBound) }) {
        return Need.none
      }
      return lines.placeForImport(before: literal.lowerBound).map(Need.at)
    case .terraform:
      return .at(lines.placeAtEnd(declared: lines.names(after: "variable")))
    case .bicep:
      return .at(lines.placeAtEnd(declared: lines.names(after: "param")))
    default:
      return Need.none
    }
  }
}

extension BytePath {
  /// Whether it names something in an archive.
  fileprivate var isMember: Bool {
    let mark = Self.memberMark
    return bytes.indices.contains { bytes[$0...].starts(with: mark) }
  }
}
