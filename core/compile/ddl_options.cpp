// SPDX-License-Identifier: MIT
// The options that only one dialect understands.
#include <algorithm>
#include <string_view>
#include <vector>

#include <azoth/compile/ddl_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/value/describe.hpp>

namespace azoth::compile {

namespace {

using Form = DialectOptionRule::Form;
using Place = DialectOptionRule::Place;

std::string_view form_name(Form form) {
    switch (form) {
        case Form::flag: return "true or false";
        case Form::number: return "an integer";
        case Form::words: return "words of letters, digits and _";
        case Form::identifier: return "a name";
        case Form::sql: return "a text";
    }
    return {};
}

std::string_view place_name(Place place) {
    switch (place) {
        case Place::table: return "a table";
        case Place::column: return "a column";
        case Place::constraint: return "a constraint";
        case Place::index: return "an index";
        case Place::view: return "a view";
    }
    return {};
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_words(std::string_view text) {
    return !text.empty() && is_letter(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == ' '; });
}

bool has_form(const Value& value, Form form) {
    switch (form) {
        case Form::flag: return value.kind() == ValueKind::boolean;
        case Form::number: return value.kind() == ValueKind::int64;
        case Form::words: return value.kind() == ValueKind::text && is_words(value.view().chars());
        case Form::identifier:
        case Form::sql: return value.kind() == ValueKind::text && !value.view().chars().empty();
    }
    return false;
}

}  // namespace

std::span<const DialectOptionRule> DdlCompiler::option_rules() const noexcept {
    return {};
}

void DdlCompiler::check_options(const DialectOptions& options, Place place) const {
    for (const DialectOption& option : options) {
        const std::string name = own_name(option.name);
        if (name.empty()) continue;
        const auto rules = option_rules();
        const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto& candidate) {
            return candidate.name == name && candidate.place == place;
        });
        if (rule == rules.end()) {
            std::vector<std::string_view> known;
            for (const auto& candidate : rules) {
                if (candidate.place == place) known.push_back(candidate.name);
            }
            throw CompileError("unknown_dialect_option",
                               context_.ledger.server() + " knows no option \"" + option.name +
                                   "\" of " + std::string(place_name(place)),
                               {.hint = did_you_mean(name, known), .component = option.name});
        }
        if (!has_form(option.value, rule->form)) {
            throw CompileError("bad_dialect_option",
                               "the option \"" + option.name + "\" is " +
                                   std::string(form_name(rule->form)) + ", not " +
                                   describe(option.value.view()),
                               {.component = option.name});
        }
    }
}

/// By the dialect's name what an option is called by that of the dialect or of the server; empty
/// for one of another dialect.
std::string DdlCompiler::own_name(std::string_view option) const {
    const std::string& dialect = context_.ledger.dialect();
    for (const std::string& owner : {dialect, context_.ledger.server()}) {
        if (option.starts_with(owner + '_')) {
            return dialect + std::string(option.substr(owner.size()));
        }
    }
    return {};
}

/// What is said for the server itself wins.
const Value* DdlCompiler::given(const DialectOptions& options, std::string_view name) const {
    const auto& ledger = context_.ledger;
    if (ledger.server() != ledger.dialect()) {
        const std::string nearer =
            ledger.server() + std::string(name.substr(ledger.dialect().size()));
        if (const Value* value = find_option(options, nearer)) return value;
    }
    return find_option(options, name);
}

bool DdlCompiler::flag(const DialectOptions& options, std::string_view name) const {
    const Value* value = given(options, name);
    return value != nullptr && value->view().boolean();
}

std::string DdlCompiler::option(const DialectOptions& options, std::string_view name) const {
    const Value* value = given(options, name);
    if (value == nullptr) return {};
    for (const DialectOptionRule& rule : option_rules()) {
        if (rule.name == name && rule.form == Form::identifier) {
            return prepared(value->view().chars());
        }
    }
    return to_string(value->view());
}

void DdlCompiler::check_table_options(const TableData& table) const {
    check_options(table.options, Place::table);
    check_options(table.primary_key.options, Place::constraint);
    for (const ColumnData& column : table.columns) check_options(column.options, Place::column);
    for (const UniqueData& unique : table.uniques) {
        check_options(unique.options, Place::constraint);
    }
    for (const CheckData& check : table.checks) check_options(check.options, Place::constraint);
    for (const ForeignKeyData& key : table.foreign_keys) {
        check_options(key.options, Place::constraint);
    }
}

}  // namespace azoth::compile
