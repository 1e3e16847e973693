// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/sql/text_columns.hpp>

namespace azoth {

namespace {

bool starts_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) noexcept {
    return starts_word(c) || (c >= '0' && c <= '9');
}

/// Walks over SQL text and finds `:name`, leaving alone what only looks like it: strings, quoted
/// names, comments, dollar quotes and `::`. Quotes follow the standard's rules (doubling), and
/// backslashes count inside E'…' only.
class TextScanner {
public:
    explicit TextScanner(std::string_view sql) : sql_(sql) {}

    sql::NodeList scan() {
        while (at_ < sql_.size()) step();
        flush(sql_.size());
        return std::move(pieces_);
    }

private:
    void step() {
        const char c = sql_[at_];
        if (c == '\0') fail("sql_nul_byte", "SQL text contains a NUL byte", at_);
        if (c == '\'') return quoted('\'', after_escape_prefix());
        if (c == '"' || c == '`') return quoted(c, false);
        if (c == '-' && next() == '-') return line_comment();
        if (c == '/' && next() == '*') return block_comment();
        if (c == '$') return dollar_quote();
        if (c == ':') return colon();
        if (continues_word(c)) return word();
        ++at_;
    }

    [[nodiscard]] char next(std::size_t offset = 1) const noexcept {
        return at_ + offset < sql_.size() ? sql_[at_ + offset] : '\0';
    }

    [[nodiscard]] bool after_escape_prefix() const noexcept {
        return word_end_ == at_ && at_ - word_start_ == 1 &&
               (sql_[word_start_] == 'E' || sql_[word_start_] == 'e');
    }

    void word() {
        word_start_ = at_;
        while (at_ < sql_.size() && continues_word(sql_[at_])) ++at_;
        word_end_ = at_;
    }

    void quoted(char quote, bool backslashes) {
        const std::size_t start = at_++;
        while (at_ < sql_.size()) {
            if (backslashes && sql_[at_] == '\\') {
                at_ += 2;
            } else if (sql_[at_] != quote) {
                ++at_;
            } else if (next() == quote) {
                at_ += 2;
            } else {
                ++at_;
                return;
            }
        }
        fail("sql_unterminated", "SQL text ends inside a quote", start);
    }

    void line_comment() {
        while (at_ < sql_.size() && sql_[at_] != '\n') ++at_;
    }

    void block_comment() {
        const std::size_t start = at_;
        const std::size_t end = sql_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
            fail("sql_unterminated", "SQL text ends inside a comment", start);
        }
        at_ = end + 2;
    }

    void dollar_quote() {
        std::size_t end = at_ + 1;
        if (end < sql_.size() && starts_word(sql_[end])) {
            while (end < sql_.size() && continues_word(sql_[end])) ++end;
        }
        if (end >= sql_.size() || sql_[end] != '$') {
            ++at_;
            return;
        }
        const std::string_view tag = sql_.substr(at_, end + 1 - at_);
        const std::size_t close = sql_.find(tag, end + 1);
        if (close == std::string_view::npos) {
            fail("sql_unterminated", "SQL text ends inside a dollar quote", at_);
        }
        at_ = close + tag.size();
    }

    void colon() {
        if (next() == ':') {
            at_ += 2;
            return;
        }
        if (!starts_word(next())) {
            ++at_;
            return;
        }
        flush(at_);
        const std::size_t start = ++at_;
        while (at_ < sql_.size() && continues_word(sql_[at_])) ++at_;
        pieces_.push_back(
            sql::make<sql::Bind>(Value(), SqlType{}, sql::Name(sql_.substr(start, at_ - start))));
        piece_start_ = at_;
    }

    void flush(std::size_t end) {
        if (end > piece_start_) {
            pieces_.push_back(sql::make<sql::TextFragment>(
                std::string(sql_.substr(piece_start_, end - piece_start_))));
        }
        piece_start_ = end;
    }

    [[noreturn]] static void fail(std::string_view code, std::string_view message,
                                  std::size_t offset) {
        ErrorDetails details;
        details.offset = offset;
        throw CompileError(code, message, std::move(details));
    }

    std::string_view sql_;
    std::size_t at_ = 0;
    std::size_t piece_start_ = 0;
    std::size_t word_start_ = 0;
    std::size_t word_end_ = static_cast<std::size_t>(-1);
    sql::NodeList pieces_;
};

}  // namespace

TextQuery::TextQuery(std::string_view sql)
    : Statement(sql::make<sql::TextStatement>(std::string(sql), TextScanner(sql).scan())) {}

TextColumns TextQuery::columns(std::initializer_list<TextColumn> columns) const {
    return this->columns(std::span(columns.begin(), columns.size()));
}

TextColumns TextQuery::columns(std::span<const TextColumn> columns) const {
    return TextColumns(detail::text_with_columns(*this, columns));
}

sql::NodePtr detail::text_with_columns(const Statement& text, std::span<const TextColumn> columns) {
    if (columns.empty()) throw ArgumentError("bad_columns", "text has no columns");
    sql::NodeList nodes;
    for (const TextColumn& column : columns) {
        for (const sql::NodePtr& before : nodes) {
            if (sql::cast<sql::ColumnRef>(*before).name != column.name()) continue;
            throw ArgumentError("bad_columns",
                                "text has two columns \"" + std::string(column.name()) + "\"");
        }
        nodes.push_back(
            sql::make<sql::ColumnRef>(nullptr, std::string(column.name()), column.type(), true));
    }
    const auto& statement = sql::cast<sql::TextStatement>(*text.node());
    return sql::make<sql::TextStatement>(statement.sql, statement.pieces, std::move(nodes));
}

}  // namespace azoth
