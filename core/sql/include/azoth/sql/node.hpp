// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/node_memory.hpp>
#include <azoth/sql/ref.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth::sql {

/// What a node is. Compilers and other passes look at this tag and at nothing else, so that types
/// never have to agree across a plugin's boundary.
enum class NodeKind : std::uint16_t {
    // expressions
    column,
    bind,
    literal_bind,
    literal,
    text,
    binary,
    unary,
    function,
    label,
    label_ref,
    ordering,
    case_when,
    cast,
    in_list,
    star,
    subquery,
    exists,
    in_query,
    tuple,
    between,
    quantified,
    collate,
    regexp,
    regexp_replace,
    custom_operator,
    extract,
    type_coerce,
    text_constant,
    aggregate,
    over,
    grouping,
    json_access,
    array_access,
    map_access,
    field_access,
    containment,
    // sources of rows
    table,
    alias,
    join,
    cte,
    cte_reference,
    cte_traversal,
    table_function,
    sample,
    // statements
    select,
    select_options,
    phrase,
    set_operation,
    values,
    insert,
    update,
    delete_from,
    partition_insert,
    assignment,
    excluded,
    on_conflict,
    generated_value,
    default_value,
    text_statement,
    call,
    translated,
    // Third-party kinds begin here; see extension.hpp.
    extension = 0x8000,
};

/// The kind's name for errors, such as "select".
[[nodiscard]] AZOTH_EXPORT std::string_view node_kind_name(NodeKind kind) noexcept;

class Node;
class Matcher;
class Extension;
using NodePtr = Ref<const Node>;

/// Receives a node's children in their canonical order.
class ChildVisitor {
public:
    virtual void child(const Node& node) = 0;

protected:
    ~ChildVisitor() = default;
};

/// Replaces children: returns the node to use instead, or the same one.
class Rewriter {
public:
    [[nodiscard]] virtual NodePtr rewrite(const NodePtr& node) = 0;

protected:
    ~Rewriter() = default;
};

/// One immutable part of an expression or statement: shared, tagged, built once. Its parts are
/// described by `fields()` of the concrete class; key, equality, children and rewriting derive from
/// that description (see fields.hpp). Nodes are made by `make<T>()`, owned through `Ref`, and may
/// be shared between threads.
///
/// The key is structural: kinds, operators, names, types and table identities enter it, values
/// never do. It is folded together while the node is made.
class AZOTH_EXPORT Node {
public:
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    [[nodiscard]] NodeKind kind() const noexcept { return kind_; }
    /// Hash of the structure; equal structures have equal hashes. Never used alone to select SQL.
    [[nodiscard]] std::uint64_t key_hash() const noexcept {
        return hash_.load(std::memory_order_acquire);
    }
    /// Whether values or anonymous names lie below: such nodes are walked even when two statements
    /// share them, because the walk collects the values.
    [[nodiscard]] bool has_binds() const noexcept {
        return has_binds_.load(std::memory_order_relaxed);
    }
    /// The SQL type of the expression; the null type for sources and statements.
    [[nodiscard]] const SqlType& type() const noexcept { return type_; }

    // Derived from fields(); called by passes.
    /// Compares structure with a node of the same kind, collecting the other's binds.
    [[nodiscard]] virtual bool same_fields(const Node& other, Matcher& matcher) const = 0;
    virtual void each_child(ChildVisitor& visitor) const = 0;
    /// This node with rewritten children, or this very node if none changed.
    [[nodiscard]] virtual NodePtr with_rewritten_children(Rewriter& rewriter) const = 0;
    /// Folds the parts into the key. `make<T>()` does it for a new node; a statement that is built
    /// step by step is sealed at its first use.
    virtual void seal() const = 0;
    /// The interface of third-party syntax; null for the library's own kinds.
    [[nodiscard]] virtual const Extension* extension() const noexcept;

    [[gnu::always_inline]] void retain() const noexcept { references_.retain(); }
    [[gnu::hot]] void release() const noexcept {
        if (references_.release()) delete this;
    }
    [[nodiscard]] bool unique() const noexcept { return references_.unique(); }
    /// Forgets the key, because a builder, the only owner, is about to change the node.
    void unseal() const noexcept { set_key(0, false); }

    static void* operator new(std::size_t size) { return node_memory::take(size); }
    static void operator delete(void* memory, std::size_t size) noexcept {
        node_memory::give_back(memory, size);
    }

protected:
    [[gnu::always_inline]] explicit Node(NodeKind kind) noexcept : kind_(kind) {}
    [[gnu::always_inline]] Node(NodeKind kind, const SqlType& type) noexcept
        : kind_(kind), type_(type) {}
    virtual ~Node() = default;

    [[gnu::always_inline]] void set_key(std::uint64_t hash, bool has_binds) const noexcept {
        // The hash last: who sees it sees the other, too.
        has_binds_.store(has_binds, std::memory_order_relaxed);
        hash_.store(hash, std::memory_order_release);
    }

private:
    RefCount references_;
    NodeKind kind_;
    // Atomic because a statement's key is folded at its first use, by whichever thread comes first.
    mutable std::atomic<bool> has_binds_{false};
    mutable std::atomic<std::uint64_t> hash_{0};

protected:
    SqlType type_;
};

/// A checked downcast by tag: null if `node` is of another kind.
template <class T>
[[nodiscard]] const T* as(const Node& node) noexcept {
    return node.kind() == T::node_kind ? static_cast<const T*>(&node) : nullptr;
}

/// The unchecked one, for code that has looked at kind().
template <class T>
[[nodiscard]] const T& cast(const Node& node) noexcept {
    return static_cast<const T&>(node);
}

}  // namespace azoth::sql
