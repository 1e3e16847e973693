// SPDX-License-Identifier: MIT
#include <azoth/compile/compiled_cache.hpp>

#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

#include <azoth/compile/render_override.hpp>
#include <azoth/sql/bind.hpp>

namespace azoth::compile {

bool has_same_sharing(const Compiled& compiled, const sql::Matcher& matcher) {
    for (const auto& [first, second] : compiled.shared_binds) {
        const sql::Bind* a = matcher.binds()[first];
        const sql::Bind* b = matcher.binds()[second];
        if (a != b && !(a->value == b->value)) return false;
    }
    for (const auto& [first, second] : compiled.parted_binds) {
        if (matcher.binds()[first]->value == matcher.binds()[second]->value) return false;
    }
    return true;
}

namespace {

using Entry = std::shared_ptr<const Compiled>;
using Order = std::list<Entry>;  // most recently used first

}  // namespace

struct CompiledCache::State {
    explicit State(std::size_t limit) : capacity(limit) {}

    mutable std::mutex mutex;
    const std::size_t capacity;
    Order order;
    std::unordered_multimap<std::uint64_t, Order::iterator> by_hash;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;

    [[nodiscard]] Order::iterator find(const sql::Node& statement, sql::Matcher& matcher) {
        const std::uint64_t rendering = render_state_number();
        const auto [begin, end] = by_hash.equal_range(statement.key_hash());
        for (auto at = begin; at != end; ++at) {
            const Compiled& known = **at->second;
            if (known.render_state == rendering && serves(known, statement, matcher)) {
                return at->second;
            }
        }
        return order.end();
    }

    void drop_last() {
        const auto last = std::prev(order.end());
        const auto [begin, end] = by_hash.equal_range((*last)->statement->key_hash());
        for (auto at = begin; at != end; ++at) {
            if (at->second == last) {
                by_hash.erase(at);
                break;
            }
        }
        order.erase(last);
    }
};

CompiledCache::CompiledCache(std::size_t capacity) : state_(std::make_unique<State>(capacity)) {}
CompiledCache::~CompiledCache() = default;

std::shared_ptr<const Compiled> CompiledCache::find(const sql::Node& statement,
                                                    sql::Matcher& matcher) {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->find(statement, matcher);
    if (found == state_->order.end()) {
        ++state_->misses;
        return nullptr;
    }
    ++state_->hits;
    if (found != state_->order.begin()) {
        state_->order.splice(state_->order.begin(), state_->order, found);
    }
    return *found;
}

std::shared_ptr<const Compiled> CompiledCache::insert(std::shared_ptr<const Compiled> compiled) {
    if (state_->capacity == 0) return compiled;
    sql::Matcher matcher;
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->find(*compiled->statement, matcher);
    if (found != state_->order.end()) return *found;
    while (state_->order.size() >= state_->capacity) state_->drop_last();
    state_->order.push_front(std::move(compiled));
    state_->by_hash.emplace(state_->order.front()->statement->key_hash(), state_->order.begin());
    return state_->order.front();
}

void CompiledCache::clear() {
    const std::lock_guard lock(state_->mutex);
    state_->by_hash.clear();
    state_->order.clear();
}

CompiledCache::Statistics CompiledCache::statistics() const {
    const std::lock_guard lock(state_->mutex);
    return {state_->hits, state_->misses, state_->order.size()};
}

}  // namespace azoth::compile
