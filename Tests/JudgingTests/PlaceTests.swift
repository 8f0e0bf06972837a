import Foundation
import Matching
import ScanModel
import Testing

@Suite struct PlaceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// `«` and `»` stand around the key.
    let text: String
    /// Line, column, line and column of the end.
    let region: [Int]

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "first line", text: "AZURE_OPENAI_KEY=«{{hex32 #1}}»", region: [1, 18, 1, 50]),
    Case(
      name: "after a line feed", text: "\nAZURE_OPENAI_KEY=«{{hex32 #1}}»\n",
      region: [2, 18, 2, 50]),
    Case(
      name: "after CRLF", text: "a\r\nb\r\nAZURE_OPENAI_KEY=«{{hex32 #1}}»\r\n",
      region: [3, 18, 3, 50]),
    Case(
      name: "a tab is one column", text: "\t\tAZURE_OPENAI_KEY=«{{hex32 #1}}»",
      region: [1, 20, 1, 52]),
    Case(
      name: "é is one column, 日 one, 😀 two", text: "é日😀 AZURE_OPENAI_KEY=«{{hex32 #1}}»",
      region: [1, 23, 1, 55]),
    Case(
      name: "wide characters of earlier lines do not count",
      text: "😀😀😀\nAZURE_OPENAI_KEY=«{{hex32 #1}}»", region: [2, 18, 2, 50]),
    Case(
      name: "far into a long line",
      text: String(repeating: "é😀x", count: 5000) + " AZURE_OPENAI_KEY=«{{hex32 #1}}»",
      region: [1, 20_019, 1, 20_051]),
  ]

  @Test(arguments: cases)
  func placesTheKey(place: Case) throws {
    let judged = try Judged(place.text, path: "a.env")
    let region = try #require(judged.findings.first?.occurrences.first?.region)
    #expect(
      [region.startLine, region.startColumn, region.endLine, region.endColumn] == place.region)
    #expect(judged.marked == [region.byteOffset..<(region.byteOffset + region.byteCount)])
  }

  /// Editors do not show the mark, and count without it.
  @Test func aByteOrderMarkIsInNoColumn() throws {
    let judged = try Judged("\u{FEFF}AZURE_OPENAI_KEY=«{{hex32 #1}}»\nx", path: "a.env")
    let region = try #require(judged.findings.first?.occurrences.first?.region)
    #expect(region.startColumn == 18 && region.endColumn == 50)
    #expect(region.byteOffset == 20)
  }

  /// The offset counts in the file as it is stored, so that an editor can go there and a fix can replace it.
  @Test(arguments: cases, [true, false])
  func placesTheKeyInUTF16(place: Case, isLittleEndian: Bool) throws {
    let encoding: String.Encoding = isLittleEndian ? .utf16LittleEndian : .utf16BigEndian
    let judged = try Judged(place.text, path: "a.env")
    let text = String(decoding: judged.bytes, as: UTF8.self)
    for mark in ["", "\u{FEFF}"] {
      // Latin letters first, or a file without mark is not known as UTF-16.
      let prefix =
        mark + "# some words in Latin letters, more of them than of others, first of all\n"
      let stored = try #require((prefix + text).data(using: encoding))
      let found = try Judged(bytes: Array(stored), path: "a.env")
      let region = try #require(found.findings.first?.occurrences.first?.region)
      #expect(
        [region.startLine - 1, region.startColumn, region.endLine - 1, region.endColumn]
          == place.region)
      let bytes = stored[region.byteOffset..<(region.byteOffset + region.byteCount)]
      let expected = text.utf8.dropFirst(judged.marked[0].lowerBound).prefix(32)
      #expect(
        String(data: Data(bytes), encoding: encoding).map { Array($0.utf8) } == Array(expected))
    }
  }

  @Test func countsFromTheBeginningOfTheBlobInASegment() throws {
    let whole = try Judged("\n\nAZURE_OPENAI_KEY=«{{hex32 #1}}»\n", path: "a.env")
    let segment = Segment(
      byteOffset: 1000, linesBefore: 10, owned: 0..<whole.bytes.count, isWhole: false)
    let judged = try Judged(bytes: whole.bytes, path: "a.env", segment: segment)
    let region = try #require(judged.findings.first?.occurrences.first?.region)
    #expect(region.startLine == 13)
    #expect(region.byteOffset == 1019)
  }

  @Test func goesOnCountingTheLineThatASegmentCuts() throws {
    let whole = try Judged("AZURE_OPENAI_KEY=«{{hex32 #1}}»\n", path: "a.env")
    let segment = Segment(
      byteOffset: 1000, linesBefore: 2, unitsBefore: 300, owned: 0..<whole.bytes.count,
      isWhole: false)
    let judged = try Judged(bytes: whole.bytes, path: "a.env", segment: segment)
    let region = try #require(judged.findings.first?.occurrences.first?.region)
    #expect(region.startLine == 3)
    #expect(region.startColumn == 318)
    #expect(region.endColumn == 350)
  }

  @Test(arguments: [(0..<19, 0), (0..<20, 1), (19..<20, 1), (20..<52, 0)])
  func onlyTheOwnerOfTheFirstByteReports(owned: Range<Int>, count: Int) throws {
    let whole = try Judged("\n\nAZURE_OPENAI_KEY=«{{hex32 #1}}»\n", path: "a.env")
    #expect(whole.marked == [19..<51])
    let segment = Segment(byteOffset: 1000, linesBefore: 10, owned: owned, isWhole: false)
    let judged = try Judged(bytes: whole.bytes, path: "a.env", segment: segment)
    #expect(judged.findings.count == count)
  }

  @Test func namesTheEndpointAndItsPlace() throws {
    let judged = try Judged(
      "key: «{{hex32 #1}}»\nendpoint: https://Contoso.OpenAI.azure.com/\n", path: "a.yaml")
    let resource = try #require(judged.findings.first?.resource)
    #expect(resource.host == "contoso.openai.azure.com")
    #expect(resource.name == "Contoso")
    #expect(resource.cloud == "public")
    #expect(resource.region?.startLine == 2)
    #expect(resource.region?.startColumn == 19)
  }

  @Test(arguments: ["{name}", "<your-resource>", "$(name)", "your-resource"])
  func aTemplateOfAnEndpointNamesNoResource(label: String) throws {
    let judged = try Judged(
      "AZURE_OPENAI_KEY=«{{hex32 #1}}»\nENDPOINT=https://\(label).openai.azure.com/\n",
      path: ".env")
    #expect(judged.findings.count == 1)
    #expect(judged.findings.first?.resource == nil)
  }

  @Test func pairsWithTheNearestEndpointOfItsFamily() throws {
    let judged = try Judged(
      """
      AZURE_SEARCH_ENDPOINT=https://find.search.windows.net
      AZURE_OPENAI_KEY=«{{hex32 #1}}»
      FILLER=1
      AZURE_OPENAI_ENDPOINT=https://ask.openai.azure.com
      AZURE_SEARCH_KEY=«{{hex32 #2}}»
      """, path: ".env")
    #expect(judged.findings.map(\.resource?.name) == ["ask", "find"])
  }
}
