// SPDX-License-Identifier: MIT
// How the server prints expressions: ruleutils.c, as pg_get_expr() shows it.
#include "comparable.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <azoth/value/uuid.hpp>

#include "array_text.hpp"
#include "interval_text.hpp"
#include "json_text.hpp"
#include "moment_text.hpp"

namespace azoth::postgresql {

namespace {

struct Token {
    enum class Kind : std::uint8_t { word, name, number, text, symbol };
    Kind kind;
    std::string text;  ///< a word in lower case; a quoted piece without its quotes

    [[nodiscard]] bool is(std::string_view other) const {
        return (kind == Kind::word || kind == Kind::symbol) && text == other;
    }
};
using Kind = Token::Kind;
using Tokens = std::vector<Token>;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool begins_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_operator(char c) {
    return std::string_view("+-*/<>=~!@#%^&|`?").find(c) != std::string_view::npos;
}
bool is_plain(std::string_view name) {
    return !name.empty() && !is_digit(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; });
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    [[nodiscard]] Tokens run() {
        while (at_ < text_.size()) step();
        return std::move(tokens_);
    }

private:
    void step() {
        const char c = text_[at_];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            ++at_;
        } else if (c == '\'') {
            quoted(Kind::text, false);
        } else if (std::string_view("EeBb").find(c) != std::string_view::npos &&
                   text_.substr(at_ + 1, 1) == "'") {
            ++at_;  // with escapes, or of bits
            quoted(Kind::text, c == 'E' || c == 'e');
        } else if (c == '"') {
            quoted(Kind::name, false);
            if (is_plain(tokens_.back().text)) tokens_.back().kind = Kind::word;
        } else if (is_digit(c) ||
                   (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
            number();
        } else if (begins_word(c)) {
            word();
        } else if (text_.substr(at_, 2) == "::") {
            add(Kind::symbol, 2);
        } else if (is_operator(c)) {
            operator_symbol();
        } else {
            add(Kind::symbol, 1);
        }
    }
    void add(Kind kind, std::size_t length) {
        tokens_.push_back({kind, std::string(text_.substr(at_, length))});
        at_ += length;
    }
    void quoted(Kind kind, bool has_escapes) {
        const char quote = text_[at_++];
        std::string inside;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == quote) {
                if (text_.substr(at_ + 1, 1) != std::string_view(&quote, 1)) break;
                ++at_;
            } else if (has_escapes && text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            }
            inside += text_[at_];
        }
        ++at_;
        tokens_.push_back({kind, std::move(inside)});
    }
    void number() {
        std::size_t end = at_;
        while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.')) ++end;
        if (end + 1 < text_.size() && (text_[end] | 32) == 'e') {
            std::size_t digits = end + 1;
            if (text_[digits] == '+' || text_[digits] == '-') ++digits;
            if (digits < text_.size() && is_digit(text_[digits])) {
                for (end = digits; end < text_.size() && is_digit(text_[end]);) ++end;
            }
        }
        tokens_.push_back({Kind::number, canonical_number(text_.substr(at_, end - at_))});
        at_ = end;
    }
    void word() {
        std::size_t end = at_;
        while (end < text_.size() &&
               (begins_word(text_[end]) || is_digit(text_[end]) || text_[end] == '$')) {
            ++end;
        }
        add(Kind::word, end - at_);
        for (char& c : tokens_.back().text) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
    }
    /// A sign ends an operator of several characters only beside certain others.
    void operator_symbol() {
        std::size_t end = at_;
        while (end < text_.size() && is_operator(text_[end])) ++end;
        const std::string_view all = text_.substr(at_, end - at_);
        const bool may_end_in_sign = all.find_first_of("~!@#%^&|`?") != std::string_view::npos;
        while (!may_end_in_sign && end - at_ > 1 &&
               (text_[end - 1] == '+' || text_[end - 1] == '-')) {
            --end;
        }
        add(Kind::symbol, end - at_);
        if (tokens_.back().text == "!=") tokens_.back().text = "<>";
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Tokens tokens_;
};

/// Takes away what the server adds, one construct after the other.
class Rewriting {
public:
    explicit Rewriting(Tokens tokens) : tokens_(std::move(tokens)) {}

    [[nodiscard]] std::string run() {
        remove_casts();
        spell_like();
        spell_lists();
        spell_ranges();
        return joined();
    }

private:
    [[nodiscard]] bool is(std::size_t at, std::string_view text) const {
        return at < tokens_.size() && tokens_[at].is(text);
    }
    void erase(std::size_t from, std::size_t to) {
        tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(from),
                      tokens_.begin() + static_cast<std::ptrdiff_t>(std::min(to, tokens_.size())));
    }
    void insert(std::size_t at, Token token) {
        tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(at), std::move(token));
    }
    /// Behind the bracket that closes the one at `at`.
    [[nodiscard]] std::size_t behind_bracket(std::size_t at) const {
        int depth = 0;
        for (; at < tokens_.size(); ++at) {
            if (is(at, "(") || is(at, "[")) ++depth;
            if ((is(at, ")") || is(at, "]")) && --depth == 0) return at + 1;
        }
        return at;
    }
    /// Behind a type's name, such as `character varying(10)[]`.
    [[nodiscard]] std::size_t behind_type(std::size_t at) const {
        static constexpr std::array<std::string_view, 6> more{"varying", "precision", "with",
                                                              "without", "time",      "zone"};
        ++at;
        while (at < tokens_.size()) {
            if (is(at, ".")) {
                at += 2;
            } else if (is(at, "(") || is(at, "[")) {
                at = behind_bracket(at);
            } else if (tokens_[at].kind == Kind::word &&
                       std::find(more.begin(), more.end(), tokens_[at].text) != more.end()) {
                ++at;
            } else {
                break;
            }
        }
        return at;
    }

    // ── casts and literals of a type ─────────────────────────────────────────────────────────

    void remove_casts() {
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (is(at, "::")) {
                const CastType type = type_at(at + 1);
                erase(at, behind_type(at + 1));
                at -= at == 0 ? 0 : 1;
                at = convert(at, type);
            } else if (is(at, "cast") && is(at + 1, "(")) {
                at = remove_cast(at);
            } else if (is_literal_type(at)) {
                const std::size_t text = behind_type(at);
                if (text >= tokens_.size() || tokens_[text].kind != Kind::text) continue;
                const CastType type = type_at(at);
                erase(at, text);
                if (type.name == "interval") take_unit(at);
                at = convert(at, type);
            }
        }
    }
    /// INTERVAL '1' DAY is INTERVAL '1 day'.
    void take_unit(std::size_t text) {
        static constexpr std::array<std::string_view, 6> units{"year", "month",  "day",
                                                               "hour", "minute", "second"};
        for (const std::string_view unit : units) {
            if (!is(text + 1, unit) || is(text + 2, "to")) continue;
            tokens_[text].text.append(" ").append(unit);
            return erase(text + 1, text + 2);
        }
    }
    /// CAST(x AS type) is (x); casts inside of it come later.
    std::size_t remove_cast(std::size_t at) {
        const std::size_t end = behind_bracket(at + 1);
        int depth = 0;
        for (std::size_t i = at + 1; i < end; ++i) {
            if (is(i, "(")) ++depth;
            if (is(i, ")")) --depth;
            if (depth != 1 || !is(i, "as")) continue;
            const CastType type = type_at(i + 1);
            const bool is_alone = i == at + 3;
            erase(i, end - 1);
            erase(at, at + 1);
            if (is_alone) convert(at + 1, type);
            break;
        }
        return at;
    }
    [[nodiscard]] bool is_literal_type(std::size_t at) const {
        return is(at, "date") || is(at, "time") || is(at, "timestamp") || is(at, "interval");
    }
    struct CastType {
        std::string name{};
        bool is_zoned = false;
        bool is_array = false;
    };
    [[nodiscard]] CastType type_at(std::size_t at) const {
        CastType type;
        if (at < tokens_.size()) type.name = tokens_[at].text;
        const std::size_t end = behind_type(at);
        for (std::size_t i = at; i < end; ++i) {
            type.is_zoned = type.is_zoned || is(i, "with") || is(i, "timestamptz");
            type.is_array = type.is_array || is(i, "[");
        }
        return type;
    }
    /// The text at `at` as the value that it is; returns where that ends.
    std::size_t convert(std::size_t at, const CastType& type) {
        if (at >= tokens_.size() || tokens_[at].kind != Kind::text) return at;
        std::string& text = tokens_[at].text;
        if (type.is_array) {
            const CastType of_element{type.name, type.is_zoned};
            const auto element = [&](const std::string& item) {
                Rewriting alone({{Kind::text, item}});
                static_cast<void>(alone.convert(0, of_element));
                return alone.joined();
            };
            text = canonical_array(text, element).value_or(text);
            return at;
        }
        static constexpr std::array<std::string_view, 6> numbers{"smallint", "integer", "bigint",
                                                                 "numeric",  "real",    "double"};
        if (std::find(numbers.begin(), numbers.end(), type.name) != numbers.end()) {
            const bool is_negative = text.starts_with('-');
            const std::string digits = text.substr(is_negative ? 1 : 0);
            if (digits.empty() || !is_digit(digits.front())) return at;  // NaN, Infinity
            tokens_[at] = {Kind::number, canonical_number(digits)};
            if (is_negative) insert(at++, {Kind::symbol, "-"});
        } else if (type.name == "boolean") {
            if (const std::optional<bool> truth = truth_of(text)) {
                tokens_[at] = {Kind::word, *truth ? "true" : "false"};
            }
        } else if (type.name == "interval") {
            text = canonical_interval(text).value_or(text);
        } else if (type.name == "uuid") {
            Uuid uuid;
            if (try_parse(text, uuid)) text = to_string(uuid);
        } else if (type.name == "bytea") {
            text = canonical_bytes(text);
        } else if (type.name == "jsonb") {
            text = canonical_json(text).value_or(text);
        } else if (const std::optional<Moment> moment = moment_of(type)) {
            // An instant is printed in the session's zone; 'now' stays what it is.
            text = canonical_moment(text, *moment).value_or(text);
        }
        return at;
    }

    /// The server prints digits; what is no digits and has no escapes is the bytes themselves.
    [[nodiscard]] static std::string canonical_bytes(const std::string& text) {
        constexpr std::string_view digits = "0123456789abcdef";
        std::string out = "\\x";
        if (text.starts_with(out)) {
            for (const char c : text.substr(2)) {
                if (c != ' ') out += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
            }
            return out;
        }
        if (text.find('\\') != std::string::npos) return text;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            (out += digits[byte >> 4U]) += digits[byte & 15U];
        }
        return out;
    }
    [[nodiscard]] static std::optional<Moment> moment_of(const CastType& type) {
        if (type.name == "date") return Moment::date;
        if (type.name == "time" && !type.is_zoned) return Moment::time;
        if (!type.name.starts_with("timestamp")) return std::nullopt;
        return type.is_zoned ? Moment::instant : Moment::timestamp;
    }
    [[nodiscard]] static std::optional<bool> truth_of(std::string_view text) {
        constexpr std::string_view yes[] = {"1", "on", "t", "true", "y", "yes"};
        constexpr std::string_view no[] = {"0", "f", "false", "n", "no", "off"};
        if (std::find(std::begin(yes), std::end(yes), text) != std::end(yes)) return true;
        if (std::find(std::begin(no), std::end(no), text) != std::end(no)) return false;
        return std::nullopt;
    }

    // ── operators by other names ─────────────────────────────────────────────────────────────

    void spell_like() {
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (is(at, "~~")) tokens_[at] = {Kind::word, "like"};
            if (is(at, "~~*")) tokens_[at] = {Kind::word, "ilike"};
            if (is(at, "!~~") || is(at, "!~~*")) {
                tokens_[at] = {Kind::word, is(at, "!~~") ? "like" : "ilike"};
                insert(at, {Kind::word, "not"});
            }
            if (!is(at, "like_escape") || !is(at + 1, "(")) continue;
            const std::size_t end = behind_bracket(at + 1);
            int depth = 0;
            for (std::size_t i = at + 1; i < end; ++i) {
                if (is(i, "(")) ++depth;
                if (is(i, ")")) --depth;
                if (depth == 1 && is(i, ",")) tokens_[i] = {Kind::word, "escape"};
            }
            erase(at, at + 1);
        }
    }
    /// = ANY (ARRAY[…]) is IN (…), which for one value is the comparison.
    void spell_lists() {
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            const bool is_any = is(at, "=") && is(at + 1, "any");
            if (!is_any && !(is(at, "<>") && is(at + 1, "all"))) continue;
            std::size_t array = at + 2;
            while (is(array, "(")) ++array;
            if (array == at + 2 || !is(array, "array") || !is(array + 1, "[")) continue;
            const std::size_t end = behind_bracket(at + 2);
            const std::size_t close = behind_bracket(array + 1);
            erase(close - 1, end - 1);
            erase(at, array + 2);
            insert(at, {Kind::symbol, "("});
            insert(at, {Kind::word, "in"});
            if (!is_any) insert(at, {Kind::word, "not"});
        }
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (!is(at, "in") || !is(at + 1, "(") || is(at + 2, "select")) continue;
            const std::size_t end = behind_bracket(at + 1);
            int depth = 0;
            bool is_list = false;
            for (std::size_t i = at + 1; i < end; ++i) {
                if (is(i, "(")) ++depth;
                if (is(i, ")")) --depth;
                is_list = is_list || (depth == 1 && is(i, ","));
            }
            if (is_list || is_position(at)) continue;
            const bool is_negated = at > 0 && is(at - 1, "not");
            tokens_[at] = {Kind::symbol, is_negated ? "<>" : "="};
            if (is_negated) erase(at - 1, at);
        }
    }
    /// POSITION(a IN b) has an IN that is none.
    [[nodiscard]] bool is_position(std::size_t at) const {
        int depth = 0;
        while (at-- > 0) {
            if (is(at, ")")) ++depth;
            if (is(at, "(") && depth-- == 0) return at > 0 && is(at - 1, "position");
        }
        return false;
    }
    /// x BETWEEN a AND b is x >= a AND x <= b.
    void spell_ranges() {
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (!is(at, "between") || is(at + 1, "symmetric")) continue;
            const bool is_negated = at > 0 && is(at - 1, "not");
            const std::size_t end = is_negated ? at - 1 : at;
            std::size_t begin = end;
            for (int depth = 0; begin > 0; --begin) {
                if (is(begin - 1, ")")) ++depth;
                if (is(begin - 1, "(") && depth-- == 0) break;
                if (depth == 0 && (is(begin - 1, "and") || is(begin - 1, "or") ||
                                   is(begin - 1, "not") || is(begin - 1, ","))) {
                    break;
                }
            }
            const Tokens operand(tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                                 tokens_.begin() + static_cast<std::ptrdiff_t>(end));
            std::size_t middle = at + 1;
            for (int depth = 0; middle < tokens_.size(); ++middle) {
                if (is(middle, "(")) ++depth;
                if (is(middle, ")")) --depth;
                if (depth == 0 && is(middle, "and")) break;
            }
            if (middle >= tokens_.size()) return;
            tokens_[middle].text = is_negated ? "or" : "and";
            insert(middle + 1, {Kind::symbol, is_negated ? ">" : "<="});
            tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(middle + 1),
                           operand.begin(), operand.end());
            tokens_[at] = {Kind::symbol, is_negated ? "<" : ">="};
            if (is_negated) erase(at - 1, at);
        }
    }

    [[nodiscard]] std::string joined() const {
        std::string out;
        bool was_word = false;
        for (const Token& token : tokens_) {
            if (token.is("(") || token.is(")")) continue;
            const bool is_word = token.kind == Kind::word || token.kind == Kind::number;
            if (is_word && was_word) out += ' ';
            was_word = is_word;
            const std::string_view quote = token.kind == Kind::text   ? "'"
                                           : token.kind == Kind::name ? "\""
                                                                      : "";
            out.append(quote).append(token.text).append(quote);
        }
        return out;
    }

    Tokens tokens_;
};

}  // namespace

std::string canonical_number(std::string_view text) {
    std::string digits;
    long exponent = 0;
    bool is_fraction = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '.') {
            is_fraction = true;
        } else if (is_digit(text[i])) {
            digits += text[i];
            if (is_fraction) --exponent;
        } else {
            exponent += std::strtol(std::string(text.substr(i + 1)).c_str(), nullptr, 10);
            break;
        }
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    for (; !digits.empty() && digits.back() == '0'; ++exponent) digits.pop_back();
    if (digits.empty()) return "0";
    return exponent == 0 ? digits : digits + 'e' + std::to_string(exponent);
}

std::string comparable_text(std::string_view expression) {
    return Rewriting(Lexer(expression).run()).run();
}

std::string comparable_settings(std::string_view settings) {
    Tokens tokens = Lexer(settings).run();
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const bool is_bare = at + 1 == tokens.size() || tokens[at + 1].is(",");
        const bool is_name = at == 0 || tokens[at - 1].is(",") || tokens[at - 1].is(".");
        if (is_bare && is_name) tokens[at].text += "=true";
        if (tokens[at].kind != Kind::text) continue;
        Tokens inside = Lexer(tokens[at].text).run();
        if (inside.size() == 1) tokens[at] = std::move(inside.front());
    }
    return Rewriting(std::move(tokens)).run();
}

}  // namespace azoth::postgresql
