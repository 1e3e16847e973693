// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>

namespace azoth::compile {

struct CompilerContext;
class LiteralCompiler;
class SqlCompiler;

/// Where one compiler gets another from: DDL contains expressions, and some of them literals. Every
/// Dialect is one.
class AZOTH_EXPORT CompilerSource {
public:
    virtual ~CompilerSource();

    /// A compiler for one statement. By default the standard's.
    [[nodiscard]] virtual std::unique_ptr<SqlCompiler> make_sql_compiler(
        const CompilerContext& context) const;
    /// How values are written where no parameter may stand. By default the standard's.
    [[nodiscard]] virtual const LiteralCompiler& literals() const;
    /// The next number of a sequence, whose name is quoted where it must be. By default
    /// `NEXT VALUE FOR name`.
    [[nodiscard]] virtual std::string next_value(std::string_view prepared_name) const;
};

}  // namespace azoth::compile
