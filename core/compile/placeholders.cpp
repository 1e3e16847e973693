// SPDX-License-Identifier: MIT
// How values stand in the text: a placeholder and a place in the parameter plan for each.
#include <span>
#include <string>
#include <utility>

#include <azoth/compile/literal.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>

namespace azoth::compile {

namespace {

/// What stands before and after the value in a type's SQL expression.
std::pair<std::string_view, std::string_view> split_expression(std::string_view sql) noexcept {
    const std::size_t at = sql.find("{}");
    if (at == std::string_view::npos) return {};
    return {sql.substr(0, at), sql.substr(at + 2)};
}

}  // namespace

const SqlType& SqlCompiler::value_type(const sql::Node& value) const noexcept {
    return is_whole_default_ ? *default_type_ : value.type();
}

std::pair<std::string_view, std::string_view> SqlCompiler::around_value(
    const SqlType& type) const noexcept {
    if (type.detail() == nullptr) return {};
    return split_expression(ledger().variant_of(type).bind_expression());
}

Parameter& SqlCompiler::add_parameter(const SqlType& type) {
    Parameter& parameter = result_.parameters.emplace_back();
    parameter.type = context_.types.bound_type(type, ledger());
    if (!value_column_.empty()) parameter.column = value_column_;
    parameter.row = value_row_;
    return parameter;
}

Parameter& SqlCompiler::add_parameter(const sql::Bind& bind) {
    Parameter& parameter = add_parameter(value_type(bind));
    if (default_type_ != nullptr) {
        // The statement does not contain it: it belongs to the table.
        parameter.constant = sql::NodePtr::share(&bind);
    } else {
        parameter.bind = bind_index(bind);
        if (!bind.name.empty()) parameter.name = bind.name.view();
    }
    return parameter;
}

void SqlCompiler::visit_bind(const sql::Bind& bind) {
    const SqlType& type = value_type(bind);
    if (type.detail() == nullptr) return placeholder(bind, false);
    const bool is_array = ledger().variant_of(type).kind() == TypeKind::array;
    if (is_array && context_.placeholders != PlaceholderStyle::named &&
        !ledger().supports(Capability::array_binds)) {
        ledger().lacks("an array as a value", "in() takes a list, and a Json column keeps one");
    }
    const auto [before, after] = around_value(type);
    write(before);
    placeholder(bind, false);
    write(after);
}

void SqlCompiler::next_placeholder() {
    switch (context_.placeholders) {
        case PlaceholderStyle::question: write("?"); return;
        case PlaceholderStyle::named: write(":").write(value_column_); return;
        case PlaceholderStyle::numbered:
            write("$").write(
                std::to_string(result_.parameters.size() - result_.expansions.size() + 1));
    }
}

void SqlCompiler::placeholder(const sql::Bind& bind, bool expands) {
    if (inlines_) return inline_value(bind, expands);
    if (expands) {
        Expansion& gap = add_gap();
        gap.list = list_of(bind);
        fill_gap(gap, {&bind.type(), 1});
    } else {
        // One bind in two places is one parameter: only then does a server see that
        // `SELECT a + $1 … GROUP BY a + $1` groups by what it selects.
        const bool is_numbered = context_.placeholders == PlaceholderStyle::numbered;
        const std::size_t known = is_numbered ? number_of(bind) : 0;
        if (known != 0) {
            write("$").write(std::to_string(known));
            return;
        }
        if (context_.placeholders == PlaceholderStyle::named) {
            write(parameter_mark(bind));
        } else {
            next_placeholder();
        }
    }
    add_parameter(bind).expands = expands;
}

void SqlCompiler::fill_gap(Expansion& gap, std::span<const SqlType> types) {
    gap.empty = "SELECT ";
    for (const SqlType& type : types) {
        const auto [before, after] = around_value(type);
        // A server that infers types takes a bare NULL in a query for text.
        const bool is_told = context_.placeholders == PlaceholderStyle::numbered && type.is_known();
        if (!gap.placeholders.empty()) gap.empty += ", ";
        gap.empty += is_told ? "CAST(NULL AS " + context_.spell(type) + ")" : "NULL";
        gap.placeholders.push_back({std::string(before), std::string(after)});
    }
    gap.empty.append(from_nothing()).append(" WHERE 1 = 0");
}

void SqlCompiler::tuple_list(const sql::Bind& bind, const sql::Tuple& tuple,
                             std::string_view opening) {
    if (inlines_) {
        write(opening);
        return inline_rows(bind, tuple);
    }
    std::vector<SqlType> types;
    for (const sql::NodePtr& item : tuple.items) types.push_back(item->type());
    Expansion& gap = add_gap();
    gap.list = list_of(bind);
    gap.has_tuples = true;
    gap.opening = opening;
    fill_gap(gap, types);
    Parameter& parameter = add_parameter(bind);
    parameter.expands = true;
    parameter.tuple_types = std::move(types);
}

void SqlCompiler::cast_list(const SqlType& type, std::size_t item) {
    if (inlines_) return;
    Expansion::Around& around = result_.expansions.back().placeholders[item];
    around.before.insert(0, "CAST(");
    around.after.append(" AS ").append(context_.spell(type)).append(")");
}

std::string SqlCompiler::parameter_mark(const sql::Bind& bind) {
    if (default_type_ != nullptr) {
        return ":" + std::string(value_column_.empty() ? "default" : value_column_);
    }
    if (!bind.name.empty()) return ":" + std::string(bind.name.view());
    return ":param_" + std::to_string(bind_index(bind) + 1);
}

void SqlCompiler::literal_gap(const sql::Bind& bind) {
    if (inlines_) return inline_value(bind, false);
    add_gap();
    Parameter& parameter = add_parameter(bind);
    parameter.type = value_type(bind);
    parameter.is_literal = true;
}

// ── values as literals ──────────────────────────────────────────────────────────────────────────

const LiteralCompiler& SqlCompiler::literals() const {
    return context_.source != nullptr ? context_.source->literals() : CompilerSource().literals();
}

const Value& SqlCompiler::inlined(const sql::Bind& bind) {
    if (bind.name.empty()) return bind.value;
    const Value* value = bind.source() != nullptr ? bind.source()->constant() : nullptr;
    if (value != nullptr) return *value;
    throw CompileError("bind_missing", "the value of :" + std::string(bind.name.view()) +
                                           " is not known where it must be a literal");
}

void SqlCompiler::inline_value(const sql::Bind& bind, bool expands) {
    const Value& value = inlined(bind);
    if (!expands) {
        write(literals().render(value.view(), value_type(bind), ledger()));
        return;
    }
    std::string_view separator;
    for (const Value& element : value.view().array()) {
        write(separator).write(literals().render(element.view(), bind.type(), ledger()));
        separator = ", ";
    }
}

void SqlCompiler::inline_rows(const sql::Bind& bind, const sql::Tuple& tuple) {
    std::string_view before = "(";
    for (const Value& row : inlined(bind).view().array()) {
        for (std::size_t i = 0; i < tuple.items.size(); ++i) {
            write(i == 0 ? before : std::string_view(", "));
            write(
                literals().render(row.view().array()[i].view(), tuple.items[i]->type(), ledger()));
        }
        write(")");
        before = ", (";
    }
}

Expansion& SqlCompiler::add_gap() {
    Expansion& gap = result_.expansions.emplace_back();
    gap.parameter = result_.parameters.size();
    gap.offset = text_.size();
    gap.list = result_.expansions.size() - 1;
    return gap;
}

/// Of the gap that was added last: the one before it that holds the same list, or itself.
std::size_t SqlCompiler::list_of(const sql::Bind& bind) const noexcept {
    const std::size_t own = result_.expansions.size() - 1;
    if (context_.placeholders != PlaceholderStyle::numbered || !may_repeat_binds()) return own;
    const sql::Bind* const wanted = representative(&bind);
    for (std::size_t i = 0; i < own; ++i) {
        const Parameter& parameter = result_.parameters[result_.expansions[i].parameter];
        if (!parameter.expands || parameter.is_default()) continue;
        if (representative(binds_[parameter.bind]) == wanted) return i;
    }
    return own;
}

std::size_t SqlCompiler::number_of(const sql::Bind& bind) const noexcept {
    if (!may_repeat_binds()) return 0;
    const sql::Bind* const wanted = representative(&bind);
    std::size_t number = 0;
    for (const Parameter& parameter : result_.parameters) {
        if (parameter.expands || parameter.is_literal) continue;
        ++number;
        if (!parameter.is_default() && representative(binds_[parameter.bind]) == wanted) {
            return number;
        }
    }
    return 0;
}

}  // namespace azoth::compile
