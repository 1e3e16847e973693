// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include <azoth/sql/params.hpp>

namespace azoth {

/// A word that marks the log lines and events of an execution: `{.logging_token = "import"}`.
/// Copies share the text.
class LoggingToken {
public:
    LoggingToken() noexcept = default;
    template <class T>
    requires std::convertible_to<const T&, std::string_view> LoggingToken(const T& text)
        : text_(std::make_shared<const std::string>(std::string_view(text))) {}
    /// No word, whatever the engine or the connection says.
    [[nodiscard]] static LoggingToken none() { return ""; }

    [[nodiscard]] bool empty() const noexcept { return text_ == nullptr || text_->empty(); }
    /// As an option: a word, or none().
    [[nodiscard]] bool is_set() const noexcept { return text_ != nullptr; }
    [[nodiscard]] std::string_view view() const noexcept {
        return text_ ? std::string_view(*text_) : std::string_view();
    }

private:
    std::shared_ptr<const std::string> text_;
};

/// Values of the program's own that travel with an execution to its listeners and do nothing else:
/// `{.tags = {{"audit", true}, {"user", 7}}}`. Copies share them.
class Tags {
public:
    Tags() noexcept = default;
    Tags(std::initializer_list<Param> tags) : tags_(std::make_shared<const Params>(tags)) {}
    /// No tags, whatever the engine or the connection says.
    [[nodiscard]] static Tags none() {
        Tags tags;
        tags.tags_ = std::make_shared<const Params>();
        return tags;
    }

    [[nodiscard]] bool empty() const noexcept { return tags_ == nullptr || tags_->empty(); }
    /// As an option: some tags, or none().
    [[nodiscard]] bool is_set() const noexcept { return tags_ != nullptr; }
    /// The value of that name, null pointer if there is none.
    [[nodiscard]] const Value* find(std::string_view name) const noexcept {
        return tags_ ? tags_->find(name) : nullptr;
    }

private:
    std::shared_ptr<const Params> tags_;
};

}  // namespace azoth
