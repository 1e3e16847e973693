// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>

namespace azoth {

/// What can be executed: the base of select(), insert(), update(), delete_from() and text(). A cheap
/// handle of a node; a query is a value. Thread-compatible; const use from many threads is fine.
class AZOTH_EXPORT Statement {
public:
    /// The statement's node with its key folded.
    [[nodiscard]] const sql::NodePtr& node() const noexcept {
        if (node_->key_hash() == 0) node_->seal();
        return node_;
    }

protected:
    explicit Statement(sql::NodePtr node) noexcept : node_(std::move(node)) {}

    /// The node to change: this statement's own if nobody else holds it, else a copy. Its key is
    /// forgotten. Builders are the only callers.
    template <class T>
    [[nodiscard]] T& writable() {
        if (!node_->unique()) {
            node_ = sql::NodePtr::adopt(new T(static_cast<const T&>(*node_)));
        }
        T& node = const_cast<T&>(static_cast<const T&>(*node_));
        node.unseal();
        return node;
    }
    template <class T>
    [[nodiscard]] const T& read() const noexcept {
        return static_cast<const T&>(*node_);
    }

private:
    sql::NodePtr node_;
};

/// Raw SQL as a whole statement, with `:name` for values: `text("SELECT * FROM t WHERE a = :a")`.
/// The text itself is trusted; `::` and colons in strings, comments and quoted names are left
/// alone. One statement only; see Connection::execute_script for more.
class AZOTH_EXPORT TextQuery : public Statement {
public:
    explicit TextQuery(std::string_view sql);
};
[[nodiscard]] inline TextQuery text(std::string_view sql) { return TextQuery(sql); }

}  // namespace azoth
