// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/fields.hpp>
#include <azoth/sql/name.hpp>
#include <azoth/value/value.hpp>

namespace azoth::sql {

/// A value that travels beside the SQL text. Its name and type enter the key, its value does not:
/// that is what makes one cached statement serve every value.
class Bind final : public NodeOf<Bind, NodeKind::bind> {
public:
    /// `name` empty: the value is the one given here. Otherwise the execution supplies it by name.
    Bind(Value&& value, const SqlType& type, Name name = {})
        : NodeOf(type), value(std::move(value)), name(std::move(name)) {}
    Bind(const ValueView& value, const SqlType& type)
        : NodeOf(type), value(Value::copy_of(value)) {}

    Value value;
    Name name;

    static constexpr bool always_has_binds = true;
    static constexpr auto fields(auto&& list) { return list(&Bind::name, &Bind::type_); }
    static bool on_match(const Bind& fresh, Matcher& matcher) {
        matcher.collect(fresh);
        return true;
    }
};

/// `x IN (…)` over values given at execution: the list's length does not enter the key, so one
/// cached form serves lists of any length.
class InList final : public NodeOf<InList, NodeKind::in_list> {
public:
    InList(NodePtr operand, NodePtr values, bool negated)
        : operand(std::move(operand)), values(std::move(values)), negated(negated) {}

    NodePtr operand;
    NodePtr values;  ///< a Bind whose value is an array
    bool negated;

    static constexpr auto fields(auto&& list) {
        return list(&InList::operand, &InList::values, &InList::negated);
    }
};

}  // namespace azoth::sql
