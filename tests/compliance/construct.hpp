// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <azoth/azoth.hpp>
#include <azoth/compile/ledger.hpp>

namespace azoth::compliance {

/// The tables that constructs() speaks of, with rows; see `rows()`.
struct ConstructTables {
    MetaData metadata;
    Table band{"azc_band", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
               Column{"name", String{40}}, Column{"boss", Integer{}}};
    Table disc{"azc_disc",
               metadata,
               Column{"id", Integer{}, primary_key, no_autoincrement},
               Column{"title", String{40}},
               Column{"year", Integer{}},
               Column{"band_id", Integer{}},
               Column{"made", DateTime{}}};
    /// The rows, as INSERT statements.
    [[nodiscard]] std::vector<Statement> rows() const;
};

/// A statement that not every database can run, and what it answers where it can.
struct Construct {
    const char* name;
    /// What a refusal names: one of these, for some parts need another that may be missing, too.
    std::vector<std::string_view> words;
    /// With all of these it must run. Without one of them the compiler says it in another way that
    /// means exactly the same, or refuses; nothing else.
    std::vector<compile::Capability> needs;
    Statement statement;
    /// In order, cells joined by commas, NULL as such; of a change without rows: none.
    std::vector<std::string> rows;
    /// What a change leaves behind, if it is one: a query and its answer.
    std::vector<Statement> then{};
    std::vector<std::string> left{};
    /// Refused by some, though no capability speaks of it.
    bool may_be_refused = false;
};

/// Constructs that toolkits are known to get wrong: rendered for databases that cannot parse them,
/// or rendered without the part that matters. Here each runs and answers right, or is refused.
[[nodiscard]] std::vector<Construct> constructs(const ConstructTables& tables);

/// The last of constructs(): what is common, in combinations that servers read in their own ways.
[[nodiscard]] std::vector<Construct> combinations(const ConstructTables& tables);

/// Whether the text of a refusal names the construct.
[[nodiscard]] bool names_it(const Construct& construct, std::string_view text);

}  // namespace azoth::compliance
