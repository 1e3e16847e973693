// SPDX-License-Identifier: MIT
#include <azoth/sql/extension.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/node.hpp>
#include <azoth/sql/source.hpp>

namespace azoth::sql {

Extension::~Extension() = default;

const NodeList* Extension::result_columns() const noexcept {
    return nullptr;
}

const Extension* Node::extension() const noexcept {
    return nullptr;
}

[[gnu::hot]] bool Matcher::same_structure(const Node* known, const Node* fresh) {
    if (known == nullptr || fresh == nullptr) return false;
    return known->kind() == fresh->kind() && known->same_fields(*fresh, *this);
}

[[gnu::hot]] bool Matcher::same_nodes(const NodeList& known, const NodeList& fresh) {
    if (known.size() != fresh.size()) return false;
    const NodePtr* other = fresh.begin();
    for (const NodePtr& node : known) {
        if (!same(node, *other++)) return false;
    }
    return true;
}

Matcher::Pairing Matcher::pair(const Node& known, const Node& fresh) {
    for (const auto& [a, b] : aliases_) {
        if (a == &known && b == &fresh) return Pairing::known;
        if (a == &known || b == &fresh) return Pairing::contradicts;
    }
    aliases_.emplace_back(&known, &fresh);
    return Pairing::is_new;
}

[[gnu::hot]] detail::ListKey detail::key_of(const NodeList& nodes) noexcept {
    // Each place multiplies by a number of its own, so that no step waits for the one before.
    constexpr std::uint64_t step = 0x9e3779b97f4a7c14ULL;
    ListKey key{nodes.size(), false};
    std::uint64_t factor = 1;
    for (const NodePtr& node : nodes) {
        factor += step;
        if (!node) continue;
        key.hash += node->key_hash() * factor;
        key.has_binds |= node->has_binds();
    }
    return key;
}

bool same_extension(const Extension& a, const Node& other) {
    const Extension* b = other.extension();
    return b != nullptr && a.extension_name() == b->extension_name();
}

std::uint64_t next_source_identity() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::string_view node_kind_name(NodeKind kind) noexcept {
    switch (kind) {
        case NodeKind::column: return "column";
        case NodeKind::bind: return "bind";
        case NodeKind::literal_bind: return "bind";
        case NodeKind::literal: return "literal";
        case NodeKind::text: return "text";
        case NodeKind::binary: return "operator";
        case NodeKind::unary: return "operator";
        case NodeKind::function: return "function";
        case NodeKind::label: return "label";
        case NodeKind::label_ref: return "label reference";
        case NodeKind::ordering: return "ordering";
        case NodeKind::case_when: return "CASE";
        case NodeKind::cast: return "CAST";
        case NodeKind::in_list: return "IN";
        case NodeKind::star: return "*";
        case NodeKind::subquery: return "subquery";
        case NodeKind::exists: return "EXISTS";
        case NodeKind::in_query: return "IN";
        case NodeKind::tuple: return "tuple";
        case NodeKind::between: return "BETWEEN";
        case NodeKind::quantified: return "ANY or ALL";
        case NodeKind::collate: return "COLLATE";
        case NodeKind::regexp: return "regexp_match";
        case NodeKind::regexp_replace: return "regexp_replace";
        case NodeKind::custom_operator: return "operator";
        case NodeKind::extract: return "EXTRACT";
        case NodeKind::type_coerce: return "type_coerce";
        case NodeKind::text_constant: return "constant";
        case NodeKind::aggregate: return "aggregate";
        case NodeKind::over: return "OVER";
        case NodeKind::grouping: return "GROUPING SETS";
        case NodeKind::json_access: return "a place in JSON";
        case NodeKind::array_access: return "an element of an array";
        case NodeKind::map_access: return "a value of a map";
        case NodeKind::field_access: return "a field of a struct";
        case NodeKind::containment: return "contains";
        case NodeKind::table: return "table";
        case NodeKind::alias: return "alias";
        case NodeKind::join: return "JOIN";
        case NodeKind::cte: return "WITH";
        case NodeKind::cte_reference: return "WITH";
        case NodeKind::cte_traversal: return "SEARCH or CYCLE";
        case NodeKind::table_function: return "table function";
        case NodeKind::sample: return "TABLESAMPLE";
        case NodeKind::select: return "SELECT";
        case NodeKind::select_options: return "clauses of a SELECT";
        case NodeKind::phrase: return "phrase";
        case NodeKind::set_operation: return "set operation";
        case NodeKind::values: return "VALUES";
        case NodeKind::insert: return "INSERT";
        case NodeKind::update: return "UPDATE";
        case NodeKind::delete_from: return "DELETE";
        case NodeKind::partition_insert: return "INSERT OVERWRITE";
        case NodeKind::assignment: return "assignment";
        case NodeKind::excluded: return "excluded";
        case NodeKind::on_conflict: return "ON CONFLICT";
        case NodeKind::generated_value: return "generated value";
        case NodeKind::default_value: return "default";
        case NodeKind::text_statement: return "text";
        case NodeKind::call: return "CALL";
        case NodeKind::translated: return "translated";
        case NodeKind::extension: return "extension";
    }
    return "extension";
}

}  // namespace azoth::sql
