// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/sql/node.hpp>
#include <azoth/sql/node_list.hpp>

/// How every pass over nodes is derived from one description.
///
/// A concrete node lists its parts once:
///
///     struct Label final : NodeOf<Label, NodeKind::label> {
///         NodePtr inner;
///         std::string name;
///         static constexpr auto fields(auto&& list) { return list(&Label::inner, &Label::name); }
///     };
///
/// `NodeOf` turns that into the structural key, equality, the children and rewriting. A part is a
/// node, a list of nodes, or a plain value that enters the key. What must stay out of the key (the
/// value of a bind) is simply not listed.
///
/// fields() of the library's own nodes is inlined by force: then a key is folded in registers,
/// which halves what a small node costs.
namespace azoth::sql {

class Bind;

namespace detail {

/// Cheap rather than good: a hash only finds candidates, and whoever keeps a table of them mixes
/// again.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t part) noexcept {
    return (std::rotl(seed, 23) ^ part) * 0x9e3779b97f4a7c15ULL;
}

/// The key of a list of nodes, and whether one of them has binds.
struct ListKey {
    std::uint64_t hash;
    bool has_binds;
};
/// Not inlined: a SELECT has five lists.
[[nodiscard]] AZOTH_EXPORT ListKey key_of(const NodeList& nodes) noexcept;

/// Puts together the key of one node. Each part is multiplied for itself and turned by its place,
/// so that no multiplication waits for another: nodes are made in chains, each of the last one's
/// key.
struct KeyFolder {
    std::uint64_t hash;
    bool has_binds = false;
    int place = 1;

    [[gnu::always_inline]] void add(std::uint64_t part) noexcept {
        hash ^= std::rotl(part, place) * 0x9e3779b97f4a7c15ULL;
        place += 9;
    }
    [[gnu::always_inline]] void add(const Node* node) noexcept {
        add(node == nullptr ? 0 : node->key_hash());
        has_binds |= node != nullptr && node->has_binds();
    }
    [[gnu::always_inline]] void add(const NodeList& nodes) noexcept {
        if (nodes.empty()) return add(std::uint64_t{0});  // most lists are, and the call shows
        const ListKey list = key_of(nodes);
        add(list.hash);
        has_binds |= list.has_binds;
    }
};

template <class T>
[[nodiscard]] std::uint64_t hash_part(const T& part) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
        return static_cast<std::uint64_t>(part);
    } else if constexpr (requires {
                             { part.hash() } -> std::convertible_to<std::uint64_t>;
                         }) {
        return part.hash();
    } else {
        return std::hash<T>{}(part);
    }
}

}  // namespace detail

/// Compares a new statement with a known one and collects the new one's binds on the way, in
/// canonical order: one walk serves the cache's comparison and the values of the execution.
class AZOTH_EXPORT Matcher {
public:
    /// Whether both have the same structure. Binds of `fresh` are appended to binds().
    [[nodiscard, gnu::always_inline]] bool same(const Node* known, const Node* fresh) {
        // Most parts are not there at all, or are a column that both name.
        if (known == fresh && (known == nullptr || !known->has_binds())) return true;
        return same_structure(known, fresh);
    }
    [[nodiscard, gnu::always_inline]] bool same(const NodePtr& known, const NodePtr& fresh) {
        return same(known.get(), fresh.get());
    }
    [[nodiscard, gnu::always_inline]] bool same(const NodeList& known, const NodeList& fresh) {
        return NodeList::both_unused(known, fresh) || same_nodes(known, fresh);
    }
    template <class T>
    [[nodiscard]] bool same(const T& known, const T& fresh) {
        return known == fresh;
    }

    void collect(const Bind& bind) { binds_.push_back(&bind); }
    /// How one alias stands for another in the two statements.
    enum class Pairing { contradicts, known, is_new };
    /// An alias is walked where it is met first; everywhere else it must be the same pair again.
    [[nodiscard]] Pairing pair(const Node& known, const Node& fresh);
    [[nodiscard]] const std::vector<const Bind*>& binds() const noexcept { return binds_; }
    void clear() noexcept {
        binds_.clear();
        aliases_.clear();
    }

private:
    [[nodiscard]] bool same_structure(const Node* known, const Node* fresh);
    [[nodiscard]] bool same_nodes(const NodeList& known, const NodeList& fresh);

    std::vector<const Bind*> binds_;
    std::vector<std::pair<const Node*, const Node*>> aliases_;
};

/// Base of concrete nodes: everything that fields() implies.
template <class Derived, NodeKind Kind>
class NodeOf : public Node {
public:
    static constexpr NodeKind node_kind = Kind;

    [[nodiscard]] bool same_fields(const Node& other, Matcher& matcher) const override {
        return matches(other, matcher);
    }
    [[nodiscard, gnu::always_inline]] bool matches(const Node& other, Matcher& matcher) const {
        const auto& a = self();
        const auto& b = static_cast<const Derived&>(other);
        if (!Derived::fields([&](auto... part) __attribute__((always_inline)) {
                return (matcher.same(a.*part, b.*part) && ...);
            })) {
            return false;
        }
        if constexpr (requires { a.on_match(b, matcher); }) return a.on_match(b, matcher);
        return true;
    }

    void each_child(ChildVisitor& visitor) const override {
        Derived::fields([&](auto... part) { (visit_part(visitor, self().*part), ...); });
    }

    [[nodiscard]] NodePtr with_rewritten_children(Rewriter& rewriter) const override {
        Ref<Derived> copy;
        Derived::fields([&](auto... part) { (rewrite_part(rewriter, copy, part), ...); });
        if (!copy) return NodePtr::share(this);
        copy->seal();
        return copy;
    }

    [[gnu::always_inline]] void fold() const {
        detail::KeyFolder key{detail::mix(static_cast<std::uint64_t>(Kind), 0x5eed)};
        Derived::fields([&](auto... part) __attribute__((always_inline)) {
            (fold_part(key, self().*part), ...);
        });
        if constexpr (requires { Derived::always_has_binds; }) key.has_binds = true;
        this->set_key(key.hash, key.has_binds);
    }
    void seal() const override { fold(); }

protected:
    NodeOf() noexcept : Node(Kind) {}
    explicit NodeOf(const SqlType& type) noexcept : Node(Kind, type) {}
    NodeOf(const NodeOf& other) : Node(Kind, other.type()) {}

private:
    [[nodiscard]] const Derived& self() const noexcept {
        return static_cast<const Derived&>(*this);
    }

    template <class T>
    static void visit_part(ChildVisitor& visitor, const T& part) {
        if constexpr (std::is_same_v<T, NodeList>) {
            for (const NodePtr& node : part) {
                if (node) visitor.child(*node);
            }
        } else if constexpr (std::is_convertible_v<T, NodePtr>) {
            if (part) visitor.child(*part);
        }
    }

    template <class T>
    [[gnu::always_inline]] static void fold_part(detail::KeyFolder& key, const T& part) {
        if constexpr (std::is_same_v<T, NodeList>) {
            key.add(part);
        } else if constexpr (std::is_convertible_v<T, NodePtr>) {
            key.add(part.get());
        } else {
            key.add(detail::hash_part(part));
        }
    }

    template <class Part>
    void rewrite_part(Rewriter& rewriter, Ref<Derived>& copy, Part member) const {
        using T = std::remove_cvref_t<decltype(self().*member)>;
        const auto writable = [&]() -> T& {
            if (!copy) copy = Ref<Derived>::adopt(new Derived(self()));
            return copy.get()->*member;
        };
        if constexpr (std::is_same_v<T, NodeList>) {
            const NodeList& list = self().*member;
            for (std::size_t i = 0; i < list.size(); ++i) {
                NodePtr replaced = list[i] ? rewriter.rewrite(list[i]) : nullptr;
                if (!(replaced == list[i])) writable()[i] = std::move(replaced);
            }
        } else if constexpr (std::is_same_v<T, NodePtr>) {
            const NodePtr& node = self().*member;
            if (!node) return;
            NodePtr replaced = rewriter.rewrite(node);
            if (!(replaced == node)) writable() = std::move(replaced);
        }
    }
};

/// NodeOf for what most statements are made of: the linker puts their passes together, so that a
/// statement that is found again stays in the processor's cache.
template <class Derived, NodeKind Kind>
class CommonNodeOf : public NodeOf<Derived, Kind> {
public:
    [[nodiscard, gnu::hot]] bool same_fields(const Node& other, Matcher& matcher) const override {
        return this->matches(other, matcher);
    }
    [[gnu::hot]] void seal() const override { this->fold(); }

protected:
    using NodeOf<Derived, Kind>::NodeOf;
};

/// Makes a node and folds its key: the only way to make one.
template <class T, class... Arguments>
[[nodiscard, gnu::always_inline]] inline Ref<const T> make(Arguments&&... arguments) {
    auto* node = new T(std::forward<Arguments>(arguments)...);
    node->fold();
    return Ref<const T>::adopt(node);
}

}  // namespace azoth::sql
