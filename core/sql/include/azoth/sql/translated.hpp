// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/schema_map.hpp>

namespace azoth::sql {

/// A statement whose schemas are translated: what is compiled and cached where an execution asks
/// for that. The map is part of the key, so a cached form never names another tenant's tables.
class Translated final : public NodeOf<Translated, NodeKind::translated> {
public:
    Translated(NodePtr statement, SchemaMap schemas)
        : statement(std::move(statement)), schemas(std::move(schemas)) {}

    NodePtr statement;
    SchemaMap schemas;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Translated::statement, &Translated::schemas);
    }
};

/// The statement itself, translated or not.
[[nodiscard]] inline const Node& untranslated(const Node& statement) noexcept {
    const auto* translated = as<Translated>(statement);
    return translated == nullptr ? statement : *translated->statement;
}

}  // namespace azoth::sql
