extension Lexicon {
  func isRegion(_ word: [UInt8]) -> Bool {
    regions.contains(word)
  }

  /// Whether a word is built as Azure builds the names of its regions: a place and a point of the compass.
  func looksLikeRegion(_ word: [UInt8]) -> Bool {
    let letters = word.prefix { !$0.isDigit }
    return letters.count >= 7 && word.dropFirst(letters.count).allSatisfy(\.isDigit)
      && Self.compass.contains {
        letters.starts(with: $0) || letters.suffix($0.count).elementsEqual($0)
      }
  }

  private static let compass = ["north", "south", "east", "west", "central"].map { Array($0.utf8) }

  /// Whether a name tells one of several values apart that are called alike: a region, a service.
  func isOneOfMany(_ name: Surroundings.Name) -> Bool {
    switch name.role {
    case .assigned: isRegion(name.words.flat) || service(in: name.words) != nil
    case .argument: isRegion(name.words.flat)
    default: false
    }
  }

  /// Whether the value of the name is a region, a deployment, an index.
  func namesRegion(_ name: NameText) -> Bool { ends(name, with: regionWords) }
  func namesDeployment(_ name: NameText) -> Bool { ends(name, with: deploymentWords) }
  func namesIndex(_ name: NameText) -> Bool { ends(name, with: indexWords) }

  private func ends(_ name: NameText, with words: WordIndex) -> Bool {
    words.first(in: name) { $0.upperBound == name.flat.count && name.isBoundary($0.lowerBound) }
      != nil
  }
}
