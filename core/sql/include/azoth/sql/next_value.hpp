// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <azoth/sql/extension.hpp>
#include <azoth/sql/quoting.hpp>

namespace azoth::sql {

/// The next number of a sequence. Renders itself through the compiler's hook, since every database
/// has its own words.
class AZOTH_EXPORT NextValue final : public ExtensionOf<NextValue, 0x0001> {
public:
    NextValue(std::string schema, std::string name, const SqlType& type)
        : ExtensionOf(type), schema(std::move(schema)), name(std::move(name)) {}

    std::string schema;  ///< empty: the default one
    std::string name;
    Quoting schema_quoting = Quoting::by_rule;
    Quoting quoting = Quoting::by_rule;
    bool is_optional = false;  ///< only there where the database does not number keys by itself

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&NextValue::schema, &NextValue::name, &NextValue::schema_quoting,
                    &NextValue::quoting, &NextValue::is_optional);
    }
    [[nodiscard]] std::string_view extension_name() const override { return "azoth.next_value"; }
    void render(compile::SqlCompiler& compiler) const override;
};

}  // namespace azoth::sql
