// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

#include <azoth/sql/bind_source.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/name.hpp>
#include <azoth/value/value.hpp>

namespace azoth::sql {

/// A value that travels beside the SQL text. Its name and type enter the key, its value does not:
/// that is what makes one cached statement serve every value.
class AZOTH_EXPORT Bind : public CommonNodeOf<Bind, NodeKind::bind> {
public:
    /// `name` empty: the value is the one given here. Otherwise the execution supplies it by name.
    Bind(Value&& value, const SqlType& type, Name name = {})
        : CommonNodeOf(type), value(std::move(value)), name(std::move(name)) {}
    [[gnu::always_inline]] Bind(const ValueView& value, const SqlType& type)
        : CommonNodeOf(type), value(Value::copy_of(value)) {}
    [[gnu::hot]] ~Bind() override = default;

    /// Of a named bind, what stands in for a value that the execution does not give; null: it must
    /// give one.
    [[nodiscard]] virtual const BindSource* source() const noexcept;
    /// Whether both stand for the same value, names and types aside.
    [[nodiscard]] bool has_same_value(const Bind& other) const noexcept;

    Value value;
    Name name;

    static constexpr bool always_has_binds = true;
    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Bind::name, &Bind::type_);
    }
    static bool on_match(const Bind& fresh, Matcher& matcher) {
        matcher.collect(fresh);
        return true;
    }
};

/// A named bind with a value of its own, which an execution may replace. The same node to every
/// pass, and the same key: whether there is a value is no part of the structure.
class AZOTH_EXPORT SuppliedBind final : public Bind {
public:
    SuppliedBind(const Name& name, const SqlType& type, std::shared_ptr<const BindSource> source)
        : Bind(Value(), type, name), source_(std::move(source)) {}
    /// Always this value.
    SuppliedBind(const Name& name, const SqlType& type, Value constant);

    [[nodiscard]] const BindSource* source() const noexcept override;

private:
    std::shared_ptr<const BindSource> source_;
};

/// A value that becomes a literal in the SQL text, anew at each execution: what the cache keeps has
/// a gap there. For places where a server takes no parameter, or plans better without.
class LiteralBind final : public NodeOf<LiteralBind, NodeKind::literal_bind> {
public:
    explicit LiteralBind(NodePtr bind) : NodeOf(bind->type()), bind(std::move(bind)) {}

    NodePtr bind;  ///< a Bind

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&LiteralBind::bind);
    }
};

/// `x IN (…)` over values given at execution: the list's length does not enter the key, so one
/// cached form serves lists of any length.
class InList final : public NodeOf<InList, NodeKind::in_list> {
public:
    InList(NodePtr operand, NodePtr values, bool negated)
        : NodeOf(SqlType(TypeKind::boolean)),
          operand(std::move(operand)),
          values(std::move(values)),
          negated(negated) {}

    NodePtr operand;
    NodePtr values;  ///< a Bind whose value is an array
    bool negated;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&InList::operand, &InList::values, &InList::negated);
    }
};

}  // namespace azoth::sql
