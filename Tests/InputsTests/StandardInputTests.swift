import Inputs
import ScanModel
import Testing

@Suite struct StandardInputTests {
  @Test func listsOneBlobUnderItsLabel() {
    let listing = StandardInput(label: "settings.json").listing()
    #expect(listing.blobs.map(\.path.text) == ["settings.json"])
    #expect(listing.blobs.map(\.origin) == [.standardInput])
    #expect(StandardInput().listing().blobs.map(\.path.text) == ["<stdin>"])
  }
}
