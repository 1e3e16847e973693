// SPDX-License-Identifier: MIT
// The check is a decorator of the value's type, so that it stands wherever values are bound.
#include "checked_bind.hpp"

#include <memory>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/types/type_decorator.hpp>

namespace azoth::detail {

namespace {

class RowCount final : public TypeDecorator {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "RowCount"; }
    [[nodiscard]] Value to_database(const ValueView& value) const override {
        if (value.kind() == ValueKind::int64 && value.int64() < 0) {
            throw ArgumentError("bad_limit", "a number of rows must not be negative");
        }
        return Value::copy_of(value);
    }
};

class Pattern final : public TypeDecorator {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "Pattern"; }
    [[nodiscard]] Value to_database(const ValueView& value) const override {
        require_pattern(value);
        return Value::copy_of(value);
    }
};

/// What another node says for a value that nobody gives.
class SourceOf final : public sql::BindSource {
public:
    explicit SourceOf(const sql::Bind& bind) : bind_(sql::NodePtr::share(&bind)) {}
    [[nodiscard]] Value value() const override { return source().value(); }
    [[nodiscard]] const Value* constant() const noexcept override { return source().constant(); }

private:
    [[nodiscard]] const sql::BindSource& source() const noexcept {
        return *sql::cast<sql::Bind>(*bind_).source();
    }
    sql::NodePtr bind_;
};

sql::NodePtr with_type(const sql::Node& node, const SqlType& type) {
    if (const auto* literal = sql::as<sql::LiteralBind>(node)) {
        return sql::make<sql::LiteralBind>(with_type(*literal->bind, type));
    }
    const auto& bind = sql::cast<sql::Bind>(node);
    if (bind.source() != nullptr) {
        return sql::make<sql::SuppliedBind>(bind.name, type, std::make_shared<SourceOf>(bind));
    }
    return sql::make<sql::Bind>(Value(bind.value), type, bind.name);
}

}  // namespace

bool may_come_later(const sql::Node& node) noexcept {
    const auto* bind = sql::as<sql::Bind>(node);
    return bind != nullptr ? !bind->name.empty() : node.kind() == sql::NodeKind::literal_bind;
}

sql::NodePtr counting_rows(const sql::NodePtr& later) {
    static const SqlType type =
        SqlType(TypeKind::big_integer).with_decorator(std::make_shared<const RowCount>());
    return with_type(*later, type);
}

sql::NodePtr matching(const sql::NodePtr& later) {
    static const auto pattern = std::make_shared<const Pattern>();
    const SqlType& type = later->type();
    if (!type.is_text() || type.decorator() != nullptr) return later;
    return with_type(*later, type.with_decorator(pattern));
}

void require_pattern(const ValueView& value) {
    if (value.kind() != ValueKind::text) return;
    if (value.chars().find('\0') == std::string_view::npos) return;
    throw ArgumentError("value_has_nul", "a pattern contains a NUL, where some databases end it");
}

}  // namespace azoth::detail
