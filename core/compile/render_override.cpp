// SPDX-License-Identifier: MIT
#include <azoth/compile/render_override.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include <azoth/compile/ledger.hpp>
#include <azoth/error/error.hpp>

namespace azoth::compile {

class RenderOverrides {
public:
    struct Entry {
        std::uint64_t id;
        sql::NodeKind kind;
        std::string dialect;
        std::shared_ptr<const NodeRenderer> renderer;
    };
    std::vector<Entry> entries;  ///< in the order in which they came
};

namespace {

/// Goes up with each change; on its own, so that asking for it costs a load.
constinit std::atomic<std::uint64_t> state_number{0};

/// All overrides of the process. What compilers hold is a copy that never changes.
class Overrides {
public:
    [[nodiscard]] RenderState state() {
        const std::lock_guard lock(mutex_);
        return {current_, state_number.load(std::memory_order_relaxed)};
    }
    [[nodiscard]] std::uint64_t add(RenderOverrides::Entry entry) {
        const std::lock_guard lock(mutex_);
        auto changed = copy();
        entry.id = ++last_id_;
        changed->entries.push_back(std::move(entry));
        publish(std::move(changed));
        return last_id_;
    }
    void remove(std::uint64_t id) {
        const std::lock_guard lock(mutex_);
        auto changed = copy();
        std::erase_if(changed->entries, [&](const auto& entry) { return entry.id == id; });
        publish(std::move(changed));
    }

private:
    [[nodiscard]] std::shared_ptr<RenderOverrides> copy() const {
        return current_ ? std::make_shared<RenderOverrides>(*current_)
                        : std::make_shared<RenderOverrides>();
    }
    void publish(std::shared_ptr<RenderOverrides> changed) {
        current_ = changed->entries.empty() ? nullptr : std::move(changed);
        state_number.fetch_add(1, std::memory_order_release);
    }

    std::mutex mutex_;
    std::shared_ptr<const RenderOverrides> current_;
    std::uint64_t last_id_ = 0;
};

Overrides& overrides() {
    static auto* all = new Overrides;  // outlives static RenderOverride objects
    return *all;
}

bool is_overridable(sql::NodeKind kind) noexcept {
    switch (kind) {
        case sql::NodeKind::table:
        case sql::NodeKind::alias:
        case sql::NodeKind::join:
        case sql::NodeKind::cte:
        case sql::NodeKind::cte_reference:
        case sql::NodeKind::cte_traversal:
        case sql::NodeKind::table_function:
        case sql::NodeKind::sample:
        case sql::NodeKind::select_options:
        case sql::NodeKind::phrase:
        case sql::NodeKind::assignment:
        case sql::NodeKind::on_conflict: return false;
        default: return kind < sql::NodeKind::extension;
    }
}

}  // namespace

NodeRenderer::~NodeRenderer() = default;

void RenderOverride::end() noexcept {
    const std::uint64_t id = std::exchange(id_, 0);
    if (id != 0) overrides().remove(id);
}

RenderOverride add_override(sql::NodeKind kind, std::string_view dialect,
                            std::shared_ptr<const NodeRenderer> renderer) {
    if (!is_overridable(kind)) {
        throw ArgumentError(
            "not_overridable",
            std::string(sql::node_kind_name(kind)) + " is written with the clause it stands in",
            {.hint = "override the statement, or the clause in a dialect"});
    }
    return RenderOverride(overrides().add({0, kind, std::string(dialect), std::move(renderer)}));
}

RenderState render_state() {
    if (state_number.load(std::memory_order_acquire) == 0) return {};
    return overrides().state();
}

[[gnu::hot]] std::uint64_t render_state_number() noexcept {
    return state_number.load(std::memory_order_relaxed);
}

const NodeRenderer* find_override(const RenderOverrides& overrides, sql::NodeKind kind,
                                  const Ledger& ledger) {
    const auto found =
        std::find_if(overrides.entries.rbegin(), overrides.entries.rend(), [&](const auto& entry) {
            return entry.kind == kind &&
                   (entry.dialect.empty() || ledger.answers_to(entry.dialect));
        });
    return found == overrides.entries.rend() ? nullptr : found->renderer.get();
}

}  // namespace azoth::compile
