// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/identifier_shape.hpp>
#include <azoth/sql/quoting.hpp>

namespace azoth::sql {

/// A column of a table or alias. Made once per column and shared by every expression that names it.
class ColumnRef final : public NodeOf<ColumnRef, NodeKind::column> {
public:
    ColumnRef(NodePtr source, std::string name, const SqlType& type, bool nullable,
              std::string alias = {}, Quoting quoting = Quoting::by_rule)
        : NodeOf(type),
          source(std::move(source)),
          name(std::move(name)),
          alias(std::move(alias)),
          nullable(nullable),
          quoting(quoting) {}

    NodePtr source;
    std::string name;   ///< in SQL
    std::string alias;  ///< what the program calls it instead; mostly empty
    IdentifierShape shape = IdentifierShape::of(name);
    bool nullable;
    Quoting quoting;

    /// What the program calls it: in parameters, in `table["…"]`, in rows.
    [[nodiscard]] const std::string& known_as() const noexcept {
        return alias.empty() ? name : alias;
    }

    /// A foreign key column takes the type of the column it refers to, once that is known. Called
    /// by the schema room while the metadata is built.
    void resolve_type(SqlType type) { type_ = std::move(type); }

    // The type is the source's business: identity and name determine it.
    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&ColumnRef::source, &ColumnRef::name);
    }
};

}  // namespace azoth::sql
