// SPDX-License-Identifier: MIT
#include "neutral.hpp"

#include <vector>

#include <azoth/compile/literal.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/value/describe.hpp>

namespace azoth::detail {

namespace {

using compile::Ledger;

/// Types that only some databases have are called by their names.
class NeutralTypes final : public compile::TypeCompiler {
protected:
    std::string visit_integer(const SqlType& type, const Ledger& ledger) const override {
        if (type.kind() == TypeKind::unsigned_big_integer) return "BIGINT UNSIGNED";
        return TypeCompiler::visit_integer(type, ledger);
    }
    std::string visit_uuid(const SqlType&, const Ledger&) const override { return "UUID"; }
    std::string visit_json(const SqlType&, const Ledger&) const override { return "JSON"; }
    std::string visit_array(const SqlType& type, const Ledger& ledger) const override {
        return spell(type.item(), ledger) + " ARRAY";
    }
};

class NeutralLiterals final : public compile::LiteralCompiler {
protected:
    std::string visit_temporal(const ValueView& value, const Ledger& ledger) const override {
        if (value.kind() == ValueKind::interval) return "INTERVAL '" + to_string(value) + "'";
        return LiteralCompiler::visit_temporal(value, ledger);
    }
    std::string visit_array(const ValueView& value, const SqlType& type,
                            const Ledger& ledger) const override {
        std::string text = "ARRAY[";
        for (const Value& element : value.array()) {
            if (text.back() != '[') text += ", ";
            text += render(element.view(), type.item(), ledger);
        }
        return text += ']';
    }
};

class NeutralCompiler final : public compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void visit_bind(const sql::Bind& bind) override {
        const bool has_value =
            bind.name.empty() || (bind.source() != nullptr && bind.source()->constant() != nullptr);
        if (!has_value) {
            write(parameter_mark(bind));
            return;
        }
        try {
            SqlCompiler::visit_bind(bind);
        } catch (const CompileError& error) {
            // A value that no literal says, such as NaN.
            ledger().collect(error);
            write(parameter_mark(bind));
        }
    }
    void visit_json_access(const sql::JsonAccess& access) override {
        switch (access.read) {
            case sql::JsonRead::json: write("JSON_QUERY("); break;
            case sql::JsonRead::kind: write("JSON_TYPE("); break;
            case sql::JsonRead::length: write("JSON_LENGTH("); break;
            default: write("JSON_VALUE(");
        }
        emit(*access.document);
        for (const sql::NodePtr& step : access.path) {
            write(", ");
            emit(*step);
        }
        write(")");
    }
    void visit_array_access(const sql::ArrayAccess& access) override {
        if (!access.first && !access.last) {
            write("CARDINALITY(");
            emit(*access.array);
            write(")");
            return;
        }
        emit_grouped(*access.array);
        write("[");
        if (access.first) emit(*access.first);
        if (access.is_slice) write(" TO ");
        if (access.last) emit(*access.last);
        write("]");
    }
    void visit_map_access(const sql::MapAccess& access) override {
        emit_grouped(*access.map);
        write("[");
        emit(*access.key);
        write("]");
    }
    void visit_field_access(const sql::FieldAccess& access) override {
        emit_grouped(*access.record);
        write(".");
        identifier(access.name);
    }
    void visit_partition_insert(const sql::PartitionInsert& insert) override {
        write(insert.overwrites ? "INSERT OVERWRITE " : "INSERT INTO ");
        source_name(*insert.target);
        for (std::size_t i = 0; i < insert.partition.size(); ++i) {
            const auto& part = sql::cast<sql::Assignment>(*insert.partition[i]);
            write(i == 0 ? " PARTITION (" : ", ");
            column_name(sql::cast<sql::ColumnRef>(*part.column));
            if (!part.value) continue;
            write(" = ");
            emit(*part.value);
        }
        if (!insert.partition.empty()) write(")");
        if (insert.if_not_exists) write(" IF NOT EXISTS");
        if (!insert.query) return;
        write(" ");
        emit(*insert.query);
    }
    void visit_containment(const sql::Containment& containment) override {
        emit_grouped(*containment.left);
        switch (containment.op) {
            case sql::ContainmentOperator::contains: write(" CONTAINS "); break;
            case sql::ContainmentOperator::contained_by: write(" CONTAINED BY "); break;
            case sql::ContainmentOperator::overlaps: write(" OVERLAPS "); break;
        }
        emit_grouped(*containment.right);
    }
};

class NeutralSource final : public compile::CompilerSource {
public:
    std::unique_ptr<compile::SqlCompiler> make_sql_compiler(
        const compile::CompilerContext& context) const override {
        return std::make_unique<NeutralCompiler>(context);
    }
    const compile::LiteralCompiler& literals() const override { return literals_; }

private:
    NeutralLiterals literals_;
};

Ledger everything() {
    Ledger ledger("neutral", Version{});
    for (std::size_t i = 0; i < static_cast<std::size_t>(compile::Capability::count_); ++i) {
        ledger.allow(static_cast<compile::Capability>(i));
    }
    return ledger;
}

/// The text with its gaps named.
std::string marked(compile::Compiled compiled) {
    for (auto gap = compiled.expansions.rbegin(); gap != compiled.expansions.rend(); ++gap) {
        const compile::Parameter& parameter = compiled.parameters[gap->parameter];
        compiled.sql.insert(gap->offset, parameter.name.empty()
                                             ? ":param_" + std::to_string(parameter.bind + 1)
                                             : ":" + parameter.name);
    }
    return std::move(compiled.sql);
}

}  // namespace

std::string neutral_sql(const sql::NodePtr& node, bool literal_binds) {
    static const Ledger ledger = everything();
    static const compile::IdentifierPreparer identifiers{compile::IdentifierRules{}};
    static const NeutralTypes types;
    static const NeutralSource source;
    std::vector<compile::Refusal> refusals;
    const Ledger collecting = ledger.collecting(refusals);
    const compile::CompilerContext context{collecting, identifiers, types,
                                           compile::PlaceholderStyle::named, &source};
    std::string text;
    try {
        NeutralCompiler compiler(context);
        text = literal_binds ? compiler.render_inline(node, true) : marked(compiler.compile(node));
    } catch (const CompileError& error) {
        collecting.collect(error);
    }
    for (const compile::Refusal& refusal : refusals) {
        text += (text.empty() ? "/* " : " /* ") + refusal.message + " */";
    }
    return text;
}

}  // namespace azoth::detail
