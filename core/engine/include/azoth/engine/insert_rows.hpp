// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/engine/row_struct.hpp>
#include <azoth/error/export.hpp>
#include <azoth/value/value.hpp>

/// How any range of values becomes cells of a bulk insert: views where the range's elements stay
/// where they are, copies where each element lives for one step only.
namespace azoth::detail {

/// Cells of the rows of one page. Filled by `RowFiller`, emptied by the engine.
class AZOTH_EXPORT RowSink {
public:
    RowSink(std::size_t columns, std::size_t rows);
    ~RowSink();
    RowSink(const RowSink&) = delete;
    RowSink& operator=(const RowSink&) = delete;

    [[nodiscard]] bool full() const noexcept { return next_ == end_; }
    void add(const ValueView& borrowed) noexcept { *next_++ = borrowed; }
    /// Copies text and bytes.
    void add_copy(const ValueView& view);
    void add_owned(Value value);
    /// For rows whose width is known at run time only; throws `ArgumentError` (`column_count`).
    void check_width(std::size_t width) const;

private:
    friend class BulkInsert;
    struct Keep;
    void clear() noexcept;

    std::size_t columns_;
    std::unique_ptr<ValueView[]> cells_;
    ValueView* next_;
    ValueView* end_;
    std::unique_ptr<Keep> keep_;
};

/// Fills the sink until it is full or the range at its end; adding nothing says the latter.
using FillRows = void (*)(void* filler, RowSink& sink);

template <class T>
concept tuple_like = requires {
    std::tuple_size<std::remove_cvref_t<T>>::value;
};

/// Calls `visit` with each member of a plain aggregate.
template <class T, class Visit>
void each_member(const T& object, const Visit& visit) {
    constexpr std::size_t count = member_count<T>();
    constexpr bool few_enough_members = count >= 1 && count <= max_members;
    static_assert(few_enough_members,
                  "azoth: a row must be a value, a tuple, or an aggregate of up to 24 members");
    if constexpr (few_enough_members) {
        std::apply([&](const auto&... members) { (visit(members), ...); },
                   tie_members<count>(object));
    }
}

template <class T>
inline constexpr bool is_value_row = std::is_same_v<T, std::vector<Value>>;

/// Columns a row of type T fills; 0 where only the row itself knows.
template <class T>
constexpr std::size_t row_width() {
    if constexpr (is_value_row<T>) {
        return 0;
    } else if constexpr (bindable<T>) {
        return 1;
    } else if constexpr (tuple_like<T>) {
        return std::tuple_size_v<T>;
    } else {
        constexpr bool is_row = std::is_aggregate_v<T>;
        static_assert(is_row,
                      "azoth: a row must be a value, a tuple, or an aggregate of up to 24 members");
        return member_count<T>();
    }
}

template <bool Copies, class T>
void add_cell(RowSink& sink, const T& value) {
    if constexpr (bindable_without_copy<without_optional<argument_type<T>>>) {
        if constexpr (Copies && borrows_memory<carrier_of<T>>) {
            sink.add_copy(view_of(value));
        } else {
            sink.add(view_of(value));
        }
    } else if constexpr (std::is_same_v<T, Value> && !Copies) {
        sink.add(value.view());
    } else {
        constexpr bool is_value = bindable<T>;
        static_assert(is_value, "azoth: this type is no value; specialise azoth::value_traits");
        sink.add_owned(Value(value));
    }
}

template <bool Copies, class T>
void add_row(RowSink& sink, const T& row) {
    if constexpr (is_value_row<T>) {
        sink.check_width(row.size());
        for (const Value& value : row) add_cell<Copies>(sink, value);
    } else if constexpr (bindable<T>) {
        add_cell<Copies>(sink, row);
    } else if constexpr (tuple_like<T>) {
        std::apply([&](const auto&... values) { (add_cell<Copies>(sink, values), ...); }, row);
    } else {
        each_member(row, [&](const auto& value) { add_cell<Copies>(sink, value); });
    }
}

/// The rest of a range, erased behind `fill`.
template <class Iterator, class Sentinel>
struct RowFiller {
    using Reference = decltype(*std::declval<Iterator&>());
    using Element = std::remove_cvref_t<Reference>;
    /// Elements that are gone at the next step must be copied.
    static constexpr bool copies =
        !(std::is_lvalue_reference_v<Reference> && std::forward_iterator<Iterator>);

    Iterator at;
    Sentinel end;

    static void fill(void* self, RowSink& sink) {
        auto& filler = *static_cast<RowFiller*>(self);
        while (!sink.full() && filler.at != filler.end) {
            const auto& element = *filler.at;
            add_row<copies>(sink, element);
            ++filler.at;
        }
    }
};

}  // namespace azoth::detail
