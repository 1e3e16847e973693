// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/node.hpp>

namespace azoth::compile {

class Ledger;
class SqlCompiler;

/// Writes one kind of node for one dialect in place of the dialect.
class AZOTH_EXPORT NodeRenderer {
public:
    virtual ~NodeRenderer();
    /// Called on the thread that compiles, for several statements at the same time.
    virtual void render(const sql::Node& node, SqlCompiler& out) const = 0;
};

/// Another way to write a built-in node, in force while this object lives. Move-only.
class AZOTH_EXPORT RenderOverride {
public:
    RenderOverride() noexcept = default;
    RenderOverride(RenderOverride&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
    RenderOverride& operator=(RenderOverride&& other) noexcept {
        if (this != &other) {
            end();
            id_ = std::exchange(other.id_, 0);
        }
        return *this;
    }
    ~RenderOverride() { end(); }

    /// Back to what was in force before.
    void end() noexcept;
    /// Stays until the process ends, as an override in a plugin does: it is never unloaded.
    void keep() noexcept { id_ = 0; }

private:
    friend RenderOverride add_override(sql::NodeKind kind, std::string_view dialect,
                                       std::shared_ptr<const NodeRenderer> renderer);
    explicit RenderOverride(std::uint64_t id) noexcept : id_(id) {}

    std::uint64_t id_ = 0;
};

/// What override_rendering() does once the function is erased.
[[nodiscard]] AZOTH_EXPORT RenderOverride add_override(
    sql::NodeKind kind, std::string_view dialect, std::shared_ptr<const NodeRenderer> renderer);

/// Says how nodes of class N are written for the dialect or server of that name, empty: for each:
///
///     auto casts = compile::override_rendering<sql::Cast>(
///         "sqlite", [](const sql::Cast& cast, compile::SqlCompiler& out) {
///             if (cast.type().kind() != TypeKind::boolean) return out.emit_standard(cast);
///             out.write("iif(").emit(*cast.operand);
///             out.write(", 1, 0)");
///         });
///
/// It holds for the whole process, every engine and every print, from the next statement that is
/// compiled: forms in caches are forgotten, statements in execution and handles of
/// Connection::prepare keep theirs. Of several for one node the latest is in force. Expressions and
/// statements can be written otherwise; what only stands inside a clause (tables, joins, the rows
/// of a list) is an `ArgumentError` (`not_overridable`), and third-party syntax renders itself. May
/// be called from any thread; `render` must be thread-safe.
template <class N, class Render>
[[nodiscard]] RenderOverride override_rendering(std::string_view dialect, Render render) {
    class Renderer final : public NodeRenderer {
    public:
        explicit Renderer(Render render) : render_(std::move(render)) {}
        void render(const sql::Node& node, SqlCompiler& out) const override {
            render_(sql::cast<N>(node), out);
        }

    private:
        Render render_;
    };
    return add_override(N::node_kind, dialect, std::make_shared<const Renderer>(std::move(render)));
}

/// The overrides in force at one moment. Immutable.
class RenderOverrides;

/// What a compiler begins with: the overrides, null if there are none, and the number of their
/// state, which every change raises.
struct RenderState {
    std::shared_ptr<const RenderOverrides> overrides;
    std::uint64_t number = 0;
};
[[nodiscard]] AZOTH_EXPORT RenderState render_state();
/// Its number alone: forms compiled in another state serve no longer. One relaxed load.
[[nodiscard]] AZOTH_EXPORT std::uint64_t render_state_number() noexcept;
/// The renderer in force for a node, null if there is none.
[[nodiscard]] const NodeRenderer* find_override(const RenderOverrides& overrides,
                                                sql::NodeKind kind, const Ledger& ledger);

}  // namespace azoth::compile
