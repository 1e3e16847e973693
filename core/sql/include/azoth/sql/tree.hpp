// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>

/// Passes over statements and expressions: walking, rewriting, comparing, giving values to names.
///
/// Trees are immutable and share their parts, so a pass reads a tree or makes another one, and
/// never changes one. All go by what each node lists in fields(): third-party syntax takes part
/// without any work. The nodes themselves are in <azoth/sql/query.hpp>, <azoth/sql/scalar.hpp> and
/// their neighbours; `sql::as<sql::Select>(node)` asks what a node is.
namespace azoth {

/// What a pass takes: a statement, an expression, a condition, an ordering, a source of rows, or a
/// node. An argument, alive for the call.
class Tree {
public:
    Tree(sql::NodePtr node) noexcept : node_(std::move(node)) {}
    Tree(const FromItem& source) noexcept : node_(source.source()) {}
    template <class Handle>
    requires requires(const Handle& handle) {
        { handle.node() } -> std::convertible_to<sql::NodePtr>;
    }
    Tree(const Handle& handle) : node_(handle.node()) {}

    [[nodiscard]] const sql::NodePtr& root() const noexcept { return node_; }

private:
    sql::NodePtr node_;
};

namespace detail {

/// A callback, erased.
class NodeVisitor {
public:
    /// Whether to go on below this node.
    [[nodiscard]] virtual bool enter(const sql::Node& node) = 0;

protected:
    ~NodeVisitor() = default;
};
class NodeReplacer {
public:
    [[nodiscard]] virtual sql::NodePtr replace(const sql::NodePtr& node) = 0;

protected:
    ~NodeReplacer() = default;
};

AZOTH_EXPORT void walk(const sql::NodePtr& root, NodeVisitor& visitor);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr rewrite(const sql::NodePtr& root, NodeReplacer& replacer);
[[nodiscard]] AZOTH_EXPORT sql::NodePtr with_params(const sql::NodePtr& root, const Params& params);

/// Gives a handle another node. The handle's type speaks of the kind of its node, so that stays:
/// otherwise `ArgumentError` (`rewrite_kind`).
class Rehandling {
public:
    template <class Handle>
    [[nodiscard]] static Handle apply(const Handle& handle, sql::NodePtr node) {
        if constexpr (std::derived_from<Handle, Statement>) {
            Handle copy = handle;
            set_node(copy, std::move(node));
            return copy;
        } else {
            return Handle(std::move(node));
        }
    }

private:
    AZOTH_EXPORT static void set_node(Statement& statement, sql::NodePtr node);
};

}  // namespace detail

/// Calls `visit` with each node of the tree, parents before children, children in the order of
/// their parts. What stands in several places, such as a column, is visited once. If `visit`
/// returns a bool, false leaves out what is below that node.
///
///     traverse(query, [&](const sql::Node& node) {
///         if (const auto* table = sql::as<sql::TableSource>(node)) names.insert(table->name);
///     });
template <class Visit>
requires std::invocable<Visit&, const sql::Node&>
void traverse(const Tree& tree, Visit visit) {
    class Visitor final : public detail::NodeVisitor {
    public:
        explicit Visitor(Visit& visit) : visit_(visit) {}
        bool enter(const sql::Node& node) override {
            if constexpr (std::is_void_v<std::invoke_result_t<Visit&, const sql::Node&>>) {
                visit_(node);
                return true;
            } else {
                return visit_(node);
            }
        }

    private:
        Visit& visit_;
    } visitor(visit);
    detail::walk(tree.root(), visitor);
}

/// The nodes of a tree in the order of traverse(), for a loop:
/// `for (const sql::NodePtr& node : iterate(query))`.
[[nodiscard]] AZOTH_EXPORT sql::NodeList iterate(const Tree& tree);

/// What stands directly below the root, in the order of its parts.
[[nodiscard]] AZOTH_EXPORT sql::NodeList children(const Tree& tree);

/// The tree with some nodes replaced. `replace` is given each node once, its children replaced
/// already, and returns what shall stand there: another node, or this one to keep it. What does not
/// change is shared with the old tree; what stands in several places, such as an alias and the
/// columns that refer to it, stays one. Returns the kind of handle it was given.
///
///     auto renamed = rewrite(query, [&](const sql::NodePtr& node) {
///         return node == old_table.source() ? new_table.source() : node;
///     });
///
/// The root must keep its kind: a select stays a select (`ArgumentError`, `rewrite_kind`). Columns
/// may change as long as a typed query's keep their types.
template <class Handle, class Replace>
requires std::invocable<Replace&, const sql::NodePtr&>
[[nodiscard]] Handle rewrite(const Handle& tree, Replace replace) {
    class Replacer final : public detail::NodeReplacer {
    public:
        explicit Replacer(Replace& replace) : replace_(replace) {}
        sql::NodePtr replace(const sql::NodePtr& node) override { return replace_(node); }

    private:
        Replace& replace_;
    } replacer(replace);
    return detail::Rehandling::apply(tree, detail::rewrite(Tree(tree).root(), replacer));
}

/// The same with full control of the way: `rewriter` goes below a node, or not, by calling
/// `node->with_rewritten_children(*this)`. It must give one node one replacement, however often it
/// meets it.
template <class Handle>
[[nodiscard]] Handle rewrite(const Handle& tree, sql::Rewriter& rewriter) {
    return detail::Rehandling::apply(tree, rewriter.rewrite(Tree(tree).root()));
}

/// Whether two trees are the same: one structure, and equal values in the same places. Aliases are
/// compared by the part they play, so a query built anew equals the one before.
[[nodiscard]] AZOTH_EXPORT bool compare(const Tree& a, const Tree& b);

/// The statement with values for its named binds: `with_params(query, {{"id", 5}})`. An execution
/// may still give others. A name that no bind has is an `ArgumentError` (`bind_unknown`).
template <class Handle>
[[nodiscard]] Handle with_params(const Handle& tree, const Params& params) {
    return detail::Rehandling::apply(tree, detail::with_params(Tree(tree).root(), params));
}

}  // namespace azoth
