// SPDX-License-Identifier: MIT
// Expressions that a server must see to be the same: what is grouped by and selected, what is
// distinct and ordered by. Values are placeholders, so `a + $1` and `a + $2` differ, though both
// values be 1; then they get one placeholder, and the compiled form serves equal values only.
#include <algorithm>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/expression.hpp>

#include "bare_item.hpp"
#include "query_scope.hpp"
#include "source_finder.hpp"

namespace azoth::compile {

namespace {

const sql::Node& ordered_by(const sql::NodePtr& ordering) noexcept {
    return bare(*sql::cast<sql::Ordering>(*ordering).operand);
}

/// The keys of an item of GROUP BY, through any sets of them.
template <class Use>
void each_key(const sql::Node& item, const Use& use) {
    const auto* grouping = sql::as<sql::Grouping>(item);
    if (grouping == nullptr) return use(bare(item));
    for (const sql::NodePtr& part : grouping->items) each_key(*part, use);
}

/// What may be anything: raw text, third-party syntax.
bool is_unknown(const sql::Node& node) noexcept {
    return node.kind() == sql::NodeKind::text || node.kind() == sql::NodeKind::star ||
           node.kind() >= sql::NodeKind::extension;
}

}  // namespace

/// Lets the compiler compare everything in an expression with a key.
class SqlCompiler::SameBinds final : public sql::ChildVisitor {
public:
    SameBinds(SqlCompiler& compiler, const sql::Node& key) : compiler_(compiler), key_(key) {}

    void child(const sql::Node& node) override {
        if (!node.has_binds() || compiler_.are_same(key_, node)) return;
        node.each_child(*this);
    }
    void all_of(const sql::NodeList& nodes) {
        for (const sql::NodePtr& node : nodes) child(*node);
    }

private:
    SqlCompiler& compiler_;
    const sql::Node& key_;
};

bool SqlCompiler::are_same(const sql::Node& one, const sql::Node& other) {
    if (&one == &other) return true;
    if (one.key_hash() != other.key_hash()) return false;
    sql::Matcher others;
    if (!others.same(&one, &other)) return false;
    if (!one.has_binds()) return true;
    sql::Matcher ones;
    if (!ones.same(&one, &one)) return false;
    const auto each_pair = [&](auto use) {
        for (std::size_t i = 0; i < ones.binds().size(); ++i) {
            const sql::Bind* const first = ones.binds()[i];
            const sql::Bind* const second = others.binds()[i];
            if (first != second) use(first, second);
        }
    };
    bool are_equal = true;
    each_pair([&](const sql::Bind* first, const sql::Bind* second) {
        if (first->value == second->value) return;
        are_equal = false;
        result_.parted_binds.emplace_back(bind_index(*first), bind_index(*second));
    });
    if (!are_equal) return false;
    each_pair([&](const sql::Bind* first, const sql::Bind* second) {
        result_.shared_binds.emplace_back(bind_index(*first), bind_index(*second));
        same_binds_.emplace_back(second, first);
    });
    return true;
}

const sql::Bind* SqlCompiler::representative(const sql::Bind* bind) const noexcept {
    for (const auto& [one, other] : same_binds_) {
        if (one == bind) return representative(other);
    }
    return bind;
}

void SqlCompiler::share_group_keys(const sql::Select& select) {
    if (context_.placeholders != PlaceholderStyle::numbered) return;
    std::vector<const sql::Node*> keys;
    const sql::NodeList none;
    const sql::NodeList& distinct_on =
        select.options ? sql::cast<sql::SelectOptions>(*select.options).distinct_on : none;
    sql::NodeList all;
    if (!distinct_on.empty()) {
        all = select.group_by;
        all.append(distinct_on.begin(), distinct_on.end());
    }
    for (const sql::NodePtr& item : all.empty() ? select.group_by : all) {
        const auto share = [&](const sql::Node& key) {
            if (!key.has_binds() || key.kind() == sql::NodeKind::bind) return;
            const bool is_known = std::any_of(keys.begin(), keys.end(), [&](const sql::Node* one) {
                return are_same(*one, key);
            });
            if (is_known) return;
            keys.push_back(&key);
            SameBinds finder(*this, key);
            finder.all_of(select.group_by);
            if (select.options) {
                finder.all_of(sql::cast<sql::SelectOptions>(*select.options).distinct_on);
            }
            finder.all_of(select.columns);
            if (select.having) finder.child(*select.having);
            finder.all_of(select.order_by);
        };
        each_key(*item, share);
    }
}

namespace {

/// The opposite of a test, if the library writes that with a word of its own: `a <> b`.
sql::NodePtr opposite_of(const sql::Node& key) {
    switch (key.kind()) {
        case sql::NodeKind::binary:
        case sql::NodeKind::unary:
        case sql::NodeKind::in_list:
        case sql::NodeKind::in_query:
        case sql::NodeKind::between:
        case sql::NodeKind::regexp: break;
        default: return {};
    }
    const sql::NodePtr opposite = not_(Expr(sql::NodePtr::share(&key))).node();
    const auto* negation = sql::as<sql::Unary>(*opposite);
    return negation != nullptr && negation->op == sql::Operator::not_ ? sql::NodePtr() : opposite;
}

}  // namespace

/// Writes the opposite of a key as NOT and the key.
class SqlCompiler::NegatedKeys final : public sql::Rewriter {
public:
    NegatedKeys(SqlCompiler& compiler, const sql::NodeList& group_by) : compiler_(compiler) {
        for (const sql::NodePtr& item : group_by) {
            each_key(*item, [&](const sql::Node& key) {
                if (sql::NodePtr opposite = opposite_of(key)) {
                    keys_.push_back({&key, std::move(opposite)});
                }
            });
        }
    }
    [[nodiscard]] bool has_keys() const noexcept { return !keys_.empty(); }
    [[nodiscard]] bool has_changed() const noexcept { return has_changed_; }

    [[nodiscard]] sql::NodePtr rewrite(const sql::NodePtr& node) override {
        switch (node->kind()) {
            case sql::NodeKind::column:
            // Inside a query of its own no server knows a key again.
            case sql::NodeKind::subquery:
            case sql::NodeKind::exists:
            case sql::NodeKind::select:
            case sql::NodeKind::set_operation: return node;
            default: break;
        }
        for (const Key& key : keys_) {
            if (compiler_.are_same(*key.test, *node)) return node;
        }
        for (const Key& key : keys_) {
            if (!compiler_.are_same(*key.opposite, *node)) continue;
            has_changed_ = true;
            return sql::make<sql::Unary>(sql::Operator::not_, sql::NodePtr::share(key.test),
                                         node->type());
        }
        return node->with_rewritten_children(*this);
    }
    void rewrite_all(sql::NodeList& nodes) {
        for (sql::NodePtr& node : nodes) node = rewrite(node);
    }

private:
    struct Key {
        const sql::Node* test;
        sql::NodePtr opposite;
    };
    SqlCompiler& compiler_;
    std::vector<Key> keys_;
    bool has_changed_ = false;
};

sql::NodePtr SqlCompiler::with_named_keys(const sql::Select& select) {
    const auto is_name = [](const sql::NodePtr& key) {
        return key->kind() == sql::NodeKind::label_ref;
    };
    if (std::none_of(select.group_by.begin(), select.group_by.end(), is_name)) return {};
    auto* changed = new sql::Select(select);
    sql::NodePtr owner = sql::NodePtr::adopt(changed);
    for (sql::NodePtr& key : changed->group_by) {
        const sql::Node* item = &labelled_node(*key, select.columns);
        while (const auto* label = sql::as<sql::Label>(*item)) item = label->inner.get();
        key = sql::NodePtr::share(item);
        repeats_binds_ = repeats_binds_ || item->has_binds();
    }
    changed->seal();
    return owner;
}

sql::NodePtr SqlCompiler::with_negated_keys(const sql::Select& select) {
    NegatedKeys rewriter(*this, select.group_by);
    if (!rewriter.has_keys()) return {};
    auto* changed = new sql::Select(select);
    sql::NodePtr owner = sql::NodePtr::adopt(changed);
    rewriter.rewrite_all(changed->columns);
    rewriter.rewrite_all(changed->order_by);
    if (changed->having) changed->having = rewriter.rewrite(changed->having);
    if (changed->options) changed->options = rewriter.rewrite(changed->options);
    if (!rewriter.has_changed()) return {};
    changed->seal();
    return owner;
}

void SqlCompiler::require_group_key(const sql::Function& grouping) {
    const sql::NodePtr& wanted = grouping.arguments.front();
    const sql::Select* const select = scope_ == nullptr ? nullptr : scope_->select;
    bool is_known = select == nullptr;
    const auto compare = [&](const sql::Node& key) {
        is_known = is_known || are_same(key, bare(*wanted));
    };
    for (std::size_t i = 0; !is_known && i < select->group_by.size(); ++i) {
        each_key(*select->group_by[i], [&](const sql::Node& key) {
            const auto* tuple = sql::as<sql::Tuple>(key);
            if (tuple == nullptr) return compare(key);
            for (const sql::NodePtr& item : tuple->items) compare(bare(*item));
        });
    }
    if (is_known) return;
    ledger().reject(CompileError("grouping_of_no_key",
                                 "grouping() is of what the query does not group by",
                                 {.hint = "name a key of rollup(), cube() or grouping_sets()"}));
}

void SqlCompiler::require_order_of_distinct(const sql::Select& select) {
    if (ledger().supports(Capability::distinct_order)) return;
    for (const sql::NodePtr& ordering : select.order_by) {
        const sql::Node& key = ordered_by(ordering);
        if (key.kind() == sql::NodeKind::label_ref || is_unknown(key)) continue;
        const bool is_selected = std::any_of(
            select.columns.begin(), select.columns.end(), [&](const sql::NodePtr& column) {
                return is_unknown(bare(*column)) || are_same(bare(*column), key);
            });
        if (is_selected) continue;
        ledger().lacks("SELECT DISTINCT in the order of what is not selected",
                       "select it, too, or group_by() what is selected and order by an aggregate");
    }
}

void SqlCompiler::require_order_of_distinct_on(const sql::Select& select,
                                               const sql::NodeList& expressions) {
    const std::size_t leading = std::min(expressions.size(), select.order_by.size());
    for (std::size_t i = 0; i < leading; ++i) {
        const sql::Node& key = ordered_by(select.order_by[i]);
        if (key.kind() == sql::NodeKind::label_ref || is_unknown(key)) continue;
        const bool is_named = std::any_of(
            expressions.begin(), expressions.end(), [&](const sql::NodePtr& expression) {
                return is_unknown(bare(*expression)) || are_same(bare(*expression), key);
            });
        if (is_named) continue;
        ledger().reject(CompileError("distinct_on_order",
                                     "the order of a query begins with what distinct_on() names",
                                     {.hint = "name those expressions first in order_by()"}));
    }
}

bool SqlCompiler::reads_around(const sql::Node& query) const {
    if (const auto* operation = sql::as<sql::SetOperation>(query)) {
        return std::any_of(operation->parts.begin(), operation->parts.end(),
                           [&](const sql::NodePtr& part) { return reads_around(*part); });
    }
    const auto* select = sql::as<sql::Select>(query);
    const std::vector<sql::NodePtr> own =
        select == nullptr ? std::vector<sql::NodePtr>() : own_sources(*select);
    return std::any_of(enclosing_sources_.begin(), enclosing_sources_.end(),
                       [&](const sql::NodePtr& source) {
                           if (std::find(own.begin(), own.end(), source) != own.end()) return false;
                           SourceFinder finder(source);
                           finder.child(query);
                           return finder.found;
                       });
}

}  // namespace azoth::compile
