// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>

#include <azoth/error/export.hpp>
#include <azoth/orm/member.hpp>

/// The members of a mapped struct that lead to other objects:
///
///     struct Artist { std::int64_t id{}; std::string name{}; Many<Album> albums{}; };
///     struct Album { …; std::int64_t artist_id{}; One<Artist> artist{}; };
///
/// They are handles: one pointer wide, empty in a new struct. The struct named may still be
/// incomplete. What a session has not loaded is not there: touching it is an `OrmError`
/// (`not_loaded`) that names the loader option; nothing is read behind the reader's back.
///
/// An object belongs to the session that added or loaded it, and so do those it leads to; a
/// `std::shared_ptr` to any of them keeps all of them readable, also after the session. Copying a
/// struct copies its columns; its handles are copied as long as no session has it, and empty
/// afterwards. Thread: the session's.
namespace azoth {

namespace detail {

class ObjectNode;
struct RelatedState;
struct RelatedAccess;

/// What Many and One have in common, free of types.
class AZOTH_EXPORT RelatedBase {
public:
    RelatedBase() noexcept = default;
    RelatedBase(const RelatedBase& other);
    RelatedBase(RelatedBase&& other) noexcept;
    RelatedBase& operator=(const RelatedBase& other);
    // Throws where a session's object would lose its collection for another one.
    RelatedBase& operator=(RelatedBase&& other);  // NOLINT(*-noexcept-move*,*-exception-escape)
    ~RelatedBase();

    /// Whether it can be read: it was loaded, or belongs to an object that is not in the database.
    [[nodiscard]] bool is_loaded() const noexcept;

protected:
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::shared_ptr<void> object_at(std::size_t index) const;
    /// Moves `*from` into an object of its own, which belongs to this one's owner.
    void* add_new(const StructOps& ops, void* from);
    /// The same, and makes it the only one.
    void* replace_new(const StructOps& ops, void* from);
    void add(const std::shared_ptr<void>& object);
    void remove(const std::shared_ptr<void>& object);
    /// Makes `object` the only one; null leaves none.
    void replace(const std::shared_ptr<void>& object);
    void clear();

private:
    friend struct RelatedAccess;
    RelatedState& changing();
    RelatedState& writable();

    RelatedState* state_ = nullptr;
};

}  // namespace detail

/// The objects on the many side of a relationship, in the order in which they came.
template <class S>
class Many : public detail::RelatedBase {
public:
    class iterator {
    public:
        using value_type = std::shared_ptr<S>;
        using difference_type = std::ptrdiff_t;

        iterator() noexcept = default;
        iterator(const Many* many, std::size_t index) noexcept : many_(many), index_(index) {}
        [[nodiscard]] std::shared_ptr<S> operator*() const { return (*many_)[index_]; }
        iterator& operator++() noexcept {
            ++index_;
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator before(*this);
            ++index_;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.index_ == b.index_;
        }

    private:
        const Many* many_ = nullptr;
        std::size_t index_ = 0;
    };

    // Reading throws `OrmError` (`not_loaded`).
    [[nodiscard]] std::size_t size() const { return count(); }
    [[nodiscard]] bool empty() const { return count() == 0; }
    [[nodiscard]] std::shared_ptr<S> operator[](std::size_t index) const {
        return std::static_pointer_cast<S>(object_at(index));
    }
    [[nodiscard]] iterator begin() const { return iterator(this, 0); }
    [[nodiscard]] iterator end() const { return iterator(this, count()); }

    // Changing works without loading, and is written by the next flush. Throws `OrmError`
    // (`detached`) where no session has the object any more.

    /// A new object, which is moved to where its session keeps it: use the reference from here on.
    S& add(S object) { return *static_cast<S*>(add_new(detail::struct_ops<S>, &object)); }
    /// One that the same session has. Throws `OrmError` (`other_session`, `not_in_session`).
    void add(const std::shared_ptr<S>& object) { RelatedBase::add(object); }
    /// Takes it out; whether it is deleted is said by the relationship.
    void remove(const std::shared_ptr<S>& object) { RelatedBase::remove(object); }
    /// Takes all out. Throws `OrmError` (`not_loaded`).
    void clear() { RelatedBase::clear(); }
};

/// The object on the one side of a relationship, or none.
template <class S>
class One : public detail::RelatedBase {
public:
    /// Throws `OrmError` (`not_loaded`).
    [[nodiscard]] std::shared_ptr<S> get() const {
        return count() == 0 ? nullptr : std::static_pointer_cast<S>(object_at(0));
    }
    [[nodiscard]] explicit operator bool() const { return count() != 0; }
    /// Valid while the object's owner lives. Throws as get(), and `OrmError` (`no_related_object`)
    /// where there is none.
    [[nodiscard]] S* operator->() const { return static_cast<S*>(object_at(0).get()); }
    [[nodiscard]] S& operator*() const { return *operator->(); }

    /// One that the same session has, or none; the key columns follow at the next flush.
    One& operator=(const std::shared_ptr<S>& object) {
        replace(object);
        return *this;
    }
    One& operator=(std::nullptr_t) {
        replace(nullptr);
        return *this;
    }
    /// A new object.
    S& set(S object) { return *static_cast<S*>(replace_new(detail::struct_ops<S>, &object)); }
};

}  // namespace azoth
