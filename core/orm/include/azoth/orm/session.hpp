// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <typeinfo>
#include <utility>
#include <vector>

#include <azoth/engine/engine.hpp>
#include <azoth/error/export.hpp>
#include <azoth/orm/entity_select.hpp>
#include <azoth/orm/registry.hpp>
#include <azoth/orm/router.hpp>

namespace azoth {

namespace detail {
class SessionCore;
class ObjectReader;

template <class T>
inline constexpr bool is_shared_ptr = false;
template <class S>
inline constexpr bool is_shared_ptr<std::shared_ptr<S>> = true;

/// Throws `NoResultFound` or `MultipleResultsFound` unless there is one.
AZOTH_EXPORT void require_one(std::size_t rows);
}  // namespace detail

/// How a session treats a connection that is not its own.
enum class JoinMode : std::uint8_t {
    /// commit() and rollback() end a savepoint; the transaction is ended by whoever began it. What
    /// tests want: the outer rollback undoes all that the session has committed.
    create_savepoint,
    /// commit() only flushes, rollback() rolls the connection's transaction back.
    rollback_only,
    /// commit() and rollback() are those of the connection.
    control_fully,
};

struct SessionOptions {
    /// Queries see what was changed before them: each execution flushes first.
    bool autoflush = true;
    JoinMode join_mode = JoinMode::create_savepoint;
    /// Of each execution, flushes and loads among them, beneath what the execution itself is given;
    /// and of the connections that the session opens, so that a time-out bounds COMMIT, too.
    ExecutionOptions execution_options{};
};

namespace detail {

/// Objects that a query gave, free of types.
class AZOTH_EXPORT ObjectList {
public:
    [[nodiscard]] std::size_t size() const noexcept { return objects_.size(); }
    [[nodiscard]] bool empty() const noexcept { return objects_.empty(); }

protected:
    explicit ObjectList(std::vector<std::shared_ptr<void>> objects) noexcept
        : objects_(std::move(objects)) {}
    [[nodiscard]] const std::shared_ptr<void>& one_object() const;
    [[nodiscard]] std::vector<std::shared_ptr<void>> unique_objects() const;

    std::vector<std::shared_ptr<void>> objects_;
};

}  // namespace detail

/// The objects that a query of a session gave: read as a whole, since related objects are loaded
/// for all of them at once. Owns its list; the objects are the session's. An object that an outer
/// join left out is null.
template <class S>
class Objects : public detail::ObjectList {
public:
    using value_type = std::shared_ptr<S>;
    class iterator {
    public:
        using value_type = std::shared_ptr<S>;
        using difference_type = std::ptrdiff_t;

        iterator() noexcept = default;
        explicit iterator(const std::shared_ptr<void>* at) noexcept : at_(at) {}
        [[nodiscard]] std::shared_ptr<S> operator*() const noexcept {
            return std::static_pointer_cast<S>(*at_);
        }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept { return iterator(at_++); }
        friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.at_ == b.at_;
        }

    private:
        const std::shared_ptr<void>* at_ = nullptr;
    };

    explicit Objects(std::vector<std::shared_ptr<void>> objects) noexcept
        : ObjectList(std::move(objects)) {}

    [[nodiscard]] iterator begin() const noexcept { return iterator(objects_.data()); }
    [[nodiscard]] iterator end() const noexcept {
        return iterator(objects_.data() + objects_.size());
    }
    [[nodiscard]] std::shared_ptr<S> operator[](std::size_t index) const noexcept {
        return std::static_pointer_cast<S>(objects_[index]);
    }
    [[nodiscard]] std::vector<std::shared_ptr<S>> all() const { return {begin(), end()}; }
    /// Exactly one. Throws `NoResultFound`, `MultipleResultsFound`.
    [[nodiscard]] std::shared_ptr<S> one() const {
        return std::static_pointer_cast<S>(one_object());
    }
    /// Null where there is none. Throws `MultipleResultsFound`.
    [[nodiscard]] std::shared_ptr<S> one_or_none() const { return empty() ? nullptr : one(); }
    /// Null where there is none.
    [[nodiscard]] std::shared_ptr<S> first() const { return empty() ? nullptr : (*this)[0]; }
    /// Without those that were there before: a join along a collection repeats its owner.
    [[nodiscard]] Objects unique() const { return Objects(unique_objects()); }
};

/// The rows of a query that gives objects and values together, read as a whole.
template <class... Ts>
class ObjectRows {
public:
    using value_type = std::tuple<Ts...>;

    explicit ObjectRows(std::vector<std::tuple<Ts...>> rows) noexcept : rows_(std::move(rows)) {}

    [[nodiscard]] auto begin() const noexcept { return rows_.begin(); }
    [[nodiscard]] auto end() const noexcept { return rows_.end(); }
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
    [[nodiscard]] const std::tuple<Ts...>& operator[](std::size_t index) const noexcept {
        return rows_[index];
    }
    [[nodiscard]] std::vector<std::tuple<Ts...>> all() && { return std::move(rows_); }
    /// Exactly one. Throws `NoResultFound`, `MultipleResultsFound`.
    [[nodiscard]] const std::tuple<Ts...>& one() const {
        detail::require_one(rows_.size());
        return rows_.front();
    }

private:
    std::vector<std::tuple<Ts...>> rows_;
};

/// A unit of work: objects that belong together, and one transaction at a time.
///
///     Session session{engine, models};
///     auto queen = session.add(Artist{.name = "Queen"});
///     queen->albums.add(Album{.title = "Jazz"});
///     session.commit();
///
/// The session owns its objects: a row is one object in it (`get()` of the same key is the same
/// pointer), members are assigned plainly, and flush() finds what changed and writes that. An
/// object stays readable as long as anybody holds it or one it leads to, also after the session.
///
/// The first statement begins a transaction. commit() flushes and commits; rollback(), or the end
/// of the session, undoes what was not committed, in the database and in the objects. After a flush
/// that failed the objects are as they were before it, and can be mended and flushed again; if the
/// transaction had done more than that, rollback() is needed first (`transaction_aborted`).
///
/// One thread at a time. Movable, not copyable.
class AZOTH_EXPORT Session {
public:
    Session(Engine engine, Registry models, SessionOptions options = {});
    /// Reads go to replicas, see ReadWriteRouter.
    Session(ReadWriteRouter router, Registry models, SessionOptions options = {});
    /// Takes part in what the connection does; borrowed, it must outlive the session.
    Session(Connection& connection, Registry models, SessionOptions options = {});
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    /// As close().
    ~Session();

    // ── objects ─────────────────────────────────────────────────────────────────────────────
    /// Takes a new object, and those it leads to; the next flush inserts them. A generated key is
    /// 0 until then. Throws `OrmError` (`not_registered`).
    template <class S>
    requires(!detail::is_shared_ptr<S>) std::shared_ptr<S> add(S object) {
        return std::static_pointer_cast<S>(add_object(detail::struct_ops<S>, &object));
    }
    /// The next flush deletes it, and what its relationships say. One that was never flushed is
    /// let go. Throws `OrmError` (`not_in_session`).
    template <class S>
    void delete_(const std::shared_ptr<S>& object) {
        delete_object(object);
    }
    /// The object of that key, without a query where the session has it; null where there is no
    /// such row. The key's parts in order: `get<Track>(album_id, number)`. Throws `OrmError`
    /// (`not_registered`), `ArgumentError` (`key_parts`), `ConversionError`.
    template <class S, bindable... Key>
    [[nodiscard]] std::shared_ptr<S> get(const Key&... key) {
        const Value parts[] = {Value(key)...};
        return std::static_pointer_cast<S>(get_object(typeid(S), parts));
    }
    /// The same; `NoResultFound` where there is no such row.
    template <class S, bindable... Key>
    [[nodiscard]] std::shared_ptr<S> get_one(const Key&... key) {
        auto object = get<S>(key...);
        if (!object) throw_no_object();
        return object;
    }
    /// Reads the object's columns anew; what was not flushed is lost. Its relationships are not
    /// loaded afterwards. Throws `OrmError` (`not_in_session`, `row_gone`).
    template <class S>
    void refresh(const std::shared_ptr<S>& object) {
        refresh_object(object);
    }
    /// Loads a relationship of an object that was read without it: `load(queen, artists.albums)`.
    template <class S>
    void load(const std::shared_ptr<S>& object, const Relationship& relationship) {
        load_related(object, relationship);
    }
    /// Lets an object go: it is readable, and no longer the session's.
    template <class S>
    void expunge(const std::shared_ptr<S>& object) {
        expunge_object(object);
    }
    void expunge_all();
    template <class S>
    [[nodiscard]] bool contains(const std::shared_ptr<S>& object) const {
        return contains_object(object);
    }
    /// Whether a flush would write the object.
    template <class S>
    [[nodiscard]] bool is_modified(const std::shared_ptr<S>& object) const {
        return is_object_modified(object);
    }
    [[nodiscard]] std::size_t size() const noexcept;

    // ── the unit of work ────────────────────────────────────────────────────────────────────
    /// Writes what changed: new rows first, referred before referring ones, many per statement;
    /// then changed columns; then deletes. Generated keys are in the objects afterwards. Throws
    /// `DatabaseError`, and `OrmError`: `stale_data` (a row that was to be changed is gone),
    /// `flush_cycle` (rows that refer to one another, none can be first), `key_changed`,
    /// `orphan` (a row would refer to nothing where that must not be).
    void flush();
    void commit();
    void rollback();
    /// Rolls back what is open and gives the connection back. Idempotent; the session may be used
    /// again.
    void close();
    [[nodiscard]] bool in_transaction() const noexcept;

    // ── queries ─────────────────────────────────────────────────────────────────────────────
    // Options hold for what a query loads besides; what is flushed before it has the session's.

    /// One object per row: `scalars(select(artists).where(…))`.
    template <class S, class... Rest>
    [[nodiscard]] Objects<S> scalars(const EntitySelect<std::shared_ptr<S>, Rest...>& query,
                                     const ExecutionOptions& options = unset_options) {
        return Objects<S>(read_objects(query, options));
    }
    /// One value per row: `scalars(select(artists.name))`.
    template <class T, class... Rest>
    [[nodiscard]] Scalars<T> scalars(const TypedQuery<T, Rest...>& query, const Params& params = {},
                                     const ExecutionOptions& options = unset_options) {
        return execute(query, params, options).scalars();
    }
    /// Tuples of objects and values.
    template <class... Ts>
    [[nodiscard]] ObjectRows<Ts...> execute(const EntitySelect<Ts...>& query,
                                            const ExecutionOptions& options = unset_options) {
        std::vector<std::tuple<Ts...>> rows;
        read(query, options, &add_row<Ts...>, &rows);
        return ObjectRows<Ts...>(std::move(rows));
    }
    /// Any other statement, after a flush, on the connection that fits it: as Connection::execute.
    /// Objects do not hear of what it changes; refresh() those that it may have.
    Result execute(const Statement& statement, const Params& params = {},
                   const ExecutionOptions& options = unset_options);
    Result execute(const Statement& statement, const ExecutionOptions& options);
    template <class... Ts>
    [[nodiscard]] TypedResult<Ts...> execute(const TypedQuery<Ts...>& query,
                                             const Params& params = {},
                                             const ExecutionOptions& options = unset_options) {
        Connection& connection = connection_for(query);
        if (&options == &unset_options) return connection.execute(query, params, this->options());
        return connection.execute(query, params, merged(options, this->options()));
    }
    template <class... Ts>
    [[nodiscard]] TypedResult<Ts...> execute(const TypedQuery<Ts...>& query,
                                             const ExecutionOptions& options) {
        return execute(query, Params{}, options);
    }
    /// The first column of the first row; without a row `NoResultFound`, or an empty optional.
    template <class T, class... Rest>
    [[nodiscard]] T scalar(const TypedQuery<T, Rest...>& query, const Params& params = {},
                           const ExecutionOptions& options = unset_options) {
        return first_of<T>(scalars(query, params, options));
    }
    template <readable T>
    [[nodiscard]] T scalar(const Statement& statement, const Params& params = {},
                           const ExecutionOptions& options = unset_options) {
        return first_of<T>(execute(statement, params, options).template scalars<T>());
    }
    /// The connection that writes, in the session's transaction.
    [[nodiscard]] Connection& connection();

private:
    [[nodiscard]] std::shared_ptr<void> add_object(const detail::StructOps& ops, void* from);
    void delete_object(const std::shared_ptr<void>& object);
    [[nodiscard]] std::shared_ptr<void> get_object(const std::type_info& type,
                                                   std::span<const Value> key);
    void refresh_object(const std::shared_ptr<void>& object);
    void load_related(const std::shared_ptr<void>& object, const Relationship& relationship);
    void expunge_object(const std::shared_ptr<void>& object);
    [[nodiscard]] bool contains_object(const std::shared_ptr<void>& object) const;
    [[nodiscard]] bool is_object_modified(const std::shared_ptr<void>& object) const;
    [[noreturn]] static void throw_no_object();
    [[noreturn]] static void throw_no_row();

    template <class T>
    [[nodiscard]] static T first_of(Scalars<T> scalars) {
        std::optional<T> found = scalars.first();
        if constexpr (is_optional<T>) {
            return found ? *std::move(found) : std::nullopt;
        } else {
            if (!found) throw_no_row();
            return *std::move(found);
        }
    }

    [[nodiscard]] Connection& connection_for(const Statement& statement);
    [[nodiscard]] const ExecutionOptions& options() const noexcept;
    /// Calls `row` for each row; `rows` is its own.
    void read(const detail::EntityQuery& query, const ExecutionOptions& options,
              void (*row)(detail::ObjectReader& reader, void* rows), void* rows);
    [[nodiscard]] std::vector<std::shared_ptr<void>> read_objects(const detail::EntityQuery& query,
                                                                  const ExecutionOptions& options);
    [[nodiscard]] static std::shared_ptr<void> object_of(detail::ObjectReader& reader,
                                                         std::size_t item);
    [[nodiscard]] static detail::RowStream& stream_of(detail::ObjectReader& reader) noexcept;
    [[nodiscard]] static std::size_t column_of(detail::ObjectReader& reader, std::size_t item);

    template <class T>
    [[nodiscard]] static T item_of(detail::ObjectReader& reader, std::size_t item) {
        if constexpr (detail::is_shared_ptr<T>) {
            return std::static_pointer_cast<typename T::element_type>(object_of(reader, item));
        } else {
            return detail::scan_one<T>(stream_of(reader), column_of(reader, item));
        }
    }
    template <class... Ts, std::size_t... I>
    static std::tuple<Ts...> row_of(detail::ObjectReader& reader, std::index_sequence<I...>) {
        return std::tuple<Ts...>{item_of<Ts>(reader, I)...};
    }
    template <class... Ts>
    static void add_row(detail::ObjectReader& reader, void* rows) {
        static_cast<std::vector<std::tuple<Ts...>>*>(rows)->push_back(
            row_of<Ts...>(reader, std::index_sequence_for<Ts...>{}));
    }

    std::unique_ptr<detail::SessionCore> core_;
};

}  // namespace azoth
