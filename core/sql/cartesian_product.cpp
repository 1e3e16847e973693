// SPDX-License-Identifier: MIT
#include <azoth/sql/cartesian_product.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <unordered_set>
#include <utility>

#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/join_path.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/source.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/sql/tree.hpp>

namespace azoth {

namespace {

using Sources = std::vector<sql::NodePtr>;

std::string name_of(const sql::Node& source) {
    if (const auto* table = sql::as<sql::TableSource>(source)) return table->name;
    if (const auto* cte = sql::as<sql::CteSource>(source)) return cte->name;
    if (const auto* cte = sql::as<sql::CteReference>(source)) return cte->name;
    const auto* alias = sql::as<sql::AliasSource>(source);
    return alias == nullptr || alias->name.empty() ? "a subquery" : alias->name;
}

/// Which sources stand together, as a forest: each points towards the first of its group.
class Links {
public:
    explicit Links(Sources sources) : sources_(std::move(sources)), first_(sources_.size()) {
        std::iota(first_.begin(), first_.end(), std::size_t{0});
    }

    /// All sources that something below `node` speaks of belong together, and with `last`.
    void link_all_in(const sql::Node& node, std::size_t last = none) {
        class Mentions final : public sql::ChildVisitor {
        public:
            Mentions(Links& links, std::size_t last) : links_(links), last_(last) {}
            void child(const sql::Node& node) override {
                if (!seen_.insert(&node).second) return;
                const auto* column = sql::as<sql::ColumnRef>(node);
                if (column == nullptr) return node.each_child(*this);
                if (column->source) links_.link(last_, links_.find(column->source));
            }

        private:
            Links& links_;
            std::size_t last_;
            std::unordered_set<const sql::Node*> seen_;
        } mentions(*this, last);
        mentions.child(node);
    }
    /// LATERAL and functions in FROM belong to what they speak of.
    void link_lateral(const sql::NodePtr& source) {
        const auto* alias = sql::as<sql::AliasSource>(*source);
        if (alias == nullptr) return;
        if (!alias->lateral && alias->inner->kind() != sql::NodeKind::table_function) return;
        link_all_in(*alias->inner, find(source));
    }
    /// The parts of a condition: what AND, OR and NOT put together links nothing by itself.
    void link_condition(const sql::NodePtr& condition) {
        if (!condition) return;
        if (const auto* binary = sql::as<sql::Binary>(*condition)) {
            if (binary->op == sql::Operator::and_ || binary->op == sql::Operator::or_) {
                link_condition(binary->left);
                link_condition(binary->right);
                return;
            }
        }
        const auto* unary = sql::as<sql::Unary>(*condition);
        if (unary != nullptr && unary->op == sql::Operator::not_) {
            return link_condition(unary->operand);
        }
        link_all_in(*condition);
    }
    void link(const sql::NodePtr& a, const sql::NodePtr& b) {
        std::size_t last = find(a);
        link(last, find(b));
    }

    [[nodiscard]] std::vector<std::vector<std::string>> groups() const {
        std::vector<std::vector<std::string>> groups(sources_.size());
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            groups[root(i)].push_back(name_of(*sources_[i]));
        }
        std::erase_if(groups, [](const auto& group) { return group.empty(); });
        return groups;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    [[nodiscard]] std::size_t find(const sql::NodePtr& source) const {
        const auto found = std::find(sources_.begin(), sources_.end(), source);
        return found == sources_.end() ? none : static_cast<std::size_t>(found - sources_.begin());
    }
    [[nodiscard]] std::size_t root(std::size_t at) const {
        while (first_[at] != at) at = first_[at];
        return at;
    }
    /// Links with the one met before, if there was one.
    void link(std::size_t& last, std::size_t next) {
        if (next == none) return;
        if (last != none) {
            const auto [low, high] = std::minmax({root(last), root(next)});
            first_[high] = low;
        }
        last = next;
    }

    Sources sources_;
    std::vector<std::size_t> first_;
};

/// Walks a statement with the sources around each part of it at hand.
class Search final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        if (!seen_.insert(&node).second) return;
        switch (node.kind()) {
            case sql::NodeKind::select: return look_at(sql::cast<sql::Select>(node));
            case sql::NodeKind::update: {
                const auto& update = sql::cast<sql::Update>(node);
                return look_at_change(node, update.target, update.from, update.where);
            }
            case sql::NodeKind::delete_from: {
                const auto& removal = sql::cast<sql::Delete>(node);
                return look_at_change(node, removal.target, removal.from, removal.where);
            }
            case sql::NodeKind::column: return;  // its source stands in FROM, or around
            case sql::NodeKind::alias:
                if (sql::cast<sql::AliasSource>(node).lateral) break;
                return look_apart(node);
            case sql::NodeKind::cte: return look_apart(node);
            default: break;
        }
        node.each_child(*this);
    }

    std::vector<CartesianProduct> found;

private:
    /// A derived table sees nothing of what is around it.
    void look_apart(const sql::Node& source) {
        const Sources around = std::exchange(around_, {});
        source.each_child(*this);
        around_ = around;
    }

    void look_at(const sql::Select& select) {
        Sources own = sql::referred_sources(select);
        std::erase_if(own, [&](const sql::NodePtr& source) {
            const bool named =
                std::find(select.from.begin(), select.from.end(), source) != select.from.end();
            return !named && std::find(around_.begin(), around_.end(), source) != around_.end();
        });
        Links links(own);
        sql::NodePtr joined = join_base(select, own);
        for (const sql::NodePtr& node : select.joins) {
            const auto& join = sql::cast<sql::Join>(*node);
            if (joined) links.link(joined, join.target);
            joined = join.target;
            links.link_condition(join.condition);
        }
        links.link_condition(select.where);
        for (const sql::NodePtr& source : own) links.link_lateral(source);
        report(links);
        go_inside(select, own);
    }

    /// Where the chain of joins begins: as in the SQL, a source of the first condition.
    static sql::NodePtr join_base(const sql::Select& select, const Sources& own) {
        if (!select.from.empty()) return select.from.front();
        if (select.joins.empty()) return nullptr;
        const auto& join = sql::cast<sql::Join>(*select.joins.front());
        sql::NodePtr any;
        for (const sql::NodePtr& source : own) {
            if (source == join.target) continue;
            if (!any) any = source;
            if (join.condition && mentions(*join.condition, source)) return source;
        }
        return any;
    }

    static bool mentions(const sql::Node& condition, const sql::NodePtr& source) {
        bool found = false;
        traverse(sql::NodePtr::share(&condition), [&](const sql::Node& node) {
            const auto* column = sql::as<sql::ColumnRef>(node);
            found = found || (column != nullptr && column->source == source);
            return column == nullptr && !found;
        });
        return found;
    }

    void look_at_change(const sql::Node& statement, const sql::NodePtr& target,
                        const sql::NodeList& from, const sql::NodePtr& where) {
        Sources own(from.begin(), from.end());
        own.insert(own.begin(), target);
        Links links(own);
        links.link_condition(where);
        for (const sql::NodePtr& source : own) links.link_lateral(source);
        report(links);
        go_inside(statement, own);
    }

    void report(const Links& links) {
        std::vector<std::vector<std::string>> groups = links.groups();
        if (groups.size() > 1) found.push_back({std::move(groups)});
    }

    /// Derived tables stand behind the columns that name them as well as in FROM.
    void go_inside(const sql::Node& statement, const Sources& own) {
        const std::size_t outside = around_.size();
        around_.insert(around_.end(), own.begin(), own.end());
        for (const sql::NodePtr& source : own) child(*source);
        statement.each_child(*this);
        around_.resize(outside);
    }

    Sources around_;
    std::unordered_set<const sql::Node*> seen_;
};

}  // namespace

std::string CartesianProduct::describe() const {
    std::string text = "nothing links ";
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i != 0) text += i + 1 == groups.size() ? " with " : "; ";
        for (std::size_t k = 0; k < groups[i].size(); ++k) {
            if (k != 0) text += ", ";
            text += groups[i][k];
        }
    }
    return text;
}

std::vector<CartesianProduct> find_cartesian_products(const Statement& statement) {
    Search search;
    search.child(*statement.node());
    return std::move(search.found);
}

}  // namespace azoth
