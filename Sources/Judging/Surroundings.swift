/// What the syntax around a candidate says: the names that lead to it, nearest first.
struct Surroundings {
  struct Name {
    enum Role: Equatable {
      /// The name on the left of `=` or `:`, or what stands for it: an element, a flag, a table's cell.
      case assigned
      /// A parameter in a URL.
      case query
      /// A string argument before or after the value in the same call: a header's name, an environment variable's.
      case argument
      /// The function or type that is called with the value.
      case call
      /// Words of prose before the value.
      case prose
      /// What encloses the assignment: an object's key, a section, a call, a line with less indentation.
      case parent
    }

    let text: [UInt8]
    let role: Role
    let words: NameText

    init(_ text: some Sequence<UInt8>, _ role: Role) {
      self.text = Array(text)
      self.role = role
      words = NameText(self.text)
    }
  }

  var names: [Name] = []
  /// How what the names stand beside leads to the value, where they do not stand beside it: "through k".
  var link: String?
  /// Why the value cannot be a value of its own, when it is part of something longer.
  var glue: String?

  /// The names that belong to the value itself, without parents.
  var own: [Name] { names.filter { $0.role != .parent } }
}
