// SPDX-License-Identifier: MIT
#include <azoth/sql/tree.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/bind.hpp>

namespace azoth {

namespace {

class Children final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override { nodes.push_back(sql::NodePtr::share(&node)); }
    sql::NodeList nodes;
};

/// Each node once: a derived table would otherwise be walked again for each of its columns.
class Walk final : public sql::ChildVisitor {
public:
    explicit Walk(detail::NodeVisitor& visitor) : visitor_(visitor) {}
    void child(const sql::Node& node) override {
        if (!seen_.insert(&node).second) return;
        if (visitor_.enter(node)) node.each_child(*this);
    }

private:
    detail::NodeVisitor& visitor_;
    std::unordered_set<const sql::Node*> seen_;
};

/// Children first. One node has one replacement, wherever it stands: columns keep referring to the
/// source that stands in FROM.
class Rewriting final : public sql::Rewriter {
public:
    explicit Rewriting(detail::NodeReplacer& replacer) : replacer_(replacer) {}
    sql::NodePtr rewrite(const sql::NodePtr& node) override {
        if (const auto done = done_.find(node.get()); done != done_.end()) return done->second;
        const sql::NodePtr below = node->with_rewritten_children(*this);
        sql::NodePtr result = replacer_.replace(below);
        if (!result) {
            throw ArgumentError("rewrite_kind", "a rewrite returned no node",
                                {.hint = "return the node it was given to keep it"});
        }
        if (result->key_hash() == 0) result->seal();
        done_.emplace(node.get(), result);
        return result;
    }

private:
    detail::NodeReplacer& replacer_;
    std::unordered_map<const sql::Node*, sql::NodePtr> done_;
};

/// Named binds get the values of `params`.
class Binding final : public detail::NodeReplacer {
public:
    explicit Binding(const Params& params) : params_(params) {}
    sql::NodePtr replace(const sql::NodePtr& node) override {
        const auto* bind = sql::as<sql::Bind>(*node);
        if (bind == nullptr || bind->name.empty()) return node;
        known_.emplace_back(bind->name.view());
        const Value* value = params_.find(bind->name.view());
        if (value == nullptr) return node;
        return sql::make<sql::SuppliedBind>(bind->name, bind->type(), *value);
    }
    void require_all() const {
        for (const Param& param : params_) {
            if (std::find(known_.begin(), known_.end(), param.name()) != known_.end()) continue;
            ErrorDetails details;
            details.column = param.name();
            details.hint = did_you_mean(param.name(), {known_.begin(), known_.end()});
            throw ArgumentError("bind_unknown",
                                "the statement has no parameter \"" + param.name() + "\"",
                                std::move(details));
        }
    }

private:
    const Params& params_;
    std::vector<std::string> known_;
};

std::vector<const sql::Bind*> binds_of(const sql::NodePtr& root) {
    sql::Matcher matcher;
    static_cast<void>(matcher.same(root.get(), root.get()));
    return matcher.binds();
}

}  // namespace

namespace detail {

void walk(const sql::NodePtr& root, NodeVisitor& visitor) {
    Walk(visitor).child(*root);
}

sql::NodePtr rewrite(const sql::NodePtr& root, NodeReplacer& replacer) {
    return Rewriting(replacer).rewrite(root);
}

sql::NodePtr with_params(const sql::NodePtr& root, const Params& params) {
    Binding binding(params);
    sql::NodePtr bound = rewrite(root, binding);
    binding.require_all();
    return bound;
}

void Rehandling::set_node(Statement& statement, sql::NodePtr node) {
    if (node->kind() != statement.node()->kind()) {
        throw ArgumentError("rewrite_kind",
                            "a rewrite turned " +
                                std::string(node_kind_name(statement.node()->kind())) + " into " +
                                std::string(node_kind_name(node->kind())),
                            {.hint = "rewrite its node() to get another kind of statement"});
    }
    statement.node_ = std::move(node);
}

}  // namespace detail

sql::NodeList iterate(const Tree& tree) {
    sql::NodeList nodes;
    traverse(tree, [&](const sql::Node& node) { nodes.push_back(sql::NodePtr::share(&node)); });
    return nodes;
}

sql::NodeList children(const Tree& tree) {
    Children children;
    tree.root()->each_child(children);
    return std::move(children.nodes);
}

bool compare(const Tree& a, const Tree& b) {
    sql::Matcher matcher;
    if (!matcher.same(a.root(), b.root())) return false;
    const std::vector<const sql::Bind*> left = binds_of(a.root());
    const std::vector<const sql::Bind*>& right = matcher.binds();
    return std::equal(
        left.begin(), left.end(), right.begin(), right.end(),
        [](const sql::Bind* one, const sql::Bind* other) { return one->has_same_value(*other); });
}

}  // namespace azoth
