// SPDX-License-Identifier: MIT
// https://www.postgresql.org/docs/current/datatype-json.html
#include "json_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>

#include "comparable.hpp"

namespace azoth::postgresql {

namespace {

void append_utf8(std::string& text, std::uint32_t point) {
    const auto rest = [&](unsigned shift) {
        return static_cast<char>(0x80 | ((point >> shift) & 0x3F));
    };
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xC0 | (point >> 6));
        text += rest(0);
    } else if (point < 0x10000) {
        text += static_cast<char>(0xE0 | (point >> 12));
        (text += rest(6)) += rest(0);
    } else {
        text += static_cast<char>(0xF0 | (point >> 18));
        ((text += rest(12)) += rest(6)) += rest(0);
    }
}

/// Writes while it reads; false where the text is no JSON.
class JsonReader {
public:
    explicit JsonReader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool value(std::string& to) {
        skip_blanks();
        if (rest_.empty()) return false;
        switch (rest_.front()) {
            case '{': return object(to);
            case '[': return array(to);
            case '"': return string(to);
            case 't': return word("true", to);
            case 'f': return word("false", to);
            case 'n': return word("null", to);
            default: return number(to);
        }
    }
    [[nodiscard]] bool done() {
        skip_blanks();
        return rest_.empty();
    }

private:
    [[nodiscard]] bool object(std::string& to) {
        std::map<std::string, std::string> members;
        take('{');
        if (!ends('}')) {
            do {
                std::string key;
                std::string member;
                skip_blanks();
                if (!string(key) || !ends(':') || !value(member)) return false;
                members.insert_or_assign(std::move(key), std::move(member));
            } while (ends(','));
            if (!ends('}')) return false;
        }
        to += '{';
        for (const auto& [key, member] : members) {
            if (to.back() != '{') to += ',';
            to.append(key).append(":").append(member);
        }
        to += '}';
        return true;
    }
    [[nodiscard]] bool array(std::string& to) {
        take('[');
        to += '[';
        if (!ends(']')) {
            do {
                if (to.back() != '[') to += ',';
                if (!value(to)) return false;
            } while (ends(','));
            if (!ends(']')) return false;
        }
        to += ']';
        return true;
    }
    [[nodiscard]] bool string(std::string& to) {
        if (!take('"')) return false;
        to += '"';
        while (!rest_.empty() && rest_.front() != '"') {
            if (rest_.front() == '\\') {
                if (!escape(to)) return false;
            } else {
                to += rest_.front();
                rest_.remove_prefix(1);
            }
        }
        to += '"';
        return take('"');
    }
    [[nodiscard]] bool escape(std::string& to) {
        if (rest_.size() < 2) return false;
        const char letter = rest_[1];
        rest_.remove_prefix(2);
        if (letter == '/') {
            to += '/';
        } else if (letter == 'u') {
            std::uint32_t point = 0;
            if (!hexadecimal(point)) return false;
            const bool is_high = point >= 0xD800 && point < 0xDC00;
            if (is_high && rest_.starts_with("\\u")) {
                std::uint32_t low = 0;
                rest_.remove_prefix(2);
                if (!hexadecimal(low)) return false;
                point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
            }
            append_utf8(to, point);
        } else {
            (to += '\\') += letter;
        }
        return true;
    }
    [[nodiscard]] bool hexadecimal(std::uint32_t& point) {
        constexpr std::size_t digits = 4;
        if (rest_.size() < digits) return false;
        const char* const end = rest_.data() + digits;
        const auto [after, error] = std::from_chars(rest_.data(), end, point, 16);
        rest_.remove_prefix(digits);
        return error == std::errc{} && after == end;
    }
    [[nodiscard]] bool number(std::string& to) {
        const bool is_negative = take('-');
        const std::size_t end = std::min(rest_.find_first_not_of("0123456789.eE+-"), rest_.size());
        if (end == 0 || rest_.front() < '0' || rest_.front() > '9') return false;
        const std::string number = canonical_number(rest_.substr(0, end));
        if (is_negative && number != "0") to += '-';
        to += number;
        rest_.remove_prefix(end);
        return true;
    }
    [[nodiscard]] bool word(std::string_view word, std::string& to) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        to += word;
        return true;
    }
    bool ends(char c) {
        skip_blanks();
        return take(c);
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_blanks() {
        while (!rest_.empty() && std::string_view(" \t\r\n").find(rest_.front()) != rest_.npos) {
            rest_.remove_prefix(1);
        }
    }

    std::string_view rest_;
};

}  // namespace

std::optional<std::string> canonical_json(std::string_view text) {
    JsonReader reader(text);
    std::string written;
    if (!reader.value(written) || !reader.done()) return std::nullopt;
    return written;
}

}  // namespace azoth::postgresql
