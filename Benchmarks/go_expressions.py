"""The little Go in which gitleaks writes the examples of its rules: string literals, `+`, and a few calls."""

import re
try:
    from re import _parser as sre_parse
except ImportError:
    import sre_parse


class Unknown(Exception):
    """Something else than examples are written in."""


TOKEN = re.compile(r'''\s+|//[^\n]*|/\*.*?\*/
    |(?P<raw>`[^`]*`)|(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<rune>'(?:[^'\\\n]|\\.)+')|(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[A-Za-z_][\w.]*)|(?P<punct>\.\.\.|:=|[-+*/(){}\[\],:=&!<>|.;%])''', re.X | re.S)


def tokens(text):
    at, found = 0, []
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise Unknown("character %r" % text[at])
        if match.lastgroup:
            found.append((match.lastgroup, match.group(), match.start(), match.end()))
        at = match.end()
    return found


def unquoted(text):
    def one(match):
        escape = match.group(1)
        plain = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
        return plain[escape] if escape in plain else chr(int(escape[1:], 16))
    return re.sub(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", one, text[1:-1], flags=re.S)


def drawn(pattern, choice):
    """A text that the pattern matches, as gitleaks draws them: printable ASCII, the least repetitions of an open end and a few."""
    def of(items):
        return "".join(piece(*item) for item in items)

    def members(items):
        chosen, negated = set(), False
        for kind, value in items:
            name = str(kind)
            if name == "NEGATE":
                negated = True
            elif name == "LITERAL":
                chosen.add(value)
            elif name == "RANGE":
                chosen.update(range(value[0], value[1] + 1))
            elif name == "CATEGORY":
                chosen.update(code for code in range(32, 127) if re.match(
                    {"CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w", "CATEGORY_SPACE": r"\s"}[str(value)], chr(code)))
        printable = [code for code in range(32, 127) if (code in chosen) != negated]
        return printable or sorted(chosen)

    def piece(kind, value):
        name = str(kind)
        if name == "LITERAL":
            return chr(value)
        if name == "IN":
            return chr(choice.choice(members(value)))
        if name == "ANY":
            return choice.choice("abcdefghijklmnopqrstuvwxyz0123456789")
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            return "".join(of(inner) for _ in range(choice.randint(least, min(int(most), least + 8))))
        if name == "SUBPATTERN":
            return of(value[3])
        if name == "BRANCH":
            return of(choice.choice(value[1]))
        if name == "AT":
            return ""
        raise Unknown("regex " + name)
    return of(sre_parse.parse(pattern.replace(r"\z", r"\Z")))


REPEATED = {"Numeric": "[0-9]{%s}", "Hex": "[a-f0-9]{%s}", "AlphaNumeric": "[a-z0-9]{%s}",
            "AlphaNumericExtendedShort": "[a-z0-9_-]{%s}", "AlphaNumericExtended": r"[a-z0-9=_\-]{%s}",
            "AlphaNumericExtendedLong": r"[a-z0-9\/=_\+\-]{%s}"}


class Evaluation:
    """A recursive descent over the tokens of one expression."""

    def __init__(self, text, known, forms, choice):
        self.tokens, self.at = tokens(text), 0
        self.known, self.forms, self.choice = known, forms, choice

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead][1] if self.at + ahead < len(self.tokens) else ""

    def take(self, expected=None):
        if self.at >= len(self.tokens):
            raise Unknown("end of the expression")
        kind, text = self.tokens[self.at][:2]
        if expected and text != expected:
            raise Unknown("%r where %r should be" % (text, expected))
        self.at += 1
        return kind, text

    def sum(self):
        value = self.term()
        while self.peek() == "+":
            self.take()
            value = value + self.term()
        return value

    def list(self, closing):
        values = []
        while self.peek() != closing:
            value = self.sum()
            if self.peek() == "...":
                self.take()
                values.extend(value)
            else:
                values.append(value)
            if self.peek() == ",":
                self.take()
        self.take(closing)
        return values

    def term(self):
        kind, text = self.take()
        if kind == "raw":
            return text[1:-1].replace("\r", "")
        if kind == "string":
            return unquoted(text)
        if kind == "number":
            return float(text)
        if text == "(":
            value = self.sum()
            self.take(")")
            return value
        if text == "[":
            self.take("]")
            self.take("string")
            self.take("{")
            return self.list("}")
        if text == "map":
            for part in ("[", "string", "]", "string", "{"):
                self.take(part)
            return self.map()
        if kind == "name" and self.peek() == "(":
            self.take("(")
            return self.call(text, self.list(")"))
        if text == "nil":
            return []
        if text in self.known:
            return self.known[text]
        raise Unknown(text)

    def map(self):
        values = {}
        while self.peek() != "}":
            key = self.sum()
            self.take(":")
            values[key] = self.sum()
            if self.peek() == ",":
                self.take()
        self.take("}")
        return values

    def call(self, name, given):
        short = name.split(".")[-1]
        if short in REPEATED:
            return REPEATED[short] % given[0]
        if short == "Hex8_4_4_4_12":
            return "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        if short in ("NewSecret", "NewSecretWithEntropy", "newPlausibleSecret"):
            return drawn(given[0], self.choice)
        if short == "GenerateSampleSecret":
            return '%s_api_token = "%s"' % tuple(given)
        if short == "GenerateSampleSecrets":
            identifier, secret = given
            return [form.replace("{i}", identifier).replace("{I}", identifier.upper()).replace("{s}", secret)
                    for form in self.forms]
        if short == "Sprintf":
            values = iter(given[1:])
            return re.sub("%[sdvq]", lambda _: str(next(values)), given[0])
        if short == "append":
            return given[0] + given[1:]
        if short == "ToUpper":
            return given[0].upper()
        if short == "ToLower":
            return given[0].lower()
        if short == "Repeat":
            return given[0] * int(given[1])
        if short == "Join":
            return given[1].join(given[0])
        if short == "EncodeToString":
            import base64
            return base64.b64encode(given[0].encode()).decode()
        if short == "byte":
            return given[0]
        raise Unknown(name)


def evaluate(text, known, forms=(), choice=None):
    if not isinstance(text, str):
        return text
    evaluation = Evaluation(text, known, forms, choice)
    return evaluation.sum()


ASSIGNED = re.compile(r"^\t(\w+)(?:, \w+)? :?= ", re.M)


def blocks(source):
    """Of each rule of a file: its id, the variables that its function knows, tp or fp, and the expression of the examples."""
    functions = re.split(r"(?m)^func ", source)
    for function in functions[1:]:
        rule = re.search(r'RuleID:\s*"([^"]+)"', function)
        if not rule:
            continue
        known, last = Known(), {}
        for match in ASSIGNED.finditer(function):
            name, start = match.group(1), match.end()
            text = function[start:end_of(function, start)]
            if name in ("tps", "fps"):
                last.setdefault(name, []).append(text)
            elif name != "r":
                known.add(name, text)
        for name, texts in last.items():
            for text in texts:
                # `tps = append(tps, …)` adds to what was there.
                text = re.sub(r"^append\(\s*(tps|fps)\s*,", "append([]string{},", text)
                yield rule.group(1), known, name[:2], text


class Known(dict):
    def add(self, name, text):
        try:
            import random
            self[name] = evaluate(text, self, (), random.Random(name + text))
        except Unknown:
            pass


def end_of(text, start):
    """Where the expression ends: at a line end outside of brackets that does not go on."""
    depth, at, last = 0, start, ""
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            return at
        token = match.group()
        if match.lastgroup:
            if token in "([{":
                depth += 1
            elif token in ")]}":
                depth -= 1
                if depth < 0:
                    return at
            last = token
        elif "\n" in token and depth == 0 and last != "+":
            return at
        at = match.end()
    return at
