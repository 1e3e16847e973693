// SPDX-License-Identifier: MIT
// https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
#include "array_text.hpp"

namespace azoth::postgresql {

namespace {

class ArrayReader {
public:
    ArrayReader(std::string_view text,
                const std::function<std::string(const std::string&)>& element)
        : rest_(text), element_(element) {}

    [[nodiscard]] std::optional<std::string> run() {
        skip_blanks();
        if (!array()) return std::nullopt;
        skip_blanks();
        return rest_.empty() ? std::optional(written_) : std::nullopt;
    }

private:
    [[nodiscard]] bool array() {
        if (!take('{')) return false;
        written_ += '{';
        skip_blanks();
        if (!take('}')) {
            do {
                skip_blanks();
                if (!item()) return false;
                skip_blanks();
                if (!rest_.empty() && rest_.front() == ',') written_ += ',';
            } while (take(','));
            if (!take('}')) return false;
        }
        written_ += '}';
        return true;
    }
    [[nodiscard]] bool item() {
        if (!rest_.empty() && rest_.front() == '{') return array();
        std::string text;
        const bool is_quoted = take('"');
        const std::string_view ends = is_quoted ? "\"" : ",{}\"";
        while (!rest_.empty() && ends.find(rest_.front()) == std::string_view::npos) {
            if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
            text += rest_.front();
            rest_.remove_prefix(1);
        }
        if (is_quoted) {
            if (!take('"')) return false;
        } else {
            while (!text.empty() && text.back() == ' ') text.pop_back();
            if (text.empty()) return false;
            if (is_null(text)) {
                written_ += "NULL";
                return true;
            }
        }
        written_ += element_(text);
        return true;
    }
    [[nodiscard]] static bool is_null(std::string_view text) {
        return text.size() == 4 && (text[0] | 32) == 'n' && (text[1] | 32) == 'u' &&
               (text[2] | 32) == 'l' && (text[3] | 32) == 'l';
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_blanks() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }

    std::string_view rest_;
    const std::function<std::string(const std::string&)>& element_;
    std::string written_;
};

}  // namespace

std::optional<std::string> canonical_array(
    std::string_view text, const std::function<std::string(const std::string&)>& element) {
    return ArrayReader(text, element).run();
}

}  // namespace azoth::postgresql
