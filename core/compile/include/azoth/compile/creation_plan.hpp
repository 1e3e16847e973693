// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <azoth/compile/ddl_compiler.hpp>
#include <azoth/error/export.hpp>
#include <azoth/schema/metadata.hpp>

namespace azoth::compile {

/// What is to be created or dropped; by default everything.
class AZOTH_EXPORT Wanted {
public:
    virtual ~Wanted();
    /// Tables and views.
    [[nodiscard]] virtual bool table(const TableData& table);
    [[nodiscard]] virtual bool sequence(const SequenceData& sequence);
    /// An enum type, and the tables of the metadata that have columns of it.
    [[nodiscard]] virtual bool enum_type(const SqlType& type,
                                         const std::vector<const TableData*>& tables);
    /// Whether a schema that tables name is to be created; by default not.
    [[nodiscard]] virtual bool schema(const std::string& name);
};

/// The statements of one table or view, or, with a null table, what stands between them.
struct CreationStep {
    std::shared_ptr<const TableData> table;
    std::vector<std::string> statements;
};

/// Schemas, sequences, enum types, tables in the order of their foreign keys, the keys that no
/// order fulfils, views. Throws `CompileError` before anything is sent: a model that the database
/// cannot hold changes nothing.
[[nodiscard]] AZOTH_EXPORT std::vector<CreationStep> plan_creation(const MetaData& metadata,
                                                                   const DdlCompiler& compiler,
                                                                   Wanted& wanted);
/// The same backwards.
[[nodiscard]] AZOTH_EXPORT std::vector<CreationStep> plan_dropping(const MetaData& metadata,
                                                                   const DdlCompiler& compiler,
                                                                   Wanted& wanted);

}  // namespace azoth::compile
