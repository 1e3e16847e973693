// SPDX-License-Identifier: MIT
// SELECT and its clauses; expressions are in sql_compiler.cpp, INSERT, UPDATE and DELETE in
// dml.cpp.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/join_path.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::compile {

namespace {

bool contains(const std::vector<sql::NodePtr>& sources, const sql::NodePtr& source) {
    return std::find(sources.begin(), sources.end(), source) != sources.end();
}

bool is_join_target(const sql::Select& select, const sql::NodePtr& source) {
    return std::any_of(select.joins.begin(), select.joins.end(), [&](const sql::NodePtr& join) {
        return sql::cast<sql::Join>(*join).target == source;
    });
}

class SourceFinder final : public sql::ChildVisitor {
public:
    explicit SourceFinder(const sql::NodePtr& wanted) : wanted_(wanted) {}
    void child(const sql::Node& node) override {
        if (const auto* column = sql::as<sql::ColumnRef>(node)) {
            found = found || column->source == wanted_;
        } else {
            node.each_child(*this);
        }
    }
    bool found = false;

private:
    const sql::NodePtr& wanted_;
};

/// Where the join chain begins: the source named first by select_from, else the first that the
/// first join's condition speaks of, else the first of all.
sql::NodePtr join_base(const sql::Select& select, const std::vector<sql::NodePtr>& sources) {
    if (!select.from.empty()) return select.from.front();
    if (!select.joins.empty()) {
        const auto& join = sql::cast<sql::Join>(*select.joins.front());
        for (const sql::NodePtr& source : sources) {
            SourceFinder finder(source);
            if (join.condition) finder.child(*join.condition);
            if (finder.found) return source;
        }
    }
    return sources.front();
}

}  // namespace

void SqlCompiler::qualified_table(const sql::TableSource& table) {
    if (!table.schema.empty()) {
        identifier(table.schema);
        out_ += '.';
    }
    identifier(table.name);
}

std::size_t SqlCompiler::anonymous_number(const sql::AliasSource& alias) {
    const auto found = std::find(anonymous_.begin(), anonymous_.end(), &alias);
    if (found != anonymous_.end()) {
        return static_cast<std::size_t>(found - anonymous_.begin()) + 1;
    }
    anonymous_.push_back(&alias);
    return anonymous_.size();
}

void SqlCompiler::source_name(const sql::Node& source) {
    if (const auto* table = sql::as<sql::TableSource>(source)) return qualified_table(*table);
    const auto& alias = sql::cast<sql::AliasSource>(source);
    if (alias.name.empty()) {
        write("anon_").write(std::to_string(anonymous_number(alias)));
    } else {
        identifier(alias.name);
    }
}

void SqlCompiler::source_definition(const sql::Node& source) {
    if (const auto* table = sql::as<sql::TableSource>(source)) return qualified_table(*table);
    const auto& alias = sql::cast<sql::AliasSource>(source);
    if (alias.inner->kind() == sql::NodeKind::select) {
        // A derived table sees nothing of the query around it.
        std::vector<sql::NodePtr> outside;
        std::swap(outside, enclosing_sources_);
        write("(");
        is_derived_ = true;
        emit(*alias.inner);
        write(")");
        std::swap(outside, enclosing_sources_);
    } else {
        source_definition(*alias.inner);
    }
    write(" AS ");
    source_name(source);
}

void SqlCompiler::join_chain(const sql::Select& select, const sql::Node& base) {
    source_definition(base);
    for (const sql::NodePtr& node : select.joins) {
        const auto& join = sql::cast<sql::Join>(*node);
        switch (join.join_kind) {
            case sql::JoinKind::inner: write(" JOIN "); break;
            case sql::JoinKind::left: write(" LEFT OUTER JOIN "); break;
            case sql::JoinKind::full:
                ledger().require(Capability::full_join, "FULL OUTER JOIN");
                write(" FULL OUTER JOIN ");
                break;
            case sql::JoinKind::cross: write(" CROSS JOIN "); break;
        }
        source_definition(*join.target);
        if (join.condition) {
            write(" ON ");
            emit(*join.condition);
        }
    }
}

std::vector<sql::NodePtr> SqlCompiler::own_sources(const sql::Select& select) const {
    std::vector<sql::NodePtr> all = sql::referred_sources(select);
    std::erase_if(all, [&](const sql::NodePtr& source) { return is_join_target(select, source); });
    // A subquery is correlated: what the query around it selects from is not repeated, unless the
    // subquery names it, or would select from nothing then.
    std::vector<sql::NodePtr> own;
    for (const sql::NodePtr& source : all) {
        const bool named =
            std::find(select.from.begin(), select.from.end(), source) != select.from.end();
        if (named || !contains(enclosing_sources_, source)) own.push_back(source);
    }
    if (own.empty() && select.joins.empty()) return all;
    if (own.empty()) {
        throw CompileError("join_without_source",
                           "a join needs a table on its left side: name it with select_from()");
    }
    return own;
}

void SqlCompiler::from_clause(const sql::Select& select, const std::vector<sql::NodePtr>& own) {
    if (own.empty()) return;
    write(" FROM ");
    const sql::NodePtr base = join_base(select, own);
    join_chain(select, *base);
    for (const sql::NodePtr& source : own) {
        if (source == base) continue;
        write(", ");
        source_definition(*source);
    }
}

void SqlCompiler::select_item(const sql::Node& item, bool distinct) {
    if (distinct) {
        distinct_item(item);
    } else {
        emit(item);
    }
    if (const auto* label = sql::as<sql::Label>(item)) {
        write(" AS ");
        identifier(label->name.view());
    }
}

void SqlCompiler::describe_result(const sql::NodeList& columns) {
    result_.returns_rows = true;
    result_.columns.reserve(columns.size());
    for (const sql::NodePtr& item : columns) {
        const sql::Node* source = item.get();
        while (const auto* label = sql::as<sql::Label>(*source)) source = label->inner.get();
        result_.columns.push_back({sql::item_name(*item), item->type(), source});
    }
}

void SqlCompiler::select_items(const sql::Select& select, bool is_derived) {
    write(select.distinct ? "SELECT DISTINCT " : "SELECT ");
    bool first = true;
    for (const sql::NodePtr& item : select.columns) {
        if (!first) write(", ");
        first = false;
        select_item(*item, select.distinct);
        // The query around it calls the column by the function's name; databases have others.
        if (is_derived && item->kind() == sql::NodeKind::function) {
            write(" AS ");
            identifier(sql::item_name(*item));
        }
    }
}

void SqlCompiler::visit_select(const sql::Select& select) {
    const bool is_derived = std::exchange(is_derived_, false);
    const sql::Select* around = std::exchange(current_, &select);
    const std::size_t outside = enclosing_sources_.size();
    const bool qualified = std::exchange(qualifies_, true);
    if (++depth_ == 1) describe_result(select.columns);
    if (select.columns.empty()) {
        throw CompileError("empty_select", "a SELECT needs at least one column");
    }

    const std::vector<sql::NodePtr> own = own_sources(select);
    enclosing_sources_.insert(enclosing_sources_.end(), own.begin(), own.end());
    for (const sql::NodePtr& join : select.joins) {
        enclosing_sources_.push_back(sql::cast<sql::Join>(*join).target);
    }

    select_items(select, is_derived);
    from_clause(select, own);
    if (select.where) {
        write(" WHERE ");
        emit(*select.where);
    }
    if (!select.group_by.empty()) {
        write(" GROUP BY ");
        for (std::size_t i = 0; i < select.group_by.size(); ++i) {
            if (i != 0) write(", ");
            group_by_item(*select.group_by[i]);
        }
    }
    if (select.having) {
        write(" HAVING ");
        emit(*select.having);
    }
    if (!select.order_by.empty()) {
        write(" ORDER BY ");
        emit_list(select.order_by);
    }
    limit_clause(select);
    lock_clause(select);
    --depth_;
    qualifies_ = qualified;
    enclosing_sources_.resize(outside);
    current_ = around;
}

void SqlCompiler::limit_clause(const sql::Select& select) {
    if (select.limit) {
        write(" LIMIT ");
        emit(*select.limit);
    }
    if (select.offset) {
        write(" OFFSET ");
        emit(*select.offset);
    }
}

void SqlCompiler::lock_clause(const sql::Select& select) {
    if (select.lock == sql::LockStrength::none) return;
    if (select.lock == sql::LockStrength::update) {
        ledger().require(Capability::lock_rows, "SELECT … FOR UPDATE");
        write(" FOR UPDATE");
        return;
    }
    ledger().require(Capability::lock_rows_share, "SELECT … FOR SHARE");
    write(" FOR SHARE");
}

void SqlCompiler::visit_text_statement(const sql::TextStatement& text) {
    for (const sql::NodePtr& piece : text.pieces) emit(*piece);
}

}  // namespace azoth::compile
