// SPDX-License-Identifier: MIT
// A reader of SQLite's CREATE statements (https://www.sqlite.org/lang_createtable.html), as far as
// the catalogue needs it: names, words and extents. Expressions stay the text they are. What stands
// before the object's name SQLite writes itself, so TEMP and IF NOT EXISTS rarely show.
#include "definition.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sqlite3/sql_lexer.hpp"

namespace azoth::sqlite {

namespace {

using sqlite3_driver::SqlLexer;
using sqlite3_driver::Token;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool same_word(std::string_view text, std::string_view lower_case) {
    return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                      [](char a, char b) { return lower(a) == b; });
}

std::string upper_words(std::string_view text) {
    std::string out;
    for (const char c : text) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
    return out;
}

std::string unquoted(const Token& token) {
    if (token.kind != Token::Kind::quoted) return std::string(token.text);
    const char closing = token.text.back();
    std::string name;
    const std::string_view inner = token.text.substr(1, token.text.size() - 2);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        name += inner[i];
        if (inner[i] == closing && closing != ']') ++i;
    }
    return name;
}

/// Thrown inside this file only: the text is not what was expected.
struct Unexpected {};

/// Walks over the tokens of one statement.
class Tokens {
public:
    explicit Tokens(std::string_view sql) : sql_(sql) {
        SqlLexer lexer(sql);
        for (;;) {
            const Token token = lexer.next();
            if (token.kind == Token::Kind::unterminated) throw Unexpected{};
            tokens_.push_back(token);
            if (token.kind == Token::Kind::end) return;
        }
    }

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    [[nodiscard]] bool at_end() const { return peek().kind == Token::Kind::end; }
    [[nodiscard]] bool is_symbol(char symbol, std::size_t ahead = 0) const {
        const Token& token = peek(ahead);
        return token.kind == Token::Kind::symbol && token.text.front() == symbol;
    }
    /// Words are compared without case; quoted names are never words.
    [[nodiscard]] bool is_word(std::string_view lower_case, std::size_t ahead = 0) const {
        const Token& token = peek(ahead);
        return token.kind == Token::Kind::word && same_word(token.text, lower_case);
    }
    void skip() {
        if (!at_end()) ++at_;
    }
    bool accept_symbol(char symbol) {
        if (!is_symbol(symbol)) return false;
        skip();
        return true;
    }
    bool accept(std::string_view lower_case) {
        if (!is_word(lower_case)) return false;
        skip();
        return true;
    }
    void expect(std::string_view lower_case) {
        if (!accept(lower_case)) throw Unexpected{};
    }
    void expect_symbol(char symbol) {
        if (!accept_symbol(symbol)) throw Unexpected{};
    }
    [[nodiscard]] std::string name() {
        const Token& token = peek();
        if (token.kind != Token::Kind::word && token.kind != Token::Kind::quoted)
            throw Unexpected{};
        skip();
        return unquoted(token);
    }

    /// The text between here and `end`, which is a token's number.
    [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const {
        if (begin >= end) return {};
        const Token& first = tokens_[begin];
        const Token& last = tokens_[end - 1];
        return std::string(
            sql_.substr(first.offset, last.offset + last.text.size() - first.offset));
    }
    [[nodiscard]] std::size_t position() const { return at_; }

    /// Skips `( … )` and returns what is inside.
    std::string parenthesised() {
        expect_symbol('(');
        const std::size_t begin = at_;
        skip_to_closing();
        const std::size_t end = at_;
        expect_symbol(')');
        return text(begin, end);
    }
    /// Leaves the closing parenthesis of the level it begins in as the next token.
    void skip_to_closing() {
        for (std::size_t depth = 0; !at_end(); skip()) {
            if (is_symbol('(')) ++depth;
            if (is_symbol(')') && depth-- == 0) return;
        }
        throw Unexpected{};
    }
    /// The same, but a comma of that level ends it too.
    void skip_term() {
        for (std::size_t depth = 0; !at_end(); skip()) {
            if (depth == 0 && (is_symbol(',') || is_symbol(')'))) return;
            if (is_symbol('(')) ++depth;
            if (is_symbol(')')) --depth;
        }
        throw Unexpected{};
    }

    /// What this library wrote as a comment before the next token, if it did.
    [[nodiscard]] std::string comment() const {
        const std::size_t begin =
            at_ == 0 ? 0 : tokens_[at_ - 1].offset + tokens_[at_ - 1].text.size();
        const std::string_view gap = sql_.substr(begin, peek().offset - begin);
        constexpr std::string_view opening = "/* comment: ";
        constexpr std::string_view closing = " */";
        const std::size_t open = gap.find(opening);
        const std::size_t close = gap.rfind(closing);
        if (open == gap.npos || close == gap.npos || close < open + opening.size()) return {};
        const std::string_view escaped =
            gap.substr(open + opening.size(), close - open - opening.size());
        std::string out;
        for (std::size_t i = 0; i < escaped.size(); ++i) {
            if (escaped[i] == '\\' && i + 1 < escaped.size()) ++i;
            out += escaped[i];
        }
        return out;
    }
    /// Whether the token follows the one before it without a blank.
    [[nodiscard]] bool is_joined() const {
        return at_ > 0 && tokens_[at_ - 1].offset + tokens_[at_ - 1].text.size() == peek().offset;
    }

private:
    std::string_view sql_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
};

/// One CREATE TABLE.
class TableReader {
public:
    explicit TableReader(std::string_view sql) : in_(sql) {}

    TableDefinition read() {
        in_.expect("create");
        if (in_.accept("virtual")) return read_virtual();
        table_.temporary = in_.accept("temp") || in_.accept("temporary");
        in_.expect("table");
        skip_name();
        in_.expect_symbol('(');
        table_.comment = in_.comment();
        read_items();
        in_.expect_symbol(')');
        read_options();
        return std::move(table_);
    }

private:
    TableDefinition read_virtual() {
        in_.expect("table");
        skip_name();
        in_.expect("using");
        const std::size_t begin = in_.position();
        while (!in_.at_end()) in_.skip();
        table_.using_module = in_.text(begin, in_.position());
        return std::move(table_);
    }

    void skip_name() {
        if (in_.accept("if")) {
            in_.expect("not");
            in_.expect("exists");
        }
        static_cast<void>(in_.name());
        if (in_.accept_symbol('.')) static_cast<void>(in_.name());
    }

    void read_items() {
        for (;;) {
            if (begins_constraint()) {
                read_table_constraint();
                // The comma between table constraints may be missing.
                if (begins_constraint()) continue;
            } else {
                read_column();
            }
            if (!in_.accept_symbol(',')) return;
        }
    }

    [[nodiscard]] bool begins_constraint() const {
        for (const std::string_view word :
             {"constraint", "primary", "unique", "check", "foreign"}) {
            if (in_.is_word(word)) return true;
        }
        return false;
    }

    void read_options() {
        while (!in_.at_end()) {
            if (in_.accept("without")) {
                in_.expect("rowid");
                table_.without_rowid = true;
            } else if (in_.accept("strict")) {
                table_.strict = true;
            } else {
                throw Unexpected{};
            }
            in_.accept_symbol(',');
        }
    }

    // ── columns ──────────────────────────────────────────────────────────────────────────────

    void read_column() {
        ColumnDefinition column;
        column.name = in_.name();
        skip_type();
        std::string name;
        while (!in_.is_symbol(',') && !in_.is_symbol(')')) read_column_constraint(column, name);
        column.comment = in_.comment();
        table_.columns.push_back(std::move(column));
    }

    void skip_type() {
        while (!begins_column_constraint() && !in_.is_symbol(',') && !in_.is_symbol(')')) {
            if (in_.is_symbol('(')) {
                static_cast<void>(in_.parenthesised());
            } else if (in_.at_end() || in_.peek().kind == Token::Kind::symbol) {
                throw Unexpected{};
            } else {
                in_.skip();
            }
        }
    }

    [[nodiscard]] bool begins_column_constraint() const {
        for (const std::string_view word : {"constraint", "primary", "not", "null", "unique",
                                            "check", "default", "collate", "references", "as"}) {
            if (in_.is_word(word)) return true;
        }
        return in_.is_word("generated") && in_.is_word("always", 1);
    }

    void read_column_constraint(ColumnDefinition& column, std::string& name) {
        if (in_.accept("constraint")) {
            name = in_.name();
            return;
        }
        if (in_.accept("default")) {
            column.default_value = read_default();
        } else if (in_.accept("collate")) {
            column.collation = in_.name();
        } else if (in_.accept("null")) {
            static_cast<void>(read_conflict());
        } else if (in_.is_word("not") && in_.is_word("null", 1)) {
            in_.skip();
            in_.skip();
            column.not_null_conflict = read_conflict();
        } else if (in_.accept("primary")) {
            read_column_key(column, name);
        } else if (in_.accept("unique")) {
            KeyDefinition key;
            key.name = std::exchange(name, {});
            key.columns = {column.name};
            key.conflict = read_conflict();
            table_.uniques.push_back(std::move(key));
        } else if (in_.accept("check")) {
            CheckDefinition check;
            check.name = std::exchange(name, {});
            check.condition = in_.parenthesised();
            check.conflict = read_conflict();
            table_.checks.push_back(std::move(check));
        } else if (in_.is_word("references")) {
            ForeignKeyDefinition key;
            key.name = std::exchange(name, {});
            key.columns = {column.name};
            read_references(key);
            table_.foreign_keys.push_back(std::move(key));
        } else if (in_.is_word("not") || in_.is_word("deferrable")) {
            // A deferral that stands apart from its REFERENCES.
            if (table_.foreign_keys.empty()) throw Unexpected{};
            if (!read_deferral(table_.foreign_keys.back())) throw Unexpected{};
        } else {
            if (in_.accept("generated")) in_.expect("always");
            in_.expect("as");
            column.computed = in_.parenthesised();
            column.is_stored = in_.accept("stored");
            in_.accept("virtual");
        }
        name.clear();
    }

    void read_column_key(const ColumnDefinition& column, std::string& name) {
        in_.expect("key");
        KeyDefinition key;
        key.name = std::exchange(name, {});
        key.columns = {column.name};
        if (in_.accept("desc")) {
            key.is_descending_rowid = true;
        } else {
            in_.accept("asc");
        }
        key.conflict = read_conflict();
        key.autoincrement = in_.accept("autoincrement");
        table_.primary_key = std::move(key);
    }

    /// A literal, a signed number, a word, or an expression in parentheses.
    std::string read_default() {
        const std::size_t begin = in_.position();
        if (in_.is_symbol('(')) {
            static_cast<void>(in_.parenthesised());
            return in_.text(begin, in_.position());
        }
        while (in_.is_symbol('+') || in_.is_symbol('-')) in_.skip();
        if (in_.at_end() || in_.is_symbol(',') || in_.is_symbol(')')) throw Unexpected{};
        Token last = in_.peek();
        in_.skip();
        // A number or a blob is several tokens without blanks: 1.5e-3, x'00'.
        while (in_.is_joined() && continues(last, in_.peek())) {
            last = in_.peek();
            in_.skip();
        }
        return in_.text(begin, in_.position());
    }

    [[nodiscard]] static bool continues(const Token& last, const Token& next) {
        const auto is_dot = [](const Token& token) {
            return token.kind == Token::Kind::symbol && token.text == ".";
        };
        const bool is_number =
            last.kind == Token::Kind::word && last.text.front() >= '0' && last.text.front() <= '9';
        if (next.kind == Token::Kind::quoted) return same_word(last.text, "x");
        if (is_dot(next)) return is_number;
        if (next.kind == Token::Kind::word) {
            return last.kind == Token::Kind::symbol;  // after a dot, or an exponent's sign
        }
        return is_number && next.kind == Token::Kind::symbol &&
               (next.text == "-" || next.text == "+") && lower(last.text.back()) == 'e';
    }

    // ── table constraints ────────────────────────────────────────────────────────────────────

    void read_table_constraint() {
        std::string name;
        while (in_.accept("constraint")) name = in_.name();
        if (in_.accept("primary")) {
            in_.expect("key");
            KeyDefinition key = read_key(std::move(name));
            key.comment = in_.comment();
            table_.primary_key = std::move(key);
        } else if (in_.accept("unique")) {
            KeyDefinition key = read_key(std::move(name));
            key.comment = in_.comment();
            table_.uniques.push_back(std::move(key));
        } else if (in_.accept("check")) {
            CheckDefinition check;
            check.name = std::move(name);
            check.condition = in_.parenthesised();
            check.conflict = read_conflict();
            check.comment = in_.comment();
            table_.checks.push_back(std::move(check));
        } else if (in_.accept("foreign")) {
            in_.expect("key");
            ForeignKeyDefinition key;
            key.name = std::move(name);
            key.columns = read_names();
            read_references(key);
            key.comment = in_.comment();
            table_.foreign_keys.push_back(std::move(key));
        } else if (!in_.is_symbol(',') && !in_.is_symbol(')')) {
            throw Unexpected{};  // a name alone is allowed, and means nothing
        }
    }

    KeyDefinition read_key(std::string name) {
        KeyDefinition key;
        key.name = std::move(name);
        in_.expect_symbol('(');
        const std::size_t begin = in_.position();
        std::size_t end = begin;
        bool is_plain = true;
        do {
            key.columns.push_back(in_.name());
            end = in_.position();
            if (in_.accept("autoincrement")) {
                key.autoincrement = true;
                continue;
            }
            if (!in_.is_symbol(',') && !in_.is_symbol(')')) {
                is_plain = false;
                in_.skip_term();
                end = in_.position();
            }
        } while (in_.accept_symbol(','));
        if (!is_plain) key.terms = in_.text(begin, end);
        in_.expect_symbol(')');
        key.conflict = read_conflict();
        return key;
    }

    std::vector<std::string> read_names() {
        std::vector<std::string> names;
        in_.expect_symbol('(');
        do {
            names.push_back(in_.name());
        } while (in_.accept_symbol(','));
        in_.expect_symbol(')');
        return names;
    }

    std::string read_conflict() {
        if (!in_.is_word("on") || !in_.is_word("conflict", 1)) return {};
        in_.skip();
        in_.skip();
        return upper_words(in_.name());
    }

    void read_references(ForeignKeyDefinition& key) {
        in_.expect("references");
        key.table = in_.name();
        if (in_.is_symbol('(')) key.referred = read_names();
        for (;;) {
            if (in_.is_word("on") && !in_.is_word("conflict", 1)) {
                in_.skip();
                const bool is_delete = in_.is_word("delete");
                in_.skip();
                (is_delete ? key.on_delete : key.on_update) = read_action();
            } else if (in_.accept("match")) {
                key.match = upper_words(in_.name());
            } else if (!read_deferral(key)) {
                return;
            }
        }
    }

    std::string read_action() {
        std::string action = upper_words(in_.name());
        if (action == "SET" || action == "NO") action += ' ' + upper_words(in_.name());
        return action;
    }

    bool read_deferral(ForeignKeyDefinition& key) {
        const bool is_not = in_.is_word("not") && in_.is_word("deferrable", 1);
        if (!is_not && !in_.is_word("deferrable")) return false;
        if (is_not) in_.skip();
        in_.skip();
        key.is_not_deferrable = is_not;
        key.is_deferrable = !is_not;
        if (in_.accept("initially")) {
            key.is_deferred = in_.is_word("deferred") && !is_not;
            in_.skip();
        }
        return true;
    }

    Tokens in_;
    TableDefinition table_;
};

/// The term of an index without its COLLATE and its direction.
std::string index_term(Tokens& in) {
    const std::size_t begin = in.position();
    std::size_t end = begin;
    bool is_trailing = false;
    for (std::size_t depth = 0; !in.at_end(); in.skip()) {
        if (depth == 0 && (in.is_symbol(',') || in.is_symbol(')'))) break;
        if (in.is_symbol('(')) ++depth;
        if (in.is_symbol(')')) --depth;
        if (depth == 0 && in.position() != begin &&
            (in.is_word("asc") || in.is_word("desc") || in.is_word("collate"))) {
            if (!is_trailing) end = in.position();
            is_trailing = true;
            if (in.is_word("collate")) in.skip();
        } else if (is_trailing) {
            is_trailing = false;  // it was part of the expression
        }
    }
    return in.text(begin, is_trailing ? end : in.position());
}

/// "(a + b)" becomes "a + b"; "(a) + (b)" stays.
std::string without_parentheses(const std::string& text) {
    Tokens in(text);
    if (!in.is_symbol('(')) return text;
    const std::string inside = in.parenthesised();
    return in.at_end() ? inside : text;
}

IndexDefinition read_index(std::string_view sql) {
    Tokens in(sql);
    IndexDefinition index;
    in.expect("create");
    in.accept("unique");
    in.expect("index");
    if (in.accept("if")) {
        in.expect("not");
        in.expect("exists");
    }
    static_cast<void>(in.name());
    if (in.accept_symbol('.')) static_cast<void>(in.name());
    in.expect("on");
    static_cast<void>(in.name());
    in.expect_symbol('(');
    do {
        index.terms.push_back({without_parentheses(index_term(in))});
    } while (in.accept_symbol(','));
    index.comment = in.comment();
    in.expect_symbol(')');
    if (!in.accept("where")) {
        if (!in.at_end()) throw Unexpected{};
        return index;
    }
    const std::size_t begin = in.position();
    while (!in.at_end()) in.skip();
    index.where = in.text(begin, in.position());
    return index;
}

ViewDefinition read_view(std::string_view sql) {
    Tokens in(sql);
    ViewDefinition view;
    in.expect("create");
    if (!in.accept("temp")) in.accept("temporary");
    in.expect("view");
    if (in.accept("if")) {
        in.expect("not");
        in.expect("exists");
    }
    static_cast<void>(in.name());
    if (in.accept_symbol('.')) static_cast<void>(in.name());
    if (in.is_symbol('(')) static_cast<void>(in.parenthesised());
    in.expect("as");
    view.comment = in.comment();
    const std::size_t begin = in.position();
    while (!in.at_end()) in.skip();
    view.query = in.text(begin, in.position());
    if (view.query.empty()) throw Unexpected{};
    return view;
}

}  // namespace

std::optional<TableDefinition> read_create_table(std::string_view sql) {
    try {
        return TableReader(sql).read();
    } catch (const Unexpected&) {
        return std::nullopt;
    }
}

std::optional<IndexDefinition> read_create_index(std::string_view sql) {
    try {
        return read_index(sql);
    } catch (const Unexpected&) {
        return std::nullopt;
    }
}

std::optional<ViewDefinition> read_create_view(std::string_view sql) {
    try {
        return read_view(sql);
    } catch (const Unexpected&) {
        return std::nullopt;
    }
}

}  // namespace azoth::sqlite
